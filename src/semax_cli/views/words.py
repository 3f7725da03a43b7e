"""The words in which coded values are shown to people, so that they mean the same everywhere."""

from collections.abc import Iterable, Sequence

from semax_cli.errors import ExitCode, SemaxError
from semax_cli.records import ARTICLE, Article, Confidence, Misreference, Result, Study
from semax_cli.view import Entry

SYSTEM = {
    "human": "people",
    "animal": "animals",
    "cell": "cells",
    "cell-free": "test tube",
    "none": "nothing tested",
}
"""What a study was done in."""

GROUPS = (
    ("people", "In people", ("human",)),
    ("animals", "In animals, which shows nothing certain about people", ("animal",)),
    (
        "test tube",
        "In cells and test tubes, which shows nothing certain about people",
        ("cell", "cell-free"),
    ),
    ("nothing tested", "Papers that tested nobody", ("none",)),
)
"""The groups in which studies are counted and shown, people first, never mixed."""

RESULT = {
    "favours": "points in favour",
    "no-difference": "found no difference",
    "mixed": "points both ways",
    "harm": "points to harm",
    "unclear": "result not known",
}
"""Which way a finding points."""

SIGN: dict[Result, str] = {
    "favours": "+",
    "mixed": "±",
    "no-difference": "=",
    "harm": "!",
    "unclear": "?",
}
"""The same where there is no room for words."""

SIGNS_EXPLAINED = "+ in favour, ± both ways, = no difference, ! harm, ? not known"
"""What to say where the signs are shown."""

OUTCOME = {
    "clinical": "clinical outcome",
    "functional": "functional outcome",
    "surrogate": "stand-in (surrogate) outcome",
    "mechanism": "mechanistic outcome",
}
"""What was measured."""

DIRECTNESS = {"direct": "direct", "partial": "partly direct", "indirect": "indirect"}
"""How closely a study fits a claim."""

DESIGN = {
    "randomised": "randomised",
    "controlled": "controlled, not randomised",
    "uncontrolled": "uncontrolled",
    "preclinical": "laboratory work",
    "proposal": "proposal or review",
    "anecdote": "anecdote",
    "unclear": "unclear",
}
"""Study design."""

CONTROL = {
    "placebo": "placebo or saline",
    "active": "another substance",
    "usual-care": "usual care without it",
    "none": "nothing",
    "unclear": "unclear",
}
"""What it was compared with."""

CONFIDENCE = {
    "confirmed": "confirmed by the sources",
    "partly": "partly confirmed by the sources",
    "unconfirmed": "not confirmed by the sources",
}
"""How far the sources confirm a record."""

READING = {
    "full": "in full",
    "abstract": "as an abstract",
    "secondary": "only at second hand or by its title",
}
"""How far a study was read for the dataset."""

RETRACTION = {"retracted": "Retracted", "concern": "Under an expression of concern"}
"""What has become of a paper that must not be relied on."""

MATCH = {
    "exact": "yes",
    "probable": "probably",
    "unresolved": "perhaps; not resolved",
    "not-in-article": "no",
}
"""Whether the article means a paper."""

SAFETY = {
    "side-effect": "Side effects",
    "interaction": "Interactions",
    "contraindication": "Contraindications",
    "unknown": "Not known",
    "advice": "What the article advises",
}
"""Kinds of statement about safety, in the order in which they are shown."""

RECORD = {"misreference": "wrong in circulation", "publication": "unused publication"}
"""Kinds of record whose names do not say what they are."""

NOT_KNOWN = "not known"
"""What stands where a field is absent."""


LANGUAGE = {"de": "German", "en": "English", "ru": "Russian", "uk": "Ukrainian"}
"""Languages by their tag; any other tag is shown as it is."""


def label(article: Article) -> str:
    """What the article says of an effect by filing it under its heading, in quotes."""
    return f"“{article.label.removesuffix(' for')}”"


def language_tags(present: Iterable[str | None], wanted: Sequence[str]) -> set[str]:
    """The tags of languages asked for by tag or English name, of those that are present.

    Raises SemaxError (USAGE) for others.
    """
    tags = sorted({tag for tag in present if tag})
    named = {LANGUAGE.get(tag, tag).lower(): tag for tag in tags} | {t.lower(): t for t in tags}
    if unknown := [language for language in wanted if language.lower() not in named]:
        said = f"Nothing is in the language {', '.join(unknown)}; there are {', '.join(tags)}."
        raise SemaxError(said, ExitCode.USAGE)
    return {named[language.lower()] for language in wanted}


def circulating(wrong: Misreference) -> str:
    """That a reference by which somebody asked is wrong."""
    return f"Wrong in circulation: {wrong.given}. {wrong.problem}"


def source(address: str) -> str:
    """A source as it is shown."""
    return "the article" if address == ARTICLE else address


def sourced(
    title: str,
    about: tuple[str, ...],
    text: str,
    sources: tuple[str, ...],
    confidence: Confidence | None = None,
) -> Entry:
    """An entry with its sources: the article as a word about it, addresses below the text.

    How far the sources confirm it is shown, if known, where there are any besides the article.
    """
    addresses = tuple(address for address in sources if address != ARTICLE)
    said = ("said by the article",) if ARTICLE in sources else ()
    sure = (CONFIDENCE[confidence],) if addresses and confidence else ()
    return Entry(title, (*about, *said, *sure), text, addresses)


def place(volume: str | None, issue: str | None, pages: str | None) -> str:
    """Where in a journal, as PubMed writes it: ``97(6):26-34``; as far as it is known."""
    numbers = (volume or "") + (f"({issue})" if issue else "")
    return f"{numbers}:{pages}".lstrip(":") if pages else numbers


def tested(study: Study) -> str:
    """Who or what was tested, in a word or two: ``110 people``, ``animals: rat``."""
    if study.system == "human":
        return f"{study.n} people" if study.n else "people, number unknown"
    kind = SYSTEM[study.system]
    return f"{kind}: {study.species.split(' (')[0]}" if study.species else kind
