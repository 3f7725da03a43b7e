"""`semax schema`."""

from typing import Annotated

import typer

from semax_cli.cli import options
from semax_cli.cli.commands import READING, shape
from semax_cli.cli.show import deliver
from semax_cli.data.load import bundled_head
from semax_cli.errors import ExitCode, SemaxError
from semax_cli.formats.json import dumped

HELP = """\
\b
Examples:
  semax schema
  semax schema effects
  semax schema studies --output studies.schema.json
"""

DATASET = "dataset"
NAMES = (DATASET, *READING)


def run(
    name: Annotated[
        str,
        typer.Argument(
            metavar="[COMMAND]",
            help="Whose output; `dataset` for the data file.",
            autocompletion=lambda incomplete: options.starting_with(incomplete, NAMES),
        ),
    ] = DATASET,
    output: options.Output = None,
) -> None:
    if name not in NAMES:
        message = f'There is no schema "{name}". There are: {", ".join(NAMES)}.'
        raise SemaxError(message, ExitCode.USAGE)
    from semax_cli.json_schema import dataset_schema, output_schema  # imports pydantic

    warning = bundled_head().warning.full
    if name == DATASET:
        schema = dataset_schema(warning)
    else:
        schema = output_schema(name, shape(name), warning)
    deliver([dumped(schema, indented=True) + "\n"], output)
