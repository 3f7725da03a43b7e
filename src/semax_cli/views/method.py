"""`semax method`: the rule, where it comes from and what it cannot do.

The texts stand in ``method.toml``; the numbers in them are those of the rule.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from semax_cli.data.load import read_packaged
from semax_cli.document import Address, Block, Entry, Facts, Heading, Prose
from semax_cli.grading import label_check, rule
from semax_cli.records import Dataset
from semax_cli.view import Shape, View, make_view, plain


class RuleStep(NamedTuple):
    """One step of the rule."""

    rule: str
    """Which, from G0 to G10."""
    title: str
    """What it is about."""
    whose: str
    """Whose it is: GRADE, a published way to apply GRADE (adapted), or ours."""
    text: str
    """What it does."""
    sources: tuple[str, ...] = ()
    """Addresses of what it follows."""


class Method(NamedTuple):
    """The rule, its sources and its limits."""

    summary: str
    """What it is."""
    levels: dict[str, str]
    """What each level of certainty means."""
    steps: tuple[RuleStep, ...]
    """Its steps, in order."""
    direction: str
    """How the direction of the results is determined."""
    best_case: str
    """What "at best" means."""
    gap: str
    """How the gap to the article's words is counted."""
    label_check: str
    """When others would use those words."""
    earlier: str
    """Earlier work that computes GRADE levels."""
    calibration: tuple[str, ...]
    """How well the rule agrees with published assessments."""
    limits: tuple[str, ...]
    """What the rule cannot do."""
    sources: tuple[str, ...]
    """Addresses of what the rule as a whole follows."""


ITEM = Shape((Method,))

NUMBERS = {
    "CONSISTENT": rule.CONSISTENT,
    "ENOUGH_PEOPLE": rule.ENOUGH_PEOPLE,
    "FAR_TOO_FEW_PEOPLE": rule.FAR_TOO_FEW_PEOPLE,
    "MOST_DOMAINS": rule.MOST_DOMAINS,
    "SOME_DOMAINS": rule.SOME_DOMAINS,
    "START_CONTROLLED": rule.STARTS["human-controlled"],
    "START_RANDOMISED": rule.STARTS["human-randomised"],
    "START_UNCONTROLLED": rule.STARTS["human-uncontrolled"],
    "NAT_DOMAINS": label_check.NAT_DOMAINS,
    "NAT_PEOPLE": label_check.NAT_PEOPLE,
    "NAT_POOLED": label_check.NAT_POOLED,
    "NAT_TRIALS": label_check.NAT_TRIALS,
    "NATMED_DOMAINS": label_check.NATMED_DOMAINS,
    "NATMED_PEOPLE": label_check.NATMED_PEOPLE,
    "NATMED_TRIALS": label_check.NATMED_TRIALS,
}
"""What the names in braces in the texts stand for."""


TEXTS: dict[str, Any] = tomli.loads(
    read_packaged(Path(__file__).with_name("method.toml")).decode("utf-8")
)
LABEL_QUESTION: str = TEXTS["label_question"]
"""What the check of other references asks."""
METHOD = Method(
    summary=TEXTS["summary"],
    levels=TEXTS["levels"],
    steps=tuple(
        RuleStep(
            step["rule"],
            step["title"],
            step["from"],
            step["text"].format_map(NUMBERS),
            tuple(step["sources"]),
        )
        for step in TEXTS["steps"]
    ),
    direction=TEXTS["direction"],
    best_case=TEXTS["best_case"],
    gap=TEXTS["gap"],
    label_check=TEXTS["label_check"].format(label_question=LABEL_QUESTION, **NUMBERS),
    earlier=TEXTS["earlier"],
    calibration=tuple(TEXTS["calibration"]),
    limits=tuple(TEXTS["limits"]),
    sources=tuple(TEXTS["sources"]),
)
"""The rule in words."""
WHOSE = {"GRADE": "GRADE's", "adapted": "a published way to apply GRADE", "ours": "ours"}
"""Whose a step is, in words."""
TITLES = {step.rule: step.title for step in METHOD.steps}
"""What each step is called."""


def view(dataset: Dataset) -> View:
    """The rule, step by step, with its sources and limits."""
    return make_view("method", dataset, [METHOD], plain, ITEM, _blocks)


def levels() -> Facts:
    """The levels, with what each means."""
    return Facts(tuple((name.replace("-", " "), text) for name, text in METHOD.levels.items()))


def _addresses(step: RuleStep) -> tuple[Address, ...]:
    return tuple(Address("", source) for source in step.sources)


def _blocks() -> Iterator[Block]:
    yield Heading("How certainty is computed")
    yield Prose(METHOD.summary)
    yield Heading("The levels", level=2)
    yield levels()
    yield Heading("The steps", level=2)
    for step in METHOD.steps:
        yield Entry(f"{step.rule}  {step.title}", (WHOSE[step.whose],), step.text, _addresses(step))
    for title, text in (
        ("Direction", METHOD.direction),
        ("At best", METHOD.best_case),
        ("The gap", METHOD.gap),
        ("What references would print", METHOD.label_check),
        ("Earlier work", METHOD.earlier),
        ("Compared with published assessments", " ".join(METHOD.calibration)),
    ):
        yield Heading(title, level=2)
        yield Prose(text)
    yield Heading("What the rule cannot do", level=2)
    for limit in METHOD.limits:
        yield Prose(limit)
