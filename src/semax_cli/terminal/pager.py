"""The pager, for what is longer than the screen."""

import os
import re
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterable, Mapping
from contextlib import suppress

from semax_cli.errors import ExitCode
from semax_cli.terminal.capabilities import pager_command
from semax_cli.terminal.streams import reader_may_leave, stdout, write

LESS = "FRX"
"""The options that git gives less: leave if all fits, pass colours, do not clear the screen."""
PROMPT = "-Psspace: more, b: back, q: quit".replace(":", r"\:") + "$"
"""A prompt for less, which shows a bare colon otherwise; see PROMPTS in its manual."""

_LINK = re.compile(r"\x1b\]8;.*?\x1b\\")
_ESCAPE_CODE = re.compile(rf"\x1b\[[0-9;]*m|{_LINK.pattern}")
WITH_LINKS = 566
"""The first version of less that passes links; earlier ones print their codes."""


def show_paged(
    parts: Iterable[str], encoding: str, first: str = "", env: Mapping[str, str] = os.environ
) -> None:
    """Write to a terminal, through a pager if the text is longer than the screen.

    In the pager, ``first`` stands before it.
    """
    if command := pager_command(env):
        text = "".join(parts)
        if _longer_than_screen(text):
            paged = first + text
            version = _less_version(command, env)
            if version < WITH_LINKS:
                paged = (_LINK if version else _ESCAPE_CODE).sub("", paged)
            if _run_pager(paged, encoding, command, env):
                return
        parts = [text]
    write(parts, encoding)


def _longer_than_screen(text: str) -> bool:
    size = shutil.get_terminal_size()
    lines = _ESCAPE_CODE.sub("", text).splitlines()
    return sum(max(-(-len(line) // size.columns), 1) for line in lines) >= size.lines


def _less_version(command: str, env: Mapping[str, str]) -> int:
    """The version of less in a command: 0 of one that tells none, such as BusyBox's, which prints
    colours as codes too. Any other pager is taken to pass what the newest less passes.
    """
    with suppress(OSError, ValueError):  # no such program, or an odd command: running it will tell
        program = shlex.split(command)[0]
        if os.path.basename(program) == "less":
            asked = subprocess.run(
                [program, "--version"], capture_output=True, check=False, env=dict(env)
            )
            version = re.match(rb"less (\d+)", asked.stdout)
            return int(version[1]) if version else 0
    return WITH_LINKS


def _run_pager(text: str, encoding: str, command: str, env: Mapping[str, str]) -> bool:
    """Run the pager, set up as git does it: see core.pager in git-config. Whether it worked.

    Where the reader has set LESS, colours pass as well.

    Raises KeyboardInterrupt where Ctrl-C ended it.
    """
    stdout().flush()
    less = f"-R {env['LESS']}" if "LESS" in env else LESS + PROMPT
    try:
        process = subprocess.Popen(
            command, shell=True, stdin=subprocess.PIPE, env={"LV": "-c", **env, "LESS": less}
        )
    except OSError:
        return False
    # Ctrl-C belongs to the pager: it stops a search, for instance, and the pager goes on.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        assert process.stdin is not None
        with reader_may_leave(), process.stdin as pipe:
            pipe.write(text.encode(encoding, errors="replace"))
        code = process.wait()
    finally:
        signal.signal(signal.SIGINT, before)
    if code in (-signal.SIGINT, ExitCode.INTERRUPTED):
        raise KeyboardInterrupt
    return code == 0
