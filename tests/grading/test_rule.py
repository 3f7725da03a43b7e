"""The rule, step by step, at its boundaries, and over bodies of evidence that nobody thought of."""

import random
from dataclasses import replace

import pytest
from bodies import (
    BODY,
    EVIDENCE,
    HUMAN,
    IDEAL,
    MEASURES,
    PRECLINICAL,
    assess,
    bias,
    body,
    shuffled,
)
from hypothesis import given
from hypothesis import strategies as st

from semax_cli import grading
from semax_cli.grading.rule import STARTS, VALUES


def change(assessment, rule):
    """What a step of the rule did to the level."""
    (step,) = (step for step in assessment.why if step.rule == rule)
    return step.change


# ---------------------------------------------------------------------- one test a row of the rule


def test_nothing_against_two_ideal_studies_is_high():
    """The rule can give its best level, or the levels below would mean nothing."""
    result = assess(IDEAL, IDEAL)

    assert (result.certainty, result.best_case, result.gap) == ("high", "high", "none")
    assert (result.evidence_kind, result.direction) == ("human-randomised", "favours")
    assert (result.people, result.people_unknown) == (400, 0)
    assert result.tested_in_people == "yes"
    assert result.read_first == ()


@pytest.mark.parametrize(
    ("of_study", "reason"),
    [
        ({"retraction": "retracted"}, "retracted"),
        ({"retraction": "concern"}, "under concern"),
        ({"design": "proposal"}, "proposal"),
        ({"design": "anecdote"}, "anecdote"),
        ({"part_of": "s0"}, "already in s0"),
    ],
)
def test_g0_leaves_out_by_name(of_study, reason):
    """It is not counted, and it is listed with the reason."""
    result = assess(IDEAL, IDEAL, ({**of_study, "n": 9000}, {"result": "harm"}))

    assert (result.certainty, result.people) == ("high", 400)
    assert f"s2 ({reason}" in result.why[0].text


def test_g0_keeps_a_part_whose_whole_is_not_counted():
    """A retracted pooled study does not take its members with it; an absent one neither."""
    retracted = assess(({"retraction": "retracted"}, {}), ({"part_of": "s0"}, {}))
    absent = assess(({"part_of": "elsewhere"}, {}))

    assert retracted.people == absent.people == 200


def test_g0_counts_a_part_of_a_part_once():
    """A study inside a pooled one inside another is in the outermost."""
    result = assess(({}, {}), ({"part_of": "s0"}, {}), ({"part_of": "s1"}, {}))

    assert result.people == 200
    assert "s1 (already in s0)" in result.why[0].text


def test_g0_says_for_how_many_nobody_looked():
    """Not checked is not the same as not retracted."""
    result = assess(IDEAL, ({"retraction": "unchecked"}, {}))

    assert "not checked for 1" in result.why[0].text
    assert "not checked" not in assess(IDEAL).why[0].text


@pytest.mark.parametrize(
    ("systems", "kind"),
    [
        (["animal"], "animal"),
        (["cell", "animal"], "animal"),
        (["cell"], "in-vitro"),
        (["cell-free"], "in-vitro"),
        ([], "none"),
        (["none"], "none"),
        (["unclear"], "none"),
        (["unclear", "cell"], "in-vitro"),
    ],
)
def test_g1_without_people_there_is_no_certainty(systems, kind):
    """Absent, never low: animals never become people, and nobody knows whom is not animals."""
    result = assess(*(({"system": system, "design": "preclinical"}, {}) for system in systems))

    assert result.evidence_kind == kind
    assert (result.certainty, result.best_case, result.direction) == (None, None, None)
    assert (result.people, result.gap, result.tested_in_people) == (0, "extreme", "no")


def test_g1_names_what_was_retracted():
    """Nothing left because of a retraction is not the same as nothing."""
    assert assess(({"retraction": "retracted"}, {})).evidence_kind == "excluded"
    assert assess(({"design": "anecdote"}, {})).evidence_kind == "none"


