r"""Tab-separated values, in UTF-8, with nothing quoted; nested values as ``flat`` says.

A tab, a line break and a backslash within a value are written ``\t``, ``\n`` and ``\\``,
as Miller and PostgreSQL read them.
"""

from collections.abc import Iterator

from semax_cli.formats import flat
from semax_cli.terminal.capabilities import Page
from semax_cli.view import View

_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n"})


def render(view: View, page: Page) -> Iterator[str]:
    """The items as a table with a header, row by row."""
    for row in flat.table(view):
        yield "\t".join(cell.translate(_ESCAPES) for cell in row) + "\n"
