"""`semax search`: the records that hold some words, with the place and what to type next."""

from collections.abc import Iterator, Sequence
from functools import partial

from semax_cli import labels
from semax_cli.document import Block, Entry, Heading, Prose
from semax_cli.records import Dataset
from semax_cli.search import Hit, every, search
from semax_cli.text import visible
from semax_cli.view import Shape, View, make_view, plain
from semax_cli.views import sources

ITEM = Shape((Hit,))

ON_SCREEN = 20
"""How many records a reader is shown if nobody says how many; programs get all."""


def view(dataset: Dataset, text: str, kinds: Sequence[str], limit: int | None) -> View:
    """The records that hold the words of a text, the best first, at most ``limit`` of them; of an
    empty text, all of the kinds.
    """
    found = search(dataset, text, kinds, limit) if text else every(dataset, kinds, limit)
    shown = found.hits if limit else found.hits[:ON_SCREEN]
    more = "" if limit or len(shown) == found.total else f" (all: --limit {found.total})"
    blocks = partial(_blocks, text, shown, found.total, more)
    return make_view("search", dataset, found.hits, plain, ITEM, blocks)


def _blocks(text: str, hits: Sequence[Hit], total: int, more: str) -> Iterator[Block]:
    yield Heading(f"Search for “{visible(text)}”" if text else "All records of a kind")
    if not total and not text:
        yield Prose("This dataset has no record of this kind.")
        return
    if not total:
        yield Prose(
            "Nothing was found in this dataset, which does not mean that there is nothing to know. "
            "Try other words, fewer, or the beginning of one. If it is a medicine: semax safety "
            "has what is recorded of interactions."
        )
        return
    number = f"{len(hits)} of {total}{more}" if len(hits) < total else str(total)
    if not any(hit.exact for hit in hits):
        yield Prose("No exact match. Closest matches:")
    best = ", the best match first" if text else ""
    yield Prose(
        f"Found {number}{best}, each under what to type next, if there is anything. An excerpt is "
        "not a result: the record says what it is worth."
    )
    yield from (_entry(hit) for hit in hits if hit.exact)
    guesses = [hit for hit in hits if not hit.exact]
    if guesses:
        yield Heading("Guessed: words that are spelt or begin alike, or some of them", level=2)
    yield from (_entry(hit) for hit in guesses)


def _entry(hit: Hit) -> Entry:
    kind = labels.RECORD.get(hit.kind, hit.kind)
    place = hit.place.replace("_", " ")
    if hit.system and hit.kind in ("study", "publication"):
        tested = labels.SYSTEM[hit.system]
        kind = f"{kind}, {tested}" if hit.system in ("none", "unclear") else f"{kind} in {tested}"
    elif hit.system and hit.system != "none":  # of the one study that the excerpt is about
        tested = labels.SYSTEM[hit.system]
        place = f"{place}, {tested}" if hit.system == "unclear" else f"{place}, in {tested}"
    if hit.kind == "topic":
        return Entry(hit.next or "", (), hit.excerpt)
    text = "" if hit.excerpt == hit.name else f"{place}: {hit.excerpt}"
    if hit.next is None:
        wrong = hit.kind == "misreference"
        pages = (sources.specimens if wrong else sources.addresses)(hit.sources)
        title = kind[0].upper() + kind[1:]
        return Entry(title, (hit.name,) if hit.name else (), text, pages, hit.matches)
    about = (kind, hit.name) if hit.name else (kind,)
    return Entry(hit.next, about, text, marked=hit.matches)
