"""The best case: how high the certainty could be if what is not known turned out well.

Which reports count (G0 to G2) is taken as recorded. Of these, everything that is not known may
turn out either way: design, risk of bias, directness, registration, ties, peer review, team,
result, size, whether cohorts share people, and what reading the whole report would show. The
functions here find the highest level over all these ways, without trying them all:

- In most fields one value is never worse than another, whatever the rest is, so it is taken.
- An unknown size matters twice: as a number of people (G7), and for which study is the largest
  (G4). Either one of unknown size becomes the largest, best that with the least bias, or none does.
- An unknown result matters as a vote (G5), and because a body that only favours is suspect (G8).
  Votes that agree are best; that one of them does not favour may lift the suspicion.

So ten bodies at most have to be judged. The tests compare this with trying everything.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, get_args

from semax_cli.codes import Result
from semax_cli.grading.rule import (
    DOMAINS,
    ENOUGH_PEOPLE,
    LEVELS,
    Level,
    Report,
    certainty,
    low_domains,
)
from semax_cli.records import Study

RESULTS: tuple[Result, ...] = tuple(r for r in get_args(Result) if r != "unclear")


class ReadFirst(NamedTuple):
    """A report whose details alone could raise the certainty."""

    study: str
    """Id of the study."""
    certainty: Level
    """How high they could raise it, everything else being as it is."""


def best(efficacy: Sequence[Report], studies: Collection[str] | None = None) -> int:
    """The highest level over every way of resolving what is not known.

    Args:
        efficacy: The reports on the claim itself; at least one.
        studies: Whose unknowns to resolve, by id; without it, everybody's.
    """
    if studies is None:
        studies = {report.study.id for report in efficacy}
    resolved = [_resolved(report, studies) for report in efficacy]
    unknown = [i for i, report in enumerate(resolved) if report.study.id in studies]
    sizes = [i for i in unknown if resolved[i].study.n is None]
    results = [i for i in unknown if resolved[i].evidence.result == "unclear"]
    highest = 0
    for body in (body for sized in _sizes(resolved, sizes) for body in _results(sized, results)):
        highest = max(highest, certainty(body))
        if LEVELS[highest] == "high":  # nothing is above it
            break
    return highest


def read_first(efficacy: Sequence[Report]) -> tuple[ReadFirst, ...]:
    """The reports whose details alone could raise the certainty.

    Those that could raise it most come first; of these, those on the most people.
    """
    present = certainty(efficacy)
    if best(efficacy) == present:
        return ()
    reachable = {report.study.id: best(efficacy, {report.study.id}) for report in efficacy}
    people = {report.study.id: report.study.n or 0 for report in efficacy}
    ranked = sorted(reachable, key=lambda study: (-reachable[study], -people[study], study))
    return tuple(ReadFirst(s, LEVELS[reachable[s]]) for s in ranked if reachable[s] > present)


def _resolved(report: Report, studies: Collection[str]) -> Report:
    """A report with all resolved in which one value is never worse than another."""
    evidence, study, may_share = report
    if study.id not in studies:
        apart = tuple((other, cohort) for other, cohort in may_share if other not in studies)
        return Report(evidence, study, apart)
    if evidence.directness == "unclear":
        evidence = replace(evidence, directness="direct")
    return Report(evidence, _resolved_study(study))


def _resolved_study(study: Study) -> Study:
    low: dict[str, Any] = {d: "low" for d in DOMAINS if getattr(study.bias, d) == "unclear"}
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


def _sizes(reports: Sequence[Report], unknown: Sequence[int]) -> Iterator[list[Report]]:
    """The sizes worth trying for the reports at the places ``unknown``."""
    if not unknown:
        yield list(reports)
        return
    most = max(report.study.n or 0 for report in reports)
    least_biased = max(unknown, key=lambda i: low_domains(reports[i].study.bias))
    yield _with_sizes(reports, [least_biased], max(most + 1, ENOUGH_PEOPLE))
    yield _with_sizes(reports, unknown, max(most - 1, 0))


def _with_sizes(reports: Sequence[Report], places: Iterable[int], n: int) -> list[Report]:
    sized = list(reports)
    for i in places:
        sized[i] = sized[i]._replace(study=replace(sized[i].study, n=n))
    return sized


def _results(reports: Sequence[Report], unknown: Sequence[int]) -> Iterator[list[Report]]:
    """The results worth trying for the reports at the places ``unknown``."""
    if not unknown:
        yield list(reports)
        return
    for result in RESULTS:
        yield _with_result(reports, unknown, result)
    favourable = _with_result(reports, unknown, "favours")
    yield _with_result(favourable, unknown[:1], "no-difference")


def _with_result(reports: Sequence[Report], places: Iterable[int], result: Result) -> list[Report]:
    found = list(reports)
    for i in places:
        found[i] = found[i]._replace(evidence=replace(found[i].evidence, result=result))
    return found
