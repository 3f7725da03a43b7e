"""`semax map`: claims down, kinds of evidence across; an empty cell says "none"."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from semax_cli import labels
from semax_cli.codes import Result
from semax_cli.data.lookup import studies_by_id
from semax_cli.document import Block, Column, Grid, Heading, Prose, id_column
from semax_cli.grading.evidence_map import MAP_KINDS, MapKind, place
from semax_cli.grading.rule import Report
from semax_cli.records import Claim, Dataset, Effect, Study
from semax_cli.view import Shape, View, make_view, plain


class Cell(NamedTuple):
    """The studies of one kind on one claim."""

    total: int
    """How many there are."""
    results: dict[Result, int]
    """How many of them point where."""
    studies: tuple[str, ...]
    """Their ids."""


class Row(NamedTuple):
    """A claim on the map."""

    id: str
    """Id of the claim."""
    name: str
    """Its short name."""
    effect: str
    """Id of the effect that it is part of."""
    cells: dict[MapKind, Cell]
    """The studies that bear on it, by who was tested in what design."""


ITEM = Shape((Row,))

TITLES: dict[MapKind, str] = {
    "people-randomised": "Rand.",
    "people-controlled": "Contr.",
    "people-other": "Other",
    "people-surrogate": "Else",
    "animals": "Animals",
    "test-tube": "Cells",
}


def view(dataset: Dataset) -> View:
    """How many studies of which kind bear on each claim, and where they point."""
    rows = claims(dataset)
    return make_view("map", dataset, rows, plain, ITEM, lambda: _blocks(dataset, rows))


def claims(dataset: Dataset) -> list[Row]:
    """The rows of the map."""
    studies = studies_by_id(dataset)
    return [_row(effect, claim, studies) for effect, claim in dataset.claims()]


def _row(effect: Effect, claim: Claim, studies: Mapping[str, Study]) -> Row:
    placed = place(claim, studies)
    cells = {kind: _cell(placed[kind]) for kind in MAP_KINDS}
    return Row(claim.id, claim.name, effect.id, cells)


def _cell(entries: Sequence[Report]) -> Cell:
    results = Counter(entry.evidence.result for entry in entries)
    by_sign = {result: results[result] for result in labels.SIGN}
    return Cell(len(entries), by_sign, tuple(entry.study.id for entry in entries))


def _blocks(dataset: Dataset, rows: Sequence[Row]) -> Iterator[Block]:
    yield Heading(f"Reports on each claim: {labels.SIGNS_EXPLAINED}")
    if not rows:
        yield Prose("The dataset lists no claims.")
        return
    columns = (
        id_column("Claim", (row.id for row in rows)),
        *(Column(title, len(title)) for title in TITLES.values()),
    )
    yield Grid(columns, tuple((row.id, *map(found, row.cells.values())) for row in rows))
    on_map = {study for row in rows for cell in row.cells.values() for study in cell.studies}
    beside_it = {entry.study for effect in dataset.effects for entry in effect.other_evidence}
    bearing = sum(len(claim.evidence) for _, claim in dataset.claims())
    placed = sum(cell.total for row in rows for cell in row.cells.values())
    left_out = f"{len(beside_it - on_map)} not claimed, {bearing - placed} left out"
    yield Prose(f"First three: people. Else: other measure. Not shown: {left_out}.")


def beside(effects: Iterable[Effect]) -> str:
    """A sentence on studies of outcomes that the article does not name; empty if there are none."""
    entries = "; ".join(
        f"{entry.study} (under {effect.id}: {labels.RESULT[entry.result]})"
        for effect in effects
        for entry in effect.other_evidence
    )
    return entries and f"Not on the map, since the article names no such outcome: {entries}."


def found(cell: Cell) -> str:
    """What the studies in a cell found, as numbers and signs."""
    counts = [f"{number}{labels.SIGN[result]}" for result, number in cell.results.items() if number]
    return " ".join(counts) or "none"
