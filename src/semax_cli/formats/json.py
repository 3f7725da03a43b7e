"""JSON: one object, the envelope, with the whole warning in it."""

import json
import re
from collections.abc import Callable
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import Any

from semax_cli.terminal import Page
from semax_cli.view import View

OUTPUT_VERSION = 1
"""Version of the envelope and of the items; new fields do not raise it."""


_BEYOND_ASCII = re.compile(r"[^\n -~]+")


def dumped(value: Any, ascii_only: bool = False, indented: bool = False) -> str:
    """A value as JSON in which every character can be seen, and none moves or turns the others.

    Escaped, they are lost to no program that parses.
    """
    if indented:
        text = _indented(value, encode_basestring_ascii if ascii_only else encode_basestring)
    else:
        text = json.dumps(value, ensure_ascii=ascii_only)
    return _BEYOND_ASCII.sub(lambda match: _shown(match[0]), text)


def _indented(value: Any, quoted: Callable[[str], str], margin: str = "\n") -> str:
    """The same text as ``json.dumps`` with an indent of two, for which that has no fast way."""
    if isinstance(value, str):
        return quoted(value)
    inner = f"{margin}  "
    if isinstance(value, dict) and value:
        pairs = [f"{quoted(name)}: {_indented(v, quoted, inner)}" for name, v in value.items()]
        return f"{{{inner}{f',{inner}'.join(pairs)}{margin}}}"
    if isinstance(value, list) and value:
        entries = [_indented(entry, quoted, inner) for entry in value]
        return f"[{inner}{f',{inner}'.join(entries)}{margin}]"
    return json.dumps(value)


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
    return dumped(envelope, ascii_only, indented=True) + "\n"
