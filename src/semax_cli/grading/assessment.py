"""Applying the rule to the evidence on a claim, and to the claims of an effect."""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, get_args

from semax_cli.codes import Result
from semax_cli.grading.bounds import ReadFirst, best, read_first
from semax_cli.grading.explain import Step, doubts, steps
from semax_cli.grading.label_check import LabelCheck, check_labels
from semax_cli.grading.rule import (
    LEVELS,
    VALUES,
    EvidenceKind,
    Level,
    certainty,
    cohorts,
    count_people,
    counted_and_left_out,
    efficacy_reports,
    largest,
    people_at_least,
    votes,
)
from semax_cli.grading.rule import evidence_kind as kind_of
from semax_cli.records import Claim, Effect, Evidence, Study

Gap = Literal["none", "modest", "large", "extreme"]
GAPS: tuple[Gap, ...] = get_args(Gap)
LIKELY_EFFECTIVE = 3
"""The level that the words "likely effective" are taken to claim: moderate certainty."""

TestedInPeople = Literal["yes", "surrogate-only", "no"]


class Assessment(NamedTuple):
    """What the rule makes of a claim."""

    evidence_kind: EvidenceKind
    """The most telling kind of evidence that is counted."""
    tested_in_people: TestedInPeople
    """Whether the claim itself was tested in people, only something else was measured in people
    (surrogate-only), or no report is known to be on people."""
    reports_on_unknown: int
    """Counted reports of which it is not known in whom or what they were done."""
    certainty: Level | None
    """How sure one can be about people; None where the claim was not tested in people."""
    best_case: Level | None
    """The highest that it could be, if all that is not known of the reports turned out well."""
    read_first: tuple[ReadFirst, ...]
    """The reports whose details alone could raise it, the most telling first."""
    direction: Result | None
    """The common result in people, mixed, or unclear where none is known; None without a test."""
    results_known: int
    """Groups of people, tested for the claim, of whom a result is known."""
    doubts: tuple[str, ...]
    """What keeps the certainty low, in words; empty without a test."""
    people: int | None
    """People in all counted reports, each cohort once; None where no size is known, 0 without any.
    Where reports may share people, this is as many as there can be."""
    people_at_least: int
    """The same if all reports that may share people do, so that each person counts once."""
    people_unknown: int
    """Cohorts of people whose size is not known."""
    people_on_claim: int | None
    """Those of the people in whom the claim itself was tested; None where no size is known, 0
    without any. Like ``people``, as many as there can be."""
    people_on_claim_at_least: int
    """The same with each person counted once, as the rule counts them."""
    people_on_claim_unknown: int
    """Cohorts of unknown size among these."""
    people_with_result: int | None
    """Those of the people tested for the claim of whom a result is known; else as above."""
    people_with_result_at_least: int
    """The same with each person counted once."""
    largest_study: str | None
    """The report on the most people of those that count for the claim, whose risk of bias the rule
    looks at; None where the size of none is known."""
    gap: Gap
    """How far the words "likely effective" outrun the certainty."""
    label_check: tuple[LabelCheck, ...]
    """What other references would print."""
    why: tuple[Step, ...]
    """The reasoning, step by step; the changes add up to the level."""


def assess(claim: Claim, studies: Mapping[str, Study]) -> Assessment:
    """Apply the rule to a claim.

    Args:
        claim: The claim, with its evidence in any order.
        studies: Every study of the dataset, by its id.
    """
    counted, left_out = counted_and_left_out(claim.evidence, studies)
    efficacy = efficacy_reports(counted, claim.measures)
    kind = kind_of(counted, left_out, efficacy)
    in_people = cohorts(report for report in counted if report.study.system == "human")
    on_claim = cohorts(efficacy)
    known, unknown = count_people(in_people)
    known_on_claim, unknown_on_claim = count_people(on_claim)
    cast = votes(on_claim)
    with_result = {name: reports for name, reports in on_claim.items() if name in cast}
    level = certainty(efficacy) if efficacy else 0
    return Assessment(
        evidence_kind=kind,
        tested_in_people="yes" if efficacy else "surrogate-only" if in_people else "no",
        reports_on_unknown=sum(report.study.system == "unclear" for report in counted),
        certainty=LEVELS.get(level),
        best_case=LEVELS[best(efficacy)] if efficacy else None,
        read_first=read_first(efficacy) if efficacy else (),
        direction=_direction(cast) if efficacy else None,
        results_known=len(cast),
        doubts=doubts(kind, efficacy, on_claim) if efficacy else (),
        people=known,
        people_at_least=people_at_least(in_people),
        people_unknown=unknown,
        people_on_claim=known_on_claim,
        people_on_claim_at_least=people_at_least(on_claim),
        people_on_claim_unknown=unknown_on_claim,
        people_with_result=count_people(with_result)[0],
        people_with_result_at_least=people_at_least(with_result),
        largest_study=largest(efficacy).study.id if known_on_claim else None,
        gap=GAPS[max(LIKELY_EFFECTIVE - level, 0)],
        label_check=check_labels(efficacy),
        why=steps(kind, counted, left_out, efficacy, claim.measures),
    )


def evidence_kind(evidence: Iterable[Evidence], studies: Mapping[str, Study]) -> EvidenceKind:
    """The kind of evidence on a mechanism, for which no certainty of benefit is computed."""
    counted, left_out = counted_and_left_out(evidence, studies)
    return kind_of(counted, left_out, efficacy_reports(counted, "health"))


def _direction(cast: Mapping[str, Result]) -> Result:
    results = set(cast.values())
    return "unclear" if not results else results.pop() if len(results) == 1 else "mixed"


# ------------------------------------------------------------------------------ an effect


class EffectSummary(NamedTuple):
    """What the claims of an effect come to. An effect has no certainty of its own."""

    claims_tested_in_people: int
    """How many of its claims were tested in people."""
    lowest_certainty: Level | None
    """The lowest certainty among these; None without any."""
    highest_certainty: Level | None
    """The highest certainty among these; None without any."""


class AssessedEffect(NamedTuple):
    """An effect, with what the rule makes of each of its claims."""

    effect: Effect
    summary: EffectSummary
    claims: dict[str, Assessment]
    """By the id of the claim."""


def assess_effect(effect: Effect, studies: Mapping[str, Study]) -> AssessedEffect:
    """Apply the rule to each claim of an effect."""
    claims = {claim.id: assess(claim, studies) for claim in effect.claims}
    levels = sorted((a.certainty for a in claims.values() if a.certainty), key=VALUES.__getitem__)
    lowest, highest = (levels[0], levels[-1]) if levels else (None, None)
    return AssessedEffect(effect, EffectSummary(len(levels), lowest, highest), claims)
