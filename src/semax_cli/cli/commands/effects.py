"""`semax effects`."""

from typing import Annotated

from semax_cli.cli import options
from semax_cli.cli.show import show
from semax_cli.data.load import load
from semax_cli.views import effects

HELP = """\
Without an ID: one row an effect. With IDs: the whole record of each. With a word of a claim, such
as anxiety: that claim.

\b
Examples:
  semax effects
  semax effects memory anxiety
  semax effects --json --fields id,name
"""


def run(
    ids: Annotated[
        list[str] | None,
        options.ids_argument("ID", "Which to show whole.", options.effect_ids),
    ] = None,
    everything: options.All = False,
    output_format: options.Format = None,
    as_json: options.Json = False,
    fields: options.Fields = None,
    output: options.Output = None,
    data: options.Data = None,
) -> None:
    view = effects.view(load(data), ids or [], everything)
    show(view, output_format, as_json, fields, output, data)
