"""What the rule makes of datasets: effects, numbers, and the claims that semax comes with."""

import tomllib
from dataclasses import replace

from helpers import DATASET, GOLDEN, LIVE, bundled

import semax_cli
from semax_cli import grading


def test_every_number_in_the_reasoning_can_be_traced():
    """Sizes that `why` prints are those of the studies that it names."""
    studies = {s.id: s for s in DATASET.studies}
    (claim,) = (c for e in DATASET.effects for c in e.claims if c.id == "stroke-recovery")
    changed = {**studies, "gusev-1997": replace(studies["gusev-1997"], n=500)}

    text = " ".join(step.text for step in grading.assess(claim, changed).why)
    assert "gusev-1997 (500 people)" in text


def test_the_fifteen_claims_are_as_expected():
    """What the tool says today, with the surprises explained beside it."""
    expected = tomllib.loads((GOLDEN / "claims.toml").read_text(encoding="utf-8"))
    with bundled(LIVE):
        dataset = semax_cli.load()
    studies = {s.id: s for s in dataset.studies}

    def result(claim):
        a = grading.assess(claim, studies)
        return {
            "evidence_kind": a.evidence_kind,
            "certainty": a.certainty or "nothing",
            "best_case": a.best_case or "nothing",
            "read_first": [f"{study}: {level}" for study, level in a.read_first],
            "direction": a.direction or "nothing",
            "people": "nothing" if a.people is None else a.people,
            "people_unknown": a.people_unknown,
            "gap": a.gap,
            "labels": [check.prints for check in a.label_check],
        }

    assert {c.id: result(c) for e in dataset.effects for c in e.claims} == expected
