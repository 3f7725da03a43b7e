"""`semax legal`: where the law and regulators stand, by country, dated."""

from collections.abc import Iterator, Sequence
from shlex import join

from semax_cli.background import Status
from semax_cli.data.lookup import members_of_the_eu, select_status
from semax_cli.document import Block, Facts, Heading, Prose
from semax_cli.records import Dataset
from semax_cli.view import Shape, View, make_view, plain
from semax_cli.views import sources

ITEM = Shape((Status,))

CANNOT_ANSWER = (
    "This is what could be read, with its date where one is known. It does not say whether "
    "somebody may buy, own, bring in or use it where they live: a pharmacist, the "
    "regulator or a lawyer there can."
)


def view(dataset: Dataset, names: Sequence[str] = (), everything: bool = False) -> View:
    """What is recorded on the law of some countries or bodies, each statement with its date and how
    far it is confirmed; of all where none is named.

    Raises SemaxError (UNKNOWN_ID) where nothing is recorded of one.
    """
    chosen = select_status(dataset, names)

    def blocks() -> Iterator[Block]:
        yield Heading(f"Where the law stands on {dataset.substance.name}")
        yield Prose(CANNOT_ANSWER)
        if members := members_of_the_eu(names):
            of = " and ".join(f"“{name}”" for name in members)
            yield Prose(f"Nothing is recorded of {of}. The nearest is what is recorded of the EU.")
        yield from summary(chosen)
        yield from statements(chosen, sources.how_many(everything))
        if not everything:
            yield Prose(f"The sources: {join(('semax', 'legal', *names, '--all'))}")

    return make_view("legal", dataset, chosen, plain, ITEM, blocks)


def summary(chosen: Sequence[Status]) -> Iterator[Block]:
    """What is recorded in brief, a line for each country or body."""
    rows = [
        (place, "; ".join(s.brief for s in chosen if s.jurisdiction == place and s.brief))
        for place in dict.fromkeys(status.jurisdiction for status in chosen)
    ]
    if found := tuple(row for row in rows if row[1]):
        yield Facts(found)


def statements(chosen: Sequence[Status], most_sources: int | None) -> Iterator[Block]:
    """The statements, under the country or body that each is about."""
    if not chosen:
        yield Prose("Nothing is recorded.")
    for jurisdiction in dict.fromkeys(status.jurisdiction for status in chosen):
        yield Heading(jurisdiction, level=2)
        for status in chosen:
            if status.jurisdiction == jurisdiction:
                when = f"as of {status.as_of}" if status.as_of else "date not known"
                yield sources.sourced(
                    status.id,
                    (when,),
                    status.statement,
                    status.sources,
                    status.confidence,
                    most_sources,
                )
