"""`semax report`: one HTML page on the effects, for somebody who has no terminal.

The content comes from the views, as everywhere; this package lays it out. All text goes through
Jinja's escaping, and the page's content security policy allows only its own style and script.
"""

import base64
import hashlib
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from semax_cli import __version__, labels
from semax_cli.codes import ARTICLE
from semax_cli.data.census import Flow, census, flow
from semax_cli.data.lookup import links_by_study, select_studies_of, studies_by_id
from semax_cli.data.making import making
from semax_cli.data.query import people_first, sort_studies
from semax_cli.document import Entry, Facts, Prose
from semax_cli.formats import map_svg
from semax_cli.glossary import glossary
from semax_cli.grading.assessment import AssessedEffect, Assessment, assess_effect
from semax_cli.grading.explain import Step
from semax_cli.grading.label_check import NAT_SOURCE, NATMED_SOURCE
from semax_cli.identifiers import address_label, addresses_of, encoded, split_at_addresses
from semax_cli.records import Claim, Dataset, Effect, Evidence, Link, Study
from semax_cli.view import plain, with_origin
from semax_cli.views import (
    about,
    effects,
    evidence,
    legal,
    method,
    questions,
    safety,
    sources,
    study,
    verdict,
)
from semax_cli.views import map as evidence_map

WORDS = (
    *("NIHSS", "Rankin", "Barthel index", "Surrogate outcome", "Functional outcome"),
    *("Clinical outcome", "Direct", "Controlled"),
)
"""Terms that the sheet explains where it uses them."""


def render(
    dataset: Dataset,
    chosen: Sequence[Effect] | None = None,
    origin: str | None = None,
    claims: Container[str] = (),
) -> str:
    """Make the page.

    Args:
        dataset: What it is about.
        chosen: The effects to show; without it, all. A page on one effect is printed as a sheet.
        origin: The file of the dataset, if it is not the bundled one.
        claims: The ids of the claims by whose words effects were asked for: of an effect that has
            any of these, only they are shown.

    Returns:
        A document in HTML.
    """
    style, script = map_svg.STYLE + _part("page.css"), _part("page.js")
    environment = Environment(
        loader=PackageLoader("semax_cli", "report"),
        autoescape=True,
        undefined=StrictUndefined,
    )
    environment.filters["encoded"] = encoded
    return environment.get_template("page.html").render(
        _contents(dataset, dataset.effects if chosen is None else chosen, claims),
        style=Markup(style),
        script=Markup(script),
        policy=f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'",
        short=with_origin(dataset.warning.short, origin),
        origin=origin,
        sheet=chosen is not None and len(chosen) == 1,
    )


