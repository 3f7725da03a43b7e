"""`semax validate`: whether dataset files are valid, and everything that is wrong with them."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from semax_cli.data.load import one_line, problems_in
from semax_cli.document import Block, Entry, Heading, Prose
from semax_cli.errors import Problem
from semax_cli.records import Dataset
from semax_cli.view import Shape, View, make_view, plain


class Checked(NamedTuple):
    """A file that was checked."""

    file: str
    """Its path, as it was given."""
    valid: bool
    """Whether nothing is wrong with it."""
    problems: tuple[Problem, ...]
    """What is wrong with it, in the order of the file."""


ITEM = Shape((Checked,))

MOST_SHOWN = 200
"""How many problems of a file a document tells; the formats for programs have all of them."""


def check_files(files: Sequence[Path]) -> list[Checked]:
    """Check some dataset files."""
    return [_check_file(path) for path in files]


def view(dataset: Dataset, checked: Sequence[Checked]) -> View:
    """What is wrong with each of some files; ``dataset`` is the one that the warning comes from."""

    def blocks() -> Iterator[Block]:
        return chain.from_iterable(map(_blocks, checked))

    return make_view("validate", dataset, checked, plain, ITEM, blocks)


def _check_file(path: Path) -> Checked:
    problems = tuple(problems_in(path))
    return Checked(one_line(path), not problems, problems)


def _blocks(checked: Checked) -> Iterator[Block]:
    yield Heading(checked.file)
    if checked.valid:
        yield Prose("Valid.")
        return
    number = len(checked.problems)
    yield Prose(f"Not valid: {number} problem{'s' if number > 1 else ''}.")
    for problem in checked.problems[:MOST_SHOWN]:
        where = f"Line {problem.line}" if problem.line else "Whole file"
        yield Entry(where, (problem.place,), problem.problem)
    if number > MOST_SHOWN:
        yield Prose(f"And {number - MOST_SHOWN} more, which --json shows.")
