"""Formats, one module each, with one function: ``render(view, page) -> parts of a text``.

A format is imported only when it is used. A new one is a new module and a name below.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Literal, Protocol, cast, get_args

from semax_cli.terminal.capabilities import Page
from semax_cli.view import View

FormatName = Literal["table", "json", "jsonl", "csv", "csv-excel", "tsv", "markdown"]
"""The formats, each the name of a module of this package, but for hyphens."""

NAMES: tuple[FormatName, ...] = get_args(FormatName)

WARNING = "warning"
"""The last key or column of each row of the formats that are read row by row."""


class Format(Protocol):
    """The interface of each module of this package."""

    def render(self, view: View, page: Page) -> Iterator[str]:
        """The view as text, ending in a line break, with the warning in it, part by part."""


def render(view: View, name: FormatName, page: Page) -> Iterator[str]:
    """Write a view in a format, each part made when it is asked for."""
    module = import_module(f"semax_cli.formats.{name.replace('-', '_')}")
    return cast(Format, module).render(view, page)


def encoding(name: FormatName, page: Page) -> str:
    """The encoding of a format: that of the page for tables, UTF-8 for all others."""
    return page.encoding if name == "table" else "utf-8"
