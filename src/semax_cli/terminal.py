"""Where output goes and what can be shown there: decided once, passed on as a ``Page``."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import NamedTuple

from semax_cli.errors import SemaxError

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


def stdout_page(env: Mapping[str, str] = os.environ) -> Page:
    """The page that standard output is. Raises SemaxError where there is none."""
    if sys.stdout is None:
        raise SemaxError("Standard output is closed. Open it, or give --output FILE.")
    on_terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if on_terminal else _width_of(env)
    styled = _styled(on_terminal, env)
    linked = on_terminal and styled and _links_shown(env)
    return Page(max(width, LEAST_WIDTH), styled, sys.stdout.encoding or "utf-8", linked)


def file_page(env: Mapping[str, str] = os.environ) -> Page:
    """The page that a file is."""
    return Page(max(_width_of(env), LEAST_WIDTH))


def _width_of(env: Mapping[str, str]) -> int:
    columns = env.get("COLUMNS", "")
    return int(columns) if columns.isdecimal() and int(columns) else WIDTH_OFF_TERMINAL


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


def show(text: str, encoding: str, env: Mapping[str, str] = os.environ) -> None:
    """Write to standard output; on a terminal, through a pager if it is longer than the screen."""
    pager = _pager(env) if sys.stdout.isatty() and _longer_than_screen(text) else None
    if pager is None or not _page(text, encoding, pager, env):
        write(text, encoding)


def _longer_than_screen(text: str) -> bool:
    size = shutil.get_terminal_size()
    lines = re.sub(r"\x1b(\[[0-9;]*m|\]8;.*?\x1b\\)", "", text).splitlines()
    return sum(max(-(-len(line) // size.columns), 1) for line in lines) >= size.lines


def _page(text: str, encoding: str, pager: str, env: Mapping[str, str]) -> bool:
    """Run the pager, set up as git does: see core.pager in git-config. Whether it could be run."""
    sys.stdout.flush()
    process = subprocess.Popen(
        pager, shell=True, stdin=subprocess.PIPE, env={"LESS": "FRX", "LV": "-c", **env}
    )
    assert process.stdin is not None
    with suppress(BrokenPipeError), process.stdin as pipe:
        pipe.write(text.encode(encoding, errors="replace"))
    while True:
        try:
            return process.wait() not in NOT_RUN
        except KeyboardInterrupt:
            pass  # the pager's own affair: it stops a search, say, and goes on


NOT_RUN = (126, 127)
"""With these a shell says that it could not run a command."""


def write(text: str, encoding: str) -> None:
    """Write to standard output. A reader who has left early (`| head`) is no failure.

    Raises SemaxError where it cannot be written to, as on a full disk.
    """
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding=encoding)
    with _told():
        sys.stdout.write(text)
        sys.stdout.flush()


def finish() -> None:
    """Write what is still to be written to standard output, as ``write`` does."""
    if sys.stdout is not None:
        with _told():
            sys.stdout.flush()


@contextmanager
def _told() -> Iterator[None]:
    """Turn what can go wrong with standard output into what the user is to know of it."""
    try:
        yield
    except OSError as error:
        # Python flushes once more as it ends, and would complain about the same then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            said = f"Cannot write to standard output: {error.strerror}."
            raise SemaxError(said) from error


def write_file(text: str, path: Path) -> None:
    """Write a file whole or not at all: what stood there stays until the new text is on disk.

    Raises SemaxError where that cannot be done.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8")  # such as /dev/null or a named pipe
        else:
            _replace(path.resolve(), text)
    except OSError as error:
        raise SemaxError(
            f"Cannot write {path}: {error.strerror}. Nothing was changed; choose another --output."
        ) from error


def _replace(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        if path.exists():
            shutil.copymode(path, draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
