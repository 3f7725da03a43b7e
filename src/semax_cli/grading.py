"""The published rule: from the evidence on a claim to how sure one can be about people.

GRADE-style and computed; not a GRADE assessment, which takes the judgement of a panel. The steps G0
to G10 are the ones that ``semax method`` explains. Everything here is pure: records in, an
``Assessment`` out, the same one whatever order the evidence comes in.

Levels are counted as GRADE counts them: 4 high, 3 moderate, 2 low, 1 very low; 0 is no level.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, Literal, NamedTuple, get_args

from semax_cli.records import Bias, Effect, Evidence, Result, Study

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
Gap = Literal["none", "modest", "large", "extreme"]

LEVELS: dict[int, Level] = {4: "high", 3: "moderate", 2: "low", 1: "very-low"}
VALUES: dict[Level | None, int] = {**{level: value for value, level in LEVELS.items()}, None: 0}
GAPS: tuple[Gap, ...] = get_args(Gap)
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
# G9. Caps.
LOW, VERY_LOW = 2, 1
# "Likely effective" is read as moderate certainty.
LIKELY_EFFECTIVE = 3


class Step(NamedTuple):
    """One step of the reasoning."""

    rule: str
    """Which step of the rule, G0 to G10; empty for what would change the result."""
    text: str
    """What the step found, in a sentence or two that name the studies."""
    change: int = 0
    """By how many levels it moves the result."""


class LabelCheck(NamedTuple):
    """Whether a reference that publishes a rule for "likely effective" would use the words."""

    reference: str
    """The reference."""
    met: bool
    """Whether its rule is met."""
    reason: str
    """What the rule asks for and what there is."""


class Assessment(NamedTuple):
    """What the rule makes of a claim or an effect."""

    evidence_kind: EvidenceKind
    """The most telling kind of evidence that is counted."""
    certainty: Level | None
    """How sure one can be about people; None where nobody was tested."""
    best_case: Level | None
    """The same with every "unclear" resolved in the claim's favour."""
    direction: Result | None
    """Where the results in people that count point; None where there are none."""
    people: int | None
    """People in counted studies, each cohort once; None where no size is known, 0 without any."""
    people_unknown: int
    """Cohorts of people whose size is not known."""
    people_on_claim: int | None
    """Those of the people in whom the claim or a part of it was measured, not a stand-in alone;
    None where no size is known, 0 without any."""
    gap: Gap
    """How far the words "likely effective" outrun the certainty."""
    label_check: tuple[LabelCheck, ...]
    """Whether other references would use those words."""
    why: tuple[Step, ...]
    """The reasoning, step by step."""


class Entry(NamedTuple):
    """A piece of evidence with its study."""

    evidence: Evidence
    study: Study


# ------------------------------------------------------------------------------ the claims


def assess(evidence: Iterable[Evidence], studies: Mapping[str, Study]) -> Assessment:
    """Apply the rule to the evidence on one claim; ``studies`` holds every study by its id."""
    entries = sorted((Entry(e, studies[e.study]) for e in evidence), key=lambda e: e.study.id)
    counted, left_out = _counted(entries, studies)
    present = _judge(counted, left_out)
    best = _judge([e._replace(study=_charitable(e.study)) for e in counted], left_out)
    people = [entry.study for entry in counted if entry.study.system == "human"]
    known, unknown = count_people(people)
    efficacy = _efficacy(counted)
    return Assessment(
        evidence_kind=present.kind,
        certainty=present.level,
        best_case=best.level,
        direction=_direction(efficacy) if present.kind in STARTS else None,
        people=known,
        people_unknown=unknown,
        people_on_claim=count_people(entry.study for entry in efficacy)[0],
        gap=_gap(present.level),
        label_check=_label_check(efficacy),
        why=(*present.steps, _what_would_change(present, best)),
    )


class _Judgement(NamedTuple):
    kind: EvidenceKind
    level: Level | None
    steps: tuple[Step, ...]


def _counted(
    entries: Sequence[Entry], studies: Mapping[str, Study]
) -> tuple[list[Entry], dict[str, str]]:
    """G0: the entries that count, and the others' ids with the reason why they do not."""
    left_out: dict[str, str] = {}
    for _, study in entries:
        if study.retraction in ("retracted", "concern"):
            left_out[study.id] = "retracted" if study.retraction == "retracted" else "under concern"
        elif study.design in ("proposal", "anecdote"):
            left_out[study.id] = f"{study.design}, tests nobody"
    candidates = {study.id for _, study in entries} - left_out.keys()
    for _, study in entries:
        for whole in _wholes(study, studies):
            if study.id in candidates and whole in candidates:
                left_out[study.id] = f"already in {whole}"
    return [entry for entry in entries if entry.study.id not in left_out], left_out


