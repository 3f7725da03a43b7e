"""On which lines of a TOML file its tables and keys stand, which no parser tells.

It reads headers and keys at the beginnings of lines, as people write them. What stands within an
inline table or array has the line of the key that holds it.
"""

import re
from collections import Counter
from collections.abc import Iterator

Path = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_NAME = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_LONG = re.compile(r'"""' + r"|'''")


def lines_of(text: str) -> dict[Path, int]:
    """The line of every table and key, by its path; the first line is line 1."""
    return dict(_places(text))


def line_of(path: Path, lines: dict[Path, int]) -> int | None:
    """The line of what a path leads to, or of the closest that holds it."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return None


def _places(text: str) -> Iterator[tuple[Path, int]]:
    """Every table and key with its line, in order; a later one of the same path wins."""
    sizes: Counter[Path] = Counter()
    table: Path = ()
    inside = False
    for number, line in enumerate(text.split("\n"), 1):
        within, inside = inside, inside ^ (len(_LONG.findall(line)) % 2 == 1)
        if within:
            continue
        if header := _HEADER.match(line):
            table = _table(header[2], header[1] == "[[", sizes)
            yield table, number
        elif key := _KEY.match(line):
            yield (*table, *_names(key[1])), number


def _names(dotted: str) -> list[str]:
    return [name.strip("\"'") for name in _NAME.findall(dotted)]


def _table(dotted: str, repeated: bool, sizes: Counter[Path]) -> Path:
    """The path of a header: names, with the number of the entry behind each list of tables."""
    *holders, last = _names(dotted)
    path: Path = ()
    for name in holders:
        path = (*path, name)
        if path in sizes:
            path = (*path, sizes[path] - 1)
    path = (*path, last)
    if repeated:
        sizes[path] += 1
        path = (*path, sizes[path] - 1)
    return path
