"""The command line: a group of commands, each a module of ``commands`` named after it.

A command is imported, and its options made, only when it is asked for, as Click's documentation
does it: https://click.palletsprojects.com/en/stable/complex/#lazily-loading-subcommands.
"""

import os
from collections.abc import Callable
from shlex import quote
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperCommand, TyperGroup

from semax_cli import __version__
from semax_cli.cli.commands import COMMANDS, GROUPS, import_command
from semax_cli.data.load import bundled_head
from semax_cli.errors import ExitCode, SemaxError
from semax_cli.terminal.capabilities import stdout_page
from semax_cli.terminal.streams import write_or_page

# Plain help and errors: the same in a pipe as on a terminal, and Rich need not be imported.
PLAIN: dict[str, Any] = {"rich_markup_mode": None, "pretty_exceptions_enable": False}


# Options on how to print and what to read hold for the whole run, pager and completion included.
# They are passed on as the variables of the environment that do the same.


def _set_color(ctx: typer.Context, param: Any, when: str) -> None:
    if when != "auto":
        os.environ.pop("NO_COLOR", None)
        os.environ["NO_COLOR" if when == "never" else "FORCE_COLOR"] = "1"


def _set_no_pager(ctx: typer.Context, param: Any, asked: bool) -> None:
    if asked:
        os.environ["PAGER"] = "cat"


def _set_data(ctx: typer.Context, file: str | None) -> None:
    if file is not None:
        os.environ["SEMAX_DATA"] = file


def _anywhere(
    color: Annotated[
        Literal["auto", "always", "never"],
        typer.Option(
            "--color",
            help="Print in colour; auto: on a terminal, unless NO_COLOR is set.",
            show_default=False,
            callback=_set_color,
            expose_value=False,
        ),
    ] = "auto",
    no_pager: Annotated[
        bool,
        typer.Option(
            "--no-pager",
            help="Do not pass long output on to PAGER.",
            callback=_set_no_pager,
            expose_value=False,
        ),
    ] = False,
) -> None:
    """Options that may stand before the name of a command and after it, of all commands alike."""


def _made(function: Callable[..., None], **settings: Any) -> Any:
    """A command, as Typer makes it of a function."""
    alone = typer.Typer(add_completion=False, **PLAIN)
    alone.command(**settings)(function)
    return typer.main.get_command(alone)


ANYWHERE = [param for param in _made(_anywhere).params if param.name != "help"]


class _Common:
    """What the group and all commands share.

    Options on how to print, help that ends with the short warning, and completion without Rich.
    """

    epilog: str | None

    def get_params(self, ctx: Any) -> list[Any]:
        """The options, --help last, without --install-completion.

        By that one, Typer edits a shell's own files and may damage them.
        """
        *own, show_help = super().get_params(ctx)  # type: ignore[misc]
        kept = [param for param in own if param.name != "install_completion"]
        for param in kept:
            if param.name == "show_completion":
                param.help = "Print completion for this shell, or one named."
        return [*kept, *ANYWHERE, show_help]

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


class Command(_Common, TyperCommand):
    """A command."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments. Raises SemaxError (USAGE) for words where a command takes none."""
        takes_none = all(param.param_type_name == "option" for param in self.params)
        ctx.allow_extra_args = takes_none  # for a better message than that they are too many
        rest = list(super().parse_args(ctx, args))
        if ctx.args and not ctx.resilient_parsing:
            words = " ".join(ctx.args)
            message = (
                f"`{ctx.command_path}` shows all that it has, and takes no words. "
                f"`semax search {quote(words)}` finds what mentions these."
            )
            raise SemaxError(message, ExitCode.USAGE)
        return rest


class Group(_Common, TyperGroup):
    """The group of all commands."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of the commands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, name: str) -> Any:
        """The command of this name, made when it is asked for."""
        return command(name) if name in COMMANDS else None

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments; --show-completion may be followed by the name of a shell."""
        if args[:1] == ["--show-completion"] and not ctx.resilient_parsing:
            from semax_cli.cli.completion import script  # asked for once a shell

            _print(script(args[1] if len(args) > 1 else None))
            raise typer.Exit
        return list(super().parse_args(ctx, args))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that was typed. Raises SemaxError (USAGE) saying what to type instead."""
        if args[0] not in COMMANDS and not ctx.resilient_parsing:
            from semax_cli.cli.elsewhere import instead  # here, since only a mistake needs it

            raise SemaxError(instead(args), ExitCode.USAGE)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """List the commands by what they answer, then the options that no command has.

        Any more, and the help would not fit a screen of 24 lines.
        """
        with formatter.section("Commands, each explained by `semax COMMAND --help`"):
            formatter.write_dl([(group, ", ".join(names)) for group, names in GROUPS.items()])
        own = [param for param in self.get_params(ctx) if param not in ANYWHERE]
        with formatter.section("Options"):
            formatter.write_dl(list(filter(None, (param.get_help_record(ctx) for param in own))))


def command(name: str) -> Any:
    """The command of this name, as Typer makes it of the function in its module."""
    module = import_command(name)
    help_text = f"{COMMANDS[name]}\n\n{module.HELP}"
    return _made(module.run, name=name, cls=Command, help=help_text)


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
    write_or_page([f"{text}\n"], stdout_page().encoding)


app = typer.Typer(cls=Group, context_settings={"help_option_names": ["-h", "--help"]}, **PLAIN)


@app.callback(
    invoke_without_command=True,
    help="""\
What is claimed about Semax, who tested it in what, and how sure one can be.

\b
Examples:
  semax effects                  what is claimed, and how far it was tested
  semax effects memory           one effect: does Semax do this in people?
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
            "-V",
            callback=_show_version,
            is_eager=True,
            help="Show the versions of tool, data and schema.",
        ),
    ] = False,
    data: Annotated[
        str | None,
        typer.Option("--data", hidden=True, callback=_set_data, help="As after a command's name."),
    ] = None,
) -> None:
    if ctx.invoked_subcommand is None:
        _print(ctx.get_help())


def run() -> int:
    """Run the command line that was typed.

    Returns:
        The exit code.

    Raises:
        SemaxError: something went wrong that the user must know.
    """
    if asked := os.environ.get("_SEMAX_COMPLETE"):
        from semax_cli.cli import completion

        if asked.startswith("source_"):
            _print(completion.script(asked.removeprefix("source_")))
            return ExitCode.DONE
        completion.join_values(os.environ)
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
        raise SemaxError(f"{message}{end} See `{path} --help`.", ExitCode.USAGE) from error
