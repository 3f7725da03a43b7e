"""Markdown: whatever the data holds is text in it, as renderers of others show it."""

import re
from itertools import islice

import pytest
from helpers import (
    DATASET,
    EVERY_COMMAND,
    MARKDOWN,
    Page,
    letters,
    pandoc,
    rendered,
)
from hypothesis import example, given
from hypothesis import strategies as st

from semax_cli import formats
from semax_cli.document import Entry, Facts, Grid, Heading, Prose, id_column
from semax_cli.identifiers import split_at_addresses
from semax_cli.view import View

AWKWARD = [
    "*stars* _lines_ `ticks` ~~gone~~ [a](b) ![c](d) <b>bold</b> &amp; | pipe # x $x^2$ \\ @x",
    "# heading",
    "1. list",
    "12) list",
    "- list",
    "+ list",
    "=====",
    "---",
    "> quote",
    "    code",
    "```",
    ": x",
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    "see https://example.org/a_b_(c)?d=1&e=*x*, and 10.1000/a_b<c>.",
    "a | b",
    "two\nlines\n- and a list",
]


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_is_text_in_markdown(text):
    """In every kind of block."""
    assert_shown(text)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1))
@example("\t")
def test_any_text_is_text_in_markdown(text):
    """A renderer that nobody here wrote shows what the data says, and no HTML."""
    assert_shown(text)


def assert_shown(text):
    """Each block shows the text and nothing else before the warning."""
    warning, dataset = DATASET.warning, DATASET.dataset
    after = letters(f"Please note: {warning.text}")
    for block, more in (
        (Heading(text), ""),
        (Prose(text), ""),
        (Facts((("Label", text),)), "Label:"),
        (Entry("Title", (), text), "Title"),
        (Grid((id_column("Column", []),), ((text,),)), "Column"),
    ):
        view = View("test", warning, dataset, 0, tuple, (), lambda block=block: (block,))
        written = "".join(formats.render(view, "markdown", Page()))
        shown = letters(rendered(MARKDOWN.parse(written)))
        assert shown == f"{more}{letters(text)}{after}", written


@EVERY_COMMAND
def test_markdown_says_what_the_table_says(semax, command):
    """Rendered, it has the same words."""
    table = re.sub("[─━│╭╮╰╯]", "", semax(*command, COLUMNS="2000").out)
    page = rendered(MARKDOWN.parse(semax(*command, "--format", "markdown").out))

    for text, other in ((page, letters(table)), (table, letters(page))):
        assert [word for word in re.findall(r"\w+", text) if word not in other] == []


@EVERY_COMMAND
@pytest.mark.tools
def test_pandoc_reads_markdown(semax, command):
    """The warning stands in block quotes, and every heading is a heading."""
    text = semax(*command, "--format", "markdown").out
    html = pandoc(text, "-f", "gfm", "-t", "html", "--wrap=none")

    assert html.count("<blockquote>") == 1
    assert len(re.findall("<h[123]", html)) == len(re.findall("^#", text, re.M))


@pytest.mark.parametrize(
    ("text", "label", "address"),
    [
        ("https://example.org/a.", "", "https://example.org/a"),
        ("(https://example.org/a)", "", "https://example.org/a"),
        ("https://example.org/a_(b)", "", "https://example.org/a_(b)"),
        ("10.1007/s10517-018-4234-3", "", "https://doi.org/10.1007/s10517-018-4234-3"),
        ("<10.1000/1>", "", "https://doi.org/10.1000/1"),
        ("https://doi.org/10.1000/1<2::A>3.0", "", "https://doi.org/10.1000/1%3C2::A%3E3.0"),
        ("<https://doi.org/10.1000/1>", "", "https://doi.org/10.1000/1"),
        ("11517472", "PMID", "https://pubmed.ncbi.nlm.nih.gov/11517472/"),
        ("11517472", "", None),
        ("ftp://example.org", "", None),
        ("javascript:alert(1)", "", None),
    ],
)
def test_addresses_dois_and_pmids_are_links(text, label, address):
    """And nothing else is; the text itself is not changed."""
    pieces = list(split_at_addresses(text, label))

    assert "".join(piece for piece, _ in pieces) == text
    assert [found for _, found in pieces if found] == ([address] if address else [])


@pytest.mark.parametrize("name", ["json", "jsonl", "csv", "tsv"])
def test_a_row_is_written_before_the_last_one_is_made(name):
    """However long a list is, its beginning need not wait for its end."""
    made = []

    def items():
        for number in range(1000):
            made.append(number)
            yield {"a": f"row {number}"}

    view = View("test", DATASET.warning, DATASET.dataset, 1000, items, ("a",), tuple)
    parts = formats.render(view, name, Page())

    assert "row 0" in "".join(islice(parts, 4))
    assert len(made) < 10
