"""Usage: wrong options, versions, help, interrupts, unexpected errors."""

import signal
import subprocess
import sys

import pytest
from helpers import (
    DATASET,
    SEMAX,
    clean_env,
    commands,
    ctrl_c_heeded,
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


def test_a_mistyped_command_names_the_closest(semax):
    """As with an id."""
    assert "No such command 'efects'. Did you mean 'effects'?" in semax("efects").err


def test_version_names_tool_data_and_schema(semax):
    """Three lines, for people and for bug reports."""
    done = semax("--version")

    assert done.out.splitlines() == [
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
