"""The evidence map: which counted studies of a claim tested whom, in what design."""

from collections.abc import Mapping
from typing import Literal, get_args

from semax_cli.codes import Measures
from semax_cli.grading.rule import Report, counted_and_left_out, efficacy_reports
from semax_cli.records import Claim, Study

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


def place(claim: Claim, studies: Mapping[str, Study]) -> dict[MapKind, list[Report]]:
    """The counted evidence on a claim, by who was tested in what design."""
    placed: dict[MapKind, list[Report]] = {kind: [] for kind in MAP_KINDS}
    for report in counted_and_left_out(claim.evidence, studies)[0]:
        if kind := _map_kind(report, claim.measures):
            placed[kind].append(report)
    return placed


def _map_kind(report: Report, measures: Measures) -> MapKind | None:
    if report.study.system == "animal":
        return "animals"
    if report.study.system in ("cell", "cell-free"):
        return "test-tube"
    if report.study.system != "human":
        return None
    if not efficacy_reports([report], measures):
        return "people-surrogate"
    if report.study.design == "randomised":
        return "people-randomised"
    return "people-controlled" if report.study.design == "controlled" else "people-other"
