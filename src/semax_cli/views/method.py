"""`semax method`: the rule, where it comes from and what it cannot do.

The texts stand in ``method.toml``; the numbers in them are those of the rule.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from semax_cli.data.load import read_packaged
from semax_cli.document import Address, Block, Column, Entry, Facts, Grid, Heading, Prose
from semax_cli.glossary import glossary
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
    """Whose it is: in part GRADE's, in part a published way to apply it (adapted), or ours."""
    text: str
    """What it does."""
    sources: tuple[str, ...] = ()
    """Addresses of what it follows."""


class Choice(NamedTuple):
    """How the rule, or the rule with one choice made otherwise, agrees with published ratings."""

    choice: str
    """Which choice."""
    exact: int
    """Ratings that it meets exactly."""
    within_one: int
    """Ratings that it meets or misses by one level."""
    lower: int
    """Ratings that it is below."""
    higher: int
    """Ratings that it is above."""
    kappa: float
    """Cohen's kappa with quadratic weights: 1 is perfect agreement, 0 is chance."""


class Calibration(NamedTuple):
    """How the rule agrees with published GRADE ratings, as bench/calibration computes it."""

    computed_on: str
    """When, as YYYY-MM-DD."""
    collected: int
    """Ratings that were collected."""
    rows: int
    """Those of them that tell all that the rule needs and are reported here."""
    commonest_exact: int
    """How many of these one meets by always giving the commonest of the published levels."""
    reviews: int
    """Reviews that these come from."""
    choices: tuple[Choice, ...]
    """The rule as it is, and with choices that are ours made otherwise."""


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
    calibration: Calibration
    """How well the rule agrees with published GRADE ratings."""
    limits: tuple[str, ...]
    """What the rule cannot do."""
    glossary: dict[str, str]
    """Terms of art, with what each means."""
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


def _read(name: str) -> dict[str, Any]:
    return tomli.loads(read_packaged(Path(__file__).with_name(name)).decode("utf-8"))


@cache
def calibration() -> Calibration:
    """What bench/calibration/run.py wrote down."""
    found = _read("calibration.toml")
    return Calibration(**{**found, "choices": tuple(Choice(**c) for c in found["choices"])})


TEXTS = _read("method.toml")
LABEL_QUESTION: str = TEXTS["label_question"]
"""What the check of other references asks."""
WHOSE = {"GRADE": "partly GRADE's", "adapted": "partly Murad 2017", "ours": "ours"}
"""Whose a step is, in words."""
TITLES = {step["rule"]: step["title"] for step in TEXTS["steps"]}
"""What each step is called."""


@cache
def method() -> Method:
    """The rule in words."""
    return Method(
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
        calibration=calibration(),
        limits=tuple(TEXTS["limits"]),
        glossary=glossary(),
        sources=tuple(TEXTS["sources"]),
    )


def view(dataset: Dataset, terms: bool = False) -> View:
    """The rule, step by step, with its sources and limits; or a document with the terms only."""
    return make_view("method", dataset, [method()], plain, ITEM, _terms if terms else _blocks)


def levels() -> Facts:
    """The levels, with what each means."""
    return Facts(tuple((name.replace("-", " "), text) for name, text in method().levels.items()))


def _addresses(step: RuleStep) -> tuple[Address, ...]:
    return tuple(Address("", source) for source in step.sources)


def _terms() -> Iterator[Block]:
    yield Heading("What the terms mean")
    yield Facts(tuple(glossary().items()))


def _blocks() -> Iterator[Block]:
    rule_in_words = method()
    yield Heading("How certainty is computed")
    yield Prose(rule_in_words.summary)
    yield Heading("The levels", level=2)
    yield levels()
    yield Heading("The steps", level=2)
    for step in rule_in_words.steps:
        yield Entry(f"{step.rule}  {step.title}", (WHOSE[step.whose],), step.text, _addresses(step))
    for title, text in (
        ("Direction", rule_in_words.direction),
        ("At best", rule_in_words.best_case),
        ("The gap", rule_in_words.gap),
        ("Would references write “likely effective”?", rule_in_words.label_check),
        ("Earlier work", rule_in_words.earlier),
    ):
        yield Heading(title, level=2)
        yield Prose(text)
    yield from compared(rule_in_words.calibration)
    yield Heading("What the rule cannot do", level=2)
    for limit in rule_in_words.limits:
        yield Prose(limit)
    yield Prose("What the terms mean: semax method --glossary.")


def agreement() -> str:
    """How far the rule agrees with the panels that it was set beside, in a sentence."""
    found = calibration()
    ours, *_ = found.choices
    return (
        f"Set beside {found.rows} ratings that panels published, the rule gave the same level for "
        f"{ours.exact}, a lower one for {ours.lower} and a higher one for {ours.higher}. Kappa is "
        f"{ours.kappa}, where 1 is perfect and 0 no better than chance. So read a level as this "
        "rule's, not as a panel's (semax method)."
    )


def compared(found: Calibration) -> Iterator[Block]:
    """How the rule compares with published ratings, and what other choices would give."""
    ours, *_ = found.choices
    yield Heading("Compared with published GRADE ratings", level=2)
    yield Prose(
        f"{found.collected} ratings of other treatments were collected from abstracts of Cochrane "
        f"reviews. {found.rows} of them, from {found.reviews} reviews, tell what the rule needs "
        f"and are reported here. The rule gives the same level for {ours.exact}, a lower one for "
        f"{ours.lower} and a higher one for {ours.higher}; {ours.within_one} are within one level. "
        f"So it often disagrees with panels: read its level as this rule's, not as theirs. Always "
        f"giving the commonest level would be the same as theirs for {found.commonest_exact}. "
        f"Kappa with quadratic weights is {ours.kappa} (1 is perfect, 0 is chance). "
        f"{TEXTS['calibration']} Computed on {found.computed_on}."
    )
    yield Prose("What other choices would give. None was taken for that reason:")
    columns = (
        Column("Choice", 20),
        Column("Exact", 5),
        Column("Within one level", 10),
        Column("Below", 5),
        Column("Above", 5),
        Column("Kappa", 5),
    )
    yield Grid(columns, tuple(tuple(map(str, choice)) for choice in found.choices))
