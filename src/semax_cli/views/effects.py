"""`semax effects`: what the article claims, the studies behind each claim, and their worth."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from semax_cli import labels
from semax_cli.background import Article
from semax_cli.data.lookup import claims_meant, select_effects, studies_by_id
from semax_cli.document import Block, Column, Entry, Facts, Grid, Heading, Prose, id_column
from semax_cli.grading.assessment import (
    AssessedEffect,
    Assessment,
    EffectSummary,
    assess_effect,
)
from semax_cli.records import (
    Claim,
    Dataset,
    Effect,
    Evidence,
    Explanation,
    Study,
    that_tested_people,
)
from semax_cli.view import Item, Shape, View, make_view, plain
from semax_cli.views import evidence, sources, verdict

ITEM = Shape(
    (Effect, EffectSummary, evidence.Counted, evidence.Supported),
    nested={"claims": Shape((Claim, Assessment))},
    last=(
        "claims",
        "other_evidence",
        "explanations",
        "sources",
        "studies",
    ),
)


def view(dataset: Dataset, ids: Sequence[str], everything: bool = False) -> View:
    """All effects, one row each; or the whole record of those named.

    Raises SemaxError (UNKNOWN_ID).
    """
    effects = select_effects(dataset, ids) if ids else dataset.effects
    studies = studies_by_id(dataset)
    assessed = [assess_effect(effect, studies) for effect in effects]

    def item(row: AssessedEffect) -> Item:
        effect, summary, of_claims = row
        claims = [{**plain(c), **plain(of_claims[c.id])} for c in effect.claims]
        rests_on = evidence.studies_of(studies, evidence_of(effect))
        return {
            **plain(effect),
            **plain(summary),
            **plain(evidence.counted(evidence.studies_of(studies, on_claims(effect)))),
            "claims": claims,
            "studies": [plain(study) for study in rests_on],
        }

    def blocks() -> Iterator[Block]:
        if not ids:
            yield from _listing(dataset, studies, assessed)
            return
        meant = claims_meant(dataset, ids)
        for row in assessed:
            if meant.keys() & row.claims.keys():
                yield from _claims_meant(dataset, studies, row, meant, everything)
            else:
                yield from _record(dataset, studies, row, everything)

    return make_view("effects", dataset, assessed, item, ITEM, blocks)


def on_claims(effect: Effect) -> list[Evidence]:
    """What bears on an effect by its claims."""
    return [entry for claim in effect.claims for entry in claim.evidence]


def evidence_of(effect: Effect) -> list[Evidence]:
    """What bears on an effect, by its claims or beside them."""
    return [*on_claims(effect), *effect.other_evidence]


def _listing(
    dataset: Dataset, studies: Mapping[str, Study], assessed: Sequence[AssessedEffect]
) -> Iterator[Block]:
    yield Heading(f"What the article “{dataset.article.title}” claims")
    if not assessed:
        yield Prose("The dataset lists none.")
        return
    claims = [a for row in assessed for a in row.claims.values()]
    yield Prose(
        f"{verdict.overall_answer(dataset.substance.name, claims)} The article files all under "
        f"“{dataset.article.label}”. {dataset.article.label_note}"
    )
    columns = (
        id_column("Effect", (effect.id for effect in dataset.effects)),
        Column("Claims tested", 13),
        Column("Certainty in people", 13),
        Column("Studies in people", 9),
        Column("Studies in animals", 10),
        Column("Studies in cells", 8),
    )
    yield Grid(columns, tuple(_row(studies, row) for row in assessed))
    footnote = footnote_on(dataset, studies, dataset.effects)
    yield Prose(f"{footnote} Next: semax effects ID, safety, legal, method --glossary.".lstrip())


def _row(studies: Mapping[str, Study], row: AssessedEffect) -> tuple[str, ...]:
    return (
        row.effect.id,
        verdict.tested_claims(row.summary, row.claims),
        verdict.range_of_levels(row.summary),
        *evidence.counts(evidence.studies_of(studies, on_claims(row.effect))),
    )


def footnote_on(dataset: Dataset, studies: Mapping[str, Study], effects: Sequence[Effect]) -> str:
    """What to know of the studies in people that bear on some effects, and of those that do not;
    empty if there are none.
    """
    used = [evidence.studies_of(studies, on_claims(effect)) for effect in effects]
    under = Counter(study.id for of_effect in used for study in that_tested_people(of_effect))
    several = [
        f"{n} on {on} effects" for on, n in sorted(Counter(under.values()).items()) if on > 1
    ]
    of_them = f" ({', '.join(several)})" if several else ""
    sentences = [evidence.footnote((studies[key] for key in under), of_them)]
    beside = [entry for effect in effects for entry in effect.other_evidence]
    randomised = [e for e in beside if studies[e.study].design == "randomised"]
    named = ", ".join(f"{entry.study} ({labels.RESULT[entry.result]})" for entry in randomised)
    more = len(that_tested_people(dataset.studies)) - len(under)
    if more and len(effects) == len(dataset.effects):
        called = f"; {len(randomised)} called randomised: {named}" if named else ""
        sentences += [f"{more} more {'is' if more == 1 else 'are'} on no claim{called}."]
    elif named:
        sentences += [f"Called randomised, on outcomes not claimed: {named}."]
    return " ".join(filter(None, sentences))


BESIDE = "Beside the claims: outcomes that the article does not name"
EXPLAINED = "How the article explains it"


def filed(article: Article) -> str:
    """A sentence on where the article files an effect, and whose words these are."""
    return f"The article files it under “{article.label}”: its words, not a finding."


def explained(explanation: Explanation, most_sources: int | None = None) -> Entry:
    """A reason that the article offers."""
    about = (f"mechanism: {explanation.mechanism}",) if explanation.mechanism else ()
    text = explanation.text
    return sources.sourced(explanation.id, about, text, explanation.sources, most=most_sources)


def _record(
    dataset: Dataset, studies: Mapping[str, Study], row: AssessedEffect, everything: bool
) -> Iterator[Block]:
    effect, _, of_claims = row
    yield Heading(effect.name, effect.id)
    yield Prose(verdict.effect_answer(dataset.substance.name, of_claims.values()))
    yield Prose(f"{effect.summary} {filed(dataset.article)}")
    if made := dataset.dataset.made:
        yield Prose(made)
    for claim in effect.claims:
        yield from _claim(dataset, studies, claim, of_claims[claim.id], everything)
    if effect.other_evidence:
        yield Heading(BESIDE, level=2)
        yield from evidence.blocks(studies, effect.other_evidence, everything, brief=True)
    if effect.explanations:
        yield Heading(EXPLAINED, level=2)
    most = sources.how_many(everything)
    yield from (explained(explanation, most) for explanation in effect.explanations)
    yield _next(effect)


def _claims_meant(
    dataset: Dataset,
    studies: Mapping[str, Study],
    row: AssessedEffect,
    meant: Mapping[str, str],
    everything: bool,
) -> Iterator[Block]:
    """What of an effect is on the claims by whose words it was asked for."""
    effect, _, of_claims = row
    chosen = [claim for claim in effect.claims if claim.id in meant]
    for claim in chosen:
        if (word := meant[claim.id]) != claim.id:
            yield Prose(_filed_under(word, claim))
        yield from _claim(dataset, studies, claim, of_claims[claim.id], everything, alone=True)
    yield Prose(f"All claims of this effect ({effect.name}): semax effects {effect.id}.")
    yield _next(effect)


def _filed_under(word: str, claim: Claim) -> str:
    """Where what was asked for is filed, and whether the claim speaks of it at all."""
    if word in f"{claim.name} {claim.text}".lower():
        return f"“{word}” is filed here under {claim.name}."
    return f"“{word}” has no claim here. The nearest is {claim.name}; what follows is on that."


def _claim(
    dataset: Dataset,
    studies: Mapping[str, Study],
    claim: Claim,
    assessment: Assessment,
    everything: bool,
    alone: bool = False,
) -> Iterator[Block]:
    """A claim with its evidence; ``alone``, where nothing before it says who made the data."""
    yield Heading(f"Claim: {claim.name}", claim.id, level=2)
    yield Prose(verdict.answer(claim, assessment))
    yield from evidence.safety_notes(dataset, claim)
    yield Prose(f"The article's claim: {claim.text}")
    if alone and (made := dataset.dataset.made):
        yield Prose(made)
    yield Facts(verdict.facts(assessment, limits=False))
    yield from evidence.blocks(studies, claim.evidence, everything, brief=True)


def _next(effect: Effect) -> Prose:
    return Prose(
        "Next: semax study --id ID (one study, with its reference), semax why CLAIM (how certainty "
        f"comes about), semax effects {effect.id} --all (what each study found, its sources), "
        f"semax questions {effect.id}, semax safety, semax legal, semax about (the article), semax "
        "method --glossary (terms)."
    )
