"""What a command imports: speed is measured elsewhere, but this is what it depends on."""

from functools import cache

import pytest
from helpers import (
    IMPORTED_AT_END,
    LIVE,
    python,
)

pytestmark = pytest.mark.start_up

HEAVY = ("rich", "pydantic", "importlib.metadata", "anyascii", "sqlite3")


@cache
def imported(*args: str) -> set[str]:
    """The modules that a run of the command has imported by its end."""
    done = python(IMPORTED_AT_END, *args)
    assert done.returncode == 0
    return set(done.stderr.decode().split())


@pytest.mark.parametrize(
    ("args", "allowed"),
    [
        (["effects", "--json"], set()),
        (["study", "--json", "--id", "gusev-1997"], set()),
        (["--help"], set()),
        (["effects"], {"rich"}),
        (["studies"], {"rich"}),
        (["search", "pain", "--json"], {"sqlite3"}),
        (["--version"], {"importlib.metadata"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_imports_only_what_it_needs(args, allowed):
    """JSON needs no Rich, and nothing bundled needs pydantic."""
    assert set(HEAVY) & imported(*args) <= allowed


OUR_DIFFLIB = """
import builtins, sys
whole = builtins.__import__
def recording(name, globals=None, *args):
    if name == "difflib" and globals["__name__"].startswith("semax_cli"):
        print("difflib", file=sys.stderr)
    return whole(name, globals, *args)
builtins.__import__ = recording
"""


@pytest.mark.parametrize(
    ("args", "needed"), [(["effects", "--json"], False), (["effects", "nope"], True)], ids=str
)
def test_difflib_is_asked_for_only_where_an_id_is_unknown(args, needed):
    """Typer imports it in any case, today; we do so only to look for what was meant."""
    assert (b"difflib" in python(OUR_DIFFLIB, *args).stderr.split()) == needed


ALL = {
    "__main__", "_record", "background", "cli", "cli.commands", "codes", "data", "data.load",
    "errors", "records", "terminal", "terminal.capabilities", "terminal.streams", "text",
}  # fmt: skip
"""What every run needs of our own modules."""
COMMAND = ALL | {
    "cli.options", "cli.show", "data.census", "document", "formats", "labels", "view",
}  # fmt: skip
"""What every command needs beyond that."""
LOOKUP = {"data.lookup", "identifiers"}
IDS = {"cli.ids", *LOOKUP}
GRADING = {
    "grading", "grading.assessment", "grading.bounds", "grading.explain", "grading.label_check",
    "grading.rule",
    "views.evidence", "views.sources", "views.verdict", *LOOKUP,
}  # fmt: skip
OWN = {
    "--help": set(),
    "--version": set(),
    "effects --json": {"views", "views.effects", *GRADING, "formats.json"},
    "effects": {"views", "views.effects", *GRADING, "formats.table"},
    "study gusev-1997": {"views", "views.study", "views.sources", *IDS, "formats.table"},
    "why stroke-recovery": {
        "views",
        "views.why",
        "views.method",
        "glossary",
        *GRADING,
        "formats.table",
    },
    "search pain": {
        "views",
        "views.search",
        "views.sources",
        "search",
        "documents",
        "topics",
        "glossary",
        *LOOKUP,
        "formats.table",
    },
    "safety --json": {"views", "views.safety", "views.sources", "formats.json"},
    "cite gusev-1997": {
        "cli.years",
        "data.query",
        "citations",
        "citations.text",
        "citations.reference",
        *IDS,
    },
}
"""What a command needs beyond that, as in docs/performance.md."""


def needed(command):
    """All of our own modules that a command needs."""
    if command.startswith("--"):
        return ALL
    name = command.split()[0]
    return COMMAND | {f"cli.commands.{name}"} | OWN[command]


@pytest.mark.parametrize("command", OWN)
def test_a_command_imports_nothing_of_other_commands(command):
    """Of our own modules those that it needs, one by one."""
    modules = imported(*command.split())
    own = {m.removeprefix("semax_cli.") for m in modules if m.startswith("semax_cli.")}

    assert own == needed(command)


COUNTING = """
import atexit, sys
from collections import Counter
import tomli
from semax_cli.grading import assessment
counted = Counter()
def counting(module, name):
    whole = getattr(module, name)
    def count(*args, **kwargs):
        counted[name] += 1
        return whole(*args, **kwargs)
    setattr(module, name, count)
counting(tomli, "loads")
counting(assessment, "assess")
def opening(event, args):
    if event == "open" and str(args[0]).endswith("claims.toml"):
        counted["open"] += 1
sys.addaudithook(opening)
def show():
    print(*(f"{name}={number}" for name, number in sorted(counted.items())), file=sys.stderr)
atexit.register(show)
"""


@pytest.mark.parametrize(
    ("args", "counts"),
    [
        (["effects", "--json"], "assess={claims} loads=1 open=1"),
        (["effects"], "assess={claims} loads=1 open=1"),
        (["effects", "memory"], "assess=2 loads=1 open=1"),
        (["why", "stroke-recovery"], "assess=1 loads=3 open=1"),  # and the method's texts and trial
        (["study", "gusev-1997", "--json"], "loads=1 open=1"),
        (["--help"], "loads=1 open=1"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_nothing_is_done_twice(args, counts):
    """The file is read and parsed once, and each claim that is shown is graded once."""
    done = python(COUNTING, *args)
    claims = LIVE.read_text(encoding="utf-8").count("[[effects.claims]]")

    assert done.stderr.decode().strip() == counts.format(claims=claims)


def test_validation_is_imported_for_another_dataset():
    """The test above would pass as well if it could see nothing at all."""
    assert "pydantic" in imported("effects", "--json", "--data", str(LIVE))
