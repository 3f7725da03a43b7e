"""The steps of the rule in words: what each found in the evidence on a claim."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from semax_cli.codes import Measures, Result
from semax_cli.grading.rule import (
    CONSISTENT,
    DOMAINS,
    ENOUGH_PEOPLE,
    FAR_TOO_FEW_PEOPLE,
    HARDLY_READ,
    NOT_READ_IN_FULL,
    STARTS,
    VERY_LOW,
    Cohorts,
    EvidenceKind,
    Report,
    bias_change,
    caps,
    certainty,
    cohorts,
    consistency_change,
    directness_change,
    independent,
    largest,
    level_name,
    low_domains,
    people_at_least,
    people_for_sure,
    precision_change,
    publication_change,
    votes,
)


class Step(NamedTuple):
    """One step of the reasoning."""

    rule: str
    """Which step of the rule, G0 to G10."""
    text: str
    """What the step found, in a sentence or two that name the studies."""
    change: int = 0
    """By how many levels it moves the result."""


_WITHOUT_PEOPLE: dict[EvidenceKind, str] = {
    "animal": "Only animals, perhaps cells too, were tested, so nothing can be said about people.",
    "in-vitro": "Only cells or test tubes were used, so nothing can be said about people.",
    "excluded": "What there was has been retracted or is under concern.",
    "none": "No study of the claim was found.",
}
_DESIGN: dict[EvidenceKind, str] = {
    "human-randomised": "At least one study was randomised",
    "human-controlled": "No study is known to be randomised; at least one was controlled",
    "human-uncontrolled": "No study had a control group",
    "human-unclear": "Whether chance decided who was treated is not known of any study",
}
_NOT_RANDOMISED: dict[EvidenceKind, str] = {
    "human-controlled": "none is known to be randomised",
    "human-uncontrolled": "none had a control group",
    "human-unclear": "it is not known whether anybody was randomised",
}
_RESULT: dict[Result, str] = {
    "favours": "Favours",
    "no-difference": "No difference",
    "mixed": "Mixed",
    "harm": "Harm",
    "unclear": "Not known",
}


def steps(
    kind: EvidenceKind,
    counted: Sequence[Report],
    left_out: Mapping[str, str],
    efficacy: Sequence[Report],
    measures: Measures,
) -> tuple[Step, ...]:
    """The steps up to the one that decides, in order; their changes add up to the level."""
    people = [report for report in counted if report.study.system == "human"]
    first = (_left_out(counted, left_out), _in_people(kind, people, len(counted) - len(people)))
    if not people:
        return first
    second = _measured(people, efficacy, measures)
    if not efficacy:
        return (*first, second)
    start = STARTS[kind]
    start_step = Step("G3", f"{_DESIGN[kind]}: start at {level_name(start)} ({start}).", start)
    groups = cohorts(efficacy)
    judged = (
        start_step,
        _bias(efficacy),
        _consistency(groups),
        _directness(efficacy),
        _precision(groups),
        _publication(efficacy, groups),
    )
    count = sum(step.change for step in judged)
    found = caps(efficacy, groups)
    capped = min([count, *(cap for cap, _ in found)])
    result = certainty(efficacy)
    floor = f", and the lowest level is {VERY_LOW}" if capped < result else ""
    text = f"The steps come to {capped}{floor}. The certainty is {level_name(result)}."
    end = Step("G10", text, result - capped)
    return (*first, second, *judged, _caps(found, capped - count), end)


def doubts(kind: EvidenceKind, efficacy: Sequence[Report], groups: Cohorts) -> tuple[str, ...]:
    """What keeps the certainty about a claim down, in a few words each.

    How far the reports were read comes first, then how they were designed, then the rest in the
    order of the steps.
    """
    cast = votes(groups)
    limits = [reason for _, reason in caps(efficacy, groups)]
    bias = largest(efficacy).study.bias
    bias_known = all(getattr(bias, domain) != "unclear" for domain in DOMAINS)
    indirect = directness_change(efficacy) < 0
    found = {
        HARDLY_READ: HARDLY_READ in limits,
        NOT_READ_IN_FULL: NOT_READ_IN_FULL in limits and HARDLY_READ not in limits,
        _NOT_RANDOMISED.get(kind, ""): kind in _NOT_RANDOMISED,
        f"the risk of bias is {'high' if bias_known else 'not known'}": bias_change(efficacy) < 0,
        "no clear result is known": not cast,
        "the results disagree": bool(cast) and consistency_change(cast) < 0,
        "none is known to fit the claim in people, treatment and outcome": indirect,
        _how_few(groups): precision_change(groups) < 0,
        "results against the claim may be unpublished": publication_change(efficacy, cast) < 0,
        **{limit: True for limit in limits if limit not in (HARDLY_READ, NOT_READ_IN_FULL)},
    }
    return tuple(text for text, holds in found.items() if holds)


def _how_few(groups: Cohorts) -> str:
    people = people_at_least(groups)
    known = f"only {people} people can be counted" if people else "their number is not known"
    return f"{known} (the rule asks for {ENOUGH_PEOPLE})"


def _left_out(counted: Sequence[Report], left_out: Mapping[str, str]) -> Step:
    """G0."""
    named = "; ".join(f"{study} ({reason})" for study, reason in left_out.items())
    text = f"Left out: {named}." if named else "No report is left out."
    unchecked = sum(report.study.retraction == "unchecked" for report in counted)
    if unchecked:
        text += f" Whether a report was retracted was not checked for {unchecked}."
    return Step("G0", text)


def _in_people(kind: EvidenceKind, people: Sequence[Report], others: int) -> Step:
    """G1."""
    if not people:
        return Step("G1", f"No report is known to be on people. {_WITHOUT_PEOPLE[kind]}")
    text = f"{number(len(people), 'report')} on people: {_ids(people)}."
    if others:
        text += f" Reports not known to be on people are left aside from here on: {others}."
    return Step("G1", text)


def _measured(people: Sequence[Report], efficacy: Sequence[Report], measures: Measures) -> Step:
    """G2."""
    asked = (
        "what the claim is about"
        if measures == "biology"
        else "how people felt or functioned, for this claim"
    )
    rest = [report for report in people if report not in efficacy]
    if not efficacy:
        return Step("G2", f"None of them measured {asked}. The rule stops here.")
    text = f"Measured {asked}: {_ids(efficacy)}."
    if rest:
        text += f" Not used, since it is indirect or measured something else: {_ids(rest)}."
    return Step("G2", text)


def _bias(efficacy: Sequence[Report]) -> Step:
    """G4."""
    study = largest(efficacy).study
    unclear = sum(getattr(study.bias, domain) == "unclear" for domain in DOMAINS)
    size = f"{study.n} people" if study.n else "number of people not known"
    text = (
        f"The largest study is {study.id} ({size}). Its risk of bias is low in "
        f"{low_domains(study.bias)} of the {len(DOMAINS)} domains asked for here"
    )
    text += f" and unclear in {unclear}." if unclear else "."
    return Step("G4", text, bias_change(efficacy))


def _consistency(groups: Cohorts) -> Step:
    """G5."""
    cast = votes(groups)
    by_result: dict[Result, list[str]] = {}
    for name, result in cast.items():
        by_result.setdefault(result, []).append(" + ".join(_each(groups[name])))
    silent = [report for name, reports in groups.items() if name not in cast for report in reports]
    found = [f"{_RESULT[result]}: {'; '.join(ids)}." for result, ids in by_result.items()]
    if silent:
        found.append(f"No vote, since the result is unclear: {_ids(silent)}.")
    if len(cast) > 1:
        most = max(map(len, by_result.values()))
        found.append(f"{most} of {len(cast)} votes agree; {CONSISTENT:.0%} are needed.")
    votes_of = "One vote for each group of people; reports on the same group are joined by +."
    text = " ".join((votes_of, *found, *_vote_apart({n: groups[n] for n in cast})))
    return Step("G5", text, consistency_change(cast))


def _vote_apart(groups: Cohorts) -> Iterator[str]:
    """Which groups that have a vote each may be the same people."""
    group_of = {report.study.id: name for name, reports in groups.items() for report in reports}
    for _, ids in people_for_sure(groups):
        if len({group_of[study] for study in ids}) > 1:
            named = dict.fromkeys(group_of[study] for study in ids)
            parts = (" + ".join(s for s in ids if group_of[s] == name) for name in named)
            yield f"These groups vote apart, though they may share people: {'; '.join(parts)}."


def _directness(efficacy: Sequence[Report]) -> Step:
    """G6."""
    direct = [report for report in efficacy if report.evidence.directness == "direct"]
    text = (
        f"Tested the claim's own people, treatment and outcome: {_ids(direct)}."
        if direct
        else "No report tested the claim's own people, treatment and outcome all together."
    )
    return Step("G6", text, directness_change(efficacy))


def _precision(groups: Cohorts) -> Step:
    """G7."""
    sizes = people_for_sure(groups)
    people = people_at_least(groups)
    parts = [f"{size or 'not known'} ({', '.join(ids)})" for size, ids in sizes]
    text = f"At least {people} people" if people else "No number of people is known"
    text += f": {' + '.join(parts)}."
    if any(len(ids) > 1 for _, ids in sizes):
        text += " Reports named together are or may be on the same people, who count once."
    text += (
        f" {ENOUGH_PEOPLE} or more: no change. {FAR_TOO_FEW_PEOPLE} to {ENOUGH_PEOPLE - 1}: -1. "
        "Fewer, or not known: -2."
    )
    return Step("G7", text, precision_change(groups))


def _publication(efficacy: Sequence[Report], groups: Cohorts) -> Step:
    """G8."""
    cast = votes(groups)
    change = publication_change(efficacy, cast)
    if change:
        text = (
            "Every known result favours the claim, and no study is known to be registered or "
            "independent of the developers. Unfavourable results may be unpublished."
        )
        return Step("G8", text, change)
    results = set(cast.values())
    reasons = []
    if not results:
        reasons.append("no result is known")
    elif results != {"favours"}:
        reasons.append("at least one result does not favour the claim")
    for what, reports in (
        ("registered in advance", [r for r in efficacy if r.study.registered == "yes"]),
        ("independent of the developers", independent(efficacy)),
    ):
        if reports:
            reasons.append(f"{what}: {_ids(reports)}")
    return Step("G8", f"No change: {'; '.join(reasons)}.")


def _caps(found: Sequence[tuple[int, str]], change: int) -> Step:
    """G9."""
    by_cap: dict[int, list[str]] = {}
    for cap, reason in found:
        by_cap.setdefault(cap, []).append(reason)
    if not by_cap:
        return Step("G9", "No limit applies.", change)
    text = " ".join(
        f"As things stand, at most {level_name(cap)}, since {', and '.join(reasons)}."
        for cap, reasons in by_cap.items()
    )
    if not change:
        text += " The steps above come to no more, so this changes nothing."
    return Step("G9", text, change)


def _each(reports: Iterable[Report]) -> list[str]:
    return [report.study.id for report in reports]


def _ids(reports: Iterable[Report]) -> str:
    return ", ".join(_each(reports))


def number(count: int, what: str) -> str:
    """How many of something, in the singular for one."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
