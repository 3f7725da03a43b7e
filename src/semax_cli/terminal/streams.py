"""The standard streams: writing to them, messages, and what can go wrong with them."""

import codecs
import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import StringIO
from typing import Any, TextIO

from semax_cli.errors import SemaxError
from semax_cli.text import visible


@contextmanager
def streams() -> Iterator[None]:
    """Make the standard streams usable, and write what is left on leaving.

    Raises:
        SemaxError: standard output cannot be written to.
    """
    if sys.stderr is None:  # closed; without this, Typer would complain on standard output
        sys.stderr = StringIO()
    try:
        yield
    finally:
        if sys.stdout is not None:
            with _reported():
                sys.stdout.flush()
        _flush_errors()


def stdout() -> TextIO:
    """Standard output. Raises SemaxError where it is closed."""
    if sys.stdout is None:
        raise SemaxError("Standard output is closed. Open it, or give --output FILE.")
    return sys.stdout


def write(parts: Iterable[str], encoding: str) -> None:
    """Write to standard output, each part before the next one is made.

    A reader who has left early (`| head`) is no failure.

    Raises:
        SemaxError: it cannot be written to, as on a full disk.
    """
    stream = stdout()
    with _reported():
        stream.flush()
        write_all(stream.buffer, codecs.iterencode(parts, encoding, errors="replace"))


def write_or_page(parts: Iterable[str], encoding: str, first_in_pager: str = "") -> None:
    """Write to standard output; on a terminal through a pager, if it is longer than the screen.

    Args:
        parts: The text.
        encoding: The encoding of standard output.
        first_in_pager: What a pager shows before the text, whose end is a few screens away.

    Raises:
        SemaxError: it cannot be written to.
    """
    if stdout().isatty():
        from semax_cli.terminal.pager import show_paged  # which imports what starts programs

        show_paged(parts, encoding, first_in_pager)
    else:
        write(parts, encoding)


def write_all(stream: Any, parts: Iterable[bytes]) -> None:
    """Write everything, also to a pipe that does not block or, with PYTHONUNBUFFERED, in pieces."""
    blocking(stream)
    for part in parts:
        rest = memoryview(part)
        while rest:
            rest = rest[stream.write(rest) :]
    stream.flush()


def blocking(stream: Any) -> None:
    """Let a stream wait until there is something to read, or room to write."""
    with suppress(OSError, AttributeError):  # no real file, as in a test; or Windows
        os.set_blocking(stream.fileno(), True)


@contextmanager
def _reported() -> Iterator[None]:
    """Turn an error of standard output into a message for the user."""
    try:
        yield
    except OSError as error:
        _silence(sys.stdout)
        if not _reader_left(error):
            message = f"Cannot write to standard output: {error.strerror}."
            raise SemaxError(message) from error


@contextmanager
def reader_may_leave() -> Iterator[None]:
    """Let whoever reads what is written leave early (`| head`): that is no failure."""
    try:
        yield
    except OSError as error:
        if not _reader_left(error):
            raise


def _reader_left(error: OSError) -> bool:
    """Whether the other end of a pipe is closed, which Windows calls an invalid argument."""
    on_windows = sys.platform == "win32" and error.errno == errno.EINVAL
    return isinstance(error, BrokenPipeError) or on_windows


# ------------------------------------------------------------------------- standard error


def tell(message: str) -> None:
    """Print a message on standard error, line by line, with nothing in it that a terminal obeys.

    Every message of the program goes through here, so none has to be made safe elsewhere.
    """
    lines = (f"semax: {line}" for line in visible(message).splitlines())
    with suppress(OSError):
        sys.stderr.write("".join(f"{_folded(line)}\n" for line in lines))
    _flush_errors()


def _folded(line: str) -> str:
    """A line folded between words, on a terminal; whole for a program that reads it."""
    if not sys.stderr.isatty():
        return line
    from textwrap import fill  # a mistake may take a little longer

    width = os.get_terminal_size(sys.stderr.fileno()).columns or 80
    return fill(line, max(width, 20), break_long_words=False, break_on_hyphens=False)


def _flush_errors() -> None:
    """Write what is still to be written to standard error, if anybody reads it."""
    try:
        sys.stderr.flush()
    except OSError:
        _silence(sys.stderr)


def _silence(stream: TextIO) -> None:
    """Let a stream lead nowhere: Python flushes it once more as it ends, and would complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


@contextmanager
def stdout_for_messages() -> Iterator[None]:
    """Let programs that are started print to standard error."""
    if sys.stdout is None:
        yield
        return
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
