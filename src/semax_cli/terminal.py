"""Where output goes and what can be shown there: decided once, passed on as a ``Page``."""

import codecs
import errno
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from semax_cli.errors import ExitCode, SemaxError

WIDTH_OFF_TERMINAL = 100
LEAST_WIDTH = 40


class Page(NamedTuple):
    """What a format may use."""

    width: int = WIDTH_OFF_TERMINAL
    """Characters a line."""
    styled: bool = False
    """Whether escape codes for colour and weight may be used."""
    encoding: str = "utf-8"
    """What characters can be shown."""
    linked: bool = False
    """Whether a text can be a link to somewhere."""

    def shows(self, character: str) -> bool:
        """Whether a character can be shown."""
        try:
            character.encode(self.encoding)
        except UnicodeEncodeError:
            return False
        return True


@contextmanager
def streams() -> Iterator[None]:
    """Within it the standard streams can be written to, and at its end they have been.

    Raises SemaxError where standard output cannot be.
    """
    if sys.stderr is None:  # closed; without this, Typer would complain on standard output
        sys.stderr = StringIO()
    try:
        yield
    finally:
        if sys.stdout is not None:
            with _told():
                sys.stdout.flush()
        _flush_errors()


def complain(message: str) -> None:
    """Print a message on standard error, line by line, with nothing in it that a terminal obeys.

    Every message of the program goes through here, so none has to be made safe elsewhere.
    """
    lines = visible(message).splitlines()
    with suppress(OSError):
        sys.stderr.write("".join(f"semax: {line}\n" for line in lines))
    _flush_errors()


def visible(text: str, kept: str = "\n") -> str:
    """The text with nothing in it that moves the cursor, hides or reverses what follows.

    Spaces of all kinds become plain ones, except the characters in ``kept``.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in kept else _visible(c) for c in text)


def _visible(character: str) -> str:
    return " " if character.isspace() else "\N{REPLACEMENT CHARACTER}"


def _flush_errors() -> None:
    """Write what is still to be written to standard error; if nobody reads it, so be it."""
    try:
        sys.stderr.flush()
    except OSError:
        _silence(sys.stderr)


def _silence(stream: TextIO) -> None:
    """Let a stream lead nowhere: Python flushes it once more as it ends, and would complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _stdout() -> TextIO:
    """Standard output. Raises SemaxError where there is none."""
    if sys.stdout is None:
        raise SemaxError("Standard output is closed. Open it, or give --output FILE.")
    return sys.stdout


def stdout_page(env: Mapping[str, str] = os.environ) -> Page:
    """The page that standard output is. Raises SemaxError where there is none."""
    stdout = _stdout()
    on_terminal = stdout.isatty()
    width = shutil.get_terminal_size().columns if on_terminal else _width_of(env)
    styled = _styled(on_terminal, env)
    linked = on_terminal and styled and _links_shown(env)
    return Page(max(width, LEAST_WIDTH), styled, stdout.encoding or "utf-8", linked)


def file_page(env: Mapping[str, str] = os.environ) -> Page:
    """The page that a file is."""
    return Page(max(_width_of(env), LEAST_WIDTH))


def _width_of(env: Mapping[str, str]) -> int:
    columns = env.get("COLUMNS", "")
    given = columns.isascii() and columns.isdecimal() and len(columns) < len("100000")
    return (int(columns) if given else 0) or WIDTH_OFF_TERMINAL


def _styled(on_terminal: bool, env: Mapping[str, str]) -> bool:
    """Escape codes only where they are wanted: https://no-color.org and https://force-color.org.

    A dumb terminal never gets them; NO_COLOR beats FORCE_COLOR; FORCE_COLOR=0 forces nothing.
    """
    if env.get("NO_COLOR") or env.get("TERM") == "dumb":
        return False
    return on_terminal or env.get("FORCE_COLOR", "0") not in ("", "0")


def _links_shown(env: Mapping[str, str]) -> bool:
    """Terminals pass over links that they cannot show, save for the Linux console; so does less.

    https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
    """
    pager = _pager(env)
    return env.get("TERM") != "linux" and (pager is None or "less" in pager)


def _pager(env: Mapping[str, str]) -> str | None:
    """The command that shows what is longer than the screen, found as git finds it."""
    command = env.get("PAGER", "less" if shutil.which("less") else "")
    return None if command.strip() in ("", "cat") or env.get("TERM") == "dumb" else command


def show(parts: Iterable[str], encoding: str, env: Mapping[str, str] = os.environ) -> None:
    """Write to standard output; on a terminal, through a pager if it is longer than the screen."""
    if _stdout().isatty() and (pager := _pager(env)):
        text = "".join(parts)
        if _longer_than_screen(text) and _page(text, encoding, pager, env):
            return
        parts = [text]
    write(parts, encoding)


