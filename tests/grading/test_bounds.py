"""The best case is exactly the highest level that any way of resolving the unknown gives."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from bodies import DOMAINS, IDEAL, assess, bias, body, efficacy
from hypothesis import given
from hypothesis import strategies as st

from semax_cli import grading
from semax_cli.grading import bounds
from semax_cli.grading.rule import (
    VALUES,
    Report,
    certainty,
    counted_and_left_out,
    efficacy_reports,
)
from semax_cli.records import Bias

UNKNOWN = {
    "design": "unclear",
    "bias": Bias(),
    "registered": "unclear",
    "developer_tie": "unclear",
    "peer_reviewed": "unclear",
    "team": None,
    "n": None,
    "read": "title",
    "result": "unclear",
    "directness": "unclear",
}
"""What stands for not knowing, field by field."""

WAYS = {
    "design": ["randomised", "controlled", "uncontrolled"],
    "bias": [bias(low) for low in range(len(DOMAINS) + 1)],
    "registered": ["yes", "no"],
    "developer_tie": ["yes", "no"],
    "peer_reviewed": ["yes", "no"],
    "team": ["a", "b", "another"],
    "read": ["full", "title"],
    "result": ["favours", "no-difference", "mixed", "harm"],
    "directness": ["direct", "partial"],
}
"""How each may turn out. Sizes are below, since which matter depends on those that are known."""

OF_EVIDENCE = ("result", "directness")


def sizes(reports: list[Report]) -> list[int]:
    """Sizes on either side of all that the rule compares them with."""
    known = [report.study.n for report in reports if report.study.n is not None]
    return sorted({0, 1, 119, 120, 399, 400, *(max(n + d, 0) for n in known for d in (-1, 0, 1))})


def completions(reports: list[Report], studies: set[str]) -> Iterator[list[Report]]:
    """Every way of resolving what is not known of these studies."""
    ways = []
    for place, report in enumerate(reports):
        if report.study.id not in studies:
            continue
        for field, unknown in UNKNOWN.items():
            holder = report.evidence if field in OF_EVIDENCE else report.study
            if getattr(holder, field) == unknown:
                values = sizes(reports) if field == "n" else WAYS[field]
                ways.append([(place, field, value) for value in values])
    for place, report in enumerate(reports):
        for other, _ in report.may_share:
            if {report.study.id, other} & studies:
                ways.append([(place, "apart", other), (place, "apart", None)])
    for chosen in product(*ways):
        resolved = list(reports)
        for place, field, value in chosen:
            evidence, study, may_share = resolved[place]
            if field == "apart":
                may_share = tuple(pair for pair in may_share if pair[0] != value)
            elif field in OF_EVIDENCE:
                evidence = replace(evidence, **{field: value})
            else:
                study = replace(study, **{field: value})
            resolved[place] = Report(evidence, study, may_share)
        yield resolved


@st.composite
def bodies(draw: st.DrawFn) -> list[Report]:
    """One to four reports on a claim, of which up to five things are not known."""
    pairs = [
        (
            {
                "design": draw(st.sampled_from(WAYS["design"])),
                "n": draw(st.sampled_from([1, 60, 119, 150, 200, 399, 400])),
                "bias": draw(st.sampled_from(WAYS["bias"])),
                "team": draw(st.sampled_from(["a", "b"])),
                "cohort": draw(st.sampled_from([None, None, "x"])),
                "developer_tie": draw(st.sampled_from(["yes", "yes", "no"])),
                "registered": draw(st.sampled_from(["no", "no", "yes"])),
                "peer_reviewed": draw(st.sampled_from(["yes", "yes", "yes", "no"])),
                "pooled_k": draw(st.sampled_from([None, None, 3])),
                "read": draw(st.sampled_from(["full", "full", "title"])),
                "may_share_people_with": draw(st.sampled_from([(), (), ("s0",)])),
            },
            {
                "result": draw(st.sampled_from(["favours", "favours", "mixed", "no-difference"])),
                "directness": draw(st.sampled_from(["direct", "partial"])),
            },
        )
        for _ in range(draw(st.integers(1, 4)))
    ]
    places = st.tuples(st.integers(0, len(pairs) - 1), st.sampled_from(list(UNKNOWN)))
    for place, field in draw(st.lists(places, max_size=5)):
        pairs[place][field in OF_EVIDENCE][field] = UNKNOWN[field]
    return efficacy(*pairs)


@given(bodies())
def test_the_best_case_is_what_trying_everything_finds(reports):
    """Neither above it, which would promise too much, nor below, which would not be a bound."""
    everybody = {report.study.id for report in reports}
    tried = max(map(certainty, completions(reports, everybody)))

    assert bounds.best(reports) == tried


@given(bodies())
def test_the_present_level_lies_between_the_worst_and_the_best(reports):
    """What is not known is never taken for worse than it can be, nor for better."""
    everybody = {report.study.id for report in reports}
    tried = [certainty(way) for way in completions(reports, everybody)]

    assert min(tried) <= certainty(reports) <= max(tried)


@given(bodies())
def test_a_report_to_read_first_can_reach_the_level_that_is_named(reports):
    """By its own details alone, and no report that could raise the level is missing."""
    present = certainty(reports)
    named = {study: VALUES[level] for study, level in bounds.read_first(reports)}
    for study in {report.study.id for report in reports}:
        tried = max(map(certainty, completions(reports, {study})))
        assert named.get(study, present) == max(tried, present)


def test_reports_to_read_first_come_in_order_of_what_they_could_show():
    """The most telling first, then by name; each with its level."""
    unread = {"read": "title", "design": "unclear", "n": None, "bias": Bias()}
    small = {"read": "title", "bias": bias(0), "n": 30, "design": "controlled"}
    result = assess((small, {}), (unread, {}), (unread, {}))

    assert [(name, level) for name, level in result.read_first] == [("s1", "high"), ("s2", "high")]


def test_an_unknown_result_may_lift_the_suspicion_that_only_good_ones_were_printed():
    """Three of four agree and one does not favour: better than four that do."""
    suspect = {"registered": "no", "developer_tie": "yes"}
    known = [(suspect, {})] * 3
    result = assess(*known, (suspect, {"result": "unclear"}))

    assert (result.certainty, result.best_case) == ("moderate", "high")


def test_a_study_of_unknown_size_may_or_may_not_be_the_largest():
    """Whichever is better: here the known one has the lower risk of bias."""
    known, unknown = ({"n": 300}, {}), ({"n": None, "bias": bias(0)}, {})
    result = assess(known, unknown)

    assert (result.certainty, result.best_case) == ("moderate", "high")


def test_the_bound_of_a_large_body_takes_few_judgements(monkeypatch):
    """Ten at most, for 200 reports as for two."""
    pairs = [({"n": None, "bias": Bias(), "design": "unclear"}, {"result": "unclear"})] * 200
    judged = []
    monkeypatch.setattr(bounds, "certainty", lambda reports: judged.append(1) or 1)
    bounds.best(efficacy(*pairs))

    assert len(judged) <= 10


def test_what_is_known_stays_known():
    """The best case resolves what is not known, and does not forget the rest."""
    bad = {"design": "controlled", "bias": bias(2), "read": "title", "peer_reviewed": "unclear"}
    worse = {**bad, "peer_reviewed": "no"}

    assert assess((bad, {}), (bad, {})).best_case == "very-low"
    assert assess((worse, {}), (worse, {})).best_case == "very-low"
    assert assess(({**bad, "design": "unclear"}, {}), (bad, {})).best_case == "moderate"
    assert assess(({**worse, "design": "unclear"}, {}), (bad, {})).best_case == "very-low"


def test_which_reports_count_is_taken_as_recorded():
    """An outcome or a system that is not known does not let a report in."""
    outcome, system = ({}, {"outcome": "unclear"}), ({"system": "unclear"}, {})
    claim, studies = body(IDEAL, outcome, system)
    counted = efficacy_reports(counted_and_left_out(claim.evidence, studies)[0], "health")

    assert [report.study.id for report in counted] == ["s0"]
    assert grading.assess(claim, studies).best_case == assess(IDEAL).best_case
