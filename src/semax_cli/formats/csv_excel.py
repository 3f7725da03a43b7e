"""CSV for spreadsheets: with a byte-order mark, and without what they would take for dates.

Excel opens CSV without the mark in the encoding of its country, in which Cyrillic and dashes are
other letters. Programs read the mark as a part of the first name, so ``csv`` has none.
"""

import re
from collections.abc import Iterator

from semax_cli.formats import csv, flat
from semax_cli.terminal.capabilities import Page
from semax_cli.view import View

MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"

_RANGE = re.compile(r"\d{1,4}-\d{1,4}")
_DATE = re.compile(r"\d{1,4}[/.]\d{1,4}(?:[/.]\d{1,4})?")


def render(view: View, page: Page) -> Iterator[str]:
    """The items as ``csv`` has them, but for the mark and for ranges."""
    yield MARK
    yield from (csv.row([_as_text(cell) for cell in cells]) for cells in flat.table(view))


def _as_text(cell: str) -> str:
    """A cell that no spreadsheet takes for a date: pages 9-11 get a dash, 1/2 an apostrophe."""
    if _RANGE.fullmatch(cell):
        return cell.replace("-", "\N{EN DASH}")
    return f"'{cell}" if _DATE.fullmatch(cell) else cell
