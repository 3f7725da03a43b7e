"""`semax report`."""

import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from semax_cli.cli import options
from semax_cli.cli.browser import open_in_browser
from semax_cli.cli.show import deliver, refuse_ending
from semax_cli.data.load import load, one_line
from semax_cli.data.lookup import claims_meant, select_effects
from semax_cli.errors import ExitCode, SemaxError

HELP = """\
The page needs no network; of one effect, it is printed as a short sheet. To write it takes Jinja2,
which the extra semax-cli[report] brings.

\b
Examples:
  semax report --output semax.html
  semax report memory --open
  semax report memory pain --output two.html
"""


def run(
    ids: Annotated[
        list[str] | None,
        options.ids_argument("EFFECT", "Only these effects.  [default: all]", options.effect_ids),
    ] = None,
    more_ids: Annotated[
        list[str] | None,
        options.ids_option("--effect", "The same, as an option.", options.effect_ids),
    ] = None,
    output: Annotated[
        Path | None, options.output_option("Write the page to FILE, whole or not at all.")
    ] = None,
    open_it: Annotated[
        bool,
        typer.Option("--open", help="Open the page in a browser; without FILE, a temporary one."),
    ] = False,
    data: options.Data = None,
) -> None:
    if output is None and not open_it and sys.stdout is not None and sys.stdout.isatty():
        message = (
            "A page of HTML is for a browser. Open it with semax report --open, or write it with "
            "semax report --output FILE."
        )
        raise SemaxError(message, ExitCode.USAGE)
    refuse_ending(output, [".html"])
    dataset, asked = load(data), [*(ids or ()), *(more_ids or ())]
    chosen = select_effects(dataset, asked) if asked else None
    try:
        from semax_cli.report import render
    except ModuleNotFoundError as error:
        name = error.name
        message = (
            f"The page needs {name}, which is not installed: pip install {name} (pipx: pipx inject "
            f"semax-cli {name}; uv: uv tool install --with {name} semax-cli). The extra "
            "semax-cli[report] brings it as well."
        )
        raise SemaxError(message) from error
    origin = None if data is None else one_line(data)
    page = render(dataset, chosen, origin, claims_meant(dataset, asked))
    if open_it and output is None:
        output = Path(tempfile.mkdtemp(prefix="semax-"), "semax.html")
    deliver([page], output, reading=[data])
    if open_it and output is not None:
        open_in_browser(output.resolve().as_uri())
