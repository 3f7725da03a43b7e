"""What can go wrong, and the exit code that each kind of failure has."""

from enum import IntEnum
from typing import NamedTuple


class ExitCode(IntEnum):
    """The documented exit codes. Typer itself ends with USAGE and INTERRUPTED where they apply."""

    DONE = 0
    """The command did what was asked; an empty list is done."""
    FAILURE = 1
    """Something else failed, such as a file that cannot be written."""
    USAGE = 2
    """The command line cannot be understood."""
    UNKNOWN_ID = 3
    """An id, PMID or DOI is not in the dataset."""
    INVALID_DATASET = 4
    """The dataset cannot be read or breaks its rules."""
    INTERRUPTED = 130
    """The user pressed Ctrl-C."""


class SemaxError(Exception):
    """A failure to report to the user.

    Args:
        message: A sentence that names the place and the remedy; one a line, where several things
            are wrong.
        exit_code: What the program ends with.
    """

    def __init__(self, message: str, exit_code: ExitCode = ExitCode.FAILURE) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class Problem(NamedTuple):
    """What is wrong with a dataset file."""

    line: int | None
    """Line of the file; null where no line is known."""
    place: str
    """Which field of which record, such as `studies[gusev-1997].year`."""
    record: str | None
    """Id of the record, if it has one."""
    problem: str
    """What is wrong, and what would be right."""
