"""References to read, in the order of fields that PubMed uses, one a line."""

from collections.abc import Iterator, Sequence

from semax_cli.citations.reference import Author, Reference
from semax_cli.terminal import visible
from semax_cli.views import words


def render(references: Sequence[Reference]) -> str:
    """The short warning, the references, and the whole warning."""
    if not references:
        return "No study is cited.\n"
    warning = references[0].warning
    short, whole = visible(warning.short), visible(warning.text)
    lines = (short, *map(_line, references), f"Please note: {whole}")
    return "\n\n".join(lines) + "\n"


def _line(reference: Reference) -> str:
    return f"[{reference.id}] {' '.join(_parts(reference))}"


def _parts(reference: Reference) -> Iterator[str]:
    if reference.authors:
        names = ", ".join(map(_name, reference.authors))
        yield f"{names}{', et al' if reference.incomplete else ''}."
    yield f"{reference.title.rstrip('.')}."
    if reference.title_original:
        yield f"[{reference.title_original}]."
    if reference.journal:
        yield f"{reference.journal}."
    place = words.place(reference.volume, reference.issue, reference.pages)
    yield f"{reference.year or 'Year not known'}{';' if place else ''}{place}."
    if reference.language and reference.language != "en":
        yield f"In {words.LANGUAGE.get(reference.language, reference.language)}."
    yield from (f"{name} {value}." for name, value in _numbers(reference))
    yield from reference.remarks


def _name(author: Author) -> str:
    """As PubMed has it: ``Martynov MYu``."""
    initials = (author.given or "").replace(".", "").replace(" ", "")
    return f"{author.family} {initials}".strip()


def _numbers(reference: Reference) -> Iterator[tuple[str, str]]:
    if reference.doi:
        yield "doi:", reference.doi
    if reference.pmid:
        yield "PMID", reference.pmid
    if reference.pmcid:
        yield "PMCID", reference.pmcid
    if not (reference.doi or reference.pmid) and reference.url:
        yield "Available from", reference.url
