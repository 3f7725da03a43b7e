"""The line numbers of tables and keys in a TOML file, which no parser gives.

The text must be valid TOML, but for ``line_left_open``. What stands within a list or an inline
table has the line on which that begins.
"""

import re
from collections import Counter
from collections.abc import Container

KeyPath = tuple[str | int, ...]
"""The names, and the numbers of the entries of lists, that lead to a place in a file."""

_NAME = r"""(?:[\w-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_NAMES = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_KEY = re.compile(rf"\s*({_NAMES})\s*=")
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_NAMES})\s*\]\]?\s*(?:#.*)?$")
_TEXT = re.compile(
    r'"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5}'
    r"|'''.*?'{3,5}"
    r"""|"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+'|#[^\n]*+""",
    re.S,
)
"""Texts and comments. Those over several lines may hold what looks like a key or a table."""


def lines_of(text: str, wanted: Container[KeyPath] | None = None) -> dict[KeyPath, int]:
    """The lines of tables and keys, by their paths; the first line is line 1.

    Args:
        text: What the file holds.
        wanted: Whose lines to tell; of all, if it is not given.
    """
    lines: dict[KeyPath, int] = {}
    sizes: Counter[KeyPath] = Counter()  # how many entries each list of tables has so far
    table: KeyPath = ()
    text = _TEXT.sub(_emptied, text)
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            table = ()
            for name in _names(header[2]):
                if table in sizes:
                    table = (*table, sizes[table] - 1)
                table = (*table, name)
            if header[1] == "[[":
                sizes[table] += 1
                table = (*table, sizes[table] - 1)
            path = table
        elif key := _KEY.match(line):
            path = (*table, *_names(key[1]))
        else:
            continue
        for length in range(1, len(path) + 1):
            if wanted is None or path[:length] in wanted:
                lines.setdefault(path[:length], number)
    return lines


def line_left_open(text: str) -> int | None:
    """The line of the first bracket or quotation mark that nothing closes, if there is one."""
    text = _TEXT.sub(lambda closed: "\n" * closed[0].count("\n"), text)
    opened: list[int] = []
    for mark in re.finditer("[\"'{}[\\]]", text):
        if mark[0] in "[{":
            opened.append(mark.start())
        elif mark[0] in "]}":
            del opened[-1:]
        else:
            opened = opened or [mark.start()]
            break
    return text.count("\n", 0, opened[0]) + 1 if opened else None


def line_of(path: KeyPath, lines: dict[KeyPath, int]) -> int | None:
    """The line of what a path leads to, or of the closest place that contains it."""
    return next((lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in lines), None)


def _emptied(text: re.Match[str]) -> str:
    """The line breaks of a text over several lines; any other text as it is."""
    return "\n" * text[0].count("\n") or text[0]


def _names(dotted: str) -> list[str]:
    return [name.strip("\"'") for name in re.findall(_NAME, dotted)]
