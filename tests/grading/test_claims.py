"""What the rule makes of datasets: effects, numbers, and the claims that semax comes with."""

import tomllib
from dataclasses import replace

from helpers import DATASET, GOLDEN, LIVE, bundled

import semax_cli
from semax_cli import grading
from semax_cli.grading.rule import VALUES


def test_an_effect_takes_the_highest_of_its_claims():
    """And counts people once, also where claims share studies."""
    studies = {s.id: s for s in DATASET.studies}
    for effect in DATASET.effects:
        claims = [grading.assess(claim.evidence, studies) for claim in effect.claims]
        result = grading.assess_effect(effect, studies)
        assert VALUES[result.certainty] == max(VALUES[a.certainty] for a in claims)
        assert VALUES[result.best_case] == max(VALUES[a.best_case] for a in claims)
        assert (result.people or 0) <= sum(a.people or 0 for a in claims)
        assert (result.people or 0) >= max(a.people or 0 for a in claims)


def test_every_number_in_the_reasoning_can_be_traced():
    """Sizes that `why` prints are those of the studies that it names."""
    studies = {s.id: s for s in DATASET.studies}
    (claim,) = (c for e in DATASET.effects for c in e.claims if c.id == "stroke-recovery")
    changed = {**studies, "gusev-1997": replace(studies["gusev-1997"], n=500)}

    text = " ".join(step.text for step in grading.assess(claim.evidence, changed).why)
    assert "gusev-1997 (500 people)" in text


def test_the_fifteen_claims_are_as_expected():
    """What the tool says today, with the surprises explained beside it."""
    expected = tomllib.loads((GOLDEN / "claims.toml").read_text(encoding="utf-8"))
    with bundled(LIVE):
        dataset = semax_cli.load()
    studies = {s.id: s for s in dataset.studies}

    def result(claim):
        a = grading.assess(claim.evidence, studies)
        return {
            "evidence_kind": a.evidence_kind,
            "certainty": a.certainty or "nothing",
            "best_case": a.best_case or "nothing",
            "direction": a.direction or "nothing",
            "people": "nothing" if a.people is None else a.people,
            "people_unknown": a.people_unknown,
            "gap": a.gap,
            "labels": [check.reference for check in a.label_check if check.met],
        }

    assert {c.id: result(c) for e in dataset.effects for c in e.claims} == expected
