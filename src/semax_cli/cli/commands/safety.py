"""`semax safety`."""

from typing import Annotated

from semax_cli.cli import options
from semax_cli.cli.show import show
from semax_cli.data.load import load
from semax_cli.views import safety

HELP = """\
With words: what is recorded that mentions them, or of that kind.

\b
Examples:
  semax safety
  semax safety pregnancy
  semax safety --fields kind,text,sources
"""


def run(
    words: Annotated[
        list[str] | None,
        options.ids_argument(
            "WORD", "A word, a kind of statement or an id.  [default: all]", options.safety_words
        ),
    ] = None,
    everything: options.All = False,
    output_format: options.Format = None,
    as_json: options.Json = False,
    fields: options.Fields = None,
    output: options.Output = None,
    data: options.Data = None,
) -> None:
    view = safety.view(load(data), words or [], everything)
    show(view, output_format, as_json, fields, output, data)
