"""Spans of years, as a user writes them."""

import re

from semax_cli.errors import ExitCode, SemaxError


def parse_years(text: str | None) -> range | None:
    """The years that a user's words span: ``2018``, ``1996-2005``, ``2018-`` or ``-2005``.

    Raises:
        SemaxError: (USAGE) the text is none of these.
    """
    if text is None:
        return None
    first, dash, last = (part.strip() for part in text.partition("-"))
    numbers = [part for part in (first, last) if part]
    if not numbers or not all(re.fullmatch(r"\d{4}", number) for number in numbers):
        hint = "Give a year or a span: 2018, 1996-2005, 2018- or -2005."
        raise SemaxError(f'--year cannot read "{text}". {hint}', ExitCode.USAGE)
    start = int(first) if first else 0
    end = int(last) if last else (9999 if dash else start)
    if start > end:
        raise SemaxError(f"--year {text} ends before it begins.", ExitCode.USAGE)
    return range(start, end + 1)
