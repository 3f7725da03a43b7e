"""`semax method`."""

from typing import Annotated

import typer

from semax_cli.cli import options
from semax_cli.cli.show import show
from semax_cli.data.load import load
from semax_cli.views import method

HELP = """\
\b
Examples:
  semax method
  semax method --glossary
  semax method --json | jq -r '.items[0].steps[] | .rule + ": " + .text'
"""


def run(
    terms: Annotated[
        bool, typer.Option("--glossary", help="Show what the terms mean, and nothing else.")
    ] = False,
    output_format: options.Format = None,
    as_json: options.Json = False,
    fields: options.Fields = None,
    output: options.Output = None,
    data: options.Data = None,
) -> None:
    view = method.view(load(data), terms)
    show(view, output_format, as_json, fields, output, data)
