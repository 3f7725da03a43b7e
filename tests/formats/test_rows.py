"""Rows: JSON Lines, CSV and TSV hold the items, and programs that nobody here wrote read them."""

import csv
import json
import re
from io import StringIO

import pytest
from helpers import (
    DATASET,
    EVERY_COMMAND,
    Page,
    items,
    library,
    piped,
)
from hypothesis import given
from hypothesis import strategies as st

import semax_cli
from semax_cli import formats
from semax_cli.formats import flat
from semax_cli.view import View

SHORT = DATASET.warning.short


def expected(item, prefix=""):
    """An item in the flat form, as docs/output.md describes it."""
    row = {}
    for name, value in item.items():
        match value:
            case dict():
                row |= expected(value, f"{prefix}{name}.")
                continue
            case None:
                cell = ""
            case bool():
                cell = str(value).lower()
            case list() if name == "studies":
                cell = "; ".join(
                    study if isinstance(study, str) else study["id"] for study in value
                )
            case list() if all(isinstance(entry, str) and "; " not in entry for entry in value):
                cell = "; ".join(value)
            case list():
                cell = json.dumps(value, ensure_ascii=False)
            case _:
                cell = str(value)
        row[prefix + name] = cell
    return row


def expected_rows(done):
    """The items of a run with --json, in the flat form, with the warning last."""
    return [expected({**item, "warning": SHORT}) for item in items(done)]


# --------------------------------------------------------------------------------- read row by row


@EVERY_COMMAND
def test_json_lines_are_the_items_with_the_warning_last(semax, command):
    """One a line, nothing lost."""
    rows = [json.loads(line) for line in semax(*command, "--format", "jsonl").out.splitlines()]

    assert rows == [{**item, "warning": SHORT} for item in items(semax(*command, "--json"))]
    assert all(list(row)[-1] == "warning" for row in rows)


@EVERY_COMMAND
def test_csv_holds_the_items_in_the_flat_form(semax, command):
    """As Python's own reader reads it."""
    text = semax(*command, "--format", "csv").out

    assert list(csv.DictReader(StringIO(text))) == expected_rows(semax(*command, "--json"))
    assert text.splitlines()[0].endswith("warning")


@EVERY_COMMAND
def test_no_cell_is_longer_than_a_spreadsheet_takes(semax, command):
    """32,767 characters."""
    rows = csv.DictReader(StringIO(semax(*command, "--format", "csv").out))

    assert max(len(cell) for row in rows for cell in row.values()) < 32_767


@EVERY_COMMAND
@pytest.mark.tools
def test_jq_reads_json_and_json_lines(semax, command):
    """The same items by either way."""
    envelope = piped(semax(*command, "--json").out, "jq", "-c", ".items[]")
    lines = piped(semax(*command, "--format", "jsonl").out, "jq", "-c", "del(.warning)")

    assert envelope == lines
    assert lines


@EVERY_COMMAND
@pytest.mark.tools
@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_miller_reads_csv_and_tsv(semax, command, name):
    """Nothing quoted wrongly, nothing cut, no cell in another column."""
    text = semax(*command, "--format", name).out
    rows = json.loads(
        piped(text, "mlr", f"--i{name}", "--ojson", "--no-auto-unflatten", "-S", "cat")
    )

    assert [{name: str(value) for name, value in row.items()} for row in rows] == expected_rows(
        semax(*command, "--json")
    )


@pytest.mark.tools
@pytest.mark.parametrize("command", ["studies", "effects", "literature"])
def test_polars_reads_csv(semax, command, tmp_path):
    """With types: numbers of people are numbers, and what is not known is null."""
    polars = library("polars")
    path = tmp_path / "out.csv"
    semax(command, "--format", "csv", "--output", str(path))
    frame = polars.read_csv(path, infer_schema_length=None)

    listed = items(semax(command, "--json"))
    assert frame.height == len(listed)
    if command == "studies":
        assert frame["n"].to_list() == [study["n"] for study in listed]
        assert frame["title_original"].to_list() == [study["title_original"] for study in listed]


def test_an_empty_list_is_a_header(semax):
    """So that a program that reads it finds the columns, and JSON Lines are no lines."""
    (header,) = semax("studies", "--year", "1901", "--format", "csv").out.splitlines()

    assert header.split(",")[0] == "id"
    assert header.split(",")[-1] == "warning"
    assert semax("studies", "--year", "1901", "--format", "jsonl").out == ""


