"""An assessment in words, the same for effects, claims and `semax why`."""

from collections.abc import Collection

from semax_cli import labels
from semax_cli.codes import Result
from semax_cli.document import Column
from semax_cli.grading.assessment import Assessment, EffectSummary, Gap, TestedInPeople
from semax_cli.grading.explain import Step, number
from semax_cli.grading.rule import VALUES, VERY_LOW, EvidenceKind, Level
from semax_cli.records import Claim

KIND: dict[EvidenceKind, str] = {
    "human-randomised": "people, randomised",
    "human-controlled": "people, controlled",
    "human-uncontrolled": "people, no control group",
    "human-unclear": "people, design unclear",
    "human-surrogate": "people, surrogate measures only",
    "animal": "animals, not people",
    "in-vitro": "cells or test tube only",
    "excluded": "retracted work only",
    "none": "no study",
}
"""Kinds of evidence."""

KIND_BRIEFLY: dict[EvidenceKind, str] = {
    **KIND,
    "human-surrogate": "other outcome",
    "animal": "no people",
    "in-vitro": "cells only",
    "excluded": "retracted",
}
"""What there is instead of results in people, for a narrow column."""

LEVEL: dict[Level | None, str] = {
    "high": "high",
    "moderate": "moderate",
    "low": "low",
    "very-low": "very low",
    None: "not tested",
}
"""Levels of certainty; where the claim was not tested in people there is none."""

SIGNED: dict[Level | None, str] = {
    "high": "⊕⊕⊕⊕ high",
    "moderate": "⊕⊕⊕◯ moderate",
    "low": "⊕⊕◯◯ low",
    "very-low": "⊕◯◯◯ very low",
    None: "not tested",
}
"""The same with the signs that GRADE gives them."""

GAP: dict[Gap, str] = {
    "none": "no gap",
    "modest": "modest",
    "large": "large",
    "extreme": "extreme",
}
"""How far the words "likely effective" outrun the certainty."""

DIRECTION = labels.RESULT
"""What was found in people, taken together, in the words for a single result."""

KNOWN: dict[Result, str] = {
    "favours": "what is known favours the claim",
    "no-difference": "what is known shows no difference",
    "mixed": "what is known is mixed",
    "harm": "what is known shows harm",
    "unclear": "result unclear",
}
"""The same beside a level."""

_FOUND: dict[Result, str] = {
    "favours": "in favour of the claim",
    "no-difference": "that there was no difference",
    "harm": "harm",
}
"""What the known results in people are, where they agree."""
# After GRADE's statements: https://www.jclinepi.com/article/S0895-4356(19)30416-0/fulltext
_CERTAIN: dict[Level, str] = {
    "high": "The certainty about people is high: what was found is very likely close to the truth",
    "moderate": "The certainty about people is moderate: what was found is probably close to the "
    "truth, but may differ",
    "low": "The certainty about people is low: the truth may be quite different from what was "
    "found",
    "very-low": "We are very uncertain whether this holds for people",
}
_NOT_TESTED: dict[TestedInPeople, str] = {
    "yes": "",
    "surrogate-only": (
        "Not known for people. Some were tested, but not for this: only surrogate measures (such "
        "as a blood value or a scan) or something else were recorded."
    ),
    "no": "Never tested in people, as far as is known here.",
}


BIOLOGY = (
    "This claim is about a scan, cells or a molecule, so how certain it is says nothing about "
    "whether people benefit."
)
COLUMNS = (
    Column("Certainty", 13),
    Column("In people", 13),
    Column("People", 10),
    Column("Gap", 7),
)
"""An assessment of a claim in a row of a table."""

BEST_EXPLAINED = (
    "That is as far as the rule could go if everything that is not known of the counted reports "
    "turned out well: an upper limit, not a prediction. It takes for granted that the other "
    "reports are rightly left aside."
)
COLUMNS_EXPLAINED = (
    "People tested for the claim. a-b: some may count twice. +: more, unknown number."
)
"""What to know before reading them."""


def row(assessment: Assessment) -> tuple[str, ...]:
    """The cells under COLUMNS."""
    found = assessment.direction
    return (
        SIGNED[assessment.certainty],
        _briefly(found) if found else KIND_BRIEFLY[assessment.evidence_kind],
        _people_briefly(assessment),
        GAP[assessment.gap],
    )


def _briefly(found: Result) -> str:
    return "unclear" if found == "unclear" else DIRECTION[found]


