"""`semax why`."""

from typing import Annotated

from semax_cli.cli import options
from semax_cli.cli.show import show
from semax_cli.data.load import load
from semax_cli.views import why

HELP = """\
Without a CLAIM: one row a claim. With CLAIMs: each step by step, with the studies counted and
left out, and what would change the result.

\b
Examples:
  semax why stroke-recovery
  semax why pain-relief --json | jq '.items[0].why[].text'
  semax why --format csv --output claims.csv
"""


def run(
    claims: Annotated[
        list[str] | None,
        options.ids_argument("CLAIM", "Which to reason through.", options.claim_ids),
    ] = None,
    everything: options.All = False,
    output_format: options.Format = None,
    as_json: options.Json = False,
    fields: options.Fields = None,
    output: options.Output = None,
    data: options.Data = None,
    no_pager: options.NoPager = False,
) -> None:
    view = why.view(load(data), claims or [], everything)
    show(view, output_format, as_json, fields, output, data, no_pager)
