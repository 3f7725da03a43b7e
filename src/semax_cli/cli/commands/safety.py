"""`semax safety`."""

from semax_cli.cli import options
from semax_cli.cli.show import show
from semax_cli.data.load import load
from semax_cli.views import safety

HELP = """\
\b
Examples:
  semax safety
  semax safety --fields kind,text,sources
"""


def run(
    everything: options.All = False,
    output_format: options.Format = None,
    as_json: options.Json = False,
    fields: options.Fields = None,
    output: options.Output = None,
    data: options.Data = None,
) -> None:
    view = safety.view(load(data), everything)
    show(view, output_format, as_json, fields, output, data)
