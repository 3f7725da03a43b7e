"""On which lines of a TOML file its tables, keys and entries stand, which no parser tells.

The text is taken to be valid TOML; of anything else the lines are as good as can be.
"""

import re
from collections import Counter
from collections.abc import Iterator

import tomli

Path = tuple[str | int, ...]

_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[\n\[\]{}=,.]"
    r"|[^\s\[\]{}=,.#\"']+",
    re.S,
)


def lines_of(text: str) -> dict[Path, int]:
    """The line of every table, key and entry, by its path; the first line is line 1."""
    lines: dict[Path, int] = {}
    for path, line in _Scanner(text).places():
        for length in range(1, len(path) + 1):  # and what holds it, where it is named nowhere else
            lines.setdefault(path[:length], line)
    return lines


def line_of(path: Path, lines: dict[Path, int]) -> int | None:
    """The line of what a path leads to, or of the closest that holds it."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return None


class _Scanner:
    """Goes through the tokens of a text, and knows where it is."""

    def __init__(self, text: str) -> None:
        self.tokens = _tokens(text)
        self.sizes: Counter[Path] = Counter()
        self.advance()

    def advance(self) -> str:
        """Step over a token, which is returned."""
        passed = getattr(self, "token", "")
        self.token, self.line = next(self.tokens, ("", 0))
        return passed

    def places(self) -> Iterator[tuple[Path, int]]:
        """Everything that has a path, with its line."""
        table: Path = ()
        while self.token:
            line = self.line
            if self.token == "[":
                table = self.header()
                yield table, line
            elif self.token == "\n":
                self.advance()
            else:
                yield from self.pair(table)

    def header(self) -> Path:
        """The path of a table: names, with the number of the entry behind each list of tables."""
        self.advance()
        repeated = self.token == "["
        names = self.names(until="]\n")
        while self.token == "]":
            self.advance()
        path: Path = ()
        for name in names:
            if path in self.sizes:
                path = (*path, self.sizes[path] - 1)
            path = (*path, name)
        if repeated:
            self.sizes[path] += 1
            path = (*path, self.sizes[path] - 1)
        return path

    def pair(self, holder: Path) -> Iterator[tuple[Path, int]]:
        """A key and what stands within its value."""
        line = self.line
        path = (*holder, *self.names(until="=\n"))
        self.advance()
        yield path, line
        yield from self.value(path)

    def names(self, until: str) -> list[str]:
        """The names of a dotted key."""
        names = []
        while self.token and self.token not in until:
            token = self.advance()
            if token not in ".[":
                names.append(_name(token))
        return names

    def value(self, path: Path) -> Iterator[tuple[Path, int]]:
        """What stands within a value."""
        if self.token == "{":
            for _ in self.entries("}"):
                yield from self.pair(path)
        elif self.token == "[":
            for number in self.entries("]"):
                yield (*path, number), self.line
                yield from self.value((*path, number))
        else:
            while self.token and self.token not in ",]}\n":
                self.advance()

    def entries(self, end: str) -> Iterator[int]:
        """Stop at each entry of a list or of an inline table, up to its end."""
        self.advance()
        number = 0
        while self.token:
            if self.token == end:
                self.advance()
                return
            if self.token in ",\n]}":
                self.advance()
            else:
                yield number
                number += 1


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    """The tokens, comments left out, each with its line."""
    line = 1
    for match in _TOKEN.finditer(text):
        token = match[0]
        if not token.startswith("#"):
            yield token, line
        line += token.count("\n")


def _name(token: str) -> str:
    """The name that a token is as a key."""
    if token[0] not in "\"'":
        return token
    try:
        name: str = tomli.loads(f"name = {token}")["name"]
    except tomli.TOMLDecodeError:
        return token
    return name
