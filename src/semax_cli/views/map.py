"""`semax map`: claims down, kinds of evidence across, and empty cells that are said to be empty."""

from collections import Counter
from collections.abc import Iterator

from semax_cli.dataset import studies_by_id
from semax_cli.grading import MAP_KINDS, MapKind, place
from semax_cli.records import Claim, Dataset, Effect, Result
from semax_cli.view import Block, Column, Grid, Heading, Item, Prose, View, id_column, make_view

FIELDS = ("id", "name", "effect", "cells")

TITLES: dict[MapKind, str] = {
    "people-randomised": "Rand.",
    "people-controlled": "Contr.",
    "people-other": "Other",
    "people-surrogate": "Stand-in",
    "animals": "Animal",
    "test-tube": "Tube",
}
SIGNS: dict[Result, str] = {
    "favours": "+",
    "mixed": "±",
    "no-difference": "=",
    "harm": "!",
    "unclear": "?",
}


def view(dataset: Dataset) -> View:
    """How many studies of which kind bear on each claim, and where they point."""
    claims = [(effect, claim) for effect in dataset.effects for claim in effect.claims]
    items = [_item(dataset, effect, claim) for effect, claim in claims]
    return make_view("map", dataset, items, FIELDS, list(_blocks(items)))


def _item(dataset: Dataset, effect: Effect, claim: Claim) -> Item:
    placed = place(claim.evidence, studies_by_id(dataset))
    cells = {}
    for kind in MAP_KINDS:
        results = Counter(entry.evidence.result for entry in placed[kind])
        cells[kind] = {
            "count": len(placed[kind]),
            "results": {result: results[result] for result in SIGNS},
            "studies": [entry.study.id for entry in placed[kind]],
        }
    return {"id": claim.id, "name": claim.name, "effect": effect.id, "cells": cells}


def _blocks(items: list[Item]) -> Iterator[Block]:
    yield Heading("Evidence map: who was tested for which claim")
    yield Prose(
        "Columns: people in randomised studies, in controlled ones (or of unclear design), in "
        "others, people tested for stand-ins only; animals; cells or test tube. In the cells, "
        "how many studies found what: + points in favour, ± both ways, = no difference, ! harm, "
        "? result not known. “none” is an empty cell: no study was found."
    )
    columns = (
        id_column("Claim", (item["id"] for item in items)),
        *(Column(title, len(title)) for title in TITLES.values()),
    )
    rows = tuple((item["id"], *(_cell(cell) for cell in item["cells"].values())) for item in items)
    yield Grid(columns, rows)
    yield Prose(
        "Animals and test tubes say nothing certain about people. `semax why CLAIM` goes on."
    )


def _cell(cell: Item) -> str:
    found = [f"{number}{SIGNS[result]}" for result, number in cell["results"].items() if number]
    return " ".join(found) or "none"
