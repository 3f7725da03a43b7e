"""JSON: one object, the envelope, with the whole warning in it."""

import json
import re
from typing import Any

from semax_cli.terminal import Page
from semax_cli.view import View

OUTPUT_VERSION = 1
"""Version of the envelope and of the items; new fields do not raise it."""


# Controls beyond ASCII and characters that hide or reverse text: escaped, they are seen, and no
# program that parses loses them.
_HIDDEN = re.compile(
    "[\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def dumped(value: Any, ascii_only: bool = False, indent: int | None = None) -> str:
    """A value as JSON in which every character can be seen."""
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    return _HIDDEN.sub(lambda match: json.dumps(match[0])[1:-1], text)


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
        "count": len(view.items),
        "items": list(view.items),
    }
    ascii_only = not page.shows("я")
    return dumped(envelope, ascii_only, indent=2) + "\n"
