"""`semax safety`: what is said about safety, by kind, with who says it."""

from collections.abc import Iterator

from semax_cli import labels
from semax_cli.background import Safety
from semax_cli.document import Block, Heading, Prose
from semax_cli.records import Dataset
from semax_cli.view import Shape, View, make_view, plain
from semax_cli.views import evidence

ITEM = Shape((Safety,))


def view(dataset: Dataset, all_sources: bool = False) -> View:
    """What is said about safety, by kind, with who says it."""
    return make_view(
        "safety", dataset, dataset.safety, plain, ITEM, lambda: _blocks(dataset, all_sources)
    )


def _blocks(dataset: Dataset, all_sources: bool) -> Iterator[Block]:
    yield Heading(f"What is said about the safety of {dataset.substance.name}")
    yield from statements(dataset, all_sources)


CAVEAT = "Safety is not rated here, and what is not listed can happen all the same."


def statements(dataset: Dataset, all_sources: bool = False) -> Iterator[Block]:
    """What is said about safety, by kind; if nothing is recorded of one, it says so."""
    yield Prose(CAVEAT)
    for kind, heading in labels.SAFETY.items():
        group = [entry for entry in dataset.safety if entry.kind == kind]
        yield Heading(heading, level=2)
        if not group:
            yield Prose("Nothing is recorded.")
        for entry in group:
            yield evidence.sourced(
                entry.id, entry.studies, entry.text, entry.sources, entry.confidence, all_sources
            )
