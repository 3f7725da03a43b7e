"""The ``semax`` command, also as ``python -m semax_cli``: runs it, and no traceback gets out."""

import os
import sys

from semax_cli.errors import ExitCode, SemaxError


def main() -> None:
    """Run the command line and exit with one of the documented codes.

    With SEMAX_DEBUG set, an unexpected error keeps its traceback, for a bug report.
    """
    try:
        from semax_cli import terminal
        from semax_cli.cli import app

        try:
            app(prog_name="semax")
        finally:
            terminal.finish()
    except SemaxError as error:
        _say(str(error))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(ExitCode.INTERRUPTED)
    except Exception as error:
        if os.environ.get("SEMAX_DEBUG"):
            raise
        said = f"{type(error).__name__}: {error}".replace("\n", " ")
        _say(
            f"An unexpected error, which is a bug ({said}). "
            "Set SEMAX_DEBUG=1 to see where, and please report it."
        )
        sys.exit(ExitCode.FAILURE)


def _say(message: str) -> None:
    """Tell the user, unless standard error is closed; what is quoted of data stays harmless."""
    from semax_cli.formats.inline import visible

    if sys.stderr is not None:
        for line in visible(message).splitlines():
            print(f"semax: {line}", file=sys.stderr)


if __name__ == "__main__":
    main()
