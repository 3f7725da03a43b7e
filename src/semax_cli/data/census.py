"""The census of the literature: PubMed's records on the substance, in ``data/literature.csv``."""

from functools import cache
from io import StringIO
from typing import Any

from semax_cli._record import Record, record
from semax_cli.codes import Answer, PublicationKind
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
    return Publication(**{**row, "year": int(row["year"]), "publication_types": types})
