"""What can be shown at the place where output goes, decided once and passed on as a ``Page``."""

import os
import shutil
import sys
from collections.abc import Mapping
from typing import NamedTuple

from semax_cli.terminal.streams import stdout

WIDTH_OFF_TERMINAL = 100
MIN_WIDTH = 40


class Page(NamedTuple):
    """What a format may use."""

    width: int = WIDTH_OFF_TERMINAL
    """Characters a line."""
    styled: bool = False
    """Whether escape codes for colour and weight may be used."""
    encoding: str = "utf-8"
    """Which characters can be shown."""
    linked: bool = False
    """Whether a text can be a link."""

    def shows(self, text: str) -> bool:
        """Whether every character of a text can be shown."""
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return False
        return True


def stdout_page(env: Mapping[str, str] = os.environ) -> Page:
    """The page that standard output is. Raises SemaxError where it is closed."""
    stream = stdout()
    on_terminal = stream.isatty()
    width = shutil.get_terminal_size().columns if on_terminal else _width(env)
    styled = _styled(on_terminal, env)
    linked = on_terminal and styled and _links_shown(env)
    return Page(max(width, MIN_WIDTH), styled, stream.encoding or "utf-8", linked)


def file_page(env: Mapping[str, str] = os.environ) -> Page:
    """The page that a file is."""
    return Page(max(_width(env), MIN_WIDTH))


def _width(env: Mapping[str, str]) -> int:
    columns = env.get("COLUMNS", "")
    given = columns.isascii() and columns.isdecimal() and len(columns) < len("100000")
    return (int(columns) if given else 0) or WIDTH_OFF_TERMINAL


def _styled(on_terminal: bool, env: Mapping[str, str]) -> bool:
    """Escape codes only where they are wanted: https://no-color.org and https://force-color.org.

    A dumb terminal never gets them; NO_COLOR beats FORCE_COLOR; FORCE_COLOR=0 forces nothing.
    """
    if env.get("NO_COLOR") or env.get("TERM") == "dumb":
        return False
    forced = env.get("FORCE_COLOR", "0") not in ("", "0")
    return forced or (on_terminal and _obeys_codes(env))


def _obeys_codes(env: Mapping[str, str]) -> bool:
    """Whether a terminal obeys escape codes: the old console of Windows prints them, and names
    itself by none of these variables.
    """
    names = ("WT_SESSION", "TERM", "ANSICON", "ConEmuANSI")
    return sys.platform != "win32" or any(name in env for name in names)


def _links_shown(env: Mapping[str, str]) -> bool:
    """Whether links reach the reader: terminals ignore what they cannot show, and so does less.

    The Linux console is an exception. The sequences:
    https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
    """
    pager = pager_command(env)
    return env.get("TERM") != "linux" and (pager is None or "less" in pager)


def pager_command(env: Mapping[str, str]) -> str | None:
    """The command that shows what is longer than the screen, found as git finds it."""
    command = env.get("PAGER", "less" if shutil.which("less") else "")
    return None if command.strip() in ("", "cat") or env.get("TERM") == "dumb" else command
