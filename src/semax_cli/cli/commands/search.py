"""`semax search`."""

import re
from typing import Annotated

import typer

from semax_cli.cli import options
from semax_cli.cli.show import show
from semax_cli.codes import RecordKind
from semax_cli.data.load import load
from semax_cli.errors import ExitCode, SemaxError
from semax_cli.views import search

HELP = """\
\b
Examples:
  semax search stroke
  semax search --kind misreference
  semax search memory --json | jq -r '.items[].next'
"""


def run(
    text: Annotated[
        list[str] | None,
        typer.Argument(metavar="TEXT...", help="Words to look for; of a --kind, all without any."),
    ] = None,
    kind: Annotated[
        list[str] | None, options.choice(RecordKind, "--kind", "Kind of record.")
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            "-n",
            min=1,
            metavar="N",
            help="Show the N best only (else, on a screen, 20).",
        ),
    ] = None,
    output_format: options.Format = None,
    as_json: options.Json = False,
    fields: options.Fields = None,
    output: options.Output = None,
    data: options.Data = None,
) -> None:
    words = " ".join(text or ())
    if not re.search(r"\w", words) and (words or not kind):
        message = "What to look for? Give a word or a question, such as `semax search stroke`."
        raise SemaxError(message, ExitCode.USAGE)
    view = search.view(load(data), words, kind or (), limit)
    show(view, output_format, as_json, fields, output, data)
