"""`semax studies`: the studies that claims rest on, one row each."""

from collections.abc import Iterator, Mapping, Sequence

from semax_cli import labels
from semax_cli.data.query import links_by_study
from semax_cli.document import Block, Column, Grid, Heading, Prose, cell, id_column
from semax_cli.records import Dataset, Link, Study
from semax_cli.view import View, make_view
from semax_cli.views.study import ITEM, item_of


def view(dataset: Dataset, chosen: Sequence[Study]) -> View:
    """Some studies, one row each."""
    bearing = links_by_study(dataset)

    def blocks() -> Iterator[Block]:
        return _blocks(dataset, chosen, bearing)

    return make_view("studies", dataset, chosen, item_of(dataset, bearing), ITEM, blocks)


def _blocks(
    dataset: Dataset, studies: Sequence[Study], bearing: Mapping[str, Sequence[Link]]
) -> Iterator[Block]:
    yield Heading(f"Studies of {dataset.substance.name}")
    if not studies:
        yield Prose("No study passes this filter.")
        return
    yield Prose(f"{len(studies)} of the {len(dataset.studies)} in the dataset.")
    columns = (
        id_column("Study", (study.id for study in studies)),
        Column("Tested in", 10),
        Column("Design", 11),
        Column("Found", 5),
        Column("Title", 18),
    )
    rows = tuple(
        (
            study.id,
            labels.tested(study),
            labels.DESIGN[study.design],
            _signs(bearing[study.id]),
            study.title,
        )
        for study in studies
    )
    yield Grid(columns, rows)
    yield Prose(
        f"Found, on any effect, claim or mechanism: {labels.SIGNS_EXPLAINED}, "
        f"{cell(None)} not linked to any. A study may have found several things. "
        "`semax study --id ID` shows one whole."
    )


def _signs(bearing: Sequence[Link]) -> str:
    """What a study found, each kind of result once."""
    results = {link.evidence.result for link in bearing}
    signs = " ".join(sign for result, sign in labels.SIGN.items() if result in results)
    return signs or cell(None)
