"""JSON: one object, the envelope, with the whole warning in it."""

import json

from semax_cli.terminal import Page
from semax_cli.view import View

OUTPUT_VERSION = 1
"""Version of the envelope and of the items; new fields do not raise it."""


def schema_name(command: str) -> str:
    """The name of the schema that a command's output follows."""
    return f"semax.{command}/{OUTPUT_VERSION}"


def render(view: View, page: Page) -> str:
    """The view as one JSON object; in plain ASCII where the page shows nothing else."""
    edition = {"version": view.edition.version, "updated": view.edition.updated}
    envelope = {
        "schema": schema_name(view.name),
        "warning": view.warning.text,
        "dataset": edition,
        "count": len(view.items),
        "items": list(view.items),
    }
    ascii_only = not page.shows("я")
    return json.dumps(envelope, ensure_ascii=ascii_only, indent=2) + "\n"
