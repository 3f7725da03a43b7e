"""SVG: the evidence map as a picture, for `semax map` alone, and for the page of `semax report`.

Built as a tree, so that no text of a dataset can become markup. Each disc stands for the studies
of one kind with the same result. Its number and sign say so; its area and colour only help.
"""

from collections.abc import Mapping, Sequence
from math import sqrt
from textwrap import shorten, wrap
from xml.etree.ElementTree import Element, SubElement, tostring

from semax_cli import labels
from semax_cli.codes import Result
from semax_cli.document import Prose
from semax_cli.grading.evidence_map import MAP_KINDS, MapKind
from semax_cli.view import Item, View

LABELS, CELL = 196, 98
"""Widths of the column of labels and of the others, in units of the picture, which are pixels."""
WIDTH = LABELS + CELL * len(MAP_KINDS)
LINE = 15
"""Height of a line of text."""
GAP = 3
"""Between discs."""
LABEL_LENGTH, MOST_LINES = 22, 3
"""Longest line of a label, in characters, and most lines; the rest stands in its tooltip."""
LINE_LENGTH = 104
"""Longest line of the warning and of notes, in characters."""
MOST_RADIUS = 17.0
MARGIN = 8

TITLES: dict[MapKind, tuple[str, ...]] = {
    "people-randomised": ("People,", "randomised"),
    "people-controlled": ("People,", "controlled"),
    "people-other": ("People,", "other or", "unclear"),
    "people-surrogate": ("People,", "surrogate", "only"),
    "animals": ("Animals",),
    "test-tube": ("Cells or", "test tube"),
}
"""What the columns are called, line by line."""
TITLE = "Evidence map: which studies bear on each claim, who was tested in them, what they found"
NOTES = (
    "A disc stands for the reports of a kind that found the same, with their number. Two may be on "
    "the same people; that no disc points to harm does not mean that harm was looked for.",
)

STYLE = """\
.map { font: 13px system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; fill: #1b1b1b; }
.map .ground { fill: #ffffff; }
.map .people { fill: #eef3f9; }
.map .rule { stroke: #9aa5b1; stroke-width: 1; }
.map .strong { font-weight: 600; }
.map .quiet { fill: #5a6470; }
.map .count { font-size: 12px; font-weight: 600; text-anchor: middle; }
.map .middle { text-anchor: middle; }
.map circle { stroke: #1b1b1b; stroke-width: 1; }
.map .favours { fill: #9ecae9; }
.map .mixed { fill: #d9c2ec; }
.map .no-difference { fill: #e3e3e3; }
.map .harm { fill: #f5a58c; }
.map .unclear { fill: #ffffff; stroke-dasharray: 3 2; }
.map .count { fill: #1b1b1b; }
@media (prefers-color-scheme: dark) {
  @media screen {
    .map { fill: #ececec; }
    .map .ground { fill: #16191d; }
    .map .people { fill: #1f2833; }
    .map .rule { stroke: #5c6773; }
    .map .quiet { fill: #a9b3bd; }
    .map circle { stroke: #ececec; }
  }
}
"""
"""How it looks, on a screen that is light or dark and on paper; a page has it in its own style."""


def picture(view: View) -> str:
    """The map as a picture of its own, with the whole warning in it.

    Args:
        view: What `semax map` shows.

    Returns:
        A document in SVG.
    """
    svg = _canvas(TITLE)
    SubElement(svg, "style").text = STYLE
    bottom = 0
    for text, style in ((view.row_warning, "strong"), (view.warning.full, ""), (TITLE, "strong")):
        for line in wrap(text, LINE_LENGTH):
            bottom += LINE + 3
            _text(svg, MARGIN, bottom, line, style)
    notes = [block.text for block in view.blocks() if isinstance(block, Prose)]
    notes.append(f"Data {view.edition.version}, last changed on {view.edition.updated}.")
    height = _draw(svg, list(view.items()), {}, bottom + MARGIN, notes)
    svg.attrib |= _texts({"width": WIDTH, "height": height})
    return tostring(svg, encoding="unicode") + "\n"


def inline(items: Sequence[Item], names: Mapping[str, str]) -> str:
    """The map for a page that has the warning, the style, and the map as a table.

    Args:
        items: The items of `semax map`.
        names: The names of the effects by id, which are shown in place of the ids.

    Returns:
        An element ``svg`` of HTML.
    """
    svg = _canvas(f"{TITLE}. The same stands in the table below.")
    _draw(svg, items, names, 0, ())
    return tostring(svg, encoding="unicode")


def _canvas(title: str) -> Element:
    svg = Element("svg", {"class": "map", "role": "img", "xmlns": "http://www.w3.org/2000/svg"})
    SubElement(svg, "title").text = title
    SubElement(svg, "rect", {"class": "ground", "width": "100%", "height": "100%"})
    return svg


def _draw(
    svg: Element,
    items: Sequence[Item],
    names: Mapping[str, str],
    top: int,
    notes: Sequence[str],
) -> int:
    """Draw the map, its legend and notes from ``top`` on. Returns the height of the picture."""
    bottom = _legend(svg, _table(svg, items, names, top))
    for line in (line for note in (*NOTES, *notes) for line in wrap(note, LINE_LENGTH)):
        bottom += LINE + 4
        _text(svg, MARGIN, bottom, line, "quiet")
    bottom += MARGIN
    svg.set("viewBox", f"0 0 {WIDTH} {bottom}")
    return bottom