@pytest.mark.parametrize(
    "of_evidence",
    [
        {"outcome": "surrogate"},
        {"outcome": "mechanism"},
        {"outcome": "unclear"},
        {"directness": "indirect"},
    ],
)
def test_g2_other_measures_in_people_give_no_certainty(of_evidence):
    """People were tested, but not for this: whatever the design, nothing is known of the claim."""
    result = assess(({}, of_evidence), ({}, of_evidence))

    assert (result.evidence_kind, result.certainty) == ("human-surrogate", None)
    assert (result.best_case, result.direction, result.people) == (None, None, 400)
    assert (result.tested_in_people, result.gap) == ("surrogate-only", "extreme")
    assert result.people_on_claim == 0


@pytest.mark.parametrize("outcome", ["surrogate", "mechanism", "unclear"])
def test_g2_takes_any_outcome_where_the_claim_is_itself_biology(outcome):
    """A claim about a scan is tested by a scan; indirect evidence stays out all the same."""
    measured = ({}, {"outcome": outcome})
    indirect = ({}, {"outcome": outcome, "directness": "indirect"})

    assert assess(measured, measured, measures="biology").certainty == "high"
    assert assess(indirect, indirect, measures="biology").certainty is None


def test_g2_counts_unclear_directness_as_not_direct():
    """It is not known to be indirect, so it goes on; it is not known to be direct either (G6)."""
    unclear = ({}, {"directness": "unclear"})

    assert assess(unclear, unclear).certainty == "moderate"
    assert assess(unclear, unclear).best_case == "high"


@pytest.mark.parametrize(
    ("designs", "kind", "start"),
    [
        (["randomised", "uncontrolled"], "human-randomised", 4),
        (["randomised", "unclear"], "human-randomised", 4),
        (["controlled", "uncontrolled"], "human-controlled", 2),
        (["controlled", "unclear"], "human-controlled", 2),
        (["uncontrolled", "uncontrolled"], "human-uncontrolled", 1),
        (["unclear", "uncontrolled"], "human-unclear", 1),
        (["unclear", "unclear"], "human-unclear", 1),
    ],
)
def test_g3_the_best_known_design_sets_the_start(designs, kind, start):
    """Randomised 4, controlled 2, others 1: an unclear design is not taken for a better one."""
    result = assess(*(({"design": design}, {}) for design in designs))

    assert result.evidence_kind == kind
    assert change(result, "G3") == start
    assert VALUES[result.certainty] == start


@pytest.mark.parametrize(("low", "down"), [(4, 0), (3, 0), (2, -1), (1, -2), (0, -2)])
def test_g4_counts_domains_of_low_bias_in_the_largest_study(low, down):
    """Three or four, two, or fewer: three and two are the boundaries."""
    result = assess(({"n": 300, "bias": bias(low)}, {}), ({"n": 299}, {}))

    assert change(result, "G4") == down


def test_g4_does_not_look_at_allocation():
    """G3 has paid for that."""
    for allocation in ("low", "high", "unclear"):
        of_study = {"bias": replace(bias(3), allocation=allocation)}
        assert change(assess((of_study, {})), "G4") == 0


@pytest.mark.parametrize("sizes", [(200, 200), (None, None)])
def test_g4_takes_the_worst_of_equally_large_studies(sizes):
    """Also where no size is known, which counts as 0."""
    first, second = ({"n": sizes[0], "bias": bias(4)}, {}), ({"n": sizes[1], "bias": bias(2)}, {})

    assert change(assess(first, second), "G4") == -1
    assert change(assess(({"n": 1}, {}), ({"n": None, "bias": bias(0)}, {})), "G4") == 0


