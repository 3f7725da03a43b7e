"""BibTeX in UTF-8, for classic styles and reference managers; ``biblatex`` uses it too.

Field names: https://www.bibtex.com/format/. Letters of any script are kept. A character that LaTeX
would take for a command becomes the command that prints it.
"""

import re
from collections.abc import Iterator, Sequence

from semax_cli import labels
from semax_cli.citations.reference import Author, Reference, page_range

_PERCENT = {ord("{"): "%7B", ord("}"): "%7D", ord("\\"): "%5C"}
VERBATIM = ("doi", "url", "eprint", "pmid", "pmcid")
"""Fields that BibTeX and biber pass on as they are."""


def render(references: Sequence[Reference]) -> str:
    """One entry a reference."""
    return "\n".join(entry(_kind(each), each.id, _fields(each)) for each in references)


def _kind(reference: Reference) -> str:
    """The type of entry: styles demand authors, a journal and a year of an article."""
    whole = reference.authors and reference.journal and reference.year
    return "article" if whole else "misc"


def _fields(reference: Reference) -> Iterator[tuple[str, str | None]]:
    yield "author", authors(reference)
    yield "title", reference.title
    yield "journal", reference.journal
    yield "howpublished", None if _kind(reference) == "article" else _place(reference)
    yield "year", str(reference.year) if reference.year else None
    yield "volume", reference.volume
    yield "number", reference.issue
    yield "pages", dashed(reference)
    yield "doi", reference.doi
    yield "pmid", reference.pmid
    yield "pmcid", reference.pmcid
    yield "url", reference.url
    yield "language", labels.language(reference.language) if reference.language else None
    yield "note", " ".join(filter(None, (reference.original, *reference.remarks)))
    yield "annote", reference.annotation  # which styles do not print once a reference


def _place(reference: Reference) -> str | None:
    """Journal, volume and pages in one field: of what is no article, styles print no others."""
    numbers = labels.journal_place(reference.volume, reference.issue, reference.pages)
    return f"{reference.journal} {numbers}".strip() if reference.journal else None


def entry(kind: str, key: str, fields: Iterator[tuple[str, str | None]]) -> str:
    """An entry, with a field for each value that is known."""
    lines = (f"  {name} = {_value(name, value)},\n" for name, value in fields if value)
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"


def _value(name: str, value: str) -> str:
    if name == "author":
        return f"{{{value}}}"  # escaped name by name, since braces and "and" have a meaning here
    if name in VERBATIM:
        # A brace that nothing closes would swallow what follows, and a backslash begins a command.
        return f"{{{value.translate(_PERCENT)}}}"
    return f"{{{_capitals_kept(value) if name.startswith('title') else escaped(value)}}}"


def _capitals_kept(title: str) -> str:
    """A title in which words with capitals are in braces: styles make all others small.

    The first word needs them only for capitals within it. Where a title has braces of its own, it
    is in braces as a whole.
    """
    latex = escaped(title)
    if "{" in title or "}" in title:
        return f"{{{latex}}}"
    first, *others = latex.split(" ")
    kept = (_in_braces(word) if _has_capital(word) else word for word in others)
    return " ".join((_in_braces(first) if _has_capital(first[1:]) else first, *kept))


def _has_capital(word: str) -> bool:
    """Whether a word of LaTeX, without its commands, has a capital letter of any script."""
    return any(character.isupper() for character in re.sub(r"\\[A-Za-z]+", "", word))


def _in_braces(word: str) -> str:
    return f"{{{word}}}"


def authors(reference: Reference) -> str | None:
    """Names as ``Family, Given and Family, Given and others``."""
    names = [_name(author) for author in reference.authors]
    if reference.incomplete:
        names.append("others")
    return " and ".join(names) or None


def _name(author: Author) -> str:
    if author.given:
        suffix = f", {escaped(author.suffix)}" if author.suffix else ""
        return f"{escaped(author.family)}{suffix}, {escaped(author.given)}"
    return f"{{{escaped(author.family)}}}"


def dashed(reference: Reference) -> str | None:
    """Pages, with the dash of each range as LaTeX writes it."""
    if reference.pages is None:
        return None
    parts = [(part, page_range(part)) for part in reference.pages.split(",")]
    return ", ".join("--".join(found) if found else part.strip() for part, found in parts)


def escaped(text: str) -> str:
    """The text as LaTeX prints it."""
    quoted = re.sub('"([^"]*)"', r"“\1”", text)  # LaTeX would close both
    return quoted.translate(_LATEX if _balanced(text) else _LONE_BRACES)


def _balanced(text: str) -> bool:
    """Whether every brace in a text is closed. BibTeX counts braces, escaped or not."""
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0


_LATEX = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "#$%&_{}"},
        "\\": r"{\textbackslash}",
        "^": r"{\textasciicircum}",
        "~": r"{\textasciitilde}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        '"': "''",
    }
)
"""What LaTeX takes for a command. Letters of any script it prints as they are."""
_LONE_BRACES = _LATEX | str.maketrans({"{": r"\textbraceleft{}", "}": r"\textbraceright{}"})
