"""The floor: a Typer app with the commands and options of ``semax`` that does nothing.

Whatever a command of ``semax`` takes beyond this, it takes for its work.
"""

from pathlib import Path
from typing import Annotated, Literal

import typer

COMMANDS = (
    "effects why map method mechanisms studies study cite search literature about safety warning "
    "validate report schema"
)
FormatName = Literal["table", "json", "jsonl", "csv", "tsv", "markdown"]

app = typer.Typer(
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def nothing(
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Ids.")] = None,
    output_format: Annotated[
        FormatName | None, typer.Option("--format", "-f", help="Shape of the output.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Short for --format json.")] = False,
    fields: Annotated[
        str | None, typer.Option("--fields", metavar="A,B", help="Show only these fields.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to FILE.")
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option("--data", metavar="FILE", envvar="SEMAX_DATA", help="Read this dataset."),
    ] = None,
    no_pager: Annotated[bool, typer.Option("--no-pager", help="No pager.")] = False,
) -> None:
    """Do nothing, with the options of a reading command."""


@app.callback(invoke_without_command=True)
def frame(
    version: Annotated[bool, typer.Option("--version", help="Show the versions.")] = False,
    no_pager: Annotated[bool, typer.Option("--no-pager", help="No pager.")] = False,
) -> None:
    """Do nothing, in as many commands as there are."""


for name in COMMANDS.split():
    app.command(name)(nothing)


def main() -> None:
    """Run it."""
    app(prog_name="floor")