@pytest.mark.parametrize(
    ("results", "down", "direction"),
    [
        (["favours"] * 3 + ["no-difference"], 0, "mixed"),
        (["favours"] * 2 + ["no-difference"], -1, "mixed"),
        (["no-difference"] * 4, 0, "no-difference"),
        (["harm"] * 4, 0, "harm"),
        (["favours", "unclear", "unclear"], 0, "favours"),
        (["favours"] * 3 + ["harm", "unclear"], 0, "mixed"),
        (["unclear"] * 3, -1, "unclear"),
    ],
)
def test_g5_three_quarters_of_the_votes_must_agree(results, down, direction):
    """75 % is enough; two thirds are not. Who is not known to have found anything has no vote."""
    result = assess(*(({}, {"result": r}) for r in results))

    assert change(result, "G5") == down
    assert result.direction == direction


@pytest.mark.parametrize(
    ("in_cohort", "down", "direction"),
    [
        (["favours"] * 5, -1, "mixed"),
        (["favours", "unclear"], -1, "mixed"),
        (["no-difference"] * 5, 0, "no-difference"),
        (["favours", "no-difference"], -1, "mixed"),
    ],
)
def test_g5_gives_a_cohort_one_vote(in_cohort, down, direction):
    """Reports on the same people do not outvote others; if they disagree, their vote is mixed."""
    reports = [({"cohort": "c"}, {"result": r}) for r in in_cohort]
    result = assess(*reports, ({}, {"result": "no-difference"}))

    assert change(result, "G5") == down
    assert result.direction == direction


def test_g6_needs_one_direct_study():
    """Partial ones alone are a level less."""
    partial = {"directness": "partial"}

    assert change(assess(({}, partial), ({}, partial)), "G6") == -1
    assert change(assess(({}, partial), IDEAL), "G6") == 0


@pytest.mark.parametrize(
    ("people", "down"), [(400, 0), (399, -1), (120, -1), (119, -2), (None, -2)]
)
def test_g7_counts_people(people, down):
    """399/400 and 119/120 are the boundaries; an unknown number is not enough."""
    assert change(assess(({"n": people}, {})), "G7") == down


def test_g7_counts_a_cohort_once_at_its_largest():
    """Two reports on the same people are no more people."""
    same = {"cohort": "c"}
    result = assess(({**same, "n": 110}, {}), ({**same, "n": 90}, {}), ({**same, "n": None}, {}))

    assert (result.people, result.people_unknown) == (110, 0)
    assert change(result, "G7") == -2


def test_g7_counts_people_who_may_be_shared_once():
    """While `people` is as many as there can be, and `people_at_least` as many as there must be."""
    shared = {"may_share_people_with": ("s1",)}
    result = assess(({**shared, "n": 250}, {}), ({"n": 300}, {}), ({"n": 99}, {}))

    assert (result.people_at_least, result.people) == (399, 649)
    assert change(result, "G7") == -1
    apart = assess(({"n": 250}, {}), ({"n": 300}, {}))
    assert apart.people_at_least == apart.people == 550


def test_g7_follows_a_chain_of_people_who_may_be_shared():
    """Where the first may share people with the second and this with the third, count one."""
    chain = [("s1",), ("s2",), ()]
    pairs = [({"n": 200, "may_share_people_with": others}, {}) for others in chain]

    assert change(assess(*pairs), "G7") == -1


def test_g7_links_cohorts_through_a_report_that_is_not_counted():
    """It may be on the people of a cohort, of which another report counts."""
    left_out = {"cohort": "c", "retraction": "retracted"}
    result = assess(
        ({"n": 200, "may_share_people_with": ("s2",)}, {}),
        ({"n": 200, "cohort": "c"}, {}),
        (left_out, {}),
    )

    assert change(result, "G7") == -1


def test_people_of_unknown_number_stay_unknown():
    """No known size is None, not 0; some known sizes are counted beside the unknown."""
    unknown = ({"n": None}, {})

    assert (assess(unknown).people, assess(unknown).people_unknown) == (None, 1)
    assert (assess(IDEAL, unknown).people, assess(IDEAL, unknown).people_unknown) == (200, 1)


