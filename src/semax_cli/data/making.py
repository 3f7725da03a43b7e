"""How the data were made: what was read, what is known and what was checked, as numbers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from typing import NamedTuple

from semax_cli.data.census import census
from semax_cli.records import Bias, Dataset, Study, that_tested_people


class Known(NamedTuple):
    """For how many of the studies in people a field is known."""

    studies: int
    """How many studies there are in people that tested something."""
    size: int
    """How many people took part."""
    design: int
    """Whether it was randomised or controlled."""
    risk_of_bias: int
    """At least one domain of the risk of bias."""
    registration: int
    """Whether it was registered before it began."""


class Making(NamedTuple):
    """How the data were made."""

    made: str | None
    """By whom, in words."""
    database: str
    """The only database that was searched."""
    searched_on: str
    """When, as YYYY-MM-DD."""
    searched_by: str
    """By whom."""
    query: str
    """With which words."""
    studies: int
    """How many studies there are."""
    found_otherwise: int | None
    """How many of them are not from the search: by chance, in references, in other indexes. None
    where the records of the search are not known."""
    read: dict[str, int]
    """How many of them were read how far."""
    checked: int
    """How many were checked a second time against their sources."""
    in_people: Known
    """What is known of the studies in people."""


def making(dataset: Dataset) -> Making:
    """Count what was read and checked, and what is known of the studies in people."""
    search = dataset.search
    used = {publication.study for publication in census(dataset)}
    return Making(
        made=dataset.dataset.made,
        database=search.database,
        searched_on=search.searched_on,
        searched_by=search.searched_by,
        query=search.query,
        studies=len(dataset.studies),
        found_otherwise=sum(study.id not in used for study in dataset.studies) if used else None,
        read=dict(Counter(study.read for study in dataset.studies)),
        checked=sum(study.checked_by is not None for study in dataset.studies),
        in_people=_known(that_tested_people(dataset.studies)),
    )


def _known(studies: Sequence[Study]) -> Known:
    return Known(
        studies=len(studies),
        size=sum(study.n is not None for study in studies),
        design=sum(study.design != "unclear" for study in studies),
        risk_of_bias=sum(
            any(getattr(study.bias, domain.name) != "unclear" for domain in fields(Bias))
            for study in studies
        ),
        registration=sum(study.registered != "unclear" for study in studies),
    )
