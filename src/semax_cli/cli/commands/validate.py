"""`semax validate`."""

from pathlib import Path
from typing import Annotated

import typer

from semax_cli.cli import options
from semax_cli.cli.show import default_dataset, refuse_to_replace, show
from semax_cli.data.load import load
from semax_cli.errors import ExitCode
from semax_cli.views import validate

HELP = """\
The exit code is 0 if all of them are valid, else 4.

\b
Examples:
  semax validate
  semax validate --json | jq '.items[].problems'
"""


def run(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILE]...",
            show_default=False,
            help="Dataset files.  [default: the one of SEMAX_DATA, else the bundled one]",
        ),
    ] = None,
    output_format: options.Format = None,
    as_json: options.Json = False,
    fields: options.Fields = None,
    output: options.Output = None,
) -> None:
    refuse_to_replace(output, files or ())
    checked = validate.check_files(files or [default_dataset()])
    show(validate.view(load(), checked), output_format, as_json, fields, output, None)
    if not all(file.valid for file in checked):
        raise typer.Exit(ExitCode.INVALID_DATASET)