def test_people_are_counted_in_surrogate_studies_too():
    """`people` says who was studied at all; G7 looks only at who was studied for the claim."""
    result = assess(({"n": 500}, {"outcome": "surrogate"}), ({"n": 100}, {}))

    assert (result.people, result.people_on_claim) == (600, 100)
    assert change(result, "G7") == -2


@pytest.mark.parametrize(
    ("of_study", "of_evidence", "down"),
    [
        ({"registered": "no", "developer_tie": "yes"}, {}, -1),
        ({"registered": "unclear", "developer_tie": "unclear"}, {}, -1),
        ({"registered": "yes", "developer_tie": "yes"}, {}, 0),
        ({"registered": "no", "developer_tie": "no"}, {}, 0),
        ({"registered": "no", "developer_tie": "yes"}, {"result": "no-difference"}, 0),
        ({"registered": "no", "developer_tie": "yes"}, {"result": "unclear"}, -1),
    ],
)
def test_g8_only_favourable_results_from_nobody_independent_are_suspect(
    of_study, of_evidence, down
):
    """All three must come together; a result that is not known is no unfavourable one."""
    assert change(assess((of_study, {}), (of_study, of_evidence)), "G8") == down


def test_g8_a_trial_is_not_independent_of_its_own_authors():
    """A report by others on the people of a tied report is no independent one."""
    tied = ({"registered": "no", "developer_tie": "yes", "cohort": "one"}, {})
    other = ({"registered": "no", "developer_tie": "no", "cohort": "one"}, {})
    apart = ({"registered": "no", "developer_tie": "no", "cohort": "two"}, {})

    assert change(assess(tied, other), "G8") == -1
    assert change(assess(tied, other, apart), "G8") == 0


def test_g8_needs_a_known_result():
    """Where nobody votes, nothing is only favourable."""
    unknown = ({"registered": "no", "developer_tie": "yes"}, {"result": "unclear"})

    assert change(assess(unknown, unknown), "G8") == 0


@pytest.mark.parametrize(
    ("pairs", "level"),
    [
        ([({"n": 400}, {})], "low"),
        ([({"cohort": "c", "n": 400}, {}), ({"cohort": "c"}, {})], "low"),
        ([({"n": 400, "pooled_k": 2}, {})], "high"),
        ([({"n": 400, "pooled_k": 1}, {})], "low"),
        ([({"team": "t"}, {}), ({"team": "t"}, {})], "low"),
        ([({"team": None}, {}), ({"team": "t"}, {})], "low"),
        ([({"team": "t"}, {}), ({"team": "t", "pooled_k": 2}, {})], "high"),
        ([({"read": "abstract"}, {}), ({"read": "secondary"}, {})], "low"),
        ([({"read": "abstract"}, {}), ({"read": "full"}, {})], "high"),
        ([({"read": "secondary"}, {}), ({"read": "title"}, {})], "very-low"),
        ([({"peer_reviewed": "no"}, {}), IDEAL], "very-low"),
        ([({"peer_reviewed": "unclear"}, {}), IDEAL], "high"),
    ],
)
def test_g9_caps(pairs, level):
    """One cohort or team, nothing read in full, all at second hand, not peer reviewed."""
    assert assess(*pairs).certainty == level


def test_g9_never_raises():
    """A cap above the level changes nothing."""
    result = assess(({"design": "uncontrolled", "n": 500}, {}))

    assert (result.certainty, change(result, "G9")) == ("very-low", 0)


def test_g10_is_the_floor():
    """However much speaks against it, tested in people is not less than very low."""
    result = assess(
        ({"design": "uncontrolled", "n": None, "bias": bias(0)}, {"directness": "partial"})
    )

    assert result.certainty == "very-low"
    assert change(result, "G10") > 0


