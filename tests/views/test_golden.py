"""Expected output, by command and format, in files that `pytest --renew` writes anew."""

import pytest
from helpers import (
    GOLDEN,
)

CASES = {
    "effects": ["effects"],
    "effects-memory": ["effects", "memory"],
    "effects-fields": ["effects", "--fields", "id,name"],
    "why": ["why"],
    "why-stroke": ["why", "stroke-recovery"],
    "why-pain": ["why", "pain-relief"],
    "map": ["map"],
    "method": ["method"],
    "mechanisms": ["mechanisms"],
    "mechanisms-copper": ["mechanisms", "copper-binding"],
    "studies-pain": ["studies", "--effect", "pain"],
    "studies-none": ["studies", "--year", "1901"],
    "study": ["study", "--id", "gusev-2018"],
    "literature-human": ["literature", "--kind", "human"],
    "search": ["search", "enkefalin"],
    "about": ["about"],
    "safety": ["safety"],
    "legal-russia": ["legal", "russia"],
    "questions": ["questions", "memory"],
    "warning": ["warning"],
}


ROW_CASES = ("effects-fields", "why", "map", "studies-pain", "studies-none", "search", "safety")
"""Enough to show the formats that are read row by row; that they hold the items is tested."""

WHOLE = [(case, name) for case in CASES for name in ("table", "json", "markdown")]
ROWS = [(case, name) for case in ROW_CASES for name in ("jsonl", "csv", "tsv")]


@pytest.mark.parametrize(("case", "name"), [*WHOLE, *ROWS])
def test_output_is_as_expected(semax, matches_file, case, name):
    """Each command in each format, at 80 columns."""
    done = semax(*CASES[case], "--format", name, COLUMNS="80")

    assert (done.code, done.err) == (0, "")
    matches_file(GOLDEN / f"{case}.{name}.txt", done.out)


@pytest.mark.parametrize("columns", ["60", "120"])
def test_the_effects_table_is_as_expected_at_other_widths(semax, matches_file, columns):
    """Narrow: one record below the other. Wide: fewer folds."""
    done = semax("effects", COLUMNS=columns)

    matches_file(GOLDEN / f"effects.table-{columns}.txt", done.out)


def test_colour_is_as_expected(semax, matches_file):
    """The same table with escape codes."""
    done = semax("effects", COLUMNS="80", FORCE_COLOR="1", TERM="xterm")

    matches_file(GOLDEN / "effects.table-colour.txt", done.out)


def test_an_ascii_table_is_as_expected(semax, matches_file):
    """Frames and rules without a single character beyond ASCII."""
    done = semax("study", "--id", "gusev-2018", COLUMNS="80", PYTHONIOENCODING="ascii")

    matches_file(GOLDEN / "study.table-ascii.txt", done.out)
