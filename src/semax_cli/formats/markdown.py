"""Markdown (GitHub's, which is CommonMark with tables): the document for people, to reuse.

The data is shown literally: no character of it acts as Markdown, HTML or mathematics.
"""

import re
from collections.abc import Iterable, Iterator

from semax_cli.document import Block, Entry, Facts, Grid, Heading, Prose
from semax_cli.identifiers import split_at_addresses
from semax_cli.terminal.capabilities import Page
from semax_cli.view import View

# Punctuation with a meaning anywhere, or only at the start of a line. A backslash before it makes
# it literal: https://spec.commonmark.org/0.31.2/#backslash-escapes
_ANYWHERE = re.compile(r"[\\`*_\[\]<>|~#&$^@]")
_AT_START = re.compile(r"^(?:([ \t]+)|([-+=:])|([0-9]+)([.)]))", re.M)
_BREAK = "\\\n"
_CELL_BREAK = "<br>"


def render(view: View, page: Page) -> Iterator[str]:
    """The view as a document, with the warning at its end, quoted."""
    for block in view.blocks():
        yield "\n".join(_block(block)) + "\n\n"
    yield _warning(f"Please note: {view.warning.text}") + "\n"


def _warning(text: str) -> str:
    return "\n".join(f"> {line}" for line in _text(text).splitlines())


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, identifier, level):
            named = f" ({_text(identifier)})" if identifier else ""
            yield f"{'#' * level} {_line(text)}{named}"
        case Prose(text):
            yield _text(text)
        case Facts(rows):
            yield from (f"- **{_line(label)}:** {_value(value, label)}" for label, value in rows)
        case Entry():
            yield from _entry(block)
        case Grid():
            yield from _grid(block)


def _entry(entry: Entry) -> Iterator[str]:
    about = f" – {' · '.join(map(_line, entry.about))}" if entry.about else ""
    title = f"- **{_line(entry.title)}**{about}"
    text = _value(entry.text, marked=entry.marked)
    named = ", ".join(_text(source.text) for source in entry.sources)
    sources = f"Sources: {named}" if named else ""
    yield f"{_BREAK}  ".join(part for part in (title, text, sources) if part.strip())


def _grid(grid: Grid) -> Iterator[str]:
    titles = [column.title for column in grid.columns]
    yield _row(_cell(title, "") for title in titles)
    yield _row("---" for _ in titles)
    for row in grid.rows:
        yield _row(_cell(cell, title) for cell, title in zip(row, titles, strict=True))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str, label: str) -> str:
    return _CELL_BREAK.join(_text(line, label) for line in text.splitlines())


def _value(text: str, label: str = "", marked: Iterable[str] = ()) -> str:
    """A text in a list item, with its line breaks."""
    return f"{_BREAK}  ".join(_text(line, label, marked) for line in text.splitlines())


def _line(text: str) -> str:
    return _text(re.sub(r"[ \n]+", " ", text).strip())


def _text(text: str, label: str = "", marked: Iterable[str] = ()) -> str:
    """Data as Markdown, shown literally; addresses, DOIs and PMIDs become links."""
    pieces = (
        _link(piece, address) if address else _marked(_escaped(piece), marked)
        for piece, address in split_at_addresses(text, label)
    )
    return _AT_START.sub(_started, "".join(pieces))


def _escaped(text: str) -> str:
    return _ANYWHERE.sub(r"\\\g<0>", text)


def _marked(text: str, words: Iterable[str]) -> str:
    if alternatives := "|".join(re.escape(_escaped(word)) for word in words):
        return re.sub(alternatives, r"**\g<0>**", text)
    return text


def _started(match: re.Match[str]) -> str:
    space, sign, number, mark = match.groups()
    if space:
        return "&nbsp;" * len(space)
    return f"\\{sign}" if sign else f"{number}\\{mark}"


def _link(text: str, address: str) -> str:
    address = address.replace("|", "%7C")  # which would end a cell, even within a link
    if text == address:
        return f"<{address}>"
    return f"[{_escaped(text)}](<{address}>)"
