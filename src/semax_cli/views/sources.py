"""The sources of a record, for the views: how many are shown, and by what names."""

from collections.abc import Sequence

from semax_cli import labels
from semax_cli.background import Source
from semax_cli.codes import ARTICLE, Confidence
from semax_cli.document import Address, Entry

ON_PAGE = 3
"""How many sources of a record the page shows: the best ones. All can be long."""


def how_many(everything: bool) -> int | None:
    """How many sources a screen shows of a record: all, or none, which leaves room to read."""
    return None if everything else 0


def sourced(
    title: str,
    about: tuple[str, ...],
    text: str,
    sources: Sequence[Source],
    confidence: Confidence | None = None,
    most: int | None = None,
) -> Entry:
    """An entry with its sources: the article as a word about it, addresses below the text.

    Where there are addresses, how far they confirm it is shown too, if known. ``most`` is the
    number of addresses to show, the best first; None for all.
    """
    own = [source for source in sources if source.address != ARTICLE]
    by_article = ("said by the article",) if len(own) < len(sources) else ()
    confirmed = (labels.CONFIDENCE[confidence],) if own and confidence else ()
    return Entry(title, (*about, *by_article, *confirmed), text, addresses(own[:most]))


def addresses(sources: Sequence[Source]) -> tuple[Address, ...]:
    """Sources by name, in their order, which is the best first."""
    return tuple(
        Address(labels.source_name(s), "" if s.address == ARTICLE else s.address) for s in sources
    )


def specimens(sources: Sequence[Source]) -> tuple[Address, ...]:
    """The sources of a wrong reference: the pages that spread it, to which no link should lead,
    and the indexes, publishers and the like that show that it is wrong.
    """
    return tuple(
        page._replace(linked=source.kind != "specimen")
        for source, page in zip(sources, addresses(sources), strict=True)
    )
