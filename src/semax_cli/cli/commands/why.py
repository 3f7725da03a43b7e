"""`semax why`."""

from typing import Annotated

from semax_cli.cli import options
from semax_cli.cli.show import show
from semax_cli.data.load import load
from semax_cli.data.lookup import select_effects
from semax_cli.views import why

HELP = """\
Without a CLAIM: one row a claim. With CLAIMs: each step by step, with the studies counted and
left out, and what would change the result.

\b
Examples:
  semax why stroke-recovery
  semax why memory
  semax why pain-relief --json | jq '.items[0].why[].text'
"""


def run(
    claims: Annotated[
        list[str] | None,
        options.ids_argument("CLAIM", "Which to reason through.", options.claim_ids),
    ] = None,
    effects: Annotated[
        list[str] | None,
        options.ids_option("--effect", "All claims of this effect.", options.effect_ids),
    ] = None,
    everything: options.All = False,
    output_format: options.Format = None,
    as_json: options.Json = False,
    fields: options.Fields = None,
    output: options.Output = None,
    data: options.Data = None,
) -> None:
    dataset = load(data)
    of_effects = [c.id for effect in select_effects(dataset, effects or ()) for c in effect.claims]
    view = why.view(dataset, [*(claims or ()), *of_effects], everything)
    show(view, output_format, as_json, fields, output, data)