# ----------------------------------------------------------------------------- any evidence at all


@given(st.lists(st.tuples(PRECLINICAL, EVIDENCE), max_size=7), MEASURES)
def test_animals_and_test_tubes_alone_never_give_a_certainty(pairs, measures):
    """Not even in the best case, and not even where a record calls them direct."""
    result = assess(*pairs, measures=measures)

    assert (result.certainty, result.best_case, result.people) == (None, None, 0)


@given(BODY, st.lists(st.tuples(PRECLINICAL, EVIDENCE), max_size=4), MEASURES)
def test_adding_animals_and_test_tubes_never_changes_a_certainty(pairs, more, measures):
    """People are judged by studies in people."""
    # A study in people cannot be part of one in animals; data/checks.py refuses such a dataset.
    human = {f"s{i}" for i, (of_study, _) in enumerate(pairs) if of_study["system"] == "human"}
    pairs = [
        ({**of_study, "part_of": part if (part := of_study.get("part_of")) in human else None}, e)
        for of_study, e in pairs
    ]
    before, after = assess(*pairs, measures=measures), assess(*pairs, *more, measures=measures)

    for name in ("certainty", "best_case", "direction", "people_unknown", "gap", "read_first"):
        assert getattr(before, name) == getattr(after, name)


@given(BODY, st.randoms(), MEASURES)
def test_order_never_matters(pairs, shuffle: random.Random, measures):
    """Neither of the evidence nor of the studies; the reasoning is the same as well."""
    claim, studies = body(*pairs, measures=measures)
    order, names = list(range(len(pairs))), list(studies)
    shuffle.shuffle(order)
    shuffle.shuffle(names)
    other = {name: studies[name] for name in names}

    assert grading.assess(shuffled(claim, order), other) == grading.assess(claim, studies)


@given(BODY, HUMAN, EVIDENCE)
def test_a_further_report_on_a_cohort_adds_no_vote_and_no_people(pairs, of_study, of_evidence):
    """Unless it is larger than those before it, or disagrees with them."""
    first = ({"cohort": "z", "n": 300, "retraction": "none"}, {"result": "favours"})
    again = ({**of_study, "cohort": "z", "n": 299, "may_share_people_with": ()}, of_evidence)
    again[0].update(design="randomised", part_of=None, retraction="none")
    again[1].update(result="favours", directness="direct", outcome="clinical")
    before, after = assess(*pairs, first), assess(*pairs, first, again)

    for name in ("people", "people_unknown", "people_on_claim", "direction"):
        assert getattr(before, name) == getattr(after, name)
    for rule in ("G5", "G7"):
        assert change(before, rule) == change(after, rule)


@given(BODY, MEASURES)
def test_the_steps_add_up_to_the_level(pairs, measures):
    """A reader who adds the changes gets the result."""
    result = assess(*pairs, measures=measures)

    assert sum(step.change for step in result.why) == VALUES[result.certainty]
    assert [step.rule for step in result.why] == [f"G{i}" for i in range(len(result.why))]


@given(BODY, MEASURES)
def test_certainty_and_direction_come_together(pairs, measures):
    """And only where the claim was tested in people."""
    result = assess(*pairs, measures=measures)

    tested = result.evidence_kind in STARTS
    assert (result.certainty is not None) == tested
    assert (result.direction is not None) == tested
    assert (result.best_case is not None) == tested
    assert (result.tested_in_people == "yes") == tested


@given(BODY, st.integers(0, 6))
def test_a_pooled_study_and_its_members_are_not_counted_twice(pairs, size):
    """Beside the study that pools them, members change neither people nor level."""
    whole = ({"pooled_k": size + 2, "n": 300}, {})
    members = [({**of_study, "part_of": "s0"}, of_evidence) for of_study, of_evidence in pairs]
    alone, together = assess(whole), assess(whole, *members)

    assert (together.people, together.certainty) == (alone.people, alone.certainty)
