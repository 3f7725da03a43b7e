"""The best case: what the rule would say with everything unclear resolved in the claim's favour."""

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from semax_cli.grading.rule import StudyEvidence
from semax_cli.records import Study


def resolved(counted: Iterable[StudyEvidence]) -> list[StudyEvidence]:
    """The evidence with every unclear property of its studies resolved in the claim's favour.

    How many people there were and what was found stay unknown where they are.
    """
    return [entry._replace(study=_resolved(entry.study)) for entry in counted]


def _resolved(study: Study) -> Study:
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
