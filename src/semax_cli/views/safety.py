"""`semax safety`: what is said about safety, by kind, with who says it."""

from collections.abc import Iterator

from semax_cli import labels
from semax_cli.background import Safety
from semax_cli.document import Block, Facts, Heading, Prose
from semax_cli.records import Dataset
from semax_cli.view import Shape, View, make_view, plain
from semax_cli.views import evidence

ITEM = Shape((Safety,))


def view(dataset: Dataset, everything: bool = False) -> View:
    """What is said about safety, by kind, with who says it."""
    return make_view(
        "safety", dataset, dataset.safety, plain, ITEM, lambda: _blocks(dataset, everything)
    )


def _blocks(dataset: Dataset, everything: bool) -> Iterator[Block]:
    yield Heading(f"Is {dataset.substance.name} safe?")
    yield from summary(dataset)
    yield from statements(dataset, evidence.how_many(everything))
    if not everything:
        yield Prose("The sources: semax safety --all")


CAVEAT = "Safety is not rated here, and what is not listed can happen all the same."


def summary(dataset: Dataset) -> Iterator[Block]:
    """The answer in a sentence, and below it what is recorded in brief, regulators first."""
    yield Prose(" ".join(filter(None, (dataset.substance.safety, CAVEAT))))
    briefs = {
        heading: [entry.brief for entry in dataset.safety if entry.kind == kind and entry.brief]
        for kind, heading in labels.SAFETY.items()
    }
    if any(briefs.values()):
        yield Facts(tuple((name, "; ".join(found)) for name, found in briefs.items() if found))


def statements(dataset: Dataset, most_sources: int | None) -> Iterator[Block]:
    """What is said about safety, by kind; if nothing is recorded of one, it says so."""
    for kind, heading in labels.SAFETY.items():
        group = [entry for entry in dataset.safety if entry.kind == kind]
        yield Heading(heading, level=2)
        if not group:
            yield Prose("Nothing is recorded.")
        for entry in group:
            yield evidence.sourced(
                entry.id, entry.studies, entry.text, entry.sources, entry.confidence, most_sources
            )
