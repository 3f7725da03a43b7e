"""RIS, for EndNote, Zotero, Mendeley and library catalogues.

Tags: https://en.wikipedia.org/wiki/RIS_(file_format). A PMID is written as AN
(accession number), with PubMed as DB (database), a PMCID as C2, and the warning as N1.
"""

from collections.abc import Iterator, Sequence

from semax_cli.citations.reference import Author, Reference, page_range


def render(references: Sequence[Reference]) -> str:
    """One record a reference."""
    return "\n".join(map(_record, references))


def _record(reference: Reference) -> str:
    lines = (
        f"{tag}  - {' '.join(value.splitlines())}\n" for tag, value in _fields(reference) if value
    )
    return f"{''.join(lines)}ER  - \n"


def _fields(reference: Reference) -> Iterator[tuple[str, str | None]]:
    first, last = page_range(reference.pages or "") or (reference.pages, None)
    yield "TY", "JOUR" if reference.published else "GEN"
    yield "ID", reference.id
    yield from (("AU", _name(author)) for author in reference.authors)
    yield "TI", reference.title
    yield "PY", str(reference.year) if reference.year else None
    yield "T2", reference.journal
    yield "VL", reference.volume
    yield "IS", reference.issue
    yield "SP", first
    yield "EP", last
    yield "DO", reference.doi
    yield "AN", reference.pmid
    yield "C2", reference.pmcid
    yield "DB", "PubMed" if reference.pmid else None
    yield "LA", reference.language
    yield "UR", reference.url
    yield from (("N1", note) for note in (reference.original, reference.unnamed, reference.note))


def _name(author: Author) -> str:
    """``Family, Given, Suffix``. A group has no comma, at which readers would split its name."""
    if author.given:
        return ", ".join(filter(None, author))
    name, *places = author.family.split(", ")
    return f"{name} ({'; '.join(places)})" if places else name
