"""`semax why`: how the certainty of one claim comes about, from its first step to its last."""

from collections.abc import Iterator

from semax_cli.dataset import select_claim, studies_by_id
from semax_cli.grading import Assessment, Step, assess
from semax_cli.records import Claim, Dataset, Effect
from semax_cli.view import (
    Block,
    Column,
    Entry,
    Facts,
    Grid,
    Heading,
    Item,
    Prose,
    View,
    make_view,
    plain,
)
from semax_cli.views import evidence, method, verdict, words

FIELDS = ("effect", "id", "name", "text", *verdict.FIELDS, "evidence", "sources", "studies")


def view(dataset: Dataset, claim_id: str) -> View:
    """The whole reasoning on one claim. Raises SemaxError (UNKNOWN_ID)."""
    effect, claim = select_claim(dataset, claim_id)
    assessment = assess(claim.evidence, studies_by_id(dataset))
    studies = evidence.studies_of(dataset, claim.evidence)
    item: Item = {
        **plain(claim),
        **plain(assessment),
        "effect": effect.id,
        "studies": [plain(study) for study in studies],
    }
    return make_view(
        "why", dataset, [item], FIELDS, list(_blocks(dataset, effect, claim, assessment))
    )


def _blocks(
    dataset: Dataset, effect: Effect, claim: Claim, assessment: Assessment
) -> Iterator[Block]:
    yield Heading(f"Why: {claim.name}", claim.id)
    yield Prose(f"{claim.text} The article files this under “{dataset.article.label}”.")
    yield Prose(verdict.sentence(assessment))
    yield Facts(verdict.facts(assessment))
    yield Heading("Step by step", level=2)
    yield Prose(
        "Levels are counted: 4 high, 3 moderate, 2 low, 1 very low. The changes add up to the "
        "result."
    )
    *steps, change = assessment.why
    columns = (Column("Step", 16), Column("What it found", 30), Column("Change", 6))
    yield Grid(columns, tuple(_row(step) for step in steps))
    yield Heading("What would change this", level=2)
    yield Prose(change.text)
    yield Heading("Would others say “likely effective”?", level=2)
    yield Prose("Two references publish when they use these words.")
    for check in assessment.label_check:
        yield Entry(check.reference, ("yes" if check.met else "no",), check.reason)
    yield Heading("The studies", level=2)
    yield from evidence.blocks(dataset, claim.evidence)
    yield Heading("Where to check them", level=2)
    for study in evidence.studies_of(dataset, claim.evidence):
        read = f"Read {words.READING[study.read]}."
        about = (words.tested(study),)
        yield words.sourced(study.id, about, read, study.sources, study.confidence)
    yield Prose(
        f"`semax effects {effect.id}` shows the whole effect, `semax study --id ID` a study, "
        "`semax method` the rule."
    )


def _row(step: Step) -> tuple[str, ...]:
    change = f"{step.change:+d}" if step.change else "0"
    return f"{step.rule} {method.TITLES[step.rule]}", step.text, change
