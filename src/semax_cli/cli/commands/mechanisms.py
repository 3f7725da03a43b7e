"""`semax mechanisms`."""

from typing import Annotated

from semax_cli.cli import options
from semax_cli.cli.show import show
from semax_cli.data.load import load
from semax_cli.views import mechanisms

HELP = """\
Without an ID: one row a mechanism. With IDs: the whole record of each.

\b
Examples:
  semax mechanisms
  semax mechanisms bdnf
  semax mechanisms --json | jq -r '.items[].name'
"""


def run(
    ids: Annotated[
        list[str] | None,
        options.ids_argument("ID", "Which to show whole.", options.mechanism_ids),
    ] = None,
    everything: options.All = False,
    output_format: options.Format = None,
    as_json: options.Json = False,
    fields: options.Fields = None,
    output: options.Output = None,
    data: options.Data = None,
) -> None:
    view = mechanisms.view(load(data), ids or [], everything)
    show(view, output_format, as_json, fields, output, data)
