"""`semax report`: one HTML page on the effects, for somebody who has no terminal.

What it says comes from the views, as everywhere; only how is decided here. All text goes through
Jinja's escaping, and the page allows itself nothing but its own style and script.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from semax_cli import __version__, addresses
from semax_cli.dataset import studies_by_id, study_key
from semax_cli.formats import svg
from semax_cli.formats.inline import links
from semax_cli.grading import STARTS, Assessment, Step
from semax_cli.records import ARTICLE, Dataset, Effect, Link, Study
from semax_cli.terminal import visible
from semax_cli.view import Entry, Facts, named, plain
from semax_cli.views import background, effects, evidence, method, studies, verdict, words
from semax_cli.views import map as evidence_map
from semax_cli.views.effects import Judged

QUESTIONS = (
    "What am I hoping for, is there a reason to take anything for it, and what is known to help?",
    "Which of my conditions, medicines or plans could this drug get in the way of?",
    "Is it licensed where I live, and for what? Who answers for what is in a preparation?",
    "What would be a sign of harm, and whom would I tell?",
    "If I have taken it already: what do you need to know about that?",
)
"""Worth asking a doctor. They ask, and suggest no answer."""


def render(
    dataset: Dataset, chosen: Sequence[Effect] | None = None, origin: str | None = None
) -> str:
    """The page, on all effects or on those chosen; if that is one, it is printed as a sheet.

    ``origin`` is the file of the dataset, if it is not the bundled one.
    """
    style, script = svg.STYLE + _part("page.css"), _part("page.js")
    environment = Environment(
        loader=PackageLoader("semax_cli", "report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
    )
    environment.filters["encoded"] = addresses.encoded
    return environment.get_template("page.html").render(
        _contents(dataset, dataset.effects if chosen is None else chosen),
        style=Markup(style),
        script=Markup(script),
        policy=f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'",
        short=named(dataset.warning.short, origin),
        origin=origin,
        sheet=chosen is not None and len(chosen) == 1,
    )


def _part(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """A style or script as a content security policy names it: https://www.w3.org/TR/CSP3."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _shown(value: Any) -> Any:
    """What is to stand in the page: text with nothing in it that hides or turns other text."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _contents(dataset: Dataset, chosen: Sequence[Effect]) -> dict[str, Any]:
    """All that the templates use, by the names that they use."""
    by_id = studies_by_id(dataset)
    judged = [effects.judge(effect, by_id) for effect in chosen]
    listed = _studies(dataset, chosen)
    bearing = studies.by_study(dataset.links())
    used = evidence.studies_of(by_id, (e for effect in chosen for e in effects.evidence_of(effect)))
    return {
        **_constants(),
        **_map(dataset, chosen),
        "asked": [_on_certainty(judged), *QUESTIONS],
        "claims": {claim.id for effect in chosen for claim in effect.claims},
        "dataset": dataset,
        "effects": judged,
        "elsewhere": _elsewhere(used),
        "entries": lambda pieces: evidence.entries(by_id, pieces),
        "evidence_blocks": lambda pieces: evidence.blocks(by_id, pieces),
        "filed": effects.filed(dataset.article),
        "footnote": evidence.footnote(used),
        "headline": _headline(judged),
        "in_people": _in_people(chosen, by_id),
        "listed": {study.id for study in listed},
        "minute": _minute(judged),
        "safety": list(background.statements_on_safety(dataset)),
        "status": list(background.legal_status(dataset)),
        "studies": [(study, bearing[study.id]) for study in listed],
        "title": _title(dataset, chosen),
    }


def _constants() -> dict[str, Any]:
    """What is the same on every page: words, and what makes words of records."""
    return {
        "ARTICLE": ARTICLE,
        "BESIDE": effects.BESIDE,
        "EXPLAINED": effects.EXPLAINED,
        "LIMITATIONS": studies.LIMITATIONS,
        "as_facts": Facts,
        "background": background,
        "explanations": lambda effect: map(effects.explained, effect.explanations),
        "found": _found,
        "in_short": _in_short,
        "kind_of": lambda block: type(block).__name__,
        "label": _label,
        "links": links,
        "losses": _losses,
        "method": method,
        "places": _places,
        "reasons": _reasons,
        "verdict": verdict,
        "version": __version__,
        "words": words,
        "zip": zip,
    }


def _map(dataset: Dataset, chosen: Sequence[Effect]) -> dict[str, Any]:
    """The evidence map as a picture, as a table, and what is not on it."""
    ids = {effect.id for effect in chosen}
    rows = [row for row in evidence_map.claims(dataset) if row.effect in ids]
    names = {effect.id: effect.name for effect in chosen}
    return {
        "beside": evidence_map.beside(chosen),
        "map_cell": evidence_map.found,
        "map_rows": rows,
        "map_titles": [" ".join(title) for title in svg.TITLES.values()],
        "picture": Markup(svg.inline([plain(row) for row in rows], names)),
    }


def _title(dataset: Dataset, chosen: Sequence[Effect]) -> str:
    of = f", “{chosen[0].name}”" if len(chosen) == 1 else ""
    return f"{dataset.substance.name}{of}: what is claimed, and what was tested"


def _headline(judged: Sequence[Judged]) -> str:
    """How sure one can be, in a few sentences."""
    if not judged:
        return ""
    said = (
        verdict.sentence(judged[0].assessment)
        if len(judged) == 1
        else effects.headline([each.assessment for each in judged])
    )
    claims = [assessment for each in judged for assessment in each.of_claims.values()]
    nobody = sum(assessment.certainty is None for assessment in claims)
    if 0 < nobody < len(claims):
        said += f" Of the {len(claims)} claims in all, {nobody} have no known test in people."
    return said


def _minute(judged: Sequence[Judged]) -> list[tuple[str, list[Judged]]]:
    """The effects under headings that say who was tested for them."""
    tested = [each for each in judged if each.assessment.direction]
    nobody = [each for each in judged if each.assessment.certainty is None]
    stand_ins = [each for each in judged if each not in tested and each not in nobody]
    return [
        ("Tested in people", tested),
        ("Only stand-ins, such as a protein or an image, were measured in people", stand_ins),
        ("Never tested in people for what is claimed, as far as is known here", nobody),
    ]


def _in_short(assessment: Assessment) -> str:
    """An assessment in a line, without what takes explaining."""
    if assessment.certainty is None:
        return verdict.KIND[assessment.evidence_kind]
    said = f"certainty {verdict.level(assessment)}"
    if assessment.direction is None:
        return said
    return f"{said}. People studied, stand-ins aside: {verdict.on_claim(assessment)}"


def _on_certainty(judged: Sequence[Judged]) -> str:
    """The first question to ask: what the evidence means for the one who asks."""
    if len(judged) != 1:
        return "For which of these was anybody like me tested, and how sure can one be?"
    certainty = judged[0].assessment.certainty
    if certainty is None:
        return "No test of it in people was found for this. Can anything be said about me, then?"
    said = verdict.LEVEL[certainty]
    return (
        f"Certainty about people is called {said} here. What does that mean for somebody like me?"
    )


def _studies(dataset: Dataset, chosen: Sequence[Effect]) -> list[Study]:
    """The studies to list, the newest first: those of the effects, or where it is all, all."""
    ids = [effect.id for effect in chosen]
    some = studies.Filter(effects=ids if len(ids) < len(dataset.effects) else ())
    passing = studies.passing(dataset, dataset.studies, some)
    return studies.in_order(passing, "year", reverse=True)


def _in_people(
    chosen: Sequence[Effect], by_id: Mapping[str, Study]
) -> list[tuple[str, Study, Entry]]:
    """What studies in people found, one by one, each with the name of what it bears on."""
    pieces = [
        (claim.name, e) for effect in chosen for claim in effect.claims for e in claim.evidence
    ]
    pieces += [("Beside the claims", e) for effect in chosen for e in effect.other_evidence]
    human = [(name, e) for name, e in pieces if by_id[e.study].system == "human"]
    found = evidence.entries(by_id, (e for _, e in human))
    return [(name, by_id[e.study], entry) for (name, e), entry in zip(human, found, strict=True)]


def _places(study: Study) -> list[str]:
    """The addresses at which a study can be checked, each once however it is written."""
    identified = [addresses.of_doi(study.doi)] if study.doi else []
    identified += [addresses.of_pmid(study.pmid)] if study.pmid else []
    by_key = {study_key(place): place for place in (*study.sources, *identified)}
    return sorted(by_key.values(), key=lambda place: place not in identified)


def _label(address: str) -> str:
    """What to call an address: the number of a record that it stands for, else its host."""
    key = study_key(address)
    if key.isdecimal():
        return f"PMID {key}"
    if key.startswith("10."):
        return f"DOI {key}"
    return urlsplit(address).hostname or address


def _found(bearing: Sequence[Link]) -> str:
    """What a study found, each kind of result once."""
    results = {link.evidence.result for link in bearing}
    return ", ".join(words.RESULT[r] for r in words.SIGN if r in results) or "not linked to a claim"


def _reasons(assessment: Assessment) -> tuple[list[Step], list[Step]]:
    """The steps that made an assessment what it is, and the others.

    The former are those that changed it or, where none did, the one that it ended at. The last of
    all, what would change it, is neither.
    """
    *steps, _ = assessment.why
    telling = [step for step in steps if step.change] or steps[-1:]
    return telling, [step for step in steps if step not in telling]


def _losses(assessment: Assessment) -> str:
    """What keeps certainty down, in a few words that add up."""
    if assessment.certainty is None:
        return verdict.KIND[assessment.evidence_kind]
    if assessment.direction is None:
        return "only stand-ins were measured"
    start = next(step.change for step in assessment.why if step.rule == "G3")
    lost = [f"starts at {start} of {STARTS['human-randomised']}"]
    changes = {step.rule: step.change for step in assessment.why}
    lost += [f"{method.TITLES[r].lower()} {change}" for r, change in changes.items() if change < 0]
    return ", ".join(lost) + ("; never below 1" if changes["G10"] else "")


def _elsewhere(used: Sequence[Study]) -> str:
    """What there is besides people."""
    _, animals, tubes = evidence.counts(used)
    return (
        f"Studies in animals: {animals}; in cells or a test tube: {tubes}. They show nothing "
        "certain about people."
    )