@pytest.mark.parametrize("name", formats.NAMES)
def test_fields_are_those_asked_for_in_that_order(semax, name):
    """In every format, with the warning beyond them."""
    text = semax("studies", "--fields", "year,id", "--year", "1997", "--format", name).out

    if name in ("csv", "tsv"):
        assert re.split("[,\t]", text.splitlines()[0]) == ["year", "id", "warning"]
    elif name == "jsonl":
        assert list(json.loads(text.splitlines()[0])) == ["year", "id", "warning"]
    elif name == "json":
        assert next(list(item) for item in json.loads(text)["items"]) == ["year", "id"]
    else:
        assert text.index("1997") < text.index("gusev-1997")


@pytest.mark.parametrize("name", ["csv", "tsv", "markdown"])
def test_what_is_read_elsewhere_is_utf_8_whatever_the_terminal(semax, name):
    """An accent or a Cyrillic letter is not lost because of a locale."""
    args = ["study", "--id", "gusev-2018", "--format", name]
    plain = semax(*args).out

    assert "Эффективность семакса" in plain
    assert semax(*args, PYTHONIOENCODING="utf-8", LC_ALL="C").out == plain


def test_another_encoding_of_the_terminal_does_not_change_a_csv_file(tmp_path, semax):
    """The bytes are the same."""
    for number, encoding in enumerate(("utf-8", "ascii", "cp1252")):
        path = tmp_path / str(number)
        semax("studies", "-f", "csv", "-o", str(path), PYTHONIOENCODING=encoding)

    assert len({path.read_bytes() for path in tmp_path.iterdir()}) == 1


# ---------------------------------------------------------------------------- text that is no text


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "'=1",
    "＝1",
    "=cmd|' /C calc'!A0",
]


def one(item):
    """A view of one item."""
    dataset = semax_cli.load()
    return View("test", dataset.warning, dataset.dataset, 1, lambda: [item], tuple(item), tuple)


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_no_cell_is_a_formula(text, name):
    """A spreadsheet shows it as text; taking the apostrophe off gives the text back."""
    for value in (text, [text], [text, "x"]):
        rendered = "".join(formats.render(one({"a": value}), name, Page()))
        cell = list(flat.table(one({"a": value})))[1][0]
        assert cell.startswith("'")
        assert cell[1:] == (text if value != [text, "x"] else f"{text}; x")
        assert "\n'" in rendered.replace('"', "")


@pytest.mark.parametrize("text", ["Trial;=1+1;end", "a; -1", "a;'=1", "x;＝1", "a;b;@c"])
def test_no_cell_is_a_formula_where_cells_end_at_a_semicolon(text):
    """As in much of Europe; taking the apostrophe off gives the text back there too."""
    rendered = "".join(formats.render(one({"a": text, "b": [text, text]}), "csv", Page()))
    cells = [cell for row in csv.reader(StringIO(rendered), delimiter=";") for cell in row]

    assert [cell for cell in cells if re.match(r"\s*[=+\-@＝＋－＠]", cell)] == []
    assert re.sub(r"(;\s*)'", r"\1", list(flat.table(one({"a": text})))[1][0]) == text


@given(st.lists(st.dictionaries(st.just("a"), st.one_of(TEXT, st.lists(TEXT)), min_size=1)))
def test_any_text_is_read_back_from_csv_and_json_lines(found):
    """Quotes, commas, line breaks and letters of any script."""
    dataset = semax_cli.load()
    number = len(found)
    view = View("test", dataset.warning, dataset.dataset, number, lambda: found, ("a",), tuple)

    rows = list(csv.reader(StringIO("".join(formats.render(view, "csv", Page())), newline="")))
    lines = "".join(formats.render(view, "jsonl", Page())).split("\n")[:-1]

    assert rows == list(flat.table(view))
    assert [json.loads(line) for line in lines] == [{**item, "warning": SHORT} for item in found]


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_any_text_keeps_its_cell_in_tsv(texts):
    """Neither tab nor line break gets out of a cell, and the escapes can be undone."""
    item = {str(number): text for number, text in enumerate(texts)}
    text = "".join(formats.render(one(item), "tsv", Page()))
    _, row, rest = text.split("\n")

    unescape = {"\\t": "\t", "\\n": "\n", "\\r": "\r", "\\\\": "\\"}
    cells = [re.sub(r"\\[tnr\\]", lambda m: unescape[m[0]], cell) for cell in row.split("\t")]
    assert rest == ""
    assert cells == list(flat.table(one(item)))[1]
