"""What a command imports: speed is measured elsewhere, but this is what it depends on."""

import subprocess
import sys

import pytest
from conftest import clean_env

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


def test_validation_is_imported_for_another_dataset():
    """The test above would pass as well if it could see nothing at all."""
    from semax_cli.dataset import bundled_path

    assert "pydantic" in imported("effects", "--json", "--data", str(bundled_path()))
