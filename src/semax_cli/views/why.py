"""`semax why`: how certain each claim is, and how that comes about, step by step."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from semax_cli.data.lookup import select_claims, studies_by_id
from semax_cli.document import Address, Block, Column, Entry, Facts, Grid, Heading, Prose, id_column
from semax_cli.grading.assessment import Assessment, assess
from semax_cli.grading.explain import Step
from semax_cli.grading.label_check import NO_MENTION, LabelCheck
from semax_cli.records import Claim, Dataset, Effect, Study
from semax_cli.view import Item, Shape, View, make_view, plain
from semax_cli.views import evidence, method, verdict


class Filed(NamedTuple):
    """Where a claim belongs."""

    effect: str
    """Id of the effect that the claim is part of."""


ITEM = Shape(
    (Filed, Claim, Assessment, evidence.Supported),
    last=("read_first", "label_check", "why", "evidence", "sources", "studies"),
)


def view(dataset: Dataset, ids: Sequence[str], everything: bool = False) -> View:
    """All claims, one row each; or the whole reasoning on those named.

    Raises SemaxError (UNKNOWN_ID).
    """
    studies = studies_by_id(dataset)
    assessed = [
        AssessedClaim(effect, claim, assess(claim, studies))
        for effect, claim in (select_claims(dataset, ids) if ids else dataset.claims())
    ]

    def item(row: AssessedClaim) -> Item:
        rests_on = evidence.studies_of(studies, row.claim.evidence)
        return {
            **plain(row.claim),
            **plain(row.assessment),
            "effect": row.effect.id,
            "studies": [plain(study) for study in rests_on],
        }

    def blocks() -> Iterator[Block]:
        if not ids:
            yield from _listing(assessed)
        for row in assessed if ids else ():
            yield from _record(dataset, studies, row, everything)

    return make_view("why", dataset, assessed, item, ITEM, blocks)


class AssessedClaim(NamedTuple):
    """A claim with its effect, and with what the rule makes of it."""

    effect: Effect
    claim: Claim
    assessment: Assessment


def _listing(assessed: Sequence[AssessedClaim]) -> Iterator[Block]:
    yield Heading("How certain each claim is in people, and the gap to “likely effective”")
    if not assessed:
        yield Prose("The dataset lists no claims.")
        return
    columns = (id_column("Claim", (claim.id for _, claim, _ in assessed)), *verdict.COLUMNS)
    rows = tuple((claim.id, *verdict.row(assessment)) for _, claim, assessment in assessed)
    yield Grid(columns, rows)
    yield Prose(verdict.COLUMNS_EXPLAINED)


def _record(
    dataset: Dataset,
    studies: Mapping[str, Study],
    row: AssessedClaim,
    everything: bool,
) -> Iterator[Block]:
    effect, claim, assessment = row
    yield Heading(f"Why: {claim.name}", claim.id)
    yield Prose(verdict.answer(claim, assessment))
    yield from evidence.safety_notes(dataset, claim)
    filed = f"The article files this under “{dataset.article.label}”."
    yield Prose(f"The article's claim: {claim.text} {filed}")
    if made := dataset.dataset.made:
        yield Prose(made)
    yield Facts(verdict.facts(assessment))
    (people, in_people), *others = evidence.groups(studies, claim.evidence)
    yield Heading(people, level=2)
    if everything:
        yield from evidence.told(studies, in_people, everything)
    else:
        yield evidence.listed(studies, in_people)
    yield Heading("Step by step", level=2)
    yield Prose(
        "A program computes the certainty, not a panel as in GRADE: 4 high, 3 moderate, 2 low, 1 "
        f"very low. Each step adds or takes off. {method.agreement()}"
    )
    columns = (Column("Step", 16), Column("What it found", 30), Column("Change", 6))
    yield Grid(columns, tuple(_row(step) for step in assessment.why))
    yield Heading("What could change this", level=2)
    yield Prose(verdict.what_could_change(assessment))
    if everything:
        yield from _what_references_would_write(assessment)
    for heading, group in others:
        yield Heading(heading, level=2)
        yield from evidence.told(studies, group, everything, brief=True)
    yield Prose(
        f"Next: semax why {claim.id} --all (what each study found, its sources, others' rules), "
        f"semax effects {effect.id}, semax study --id ID (one study, with its reference), semax "
        "method (the rule), semax method --glossary (terms)."
    )


def _what_references_would_write(assessment: Assessment) -> Iterator[Block]:
    yield Heading("Would references write “likely effective”?", level=2)
    yield Prose(method.LABEL_QUESTION)
    for check in assessment.label_check:
        source = Address("", check.source)
        yield Entry(check.reference, (_would_write(check),), check.reason, (source,))


def _would_write(check: LabelCheck) -> str:
    if check.prints == NO_MENTION:
        return "by its rule, it would not mention this use"
    denied = check.prints.removeprefix("Not ")
    if denied != check.prints:
        return f"by its rule, it would not write {denied}"
    return f"by its rule, it would write “{check.prints}”"


def _row(step: Step) -> tuple[str, ...]:
    return f"{step.rule} {method.TITLES[step.rule]}", step.text, verdict.change(step)
