"""From the options that choose records to a filter on the data."""

import re
from collections.abc import Sequence

from semax_cli.data.query import StudyFilter
from semax_cli.errors import ExitCode, SemaxError


def study_filter(
    systems: Sequence[str] | None,
    effects: Sequence[str] | None,
    claims: Sequence[str] | None,
    mechanisms: Sequence[str] | None,
    designs: Sequence[str] | None,
    readings: Sequence[str] | None,
    results: Sequence[str] | None,
    year: str | None,
    languages: Sequence[str] | None,
) -> StudyFilter:
    """What `semax studies` and `semax cite` are asked for; None is an option not given.

    Raises:
        SemaxError: (USAGE) ``year`` cannot be read.
    """
    return StudyFilter(
        systems=systems or (),
        effects=effects or (),
        claims=claims or (),
        mechanisms=mechanisms or (),
        designs=designs or (),
        readings=readings or (),
        years=parse_years(year),
        languages=languages or (),
        results=results or (),
    )


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
