"""RIS, for EndNote, Zotero, Mendeley and library catalogues, written by rispy.

Tags: https://en.wikipedia.org/wiki/RIS_(file_format). A PMID is written as AN
(accession number), with PubMed as DB (database), a PMCID as C2, and the warning as N1.
"""

from collections.abc import Sequence
from typing import Any

import rispy

from semax_cli.citations.reference import Author, Reference, page_range


def render(references: Sequence[Reference]) -> str:
    """One record a reference."""
    records = [_record(reference) for reference in references]
    text: str = rispy.dumps(records, implementation=_Writer)
    return text.lstrip("\n")


class _Writer(rispy.RisWriter):  # type: ignore[misc]
    """A writer without the number before each record, which some readers cannot skip."""

    def set_header(self, count: int) -> str:
        return ""


def _record(reference: Reference) -> dict[str, Any]:
    first, last = page_range(reference.pages or "") or (reference.pages, None)
    notes = (reference.original, reference.unnamed, reference.note)
    fields = {
        "type_of_reference": "JOUR" if reference.published else "GEN",
        "id": reference.id,
        "authors": [_name(author) for author in reference.authors],
        "title": reference.title,
        "year": str(reference.year) if reference.year else None,
        "secondary_title": reference.journal,
        "volume": reference.volume,
        "number": reference.issue,
        "start_page": first,
        "end_page": last,
        "doi": reference.doi,
        "accession_number": reference.pmid,
        "custom2": reference.pmcid,
        "name_of_database": "PubMed" if reference.pmid else None,
        "language": reference.language,
        "urls": [reference.url] if reference.url else None,
        "notes": [note for note in notes if note],
    }
    return {name: value for name, value in fields.items() if value}


def _name(author: Author) -> str:
    """``Family, Given, Suffix``. A group has no comma, at which readers would split its name."""
    if author.given:
        return ", ".join(filter(None, author))
    name, *places = author.family.split(", ")
    return f"{name} ({'; '.join(places)})" if places else name
