"""Opening an address in the reader's browser."""

import webbrowser

from semax_cli.errors import SemaxError
from semax_cli.identifiers import encoded
from semax_cli.terminal.streams import stdout_for_messages, tell


def open_in_browser(address: str) -> None:
    """Open an address, printing nothing into the output. Raises SemaxError if that fails."""
    address = encoded(address)
    tell(f"Opening {address}")
    try:
        with stdout_for_messages():
            opened = webbrowser.open(address)
    except (OSError, ValueError, IndexError, webbrowser.Error):  # BROWSER is no command
        opened = False
    if not opened:
        raise SemaxError(f"No browser could be opened for {address}. Set BROWSER to one.")
