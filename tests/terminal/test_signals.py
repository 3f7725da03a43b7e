"""Signals: Ctrl-C while it starts up, and the end of a program in the middle of writing."""

import signal

import pytest
from helpers import (
    python,
)


@pytest.mark.parametrize(
    "module", ["semax_cli.terminal", "semax_cli.cli", "typer", "tomli", "semax_cli.records", "rich"]
)
def test_ctrl_c_at_any_moment_of_starting_up_is_quiet(module):
    """While each module is imported: 130, and nothing said."""
    code = (
        "import sys\nclass Interrupting:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {module!r}: raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupting())"
    )
    done = python(code, "effects")

    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_ctrl_c_within_a_clean_up_is_quiet():
    """Where Python can pass it on to nobody, as in a weak reference's callback."""
    code = (
        "import atexit, weakref\nclass Thing: pass\nthing = Thing()\n"
        "def interrupted(_): raise KeyboardInterrupt\n"
        "kept = weakref.ref(thing, interrupted)\n"
        "@atexit.register\ndef drop():\n    global thing\n    thing = None"
    )
    done = python(code, "effects", "--json")

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout


def test_running_out_of_memory_is_said_to_be_that():
    """It is no bug, and there is something to do about it."""
    code = (
        "from semax_cli.data import load\n"
        "def too_much(*args): raise MemoryError\nload.read_packaged = too_much"
    )
    done = python(code, "effects")

    assert (done.returncode, done.stdout) == (1, b"")
    assert b"not enough memory" in done.stderr


def test_a_program_that_is_ended_leaves_nothing_behind(tmp_path):
    """Neither Ctrl-C nor SIGTERM, in the middle of writing a file, leaves a draft or spoils it."""
    path = tmp_path / "out.json"
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 128 + signal.SIGTERM)):
        path.write_text("precious")
        slow = f"import os, signal\nos.fsync = lambda number: os.kill(os.getpid(), {int(number)})"
        done = python(slow, "effects", "--json", "--output", str(path))
        assert (done.returncode, done.stderr) == (code, b"")
        assert path.read_text() == "precious"
        assert list(tmp_path.iterdir()) == [path]


def test_a_second_signal_leaves_nothing_behind_either(tmp_path):
    """As from somebody in a hurry, or from a system that shuts down."""
    path = tmp_path / "out.json"
    again = (
        "import os, pathlib, signal\n"
        "def end(*args): os.kill(os.getpid(), signal.SIGTERM)\n"
        "os.fsync = end\nunlink = pathlib.Path.unlink\n"
        "def slow(self, **how):\n    end()\n    unlink(self, **how)\n"
        "pathlib.Path.unlink = slow"
    )
    done = python(again, "effects", "--json", "--output", str(path))

    assert (done.returncode, done.stderr) == (128 + signal.SIGTERM, b"")
    assert list(tmp_path.iterdir()) == []