def level(assessment: Assessment) -> str:
    """The level, always with what was found; or that there is none."""
    if assessment.direction is None:
        surrogate = assessment.tested_in_people == "surrogate-only"
        return "not tested for this" if surrogate else LEVEL[None]
    return f"{SIGNED[assessment.certainty]}; {KNOWN[assessment.direction]}"


def best_case(assessment: Assessment) -> str:
    """The most that the certainty could be."""
    if assessment.best_case is None:
        return "not known, since people were not tested for it"
    if assessment.best_case == assessment.certainty:
        return f"{LEVEL[assessment.best_case]}: nothing that is not known could raise it"
    if assessment.best_case == "high":
        return "too little is known to set any limit; that is no prediction"
    return (
        f"not above {LEVEL[assessment.best_case]}, even if all that is not known turned out well; "
        "that is a limit, no prediction"
    )


def read_first(assessment: Assessment) -> str:
    """In which reports gaps matter, and how far each by itself could raise the certainty."""
    by_level: dict[Level, list[str]] = {}
    for study, reached in assessment.read_first:
        by_level.setdefault(reached, []).append(study)
    found = [
        f"{', '.join(ids)} (what is not known of {'each' if len(ids) > 1 else 'it'} could by "
        f"itself raise the certainty{'' if at == 'high' else f', to {LEVEL[at]} at most'})"
        for at, ids in by_level.items()
    ]
    if found:
        return "; ".join(found)
    if VALUES[assessment.best_case] > VALUES[assessment.certainty]:
        return "no report by itself could raise it"
    return "reading the reports in full would not raise it"


def what_could_change(assessment: Assessment) -> str:
    """What reading the reports, and what new studies, could show."""
    new = "New studies would show more: large, randomised, registered and independent ones."
    if assessment.tested_in_people != "yes":
        return "A study in people that measures the claim itself, with a control group."
    if assessment.best_case == assessment.certainty:
        return f"No gap in the counted reports, however filled, would raise the certainty. {new}"
    at_best = f"At best, the certainty could be {LEVEL[assessment.best_case]}. {BEST_EXPLAINED}"
    if assessment.best_case == "high":
        at_best = "Too little is known of the counted reports to rule out any level, high or low."
    return (
        f"{at_best} Gaps that matter: "
        f"{read_first(assessment)}. That a gap matters does not make a report a good one. {new}"
    )


def people(assessment: Assessment) -> str:
    """How many people were studied; groups of unknown size are named apart."""
    return _number_of_people(
        assessment.people_at_least, assessment.people, assessment.people_unknown
    )


def on_claim(assessment: Assessment) -> str:
    """How many of them were tested for the claim itself."""
    return _number_of_people(
        assessment.people_on_claim_at_least,
        assessment.people_on_claim,
        assessment.people_on_claim_unknown,
    )


def _number_of_people(least: int, most: int | None, unknown: int) -> str:
    groups = f"{number(unknown, 'group')} of unknown size"
    if most is None:
        return groups
    if most == 0:
        return "nobody"
    known = f"{least} to {most}, since some may be counted twice" if least < most else str(most)
    return f"{known}; and {groups}" if unknown else known


def _people_briefly(assessment: Assessment) -> str:
    """The number of people tested for the claim: a + stands for groups of unknown size."""
    least, most = assessment.people_on_claim_at_least, assessment.people_on_claim
    if not most:
        return "unknown" if most is None else "nobody"
    known = f"{least}-{most}" if least < most else str(most)
    return f"{known}+" if assessment.people_on_claim_unknown else known


def answer(claim: Claim, assessment: Assessment) -> str:
    """The verdict, and for a claim about biology that it is not about benefit."""
    said = _sentence(assessment)
    return f"{said} {BIOLOGY}" if claim.measures == "biology" else said


def _sentence(assessment: Assessment) -> str:
    """The verdict as a sentence for somebody who has never heard of certainty levels."""
    if assessment.direction and assessment.certainty:
        return f"{_CERTAIN[assessment.certainty]}. {_found(assessment.direction, assessment)}."
    said = _NOT_TESTED[assessment.tested_in_people]
    if assessment.tested_in_people == "no":
        if unknown := assessment.reports_on_unknown:
            said += f" Of {number(unknown, 'report')} it is not known who was tested."
        return f"{said} Evidence: {KIND[assessment.evidence_kind]}."
    return said


def _found(direction: Result, assessment: Assessment) -> str:
    """What the known results in people are, with the first reasons to doubt them."""
    if direction == "unclear":
        return "People were tested, but no clear result is known"
    if direction == "mixed":
        return "The results in people are mixed"
    number = assessment.results_known
    sentence = f"The known result, from one group of people, is {_FOUND[direction]}"
    if number > 1:
        apart = assessment.people_on_claim_at_least == assessment.people_on_claim
        groups = f"{number} groups of people{'' if apart else ' (some perhaps the same)'}"
        sentence = f"The known results, from {groups}, are all {_FOUND[direction]}"
    return ", but ".join(filter(None, (sentence, ", and ".join(assessment.doubts[:2]))))


