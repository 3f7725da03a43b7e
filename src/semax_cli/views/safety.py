"""`semax safety`: what is said about safety, by kind, with who says it."""

from collections.abc import Iterator, Sequence
from functools import partial
from shlex import join
from typing import NamedTuple

from semax_cli import labels
from semax_cli.background import Safety
from semax_cli.document import Block, Facts, Heading, Prose
from semax_cli.errors import ExitCode, SemaxError
from semax_cli.records import Dataset
from semax_cli.view import Shape, View, make_view, plain
from semax_cli.views import sources

ITEM = Shape((Safety,))

CAVEAT = "Safety is not rated here, and what is not listed can happen all the same."


class Chosen(NamedTuple):
    """Some of what is said about safety."""

    entries: Sequence[Safety]
    about: str
    """What they have in common, in a sentence."""


def view(dataset: Dataset, words: Sequence[str] = (), everything: bool = False) -> View:
    """What is said about safety, by kind, with who says it; or what of it is about some words.

    Raises SemaxError (UNKNOWN_ID) where nothing recorded is about the words.
    """
    if not words:
        blocks = partial(_everything, dataset, everything)
        return make_view("safety", dataset, dataset.safety, plain, ITEM, blocks)
    chosen = _choose(dataset, words)
    blocks = partial(_what_was_chosen, dataset, words, chosen, everything)
    return make_view("safety", dataset, chosen.entries, plain, ITEM, blocks)


def _everything(dataset: Dataset, everything: bool) -> Iterator[Block]:
    yield Heading(_question(dataset))
    yield from summary(dataset)
    yield from statements(dataset, sources.how_many(everything))
    if not everything:
        yield Prose("The sources: semax safety --all")


def _what_was_chosen(
    dataset: Dataset, words: Sequence[str], chosen: Chosen, everything: bool
) -> Iterator[Block]:
    yield Heading(_question(dataset))
    yield _answer(dataset)
    yield Heading(chosen.about, level=2)
    yield from _group(chosen.entries, sources.how_many(everything))
    shown = {entry.id for entry in chosen.entries}
    if beside := list(_in_brief([entry for entry in dataset.safety if entry.id not in shown])):
        yield Heading("Also recorded, in brief", level=2)
        yield from beside
    more = "" if everything else f". The sources: {join(('semax', 'safety', *words, '--all'))}"
    yield Prose(f"All that is recorded on safety: semax safety{more}")


def _question(dataset: Dataset) -> str:
    return f"Is {dataset.substance.name} safe?"


def _choose(dataset: Dataset, words: Sequence[str]) -> Chosen:
    """What is about some words: the ids or the kind that they name, or else what mentions them."""
    from semax_cli.identifiers import fold  # here, since it is needed for words only

    asked = " ".join(" ".join(words).split())[:80]
    by_id = {entry.id: entry for entry in dataset.safety}
    ids = list(dict.fromkeys(map(fold, words)))
    if all(word in by_id for word in ids):
        return Chosen([by_id[word] for word in ids], "What was asked for")
    for kind, heading in labels.SAFETY.items():
        if fold(asked) in (kind, f"{kind}s", fold(heading)):
            return Chosen([entry for entry in dataset.safety if entry.kind == kind], heading)
    return _mentioning(dataset, asked, " ".join(words))


def _mentioning(dataset: Dataset, asked: str, text: str) -> Chosen:
    """What mentions all words of a text; or each of those that are mentioned; or the nearest.

    Args:
        dataset: Where to look.
        asked: The text, cut to what a message has room for.
        text: The text.
    """
    from semax_cli.search import search, telling_words  # here, since these are needed for words
    from semax_cli.topics import topics_in

    by_id = {entry.id: entry for entry in dataset.safety}
    found = search(dataset, text, ["safety"]).hits
    exact = [by_id[hit.id] for hit in found if hit.exact and hit.id]
    medicine = any(topic.id == "interactions" for topic in topics_in(dataset, asked))
    if exact and (not medicine or any(entry.kind == "interaction" for entry in exact)):
        texts = " ".join(f"{entry.text} {entry.brief}" for entry in exact)
        named = any(match in texts for hit in found if hit.exact for match in hit.matches)
        filed = f"No statement names “{asked}”. What is filed under it"
        return Chosen(exact, f"What is recorded on “{asked}”" if named else filed)
    with_word = {
        word: [hit.id for hit in search(dataset, word, ["safety"]).hits if hit.exact and hit.id]
        for word in telling_words(asked)
    }
    recorded = ", ".join(f"“{word}”" for word, ids in with_word.items() if ids)
    nothing = ", ".join(f"“{word}”" for word, ids in with_word.items() if not ids)
    some = dict.fromkeys(of for ids in with_word.values() for of in ids)
    on_words = [by_id[of] for of in some]
    if medicine and (nothing or exact):
        others = [e for e in dataset.safety if e.kind == "interaction" and e.id not in some]
        on = f"on {recorded}, and " if recorded else ""
        without = f"Nothing is recorded on {nothing}. " if nothing else ""
        return Chosen([*on_words, *others], f"{without}What is recorded {on}of interactions")
    if on_words:
        without = f"; nothing on {nothing}" if nothing else ""
        return Chosen(on_words, f"What is recorded on {recorded}{without}")
    if near := [by_id[hit.id] for hit in found if hit.id]:
        return Chosen(near, f"Nothing is recorded on “{asked}” in these words. The nearest")
    message = (
        f'Nothing recorded on safety mentions "{asked}". {CAVEAT} '
        "If it has to do with a medicine: `semax safety interactions`."
    )
    raise SemaxError(message, ExitCode.UNKNOWN_ID)


def summary(dataset: Dataset) -> Iterator[Block]:
    """The answer in a sentence, and below it what is recorded in brief, regulators first."""
    yield _answer(dataset)
    yield from _in_brief(dataset.safety)


def _in_brief(entries: Sequence[Safety]) -> Iterator[Block]:
    """What some statements say in a few words, a row for each kind."""
    briefs = {
        heading: [entry.brief for entry in entries if entry.kind == kind and entry.brief]
        for kind, heading in labels.SAFETY.items()
    }
    if any(briefs.values()):
        yield Facts(tuple((name, "; ".join(found)) for name, found in briefs.items() if found))


def _answer(dataset: Dataset) -> Prose:
    return Prose(" ".join(filter(None, (dataset.substance.safety, CAVEAT))))


def statements(dataset: Dataset, most_sources: int | None) -> Iterator[Block]:
    """What is said about safety, by kind; if nothing is recorded of one, it says so."""
    for kind, heading in labels.SAFETY.items():
        group = [entry for entry in dataset.safety if entry.kind == kind]
        yield Heading(heading, level=2)
        yield from _group(group, most_sources)


def _group(entries: Sequence[Safety], most_sources: int | None) -> Iterator[Block]:
    if not entries:
        yield Prose("Nothing is recorded.")
    for entry in entries:
        yield sources.sourced(
            entry.id, entry.studies, entry.text, entry.sources, entry.confidence, most_sources
        )
