"""`semax method`: the rule, where it comes from and what it cannot do, for anybody who asks.

The numbers in the texts are those of ``grading.py``, so that the two cannot differ.
"""

from collections.abc import Iterator
from typing import NamedTuple

from semax_cli.grading import (
    CONSISTENT,
    ENOUGH_PEOPLE,
    FAR_TOO_FEW_PEOPLE,
    MOST_DOMAINS,
    NAT_DOMAINS,
    NAT_PEOPLE,
    NAT_STUDIES,
    NATMED_DOMAINS,
    NATMED_PEOPLE,
    NATMED_STUDIES,
    SOME_DOMAINS,
    STARTS,
)
from semax_cli.records import Dataset
from semax_cli.view import Block, Entry, Facts, Heading, Prose, Shape, View, make_view, plain


class Rule(NamedTuple):
    """One step of the rule."""

    rule: str
    """Which, from G0 to G10."""
    title: str
    """What it is about."""
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
    steps: tuple[Rule, ...]
    """Its steps, in order."""
    direction: str
    """How the direction of the results is told."""
    best_case: str
    """What "at best" means."""
    gap: str
    """How the gap to the article's words is counted."""
    label_check: str
    """When others would use those words."""
    limits: tuple[str, ...]
    """What the rule cannot do."""
    sources: tuple[str, ...]
    """Addresses of what the rule as a whole follows."""


ITEM = Shape((Method,))


SUMMARY = (
    "For each claim a program asks one question: how sure can one be that it holds in people? It "
    "goes by the studies in the dataset and by the steps below, which are those of GRADE, the "
    "system that guideline makers use, reduced to what can be computed. It is GRADE-style, not a "
    "GRADE assessment: that takes a panel of people who read the full reports."
)
GRADE_LEVELS = "http://www.biomedcentral.com/1741-7015/10/33/table/T1"
GRADE_STARTS = "https://bjsm.bmj.com/highwire/markup/110605/expansion"
GRADE_DOWN = "https://bmjopen.bmj.com/highwire/markup/240496/expansion"
LEVELS = {
    "high": "The truth lies close to what the studies found.",
    "moderate": "The truth is probably close, and may be quite different.",
    "low": "The truth may be quite different from what the studies found.",
    "very-low": "The truth is likely to be quite different from what the studies found.",
    "absent": "Nobody was tested. That is no level: animals are not weak evidence about people.",
}
RULES = (
    Rule(
        "G0",
        "What counts",
        "Retracted studies and those under concern, proposals, anecdotes, and studies that a "
        "pooled one already contains are left out, by name.",
        ("https://meshb.nlm.nih.gov/record/ui?ui=D016441",),
    ),
    Rule(
        "G1",
        "People, or nothing",
        "Without a study in people there is no certainty about people. It is said to be absent, "
        "never low, and what was tested instead is named.",
        ("https://docslib.org/doc/12385019/",),
    ),
    Rule(
        "G2",
        "The claim itself, or a stand-in",
        "Only studies that measured a clinical state or a function which bears on the claim go "
        "on. Where people were tested for stand-ins alone (a protein, a brain image), certainty "
        "is very low.",
        (GRADE_DOWN,),
    ),
    Rule(
        "G3",
        "Where it starts",
        f"A randomised study starts it at {STARTS['human-randomised']} (high), a controlled one "
        f"or one of unclear design at {STARTS['human-controlled']} (low), others at "
        f"{STARTS['human-uncontrolled']} (very low).",
        (GRADE_STARTS,),
    ),
    Rule(
        "G4",
        "Risk of bias",
        "Five domains are rated: allocation, performance, detection, attrition and reporting. In "
        f"the largest study, low risk of bias in {MOST_DOMAINS} or 5 of them takes nothing off, "
        f"in {SOME_DOMAINS} one level, in fewer two. What is unclear is not low.",
        (GRADE_DOWN, "https://methods.cochrane.org/risk-bias-2-faqs"),
    ),
    Rule(
        "G5",
        "Agreement",
        f"Fewer than {CONSISTENT:.0%} of the results alike takes one level off.",
        ("http://bjsm.bmj.com/highwire/markup/106013/expansion",),
    ),
    Rule(
        "G6",
        "Directness",
        "No study of the claim's own people, treatment and outcome takes one level off.",
        (GRADE_DOWN,),
    ),
    Rule(
        "G7",
        "Numbers",
        f"Fewer than {ENOUGH_PEOPLE} people take one level off, fewer than {FAR_TOO_FEW_PEOPLE}, "
        "or an unknown number, two. People in several reports count once.",
        (
            "https://bjsm.bmj.com/highwire/markup/117970/expansion",
            "https://pubmed.ncbi.nlm.nih.gov/35934265/",
        ),
    ),
    Rule(
        "G8",
        "Only good news",
        "If every result is favourable, no study was registered beforehand and none is "
        "independent of the developers, one level comes off. Trials printed in Russia up to 1995 "
        "favoured the tested treatment in 97 of 100 cases; that is a reason to look, not a "
        "discount on a country.",
        ("https://pubmed.ncbi.nlm.nih.gov/9551280/",),
    ),
    Rule(
        "G9",
        "Caps",
        "One group of people, one team, or nothing read in full: at most low. Everything known "
        "at second hand, or a study that was not peer reviewed: at most very low. This dataset's "
        "own caution; a single study unconfirmed by others counts as limited elsewhere too.",
        ("https://andeal.org/grade-chart",),
    ),
    Rule(
        "G10",
        "No way up, and a floor",
        "GRADE can raise a level, for instance for a very large effect. This rule never does, "
        "since that takes judgement. Below very low there is nothing.",
        (GRADE_DOWN,),
    ),
)
BEST_CASE = (
    "The same steps with everything unclear resolved in the claim's favour: randomised, without "
    "bias, registered, independent, peer reviewed, read in full, each by a team of its own. How "
    "many people there were and what was found stay unknown where they are. Between the two "
    "levels lies what nobody can tell from outside."
)
GAP = (
    "The words “likely effective” are read as moderate certainty. The gap counts how many levels "
    "they lie above the certainty that the rule finds: none, modest (1), large (2), or extreme "
    "(3: there is no certainty at all)."
)
LABEL_QUESTION = (
    "Two reference works, EBSCO's Natural and Alternative Treatments (EBSCO NAT) and NatMed, "
    "state the rule by which they call something “likely effective”. Whether either lists the "
    "substance was not checked."
)
LABEL_CHECK = (
    f"{LABEL_QUESTION} EBSCO NAT wants at least {NAT_STUDIES} randomised studies of {NAT_PEOPLE} "
    f"people or more with low risk of bias in {NAT_DOMAINS} of five domains, favourable and with "
    f"none against; NatMed at least {NATMED_STUDIES} with {NATMED_PEOPLE} people together and low "
    f"risk in {NATMED_DOMAINS} domains, all favourable. No public page with these rules can be "
    "named here."
)
LIMITS = (
    "It is only as good as the records: most were read as abstracts or at second hand.",
    "It counts studies and people; it does not weigh how large an effect is.",
    "Two reports on the same people are two results (G5), though their people count once (G7).",
    "Groups of people that a record does not say are shared are taken to be apart.",
    "It rates benefit. Safety is not rated at all.",
    "An effect takes the highest that one of its claims reaches, which is charitable.",
    "Where animals alone were tested, it does not judge how good the animal studies are.",
)


