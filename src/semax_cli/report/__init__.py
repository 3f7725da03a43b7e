"""`semax report`: one HTML page that says it all, for somebody who has no terminal.

What it says comes from the views, as everywhere; only how is decided here. All text goes through
Jinja's escaping, and the page allows itself nothing but its own style and script.
"""

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files
from typing import Any
from urllib.parse import unquote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from semax_cli import __version__, addresses
from semax_cli.dataset import select_effects, studies_by_id
from semax_cli.formats import svg
from semax_cli.formats.inline import links, visible
from semax_cli.grading import Assessment, Step
from semax_cli.records import Dataset, Effect, Link, Study
from semax_cli.view import Entry, Facts, named, plain
from semax_cli.views import background, effects, evidence, method, studies, verdict, words
from semax_cli.views import map as evidence_map
from semax_cli.views.effects import Judged

QUESTIONS = (
    "What do I hope for from it, and what else is known to help with that?",
    "Which of my conditions, medicines or plans could it get in the way of?",
    "Is it licensed where I live, and for what? Who answers for what is in a preparation?",
    "What would be a sign of harm, and whom would I tell?",
    "If I have taken it already: what do you need to know about that?",
)
"""Worth asking a doctor. They ask, and suggest no answer."""


def render(dataset: Dataset, ids: Sequence[str], origin: str | None = None) -> str:
    """The page, on all effects or on those named.

    ``origin`` is the file of the dataset, if it is not the bundled one. Raises SemaxError
    (UNKNOWN_ID).
    """
    style, script = svg.STYLE + _part("page.css"), _part("page.js")
    environment = Environment(
        loader=PackageLoader("semax_cli", "report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
    )
    environment.filters["encoded"] = addresses.encoded
    environment.tests["url"] = lambda text: text.startswith("http")
    page = environment.get_template("page.html")
    return page.render(
        _contents(dataset, select_effects(dataset, ids) if ids else dataset.effects),
        style=Markup(style),
        script=Markup(script),
        policy=f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'",
        short=named(dataset.warning.short, origin),
        origin=origin,
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
    bearing = studies.by_study(dataset.links())
    listed = _studies(dataset, chosen)
    claims = {claim.id for effect in chosen for claim in effect.claims}
    rows = [row for row in evidence_map.claims(dataset) if row.id in claims]
    return {
        "asked": [_on_certainty(judged), *QUESTIONS],
        "cautions": _cautions(dataset),
        "claims": claims,
        "dataset": dataset,
        "effects": judged,
        "elsewhere": _elsewhere(listed),
        "entries": lambda pieces: evidence.entries(by_id, pieces),
        "evidence_blocks": lambda pieces: evidence.blocks(by_id, pieces),
        "facts": Facts,
        "found": _found,
        "headline": _headline(judged),
        "label": _label,
        "kind_of": lambda block: type(block).__name__,
        "links": links,
        "listed": {study.id for study in listed},
        "losses": _losses,
        "map_cell": evidence_map.found,
        "map_rows": rows,
        "map_titles": [" ".join(title).strip() for title in svg.TITLES.values()],
        "method": method,
        "picture": Markup(svg.inline([plain(row) for row in rows], "map-table")),
        "places": _places,
        "reasons": _reasons,
        "safety": list(background.statements_on_safety(dataset)),
        "status": list(background.legal_status(dataset)),
        "studies": [(study, bearing[study.id]) for study in listed],
        "title": _title(dataset, chosen),
        "verdict": verdict,
        "version": __version__,
        "words": words,
        "zip": zip,
    }


def _title(dataset: Dataset, chosen: Sequence[Effect]) -> str:
    of = f", “{chosen[0].name}”" if len(chosen) == 1 else ""
    return f"{dataset.substance.name}{of}: what is claimed, and what was tested"


def _headline(judged: Sequence[Judged]) -> str:
    """How sure one can be, in a sentence or two."""
    if len(judged) == 1:
        return verdict.sentence(judged[0].assessment)
    return effects.headline([each.assessment for each in judged]) if judged else ""


def _on_certainty(judged: Sequence[Judged]) -> str:
    """The first question to ask: what the evidence means for the one who asks."""
    if len(judged) != 1:
        return "For which of these was anybody like me tested, and how sure can one be?"
    assessment = judged[0].assessment
    if assessment.certainty is None:
        return "No test of it in people was found for this. Can anything be said about me, then?"
    said = verdict.certainty(assessment)
    return f"Certainty about people is {said}. What does that mean for somebody like me?"


def _studies(dataset: Dataset, chosen: Sequence[Effect]) -> list[Study]:
    """The studies to list, the newest first: those of the effects, or where it is all, all."""
    ids = [effect.id for effect in chosen]
    some = studies.Filter(effects=ids if len(ids) < len(dataset.effects) else ())
    passing = studies.passing(dataset, dataset.studies, some)
    return sorted(passing, key=lambda study: (-(study.year or 0), study.id))


def _places(study: Study) -> list[str]:
    """The addresses at which a study can be checked."""
    identified = [addresses.of_doi(study.doi)] if study.doi else []
    identified += [addresses.of_pmid(study.pmid)] if study.pmid else []
    return list(dict.fromkeys((*identified, *study.sources)))


def _label(address: str) -> str:
    """What to call an address: the number of a record that it stands for, else its host."""
    for name, start in (("PMID", addresses.of_pmid("")[:-1]), ("DOI", addresses.of_doi(""))):
        if address.startswith(start):
            return f"{name} {unquote(address.removeprefix(start)).rstrip('/')}"
    return urlsplit(address).netloc


def _found(bearing: Sequence[Link], on: Effect | None = None) -> str:
    """What a study found, on everything or on an effect, each kind of result once."""
    results = {link.evidence.result for link in bearing if on is None or link.effect is on}
    return ", ".join(words.RESULT[r] for r in words.SIGN if r in results) or "not linked to a claim"


def _reasons(assessment: Assessment) -> list[Step]:
    """The steps that made an assessment what it is: those that changed it, or the one it ended at.

    The last of all, what would change it, is none of them.
    """
    *steps, _ = assessment.why
    return [step for step in steps if step.change] or steps[-1:]


def _losses(assessment: Assessment) -> str:
    """What took certainty away, in a few words."""
    if assessment.certainty is None:
        return "nobody was tested"
    if assessment.direction is None:
        return "only stand-ins were measured"
    lost = [step for step in assessment.why if step.change < 0]
    return ", ".join(f"{method.TITLES[step.rule].lower()} ({step.change})" for step in lost)


def _cautions(dataset: Dataset) -> list[Entry]:
    """What bears on who had better not take it and with what, as far as anything is said."""
    kinds = ("contraindication", "interaction")
    said = [entry for entry in dataset.safety if entry.kind in kinds]
    return [words.sourced(e.id, (), e.text, e.sources, e.confidence) for e in said]


def _elsewhere(listed: Sequence[Study]) -> str:
    """What there is besides people."""
    _, animals, tubes = evidence.counts(listed)
    return (
        f"Studies in animals: {animals}; in cells or a test tube: {tubes}. They show nothing "
        "certain about people."
    )
