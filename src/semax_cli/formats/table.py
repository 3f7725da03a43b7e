"""Tables and laid-out records for people. The only module that imports Rich.

All text goes into Rich as ``Text``, so that brackets and colons in the data are kept, and it folds
instead of being cut. Colour and weight only help: no meaning depends on them.
"""

from collections.abc import Iterable, Iterator
from io import StringIO

from rich.box import ASCII, ROUNDED, SIMPLE_HEAD, Box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.style import Style
from rich.table import Table
from rich.text import Text

from semax_cli.document import Block, Entry, Facts, Grid, Heading, Prose
from semax_cli.identifiers import split_at_addresses
from semax_cli.terminal.capabilities import Page
from semax_cli.view import View

GAP = 2
"""Spaces between columns."""

MEASURE = 100
"""Longest line of prose, in characters: longer ones are hard to read."""

ASCII_RULE = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
"""SIMPLE_HEAD, where only ASCII can be shown."""


def render(view: View, page: Page) -> Iterator[str]:
    """The view as a document: the short warning first, the whole warning last.

    It comes in one part, since the widest row sets the width of a table.
    """
    layout = _Layout(page)
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
        console.print(Group(*layout.document(view)))
    lines = (line.rstrip() for line in capture.get().splitlines())
    yield "\n".join(lines) + "\n"


class _Layout:
    """Blocks as Rich renderables, for one page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.measure = min(page.width, MEASURE)
        self.boxes = page.shows("━─│╭╮╰╯")

    def document(self, view: View) -> Iterator[RenderableType]:
        """Everything that is printed."""
        blocks = tuple(view.blocks())
        if blocks:
            yield self.text(view.warning.short, "yellow")
            yield Text()
        for block in blocks:
            yield from self.block(block)
        yield self.warning(view.warning.text)

    def warning(self, text: str) -> RenderableType:
        """The whole warning, framed."""
        return Panel(
            self.text(text),
            title=self.text("Please note", "bold"),
            title_align="left",
            border_style="yellow",
            box=ROUNDED if self.boxes else ASCII,
            width=self.measure,
            padding=(0, 1),
        )

    def block(self, block: Block) -> Iterator[RenderableType]:
        """One block of the document, with the space that follows it."""
        match block:
            case Heading():
                yield from self.heading(block)
            case Prose(text):
                yield self.column(self.text(text))
                yield Text()
            case Facts(rows):
                yield self.facts(rows)
                yield Text()
            case Entry():
                yield self.entry(block)
                yield Text()
            case Grid():
                yield self.grid(block)
                yield Text()

    def heading(self, heading: Heading) -> Iterator[RenderableType]:
        """A heading; the longer the rule under it, the higher its rank."""
        styles = {1: "bold cyan", 2: "bold", 3: "italic"}
        named = self.text(f"  ({heading.id})" if heading.id else "", "dim")
        text = Text.assemble(self.text(heading.text, styles[heading.level]), named)
        yield self.column(text)
        if heading.level < 3:
            rule = ("━" if heading.level == 1 else "─") if self.boxes else "=-"[heading.level - 1]
            longest = max(map(cell_len, text.plain.splitlines()), default=1)
            length = min(longest, self.measure)
            yield self.text(rule * length, "dim")

    def facts(self, rows: Iterable[tuple[str, str]]) -> RenderableType:
        """Labels in a column, values beside them."""
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(overflow="fold", max_width=max(self.measure // 3, 12))
        table.add_column(overflow="fold", max_width=self.measure - 12)
        for label, value in rows:
            table.add_row(self.text(label, "dim"), self.text(value, label=label))
        return table

    def entry(self, entry: Entry) -> RenderableType:
        """A title with a few words about it; the text below, indented."""
        about = self.text("  " + " · ".join(entry.about), "dim")
        head = Text.assemble(self.text(entry.title, "bold"), about)
        text = self.text(entry.text)
        for part in (head, text):
            part.highlight_words(entry.marked, "bold magenta")
        below = [text] if entry.text else []
        if entry.sources:
            below.append(
                self.text(
                    "\n".join(("Sources:", *(source.text for source in entry.sources))), "dim"
                )
            )
        return self.column(Group(head, Padding(Group(*below), (0, 0, 0, 2))))

    def grid(self, grid: Grid) -> RenderableType:
        """A table; where the page is too narrow for it, one record below the other."""
        widths = _widths(grid, self.page.width)
        if widths is None:
            return Group(*self.stacked(grid))
        table = Table(
            box=SIMPLE_HEAD if self.boxes else ASCII_RULE,
            header_style="bold",
            border_style="dim",
            padding=(0, GAP - 1, 0, 0),  # the box adds a space of its own
            show_edge=False,
            pad_edge=False,
            collapse_padding=True,
            leading=1,
        )
        for number, (column, width) in enumerate(zip(grid.columns, widths, strict=True)):
            style = "cyan" if number == 0 else ""
            table.add_column(self.text(column.title), style=style, overflow="fold", width=width)
        for row in grid.rows:
            titled = zip(row, grid.columns, strict=True)
            table.add_row(*(self.text(cell, label=column.title) for cell, column in titled))
        return table

    def stacked(self, grid: Grid) -> Iterator[RenderableType]:
        """The rows of a grid, each as labelled values under its name."""
        for number, (name, *values) in enumerate(grid.rows):
            if number:
                yield Text()
            yield self.column(self.text(name, "bold cyan", grid.columns[0].title))
            titles = (column.title for column in grid.columns[1:])
            yield Padding(self.facts(zip(titles, values, strict=True)), (0, 0, 0, 2))

    def column(self, content: RenderableType) -> RenderableType:
        """Content no wider than the measure."""
        table = Table.grid()
        table.add_column(overflow="fold", max_width=self.measure)
        table.add_row(content)
        return table

    def text(self, text: str, style: str = "", label: str = "") -> Text:
        """Data as Rich text, in characters that the page can show."""
        shown = text if self.page.shows(text) else self.transliterated(text)
        if not self.page.linked:
            return Text(shown, style, overflow="fold")
        whole = Text(style=style, overflow="fold")
        for piece, address in split_at_addresses(shown, label):
            whole.append(piece, Style(link=address) if address else None)
        return whole

    def transliterated(self, text: str) -> str:
        """The same text in characters that the page can show, such as Latin for Cyrillic ones."""
        from unicodedata import combining

        from anyascii import anyascii

        return "".join(
            c if self.page.shows(c) else anyascii(c) or ("" if combining(c) else "?") for c in text
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
