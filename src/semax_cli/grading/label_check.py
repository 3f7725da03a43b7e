"""What two references that publish rules for words such as "likely effective" would print.

Where a rule uses words that need a number here, the number is ours, and the reason says so.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from semax_cli.codes import Result
from semax_cli.grading.rule import DOMAINS, Report, cohorts, is_pooled, low_domains
from semax_cli.records import Bias

NO_MENTION = "No Mention"
LIKELY_EFFECTIVE = "Likely Effective"

# https://www.lahey.org/health-library/ebsco-nat-editorial-process/
NAT_SOURCE = "https://www.lahey.org/health-library/ebsco-nat-editorial-process/"
NAT_TRIALS, NAT_PEOPLE, NAT_DOMAINS, NAT_POOLED = 3, 60, 3, 3
NAT_AGAINST_TRIALS, NAT_SMALL_TRIALS = 2, 2
# https://naturalmedicines.therapeuticresearch.com/about-us/editorial-principles-and-process.aspx
NATMED_SOURCE = "https://naturalmedicines.therapeuticresearch.com/about-us/editorial-principles-and-process.aspx"
NATMED_TRIALS = 2
# "Several hundred" people and "low risk of bias" are its words; these numbers are ours.
NATMED_PEOPLE, NATMED_DOMAINS = 200, 4

NATMED_OTHER = "Not “Likely Effective”"
"""What stands for NatMed's lower words, which need judgements that the data do not hold."""

ALL_DOMAINS = ("allocation", *DOMAINS)


class LabelCheck(NamedTuple):
    """What a reference would print by its published rule."""

    reference: str
    """The reference."""
    prints: str
    """The words that its rule leads to."""
    met: bool
    """Whether these are "Likely Effective"."""
    reason: str
    """What the rule asks for, and what there is."""
    source: str
    """The address of the rule."""


def check_labels(efficacy: Sequence[Report]) -> tuple[LabelCheck, ...]:
    """What each reference would print of the reports in people on the claim itself."""
    return (_nat(efficacy), _natmed(efficacy))


def _low(bias: Bias) -> int:
    return low_domains(bias, ALL_DOMAINS)


def _trials(reports: Iterable[Report]) -> list[Report]:
    """One report a cohort, the largest: several reports on the same people are one trial."""
    return [
        max(reports, key=lambda r: (r.study.n or 0, _low(r.study.bias), r.study.id))
        for reports in cohorts(reports).values()
    ]


def _nat(efficacy: Sequence[Report]) -> LabelCheck:
    designed = [
        report
        for report in efficacy
        if report.study.design == "randomised" and _low(report.study.bias) >= NAT_DOMAINS
    ]
    pooled = [
        report
        for report in designed
        if (report.study.pooled_k or 1) >= NAT_POOLED
        and (report.study.n or 0) >= NAT_POOLED * NAT_PEOPLE
    ]
    trials = [report for report in _trials(designed) if not is_pooled(report.study)]
    large = [report for report in trials if (report.study.n or 0) >= NAT_PEOPLE]
    enough = bool(large or pooled) or len(trials) >= NAT_SMALL_TRIALS
    large_for, large_against = _split(large)
    pooled_for, pooled_against = _split(pooled)
    all_for, all_against = _split([*trials, *pooled])
    results = {report.evidence.result for report in efficacy} - {"unclear"}
    opposed = bool(results - {"favours"})
    if (len(large_for) >= NAT_TRIALS or pooled_for) and not opposed:
        prints = LIKELY_EFFECTIVE
    elif (len(large_against) >= NAT_AGAINST_TRIALS or pooled_against) and not (
        results & {"favours", "mixed"}
    ):
        prints = "Unlikely to Be Effective"
    elif enough and len(all_for) > len(all_against):
        prints = "May Be Effective"
    elif enough and all_against:
        prints = "May Not Be Effective"
    else:
        prints = NO_MENTION
    reason = (
        f"“{LIKELY_EFFECTIVE}” takes {NAT_TRIALS} randomised trials of {NAT_PEOPLE} people or "
        f"more, each with low risk in {NAT_DOMAINS} of 5 biases, or one meta-analysis of "
        f"{NAT_POOLED} such trials, and nothing that contradicts them. Known to be such: "
        f"{len(large)} trials, {len(pooled)} meta-analyses. {_results_in_words(results)} That a "
        f"meta-analysis needs {NAT_POOLED * NAT_PEOPLE} people in all is our reading."
    )
    return LabelCheck("EBSCO NAT", prints, prints == LIKELY_EFFECTIVE, reason, NAT_SOURCE)


def _results_in_words(results: Collection[Result]) -> str:
    """What is known of the results in people."""
    if not results:
        return "No result in people is known."
    return (
        "Some results contradict." if set(results) - {"favours"} else "No known result contradicts."
    )


def _split(reports: Iterable[Report]) -> tuple[list[Report], list[Report]]:
    """The reports that favour the claim, and those that found no difference or harm."""
    known = list(reports)
    return (
        [report for report in known if report.evidence.result == "favours"],
        [report for report in known if report.evidence.result in ("no-difference", "harm")],
    )


def _natmed(efficacy: Sequence[Report]) -> LabelCheck:
    good = [
        report
        for report in efficacy
        if report.study.design == "randomised" and _low(report.study.bias) >= NATMED_DOMAINS
    ]
    trials = _trials(good)
    people = sum(report.study.n or 0 for report in trials)
    enough = len(trials) >= NATMED_TRIALS or any(is_pooled(report.study) for report in good)
    known = {report.evidence.result for report in efficacy} - {"unclear"}
    consistent = all(report.evidence.result == "favours" for report in efficacy)
    met = enough and people >= NATMED_PEOPLE and consistent
    reason = (
        f"“{LIKELY_EFFECTIVE}” takes {NATMED_TRIALS} randomised trials or a meta-analysis, several "
        f"hundred patients, low risk of bias, and results that are consistently positive. Known "
        f"to have low risk of bias: {len(trials)} trials, {people} people. "
        f"{_results_in_words(known)} To read several hundred as {NATMED_PEOPLE} and low risk as "
        f"{NATMED_DOMAINS} of 5 biases is ours."
    )
    prints = LIKELY_EFFECTIVE if met else NATMED_OTHER
    return LabelCheck("NatMed", prints, met, reason, NATMED_SOURCE)