TITLES = {rule.rule: rule.title for rule in RULES}
"""What each step is called."""
DIRECTION = (
    "Every certainty comes with where the results of the studies that count point: in favour, no "
    "difference, both ways, harm or not known. Where they are not all alike, that is what is "
    "said, however many agree."
)


def view(dataset: Dataset) -> View:
    """The rule, step by step, with its sources and limits."""
    method = Method(
        summary=SUMMARY,
        levels=LEVELS,
        steps=RULES,
        direction=DIRECTION,
        best_case=BEST_CASE,
        gap=GAP,
        label_check=LABEL_CHECK,
        limits=LIMITS,
        sources=(GRADE_LEVELS, GRADE_STARTS, GRADE_DOWN),
    )
    return make_view("method", dataset, [method], plain, ITEM, _blocks)


def levels() -> Facts:
    """The levels, with what each means."""
    return Facts(tuple((name.replace("-", " "), text) for name, text in LEVELS.items()))


def _blocks() -> Iterator[Block]:
    yield Heading("How certainty is computed")
    yield Prose(SUMMARY)
    yield Heading("The levels", level=2)
    yield levels()
    yield Heading("The steps", level=2)
    for rule in RULES:
        yield Entry(f"{rule.rule}  {rule.title}", (), rule.text, rule.sources)
    for title, text in (
        ("Direction", DIRECTION),
        ("At best", BEST_CASE),
        ("The gap", GAP),
        ("Would others say so", LABEL_CHECK),
    ):
        yield Heading(title, level=2)
        yield Prose(text)
    yield Heading("What the rule cannot do", level=2)
    for limit in LIMITS:
        yield Prose(limit)
