"""Applying the rule to the evidence on a claim, and to an effect."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, get_args

from semax_cli.codes import Result
from semax_cli.grading.bounds import resolved
from semax_cli.grading.label_check import LabelCheck, check_labels
from semax_cli.grading.rule import (
    KINDS,
    LEVELS,
    STARTS,
    VALUES,
    EvidenceKind,
    Judgement,
    Level,
    Step,
    StudyEvidence,
    count_people,
    counted_and_left_out,
    efficacy_entries,
    judge,
    level_name,
)
from semax_cli.records import Effect, Evidence, Study

Gap = Literal["none", "modest", "large", "extreme"]
GAPS: tuple[Gap, ...] = get_args(Gap)
LIKELY_EFFECTIVE = 3
"""The level that the words "likely effective" are taken to claim: moderate certainty."""


class Assessment(NamedTuple):
    """What the rule makes of a claim or an effect."""

    evidence_kind: EvidenceKind
    """The most telling kind of evidence that is counted."""
    certainty: Level | None
    """How sure one can be about people; None where nobody was tested."""
    best_case: Level | None
    """The same with every "unclear" resolved in the claim's favour."""
    direction: Result | None
    """Where the results in people that count point; None where there are none."""
    people: int | None
    """People in counted studies, each cohort once; None where no size is known, 0 without any."""
    people_unknown: int
    """Cohorts of people whose size is not known."""
    people_on_claim: int | None
    """Those of the people in whom the claim or a part of it was measured, not a stand-in alone;
    None where no size is known, 0 without any."""
    gap: Gap
    """How far the words "likely effective" outrun the certainty."""
    label_check: tuple[LabelCheck, ...]
    """Whether other references would use those words."""
    why: tuple[Step, ...]
    """The reasoning, step by step."""


# ------------------------------------------------------------------------------- a claim


def assess(evidence: Iterable[Evidence], studies: Mapping[str, Study]) -> Assessment:
    """Apply the rule to the evidence on one claim.

    Args:
        evidence: What bears on the claim, in any order.
        studies: Every study of the dataset, by its id.
    """
    counted, left_out = counted_and_left_out(evidence, studies)
    present, best = judge(counted, left_out), judge(resolved(counted), left_out)
    known, unknown = count_people(e.study for e in counted if e.study.system == "human")
    efficacy = efficacy_entries(counted)
    return Assessment(
        evidence_kind=present.kind,
        certainty=present.level,
        best_case=best.level,
        direction=_direction(efficacy) if present.kind in STARTS else None,
        people=known,
        people_unknown=unknown,
        people_on_claim=count_people(entry.study for entry in efficacy)[0],
        gap=_gap(present.level),
        label_check=check_labels(efficacy),
        why=(*present.steps, _what_would_change(present, best)),
    )


def evidence_kind(evidence: Iterable[Evidence], studies: Mapping[str, Study]) -> EvidenceKind:
    """The kind of evidence on a mechanism, for which no certainty of benefit is computed."""
    return judge(*counted_and_left_out(evidence, studies)).kind


def _direction(efficacy: Sequence[StudyEvidence]) -> Result:
    results = {entry.evidence.result for entry in efficacy}
    return results.pop() if len(results) == 1 else "mixed"


def _gap(certainty: Level | None) -> Gap:
    return GAPS[max(LIKELY_EFFECTIVE - VALUES[certainty], 0)]


def _what_would_change(present: Judgement, best: Judgement) -> Step:
    """What would change the result: what to look for in reports and in new studies."""
    if present.kind not in STARTS:
        what = "a study in people that measures the claim itself, with controls"
        return Step("", f"This would change with {what}.")
    new = (
        "New studies would tell more: randomised, registered, independent of the developers, and "
        "large."
    )
    if VALUES[best.level] <= VALUES[present.level]:
        return Step("", f"Resolving what is unclear cannot raise it. {new}")
    sums = ", ".join(f"{step.rule} {step.change:+d}" for step in best.steps if step.change)
    text = (
        "If everything unclear were resolved in the claim's favour, it would be "
        f"{level_name(VALUES[best.level])} ({sums}). That takes the full reports: how people came "
        "into their groups, who knew the group, who dropped out, whether the plan was registered, "
        "and whether reports share people. What a study found is not guessed: a result that is not "
        f"known stays so. {new}"
    )
    return Step("", text)


# ------------------------------------------------------------------------------ an effect


class AssessedEffect(NamedTuple):
    """An effect, with what the rule makes of it and of each of its claims."""

    effect: Effect
    assessment: Assessment
    claims: dict[str, Assessment]
    """By the id of the claim."""


def assess_with_claims(effect: Effect, studies: Mapping[str, Study]) -> AssessedEffect:
    """Apply the rule to an effect and to each of its claims."""
    claims = {claim.id: assess(claim.evidence, studies) for claim in effect.claims}
    return AssessedEffect(effect, _combine(effect, claims, studies), claims)


def assess_effect(effect: Effect, studies: Mapping[str, Study]) -> Assessment:
    """What the rule makes of an effect: the highest certainty that any of its claims reaches.

    That is the charitable reading, and ``why`` says so.
    """
    return assess_with_claims(effect, studies).assessment


def _combine(
    effect: Effect, claims: Mapping[str, Assessment], studies: Mapping[str, Study]
) -> Assessment:
    top = max(claims, key=lambda claim: VALUES[claims[claim].certainty])
    level = claims[top].certainty
    highest = [a for a in claims.values() if a.certainty == level]
    directions = {a.direction for a in highest if a.direction is not None}
    counted = [
        entry
        for claim in effect.claims
        for entry in counted_and_left_out(claim.evidence, studies)[0]
    ]
    people = {e.study.id: e.study for e in counted if e.study.system == "human"}
    known, unknown = count_people(people.values())
    on_claim = {entry.study.id: entry.study for entry in efficacy_entries(counted)}
    levels = ", ".join(f"{claim} ({_level(a.certainty)})" for claim, a in claims.items())
    why = Step(
        "", f"An effect takes the highest that its claims reach, which is charitable: {levels}."
    )
    return Assessment(
        evidence_kind=min((a.evidence_kind for a in claims.values()), key=KINDS.index),
        certainty=level,
        best_case=LEVELS.get(max(VALUES[a.best_case] for a in claims.values())),
        direction=directions.pop() if len(directions) == 1 else "mixed" if directions else None,
        people=known,
        people_unknown=unknown,
        people_on_claim=count_people(on_claim.values())[0],
        gap=_gap(level),
        label_check=_any_label(claims),
        why=(why,),
    )


def _any_label(claims: Mapping[str, Assessment]) -> tuple[LabelCheck, ...]:
    """An effect passes a check where one of its claims does."""
    checks = zip(*(a.label_check for a in claims.values()), strict=True)
    return tuple(max(of_claims, key=lambda check: check.met) for of_claims in checks)


def _level(level: Level | None) -> str:
    return level.replace("-", " ") if level else "none about people"
