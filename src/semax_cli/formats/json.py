"""JSON: one object, the envelope, with the whole warning in it."""

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from semax_cli.terminal.capabilities import Page
from semax_cli.view import Item, View

OUTPUT_VERSION = 2
"""Version of the envelope and of the items; new fields do not raise it."""


def dumped(value: Any, ascii_only: bool = False, indented: bool = False) -> str:
    """A value as JSON; with ``ascii_only``, other characters are escaped."""
    return _encoder(ascii_only, indented).encode(value)


@cache
def _encoder(ascii_only: bool, indented: bool) -> json.JSONEncoder:
    return json.JSONEncoder(ensure_ascii=ascii_only, indent=2 if indented else None)


def schema_name(command: str) -> str:
    """The name of the schema that a command's output follows."""
    return f"semax.{command}/{OUTPUT_VERSION}"


def render(view: View, page: Page) -> Iterator[str]:
    """The view as one JSON object; in ASCII if the page can show only that."""
    edition = {"version": view.edition.version, "updated": view.edition.updated}
    if view.origin is not None:
        edition["file"] = view.origin
    ascii_only = not page.shows("я")
    envelope = {
        "schema": schema_name(view.name),
        "warning": view.warning.full,
        "dataset": edition,
        "count": view.total,
    }
    if view.summary is not None:
        envelope["summary"] = view.summary
    yield dumped(envelope, ascii_only, indented=True).removesuffix("\n}")
    yield ',\n  "items": ['
    encode = _encoder(ascii_only, indented=False).encode
    for number, item in enumerate(view.items()):
        yield f"{',' if number else ''}{_item(item, encode)}"
    yield "\n  ]\n}\n" if view.total else "]\n}\n"


def _item(item: Item, encode: Callable[[Any], str]) -> str:
    """An item, one field a line; indenting nested values would take several times as long.

    Null and empty lists, which are frequent, need not go through the encoder.
    """
    pairs = [
        f'"{name}": {"null" if value is None else "[]" if value == [] else encode(value)}'
        for name, value in item.items()
    ]
    fields = ",\n      ".join(pairs)
    return f"\n    {{\n      {fields}\n    }}"
