"""What Windows does otherwise, simulated: nobody has run the tests there."""

import errno
import shutil
import sys

import pytest

from semax_cli.errors import SemaxError
from semax_cli.terminal import streams
from semax_cli.terminal.capabilities import stdout_page


class Failing:
    """A stream that cannot be written to, for a reason given by its number."""

    def __init__(self, number):
        self.number = number

    def write(self, part):
        """Fail."""
        raise OSError(self.number, "a reason")


@pytest.fixture
def windows(monkeypatch):
    """A platform that says that it is Windows."""
    monkeypatch.setattr(sys, "platform", "win32")


def written_to(stream, monkeypatch):
    """Write a line to a stream, as to standard output."""
    monkeypatch.setattr(streams, "_silence", lambda stream: None)
    with streams._reported():
        streams.write_all(stream, [b"a line\n"])


def test_a_reader_who_leaves_early_is_no_failure(windows, monkeypatch):
    """Of a closed pipe, Windows says EINVAL and not EPIPE."""
    written_to(Failing(errno.EINVAL), monkeypatch)


def test_a_full_disk_is_a_failure_there_too(windows, monkeypatch):
    """No other error passes for a reader who left."""
    with pytest.raises(SemaxError, match="Cannot write to standard output"):
        written_to(Failing(errno.ENOSPC), monkeypatch)


def test_an_invalid_argument_elsewhere_is_a_failure(monkeypatch):
    """Where it is not what a closed pipe is called."""
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(SemaxError, match="Cannot write to standard output"):
        written_to(Failing(errno.EINVAL), monkeypatch)


@pytest.mark.parametrize(
    ("env", "styled"),
    [
        ({}, False),
        ({"WT_SESSION": "1"}, True),
        ({"TERM": "xterm"}, True),
        ({"FORCE_COLOR": "1"}, True),
    ],
)
def test_the_old_console_gets_no_escape_codes(windows, monkeypatch, env, styled):
    """It would print them; newer terminals say who they are."""
    monkeypatch.setattr(shutil, "which", lambda name: None)  # it asks Windows itself
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert stdout_page(env).styled is styled


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "utf-8"])
def test_code_pages_get_what_they_can_show(semax, encoding):
    """No letter is lost to a question mark."""
    shown = semax("effects", PYTHONIOENCODING=encoding)

    assert shown.code == 0
    assert ("⊕◯◯◯" if encoding == "utf-8" else "+ooo") in shown.out
    assert shown.out.count("?") == semax("effects").out.count("?")
