"""Bodies of evidence for tests of the rule: made by hand, or by chance."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from semax_cli import grading
from semax_cli.grading.rule import DOMAINS, counted_and_left_out, efficacy_reports
from semax_cli.records import Bias, Claim, Evidence, Study

Pair = tuple[dict[str, Any], dict[str, Any]]
"""Fields of a study, and of the evidence that it gives."""


def bias(low: int) -> Bias:
    """Low risk in so many of the domains that the rule looks at, high in the others."""
    return Bias(**{name: "low" if i < low else "high" for i, name in enumerate(DOMAINS)})


IDEAL_STUDY: dict[str, Any] = {
    "system": "human",
    "design": "randomised",
    "n": 200,
    "bias": bias(4),
    "developer_tie": "no",
    "registered": "yes",
    "peer_reviewed": "yes",
    "read": "full",
    "retraction": "none",
    "summary": "s",
    "limitations": "l",
    "sources": ("article",),
    "confidence": "confirmed",
}
IDEAL_EVIDENCE: dict[str, Any] = {
    "outcome": "clinical",
    "directness": "direct",
    "result": "favours",
    "finding": "f",
}
IDEAL: Pair = ({}, {})
"""Two of these are high certainty: every other case takes something away."""


def study(name: str, **fields: Any) -> Study:
    """A study without a fault, but for what ``fields`` say."""
    named = {"id": name, "title": name, "team": f"team of {name}"}
    return Study(**{**IDEAL_STUDY, **named, **fields})


def body(*pairs: Pair, measures: str = "health") -> tuple[Claim, dict[str, Study]]:
    """A claim whose evidence comes from studies s0, s1 and so on."""
    studies = {f"s{i}": study(f"s{i}", **of_study) for i, (of_study, _) in enumerate(pairs)}
    evidence = tuple(
        Evidence(study=f"s{i}", **{**IDEAL_EVIDENCE, **of_evidence})
        for i, (_, of_evidence) in enumerate(pairs)
    )
    claim = Claim(
        id="c", name="c", text="t", evidence=evidence, measures=measures, sources=("article",)
    )
    return claim, studies


def assess(*pairs: Pair, measures: str = "health") -> grading.Assessment:
    """The assessment of a claim with this evidence."""
    return grading.assess(*body(*pairs, measures=measures))


def efficacy(*pairs: Pair) -> list[Any]:
    """The reports that measured the claim."""
    claim, studies = body(*pairs)
    return efficacy_reports(counted_and_left_out(claim.evidence, studies)[0], claim.measures)


def shuffled(claim: Claim, order: list[int]) -> Claim:
    """The claim with its evidence in another order."""
    return replace(claim, evidence=tuple(claim.evidence[i] for i in order))


# --------------------------------------------------------------------------- made by chance

HUMAN = st.builds(
    dict,
    system=st.just("human"),
    design=st.sampled_from(["randomised", "controlled", "uncontrolled", "unclear", "anecdote"]),
    n=st.none() | st.integers(1, 600),
    bias=st.builds(Bias, **{name: st.sampled_from(["low", "high", "unclear"]) for name in DOMAINS}),
    team=st.sampled_from([None, "a", "b"]),
    cohort=st.sampled_from([None, None, "x", "y"]),
    may_share_people_with=st.sampled_from([(), (), ("s0",), ("s1", "s2")]),
    developer_tie=st.sampled_from(["yes", "no", "unclear"]),
    registered=st.sampled_from(["yes", "no", "unclear"]),
    peer_reviewed=st.sampled_from(["yes", "no", "unclear"]),
    pooled_k=st.sampled_from([None, None, 1, 3]),
    read=st.sampled_from(["full", "abstract", "title", "secondary"]),
    retraction=st.sampled_from(["none", "unchecked", "retracted", "concern"]),
    part_of=st.sampled_from([None, None, None, "s0", "s1"]),
)
PRECLINICAL = st.builds(
    dict,
    system=st.sampled_from(["animal", "cell", "cell-free", "unclear"]),
    design=st.just("preclinical"),
    n=st.none() | st.integers(1, 600),
    read=st.sampled_from(["full", "abstract", "secondary"]),
)
EVIDENCE = st.builds(
    dict,
    outcome=st.sampled_from(["clinical", "functional", "surrogate", "mechanism", "unclear"]),
    directness=st.sampled_from(["direct", "partial", "indirect", "unclear"]),
    result=st.sampled_from(["favours", "no-difference", "mixed", "harm", "unclear"]),
)
MEASURES = st.sampled_from(["health", "biology"])
BODY = st.lists(st.tuples(HUMAN | PRECLINICAL, EVIDENCE), max_size=7)
