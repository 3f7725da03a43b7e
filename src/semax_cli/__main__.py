"""The ``semax`` command, also as ``python -m semax_cli``: runs it, and shows no traceback.

Everything is imported within ``main``, so that Ctrl-C is caught from the first moment.
"""

import gc
import os
import sys


def main() -> None:
    """Run the command line and exit with one of the documented codes.

    With SEMAX_DEBUG set, an unexpected error keeps its traceback, for a bug report.
    """
    # A run is short, and its memory goes with it: looking for cycles in it, also at the very end,
    # takes a tenth of the time and frees nothing that matters.
    gc.disable()
    sys.unraisablehook = _report_unraisable
    try:
        sys.exit(_run())
    except KeyboardInterrupt:
        sys.exit(130)  # ExitCode.INTERRUPTED, which may not have been imported yet
    finally:
        gc.freeze()


def _report_unraisable(what: "sys.UnraisableHookArgs") -> None:
    """Be quiet on a Ctrl-C that Python itself could not pass on: it came within a clean-up."""
    if what.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(what)


def _run() -> int:
    """Run the command line and report what goes wrong. Returns the exit code."""
    from semax_cli.errors import ExitCode, SemaxError
    from semax_cli.terminal.streams import streams, tell

    try:
        with streams():
            from semax_cli.cli import run

            return run()
    except SemaxError as error:
        message, code = str(error), error.exit_code
    except ImportError as error:
        message = f"A part of semax cannot be loaded ({error}). Install semax-cli anew."
        code = ExitCode.FAILURE
    except MemoryError:
        message = "There is not enough memory for this. Free some, or show fewer records at once."
        code = ExitCode.FAILURE
    except Exception as error:
        if os.environ.get("SEMAX_DEBUG"):
            raise
        message = (
            f"An unexpected error, which is a bug ({type(error).__name__}: {error}). "
            "Set SEMAX_DEBUG=1 to see where, and please report it."
        )
        code = ExitCode.FAILURE
    if "_SEMAX_COMPLETE" not in os.environ:  # nobody wants to read that at the prompt
        tell(message)
    return code


if __name__ == "__main__":
    main()
