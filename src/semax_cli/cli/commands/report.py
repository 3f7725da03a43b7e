"""`semax report`."""

import sys
from typing import Annotated

from semax_cli.cli import options
from semax_cli.cli.show import deliver
from semax_cli.data.load import load, one_line
from semax_cli.data.query import select_effects
from semax_cli.errors import ExitCode, SemaxError

HELP = """\
The page needs no network; of one effect, it is printed as a short sheet. To write it takes Jinja2,
which the extra semax-cli[report] brings.

\b
Examples:
  semax report --output semax.html
  semax report --effect memory --output memory.html
"""


def run(
    effects: Annotated[
        list[str] | None,
        options.ids_option("--effect", "Only this effect.", options.effect_ids),
    ] = None,
    output: options.Output = None,
    data: options.Data = None,
) -> None:
    if output is None and sys.stdout is not None and sys.stdout.isatty():
        message = "A page of HTML is for a browser. Write it to a file: semax report --output FILE."
        raise SemaxError(message, ExitCode.USAGE)
    dataset = load(data)
    chosen = select_effects(dataset, effects) if effects else None
    try:
        from semax_cli.report import render
    except ModuleNotFoundError as error:
        message = f"The page needs {error.name}, which is not installed: pip install {error.name}."
        raise SemaxError(f"{message} The extra semax-cli[report] brings it as well.") from error
    page = render(dataset, chosen, None if data is None else one_line(data))
    deliver([page], output, no_pager=True, reading=[data])
