"""The first rule: the warning cannot be detached from anything that the tool prints."""

import json

import pytest
from helpers import (
    CORE,
    DATASET,
    EXAMPLE_TEXT,
    ROOT,
    SHORT_CORE,
    TEXT_CORE,
    commands,
    every_command,
    squeezed,
)

import semax_cli
from semax_cli import formats

SHORT = 'short = "Two trials in an example file are no review of cytisine."'
TEXT, FULL = (
    next(line for line in EXAMPLE_TEXT.splitlines() if line.startswith(f"{name} = "))
    for name in ("text", "full")
)


@pytest.mark.parametrize(
    "short",
    ["Not an endorsement is needed any more.", ": is needed no more", "Not an endorsement: x"],
)
def test_a_dataset_cannot_turn_the_short_warning_round(semax, example_file, short):
    """What it says comes after a sentence that has ended."""
    path = example_file((SHORT, f'short = "{short}"'))
    for name in ("csv", "tsv", "jsonl"):
        assert f"Not an endorsement. {short}" in semax("effects", "--data", path, "-f", name).out
    for name in ("bibtex", "ris", "csl-json", "text"):
        assert f"Not an endorsement. {short}" in semax("cite", "--data", path, "-f", name).out


@pytest.mark.parametrize("text", ["This is no longer true: “{}”", "{} is wrong.", "Great.\\n{}"])
def test_a_dataset_cannot_quote_the_warning_away(semax, example_file, text):
    """What every warning says stands first, by itself."""
    path = example_file((FULL, f'full = "{text.format(" ".join(CORE))}"'))
    warning = json.loads(semax("effects", "--json", "--data", path).out)["warning"]
    assert warning.startswith(" ".join(CORE))

    path = example_file((TEXT, f'text = "{text.format(" ".join(TEXT_CORE))}"'))
    assert f"Please note: {TEXT_CORE[0]}" in semax("effects", "-f", "markdown", "--data", path).out


def test_the_census_is_not_lent_to_another_substance(semax, example_file):
    """Even if the dataset says that it made the same search."""
    own = (ROOT / "data" / "claims.toml").read_text(encoding="utf-8")
    search = own[own.index("[search]") : own.index("[article]")]
    theirs = EXAMPLE_TEXT[EXAMPLE_TEXT.index("[search]") : EXAMPLE_TEXT.index("[article]")]

    done = semax("literature", "--json", "--data", example_file((theirs, search)))
    assert json.loads(done.out)["count"] == 0


NOTICE = DATASET.warning


WHOLE = ("table", "json", "markdown")
"""Formats that carry the whole warning once; in the others each row carries the short one."""


def carries_warning(text, name):
    """Whether an output in a format has the warning in it as the contract says."""
    if name in WHOLE:
        return (NOTICE.full if name == "json" else NOTICE.text) in squeezed(text)
    lines = text.splitlines()
    rows = lines if name == "jsonl" else lines[1:]
    return all(line.rstrip('}"').endswith(NOTICE.short) for line in rows)


def test_every_format_is_one_of_the_two_kinds():
    """A new format has to say how it carries the warning."""
    assert {*WHOLE, "jsonl", "csv", "csv-excel", "tsv"} == set(formats.NAMES)


@pytest.mark.parametrize("name", formats.NAMES)
@pytest.mark.parametrize("command", commands().values(), ids=commands())
def test_every_command_carries_the_warning_in_every_format(semax, command, name):
    """It is inside the output, and the output is on standard output."""
    done = semax(*command, "--format", name)

    assert (done.code, done.err) == (0, "")
    assert done.out
    assert carries_warning(done.out, name)


@pytest.mark.parametrize("command", every_command())
def test_help_ends_with_the_short_warning(semax, command):
    """Help makes claims as well, so it ends with the warning."""
    done = semax(command, "--help")

    assert squeezed(done.out).endswith(NOTICE.short)


def test_the_command_alone_shows_help_with_the_warning(semax):
    """`semax` by itself is help, and no failure."""
    done = semax()

    assert done.code == 0
    assert squeezed(done.out).endswith(NOTICE.short)


@pytest.mark.parametrize("columns", ["1", "20", "60", "400", "nonsense"])
@pytest.mark.parametrize("name", formats.NAMES)
def test_no_width_removes_the_warning(semax, name, columns):
    """However narrow or wide the page, the warning is whole."""
    assert carries_warning(semax("effects", "--format", name, COLUMNS=columns).out, name)


@pytest.mark.parametrize("name", formats.NAMES)
def test_fields_and_empty_lists_keep_the_warning(semax, name):
    """A choice of fields, or nothing to show, leaves the warning in place."""
    for args in (["--fields", "id"], ["--year", "1901"]):
        assert carries_warning(semax("studies", *args, "--format", name).out, name)


@pytest.mark.parametrize("command", commands().values(), ids=commands())
@pytest.mark.parametrize("name", ["table", "markdown"])
def test_a_document_has_one_warning_and_it_is_the_last_thing(semax, command, name):
    """It is three lines at most at 80 columns."""
    done = semax(*command, "--format", name, COLUMNS="80")
    before, _, after = squeezed(done.out).rpartition("Please note: ")

    assert after == NOTICE.text
    assert "Please note" not in before
    assert NOTICE.short not in before


def test_another_dataset_may_add_to_the_warning_and_not_replace_it(semax, dataset_file):
    """A --data file with a rosy warning of its own is shown behind what every warning says."""
    own = dataset_file("full = ", 'full = "All is well."', table="[warning]")
    warning = json.loads(semax("effects", "--json", "--data", str(own)).out)["warning"]
    short = dataset_file("short = ", 'short = "All is well."', table="[warning]")
    rows = semax("effects", "-f", "csv", "--data", str(short)).out.splitlines()[1:]

    assert warning == f"{' '.join(CORE)} All is well."
    assert all("Not an endorsement. All is well. From the dataset" in row for row in rows)


def test_the_bundled_warning_says_what_every_warning_says(live):
    """So that nothing is added to it."""
    notice = semax_cli.load().warning

    assert all(sentence in notice.full for sentence in CORE)
    assert all(sentence in notice.text for sentence in TEXT_CORE)
    assert notice.short.startswith(SHORT_CORE)


@pytest.mark.parametrize("line", ['text = ""', 'text = "  "', 'text = "\\n"', ""])
@pytest.mark.parametrize("field", ["full", "text", "short"])
def test_a_dataset_without_a_warning_is_invalid(semax, dataset_file, field, line):
    """Nor may it be empty or blank."""
    path = dataset_file(f"{field} = ", line.replace("text", field), table="[warning]")
    done = semax("effects", "--data", str(path))

    assert (done.code, done.out) == (4, "")
    assert f"warning.{field}" in done.err
