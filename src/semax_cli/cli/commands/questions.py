"""`semax questions`."""

from typing import Annotated

from semax_cli.cli import options
from semax_cli.cli.show import show
from semax_cli.data.load import load
from semax_cli.views import questions

HELP = """\
\b
Examples:
  semax questions
  semax questions memory
"""


def run(
    ids: Annotated[
        list[str] | None,
        options.ids_argument("EFFECT", "Effects to ask about.", options.effect_ids),
    ] = None,
    output_format: options.Format = None,
    as_json: options.Json = False,
    fields: options.Fields = None,
    output: options.Output = None,
    data: options.Data = None,
) -> None:
    view = questions.view(load(data), ids or ())
    show(view, output_format, as_json, fields, output, data)
