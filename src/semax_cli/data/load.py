"""From a TOML file to a ``Dataset``: the bundled file, or another one, validated.

The bundled file passed ``validate.py`` before it was released, so it is parsed and built directly,
which spares every command the import of pydantic. Any other file is validated.
"""

import os
import re
import stat
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from semax_cli._record import build
from semax_cli.background import DatasetInfo, Notice
from semax_cli.errors import ExitCode, Problem, SemaxError
from semax_cli.records import Dataset
from semax_cli.text import visible

MAX_BYTES = 16 * 2**20
"""A larger file is refused: people keep no such dataset by hand, and it would take much memory."""

MOST = {
    "[": (80_000, "lists and tables"),
    "{": (50_000, "inline tables"),
    "=": (500_000, "fields"),
    ",": (250_000, "commas"),
    '"': (1_000_000, "quotation marks"),
    "'": (1_000_000, "apostrophes"),
    "\n": (1_000_000, "lines"),
}
"""How many of a sign a file may hold, and what it stands for. The parser keeps up to 900 bytes for
each, so a small file could take much memory. Ten thousand studies come to three quarters of this
at most."""
LONGEST_WORD = 10_000
"""Characters, as many as a text may have; a word twice as long is always found."""
PARTED_NAME = (
    r"\.[ \t]*+[\w\"'-]++(?:[ \t]*+\.[ \t]*+[\w\"'-]++)*+[ \t]*+[=\]]"  # from its first dot on
)
"""The name of a table or field in several parts, each of which the parser keeps."""
MOST_DOTS, MOST_DOTS_OF_A_KEY = 100_000, 10
"""In all such names together, and in one. No field of a dataset needs more than two."""

# ------------------------------------------------------------------------- the bundled files


def bundled_path() -> Path:
    """The dataset that comes with the tool: in the package or, in a checkout, beside ``src``."""
    folder = Path(__file__).resolve().parent
    installed = folder / "claims.toml"
    checkout = folder.parents[2] / "data" / "claims.toml"
    return checkout if checkout.exists() and not installed.exists() else installed


def bundled_files() -> tuple[Path, Path]:
    """The files that come with the tool: the dataset, and the census of the literature."""
    return bundled_path(), bundled_path().with_name("literature.csv")


def read_packaged(path: Path) -> bytes:
    """Read a file of the package, which may have been imported from a zip file. Raises OSError."""
    assert __spec__ is not None
    data: bytes = __spec__.loader.get_data(str(path))  # type: ignore[union-attr]
    return data


@cache
def bundled() -> Dataset:
    """The bundled dataset, built once a process."""
    path = bundled_path()
    text = _read(path)
    table = _compiled(path, text) or _parse(text, path)
    try:
        dataset: Dataset = build(Dataset, table)
    except (AttributeError, TypeError):
        from semax_cli.data.validate import validate  # damaged on disk: this says where

        return validate(table, one_line(path), text)
    return dataset


def _compiled(path: Path, text: str) -> dict[str, Any] | None:
    """What the bundled file parses to, where the wheel holds that too; see ``compiled.py``."""
    with suppress(OSError, ValueError):
        found = read_packaged(path.with_suffix(".json"))
        from semax_cli.data.compiled import table_of  # here, since a checkout has none

        return table_of(found, text.encode())
    return None


class Head(NamedTuple):
    """What stands at the head of a dataset file; fields as in ``Dataset``."""

    schema_version: int
    dataset: DatasetInfo
    warning: Notice


@cache
def bundled_head() -> Head:
    """The head of the bundled dataset, which is all that help and versions need."""
    path = bundled_path()
    text, _, _ = _read(path).partition("\n[search]\n")  # the table that follows the head
    table = _parse(text, path)
    try:
        edition = build(DatasetInfo, table["dataset"])
        return Head(table["schema_version"], edition, build(Notice, table["warning"]))
    except (AttributeError, KeyError, TypeError):
        whole = bundled()  # damaged on disk: this says where
        return Head(whole.schema_version, whole.dataset, whole.warning)


# ----------------------------------------------------------------------------- any dataset


def load(path: str | Path | None = None) -> Dataset:
    """Load a dataset.

    Args:
        path: The file; without it, the bundled dataset. A file is validated.

    Raises:
        SemaxError: (INVALID_DATASET) the file cannot be read, or breaks a rule.
    """
    return bundled() if path is None else _load_file(Path(path))


def _load_file(path: Path) -> Dataset:
    from semax_cli.data.validate import validate

    text = _read_bounded(path)
    dataset = validate(_parse(text, path), one_line(path), text)
    return replace(dataset, warning=_with_core(dataset.warning))


