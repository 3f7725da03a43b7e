"""Ids as they are typed, or as they come from a pipe."""

import sys
from collections.abc import Iterable

from semax_cli import labels
from semax_cli.data.lookup import misreferences_for
from semax_cli.errors import ExitCode, SemaxError
from semax_cli.identifiers import split_ids
from semax_cli.records import Dataset
from semax_cli.terminal.streams import blocking, tell

MAX_PIPED = 2**20
"""How many bytes of standard input are read; more are refused."""


def expand(ids: Iterable[str]) -> list[str]:
    """Ids as they were typed, with ``-`` replaced by those on standard input.

    Raises:
        SemaxError: standard input cannot be read, is a terminal, or is too long.
    """
    return [key for word in ids for key in (_read_stdin() if word == "-" else (word,))]


def tell_wrong(dataset: Dataset, ids: Iterable[str]) -> None:
    """Say on standard error which ids are wrong references that circulate, and what is wrong."""
    for wrong in misreferences_for(dataset, ids):
        tell(labels.circulating(wrong))


def _read_stdin() -> list[str]:
    if sys.stdin is None or sys.stdin.isatty():
        message = "--id - reads ids from a pipe, such as `cat ids.txt | semax study --id -`."
        raise SemaxError(message, ExitCode.USAGE)
    blocking(sys.stdin.buffer)
    try:
        data = sys.stdin.buffer.read(MAX_PIPED + 1)
    except OSError as error:
        raise SemaxError(f"Standard input cannot be read: {error.strerror}.") from error
    if len(data) > MAX_PIPED:
        message = "Standard input holds more than a megabyte, which is no list of ids."
        raise SemaxError(message, ExitCode.USAGE)
    return split_ids(data.decode("utf-8-sig", errors="replace"))
