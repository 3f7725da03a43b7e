"""The ``semax`` command, also as ``python -m semax_cli``: runs it, and no traceback gets out."""

import os
import sys

from semax_cli.errors import ExitCode, SemaxError


def main() -> None:
    """Run the command line and exit with one of the documented codes.

    With SEMAX_DEBUG set, an unexpected error keeps its traceback, for a bug report.
    """
    try:
        from semax_cli.cli import app

        app(prog_name="semax")
    except SemaxError as error:
        for line in str(error).splitlines():
            print(f"semax: {line}", file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(ExitCode.INTERRUPTED)
    except Exception as error:
        if os.environ.get("SEMAX_DEBUG"):
            raise
        said = f"{type(error).__name__}: {error}".replace("\n", " ")
        print(
            f"semax: An unexpected error, which is a bug ({said}). "
            "Set SEMAX_DEBUG=1 to see where, and please report it.",
            file=sys.stderr,
        )
        sys.exit(ExitCode.FAILURE)


if __name__ == "__main__":
    main()
