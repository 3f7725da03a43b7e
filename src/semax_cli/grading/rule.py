"""The published rule, G0 to G10: from the evidence on a claim to how sure one can be about people.

GRADE-style and computed; not a GRADE assessment, which takes the judgement of a panel. The steps
are those that ``semax method`` explains. Everything here is pure, and gives the same result
whatever order the evidence comes in.

Levels are counted as GRADE counts them: 4 high, 3 moderate, 2 low, 1 very low; 0 is no level.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Literal, NamedTuple, get_args

from semax_cli.codes import TESTING_NOBODY, Result
from semax_cli.records import Bias, Evidence, Study

Level = Literal["high", "moderate", "low", "very-low"]
EvidenceKind = Literal[
    "human-randomised",
    "human-controlled",
    "human-uncontrolled",
    "human-surrogate",
    "animal",
    "in-vitro",
    "excluded",
    "none",
]
"""Kinds of evidence, from the most telling about people down to none at all."""

LEVELS: dict[int, Level] = {4: "high", 3: "moderate", 2: "low", 1: "very-low"}
VALUES: dict[Level | None, int] = {**{level: value for value, level in LEVELS.items()}, None: 0}
KINDS: tuple[EvidenceKind, ...] = get_args(EvidenceKind)

# G3. Starting levels by design: https://bjsm.bmj.com/highwire/markup/110605/expansion (table 1).
STARTS: dict[EvidenceKind, int] = {
    "human-randomised": 4,
    "human-controlled": 2,
    "human-uncontrolled": 1,
}
CONTROLLED = {"controlled", "unclear"}
# G4. Domains of low risk of bias in the largest study: none, one or two levels down.
MOST_DOMAINS, SOME_DOMAINS = 4, 3
# G5. The share of results that counts as consistent:
# http://bjsm.bmj.com/highwire/markup/106013/expansion
CONSISTENT = 0.75
# G7. Fewer than 400 people are imprecise (https://bjsm.bmj.com/highwire/markup/117970/expansion),
# fewer than 30 % of that very imprecise (https://pubmed.ncbi.nlm.nih.gov/35934265/).
ENOUGH_PEOPLE, FAR_TOO_FEW_PEOPLE = 400, 120
# Levels that steps set or cap at.
LOW, VERY_LOW = 2, 1


class Step(NamedTuple):
    """One step of the reasoning."""

    rule: str
    """Which step of the rule, G0 to G10; empty for a sentence that is no step."""
    text: str
    """What the step found, in a sentence or two that name the studies."""
    change: int = 0
    """By how many levels it moves the result."""


class StudyEvidence(NamedTuple):
    """A piece of evidence with its study."""

    evidence: Evidence
    study: Study


class Judgement(NamedTuple):
    """What the steps make of the evidence that counts."""

    kind: EvidenceKind
    """The most telling kind of evidence."""
    level: Level | None
    """The certainty about people; None where nobody was tested."""
    steps: tuple[Step, ...]
    """The reasoning."""


def counted_and_left_out(
    evidence: Iterable[Evidence], studies: Mapping[str, Study]
) -> tuple[list[StudyEvidence], dict[str, str]]:
    """G0: the evidence that counts, by study id, and the ids of the rest, with the reasons.

    Args:
        evidence: The evidence on one claim or mechanism.
        studies: Every study of the dataset, by its id.
    """
    entries = sorted((StudyEvidence(e, studies[e.study]) for e in evidence), key=_study_id)
    left_out: dict[str, str] = {}
    for _, study in entries:
        if study.retraction in ("retracted", "concern"):
            left_out[study.id] = "retracted" if study.retraction == "retracted" else "under concern"
        elif study.design in TESTING_NOBODY:
            left_out[study.id] = f"{study.design}, tests nobody"
    candidates = {study.id for _, study in entries} - left_out.keys()
    for _, study in entries:
        for whole in _wholes(study, studies):
            if study.id in candidates and whole in candidates:
                left_out[study.id] = f"already in {whole}"
    return [entry for entry in entries if entry.study.id not in left_out], left_out


def _study_id(entry: StudyEvidence) -> str:
    return entry.study.id


def _wholes(study: Study, studies: Mapping[str, Study]) -> list[str]:
    """The pooled studies that contain a study, directly or by way of another."""
    wholes: dict[str, None] = {}  # in order
    part: Study | None = study
    while part and part.part_of and part.part_of != study.id and part.part_of not in wholes:
        wholes[part.part_of] = None
        part = studies.get(part.part_of)
    return list(wholes)


def judge(counted: Sequence[StudyEvidence], left_out: Mapping[str, str]) -> Judgement:
    """Apply G0 to G10 to the evidence that counts; ``left_out`` is only named."""
    named = "; ".join(f"{study} ({reason})" for study, reason in left_out.items())
    unchecked = any(entry.study.retraction == "unchecked" for entry in counted)
    checked = " Whether a counted one was retracted was not checked." if unchecked else ""
    g0 = Step("G0", (f"Left out: {named}." if named else "None is left out.") + checked)
    people = [entry.study.id for entry in counted if entry.study.system == "human"]
    if not people:
        kind = _kind_without_people(counted, left_out)
        return Judgement(
            kind, None, (g0, Step("G1", f"No study in people. {_ABSENT[kind]} {_STOP}"))
        )
    others = len(counted) - len(people)
    apart = f" Those in animals and test tubes ({others}) end here." if others else ""
    g1 = Step("G1", f"{_studies(people)} in people: {', '.join(people)}.{apart}")
    efficacy = efficacy_entries(counted)
    if not efficacy:
        text = "None of them measured a clinical or functional outcome that bears on the claim: "
        g2 = Step("G2", f"{text}stand-ins only, so certainty is very low. {_STOP}", VERY_LOW)
        return Judgement("human-surrogate", "very-low", (g0, g1, g2))
    names = [entry.study.id for entry in efficacy]
    rest = ", ".join(study for study in people if study not in names)
    ended = f" These did not, and end here: {rest}." if rest else ""
    g2 = Step("G2", f"These measured the claim or a part of it: {', '.join(names)}.{ended}")
    kind = _kind_in_people(efficacy)
    value = STARTS[kind]
    start = Step("G3", f"{_BEST_DESIGN[kind]} That makes {value}, {level_name(value)}.", value)
    steps = [_bias(efficacy), _consistency(efficacy), _directness(efficacy)]
    steps += [_precision(efficacy), _publication(efficacy)]
    value += sum(step.change for step in steps)
    caps = _caps(efficacy)
    capped = min([value, *(cap for cap, _ in caps)])
    result = max(capped, VERY_LOW)
    floor = f"The count is {capped}; nothing is below 1. " if capped < result else ""
    g10 = Step("G10", f"{floor}The result is {level_name(result)}.", result - capped)
    g9 = _cap_step(caps, capped - value)
    return Judgement(kind, LEVELS[result], (g0, g1, g2, start, *steps, g9, g10))


_STOP = "The other steps do not apply."
_ABSENT: dict[EvidenceKind, str] = {
    "animal": "Animals were tested, so there is no certainty about people.",
    "in-vitro": "Cells or test tubes were tested, so there is no certainty about people.",
    "excluded": "What there was is retracted or under concern.",
    "none": "No study at all.",
}
_BEST_DESIGN: dict[EvidenceKind, str] = {
    "human-randomised": "At least one of them is randomised.",
    "human-controlled": "None is known to be randomised; some had, or may have had, controls.",
    "human-uncontrolled": "None of them had controls.",
}


def _kind_without_people(
    counted: Sequence[StudyEvidence], left_out: Mapping[str, str]
) -> EvidenceKind:
    """G1: the kind of evidence where nobody was tested."""
    systems = {entry.study.system for entry in counted}
    if "animal" in systems:
        return "animal"
    if systems & {"cell", "cell-free"}:
        return "in-vitro"
    return "excluded" if {"retracted", "under concern"} & set(left_out.values()) else "none"


def efficacy_entries(counted: Sequence[StudyEvidence]) -> list[StudyEvidence]:
    """G2: the entries in people that measured the claim, not only a stand-in for it."""
    return [
        entry
        for entry in counted
        if entry.study.system == "human"
        and entry.evidence.outcome in ("clinical", "functional")
        and entry.evidence.directness != "indirect"
    ]


def _kind_in_people(efficacy: Sequence[StudyEvidence]) -> EvidenceKind:
    """G3: the best design decides; an unclear one counts as controlled."""
    designs = {entry.study.design for entry in efficacy}
    if "randomised" in designs:
        return "human-randomised"
    return "human-controlled" if designs & CONTROLLED else "human-uncontrolled"


def _bias(efficacy: Sequence[StudyEvidence]) -> Step:
    """G4: risk of bias in the largest study; of equally large ones the worst counts."""
    largest = min(efficacy, key=lambda e: (-(e.study.n or 0), low_domains(e.study.bias)))
    low = low_domains(largest.study.bias)
    change = 0 if low >= MOST_DOMAINS else -1 if low >= SOME_DOMAINS else -2
    name, n = largest.study.id, largest.study.n
    which = f"In the largest, {name} ({n} people)," if n else f"No size is known; in {name}"
    text = f"{which} {low} of 5 domains are known to have low risk of bias."
    unclear = sum(getattr(largest.study.bias, d.name) == "unclear" for d in fields(Bias))
    return Step("G4", text + (f" {unclear} are unclear." if unclear else ""), change)


def low_domains(bias: Bias) -> int:
    """In how many of the five domains the risk of bias is rated low."""
    return sum(getattr(bias, domain.name) == "low" for domain in fields(bias))


def _consistency(efficacy: Sequence[StudyEvidence]) -> Step:
    """G5: the share of the commonest result."""
    by_result: dict[Result, list[str]] = {}
    for entry in efficacy:
        by_result.setdefault(entry.evidence.result, []).append(entry.study.id)
    most = max(len(ids) for ids in by_result.values())
    share = most / len(efficacy)
    text = "; ".join(f"{_RESULTS[result]}: {', '.join(ids)}" for result, ids in by_result.items())
    alike = f"{most} of {len(efficacy)} point the same way, where {CONSISTENT:.0%} are enough."
    shared = len(_cohorts(entry.study for entry in efficacy)) < len(efficacy)
    twice = " Each report counts, also of two on the same people." if shared else ""
    change = 0 if share >= CONSISTENT else -1
    return Step("G5", f"{alike} {text[0].upper()}{text[1:]}.{twice}", change)


_RESULTS: dict[Result, str] = {
    "favours": "in favour",
    "no-difference": "no difference",
    "mixed": "both ways",
    "harm": "to harm",
    "unclear": "not known",
}


def _directness(efficacy: Sequence[StudyEvidence]) -> Step:
    """G6: at least one study had the people, treatment and outcome of the claim."""
    direct = [entry.study.id for entry in efficacy if entry.evidence.directness == "direct"]
    if direct:
        return Step("G6", f"Bearing directly on the claim: {', '.join(direct)}.")
    return Step("G6", "None bears directly on the claim.", -1)


def _precision(efficacy: Sequence[StudyEvidence]) -> Step:
    """G7: how many people, each cohort once, at its largest known size."""
    studies = [entry.study for entry in efficacy]
    known, unknown = count_people(studies)
    people = known or 0
    change = 0 if people >= ENOUGH_PEOPLE else -1 if people >= FAR_TOO_FEW_PEOPLE else -2
    enough = f"{ENOUGH_PEOPLE} are enough, fewer than {FAR_TOO_FEW_PEOPLE} far too few."
    several = len(_cohorts(studies)) > 1
    apart = (
        " Nobody is taken to be in two of these groups unless a record says so." if several else ""
    )
    return Step("G7", f"{_people(known, unknown)}: {_sum(studies)}. {enough}{apart}", change)


def _sum(studies: Iterable[Study]) -> str:
    """How a number of people adds up: each cohort, and the studies that report on it."""
    parts = []
    for cohort in _cohorts(studies).values():
        size = max((study.n for study in cohort if study.n is not None), default=None)
        ids = " and ".join(study.id for study in cohort)
        parts.append(f"{'unknown' if size is None else size} ({ids})")
    return " + ".join(parts)


def _publication(efficacy: Sequence[StudyEvidence]) -> Step:
    """G8: publication bias: all results favourable, no study registered or independent."""
    good = all(entry.evidence.result == "favours" for entry in efficacy)
    registered = [e.study.id for e in efficacy if e.study.registered == "yes"]
    independent = [e.study.id for e in efficacy if e.study.developer_tie == "no"]
    if good and not registered and not independent:
        text = "Every result is favourable, and no study is known to be registered or independent."
        return Step("G8", text, -1)
    reasons = [] if good else ["not every result is favourable"]
    reasons += [f"registered: {', '.join(registered)}"] if registered else []
    reasons += [f"not tied to the developers: {', '.join(independent)}"] if independent else []
    return Step("G8", f"This step takes nothing off: {'; '.join(reasons)}.")


def _caps(efficacy: Sequence[StudyEvidence]) -> list[tuple[int, str]]:
    """G9: the levels that the evidence cannot exceed, with the reasons."""
    studies = [entry.study for entry in efficacy]
    caps = []
    if sum(_pooled(cohort) for cohort in _cohorts(studies).values()) <= 1:
        caps.append((LOW, "all of it comes from one group of people"))
    pooled = any((study.pooled_k or 1) > 1 for study in studies)
    if not pooled and len({study.team for study in studies if study.team}) <= 1:
        caps.append((LOW, "it is not known to come from more than one team"))
    readings = {study.read for study in studies}
    if "full" not in readings:
        caps.append((LOW, "nothing was read in full"))
    if readings <= {"secondary", "title"}:
        caps.append((VERY_LOW, "everything is known at second hand only"))
    if any(study.peer_reviewed == "no" for study in studies):
        caps.append((VERY_LOW, "not all of it was peer reviewed"))
    return caps


def _cap_step(caps: Sequence[tuple[int, str]], change: int) -> Step:
    text = "; ".join(f"at most {level_name(cap)}, since {reason}" for cap, reason in caps)
    lower = "" if change else " The count is not above that, so nothing comes off."
    return Step("G9", f"Capped: {text}.{lower}" if text else "No cap applies.", change)


def _pooled(cohort: Iterable[Study]) -> int:
    return max(study.pooled_k or 1 for study in cohort)


def _cohorts(studies: Iterable[Study]) -> dict[str, list[Study]]:
    """Studies by the group of people they report on; without a cohort, a study is its own."""
    by_group: dict[str, list[Study]] = {}
    for study in studies:
        group = f"cohort {study.cohort}" if study.cohort else study.id
        by_group.setdefault(group, []).append(study)
    return by_group


def count_people(studies: Iterable[Study]) -> tuple[int | None, int]:
    """People in these studies, each cohort once at its largest known size, and unknown cohorts.

    The first is None where there are cohorts and the size of none is known.
    """
    sizes = [
        max((study.n for study in cohort if study.n is not None), default=None)
        for cohort in _cohorts(studies).values()
    ]
    known = [size for size in sizes if size is not None]
    return (None if sizes and not known else sum(known)), len(sizes) - len(known)


def _studies(ids: Collection[str]) -> str:
    return "1 study" if len(ids) == 1 else f"{len(ids)} studies"


def _people(known: int | None, unknown: int) -> str:
    """A number of people in words, with groups of unknown size named apart."""
    text = "No known number of people" if known is None else f"{known} people"
    if unknown and known is not None:
        text += f", and {unknown} group{'s' if unknown > 1 else ''} of unknown size"
    return text


def level_name(value: int) -> str:
    """A level in words."""
    return LEVELS[value].replace("-", " ")