def problems_in(path: Path) -> list[Problem]:
    """Everything that is wrong with a dataset file; empty if it is valid."""
    from semax_cli.data.validate import check

    try:
        text = _read_bounded(path)
        return check(_parse(text, path), text)[1]
    except SemaxError as error:
        line = re.search(r"\bat line (\d+)\b", str(error))
        return [Problem(int(line[1]) if line else None, "the file", None, str(error))]


SHORT_CORE = "Not an endorsement"
TEXT_CORE = ("This tool endorses nothing.", "It is not medical advice.")
CORE = (
    "This tool endorses nothing and recommends nothing.",
    "A finding in animals or in a test tube is not a finding in people.",
    "This is not medical advice: questions about your health belong with a doctor.",
)
"""What every warning says in each of its forms, whatever the substance."""


def _with_core(warning: Notice) -> Notice:
    """Another dataset's warning, which may add to the core of every warning, not replace it."""
    own = bundled_head().warning
    return Notice(
        short=warning.short if warning.short == own.short else f"{SHORT_CORE}. {warning.short}",
        text=warning.text if warning.text == own.text else " ".join((*TEXT_CORE, warning.text)),
        full=warning.full if warning.full == own.full else " ".join((*CORE, warning.full)),
    )


NOT_REGULAR = "is no regular file. Save it as one"


def _read(path: Path) -> str:
    """The text of a dataset file. Raises SemaxError (INVALID_DATASET)."""
    try:
        data = read_packaged(path) if path == bundled_path() else _read_regular(path)
        text = data.decode("utf-8")
        if not text.startswith("\N{ZERO WIDTH NO-BREAK SPACE}"):
            return text
        problem = "begins with a byte-order mark. Save it as UTF-8 without one"
    except IsADirectoryError:
        problem = NOT_REGULAR
    except OSError as error:
        problem = f"cannot be read: {error.strerror}. Check the path, --data and SEMAX_DATA"
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        problem = f"is not UTF-8 text (at line {line}, byte {error.start}). Save it as UTF-8"
    except ValueError:
        problem = "has a name that no file can have. Check --data and SEMAX_DATA"
    raise _invalid(path, problem)


def _read_regular(path: Path) -> bytes:
    """What a regular file holds. Raises OSError, and SemaxError where it is not one or too large.

    A pipe or a device might never end. This is checked on the open file, so that it cannot be
    swapped in between.
    """
    with open(path, "rb", opener=_open_without_waiting) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise _invalid(path, NOT_REGULAR)
        data = file.read(MAX_BYTES + 1) or b""  # None where there is nothing to be read yet
    if len(data) > MAX_BYTES:
        raise _invalid(path, f"is larger than {MAX_BYTES // 2**20} MB. Split it")
    return data


def _open_without_waiting(path: str, flags: int) -> int:
    """Open a file; if it is a named pipe, do not wait until somebody writes into it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _parse(text: str, path: Path) -> dict[str, Any]:
    """Parse TOML. Raises SemaxError (INVALID_DATASET)."""
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        from semax_cli.data.toml_lines import line_left_open

        problem = f"is not valid TOML: {error}"
        line = line_left_open(text[: error.pos])
        if line and line < error.lineno:
            problem = f"{problem}; what opens at line {line} is not closed before that"
    except RecursionError:
        problem = "is nested too deeply to be a dataset"
    except ValueError:
        problem = "holds a number of too many digits"
    raise _invalid(path, problem)


def _read_bounded(path: Path) -> str:
    """The text of a file that takes no more memory and time to parse than a dataset does.

    Raises SemaxError (INVALID_DATASET).
    """
    text = _read(path)
    for sign, (most, what) in MOST.items():
        if text.count(sign) > most:
            raise _invalid(path, f"has more than {most:,} {what}. Split it")
    size = LONGEST_WORD
    parts = (text[start : start + size] for start in range(0, len(text) - size, size))
    if any(re.fullmatch(r"[\w-]+", part) for part in parts):
        raise _invalid(path, f"holds a word of more than {size:,} characters")
    dots = 0
    for name in re.finditer(PARTED_NAME, text):
        own = name[0].count(".")
        dots += own
        if own > MOST_DOTS_OF_A_KEY:
            raise _invalid(path, "is nested too deeply to be a dataset")
    if dots > MOST_DOTS:
        raise _invalid(path, f"has more than {MOST_DOTS:,} dots in names of tables and fields")
    return text


def _invalid(path: Path, problem: str) -> SemaxError:
    return SemaxError(f"The dataset {one_line(path)} {problem}.", ExitCode.INVALID_DATASET)


def one_line(path: Path) -> str:
    """The name of a file, which may hold line breaks and worse, for a sentence."""
    return visible(" ".join(str(path).splitlines()))
