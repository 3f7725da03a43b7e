"""JSON Lines: one record a line, the short warning as its last key."""

from collections.abc import Iterator

from semax_cli.formats import WARNING
from semax_cli.formats.json import dumped
from semax_cli.terminal.capabilities import Page
from semax_cli.view import View


def render(view: View, page: Page) -> Iterator[str]:
    """The items, one JSON object a line; nothing where there is none."""
    ascii_only = not page.shows("я")
    for item in view.items():
        yield dumped({**item, WARNING: view.row_warning}, ascii_only) + "\n"
