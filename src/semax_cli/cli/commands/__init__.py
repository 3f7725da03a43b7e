"""One module a command, with ``HELP``, what follows the first line of its help, and ``run``."""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from semax_cli.view import Shape

GROUPS = {
    "Does it work?": {
        "effects": "Show the claimed effects and the studies behind each.",
        "why": "Show how certain each claim is, and how that comes about.",
        "map": "Draw the evidence map: claims by kinds of evidence.",
        "mechanisms": "Show how Semax is thought to act and what that was seen in.",
        "method": "Explain how certainty is computed, with sources, limits and a glossary.",
    },
    "Safe? Legal?": {
        "safety": "Show what is said about safety, and by whom.",
        "legal": "Show where the law stands, by country.",
        "questions": "Show questions worth asking a doctor.",
    },
    "Which studies?": {
        "search": "Search all records, forgiving of spelling and word forms.",
        "studies": "List the studies, filtered and sorted.",
        "study": "Show the whole record of one study or several.",
        "literature": "List what PubMed holds on Semax, used here or not.",
        "cite": "Cite studies, for a document or a reference manager.",
    },
    "More": {
        "about": "Show what Semax is, the source article, and how the data were made.",
        "warning": "Show the warning that belongs to everything this tool prints.",
        "report": "Write one page of HTML, to hand on or to take to a doctor.",
        "validate": "Check dataset files, and tell everything that is wrong.",
        "schema": "Print the JSON Schema of the data file or of an output.",
    },
}
"""The commands by what they answer, with the first line of their help."""

COMMANDS = {name: line for group in GROUPS.values() for name, line in group.items()}
"""The commands in one list; each is a module of this package."""

READING = tuple(name for name in COMMANDS if name not in ("cite", "report", "schema"))
"""The commands that show records, in every format; each has a view of the same name."""


def import_command(name: str) -> ModuleType:
    """The module of a command, imported only when it is asked for."""
    return import_module(f"semax_cli.cli.commands.{name}")


def shape(name: str) -> "Shape":
    """What the items of a reading command are, which is what their JSON Schema is made of."""
    found: Shape = import_module(f"semax_cli.views.{name}").ITEM
    return found
