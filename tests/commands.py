"""The commands there are, found by asking the program, so that a new one is tested by itself."""

import typer.main

from semax_cli.cli import app

ARGUMENTS = {"study": ["--id", "gusev-1997"], "search": ["pain"]}
"""What a command cannot do without."""


def commands() -> dict[str, list[str]]:
    """Every command with the arguments that it needs."""
    group = typer.main.get_command(app)
    return {name: [name, *ARGUMENTS.get(name, [])] for name in group.commands}  # type: ignore[attr-defined]