def facts(assessment: Assessment, limits: bool = True) -> tuple[tuple[str, str], ...]:
    """An assessment as labelled values, with or without what reading the reports could change."""
    tested = limits and assessment.tested_in_people == "yes"
    return (
        ("Evidence", KIND[assessment.evidence_kind]),
        ("Certainty about people", level(assessment)),
        *((("Reasons for doubt", "; ".join(assessment.doubts)),) if assessment.doubts else ()),
        *((("At best", best_case(assessment)),) if tested else ()),
        *((("Gaps that matter", read_first(assessment)),) if tested else ()),
        ("Tested for the claim", f"{on_claim(assessment)}{_with_result(assessment)}"),
        *((("Largest study", assessment.largest_study),) if assessment.largest_study else ()),
        ("Tested for anything", people(assessment)),
        ("Gap to “likely effective”", GAP[assessment.gap]),
        ("Others' rules", other_references(assessment)),
    )


def _with_result(assessment: Assessment) -> str:
    """Of how many of the people tested for the claim a result is known, where not of all."""
    least, most = assessment.people_with_result_at_least, assessment.people_with_result
    if not most or most == assessment.people_on_claim:
        return ""
    return f". A result is known of {f'{least} to {most}' if least < most else most} of these"


def other_references(assessment: Assessment) -> str:
    """Whether references with a published rule would write "likely effective"."""
    found = []
    for verb, met in (("would", True), ("would not", False)):
        if names := [check.reference for check in assessment.label_check if check.met == met]:
            found.append(f"{verb} say “likely effective” ({', '.join(names)})")
    return "; ".join(found)


# ------------------------------------------------------------------------------ an effect


def tested_claims(summary: EffectSummary, claims: Collection[object]) -> str:
    """How many of an effect's claims were tested in people."""
    return f"{summary.claims_tested_in_people} of {len(claims)}"


def range_of_levels(summary: EffectSummary) -> str:
    """From the lowest to the highest certainty of its claims."""
    if summary.lowest_certainty == summary.highest_certainty:
        return SIGNED[summary.lowest_certainty]
    return f"{LEVEL[summary.lowest_certainty]} to {LEVEL[summary.highest_certainty]}"


def highest_in_words(summary: EffectSummary) -> str:
    """The highest certainty of its claims, without signs, for a sentence."""
    at_most = "" if summary.lowest_certainty == summary.highest_certainty else " at most"
    return f"{LEVEL[summary.highest_certainty]}{at_most}"


def effect_answer(substance: str, assessed: Collection[Assessment]) -> str:
    """Whether the effect is there in people, as far as its claims tell."""
    return _answered(f"Does {substance} do this in people?", assessed)


def overall_answer(substance: str, assessed: Collection[Assessment]) -> str:
    """Whether what is claimed holds for people, as far as all claims tell."""
    return _answered(f"Does {substance} do what is claimed?", assessed)


def _answered(asked: str, assessed: Collection[Assessment]) -> str:
    if not assessed:
        return f"{asked} The dataset holds no claim on it."
    tested = [a for a in assessed if a.certainty]
    if not tested:
        surrogate = any(a.tested_in_people == "surrogate-only" for a in assessed)
        return f"{asked} Nobody knows. {_NOT_TESTED['surrogate-only' if surrogate else 'no']}"
    highest = max((a.certainty for a in tested), key=VALUES.__getitem__)
    count = len(assessed)
    every = {1: "The only claim was", 2: "Both claims were"}.get(count, f"All {count} claims were")
    some = f"{len(tested)} of the {count} claims {'was' if len(tested) == 1 else 'were'}"
    of = f"{every if len(tested) == count else some} tested in people."
    if highest == "very-low":
        whose = "its certainty" if len(tested) == 1 else "the certainty of each"
        level = f"By this tool's own rule, {whose} is very low, the lowest level."
        return f"{asked} We are very uncertain. {of} {level}"
    return f"{asked} {of} Certainty is {LEVEL[highest]} at most."


def change(step: Step) -> str:
    """What a step did to the level; the last may raise it to the lowest there is, as a floor."""
    if step.rule == "G10" and step.change:
        return f"to {VERY_LOW}"
    return f"{step.change:+d}" if step.change else "0"