def _table(svg: Element, items: Sequence[Item], names: Mapping[str, str], top: int) -> int:
    """Draw the claims down, the kinds of evidence across. Returns where it ends."""
    people = sum(kind.startswith("people") for kind in MAP_KINDS)
    tint = {"x": LABELS, "y": top, "width": CELL * people}
    ground = SubElement(svg, "rect", {"class": "people", **_texts(tint)})
    for number, kind in enumerate(MAP_KINDS):
        for line, text in enumerate(TITLES[kind]):
            _text(svg, _middle(number), top + LINE * (line + 1) + 2, text, "middle")
    bottom = top + LINE * max(map(len, TITLES.values())) + MARGIN
    effect = None
    for item in items:
        if item["effect"] != effect:
            effect = item["effect"]
            _rule(svg, bottom)
            bottom += LINE + MARGIN
            name = shorten(names.get(effect, effect), LINE_LENGTH, placeholder="…")
            _text(svg, MARGIN, bottom - 4, name, "strong")
        bottom = _row(svg, item, bottom)
    _rule(svg, bottom)
    ground.set("height", str(bottom - top))
    return bottom


def _row(svg: Element, item: Item, top: int) -> int:
    """Draw a claim: its name, and the results in each cell. Returns where it ends."""
    lines = wrap(item["name"], LABEL_LENGTH)
    shown = lines[:MOST_LINES]
    if shown != lines:
        shown[-1] += "…"
    cells = [_discs(item["cells"][kind]["results"]) for kind in MAP_KINDS]
    heights = [sum(2 * max(r for _, _, r in line) + GAP for line in cell) for cell in cells]
    height = round(max(LINE * len(shown), *heights)) + 2 * GAP
    claim = SubElement(svg, "g")
    SubElement(claim, "title").text = f"{item['name']} ({item['id']})"
    for number, line in enumerate(shown):
        start = top + (height - LINE * len(shown)) / 2
        _text(claim, 2 * MARGIN, start + LINE * (number + 1) - 4, line)
    for number, (cell, tall) in enumerate(zip(cells, heights, strict=True)):
        if cell:
            _cell(svg, cell, _middle(number), top + (height - tall) / 2)
        else:
            _text(svg, _middle(number), top + height / 2 + 4, "none", "quiet middle")
    return top + height


Disc = tuple[Result, str, float]
"""What was found, how often as text with its sign, and the radius."""


def _cell(svg: Element, cell: Sequence[Sequence[Disc]], middle: float, top: float) -> None:
    """Lines of discs, each in the middle of its column."""
    for discs in cell:
        radius = max(r for _, _, r in discs)
        x = middle - (sum(2 * r + GAP for _, _, r in discs) - GAP) / 2
        for result, count, own in discs:
            _disc(svg, x + own, top + radius, own, result, count)
            x += 2 * own + GAP
        top += 2 * radius + GAP


def _discs(results: dict[Result, int]) -> list[list[Disc]]:
    """The discs of a cell, line by line."""
    lines: list[list[Disc]] = []
    room = 0.0
    for result, count in results.items():
        if not count:
            continue
        text = f"{count}{labels.SIGN[result]}"
        # The area grows with the number, within what the text and the cell allow.
        radius = min(max(6 * sqrt(count), 4 + 3.5 * len(text)), MOST_RADIUS)
        if room < 2 * radius:
            lines.append([])
            room = CELL - 2 * GAP
        lines[-1].append((result, text, radius))
        room -= 2 * radius + GAP
    return lines


def _disc(svg: Element, x: float, y: float, radius: float, result: Result, text: str) -> None:
    place = {"cx": round(x, 1), "cy": round(y, 1), "r": round(radius, 1)}
    SubElement(svg, "circle", {"class": result, **_texts(place)})
    _text(svg, x, y + 4, text, "count")


def _legend(svg: Element, top: int) -> int:
    """Draw what the discs mean. Returns where it ends."""
    x, y = MARGIN, top + LINE + MARGIN
    for result, sign in labels.SIGN.items():
        _disc(svg, x + 10, y - 4, 10, result, sign)
        _text(svg, x + 24, y, labels.RESULT[result])
        x += WIDTH // len(labels.SIGN)
    return y


def _middle(number: int) -> float:
    """The middle of a column."""
    return LABELS + CELL * (number + 0.5)


def _rule(svg: Element, y: int) -> None:
    line = {"x1": 0, "x2": WIDTH, "y1": y, "y2": y}
    SubElement(svg, "line", {"class": "rule", **_texts(line)})


def _text(svg: Element, x: float, y: float, text: str, style: str = "") -> None:
    shown = {"class": style} if style else {}
    place = {"x": round(x, 1), "y": round(y, 1)}
    SubElement(svg, "text", {**shown, **_texts(place)}).text = text


def _texts(numbers: Mapping[str, float]) -> dict[str, str]:
    """Numbers as attributes, which must be texts."""
    return {name: f"{value:g}" for name, value in numbers.items()}
