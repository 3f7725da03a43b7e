"""The evidence map: which counted studies of a claim tested whom, in what design."""

from collections.abc import Iterable, Mapping
from typing import Literal, get_args

from semax_cli.grading.rule import (
    CONTROLLED,
    StudyEvidence,
    counted_and_left_out,
    efficacy_entries,
)
from semax_cli.records import Evidence, Study

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


def place(
    evidence: Iterable[Evidence], studies: Mapping[str, Study]
) -> dict[MapKind, list[StudyEvidence]]:
    """The counted evidence on a claim, by who was tested in what design."""
    placed: dict[MapKind, list[StudyEvidence]] = {kind: [] for kind in MAP_KINDS}
    for entry in counted_and_left_out(evidence, studies)[0]:
        if kind := _map_kind(entry):
            placed[kind].append(entry)
    return placed


def _map_kind(entry: StudyEvidence) -> MapKind | None:
    if entry.study.system == "animal":
        return "animals"
    if entry.study.system in ("cell", "cell-free"):
        return "test-tube"
    if entry.study.system != "human":
        return None
    if not efficacy_entries([entry]):
        return "people-surrogate"
    if entry.study.design == "randomised":
        return "people-randomised"
    return "people-controlled" if entry.study.design in CONTROLLED else "people-other"