def _part(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """The hash of a style or script for a content security policy: https://www.w3.org/TR/CSP3."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _contents(dataset: Dataset, whole: Sequence[Effect], meant: Container[str]) -> dict[str, Any]:
    """The variables of the templates."""
    by_id = studies_by_id(dataset)
    chosen = [
        replace(effect, claims=claims) if (claims := _asked_for(effect, meant)) else effect
        for effect in whole
    ]
    judged = [assess_effect(effect, by_id) for effect in chosen]
    assessed = [assessment for each in judged for assessment in each.claims.values()]
    listed = _studies(dataset, chosen, meant)
    bearing = links_by_study(dataset.links())
    general = [questions.on_certainty(judged)]
    first = questions.first(dataset, judged[0], meant) if len(judged) == 1 else general
    in_people = _in_people(chosen, by_id)
    used = evidence.studies_of(by_id, (e for effect in chosen for e in effects.on_claims(effect)))
    return {
        **_constants(),
        **_map(dataset, chosen),
        "asked": [*first, *questions.ALWAYS],
        "claims": {claim.id for effect in chosen for claim in effect.claims},
        "dataset": dataset,
        "doubts": _shared_doubts(assessed),
        "effects": judged,
        "elsewhere": _elsewhere(used),
        "entries": lambda pieces: evidence.entries(by_id, pieces),
        "evidence_groups": lambda pieces: evidence.groups(by_id, pieces),
        "filed": effects.filed(dataset.article),
        "flow": _flow(dataset),
        "footnote": effects.footnote_on(dataset, by_id, chosen),
        "how_made": list(about.how_made(making(dataset))),
        "answer": verdict.effect_answer(dataset.substance.name, assessed),
        "overall": verdict.overall_answer(dataset.substance.name, assessed),
        "in_people": in_people,
        "listed": {each.id for each in listed},
        "minute": _minute(judged),
        "nobody": Prose(evidence.NOBODY),
        "safety_notes": lambda claim: list(evidence.safety_notes(dataset, claim)),
        "safety": list(safety.statements(dataset, sources.ON_PAGE)),
        "legal_summary": list(legal.summary(dataset.status)),
        "safety_summary": list(safety.summary(dataset)),
        "status": list(legal.statements(dataset.status, sources.ON_PAGE)),
        "studies": [(each, bearing[each.id]) for each in listed],
        "title": _title(dataset, chosen, meant),
        "words": _words(entry for *_, entry in in_people),
    }


def _constants() -> dict[str, Any]:
    """The variables that are the same on every page: words, and functions that make words."""
    return {
        "ARTICLE": ARTICLE,
        "BESIDE": effects.BESIDE,
        "EXPLAINED": effects.EXPLAINED,
        "LIMITATIONS": study.LIMITATIONS,
        "as_facts": Facts,
        "cited": _cited,
        "label_sources": [NAT_SOURCE, NATMED_SOURCE],
        "compared": list(method.compared(method.method().calibration))[:2],
        "law_caveat": legal.CANNOT_ANSWER,
        "explanations": lambda effect: map(effects.explained, effect.explanations),
        "found": _found,
        "in_short": _in_short,
        "kind_of": lambda block: type(block).__name__,
        "label": address_label,
        "split_at_addresses": split_at_addresses,
        "method": method,
        "places": addresses_of,
        "reasons": _reasons,
        "verdict": verdict,
        "version": __version__,
        "labels": labels,
        "zip": zip,
    }


def _map(dataset: Dataset, chosen: Sequence[Effect]) -> dict[str, Any]:
    """The evidence map as a picture and as a table, and a sentence on what is not on it."""
    ids = {claim.id for effect in chosen for claim in effect.claims}
    rows = [row for row in evidence_map.claims(dataset) if row.id in ids]
    names = {effect.id: effect.name for effect in chosen}
    return {
        "beside": evidence_map.beside(chosen),
        "map_cell": evidence_map.found,
        "map_rows": rows,
        "map_titles": [" ".join(title) for title in map_svg.TITLES.values()],
        "picture": Markup(map_svg.inline([plain(row) for row in rows], names)),
    }


def _flow(dataset: Dataset) -> Flow | None:
    """The flow of the records of the census, if one comes with the dataset."""
    publications = census(dataset)
    return flow(publications) if publications else None


def _asked_for(effect: Effect, meant: Container[str]) -> tuple[Claim, ...]:
    """The claims by whose words an effect was asked for."""
    return tuple(claim for claim in effect.claims if claim.id in meant)


def _title(dataset: Dataset, chosen: Sequence[Effect], meant: Container[str]) -> str:
    """With the name of the one effect; or of its claims, where only some of them were asked for."""
    names = [", ".join(c.name for c in _asked_for(each, meant)) or each.name for each in chosen]
    of = f", “{names[0]}”" if len(names) == 1 else ""
    return f"{dataset.substance.name}{of}: what is claimed, and what was tested"


def _cited(study: Study) -> str:
    """A study as a doctor would name it: authors, journal and year, else its title; and that it
    was retracted, if it was.
    """
    others = " and others" if len(study.authors) > 1 else ""
    name = f"{study.authors[0]}{others}" if study.authors else f"“{study.title}”"
    year = "year not known" if study.year is None else str(study.year)
    parts = (name, study.journal, year, labels.RETRACTION.get(study.retraction, "").lower())
    return ", ".join(filter(None, parts))


def _minute(judged: Sequence[AssessedEffect]) -> list[tuple[str, list[AssessedEffect]]]:
    """The effects under headings that say who was tested for them."""
    tested: list[AssessedEffect] = []
    surrogate: list[AssessedEffect] = []
    nobody: list[AssessedEffect] = []
    for each in judged:
        if each.summary.claims_tested_in_people:
            tested.append(each)
        elif any(a.tested_in_people == "surrogate-only" for a in each.claims.values()):
            surrogate.append(each)
        else:
            nobody.append(each)
    return [
        ("Tested in people", tested),
        ("People were tested, but not for what is claimed", surrogate),
        ("Never tested in people for what is claimed, as far as is known here", nobody),
    ]


def _in_short(each: AssessedEffect) -> str:
    """What is known of an effect in a line, without terms that need explaining."""
    if not each.summary.claims_tested_in_people:
        kinds = dict.fromkeys(verdict.KIND[a.evidence_kind] for a in each.claims.values())
        return ", ".join(kinds)
    return (
        f"claims tested in people: {verdict.tested_claims(each.summary, each.claims)}; "
        f"certainty {verdict.range_of_levels(each.summary)}"
    )


def _studies(dataset: Dataset, chosen: Sequence[Effect], meant: Container[str]) -> list[Study]:
    """The studies to list, those in people first and the newest first among these: of the chosen
    effects, or of those of their claims that were asked for; all, if these are all.
    """
    claims = [[claim.id for claim in _asked_for(effect, meant)] for effect in chosen]
    if len(chosen) == len(dataset.effects) and not any(claims):
        listed: Sequence[Study] = dataset.studies
    else:
        ids = [i for effect, own in zip(chosen, claims, strict=True) for i in own or [effect.id]]
        listed = select_studies_of(dataset, ids).studies
    return people_first(sort_studies(listed, "year", reverse=True))


def _in_people(
    chosen: Sequence[Effect], by_id: Mapping[str, Study]
) -> list[tuple[str, Study, Evidence, Entry]]:
    """What studies in people found on the claims, one by one, each with the claim's name."""
    pieces = [
        (claim.name, e) for effect in chosen for claim in effect.claims for e in claim.evidence
    ]
    human = [(name, e) for name, e in pieces if by_id[e.study].system == "human"]
    found = evidence.entries(by_id, (e for _, e in human))
    return [(name, by_id[e.study], e, entry) for (name, e), entry in zip(human, found, strict=True)]


def _words(entries: Iterable[Entry]) -> dict[str, str]:
    """The terms that some entries use and a sheet has to explain."""
    texts = " ".join(" ".join((*entry.about, entry.text)) for entry in entries).lower()
    return {term: glossary()[term] for term in WORDS if term.lower() in texts}


def _found(bearing: Sequence[Link]) -> str:
    """What a study found, each kind of result once."""
    return ", ".join(labels.RESULT[r] for r in study.results_of(bearing)) or "not linked to a claim"


def _reasons(assessment: Assessment) -> tuple[list[Step], list[Step]]:
    """The steps that decided an assessment, and the others.

    A step decides if it changed the level; if none did, the last one decides.
    """
    telling = [step for step in assessment.why if step.change] or list(assessment.why[-1:])
    return telling, [step for step in assessment.why if step not in telling]


def _shared_doubts(assessed: Sequence[Assessment]) -> list[str]:
    """What keeps the certainty of every claim down that was tested in people."""
    tested = [assessment.doubts for assessment in assessed if assessment.certainty]
    return [doubt for doubt in next(iter(tested), ()) if all(doubt in each for each in tested)]


def _elsewhere(used: Sequence[Study]) -> str:
    """How many studies there are in animals, cells and test tubes."""
    _, animals, tubes = evidence.counts(used)
    return (
        f"Studies in animals: {animals}; in cells or a test tube: {tubes}. They show nothing "
        "certain about people."
    )
