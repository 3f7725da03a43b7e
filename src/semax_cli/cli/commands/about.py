"""`semax about`."""

from semax_cli.cli import options
from semax_cli.cli.show import show
from semax_cli.data.load import load
from semax_cli.views import about

HELP = """\
\b
Examples:
  semax about
  semax about --json | jq '.items[0].substance.identifiers'
"""


def run(
    everything: options.All = False,
    output_format: options.Format = None,
    as_json: options.Json = False,
    fields: options.Fields = None,
    output: options.Output = None,
    data: options.Data = None,
) -> None:
    view = about.view(load(data), everything)
    show(view, output_format, as_json, fields, output, data)
