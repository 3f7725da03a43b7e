"""From coded values to the words on screen, so that a value reads the same everywhere."""

import re

from semax_cli.background import Article, Source
from semax_cli.codes import ARTICLE, Result
from semax_cli.records import Misreference, Study

SYSTEM = {
    "human": "people",
    "animal": "animals",
    "cell": "cells",
    "cell-free": "test tube",
    "none": "nothing tested",
    "unclear": "not known in whom or what",
}
"""What a study was done in."""

SYSTEM_BRIEFLY = {**SYSTEM, "none": "nobody", "unclear": "not known"}
"""The same for a narrow column."""

GROUPS = (
    ("people", "In people", ("human",)),
    ("animals", "In animals, which shows nothing certain about people", ("animal",)),
    (
        "test tube",
        "In cells and test tubes, which shows nothing certain about people",
        ("cell", "cell-free"),
    ),
    ("not known", "Not known in whom or what, which counts for nothing", ("unclear",)),
    ("nothing tested", "Papers that tested nobody", ("none",)),
)
"""The groups in which studies are counted and shown, people first, never mixed."""

RESULT = {
    "favours": "favours",
    "no-difference": "no difference",
    "mixed": "mixed",
    "harm": "harm",
    "unclear": "result unclear",
}
"""What a study found on one claim, effect or mechanism."""

SIGN: dict[Result, str] = {
    "favours": "+",
    "mixed": "±",
    "no-difference": "=",
    "harm": "!",
    "unclear": "?",
}
"""The same as a sign, where there is no room for words."""

SIGNS_EXPLAINED = "+ favours, ± mixed, = no difference, ! harm, ? unclear"
"""The legend of the signs."""

OUTCOME = {
    "clinical": "clinical outcome",
    "functional": "functional outcome",
    "surrogate": "surrogate outcome",
    "mechanism": "mechanistic outcome",
    "unclear": "outcome not known",
}
"""What was measured."""

DIRECTNESS = {
    "direct": "direct",
    "partial": "partly direct",
    "indirect": "indirect",
    "unclear": "directness not known",
}
"""How closely a study fits a claim."""

DESIGN = {
    "randomised": "randomised",
    "controlled": "controlled, not called randomised",
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
    "confirmed": "seen at a source",
    "partly": "seen in part at a source",
    "unconfirmed": "not seen at a source",
}
"""What of a record was seen at its sources."""

READING = {
    "full": "in full",
    "abstract": "as an abstract",
    "title": "by its title, or little more",
    "secondary": "only in someone else's summary",
}
"""How far a study was read for the dataset."""
TIE = {"yes": "tied to the developers", "no": "independent", "unclear": "not known"}
"""Whether a study is tied to who developed the substance."""

KIND = {**SYSTEM_BRIEFLY, "unclear": "not known"}
"""What a record of the census was done in, if it was; other kinds name themselves."""

REASON = {
    "no-abstract-read": "title too vague",
    "outcome-not-claimed": "outcome not claimed",
    "other-subject": "another subject",
    "other-substance": "another substance",
    "duplicate-report": "second report",
    "fate": "fate in the body",
    "method": "laboratory method",
}
"""Why a record of the census is not used; other reasons name themselves."""

DECISION = {"used": "used", "not-used": "not used", "not-about-semax": "not about it"}
"""What was decided on a record of the census."""

RETRACTION = {"retracted": "Retracted", "concern": "Under an expression of concern"}
"""Why a paper must not be relied on."""

CHECKED = {"none": "none found in PubMed"}
"""What was found where a retraction was looked for; other values name themselves."""

MATCH = {
    "exact": "yes",
    "probable": "probably",
    "unresolved": "perhaps; not resolved",
    "not-in-article": "no",
}
"""Whether the article means a paper."""

SAFETY = {
    "regulator": "Regulators",
    "side-effect": "Side effects",
    "interaction": "Interactions",
    "contraindication": "Contraindications",
    "unknown": "Not known",
    "advice": "What the article advises",
}
"""Kinds of statement about safety, in the order in which they are shown."""

RECORD = {"misreference": "wrong or doubtful reference", "publication": "unused publication"}
"""Kinds of record whose names do not say what they are."""

NOT_KNOWN = "not known"
"""Shown where a field is absent."""


LANGUAGE = {
    "ar": "Arabic",
    "bg": "Bulgarian",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hr": "Croatian",
    "hu": "Hungarian",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "sr": "Serbian",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}
"""Languages by their tag, as CLDR names them; any other tag is shown as it is."""

BABEL = {"el": "greek", "fa": "persian", "no": "norsk", "pt-br": "brazilian", "sl": "slovene"}
"""Languages that LaTeX's babel calls otherwise: https://ctan.org/pkg/babel."""


def language(tag: str) -> str:
    """The name of a language; of a tag with a region, that of the language without it."""
    return LANGUAGE.get(tag.lower().split("-")[0], tag)


def babel_name(tag: str) -> str:
    """What LaTeX's babel calls a language."""
    known = BABEL.get(tag.lower()) or BABEL.get(tag.lower().split("-")[0])
    return known or language(tag).lower()


def article_label(article: Article) -> str:
    """The article's heading for an effect, in quotes."""
    return f"“{article.label.removesuffix(' for')}”"


def circulating(wrong: Misreference) -> str:
    """A sentence about a wrong reference, for somebody who asked by it."""
    return f"Wrong reference: {wrong.given}. {wrong.problem}"


SOURCE = {
    "publisher": "publisher",
    "index": "index",
    "regulator": "regulator",
    "leaflet": "leaflet",
    "patent": "patent",
    "thesis": "thesis",
    "encyclopaedia": "encyclopaedia",
    "other": "other page",
    "specimen": "page that spreads it",
}
"""Kinds of source."""

INDEXES = {"pubmed.ncbi": "PubMed", "pmc.ncbi": "PubMed Central", "doi.org": "DOI"}
"""Indexes that readers know by name, by a part of their addresses."""


def source_name(source: Source) -> str:
    """What to call a source: an index by its name, any other by its kind."""
    names = (name for part, name in INDEXES.items() if part in source.address)
    return "the article" if source.address == ARTICLE else next(names, SOURCE[source.kind])


def journal_place(volume: str | None, issue: str | None, pages: str | None) -> str:
    """Volume, issue and pages as PubMed writes them, as far as they are known: ``97(6):26-34``."""
    numbers = (volume or "") + (f"({issue})" if issue else "")
    return f"{numbers}:{pages}".lstrip(":") if pages else numbers


def tested(study: Study) -> str:
    """Who or what was tested: ``110 people (30 given it)``, ``animals: rat``."""
    if study.system == "human":
        people = f"{study.n} people" if study.n else "people, number unknown"
        apart = study.n_treated not in (None, 0, study.n)
        return f"{people} ({study.n_treated} given it)" if apart else people
    kind = SYSTEM[study.system]
    return f"{kind}: {re.sub(r' [(][^)]*[)]', '', study.species)}" if study.species else kind


def how_read(study: Study) -> str:
    """How far a study was read for the dataset, as a sentence."""
    return f"We read it {READING[study.read]}."


def design(study: Study) -> str:
    """The design of a study, with how many studies it pools."""
    named = "design unclear" if study.design == "unclear" else DESIGN[study.design]
    return f"{study.pooled_k} studies pooled, {named}" if (study.pooled_k or 1) > 1 else named
