"""What a command imports: speed is measured elsewhere, but this is what it depends on."""

import subprocess
import sys

import pytest
from helpers import (
    clean_env,
)

import semax_cli

pytestmark = pytest.mark.start_up

HEAVY = ("rich", "pydantic", "importlib.metadata", "anyascii", "difflib", "sqlite3")


def imported(*args: str) -> set[str]:
    """The modules that a run of the command has imported by its end."""
    code = (
        "import sys, atexit\n"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"
        "from semax_cli.__main__ import main\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *args], capture_output=True, check=True, env=clean_env()
    )
    return set(done.stderr.decode().split())


@pytest.mark.parametrize(
    ("args", "allowed"),
    [
        (["effects", "--json"], set()),
        (["study", "--json", "--id", "gusev-1997"], set()),
        (["--help"], {"difflib"}),
        (["effects"], {"rich"}),
        (["studies"], {"rich"}),
        (["search", "pain", "--json"], {"sqlite3"}),
        (["--version"], {"importlib.metadata"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_imports_only_what_it_needs(args, allowed):
    """JSON needs no Rich, nothing bundled needs pydantic, and only ids need difflib."""
    assert {name for name in HEAVY if name in imported(*args)} <= allowed | {"difflib"}


JUDGING = {"views.evidence", "views.verdict", "grading"}
OWN = {
    "--help": set(),
    "--version": set(),
    "effects --json": {"views.effects", *JUDGING, "formats.json"},
    "effects": {"views.effects", *JUDGING, "formats.table"},
    "study gusev-1997": {"views.studies", "formats.table"},
    "why stroke-recovery": {"views.why", "views.method", *JUDGING, "formats.table"},
    "search pain": {"views.search", "search", "formats.table"},
    "safety --json": {"views.background", "formats.json"},
    "cite gusev-1997": {"citations.text", "citations.reference", "views.studies"},
}
"""What a command needs of our own beyond what all need, as in docs/performance.md."""

ALL = {
    "__main__", "addresses", "citations", "cli", "dataset", "errors", "formats", "formats.inline",
    "records", "suggest", "terminal", "view", "views", "views.words",
}  # fmt: skip


@pytest.mark.parametrize("command", OWN)
def test_a_command_imports_nothing_of_other_commands(command):
    """Of our own modules those that it needs, one by one."""
    modules = imported(*command.split())
    own = {m.removeprefix("semax_cli.") for m in modules if m.startswith("semax_cli.")}

    assert own == ALL | OWN[command]


COUNTING = """
import sys
from collections import Counter
from semax_cli import dataset, grading, view
counted = Counter()
def counting(module, name):
    whole = getattr(module, name)
    def count(*args, **kwargs):
        counted[name] += 1
        return whole(*args, **kwargs)
    setattr(module, name, count)
for module, name in ((dataset, "_read"), (dataset, "_parse"), (grading, "assess")):
    counting(module, name)
from semax_cli.__main__ import _run
_run()
print(*(f"{name}={number}" for name, number in sorted(counted.items())), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("args", "counts"),
    [
        (["effects", "--json"], "_parse=1 _read=1 assess={claims}"),
        (["effects"], "_parse=1 _read=1 assess={claims}"),
        (["effects", "memory"], "_parse=1 _read=1 assess=2"),
        (["why", "stroke-recovery"], "_parse=1 _read=1 assess=1"),
        (["study", "gusev-1997", "--json"], "_parse=1 _read=1"),
        (["--help"], "_parse=1 _read=1"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_nothing_is_done_twice(args, counts):
    """The file is read and parsed once, and each claim that is shown is graded once."""
    done = subprocess.run(
        [sys.executable, "-c", COUNTING, *args], capture_output=True, check=True, env=clean_env()
    )
    claims = len(list(semax_cli.load().claims()))

    assert done.stderr.decode().strip() == counts.format(claims=claims)


def test_validation_is_imported_for_another_dataset():
    """The test above would pass as well if it could see nothing at all."""
    from semax_cli.dataset import bundled_path

    assert "pydantic" in imported("effects", "--json", "--data", str(bundled_path()))
