"""What no text of a dataset can do in any format: move a cursor, leave its cell, hide."""

import json
import re

import pytest
from helpers import (
    EXAMPLE_TEXT,
    commands,
    harmless,
)

from semax_cli import citations, formats


def test_an_address_does_not_leave_its_cell_in_markdown(semax, example_file):
    """A bar would end it."""
    path = example_file(
        ('title = "', 'title = "See https://example.org/|[x](https://evil.example)|y '),
    )
    done = semax("studies", "--fields", "title,id,year", "-f", "markdown", "--data", path)
    rows = [line for line in done.out.splitlines() if line.startswith("|")]

    assert {row.replace("\\|", "").count("|") for row in rows} == {4}


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_a_carriage_return_does_not_hide_what_stands_before_it(semax, example_file, name):
    """On a terminal, where the rest of the cell would be written over it."""
    path = example_file(('title = "', 'title = "Bad\\rGood'))

    assert "\r" not in semax("studies", "--data", path, "-f", name).out


def test_a_list_with_an_odd_semicolon_is_json_in_csv(semax, example_file):
    """Where a space that is not plain would become one."""
    line = next(line for line in EXAMPLE_TEXT.splitlines() if line.startswith("authors = "))
    path = example_file((line, 'authors = ["West;\\u00a0R", "Zatonski W"]'))
    text = semax("studies", "--data", path, "-f", "csv", "--fields", "authors").out

    assert text.count('"[""West;\u00a0R"", ""Zatonski W""]"'.replace("\u00a0", " ")) == 1


def test_a_file_name_begins_no_line_of_its_own(semax, tmp_path):
    """It may hold line breaks."""
    path = tmp_path / "a\n\n# Safe and effective!"
    path.write_text(EXAMPLE_TEXT, encoding="utf-8")
    for args in (["effects"], ["effects", "-f", "markdown"], ["cite"]):
        lines = semax(*args, "--data", str(path)).out.splitlines()
        assert not [line for line in lines if line.startswith("# Safe")]


# What moves a cursor, rings, sets a title, hides, or turns the direction of writing around.
HOSTILE = "\x1b[31mred\x1b]0;title\x07\x9b31m\x08\u202egnp.exe\u2066\u200b\u2028end\x7f"


@pytest.fixture
def hostile(dataset_file):
    """A dataset with such texts wherever a text can stand for long."""
    path = dataset_file("schema_version = ", "schema_version = 1")
    text = path.read_text(encoding="utf-8")
    hostile_text = json.dumps(HOSTILE)[1:-1].replace("\x7f", "\\u007f")
    text = re.sub(
        r'^(name|summary|finding|text|title|journal|statement|given|problem) = "',
        lambda match: f"{match[0]}{hostile_text}",
        text,
        flags=re.M,
    )
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", formats.NAMES)
@pytest.mark.parametrize("command", ["effects", "mechanisms", "study", "search", "about"])
def test_no_format_lets_a_dataset_at_the_terminal(semax, hostile, command, name):
    """Not a table with colours either, beyond its own."""
    args = [*commands()[command], "--data", str(hostile), "--format", name]
    done = semax(*args, **({"FORCE_COLOR": "1", "TERM": "xterm"} if name == "table" else {}))

    assert done.code == 0, done.err
    assert HOSTILE not in done.out
    assert harmless(re.sub(r"\x1b\[[0-9;]*m", "", done.out) if name == "table" else done.out)


def test_json_keeps_what_it_makes_visible(semax, hostile):
    """Escaped, not replaced."""
    (memory,) = json.loads(semax("effects", "memory", "--json", "--data", str(hostile)).out)[
        "items"
    ]

    assert memory["name"] == f"{HOSTILE}Memory and attention"


@pytest.mark.parametrize("name", citations.CitationFormat.__args__)
def test_no_citation_lets_a_dataset_at_the_terminal(semax, hostile, name):
    """Nor at a reference manager."""
    done = semax("cite", "--data", str(hostile), "--format", name)

    assert done.code == 0, done.err
    assert harmless(done.out)


def test_an_error_message_quotes_harmlessly(semax, tmp_path):
    """What was typed, and what stands in a file."""
    path = tmp_path / "data.toml"
    path.write_text(f"[warning]\n{json.dumps(HOSTILE)} = 1\n".replace("\x7f", ""), encoding="utf-8")

    for done in (
        semax("study", "--id", HOSTILE),
        semax("effects", "a\nsemax: b"),
        semax("why", "x" * 100_000),
        semax("effects", "--data", str(path)),
    ):
        assert done.code in (3, 4)
        assert harmless(done.err)
        assert len(done.err) < 10_000
        assert "Traceback" not in done.err
