"""The census of the literature: PubMed's records on the substance, in ``data/literature.csv``."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from io import StringIO
from typing import Any, NamedTuple

from semax_cli._record import Record, record
from semax_cli.codes import Answer, Decision, PublicationKind, RetractionKnown
from semax_cli.data.load import bundled, bundled_files, read_packaged
from semax_cli.records import Dataset


@record
class Publication(Record):
    """A record of the PubMed census, screened by title and journal."""

    pmid: str
    """PubMed identifier."""
    year: int
    """Year, as PubMed has it."""
    language: str
    """Language of publication, as a BCP 47 tag."""
    journal: str
    """Journal, abbreviated as PubMed does."""
    title: str
    """Title as PubMed prints it; in brackets where it is translated."""
    publication_types: tuple[str, ...]
    """Those of PubMed's publication types that tell of a design or a kind of text."""
    kind: PublicationKind
    """Kind of work, judged by title and journal."""
    about_semax: Answer
    """Whether Semax is really its subject, judged by the title."""
    decision: Decision
    """Whether it is used here."""
    reason: str | None
    """Why it is not, in a word; docs/census.md explains the words."""
    study: str | None
    """Id of the study that it is here."""
    screened_by: str
    """Who decided so: a person or a program."""
    screened_on: str
    """When, as YYYY-MM-DD."""
    retraction: RetractionKnown
    """Whether a retraction is known."""
    retraction_checked: str | None
    """When that was checked, as YYYY-MM-DD."""


class Flow(NamedTuple):
    """How many records were found, screened and used, as PRISMA 2020 counts them."""

    found: int
    """Records that the search gave."""
    not_about: dict[str, int]
    """Records that are not about the substance, by reason."""
    about: int
    """Records that are, or may be, about it."""
    not_used: dict[str, int]
    """Those of them that are not used here, by reason."""
    used: int
    """Those that are used here, each as a study."""


def flow(publications: Iterable[Publication]) -> Flow:
    """Count the records of the census by decision and reason."""
    listed = list(publications)
    counts: dict[Decision, Counter[str]] = {
        decision: Counter(p.reason or "" for p in listed if p.decision == decision)
        for decision in ("used", "not-used", "not-about-semax")
    }
    not_about = counts["not-about-semax"]
    return Flow(
        found=len(listed),
        not_about=dict(not_about.most_common()),
        about=len(listed) - not_about.total(),
        not_used=dict(counts["not-used"].most_common()),
        used=counts["used"].total(),
    )


def census(dataset: Dataset | None = None) -> tuple[Publication, ...]:
    """PubMed's records on Semax, from the bundled ``literature.csv``.

    Empty for a dataset on another substance or with another search: they do not belong to it.
    """
    own = dataset is None or (dataset.search, dataset.substance.name) == (
        bundled().search,
        bundled().substance.name,
    )
    return _bundled_census() if own else ()


@cache
def _bundled_census() -> tuple[Publication, ...]:
    import csv  # here, since only the census needs it

    _, path = bundled_files()
    text = read_packaged(path).decode("utf-8")
    return tuple(_publication(row) for row in csv.DictReader(StringIO(text, newline="")))


def _publication(row: dict[str, Any]) -> Publication:
    types = tuple(row["publication_types"].split("; ")) if row["publication_types"] else ()
    known: dict[str, Any] = {name: value or None for name, value in row.items()}
    return Publication(**{**known, "year": int(row["year"]), "publication_types": types})
