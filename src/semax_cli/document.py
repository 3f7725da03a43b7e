"""What a person sees, before any format: headings, paragraphs, facts, entries and grids."""

from collections.abc import Iterable
from typing import Any, NamedTuple

LONGEST_WORD = 30
"""Longer words, such as addresses, may be broken at the end of a line."""


class Heading(NamedTuple):
    """A heading; ``id`` is what to type to see the thing it names."""

    text: str
    id: str | None = None
    level: int = 1


class Prose(NamedTuple):
    """A paragraph."""

    text: str


class Facts(NamedTuple):
    """Labelled values, one a line."""

    rows: tuple[tuple[str, str], ...]


class Address(NamedTuple):
    """Where something can be checked; not ``linked``, it is a specimen that nobody should open."""

    name: str
    url: str
    linked: bool = True

    @property
    def text(self) -> str:
        """The name and the address, which without its scheme is no link."""
        if not self.url:
            return self.name
        shown = self.url if self.linked else f"{self.url.partition('://')[2]} (a specimen, no link)"
        return f"{self.name}: {shown}" if self.name else shown


class Entry(NamedTuple):
    """A short record within a longer one: a title, some words about it, a text, its sources.

    ``marked`` are words to highlight in it.
    """

    title: str
    about: tuple[str, ...] = ()
    text: str = ""
    sources: tuple[Address, ...] = ()
    marked: tuple[str, ...] = ()


class Column(NamedTuple):
    """A column of a grid. ``least`` is the width, in characters, below which it is unreadable.

    ``cut`` is for long titles in a list to scan: a table shows their beginning, if there is no room
    for more on the line. Other formats show them whole.
    """

    title: str
    least: int = 8
    cut: bool = False


class Grid(NamedTuple):
    """One row a record. The first column names the record."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Prose | Facts | Entry | Grid


def id_column(title: str, ids: Iterable[str]) -> Column:
    """A column of ids, which are never folded."""
    return Column(title, max(map(len, (*ids, title))))


def grid(names: Iterable[str], rows: Iterable[Iterable[Any]]) -> Grid:
    """A grid of plain values under the names of their fields."""
    written = tuple(tuple(map(cell, row)) for row in rows)
    columns = zip(names, *written, strict=True)
    return Grid(
        tuple(Column(name, _longest_word(name, *cells)) for name, *cells in columns), written
    )


def _longest_word(*texts: str) -> int:
    """The width at which no word in these texts is broken, unless it is as long as an address."""
    return max(min(len(word), LONGEST_WORD) for text in texts for word in text.split() or [""])


def cell(value: Any) -> str:
    """A plain value as text for one cell, whole; nested records become lines of "name: value".

    A dash stands for null: not known or, where only that is possible, not applicable.
    """
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return "\n".join(_line(name, cell(inner)) for name, inner in value.items())
    if isinstance(value, list):
        separator = "\n\n" if any(isinstance(entry, dict) for entry in value) else "\n"
        return separator.join(cell(entry) for entry in value) or "none"
    return str(value)


def _line(name: str, text: str) -> str:
    if "\n" not in text:
        return f"{name}: {text}"
    indented = "\n".join(f"  {line}" if line else "" for line in text.splitlines())
    return f"{name}:\n{indented}"
