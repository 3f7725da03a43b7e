"""The command line: a group of commands, each a module of ``commands`` named after it.

A command is imported, and its options made, only when it is asked for, as Click's documentation
does it: https://click.palletsprojects.com/en/stable/complex/#lazily-loading-subcommands.
"""

from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from semax_cli import __version__
from semax_cli.cli.commands import COMMANDS, import_command
from semax_cli.data.load import bundled_head
from semax_cli.errors import ExitCode, SemaxError
from semax_cli.terminal.capabilities import stdout_page
from semax_cli.terminal.streams import write

# Plain help and errors: the same in a pipe as on a terminal, and Rich need not be imported.
PLAIN: dict[str, Any] = {"rich_markup_mode": None, "pretty_exceptions_enable": False}


class _WithWarning:
    """Help that ends with the short warning, and completion that loads no Rich."""

    epilog: str | None

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The help, with the warning at its end."""
        self.epilog = bundled_head().warning.short
        super().format_help(ctx, formatter)  # type: ignore[misc]

    def get_help_option(self, ctx: Any) -> Any:
        """The option --help, printing as everything else is printed."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        option.callback = _show_help
        return option

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """The words that complete what was typed, without their help."""
        items = super().shell_complete(ctx, incomplete)  # type: ignore[misc]
        for item in items:
            item.help = None  # Typer would pass it through Rich, which doubles the wait
        return items


class Command(_WithWarning, TyperCommand):
    """A command."""


class Group(_WithWarning, TyperGroup):
    """The group of all commands.

    It has no --install-completion, by which Typer edits a shell's own files and may damage them.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.commands = dict.fromkeys(COMMANDS)  # type: ignore[assignment]  # for "Did you mean"

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of the commands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, name: str) -> Any:
        """The command of this name, made when it is asked for."""
        return command(name) if name in COMMANDS else None

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List the commands, each with the first line of its help."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def get_params(self, ctx: Any) -> list[Any]:
        """The options, without --install-completion."""
        return [param for param in super().get_params(ctx) if param.name != "install_completion"]


def command(name: str) -> Any:
    """The command of this name, as Typer makes it of the function in its module."""
    module = import_command(name)
    alone = typer.Typer(add_completion=False, **PLAIN)
    help_text = f"{COMMANDS[name]}\n\n{module.HELP}"
    alone.command(name, cls=Command, help=help_text)(module.run)
    return typer.main.get_command(alone)


def _show_help(ctx: typer.Context, param: Any, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        _print(ctx.get_help())
        raise typer.Exit


def _show_version(ctx: typer.Context, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        head = bundled_head()
        _print(f"semax {__version__}\ndata {head.dataset.version}\nschema {head.schema_version}")
        raise typer.Exit


def _print(text: str) -> None:
    write([f"{text}\n"], stdout_page().encoding)


app = typer.Typer(cls=Group, context_settings={"help_option_names": ["-h", "--help"]}, **PLAIN)


@app.callback(
    invoke_without_command=True,
    help="""\
What is claimed about Semax, who tested it in what, and what that is worth.

\b
Examples:
  semax effects                  what is claimed, and what it was tested in
  semax effects memory           one effect, claim by claim
  semax study --id gusev-1997    one study (a PMID or a DOI will do as well)
  semax effects --json           the same for programs
""",
)
def _main(
    ctx: typer.Context,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_show_version,
            is_eager=True,
            help="Show the versions of tool, data and schema.",
        ),
    ] = False,
    no_pager: Annotated[
        bool, typer.Option("--no-pager", help="Do not pass long output on to PAGER.")
    ] = False,
) -> None:
    ctx.obj = no_pager
    if ctx.invoked_subcommand is None:
        _print(ctx.get_help())


def run() -> int:
    """Run the command line that was typed.

    Returns:
        The exit code.

    Raises:
        SemaxError: something went wrong that the user must know.
    """
    try:
        return app(prog_name="semax", standalone_mode=False) or ExitCode.DONE
    except typer.Abort:
        return ExitCode.INTERRUPTED
    except Exception as error:
        if not hasattr(error, "format_message"):  # Typer's own, whose class is not public
            raise
        context = getattr(error, "ctx", None)
        path = context.command_path if context else "semax"
        message = error.format_message().rstrip(".")
        end = "" if message.endswith("?") else "."
        raise SemaxError(f"{message}{end} `{path} --help` says how.", ExitCode.USAGE) from error
