"""`semax legal`."""

from typing import Annotated

from semax_cli.cli import options
from semax_cli.cli.show import show
from semax_cli.data.load import load
from semax_cli.views import legal

HELP = """\
By country, with the date of each statement. It is no legal advice.

\b
Examples:
  semax legal
  semax legal russia
  semax legal us --all
"""


def run(
    countries: Annotated[
        list[str] | None,
        options.ids_argument(
            "COUNTRY", "Which countries or bodies.  [default: all]", options.jurisdictions
        ),
    ] = None,
    everything: options.All = False,
    output_format: options.Format = None,
    as_json: options.Json = False,
    fields: options.Fields = None,
    output: options.Output = None,
    data: options.Data = None,
) -> None:
    view = legal.view(load(data), countries or (), everything)
    show(view, output_format, as_json, fields, output, data)
