"""An assessment in words, the same for effects, claims and `semax why`."""

from semax_cli.codes import Result
from semax_cli.document import Column
from semax_cli.grading.assessment import Assessment, Gap
from semax_cli.grading.rule import EvidenceKind, Level

KIND: dict[EvidenceKind, str] = {
    "human-randomised": "people, randomised",
    "human-controlled": "people, controlled or unclear",
    "human-uncontrolled": "people, no controls",
    "human-surrogate": "people, stand-ins only",
    "animal": "animals, no people",
    "in-vitro": "test tube, no people",
    "excluded": "retracted work only",
    "none": "no study",
}
"""Kinds of evidence."""

LEVEL: dict[Level | None, str] = {
    "high": "high",
    "moderate": "moderate",
    "low": "low",
    "very-low": "very low",
    None: "absent",
}
"""Levels of certainty; where nobody was tested it is absent, which is no level."""

GAP: dict[Gap, str] = {
    "none": "no gap",
    "modest": "modest",
    "large": "large",
    "extreme": "extreme",
}
"""How far the words "likely effective" outrun the certainty."""

# After GRADE's statements: https://www.jclinepi.com/article/S0895-4356(19)30416-0/fulltext
_SENTENCE: dict[Level, str] = {
    "high": "How it is in people lies close to the reports",
    "moderate": "How it is in people is probably close to the reports, and may be quite different",
    "low": "How it is in people may be quite different from the reports",
    "very-low": "How it is in people is very uncertain, and likely to be quite different",
}


_TOGETHER: dict[Result, str] = {
    "favours": "What is reported is in favour",
    "no-difference": "What is reported is no difference",
    "mixed": "What is reported is not all alike",
    "harm": "What is reported is harm",
    "unclear": "What was found is not known",
}
DIRECTION: dict[Result, str] = {
    "favours": "results in favour",
    "no-difference": "no difference found",
    "mixed": "results not all alike",
    "harm": "results of harm",
    "unclear": "results not known",
}
"""Where the results in people point, taken together."""


COLUMNS = (
    Column("Evidence", 12),
    Column("Certainty about people", 16),
    Column("People studied", 8),
    Column("Gap", 7),
)
"""An assessment in a row of a table."""

AT_BEST = "“At best” resolves everything unclear in its favour."
COLUMNS_EXPLAINED = (
    f"{AT_BEST} People are all who took part, treated "
    "or not, also where only a stand-in was measured; a + stands for groups of unknown size. The "
    "gap is how far the article's words outrun the certainty."
)
"""What to know before reading them."""


def row(assessment: Assessment) -> tuple[str, ...]:
    """The cells under COLUMNS."""
    return (
        KIND[assessment.evidence_kind],
        certainty(assessment),
        people_briefly(assessment),
        GAP[assessment.gap],
    )


def certainty(assessment: Assessment) -> str:
    """The level with its direction and best case, or why there is none."""
    if assessment.certainty is None:
        return f"absent: {KIND[assessment.evidence_kind]}"
    return f"{level(assessment)}; at best {LEVEL[assessment.best_case]}"


def level(assessment: Assessment) -> str:
    """The level, always with where the results point."""
    if assessment.direction is None:
        return f"{LEVEL[assessment.certainty]}, from stand-ins only"
    return f"{LEVEL[assessment.certainty]}, {DIRECTION[assessment.direction]}"


def people(assessment: Assessment) -> str:
    """How many people were studied; groups of unknown size are named apart."""
    unknown = assessment.people_unknown
    groups = f"{unknown} group{'' if unknown == 1 else 's'} of unknown size"
    if assessment.people is None:
        return groups
    if assessment.people == 0:
        return "nobody"
    return f"{assessment.people}, and {groups}" if unknown else str(assessment.people)


def on_claim(assessment: Assessment) -> str:
    """How many of them were measured for more than stand-ins."""
    if assessment.people_on_claim is None:
        return "number not known"
    more = ", perhaps with groups of unknown size" if assessment.people_unknown else ""
    return f"{assessment.people_on_claim}{more}" if assessment.people_on_claim else "nobody"


def people_briefly(assessment: Assessment) -> str:
    """The same for a narrow column: a + stands for groups of unknown size."""
    if assessment.people is None:
        return "unknown"
    more = "+" if assessment.people_unknown else ""
    return f"{assessment.people}{more}" if assessment.people else "nobody"


def sentence(assessment: Assessment) -> str:
    """The verdict as a sentence for somebody who has never heard of certainty levels."""
    if assessment.certainty is None:
        return (
            f"No test in people was found for this ({KIND[assessment.evidence_kind]}), so nothing "
            "can be said about people."
        )
    if assessment.direction is None:
        return (
            "People were tested, but only stand-ins such as a protein or an image were measured, "
            "so very little can be said about the claim."
        )
    return f"{_TOGETHER[assessment.direction]}. {_SENTENCE[assessment.certainty]}."


def facts(assessment: Assessment) -> tuple[tuple[str, str], ...]:
    """An assessment as labelled values."""
    return (
        ("Evidence", KIND[assessment.evidence_kind]),
        ("Certainty about people", certainty(assessment)),
        ("People studied", people(assessment)),
        ("of them, on the claim itself", on_claim(assessment)),
        ("Gap to “likely effective”", GAP[assessment.gap]),
        ("Would others say so", other_references(assessment)),
    )


def other_references(assessment: Assessment) -> str:
    """Which references with a published rule would use the words "likely effective"."""
    if met := [check.reference for check in assessment.label_check if check.met]:
        return f"{', '.join(met)}: yes"
    references = " and ".join(check.reference for check in assessment.label_check)
    return f"by the rules of {references}: no"