def _wholes(study: Study, studies: Mapping[str, Study]) -> list[str]:
    """The pooled studies that contain a study, directly or by way of another."""
    wholes: dict[str, None] = {}  # in order
    part: Study | None = study
    while part and part.part_of and part.part_of != study.id and part.part_of not in wholes:
        wholes[part.part_of] = None
        part = studies.get(part.part_of)
    return list(wholes)


def _judge(counted: Sequence[Entry], left_out: Mapping[str, str]) -> _Judgement:
    """G0 to G10 over the entries that count."""
    named = "; ".join(f"{study} ({reason})" for study, reason in left_out.items())
    unchecked = any(entry.study.retraction == "unchecked" for entry in counted)
    checked = " Whether a counted one was retracted was not checked." if unchecked else ""
    g0 = Step("G0", (f"Left out: {named}." if named else "None is left out.") + checked)
    people = [entry.study.id for entry in counted if entry.study.system == "human"]
    if not people:
        kind = _kind_without_people(counted, left_out)
        return _Judgement(
            kind, None, (g0, Step("G1", f"No study in people. {_ABSENT[kind]} {_STOP}"))
        )
    others = len(counted) - len(people)
    apart = f" Those in animals and test tubes ({others}) end here." if others else ""
    g1 = Step("G1", f"{_studies(people)} in people: {', '.join(people)}.{apart}")
    efficacy = _efficacy(counted)
    if not efficacy:
        said = "None of them measured a clinical or functional outcome that bears on the claim: "
        g2 = Step("G2", f"{said}stand-ins only, so certainty is very low. {_STOP}", VERY_LOW)
        return _Judgement("human-surrogate", "very-low", (g0, g1, g2))
    names = [entry.study.id for entry in efficacy]
    rest = ", ".join(study for study in people if study not in names)
    ended = f" These did not, and end here: {rest}." if rest else ""
    g2 = Step("G2", f"These measured the claim or a part of it: {', '.join(names)}.{ended}")
    kind = _kind_in_people(efficacy)
    value = STARTS[kind]
    start = Step("G3", f"{_BEST_DESIGN[kind]} That makes {value}, {_said(value)}.", value)
    steps = [_bias(efficacy), _consistency(efficacy), _directness(efficacy)]
    steps += [_precision(efficacy), _publication(efficacy)]
    value += sum(step.change for step in steps)
    caps = _caps(efficacy)
    capped = min([value, *(cap for cap, _ in caps)])
    result = max(capped, VERY_LOW)
    floor = f"The count is {capped}; nothing is below 1. " if capped < result else ""
    g10 = Step("G10", f"{floor}The result is {_said(result)}.", result - capped)
    g9 = _cap_step(caps, capped - value)
    return _Judgement(kind, LEVELS[result], (g0, g1, g2, start, *steps, g9, g10))


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


def _kind_without_people(counted: Sequence[Entry], left_out: Mapping[str, str]) -> EvidenceKind:
    """G1: what there is where nobody was tested."""
    systems = {entry.study.system for entry in counted}
    if "animal" in systems:
        return "animal"
    if systems & {"cell", "cell-free"}:
        return "in-vitro"
    return "excluded" if {"retracted", "under concern"} & set(left_out.values()) else "none"


def _efficacy(counted: Sequence[Entry]) -> list[Entry]:
    """G2: the entries in people that measured the claim, not only a stand-in for it."""
    return [
        entry
        for entry in counted
        if entry.study.system == "human"
        and entry.evidence.outcome in ("clinical", "functional")
        and entry.evidence.directness != "indirect"
    ]


def _kind_in_people(efficacy: Sequence[Entry]) -> EvidenceKind:
    """G3: the best design decides; an unclear one counts as controlled."""
    designs = {entry.study.design for entry in efficacy}
    if "randomised" in designs:
        return "human-randomised"
    return "human-controlled" if designs & CONTROLLED else "human-uncontrolled"


