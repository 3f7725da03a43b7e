"""Odd arguments and variables, missing parts, the package in a zip file."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from helpers import (
    EXAMPLE_TEXT,
    ROOT,
    SEMAX,
    clean_env,
    commands,
    python,
    with_slow,
)


def raw(*args, **env):
    """The command with bytes as arguments."""
    return subprocess.run(
        [SEMAX.encode(), *args], capture_output=True, check=False, env=clean_env(**env)
    )


@pytest.mark.parametrize(
    "name",
    with_slow(
        ["table", "json", "jsonl", "csv", "markdown"], lambda name: name in ("table", "json")
    ),
)
def test_names_of_files_may_be_bytes(tmp_path, name):
    """On Linux a name need not be text."""
    path = os.fsencode(tmp_path) + b"/bad\xff.toml"
    Path(os.fsdecode(path)).write_text(EXAMPLE_TEXT, encoding="utf-8")
    for args in ([b"validate", path], [b"effects", b"--data", path]):
        done = raw(*args, b"-f", name.encode())
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.decode()


def test_words_may_be_bytes():
    """And what is not there has no name."""
    assert raw(b"search", b"stroke\xff").returncode == 0
    assert raw(b"validate", b"\xff").returncode == 4
    assert raw(b"study", b"\xff").returncode == 3
    assert raw("validate", "\u202e".encode(), PYTHONIOENCODING="ascii").returncode == 4


@pytest.mark.parametrize("value", ["²", "٣", "-5", "1" * 5_000, "99999999999", "x", ""])
@pytest.mark.parametrize("name", ["COLUMNS", "LINES"])
def test_odd_sizes_of_the_page_are_no_sizes(semax, name, value):
    """The page is then as wide as without them."""
    for args in (["effects"], ["effects", "--json"]):
        assert semax(*args, **{name: value}).out == semax(*args).out


def test_an_unknown_terminal_is_as_wide_as_it_says(semax):
    """Rich takes it for 80 columns."""
    env = {"FORCE_COLOR": "1", "COLUMNS": "60"}

    assert semax("effects", TERM="unknown", **env).out == semax("effects", TERM="xterm", **env).out


@pytest.mark.parametrize(
    "env",
    [
        {"_SEMAX_COMPLETE": "complete_bash"},
        {"_SEMAX_COMPLETE": "complete_bash", "COMP_WORDS": "semax"},
        {"_SEMAX_COMPLETE": "complete_bash", "COMP_WORDS": "semax", "COMP_CWORD": "x"},
        {"_SEMAX_COMPLETE": "complete_zsh"},
        {"_SEMAX_COMPLETE": "nonsense"},
    ],
    ids=lambda env: " ".join(env.values()),
)
def test_completion_that_is_asked_wrongly_says_little(semax, env):
    """Nobody wants to read about it at the prompt."""
    done = semax(**env)

    assert "bug" not in done.err
    assert "Traceback" not in done.err


def test_completion_after_an_option_that_prints_does_not_print(semax):
    """Only candidates."""
    env = {"COMP_WORDS": "semax --version e", "COMP_CWORD": "2", "_SEMAX_COMPLETE": "complete_bash"}

    assert semax(**env).out.split() == ["effects"]


@pytest.mark.parametrize(
    ("module", "args"),
    [
        ("rich", ["effects"]),
        ("pydantic", ["schema"]),
        ("sqlite3", ["search", "pain"]),
        ("typer", ["effects"]),
        ("tomli", ["effects"]),
    ],
)
def test_a_part_that_is_missing_is_named(module, args):
    """With what to do about it."""
    done = python(f"import sys\nsys.modules[{module!r}] = None", *args)

    assert (done.returncode, done.stdout) == (1, b"")
    assert module in done.stderr.decode()
    assert b"Install semax-cli anew." in done.stderr
    assert done.stderr.count(b"\n") == 1


@pytest.fixture(scope="session")
def zipped(tmp_path_factory):
    """The package in a zip file, as it stands in the wheel."""
    path = tmp_path_factory.mktemp("zip") / "semax.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in (ROOT / "src" / "semax_cli").rglob("*.*"):
            if file.suffix != ".pyc":
                archive.write(file, file.relative_to(ROOT / "src"))
        for name in ("claims.toml", "literature.csv"):
            archive.write(ROOT / "data" / name, f"semax_cli/data/{name}")
    return path


@pytest.mark.parametrize(
    "command",
    with_slow(
        [[*command] for command in (*commands().values(), ["--help"], ["--version"], ["schema"])],
        lambda command: command[0] in ("effects", "search", "--version"),
    ),
    ids=" ".join,
)
def test_the_package_works_from_a_zip_file(installed, zipped, command):
    """As some programs are handed on."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "semax_cli", *command],
        capture_output=True,
        check=False,
        env={**clean_env(), "PYTHONPATH": str(zipped)},
    )
    assert (done.returncode, done.stderr) == (0, b"")
    if command != ["validate"]:
        assert done.stdout.decode() == installed(*command).out


def test_nothing_is_written_beside_the_output(semax, tmp_path):
    """Neither in the current folder nor in the user's own."""
    home = tmp_path / "home"
    home.mkdir()
    for command in commands().values():
        semax(*command, cwd=home, HOME=str(home), XDG_CACHE_HOME=str(home), TMPDIR=str(home))

    assert list(home.rglob("*")) == []
