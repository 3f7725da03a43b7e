"""Fixtures, options and marks. What test modules import is in helpers.py."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from helpers import (
    EXAMPLE_TEXT,
    FROZEN,
    FULL_EXAMPLES,
    LIVE,
    Result,
    bundled,
    changed_lines,
    run,
    run_installed,
)
from hypothesis import settings

# The same examples on every run, and no clock: what a property test finds is not left to chance.
# `pytest --hypothesis-profile=default` looks for new ones.
settings.register_profile("full", derandomize=True, deadline=None, max_examples=FULL_EXAMPLES)
settings.register_profile("quick", derandomize=True, deadline=None, max_examples=30)

# ------------------------------------------------------------------------- quick and full runs

LEFT_OUT = ("browser", "tools", "slow")
"""Marks of what runs with --full only."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--full``, and ``--renew``, whose differences are to be read before they are kept."""
    parser.addoption("--full", action="store_true", help="run what is slow or needs other programs")
    parser.addoption("--renew", action="store_true", help="write expected output anew")


def pytest_configure(config: pytest.Config) -> None:
    """Load the profile of Hypothesis before any test module sets its number of examples."""
    if not config.getoption("--hypothesis-profile", None):
        settings.load_profile("full" if config.getoption("--full") else "quick")


LEFT = pytest.StashKey[int]()
"""How many tests were left out."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what has one of those marks, unless it is asked for by --full, -m or its id."""
    asked = config.getoption("--full") or config.getoption("-m")
    if asked or any("::" in arg for arg in config.args):
        return
    left = [item for item in items if any(map(item.get_closest_marker, LEFT_OUT))]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in set(left)]
    config.stash[LEFT] = len(left)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Send the number from a process of pytest-xdist to the one that reports."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left out"] = session.config.stash.get(LEFT, 0)


class _Reported:
    """Receives that number, which is the same from each process."""

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        node.config.stash[LEFT] = getattr(node, "workeroutput", {}).get("left out", 0)


def pytest_plugin_registered(plugin: object, manager: pytest.PytestPluginManager) -> None:
    """Listen to pytest-xdist where it is in use."""
    if type(plugin).__name__ == "DSession" and not manager.has_plugin("left out"):
        manager.register(_Reported(), "left out")


def pytest_terminal_summary(terminalreporter: Any, exitstatus: int, config: pytest.Config) -> None:
    """Say what was not run, and how to run it."""
    skipped = len(terminalreporter.stats.get("skipped", ()))
    left = config.stash.get(LEFT, 0)
    if left:
        terminalreporter.write_line(
            f"Left out: {left} tests that are slow, or need a browser or other programs. "
            "`nox -s full` runs everything; `pytest --full` runs what this machine can."
        )
    if skipped:
        terminalreporter.write_line(f"Skipped: {skipped}. `pytest -rs` says what to install.")


# --------------------------------------------------------------------------- the command


@pytest.fixture
def semax() -> Callable[..., Result]:
    """The command, within this process, on the frozen dataset: ``semax("effects", COLUMNS="60")``.

    ``stdin``, ``cwd`` and variables of the environment are given by name.
    """
    return run


@pytest.fixture
def installed() -> Callable[..., Result]:
    """The installed command as a process, on the live dataset, where the process is the point."""
    return run_installed


@pytest.fixture
def live() -> Iterator[None]:
    """The live dataset as the one that comes with semax, within this process."""
    with bundled(LIVE):
        yield


# ----------------------------------------------------------------------------------- files


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
    """The frozen dataset as a file with one line changed.

    ``dataset_file("year = ", 'year = "x"', 'id = "gusev-1997"')`` replaces the first line that
    begins with "year = " below the line 'id = "gusev-1997"'.
    """

    def write(start: str, line: str, table: str = "") -> Path:
        path = tmp_path / "claims.toml"
        text = FROZEN.read_text(encoding="utf-8")
        path.write_text(changed_lines(text, start, line, table), encoding="utf-8")
        return path

    return write


@pytest.fixture
def example_file(tmp_path: Path) -> Callable[..., str]:
    """The example with some texts replaced and others added, as a file."""

    def write(*replaced: tuple[str, str], added: str = "") -> str:
        text = EXAMPLE_TEXT
        for old, new in replaced:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "data.toml"
        path.write_text(text + added, encoding="utf-8")
        return str(path)

    return write


MARKUP = "</title></style><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 * 7 }}&amp;"
"""What a page must show as it is."""


@pytest.fixture(scope="session")
def hostile_dataset(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The frozen dataset with such a text wherever a text can stand."""
    head, _, text = FROZEN.read_text(encoding="utf-8").partition("[search]")
    hostile = json.dumps(MARKUP)[1:-1]
    fields = "name|summary|finding|text|title|journal|statement|limitations|population|label_note"
    path = tmp_path_factory.mktemp("hostile") / "claims.toml"
    text = re.sub(rf'^({fields}) = "', lambda match: f"{match[0]}{hostile}", text, flags=re.M)
    text = re.sub(r'^authors = \["', lambda match: f"{match[0]}{hostile}", text, flags=re.M)
    place = json.dumps('https://example.org/"><script>alert(3)</script>')
    source = f'{{ address = {place}, kind = "other" }}'.replace("\\", "\\\\")
    text = re.sub(r"^sources = \[", f"sources = [{source}, ", text, flags=re.M)
    path.write_text(f"{head}[search]{text}", encoding="utf-8")
    return str(path)


@pytest.fixture(scope="session")
def hostile_page(hostile_dataset: str) -> str:
    """The page of that dataset, which calls itself the bundled one."""
    done = run("report", "--data", hostile_dataset)
    assert done.code == 0, done.err
    return re.sub("<p>From the dataset .*?</p>", "", done.out, count=1)
