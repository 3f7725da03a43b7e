"""Whether references that publish a rule for "likely effective" would use these words."""

from collections.abc import Sequence
from typing import NamedTuple

from semax_cli.grading.rule import StudyEvidence, count_people, low_domains

NAT_STUDIES, NAT_PEOPLE, NAT_DOMAINS = 3, 60, 3
NATMED_STUDIES, NATMED_PEOPLE, NATMED_DOMAINS = 2, 200, 4


class LabelCheck(NamedTuple):
    """Whether a reference that publishes a rule for "likely effective" would use the words."""

    reference: str
    """The reference."""
    met: bool
    """Whether its rule is met."""
    reason: str
    """What the rule asks for and what there is."""


def check_labels(efficacy: Sequence[StudyEvidence]) -> tuple[LabelCheck, ...]:
    """What each reference would say of the evidence in people on the claim itself."""
    randomised = [entry for entry in efficacy if entry.study.design == "randomised"]
    return (_nat(efficacy, randomised), _natmed(efficacy, randomised))


def _nat(efficacy: Sequence[StudyEvidence], randomised: Sequence[StudyEvidence]) -> LabelCheck:
    good = [
        entry
        for entry in randomised
        if (entry.study.n or 0) >= NAT_PEOPLE
        and low_domains(entry.study.bias) >= NAT_DOMAINS
        and entry.evidence.result == "favours"
    ]
    against = [e.study.id for e in efficacy if e.evidence.result in ("no-difference", "harm")]
    reason = (
        f"Asks for {NAT_STUDIES} randomised studies of {NAT_PEOPLE} people or more, each with low "
        f"risk of bias in {NAT_DOMAINS} of 5 domains and a favourable result, and none against. "
        f"Here: {len(good)} such, and {len(against)} against."
    )
    return LabelCheck("EBSCO NAT", len(good) >= NAT_STUDIES and not against, reason)


def _natmed(efficacy: Sequence[StudyEvidence], randomised: Sequence[StudyEvidence]) -> LabelCheck:
    good = [e.study for e in randomised if low_domains(e.study.bias) >= NATMED_DOMAINS]
    people = count_people(good)[0] or 0
    favourable = all(entry.evidence.result == "favours" for entry in efficacy)
    reason = (
        f"Asks for {NATMED_STUDIES} randomised studies with {NATMED_PEOPLE} people together, each "
        f"with low risk of bias in {NATMED_DOMAINS} of 5 domains, and all results favourable. "
        f"Here: {len(good)} such with low risk of bias, {people} people together."
    )
    met = len(good) >= NATMED_STUDIES and people >= NATMED_PEOPLE and favourable
    return LabelCheck("NatMed", met, reason)
