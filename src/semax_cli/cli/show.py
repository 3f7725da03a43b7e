"""From a view to where it is wanted: a format, then a file, a pager or standard output."""

import os
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from semax_cli import formats
from semax_cli.cli.options import parse_fields
from semax_cli.data.load import bundled_files, bundled_path, one_line
from semax_cli.errors import ExitCode, SemaxError
from semax_cli.formats import FormatName
from semax_cli.terminal.capabilities import file_page, stdout_page
from semax_cli.terminal.streams import write_or_page
from semax_cli.view import View

T = TypeVar("T")


def show(
    view: View,
    output_format: FormatName | None,
    as_json: bool,
    fields: str | None,
    output: Path | None,
    data: Path | None,
) -> None:
    """Show a view as the options say that all reading commands share."""
    name = format_of(output_format, as_json, output)
    if fields is not None:
        view = view.select(parse_fields(fields))
    if data is not None:
        view = view.from_file(one_line(data))
    page = stdout_page() if output is None else file_page()
    parts = formats.render(view, name, page)
    first = f"{view.row_warning}\n\n" if name == "table" else ""
    encoding = formats.encoding(name, page)
    deliver(parts, output, reading=[data], encoding=encoding, first_in_pager=first)


ENDINGS: dict[str, FormatName] = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".md": "markdown",
    ".txt": "table",
}
"""The format that the name of an output file asks for, where no option does."""

OTHERS = (
    *(".xlsx", ".xls", ".ods", ".docx", ".odt", ".pdf", ".html", ".htm"),
    *(".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"),
    *(".bib", ".ris", ".enw", ".nbib"),
    *(ending for ending in ENDINGS if ending != ".txt"),
)
"""Endings of files that would be opened as what they are not."""


def format_of(output_format: FormatName | None, as_json: bool, output: Path | None) -> FormatName:
    """The format that the options ask for, or the name of the output file. Raises SemaxError."""
    if as_json:
        refuse_with_json(output_format)
        return "json"
    return output_format or by_ending(output, ENDINGS) or "table"


def by_ending(output: Path | None, endings: Mapping[str, T]) -> T | None:
    """The format that the name of an output file asks for, if it does.

    Raises SemaxError as ``refuse_ending`` does.
    """
    refuse_ending(output, endings)
    return endings.get(output.suffix.lower()) if output else None


def refuse_ending(output: Path | None, endings: Collection[str]) -> None:
    """Raises SemaxError (USAGE) where a file would be opened as what it is not."""
    ending = output.suffix.lower() if output else ""
    if ending in OTHERS and ending not in endings:
        listed = ", ".join(endings)
        message = f"No {ending} file can be written. Choose another ending: {listed}."
        raise SemaxError(message, ExitCode.USAGE)


def refuse_with_json(output_format: str | None) -> None:
    """Raises SemaxError (USAGE) where --format contradicts --json."""
    if output_format not in (None, "json"):
        message = f"--json and --format {output_format} contradict each other. Give one of them."
        raise SemaxError(message, ExitCode.USAGE)


def deliver(
    parts: Iterable[str],
    output: Path | None,
    reading: Iterable[Path | None] = (),
    encoding: str = "utf-8",
    first_in_pager: str = "",
) -> None:
    """Write to a file if one is named, else to standard output, through a pager if it is long.

    Args:
        parts: The text.
        output: The file; None for standard output.
        reading: Datasets that the command reads, which are never replaced.
        encoding: The encoding of standard output; files are UTF-8.
        first_in_pager: What a pager shows before the text, whose end is a few screens away.

    Raises:
        SemaxError: it cannot be written, or would replace the data.
    """
    refuse_to_replace(output, reading)
    if output is not None:
        from semax_cli.terminal.files import write_file

        write_file(parts, output)
    else:
        write_or_page(parts, encoding, first_in_pager)


def refuse_to_replace(output: Path | None, reading: Iterable[Path | None]) -> None:
    """Raises SemaxError (USAGE) where the output would replace a dataset or the census.

    Neither those in ``reading`` are replaced nor what is read by default or comes with the tool.
    """
    for file in (*filter(None, reading), default_dataset(), *bundled_files()):
        with suppress(OSError, ValueError):  # a file that does not exist cannot be replaced
            if output and output.samefile(file):
                message = f"--output {output} would replace the data itself. Choose another file."
                raise SemaxError(message, ExitCode.USAGE)


def default_dataset() -> Path:
    """The dataset that is read where none is named."""
    return Path(os.environ.get("SEMAX_DATA") or bundled_path())
