"""Text in the data stays what it is on its way into a table."""

import json

import pytest
from helpers import DATASET

AWKWARD = [
    "[bold]brackets[/bold] and [sic] and [/b]",
    ":smile: and :warning: colons",
    "µ ≥ – “quotes” ñ ß Семакс 語彙 العربية",
    "back\\slash and 100 % and {braces}",
    "https://example.org/a_very_long_address_that_goes_on/" + "x" * 150,
]


@pytest.mark.parametrize("text", AWKWARD, ids=["markup", "emoji", "letters", "signs", "long"])
@pytest.mark.parametrize("columns", ["60", "100"])
def test_awkward_text_survives(semax, dataset_file, text, columns):
    """In a table at any width, and in JSON."""
    path = dataset_file(
        "name = ", f"name = {json.dumps(text, ensure_ascii=False)}", 'id = "memory"'
    )
    args = ["effects", "memory", "--data", str(path)]

    shown = semax(*args, "--fields", "name", COLUMNS=columns).out
    assert text.replace(" ", "") in shown.replace("\n", "").replace(" ", "")
    assert json.loads(semax(*args, "--json").out)["items"][0]["name"] == text


def test_a_narrow_page_shows_one_record_below_the_other(semax):
    """With every column of the table as a label."""
    claims = list(DATASET.claims())
    narrow = semax("why", COLUMNS="60").out

    assert narrow.count("In people") == len(claims)
    assert semax("why", COLUMNS="80").out.count("In people") == 1


def test_risk_of_bias_is_shown_by_domain_where_it_is_known(semax, dataset_file):
    """All unclear is one phrase; anything else is spelt out."""
    path = dataset_file(
        "read = ", 'read = "full"\nbias = {allocation = "high"}', 'id = "gusev-1997"'
    )

    args = ["study", "--id", "gusev-1997"]

    assert "risk of bias (allocation, performance, detection" in semax(*args).out
    shown = semax(*args, "--data", str(path)).out
    assert "Risk of bias: allocation" in shown
    assert "risk of bias (performance, detection" in shown


@pytest.mark.parametrize("columns", ["60", "80"])
def test_an_address_can_be_copied_whole(semax, columns):
    """It stands on one line, however long it is."""
    shown = semax("study", "kaplan-1996", COLUMNS=columns).out
    address = "https://doi.org/10.1002/(SICI)1520-6769(199609)19:2%3C115::AID-NRC171%3E3.0.CO;2-B"
    assert address in [line.strip() for line in shown.split("\n")]

    (study,) = (study for study in DATASET.studies if study.id == "kaplan-1996")
    everything = semax("study", "kaplan-1996", "--all", COLUMNS=columns).out
    assert all(source.address in everything for source in study.sources)
