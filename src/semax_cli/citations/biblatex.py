"""biblatex, as biber reads it: https://ctan.org/pkg/biblatex, chapter 2 of its manual."""

from collections.abc import Iterator, Sequence

from semax_cli import labels
from semax_cli.citations.bibtex import authors, dashed, entry
from semax_cli.citations.reference import Reference


def render(references: Sequence[Reference]) -> str:
    """One entry a reference."""
    return "\n".join(
        entry("article" if each.published else "misc", each.id, _fields(each))
        for each in references
    )


def _fields(reference: Reference) -> Iterator[tuple[str, str | None]]:
    yield "author", authors(reference)
    yield "title", reference.title
    yield "titleaddon", reference.title_original
    yield "journaltitle", reference.journal
    yield "date", str(reference.year) if reference.year else None
    yield "volume", reference.volume
    yield "number", reference.issue
    yield "pages", dashed(reference)
    yield "doi", reference.doi
    yield "eprint", reference.pmid
    yield "eprinttype", "pubmed" if reference.pmid else None
    yield "url", None if reference.pmid or reference.doi else reference.url
    language = labels.babel_name(reference.language) if reference.language else None
    yield "language", language
    yield "langid", language
    yield "addendum", f"PMCID {reference.pmcid}" if reference.pmcid else None
    yield "note", " ".join(reference.remarks)
    yield "annotation", reference.annotation  # which styles do not print
