"""`semax studies`: the studies that claims rest on, one row each."""

from collections.abc import Collection, Iterator, Sequence

from semax_cli import labels
from semax_cli.data.lookup import Asked, links_by_study
from semax_cli.document import Block, Column, Grid, Heading, Prose, cell, id_column
from semax_cli.records import Dataset, Link
from semax_cli.view import View, make_view
from semax_cli.views.study import ITEM, item_of, results_of


def view(dataset: Dataset, asked: Asked, wide: bool = False, results: Collection[str] = ()) -> View:
    """Some studies, one line each; ``wide`` shows titles whole, ``results`` are those asked for."""
    bearing = links_by_study(dataset.links())

    def blocks() -> Iterator[Block]:
        if asked.studies:
            yield from _blocks(dataset, asked, wide)
        else:
            yield from _none(dataset)
        yield from _limits(results)

    return make_view("studies", dataset, asked.studies, item_of(dataset, bearing), ITEM, blocks)


def _none(dataset: Dataset) -> Iterator[Block]:
    yield Heading(f"Studies of {dataset.substance.name}")
    yield Prose("No study passes this filter.")


def _limits(results: Collection[str]) -> Iterator[Block]:
    """What whoever looks for null results or harm does not find by the code of the result."""
    if "no-difference" in results or "harm" in results:
        yield Prose(
            "What one account alone tells is filed as result unclear, whatever it says. Where some "
            "measures got better and others did not, or got worse, the result is mixed. To see "
            "these: --result unclear, --result mixed."
        )
    if "harm" in results:
        yield Prose("Side effects are no results on a claim: semax safety shows them.")


def _blocks(dataset: Dataset, asked: Asked, wide: bool) -> Iterator[Block]:
    name, studies = dataset.substance.name, asked.studies
    found = links_by_study(asked.links)
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
            _signs(found[study.id]),
            study.title,
        )
        for study in studies
    )
    yield Grid(columns, rows)
    what = "anything" if len(asked.links) == len(list(dataset.links())) else "what was asked for"
    whole = "" if wide else " Titles cut short: --wide."
    yield Prose(
        f"Found, on {what}: {labels.SIGNS_EXPLAINED}, {cell(None)} no claim or mechanism.{whole} "
        "One whole: semax study --id ID."
    )


def _signs(links: Sequence[Link]) -> str:
    """What a study found, each kind of result once."""
    return " ".join(labels.SIGN[result] for result in results_of(links)) or cell(None)
