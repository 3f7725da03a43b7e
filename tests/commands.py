"""The commands there are, found by asking the program, so that a new one is tested by itself."""

import typer.main

from semax_cli.cli import app

ARGUMENTS = {"study": ["--id", "gusev-1997"], "search": ["pain"]}
"""What a command cannot do without."""


def commands() -> dict[str, list[str]]:
    """Every reading command, which all formats are for, with the arguments that it needs."""
    group = typer.main.get_command(app)
    return {
        name: [name, *ARGUMENTS.get(name, [])]
        for name, command in group.commands.items()  # type: ignore[attr-defined]
        if any(parameter.name == "fields" for parameter in command.params)
    }


def every_command() -> list[str]:
    """The names of all commands."""
    return list(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
