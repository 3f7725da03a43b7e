"""What no text of a dataset can do in any format: move a cursor, leave its cell, hide."""

import json
import re

import pytest
from helpers import (
    EXAMPLE_TEXT,
    harmless,
)

from semax_cli import formats


def test_an_address_does_not_leave_its_cell_in_markdown(semax, example_file):
    """A bar would end it."""
    path = example_file(
        ('title = "', 'title = "See https://example.org/|[x](https://evil.example)|y '),
    )
    done = semax("studies", "--fields", "title,id,year", "-f", "markdown", "--data", path)
    rows = [line for line in done.out.splitlines() if line.startswith("|")]

    assert {row.replace("\\|", "").count("|") for row in rows} == {4}


def test_a_file_name_begins_no_line_of_its_own(semax, tmp_path):
    """It may hold line breaks."""
    path = tmp_path / "a\n\n# Safe and effective!"
    path.write_text(EXAMPLE_TEXT, encoding="utf-8")
    for args in (["effects"], ["effects", "-f", "markdown"], ["cite"]):
        lines = semax(*args, "--data", str(path)).out.splitlines()
        assert not [line for line in lines if line.startswith("# Safe")]


# What moves a cursor, rings, sets a title, hides, or turns the direction of writing around.
HOSTILE = "\x1b[31mred\x1b]0;title\x07\x9b31m\x08\u202egnp.exe\u2066\u200b\u2028end\x7f"


@pytest.mark.parametrize(
    "character", [*dict.fromkeys(re.sub(r"[\w.\[\];]", "", HOSTILE)), *"\r\t\xad"], ids=ascii
)
@pytest.mark.parametrize("field", ["name", "title", "finding", "authors", "short"])
def test_a_dataset_with_an_unsafe_character_is_refused(semax, example_file, field, character):
    """At the door, with its code, so that no format has to make a text safe."""
    line = next(line for line in EXAMPLE_TEXT.splitlines() if line.startswith(f"{field} = "))
    start, text = line.split('"', 1)
    done = semax(
        "effects", "--data", example_file((line, f'{start}"a\\u{ord(character):04x}{text}'))
    )

    assert (done.code, done.out) == (4, "")
    assert f"{field}: holds the character U+{ord(character):04X}, which cannot be shown" in done.err
    assert harmless(done.err)


@pytest.mark.parametrize("name", formats.NAMES)
def test_spaces_and_joiners_stay_what_they_are(semax, example_file, name):
    """Scripts need joiners to be spelt right, and a no-break space harms nobody."""
    text = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 100\xa0people"
    path = example_file(('title = "Placebo-controlled', f'title = "{text} Placebo-controlled'))
    done = semax("study", "west-2011", "--data", path, "--format", name, COLUMNS="200")

    assert done.code == 0, done.err
    assert text in done.out


def test_what_is_searched_for_is_shown_harmlessly(semax):
    """In the heading; it is not data, so nobody has refused it."""
    done = semax("search", HOSTILE)

    assert done.code == 0, done.err
    assert harmless(done.out)


@pytest.mark.parametrize("name", formats.NAMES)
def test_the_name_of_a_file_is_shown_harmlessly(semax, tmp_path, name):
    """Wherever the dataset is named."""
    path = tmp_path / HOSTILE
    path.write_text(EXAMPLE_TEXT, encoding="utf-8")

    for args in (["about"], ["validate"], ["cite"]):
        shape = [] if args == ["cite"] else ["--format", name]
        done = semax(*args, *shape, SEMAX_DATA=str(path))
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
