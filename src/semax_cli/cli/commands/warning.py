"""`semax warning`."""

from semax_cli.cli import options
from semax_cli.cli.show import show
from semax_cli.data.load import load
from semax_cli.views import warning

HELP = """\
\b
Examples:
  semax warning
  semax warning --json | jq -r .warning
"""


def run(
    output_format: options.Format = None,
    as_json: options.Json = False,
    fields: options.Fields = None,
    output: options.Output = None,
    data: options.Data = None,
) -> None:
    view = warning.view(load(data))
    show(view, output_format, as_json, fields, output, data)