def _bias(efficacy: Sequence[Entry]) -> Step:
    """G4: risk of bias in the largest study; of equally large ones the worst counts."""
    largest = min(efficacy, key=lambda e: (-(e.study.n or 0), low_domains(e.study.bias)))
    low = low_domains(largest.study.bias)
    change = 0 if low >= MOST_DOMAINS else -1 if low >= SOME_DOMAINS else -2
    name, n = largest.study.id, largest.study.n
    which = f"In the largest, {name} ({n} people)," if n else f"No size is known; in {name}"
    said = f"{which} {low} of 5 domains are known to have low risk of bias."
    unclear = sum(getattr(largest.study.bias, d.name) == "unclear" for d in fields(Bias))
    return Step("G4", said + (f" {unclear} are unclear." if unclear else ""), change)


def low_domains(bias: Bias) -> int:
    """In how many of the five domains the risk of bias is rated low."""
    return sum(getattr(bias, domain.name) == "low" for domain in fields(bias))


def _consistency(efficacy: Sequence[Entry]) -> Step:
    """G5: the share of the commonest result."""
    by_result: dict[Result, list[str]] = {}
    for entry in efficacy:
        by_result.setdefault(entry.evidence.result, []).append(entry.study.id)
    most = max(len(ids) for ids in by_result.values())
    share = most / len(efficacy)
    said = "; ".join(f"{_RESULTS[result]}: {', '.join(ids)}" for result, ids in by_result.items())
    alike = f"{most} of {len(efficacy)} point the same way, where {CONSISTENT:.0%} are enough."
    shared = len(_cohorts(entry.study for entry in efficacy)) < len(efficacy)
    twice = " Each report counts, also of two on the same people." if shared else ""
    change = 0 if share >= CONSISTENT else -1
    return Step("G5", f"{alike} {said[0].upper()}{said[1:]}.{twice}", change)


_RESULTS: dict[Result, str] = {
    "favours": "in favour",
    "no-difference": "no difference",
    "mixed": "both ways",
    "harm": "to harm",
    "unclear": "not known",
}


def _directness(efficacy: Sequence[Entry]) -> Step:
    """G6: at least one study of the claim's own people, treatment and outcome."""
    direct = [entry.study.id for entry in efficacy if entry.evidence.directness == "direct"]
    if direct:
        return Step("G6", f"Bearing directly on the claim: {', '.join(direct)}.")
    return Step("G6", "None bears directly on the claim.", -1)


def _precision(efficacy: Sequence[Entry]) -> Step:
    """G7: people, each cohort once, at its largest known size."""
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
    """Where a number of people comes from: each cohort, and the studies that report on it."""
    parts = []
    for cohort in _cohorts(studies).values():
        size = max((study.n for study in cohort if study.n is not None), default=None)
        ids = " and ".join(study.id for study in cohort)
        parts.append(f"{'unknown' if size is None else size} ({ids})")
    return " + ".join(parts)


def _publication(efficacy: Sequence[Entry]) -> Step:
    """G8: only good news, none of it registered, none of it independent."""
    good = all(entry.evidence.result == "favours" for entry in efficacy)
    registered = [e.study.id for e in efficacy if e.study.registered == "yes"]
    independent = [e.study.id for e in efficacy if e.study.developer_tie == "no"]
    if good and not registered and not independent:
        said = "Every result is favourable, and no study is known to be registered or independent."
        return Step("G8", said, -1)
    reasons = [] if good else ["not every result is favourable"]
    reasons += [f"registered: {', '.join(registered)}"] if registered else []
    reasons += [f"not tied to the developers: {', '.join(independent)}"] if independent else []
    return Step("G8", f"This step takes nothing off: {'; '.join(reasons)}.")


def _caps(efficacy: Sequence[Entry]) -> list[tuple[int, str]]:
    """G9: what the evidence cannot exceed, whatever else speaks for it."""
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
    if readings == {"secondary"}:
        caps.append((VERY_LOW, "everything is known at second hand only"))
    if any(study.peer_reviewed == "no" for study in studies):
        caps.append((VERY_LOW, "not all of it was peer reviewed"))
    return caps


def _cap_step(caps: Sequence[tuple[int, str]], change: int) -> Step:
    said = "; ".join(f"at most {_said(cap)}, since {reason}" for cap, reason in caps)
    lower = "" if change else " The count is not above that, so nothing comes off."
    return Step("G9", f"Capped: {said}.{lower}" if said else "No cap applies.", change)


def _pooled(cohort: Iterable[Study]) -> int:
    return max(study.pooled_k or 1 for study in cohort)


