"""JSON: one object, the envelope, with the whole warning in it."""

import json
import re
from typing import Any

from semax_cli.terminal import Page
from semax_cli.view import View

OUTPUT_VERSION = 1
"""Version of the envelope and of the items; new fields do not raise it."""


_BEYOND_ASCII = re.compile(r"[^\n -~]+")


def dumped(value: Any, ascii_only: bool = False, indent: int | None = None) -> str:
    """A value as JSON in which every character can be seen, and none moves or turns the others.

    Escaped, they are lost to no program that parses.
    """
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    return _BEYOND_ASCII.sub(lambda match: _shown(match[0]), text)


def _shown(text: str) -> str:
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)


def schema_name(command: str) -> str:
    """The name of the schema that a command's output follows."""
    return f"semax.{command}/{OUTPUT_VERSION}"


def render(view: View, page: Page) -> str:
    """The view as one JSON object; in plain ASCII where the page shows nothing else."""
    edition = {"version": view.edition.version, "updated": view.edition.updated}
    if view.origin is not None:
        edition["file"] = view.origin
    envelope = {
        "schema": schema_name(view.name),
        "warning": view.warning.text,
        "dataset": edition,
        "count": view.total,
        "items": list(view.items()),
    }
    ascii_only = not page.shows("я")
    return dumped(envelope, ascii_only, indent=2) + "\n"
