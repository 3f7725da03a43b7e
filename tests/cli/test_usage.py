"""Usage: wrong options, versions, help, interrupts, unexpected errors."""

import re
import signal
import subprocess
import sys

import pytest
from helpers import (
    DATASET,
    ROOT,
    SEMAX,
    clean_env,
    commands,
    ctrl_c_heeded,
    every_command,
    python,
)

import semax_cli


@pytest.mark.parametrize(
    "args",
    [
        ["efects"],
        ["effects", "--nonsense"],
        ["effects", "--format", "yaml"],
        ["effects", "--json", "--format", "table"],
        ["studies", "--system", "plants"],
        ["studies", "--sort", "colour"],
        ["studies", "--language", "Klingon"],
        ["studies", "--year", "last"],
        ["studies", "--year", "20062010"],
        ["studies", "--year", "-"],
        ["studies", "--year", "2010-2006"],
        ["study"],
    ],
    ids=" ".join,
)
def test_bad_usage_exits_2_with_a_message_and_no_output(semax, args):
    """One clear message on standard error."""
    done = semax(*args)

    assert (done.code, done.out) == (2, "")
    assert done.err.strip()
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        ("efects", "Did you mean effects?"),
        ("help", "Type `semax --help`, or `semax COMMAND --help`"),
        ("version", "Type `semax --version`."),
        ("memory", "Try `semax effects memory`."),
        ("Memory", "Try `semax effects memory`."),
        ("bdnf", "Try `semax mechanisms bdnf`."),
        ("gusev-1997", "Try `semax study --id gusev-1997`."),
        ("stroke", "Try `semax why stroke-recovery`, a claim of the effect neuroprotection."),
        ("dosage", "Try `semax questions`. Doses and schedules are left out on purpose"),
        ("is it legal", "Try `semax legal`."),
        ("side effects", "Try `semax safety`."),
        ("zzz's", """`semax search 'zzz'"'"'s'` searches all records."""),
    ],
)
def test_what_is_no_command_is_told_where_it_is(semax, typed, remedy):
    """A record, a topic in words of one's own, a mistyped command, or a command of others."""
    done = semax(*typed.split())

    assert (done.code, done.out) == (2, "")
    assert f'There is no command "{typed.split()[0]}". ' in done.err
    assert remedy in done.err


def test_words_after_a_command_that_takes_none_are_looked_for(semax):
    """`semax about my stimulant` is a question, and search has an answer."""
    done = semax("about", "my", "stimulant")

    assert (done.code, done.out) == (2, "")
    assert "`semax about` shows all that it has, and takes no words." in done.err
    assert "`semax search 'my stimulant'` finds what mentions these." in done.err
    assert "takes no words" not in semax("schema", "effects", "extra").err  # which takes one


def test_a_topic_is_looked_for_in_the_dataset_that_is_named(semax):
    """Before or after the word, or in the environment."""
    file = str(ROOT / "examples" / "cytisine.toml")

    remedy = "Try `semax why abstinence`"
    assert remedy in semax("--data", file, "abstinence").err
    assert remedy in semax("abstinence", SEMAX_DATA=file).err
    assert remedy not in semax("abstinence").err


def test_version_names_tool_data_and_schema(semax):
    """Three lines, for people and for bug reports."""
    for option in ("--version", "-V"):
        assert semax(option).out.splitlines() == [
            f"semax {semax_cli.__version__}",
            f"data {DATASET.dataset.version}",
            f"schema {DATASET.schema_version}",
        ]


def test_python_dash_m_is_the_same_command(installed):
    """Where scripts are not on the path."""
    done = subprocess.run(
        [sys.executable, "-m", "semax_cli", "effects", "--json"],
        capture_output=True,
        check=True,
        env=clean_env(),
    )

    assert done.stdout.decode() == installed("effects", "--json").out


def test_the_help_fits_a_screen(semax):
    """Of 24 lines, the last of which is the prompt; and it names every command."""
    shown = semax(COLUMNS="80").out

    assert len(shown.splitlines()) <= 23
    assert [name for name in every_command() if not re.search(rf"\b{name}\b", shown)] == []


def test_help_leads_with_examples(semax):
    """Examples stand before the list of options, one a line."""
    for name in commands():
        shown = semax(name, "--help").out
        assert f"    semax {name}" in shown
        assert shown.index("Examples:") < shown.index("Options:")


def test_an_interrupt_exits_130_without_a_word():
    """Ctrl-C while it waits for standard input."""
    with ctrl_c_heeded():
        process = subprocess.Popen(
            [SEMAX, "study", "--id", "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=clean_env(),
        )
    with process:
        # More than a pipe holds: once it is written, the command has begun to read.
        process.stdin.write(b" " * 1_000_000)
        process.stdin.flush()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)

    assert (process.returncode, err) == (130, b"")


def test_an_unexpected_error_is_one_sentence_and_exits_1():
    """No traceback reaches a user; SEMAX_DEBUG shows it for a bug report."""
    broken = "import semax_cli.formats as f\nf.NAMES = None\nf.render = None"

    done = python(broken, "effects")
    assert done.returncode == 1
    assert done.stderr.startswith(b"semax: An unexpected error")
    assert b"Traceback" not in done.stderr
    assert b"Traceback" in python(broken, "effects", SEMAX_DEBUG="1").stderr
