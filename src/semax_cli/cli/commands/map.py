"""`semax map`."""

from typing import Annotated, Literal

import typer

from semax_cli.cli import options
from semax_cli.cli.show import ENDINGS, deliver, refuse_ending, refuse_with_json, show
from semax_cli.data.load import load, one_line
from semax_cli.errors import ExitCode, SemaxError
from semax_cli.formats import FormatName
from semax_cli.views import map as evidence_map

HELP = """\
\b
Examples:
  semax map
  semax map --json | jq '.items[] | {id, cells}'
  semax map --format svg --output map.svg
"""

MapFormat = Literal[FormatName, "svg"]
"""The formats of all commands, and a picture."""


def run(
    output_format: Annotated[
        MapFormat | None,
        typer.Option(
            "--format", "-f", help="Shape of the output; svg is a picture.  [default: table]"
        ),
    ] = None,
    as_json: options.Json = False,
    fields: options.Fields = None,
    output: options.Output = None,
    data: options.Data = None,
) -> None:
    refuse_ending(output, [*ENDINGS, ".svg"])
    view = evidence_map.view(load(data))
    if output_format is None and not as_json and output and output.suffix.lower() == ".svg":
        output_format = "svg"
    if output_format != "svg":
        show(view, output_format, as_json, fields, output, data)
        return
    if as_json:
        refuse_with_json(output_format)  # it always does
    if fields is not None:
        raise SemaxError("A picture is drawn whole: leave --fields out.", ExitCode.USAGE)
    from semax_cli.formats.map_svg import picture

    view = view if data is None else view.from_file(one_line(data))
    deliver([picture(view)], output, reading=[data])
