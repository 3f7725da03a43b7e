"""`semax effects`: what the article claims, the studies behind each claim, and their worth."""

from collections.abc import Iterator, Sequence

from semax_cli.dataset import select_effects, studies_by_id
from semax_cli.grading import VALUES, Assessment, assess, assess_effect
from semax_cli.records import Claim, Dataset, Effect, Evidence
from semax_cli.view import (
    Block,
    Column,
    Facts,
    Grid,
    Heading,
    Item,
    Prose,
    Shape,
    View,
    id_column,
    make_view,
    plain,
)
from semax_cli.views import evidence, verdict, words

ITEM = Shape(
    (Effect, Assessment, evidence.Supported),
    nested={"claims": Shape((Claim, Assessment))},
    last=(
        "label_check",
        "why",
        "claims",
        "other_evidence",
        "explanations",
        "sources",
        "studies",
    ),
)


def view(dataset: Dataset, ids: Sequence[str]) -> View:
    """All effects, one row each; or the whole record of those named.

    Raises SemaxError (UNKNOWN_ID).
    """
    effects = select_effects(dataset, ids) if ids else dataset.effects
    studies = studies_by_id(dataset)
    assessed = [(effect, assess_effect(effect, studies)) for effect in effects]
    items = [_item(dataset, *pair) for pair in assessed]
    if ids:
        blocks = [block for pair in assessed for block in _record(dataset, *pair)]
    else:
        blocks = list(_listing(dataset, assessed))
    return make_view("effects", dataset, items, ITEM, blocks)


def _evidence(effect: Effect) -> list[Evidence]:
    of_claims = [entry for claim in effect.claims for entry in claim.evidence]
    return [*of_claims, *effect.other_evidence]


def _item(dataset: Dataset, effect: Effect, assessment: Assessment) -> Item:
    studies = studies_by_id(dataset)
    claims = [{**plain(c), **plain(assess(c.evidence, studies))} for c in effect.claims]
    rests_on = evidence.studies_of(dataset, _evidence(effect))
    return {
        **plain(effect),
        **plain(assessment),
        "claims": claims,
        "studies": [plain(study) for study in rests_on],
    }


def _listing(dataset: Dataset, assessed: Sequence[tuple[Effect, Assessment]]) -> Iterator[Block]:
    yield Heading(f"Effects claimed for {dataset.substance.name}")
    if not assessed:
        yield Prose("The dataset lists none.")
        return
    yield Prose(
        f"The article files all of them under “{dataset.article.label}”. "
        f"{dataset.article.label_note}"
    )
    yield Prose(_headline([assessment for _, assessment in assessed]))
    columns = (
        id_column("Effect", (effect.id for effect in dataset.effects)),
        Column("The article says", 10),
        *verdict.COLUMNS,
    )
    yield Grid(columns, tuple(_row(dataset, *pair) for pair in assessed))
    studies = evidence.studies_of(dataset, (e for f in dataset.effects for e in _evidence(f)))
    yield Prose(
        "Each effect takes the highest that one of its claims reaches, the charitable reading. "
        f"{verdict.COLUMNS_EXPLAINED} {evidence.footnote(studies)}"
    )
    yield Prose(
        "`semax effects ID` shows one effect whole, `semax why CLAIM` the reasoning, "
        "`semax method` the rule."
    )


def _headline(assessed: Sequence[Assessment]) -> str:
    """The whole table in a sentence or two."""
    nobody = sum(a.certainty is None for a in assessed)
    if nobody == len(assessed):
        return "Nobody was tested for any of these."
    highest = max((a.certainty for a in assessed), key=lambda level: VALUES[level])
    most = f"certainty about people is {verdict.LEVEL[highest]} at most."
    if not nobody:
        return f"People were tested for all of these; {most}"
    return f"For {nobody} of these {len(assessed)} nobody was tested. For the others, {most}"


def _row(dataset: Dataset, effect: Effect, assessment: Assessment) -> tuple[str, ...]:
    return (
        effect.id,
        f"“{dataset.article.label.removesuffix(' for')}”",
        *verdict.row(assessment),
    )


def _record(dataset: Dataset, effect: Effect, assessment: Assessment) -> Iterator[Block]:
    studies = studies_by_id(dataset)
    yield Heading(effect.name, effect.id)
    yield Prose(f"Filed by the article under “{dataset.article.label}”: its words, not a finding.")
    yield Prose(effect.summary)
    if len(effect.claims) > 1:
        yield Prose("Taken together, as far as the best supported of its claims:")
        yield Facts(verdict.facts(assessment))
    for claim in effect.claims:
        of_claim = assess(claim.evidence, studies)
        yield Heading(f"Claim: {claim.name}", claim.id, level=2)
        yield Prose(claim.text)
        yield Prose(verdict.sentence(of_claim))
        yield Facts(verdict.facts(of_claim))
        yield from evidence.blocks(dataset, claim.evidence)
    if effect.other_evidence:
        yield Heading("Beside the claims: outcomes that the article does not name", level=2)
        yield from evidence.entries(dataset, effect.other_evidence)
    if effect.explanations:
        yield Heading("How the article explains it", level=2)
    for explanation in effect.explanations:
        about = (f"mechanism: {explanation.mechanism}",) if explanation.mechanism else ()
        yield words.sourced(explanation.id, about, explanation.text, explanation.sources)
    yield Prose("`semax why CLAIM` shows how the certainty of a claim comes about, step by step.")
