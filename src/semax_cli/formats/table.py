"""Tables and laid-out records for people. The only module that imports Rich.

All text goes into Rich as ``Text``, so that brackets and colons in the data are kept, and it folds
instead of being cut. Only an address is never folded, so that it can be copied whole: it gets a
line of its own, which the terminal may break. Colour and weight only help: no meaning depends on
them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import zip_longest

from rich.box import SIMPLE_HEAD, Box
from rich.cells import cell_len, set_cell_size
from rich.console import Console, Group, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from semax_cli.document import Block, Entry, Facts, Grid, Heading, Prose
from semax_cli.identifiers import DOI, split_at_addresses
from semax_cli.terminal.capabilities import Page
from semax_cli.view import View

GAP = 2
"""Spaces between columns."""

INDENT = 2
"""Spaces before what belongs to the line above."""

MEASURE = 100
"""Longest line of prose, in characters: longer ones are hard to read."""

WORD = re.compile(r"\S+")
ADDRESS = re.compile(rf"https?://\S|\b{DOI}")
"""What a word holds that is an address or a DOI."""

SIGNS = {"⊕": "+", "◯": "o"}
"""What stands for GRADE's signs where they cannot be shown."""

SIGNED = re.compile(r"([⊕+]{1,4})[◯o]{0,3} (?:very low|low|moderate|high)")
LEVEL_STYLES = {1: "red", 2: "yellow", 3: "green", 4: "bold green"}
"""A level of certainty with GRADE's signs, and its colour by how many of them are crosses."""

ASCII_RULE = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
"""SIMPLE_HEAD, where only ASCII can be shown."""


def render(view: View, page: Page) -> Iterator[str]:
    """The view as a document, with the warning at its end.

    It comes in one part, since the widest row sets the width of a table.
    """
    console = Console(
        file=StringIO(),
        width=page.width,
        force_terminal=page.styled,
        color_system="standard" if page.styled else None,
        height=100,  # any will do, but without it Rich looks for that of the terminal
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        no_color=False,
        _environ={},  # capabilities.py has read the environment; Rich must not read it again
    )
    with console.capture() as capture:
        console.print(Group(*_Layout(page, console).document(view)), crop=False)
    lines = (line.rstrip() for line in capture.get().splitlines())
    yield "\n".join(lines) + "\n"