def _longer_than_screen(text: str) -> bool:
    size = shutil.get_terminal_size()
    lines = re.sub(r"\x1b(\[[0-9;]*m|\]8;.*?\x1b\\)", "", text).splitlines()
    return sum(max(-(-len(line) // size.columns), 1) for line in lines) >= size.lines


def _page(text: str, encoding: str, pager: str, env: Mapping[str, str]) -> bool:
    """Run the pager, set up as git does: see core.pager in git-config. Whether it did its work.

    Raises KeyboardInterrupt where Ctrl-C ended it.
    """
    _stdout().flush()
    try:
        process = subprocess.Popen(
            pager, shell=True, stdin=subprocess.PIPE, env={"LESS": "FRX", "LV": "-c", **env}
        )
    except OSError:
        return False
    # Ctrl-C is the pager's own affair: it stops a search, say, and goes on.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        assert process.stdin is not None
        with suppress(BrokenPipeError), process.stdin as pipe:
            pipe.write(text.encode(encoding, errors="replace"))
        code = process.wait()
    finally:
        signal.signal(signal.SIGINT, before)
    if code in (-signal.SIGINT, ExitCode.INTERRUPTED):
        raise KeyboardInterrupt
    return code == 0


def write(parts: Iterable[str], encoding: str) -> None:
    """Write to standard output, each part before the next one is made.

    A reader who has left early (`| head`) is no failure.
    Raises SemaxError where it cannot be written to, as on a full disk.
    """
    stdout = _stdout()
    with _told():
        stdout.flush()
        _write_all(stdout.buffer, codecs.iterencode(parts, encoding, errors="replace"))


def _write_all(stream: Any, parts: Iterable[bytes]) -> None:
    """Write all of it, also to a pipe that does not block or, with PYTHONUNBUFFERED, in pieces."""
    blocking(stream)
    for part in parts:
        rest = memoryview(part)
        while rest:
            rest = rest[stream.write(rest) :]
    stream.flush()


def blocking(stream: Any) -> None:
    """Let a stream wait until there is something to read, or room to write."""
    with suppress(OSError, AttributeError):  # no file at all, in a test; or Windows
        os.set_blocking(stream.fileno(), True)


@contextmanager
def _told() -> Iterator[None]:
    """Turn what can go wrong with standard output into what the user is to know of it."""
    try:
        yield
    except OSError as error:
        _silence(sys.stdout)
        if not isinstance(error, BrokenPipeError):
            said = f"Cannot write to standard output: {error.strerror}."
            raise SemaxError(said) from error


@contextmanager
def stdout_for_messages() -> Iterator[None]:
    """Within it, programs that are started print to standard error."""
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


def write_file(parts: Iterable[str], path: Path) -> None:
    """Write a file whole or not at all: what stood there stays until the new text is on disk.

    Raises SemaxError where that cannot be done.
    """
    data = codecs.iterencode(parts, "utf-8", errors="replace")
    try:
        if (number := _stream(path)) is not None:
            with suppress(BrokenPipeError), os.fdopen(os.dup(number), "wb", buffering=0) as stream:
                _write_all(stream, data)
        elif path.exists() and not path.is_file():
            with suppress(BrokenPipeError), path.open("wb") as special:
                special.writelines(data)  # such as /dev/null or a named pipe
        else:
            _replace(Path(os.path.realpath(path)), data)
    except OSError as error:
        raise SemaxError(
            f"Cannot write {path}: {error.strerror}. Nothing was changed; choose another --output."
        ) from error


_OPEN = r"/+(?:dev|proc/(?:self|thread-self))/(?:fd/([0-9]{1,6})|stdin|std(out|err))"


def _stream(path: Path) -> int | None:
    """The number of an open stream that a path names, by whatever way.

    To replace the file that is behind it would not be to write to it.
    """
    if name := re.fullmatch(_OPEN, os.path.normpath(path)):
        return int(name[1] or {"out": 1, "err": 2}.get(name[2], 0))
    for number in (1, 2):
        with suppress(OSError):
            if os.path.samestat(os.stat(path), os.fstat(number)):
                return number
    return None


def _replace(path: Path, data: Iterable[bytes]) -> None:
    if path.is_symlink():  # still, after all links were followed
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if path.exists() and not os.access(path, os.W_OK):
        raise OSError(errno.EACCES, "it may not be written")
    import tempfile  # here, since only a file needs it

    with _ended_in_order():
        handle, name = tempfile.mkstemp(prefix=".semax-", suffix=".part", dir=path.parent)
        draft = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines(data)
                file.flush()
                os.fsync(handle)
                _give(handle, path)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


def _give(handle: int, path: Path) -> None:
    """Give an open draft the owner and permissions of a file, or those that a new one gets.

    By its handle, never by its name: whoever owns the folder could have put a link in its place.
    """
    if path.exists():
        found = path.stat(follow_symlinks=False)
        owner, mode = (found.st_uid, found.st_gid), found.st_mode & 0o777
    else:
        mask = os.umask(0)
        os.umask(mask)
        owner, mode = None, 0o666 & ~mask
    with suppress(OSError, AttributeError):  # only root may; Windows has no such thing
        if owner:
            os.fchown(handle, *owner)
    with suppress(AttributeError):  # Windows, before Python 3.13
        os.fchmod(handle, mode)


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Within it, what asks a program to end lets it tidy up first."""
    signals = [signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
    signals = [number for number in signals if signal.getsignal(number) is signal.SIG_DFL]
    for number in signals:
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    try:
        yield
    finally:
        for number in signals:
            signal.signal(number, signal.SIG_DFL)
