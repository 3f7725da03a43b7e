"""What the tests share: the installed command in a clean environment, and expected output."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import settings

from semax_cli.__main__ import _run

# The same examples on every run, and no clock: what a property test finds is not left to chance.
# `pytest --hypothesis-profile=default` looks for new ones.
settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=300)
settings.load_profile("repeatable")

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = Path(__file__).resolve().parent / "golden"
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


def tool(name: str) -> str:
    """A program that some tests read output with; without it they are skipped.

    With SEMAX_TEST_TOOLS=all, as in continuous integration, that it is missing is a failure.
    """
    path = shutil.which(name)
    if path is None and os.environ.get("SEMAX_TEST_TOOLS") != "all":
        pytest.skip(f"{name} is not installed")
    assert path, f"{name} is not installed"
    return path


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


def run_semax(*args: str, stdin: str = "", cwd: Path | None = None, **env: str) -> Result:
    """Run the installed command, with its output in pipes."""
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


def run_here(*args: str, **env: str) -> Result:
    """The same within this process: for what is tried so often that starting up takes too long."""
    out, err = (TextIOWrapper(BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    with (
        mock.patch.multiple(sys, argv=["semax", *args], stdout=out, stderr=err),
        mock.patch.dict(os.environ, clean_env(**env), clear=True),
    ):
        try:
            code = _run()
        except SystemExit as end:
            code = int(end.code or 0)
        for stream in (out, err):
            stream.flush()
    return Result(code, *(stream.buffer.getvalue().decode() for stream in (out, err)))


@pytest.fixture
def here() -> Callable[..., Result]:
    """As ``semax``, within this process."""
    return run_here


@pytest.fixture
def semax() -> Callable[..., Result]:
    """The installed command: ``semax("effects", "--json", COLUMNS="60")``."""
    return run_semax


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--renew`` writes expected output anew, to be looked at before it is committed."""
    parser.addoption("--renew", action="store_true", help="write expected output anew")


@pytest.fixture
def matches_file(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a file; with --renew, write the file."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--renew"):
            path.write_text(text, encoding="utf-8")

        assert path.read_text(encoding="utf-8") == text, f"see `pytest --renew` and {path.name}"

    return compare


@pytest.fixture
def dataset_file(tmp_path: Path) -> Callable[..., Path]:
    """The bundled dataset as a file with one line changed.

    ``dataset_file("year = ", 'year = "x"', 'id = "gusev-1997"')`` replaces the first line that
    begins with "year = " below the line 'id = "gusev-1997"'.
    """

    def write(start: str, line: str, table: str = "") -> Path:
        text = (ROOT / "data" / "claims.toml").read_text(encoding="utf-8")
        lines = text.splitlines()
        begin = lines.index(table) if table else 0
        place = next(i for i, old in enumerate(lines[begin:], begin) if old.startswith(start))
        lines[place] = line
        path = tmp_path / "claims.toml"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


MARKUP = (
    "</title></style><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 * 7 }}&amp;\u202e"
)
"""What a page must show as it is, save for the last character, which turns what follows round."""


@pytest.fixture(scope="session")
def hostile_dataset(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The bundled dataset with such a text wherever a text can stand."""
    text = (ROOT / "data" / "claims.toml").read_text(encoding="utf-8")
    said = json.dumps(MARKUP)[1:-1]
    fields = "name|summary|finding|text|title|journal|statement|limitations|population|label_note"
    path = tmp_path_factory.mktemp("hostile") / "claims.toml"
    text = re.sub(rf'^({fields}) = "', lambda match: f"{match[0]}{said}", text, flags=re.M)
    text = re.sub(r'^authors = \["', lambda match: f"{match[0]}{said}", text, flags=re.M)
    place = json.dumps('https://example.org/"><script>alert(3)</script>')
    text = re.sub(r"^sources = \[", f"sources = [{place}, ".replace("\\", "\\\\"), text, flags=re.M)
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.fixture(scope="session")
def hostile_page(hostile_dataset: str) -> str:
    """The page of that dataset, which calls itself the bundled one."""
    done = run_semax("report", "--data", hostile_dataset)
    assert done.code == 0, done.err
    return re.sub("<p>From the dataset .*?</p>", "", done.out, count=1)
