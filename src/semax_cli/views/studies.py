"""`semax studies`: the studies that claims rest on, one row each."""

from collections.abc import Iterator, Mapping, Sequence

from semax_cli import labels
from semax_cli.data.lookup import links_by_study
from semax_cli.document import Block, Column, Grid, Heading, Prose, cell, id_column
from semax_cli.records import Dataset, Link, Study
from semax_cli.view import View, make_view
from semax_cli.views.study import ITEM, item_of


def view(
    dataset: Dataset, chosen: Sequence[Study], wide: bool = False, of_harm: bool = False
) -> View:
    """Some studies, one line each; ``wide`` shows titles whole, ``of_harm`` if harm was sought."""
    bearing = links_by_study(dataset)

    def blocks() -> Iterator[Block]:
        if not chosen:
            return _none(dataset, of_harm)
        return _blocks(dataset, chosen, bearing, wide)

    return make_view("studies", dataset, chosen, item_of(dataset, bearing), ITEM, blocks)


def _none(dataset: Dataset, of_harm: bool) -> Iterator[Block]:
    yield Heading(f"Studies of {dataset.substance.name}")
    harms = "Harms that were reported are not results on a claim: semax safety shows them."
    yield Prose(f"No study passes this filter.{' ' + harms if of_harm else ''}")


def _blocks(
    dataset: Dataset,
    studies: Sequence[Study],
    bearing: Mapping[str, Sequence[Link]],
    wide: bool,
) -> Iterator[Block]:
    name = dataset.substance.name
    yield Heading(f"Studies of {name}: {len(studies)} of {len(dataset.studies)}")
    columns = (
        id_column("Study", (study.id for study in studies)),
        Column("Tested in", 9),
        Column("Size", 4),
        Column("Found", 5),
        Column("Title", 16, cut=not wide),
    )
    rows = tuple(
        (
            study.id,
            labels.SYSTEM_BRIEFLY[study.system],
            cell(study.n),
            _signs(bearing[study.id]),
            study.title,
        )
        for study in studies
    )
    yield Grid(columns, rows)
    whole = "" if wide else " Titles cut short: --wide."
    yield Prose(
        f"Found, on anything: {labels.SIGNS_EXPLAINED}, {cell(None)} no claim or mechanism.{whole} "
        "One whole: semax study --id ID."
    )


def _signs(bearing: Sequence[Link]) -> str:
    """What a study found, each kind of result once."""
    results = {link.evidence.result for link in bearing}
    signs = " ".join(sign for result, sign in labels.SIGN.items() if result in results)
    return signs or cell(None)
