"""The pager, for what is longer than the screen."""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterable, Mapping
from contextlib import suppress

from semax_cli.errors import ExitCode
from semax_cli.terminal.capabilities import pager_command
from semax_cli.terminal.streams import stdout, write

_ESCAPE_CODE = re.compile(r"\x1b(\[[0-9;]*m|\]8;.*?\x1b\\)")


def show_paged(
    parts: Iterable[str], encoding: str, first: str = "", env: Mapping[str, str] = os.environ
) -> None:
    """Write to a terminal, through a pager if the text is longer than the screen.

    In the pager, ``first`` stands before it.
    """
    if command := pager_command(env):
        text = "".join(parts)
        if _longer_than_screen(text) and _run_pager(first + text, encoding, command, env):
            return
        parts = [text]
    write(parts, encoding)


def _longer_than_screen(text: str) -> bool:
    size = shutil.get_terminal_size()
    lines = _ESCAPE_CODE.sub("", text).splitlines()
    return sum(max(-(-len(line) // size.columns), 1) for line in lines) >= size.lines


def _run_pager(text: str, encoding: str, command: str, env: Mapping[str, str]) -> bool:
    """Run the pager, set up as git does it: see core.pager in git-config. Whether it worked.

    Raises KeyboardInterrupt where Ctrl-C ended it.
    """
    stdout().flush()
    try:
        process = subprocess.Popen(
            command, shell=True, stdin=subprocess.PIPE, env={"LESS": "FRX", "LV": "-c", **env}
        )
    except OSError:
        return False
    # Ctrl-C belongs to the pager: it stops a search, for instance, and the pager goes on.
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
