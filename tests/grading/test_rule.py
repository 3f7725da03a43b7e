"""The rule, step by step, at its boundaries, and over bodies of evidence that nobody thought of."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semax_cli import grading
from semax_cli.grading.rule import VALUES
from semax_cli.records import Bias, Evidence, Study

DOMAINS = ("allocation", "performance", "detection", "attrition", "reporting")


def bias(low: int) -> Bias:
    """Low risk in so many domains, high in the others."""
    return Bias(**{name: "low" if i < low else "high" for i, name in enumerate(DOMAINS)})


def study(name: str, **fields) -> Study:
    """A study without a fault, but for what ``fields`` say."""
    ideal = {
        "title": name,
        "system": "human",
        "design": "randomised",
        "n": 200,
        "bias": bias(5),
        "team": f"team of {name}",
        "developer_tie": "no",
        "registered": "yes",
        "peer_reviewed": "yes",
        "read": "full",
        "summary": "s",
        "limitations": "l",
        "sources": ("article",),
        "confidence": "confirmed",
    }
    return Study(id=name, **{**ideal, **fields})


def entry(name: str, **fields) -> Evidence:
    """Evidence that measured the claim itself and favours it, but for what ``fields`` say."""
    ideal = {"outcome": "clinical", "directness": "direct", "result": "favours", "finding": "f"}
    return Evidence(study=name, **{**ideal, **fields})


def assess(*pairs):
    """The assessment of pairs of fields, one for the study and one for the evidence."""
    studies = {f"s{i}": study(f"s{i}", **of_study) for i, (of_study, _) in enumerate(pairs)}
    evidence = [entry(f"s{i}", **of_evidence) for i, (_, of_evidence) in enumerate(pairs)]
    return grading.assess(evidence, studies)


def change(assessment, rule):
    """What a step of the rule did to the level."""
    (step,) = (step for step in assessment.why if step.rule == rule)
    return step.change


# ---------------------------------------------------------------------- one test a row of the rule


IDEAL = ({}, {})
"""Two of these are high certainty: every other case takes something away."""


def test_nothing_against_two_ideal_studies_is_high():
    """The rule can give its best level, or the levels below would mean nothing."""
    result = assess(IDEAL, IDEAL)

    assert (result.certainty, result.best_case, result.gap) == ("high", "high", "none")
    assert (result.evidence_kind, result.direction) == ("human-randomised", "favours")
    assert (result.people, result.people_unknown) == (400, 0)


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


@pytest.mark.parametrize(
    ("systems", "kind"),
    [
        (["animal"], "animal"),
        (["cell", "animal"], "animal"),
        (["cell"], "in-vitro"),
        (["cell-free"], "in-vitro"),
        ([], "none"),
        (["none"], "none"),
    ],
)
def test_g1_without_people_there_is_no_certainty(systems, kind):
    """Absent, never low: animals and test tubes never become people."""
    result = assess(*(({"system": system, "design": "preclinical"}, {}) for system in systems))

    assert result.evidence_kind == kind
    assert (result.certainty, result.best_case, result.direction) == (None, None, None)
    assert (result.people, result.gap) == (0, "extreme")


def test_g1_names_what_was_retracted():
    """Nothing left because of a retraction is not the same as nothing."""
    assert assess(({"retraction": "retracted"}, {})).evidence_kind == "excluded"
    assert assess(({"design": "anecdote"}, {})).evidence_kind == "none"


@pytest.mark.parametrize(
    "of_evidence",
    [
        {"outcome": "surrogate"},
        {"outcome": "mechanism"},
        {"directness": "indirect"},
    ],
)
def test_g2_stand_ins_in_people_are_very_low(of_evidence):
    """Whatever the design; and they have no direction, since they say nothing of the claim."""
    result = assess(({}, of_evidence), ({}, of_evidence))

    assert (result.evidence_kind, result.certainty) == ("human-surrogate", "very-low")
    assert (result.best_case, result.direction, result.people) == ("very-low", None, 400)


@pytest.mark.parametrize(
    ("designs", "kind", "start"),
    [
        (["randomised", "uncontrolled"], "human-randomised", 4),
        (["controlled", "uncontrolled"], "human-controlled", 2),
        (["unclear", "uncontrolled"], "human-controlled", 2),
        (["uncontrolled", "uncontrolled"], "human-uncontrolled", 1),
    ],
)
def test_g3_the_best_design_sets_the_start(designs, kind, start):
    """Randomised 4, controlled or unclear 2, uncontrolled 1."""
    result = assess(*(({"design": design}, {}) for design in designs))

    assert result.evidence_kind == kind
    assert change(result, "G3") == start
    assert VALUES[result.certainty] == start


@pytest.mark.parametrize(("low", "down"), [(5, 0), (4, 0), (3, -1), (2, -2), (0, -2)])
def test_g4_counts_domains_of_low_bias_in_the_largest_study(low, down):
    """Four or five, three, or fewer: two/three/four are the boundaries."""
    result = assess(({"n": 300, "bias": bias(low)}, {}), ({"n": 299}, {}))

    assert change(result, "G4") == down


@pytest.mark.parametrize("sizes", [(200, 200), (None, None)])
def test_g4_takes_the_worst_of_equally_large_studies(sizes):
    """Also where no size is known, which counts as 0."""
    first, second = ({"n": sizes[0], "bias": bias(5)}, {}), ({"n": sizes[1], "bias": bias(3)}, {})

    assert change(assess(first, second), "G4") == -1
    assert (
        change(assess(({"n": 1, "bias": bias(5)}, {}), ({"n": None, "bias": bias(0)}, {})), "G4")
        == 0
    )


@pytest.mark.parametrize(
    ("results", "down", "direction"),
    [
        (["favours"] * 3 + ["no-difference"], 0, "mixed"),
        (["favours"] * 2 + ["no-difference"], -1, "mixed"),
        (["no-difference"] * 4, 0, "no-difference"),
        (["harm"] * 4, 0, "harm"),
    ],
)
def test_g5_three_quarters_must_agree(results, down, direction):
    """75 % is enough; two thirds are not. To agree on nothing found is to agree."""
    result = assess(*(({}, {"result": r}) for r in results))

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


def test_people_of_unknown_number_stay_unknown():
    """No known size is None, not 0; some known sizes are counted beside the unknown."""
    unknown = ({"n": None}, {})

    assert (assess(unknown).people, assess(unknown).people_unknown) == (None, 1)
    assert (assess(IDEAL, unknown).people, assess(IDEAL, unknown).people_unknown) == (200, 1)


def test_people_are_counted_in_stand_in_studies_too():
    """`people` says who was studied at all; G7 looks only at who was studied for the claim."""
    result = assess(({"n": 500}, {"outcome": "surrogate"}), ({"n": 100}, {}))

    assert result.people == 600
    assert change(result, "G7") == -2


@pytest.mark.parametrize(
    ("of_study", "of_evidence", "down"),
    [
        ({"registered": "no", "developer_tie": "yes"}, {}, -1),
        ({"registered": "unclear", "developer_tie": "unclear"}, {}, -1),
        ({"registered": "yes", "developer_tie": "yes"}, {}, 0),
        ({"registered": "no", "developer_tie": "no"}, {}, 0),
        ({"registered": "no", "developer_tie": "yes"}, {"result": "no-difference"}, 0),
    ],
)
def test_g8_only_good_news_from_nobody_independent_is_suspect(of_study, of_evidence, down):
    """All three must come together."""
    assert change(assess((of_study, {}), (of_study, of_evidence)), "G8") == down


@pytest.mark.parametrize(
    ("pairs", "level"),
    [
        ([({"n": 400}, {})], "low"),
        ([({"cohort": "c", "n": 400}, {}), ({"cohort": "c"}, {})], "low"),
        ([({"n": 400, "pooled_k": 2}, {})], "high"),
        ([({"team": "t"}, {}), ({"team": "t"}, {})], "low"),
        ([({"team": None}, {}), ({"team": "t"}, {})], "low"),
        ([({"team": "t"}, {}), ({"team": "t", "pooled_k": 2}, {})], "high"),
        ([({"read": "abstract"}, {}), ({"read": "secondary"}, {})], "low"),
        ([({"read": "abstract"}, {}), ({"read": "full"}, {})], "high"),
        ([({"read": "secondary"}, {}), ({"read": "secondary"}, {})], "very-low"),
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


def test_the_best_case_resolves_every_unclear_and_nothing_else():
    """Unclear design, bias, register, tie, review and team, and reading; numbers stay unknown."""
    unclear = {
        "design": "unclear",
        "bias": Bias(),
        "registered": "unclear",
        "developer_tie": "unclear",
        "peer_reviewed": "unclear",
        "team": None,
        "read": "secondary",
    }

    result = assess((unclear, {}), (unclear, {}))
    assert (result.certainty, result.best_case) == ("very-low", "high")
    assert result.evidence_kind == "human-controlled"
    no_number = {**unclear, "n": None}
    assert assess((no_number, {}), (no_number, {})).best_case == "low"


@pytest.mark.parametrize(
    ("pairs", "nat", "natmed"),
    [
        ([IDEAL] * 3, True, True),
        ([IDEAL] * 2, False, True),
        ([({"n": 60, "bias": bias(3)}, {})] * 3, True, False),
        ([({"n": 59, "bias": bias(3)}, {})] * 3, False, False),
        ([({"n": 60, "bias": bias(2)}, {})] * 3, False, False),
        ([IDEAL] * 3 + [({}, {"result": "no-difference"})], False, False),
        ([IDEAL] * 3 + [({}, {"result": "harm"})], False, False),
        ([({"n": 100}, {})] * 2, False, True),
        ([({"n": 99}, {})] * 2, False, False),
        ([({"n": 100, "bias": bias(4)}, {})] * 2, False, True),
        ([({"n": 100, "bias": bias(3)}, {})] * 2, False, False),
        ([({"design": "controlled"}, {})] * 3, False, False),
        ([], False, False),
    ],
)
def test_the_labels_of_other_references(pairs, nat, natmed):
    """Their published rules for "likely effective", on both sides of each bound."""
    checks = {check.reference: check.met for check in assess(*pairs).label_check}

    assert checks == {"EBSCO NAT": nat, "NatMed": natmed}


# ----------------------------------------------------------------------------- any evidence at all


HUMAN = st.builds(
    dict,
    system=st.just("human"),
    design=st.sampled_from(["randomised", "controlled", "uncontrolled", "unclear", "anecdote"]),
    n=st.none() | st.integers(1, 600),
    bias=st.builds(Bias, **{name: st.sampled_from(["low", "high", "unclear"]) for name in DOMAINS}),
    team=st.sampled_from([None, "a", "b"]),
    cohort=st.sampled_from([None, None, "x", "y"]),
    developer_tie=st.sampled_from(["yes", "no", "unclear"]),
    registered=st.sampled_from(["yes", "no", "unclear"]),
    peer_reviewed=st.sampled_from(["yes", "no", "unclear"]),
    pooled_k=st.sampled_from([None, None, 1, 3]),
    read=st.sampled_from(["full", "abstract", "secondary"]),
    retraction=st.sampled_from(["none", "unchecked", "retracted", "concern"]),
    part_of=st.sampled_from([None, None, None, "s0", "s1"]),
)
PRECLINICAL = st.builds(
    dict,
    system=st.sampled_from(["animal", "cell", "cell-free"]),
    design=st.just("preclinical"),
    n=st.none() | st.integers(1, 600),
    read=st.sampled_from(["full", "abstract", "secondary"]),
)
EVIDENCE = st.builds(
    dict,
    outcome=st.sampled_from(["clinical", "functional", "surrogate", "mechanism"]),
    directness=st.sampled_from(["direct", "partial", "indirect"]),
    result=st.sampled_from(["favours", "no-difference", "mixed", "harm", "unclear"]),
)
BODY = st.lists(st.tuples(HUMAN | PRECLINICAL, EVIDENCE), max_size=7)


@given(st.lists(st.tuples(PRECLINICAL, EVIDENCE), max_size=7))
def test_animals_and_test_tubes_alone_never_give_a_certainty(pairs):
    """Not even in the best case, and not even where a record calls them direct."""
    result = assess(*pairs)

    assert (result.certainty, result.best_case, result.people) == (None, None, 0)


@given(BODY, st.lists(st.tuples(PRECLINICAL, EVIDENCE), max_size=4))
def test_adding_animals_and_test_tubes_never_changes_a_certainty(pairs, more):
    """People are judged by studies in people."""
    # A study in people cannot be part of one in animals; schema.py refuses a dataset that says so.
    human = {f"s{i}" for i, (of_study, _) in enumerate(pairs) if of_study["system"] == "human"}
    pairs = [
        ({**of_study, "part_of": part if (part := of_study.get("part_of")) in human else None}, e)
        for of_study, e in pairs
    ]
    before, after = assess(*pairs), assess(*pairs, *more)

    for name in ("certainty", "best_case", "direction", "people", "people_unknown", "gap"):
        assert getattr(before, name) == getattr(after, name)


@given(BODY, st.randoms())
def test_order_never_matters(pairs, shuffle: random.Random):
    """Neither of the evidence nor of the studies; the reasoning is the same as well."""
    studies = [study(f"s{i}", **of_study) for i, (of_study, _) in enumerate(pairs)]
    evidence = [entry(f"s{i}", **of_evidence) for i, (_, of_evidence) in enumerate(pairs)]
    before = grading.assess(evidence, {s.id: s for s in studies})
    shuffle.shuffle(studies)
    shuffle.shuffle(evidence)

    assert grading.assess(evidence, {s.id: s for s in studies}) == before


@given(BODY)
def test_the_best_case_is_never_below_the_present(pairs):
    """And it is absent exactly where the certainty is."""
    result = assess(*pairs)

    assert VALUES[result.best_case] >= VALUES[result.certainty]
    assert (result.best_case is None) == (result.certainty is None)


@given(BODY)
def test_the_steps_add_up_to_the_level(pairs):
    """A reader who adds the changes gets the result."""
    result = assess(*pairs)

    assert sum(step.change for step in result.why) == VALUES[result.certainty]


@given(BODY)
def test_certainty_never_comes_without_its_direction(pairs):
    """Unless it is certainty about stand-ins, which have none."""
    result = assess(*pairs)

    stopped = result.evidence_kind not in (
        "human-randomised",
        "human-controlled",
        "human-uncontrolled",
    )
    assert (result.direction is None) == stopped


@given(BODY, st.integers(0, 6))
def test_a_pooled_study_and_its_members_are_not_counted_twice(pairs, size):
    """Beside the study that pools them, members change neither people nor level."""
    whole = ({"pooled_k": size + 2, "n": 300}, {})
    members = [({**of_study, "part_of": "s0"}, of_evidence) for of_study, of_evidence in pairs]
    alone, together = assess(whole), assess(whole, *members)

    assert (together.people, together.certainty) == (alone.people, alone.certainty)
