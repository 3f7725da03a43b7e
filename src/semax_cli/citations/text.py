"""References to read, in the order of fields that PubMed uses, one a line.

A DOI is written as an address, as Crossref advises, so that it leads to the paper.
"""

from collections.abc import Iterator, Sequence

from semax_cli import labels
from semax_cli.citations.reference import Author, Reference
from semax_cli.identifiers import doi_address


def render(references: Sequence[Reference]) -> str:
    """The short warning, the references, and the whole warning."""
    if not references:
        return "No study is cited.\n"
    warning = references[0].warning
    lines = (warning.short, *map(_line, references), f"Please note: {warning.full}")
    return "\n\n".join(lines) + "\n"


def _line(reference: Reference) -> str:
    return f"[{reference.id}] {' '.join(_parts(reference))}"


def _parts(reference: Reference) -> Iterator[str]:
    if reference.authors:
        names = ", ".join(map(_name, reference.authors))
        yield _ended(f"{names}{', et al' if reference.incomplete else ''}")
    yield _ended(reference.title)
    if reference.title_original:
        yield f"[{reference.title_original}]."
    if reference.journal:
        yield _ended(reference.journal)
    place = labels.journal_place(reference.volume, reference.issue, reference.pages)
    yield f"{reference.year or 'Year not known'}{';' if place else ''}{place}."
    if reference.language and reference.language != "en":
        yield f"In {labels.language(reference.language)}."
    yield from (f"{name} {value}." for name, value in _numbers(reference))
    yield from reference.remarks
    yield reference.read
    if address := doi_address(reference.doi) if reference.doi else reference.url:
        yield address  # last, and without a full stop, which would be copied with it


def _name(author: Author) -> str:
    """A name as PubMed writes it: ``Martynov MYu``."""
    initials = (author.given or "").replace(".", "").replace(" ", "")
    return " ".join(filter(None, (author.family, initials, author.suffix)))


def _ended(text: str) -> str:
    """A text that ends with one mark."""
    return text if text.endswith(("?", "!", "…")) else f"{text.rstrip('.')}."


def _numbers(reference: Reference) -> Iterator[tuple[str, str]]:
    if reference.pmid:
        yield "PMID", reference.pmid
    if reference.pmcid:
        yield "PMCID", reference.pmcid