def _cohorts(studies: Iterable[Study]) -> dict[str, list[Study]]:
    """Studies by the group of people they report on; without a cohort, a study is its own."""
    cohorts: dict[str, list[Study]] = {}
    for study in studies:
        cohorts.setdefault(f"cohort {study.cohort}" if study.cohort else study.id, []).append(study)
    return cohorts


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


def _charitable(study: Study) -> Study:
    """A study with every unclear property resolved in favour of the claim."""
    unclear = [d.name for d in fields(study.bias) if getattr(study.bias, d.name) == "unclear"]
    low: dict[str, Any] = dict.fromkeys(unclear, "low")
    return replace(
        study,
        design="randomised" if study.design == "unclear" else study.design,
        bias=replace(study.bias, **low),
        registered="yes" if study.registered == "unclear" else study.registered,
        developer_tie="no" if study.developer_tie == "unclear" else study.developer_tie,
        peer_reviewed="yes" if study.peer_reviewed == "unclear" else study.peer_reviewed,
        read="full",
        team=study.team or f"the team of {study.id}",
    )


def _direction(efficacy: Sequence[Entry]) -> Result:
    results = {entry.evidence.result for entry in efficacy}
    return results.pop() if len(results) == 1 else "mixed"


def _gap(certainty: Level | None) -> Gap:
    return GAPS[max(LIKELY_EFFECTIVE - VALUES[certainty], 0)]


def _label_check(efficacy: Sequence[Entry]) -> tuple[LabelCheck, ...]:
    """Whether two references with a published rule for "likely effective" would say it."""
    randomised = [entry for entry in efficacy if entry.study.design == "randomised"]
    return (_nat(efficacy, randomised), _natmed(efficacy, randomised))


NAT_STUDIES, NAT_PEOPLE, NAT_DOMAINS = 3, 60, 3
NATMED_STUDIES, NATMED_PEOPLE, NATMED_DOMAINS = 2, 200, 4


def _nat(efficacy: Sequence[Entry], randomised: Sequence[Entry]) -> LabelCheck:
    good = [
        entry
        for entry in randomised
        if (entry.study.n or 0) >= NAT_PEOPLE
        and low_domains(entry.study.bias) >= NAT_DOMAINS
        and entry.evidence.result == "favours"
    ]
    against = [e.study.id for e in efficacy if e.evidence.result in ("no-difference", "harm")]
    reason = (
        f"Asks for {NAT_STUDIES} randomised studies of {NAT_PEOPLE} people or more, each with low "
        f"risk of bias in {NAT_DOMAINS} of 5 domains and a favourable result, and none against. "
        f"Here: {len(good)} such, and {len(against)} against."
    )
    return LabelCheck("EBSCO NAT", len(good) >= NAT_STUDIES and not against, reason)


def _natmed(efficacy: Sequence[Entry], randomised: Sequence[Entry]) -> LabelCheck:
    good = [e.study for e in randomised if low_domains(e.study.bias) >= NATMED_DOMAINS]
    people = count_people(good)[0] or 0
    favourable = all(entry.evidence.result == "favours" for entry in efficacy)
    reason = (
        f"Asks for {NATMED_STUDIES} randomised studies with {NATMED_PEOPLE} people together, each "
        f"with low risk of bias in {NATMED_DOMAINS} of 5 domains, and all results favourable. "
        f"Here: {len(good)} such with low risk of bias, {people} people together."
    )
    met = len(good) >= NATMED_STUDIES and people >= NATMED_PEOPLE and favourable
    return LabelCheck("NatMed", met, reason)


def _what_would_change(present: _Judgement, best: _Judgement) -> Step:
    """What would move the result, which is what to look for in reports and new studies."""
    if present.kind not in STARTS:
        what = "a study in people that measures the claim itself, with controls"
        return Step("", f"This would change with {what}.")
    new = (
        "New studies would tell more: randomised, registered, independent of the developers, and "
        "large."
    )
    if VALUES[best.level] <= VALUES[present.level]:
        return Step("", f"Resolving what is unclear cannot raise it. {new}")
    sums = ", ".join(f"{step.rule} {step.change:+d}" for step in best.steps if step.change)
    text = (
        f"If everything unclear were resolved in the claim's favour, it would be "
        f"{_said(VALUES[best.level])} ({sums}). That takes the full reports: how people came into "
        "their groups, who knew the group, who dropped out, whether the plan was registered, and "
        "whether reports share people. What a study found is not guessed: a result that is not "
        f"known stays so. {new}"
    )
    return Step("", text)