class _Layout:
    """Blocks as Rich renderables, for one page."""

    def __init__(self, page: Page, console: Console) -> None:
        self.page = page
        self.console = console
        self.measure = min(page.width, MEASURE)
        self.boxes = page.shows("━─│╭╮╰╯")

    def document(self, view: View) -> Iterator[RenderableType]:
        """Everything that is printed."""
        before: Block | None = None
        for block in view.blocks():
            if before and self.apart(before, block):
                yield Text()
            yield from self.block(block)
            before = block
        yield self.text(("─" if self.boxes else "-") * self.measure, "yellow")
        note = Text.assemble(self.text("Please note: ", "bold"), self.text(view.warning.text))
        yield from self.lines(note)

    def apart(self, block: Block, following: Block) -> bool:
        """Whether an empty line stands between two blocks."""
        under_heading = isinstance(block, Heading)
        note_on_table = isinstance(block, Grid) and isinstance(following, Prose)
        return not (under_heading or note_on_table)

    def block(self, block: Block) -> Iterable[RenderableType]:
        """One block of the document."""
        match block:
            case Heading():
                return self.heading(block)
            case Prose(text):
                return self.lines(self.text(text))
            case Facts(rows):
                return self.facts(rows)
            case Entry():
                return self.entry(block)
            case Grid():
                return self.grid(block)

    def heading(self, heading: Heading) -> Iterator[Text]:
        """A heading."""
        styles = {1: "bold cyan", 2: "bold", 3: "italic"}
        named = self.text(f"  ({heading.id})" if heading.id else "")
        return self.lines(Text.assemble(self.text(heading.text, styles[heading.level]), named))

    def facts(self, rows: Sequence[tuple[str, str]], indent: int = 0) -> Iterator[Text]:
        """Labels in a column, values beside them; below it, what is too wide for that.

        The labels take a third of the line at most; half of it, rather than break an id.
        """
        longest = max((cell_len(label) for label, _ in rows), default=0)
        word = max((cell_len(word) for label, _ in rows for word in label.split()), default=0)
        beside = min(longest, max(self.measure // 3, 12, min(word, self.measure // 2)))
        room = self.measure - indent - beside - GAP
        for name, value in rows:
            labels = self.wrapped(self.text(name, "cyan"), beside)
            values = self.wrapped(self.text(value, label=name), room)
            for label, line in zip_longest(labels, values, fillvalue=Text()):
                start = Text(" " * indent) + label
                if cell_len(line.plain) > room:
                    yield from (start,) if label else ()
                    yield _line(" " * (indent + INDENT), line)
                else:
                    yield _line(start, " " * (beside - cell_len(label.plain) + GAP), line)

    def entry(self, entry: Entry) -> Iterator[Text]:
        """A title with a few words about it; the text below, indented."""
        about = self.text("  " + " · ".join(entry.about))
        head = Text.assemble(self.text(entry.title, "bold"), about)
        text = self.text(entry.text)
        for part in (head, text):
            part.highlight_words(entry.marked, "bold magenta")
        yield from self.lines(head)
        yield from self.lines(text, INDENT) if entry.text else ()
        if entry.sources:
            sources = self.text("\n".join(("Sources:", *(s.text for s in entry.sources))))
            yield from self.lines(sources, INDENT)

    def grid(self, grid: Grid) -> Iterable[RenderableType]:
        """A table; where the page is too narrow for it, one record below the other."""
        widths = _widths(grid, self.page.width)
        if widths is None:
            return self.stacked(grid)
        table = Table(
            box=SIMPLE_HEAD if self.boxes else ASCII_RULE,
            header_style="bold",
            border_style="dim",
            padding=(0, GAP - 1, 0, 0),  # the box adds a space of its own
            show_edge=False,
            pad_edge=False,
            collapse_padding=True,
            leading=int(not _one_line_a_row(grid, widths)),
        )
        for number, (column, width) in enumerate(zip(grid.columns, widths, strict=True)):
            style = "cyan" if number == 0 else ""
            table.add_column(self.text(column.title), style=style, overflow="fold", width=width)
        for row in grid.rows:
            cells = zip(row, grid.columns, widths, strict=True)
            table.add_row(
                *(
                    self.text(self.cut(cell, width) if column.cut else cell, label=column.title)
                    for cell, column, width in cells
                )
            )
        return (table,)

    def cut(self, text: str, width: int) -> str:
        """As much of a text as fits on a line, with a sign where it goes on."""
        if cell_len(text) <= width:
            return text
        return set_cell_size(text, width - 1).rstrip() + ("…" if self.page.shows("…") else "~")

    def stacked(self, grid: Grid) -> Iterator[Text]:
        """The rows of a grid, each as labelled values under its name."""
        for number, (name, *values) in enumerate(grid.rows):
            if number:
                yield Text()
            yield from self.lines(self.text(name, "bold cyan", grid.columns[0].title))
            titles = (column.title for column in grid.columns[1:])
            yield from self.facts(tuple(zip(titles, values, strict=True)), INDENT)

    def lines(self, text: Text, indent: int = 0) -> Iterator[Text]:
        """A text in lines no wider than the measure."""
        for line in self.wrapped(text, self.measure - indent):
            yield _line(" " * indent, line)

    def wrapped(self, text: Text, width: int) -> Iterator[Text]:
        """The lines of a text, none wider than ``width`` but for addresses that are."""
        for line in text.split("\n", allow_blank=True):
            start = 0
            for word in WORD.finditer(line.plain):
                if cell_len(word[0]) > width and ADDRESS.search(word[0]):
                    before = line[start : word.start()]
                    yield from before.wrap(self.console, width) if before.plain.strip() else ()
                    yield line[word.start() : word.end()]
                    start = word.end()
            rest = line[start:]
            yield from rest.wrap(self.console, width) if rest.plain.strip() or not start else ()

    def text(self, text: str, style: str = "", label: str = "") -> Text:
        """Data as Rich text, in characters that the page can show."""
        shown = text if self.page.shows(text) else self.transliterated(text)
        whole = Text(style=style, overflow="fold")
        pieces = split_at_addresses(shown, label) if self.page.linked else ((shown, None),)
        for piece, address in pieces:
            whole.append(piece, Style(link=address) if address else None)
        for level in SIGNED.finditer(shown):
            whole.stylize(LEVEL_STYLES[len(level[1])], *level.span())
        return whole

    def transliterated(self, text: str) -> str:
        """The same text in characters that the page can show, such as Latin for Cyrillic ones."""
        from unicodedata import combining

        from anyascii import anyascii

        return "".join(
            c
            if self.page.shows(c)
            else SIGNS.get(c) or anyascii(c) or ("" if combining(c) else "?")
            for c in text
        )


def _line(*parts: str | Text) -> Text:
    """A line that stays whole, even where it is wider than the page."""
    return Text.assemble(*parts, no_wrap=True, overflow="ignore")


def _one_line_a_row(grid: Grid, widths: Sequence[int]) -> bool:
    """Whether no cell needs a second line, so that rows can stand close together."""
    return all(
        column.cut or cell_len(cell) <= width
        for row in grid.rows
        for cell, column, width in zip(row, grid.columns, widths, strict=True)
    )


def _widths(grid: Grid, page_width: int) -> list[int] | None:
    """The widths of a grid's columns, or None where the page is too narrow for it.

    Each column gets its least width; the rest is shared among the columns that need more, in
    proportion to how much more. Rich's own way of sharing may cut text that does not fit.
    """
    least = [column.least for column in grid.columns]
    left = page_width - sum(least) - GAP * (len(least) - 1)
    if left < 0:
        return None
    lines = zip(*[[column.title for column in grid.columns], *grid.rows], strict=True)
    widest = [max(cell_len(line) for cell in cells for line in cell.split("\n")) for cells in lines]
    needs = [max(want - have, 0) for want, have in zip(widest, least, strict=True)]
    share = min(left / (sum(needs) or 1), 1)
    return [have + int(need * share) for have, need in zip(least, needs, strict=True)]
