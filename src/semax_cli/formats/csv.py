"""CSV after RFC 4180, in UTF-8, with line feeds; nested values as ``flat`` says."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from semax_cli.formats import flat
from semax_cli.terminal.capabilities import Page
from semax_cli.view import View

_END = "\r\n"
"""What Python's writer ends a row with: only so does it quote both characters within a cell."""


def render(view: View, page: Page) -> Iterator[str]:
    """The items as a table with a header, row by row."""
    return map(row, flat.table(view))


def row(cells: Sequence[str]) -> str:
    """A row as a line."""
    text = StringIO()
    csv.writer(text, lineterminator=_END).writerow(cells)
    return text.getvalue().removesuffix(_END) + "\n"