def _studies(ids: Collection[str]) -> str:
    return "1 study" if len(ids) == 1 else f"{len(ids)} studies"


def _people(known: int | None, unknown: int) -> str:
    """A number of people in words that keep what is not known apart."""
    said = "No known number of people" if known is None else f"{known} people"
    if unknown and known is not None:
        said += f", and {unknown} group{'s' if unknown > 1 else ''} of unknown size"
    return said


def _said(value: int) -> str:
    return LEVELS[value].replace("-", " ")


# --------------------------------------------------------------------------------- the map

MapKind = Literal[
    "people-randomised",
    "people-controlled",
    "people-other",
    "people-surrogate",
    "animals",
    "test-tube",
]
"""Where a piece of evidence stands on the evidence map."""
MAP_KINDS: tuple[MapKind, ...] = get_args(MapKind)


def place(evidence: Iterable[Evidence], studies: Mapping[str, Study]) -> dict[MapKind, list[Entry]]:
    """The counted evidence on a claim, by who was tested in what design."""
    entries = sorted((Entry(e, studies[e.study]) for e in evidence), key=lambda e: e.study.id)
    placed: dict[MapKind, list[Entry]] = {kind: [] for kind in MAP_KINDS}
    for entry in _counted(entries, studies)[0]:
        if kind := _map_kind(entry):
            placed[kind].append(entry)
    return placed


def _map_kind(entry: Entry) -> MapKind | None:
    if entry.study.system == "animal":
        return "animals"
    if entry.study.system in ("cell", "cell-free"):
        return "test-tube"
    if entry.study.system != "human":
        return None
    if not _efficacy([entry]):
        return "people-surrogate"
    if entry.study.design == "randomised":
        return "people-randomised"
    return "people-controlled" if entry.study.design in CONTROLLED else "people-other"


# ----------------------------------------------------------------------------- the effects


def assess_effect(effect: Effect, studies: Mapping[str, Study]) -> Assessment:
    """What the rule makes of an effect: the highest that any of its claims reaches.

    That is the charitable reading, and ``why`` says so.
    """
    claims = {claim.id: assess(claim.evidence, studies) for claim in effect.claims}
    return combine(effect, claims, studies)


def combine(
    effect: Effect, claims: Mapping[str, Assessment], studies: Mapping[str, Study]
) -> Assessment:
    """The same, where its claims have been assessed already."""
    top = max(claims, key=lambda claim: VALUES[claims[claim].certainty])
    level = claims[top].certainty
    highest = [a for a in claims.values() if a.certainty == level]
    directions = {a.direction for a in highest if a.direction is not None}
    counted = [
        entry
        for claim in effect.claims
        for entry in _counted([Entry(e, studies[e.study]) for e in claim.evidence], studies)[0]
    ]
    people = {e.study.id: e.study for e in counted if e.study.system == "human"}
    known, unknown = count_people(people.values())
    on_claim = {entry.study.id: entry.study for entry in _efficacy(counted)}
    said = ", ".join(f"{claim} ({_level(a.certainty)})" for claim, a in claims.items())
    why = Step(
        "", f"An effect takes the highest that its claims reach, which is charitable: {said}."
    )
    return Assessment(
        evidence_kind=min((a.evidence_kind for a in claims.values()), key=KINDS.index),
        certainty=level,
        best_case=LEVELS.get(max(VALUES[a.best_case] for a in claims.values())),
        direction=directions.pop() if len(directions) == 1 else "mixed" if directions else None,
        people=known,
        people_unknown=unknown,
        people_on_claim=count_people(on_claim.values())[0],
        gap=_gap(level),
        label_check=_any_label(claims),
        why=(why,),
    )


def _any_label(claims: Mapping[str, Assessment]) -> tuple[LabelCheck, ...]:
    """An effect passes a check where one of its claims does."""
    checks = zip(*(a.label_check for a in claims.values()), strict=True)
    return tuple(max(of_claims, key=lambda check: check.met) for of_claims in checks)


def _level(level: Level | None) -> str:
    return level.replace("-", " ") if level else "none about people"


def evidence_kind(evidence: Iterable[Evidence], studies: Mapping[str, Study]) -> EvidenceKind:
    """The kind of evidence on a mechanism, for which no certainty of benefit is computed."""
    return assess(evidence, studies).evidence_kind
