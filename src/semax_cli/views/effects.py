"""`semax effects`: what the article claims, the studies behind each claim, and their worth."""

from collections.abc import Iterator, Sequence

from semax_cli.dataset import select_effects, studies_by_id
from semax_cli.grading import VALUES, assess, assess_effect
from semax_cli.records import Claim, Dataset, Effect, Evidence
from semax_cli.view import (
    Block,
    Column,
    Facts,
    Grid,
    Heading,
    Item,
    Prose,
    View,
    id_column,
    make_view,
    plain,
)
from semax_cli.views import evidence, verdict, words

FIELDS = (
    "id",
    "name",
    "summary",
    *verdict.FIELDS,
    "claims",
    "explanations",
    "sources",
    "studies",
)


def view(dataset: Dataset, ids: Sequence[str]) -> View:
    """All effects, one row each; or the whole record of those named.

    Raises SemaxError (UNKNOWN_ID).
    """
    effects = select_effects(dataset, ids) if ids else dataset.effects
    items = [_item(dataset, effect) for effect in effects]
    if ids:
        blocks = [block for effect in effects for block in _record(dataset, effect)]
    else:
        blocks = list(_listing(dataset))
    return make_view("effects", dataset, items, FIELDS, blocks)


def _evidence(effect: Effect) -> list[Evidence]:
    return [entry for claim in effect.claims for entry in claim.evidence]


def _item(dataset: Dataset, effect: Effect) -> Item:
    studies = studies_by_id(dataset)
    whole = plain(effect)
    computed = {
        **verdict.item(assess_effect(effect, studies)),
        "claims": [claim_item(dataset, claim) for claim in effect.claims],
        "studies": [plain(study) for study in evidence.studies_of(dataset, _evidence(effect))],
    }
    return {name: computed.get(name, whole.get(name)) for name in FIELDS}


def claim_item(dataset: Dataset, claim: Claim) -> Item:
    """A claim with its assessment."""
    assessed = verdict.item(assess(claim.evidence, studies_by_id(dataset)))
    return {**plain(claim), **assessed}


def _listing(dataset: Dataset) -> Iterator[Block]:
    yield Heading("Effects claimed for Semax")
    yield Prose(
        f"The article files all of them under “{dataset.article.label}”. "
        f"{dataset.article.label_note}"
    )
    yield Prose(_headline(dataset))
    columns = (
        id_column("Effect", (effect.id for effect in dataset.effects)),
        Column("The article says", 10),
        Column("Evidence", 12),
        Column("Certainty about people", 16),
        Column("People studied", 8),
        Column("Gap", 7),
    )
    yield Grid(columns, tuple(_row(dataset, effect) for effect in dataset.effects))
    studies = evidence.studies_of(dataset, (e for f in dataset.effects for e in _evidence(f)))
    yield Prose(
        "Each effect takes the highest that one of its claims reaches, the charitable reading. “At "
        "best” resolves everything unclear in its favour. People are all who took part, with and "
        "without Semax; a + stands for groups of unknown size. "
        f"The gap is how far the article's words outrun the certainty. {evidence.footnote(studies)}"
    )
    yield Prose(
        "`semax effects ID` shows one effect whole, `semax why CLAIM` the reasoning, "
        "`semax method` the rule."
    )


def _headline(dataset: Dataset) -> str:
    """The whole table in a sentence or two."""
    assessed = [assess_effect(effect, studies_by_id(dataset)) for effect in dataset.effects]
    nobody = sum(a.certainty is None for a in assessed)
    highest = max((a.certainty for a in assessed), key=lambda level: VALUES[level])
    return (
        f"For {nobody} of these {len(assessed)} nobody was tested. For the others, certainty about "
        f"people is {verdict.LEVEL[highest]} at most."
    )


def _row(dataset: Dataset, effect: Effect) -> tuple[str, ...]:
    assessment = assess_effect(effect, studies_by_id(dataset))
    return (
        effect.id,
        f"“{dataset.article.label.removesuffix(' for')}”",
        verdict.KIND[assessment.evidence_kind],
        verdict.certainty(assessment),
        verdict.people_briefly(assessment),
        verdict.GAP[assessment.gap],
    )


def _record(dataset: Dataset, effect: Effect) -> Iterator[Block]:
    studies = studies_by_id(dataset)
    yield Heading(effect.name, effect.id)
    yield Prose(f"Filed by the article under “{dataset.article.label}”: its words, not a finding.")
    yield Prose(effect.summary)
    if len(effect.claims) > 1:
        yield Prose("Taken together, at the highest that one of its claims reaches:")
        yield Facts(verdict.facts(assess_effect(effect, studies)))
    for claim in effect.claims:
        assessment = assess(claim.evidence, studies)
        yield Heading(f"Claim: {claim.name}", claim.id, level=2)
        yield Prose(claim.text)
        yield Prose(verdict.sentence(assessment))
        yield Facts(verdict.facts(assessment))
        yield from evidence.blocks(dataset, claim.evidence)
    if effect.explanations:
        yield Heading("How the article explains it", level=2)
    for explanation in effect.explanations:
        about = (f"mechanism: {explanation.mechanism}",) if explanation.mechanism else ()
        yield words.sourced(explanation.id, about, explanation.text, explanation.sources)
    yield Prose("`semax why CLAIM` shows how the certainty of a claim comes about, step by step.")
