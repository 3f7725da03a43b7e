"""Filters and order of studies."""

import json

import pytest
from helpers import (
    items,
    squeezed,
)


def ids(done):
    """The ids of a run with --json."""
    return [item["id"] for item in items(done)]


@pytest.mark.parametrize(
    ("args", "passes"),
    [
        (["--system", "human"], lambda s: s["system"] == "human"),
        (
            ["--system", "cell", "--system", "CELL-FREE"],
            lambda s: s["system"] in ("cell", "cell-free"),
        ),
        (["--design", "controlled"], lambda s: s["design"] == "controlled"),
        (
            ["--read", "full", "--read", "By its title, or little more"],
            lambda s: s["read"] in ("full", "title"),
        ),
        (["--language", "ru"], lambda s: s["language"] == "ru"),
        (["--language", "Russian"], lambda s: s["language"] == "ru"),
        (
            ["--result", "no-difference", "--result", "mixed"],
            lambda s: any(b["result"] in ("no-difference", "mixed") for b in s["bears_on"]),
        ),
        (["--year", "2007"], lambda s: s["year"] == 2007),
        (["--year", "2006-2010"], lambda s: s["year"] and 2006 <= s["year"] <= 2010),
        (["--year", "2020-"], lambda s: s["year"] and s["year"] >= 2020),
        (["--year=-1999"], lambda s: s["year"] and s["year"] <= 1999),
        (["--effect", "pain"], lambda s: any(b["effect"] == "pain" for b in s["bears_on"])),
        (["--mechanism", "bdnf"], lambda s: any(b["mechanism"] == "bdnf" for b in s["bears_on"])),
        (
            ["--claim", "memory-performance"],
            lambda s: any(b["claim"] == "memory-performance" for b in s["bears_on"]),
        ),
        (
            ["--effect", "pain", "--result", "favours"],
            lambda s: any(
                b["effect"] == "pain" and b["result"] == "favours" for b in s["bears_on"]
            ),
        ),
        (
            ["--claim", "memory-performance", "--result", "Result unclear"],
            lambda s: any(
                b["claim"] == "memory-performance" and b["result"] == "unclear"
                for b in s["bears_on"]
            ),
        ),
        (
            ["memory-performance", "--result", "unclear"],  # whatever they found on other things
            lambda s: any(
                b["claim"] == "memory-performance" and b["result"] == "unclear"
                for b in s["bears_on"]
            ),
        ),
        (["--system", "people"], lambda s: s["system"] == "human"),
        (["--design", "laboratory work"], lambda s: s["design"] == "preclinical"),
        (
            ["--system", "human", "--effect", "memory", "--language", "en", "--year", "2018-"],
            lambda s: s["id"] in ("lebedeva-2018", "panikratova-2020"),
        ),
    ],
)
def test_a_filter_lists_what_passes_it_and_nothing_else(semax, args, passes):
    """Repeating a filter widens it, different ones must all be met."""
    everything = items(semax("studies", "--json"))
    expected = {study["id"] for study in everything if passes(study)}

    assert 0 < len(expected) < len(everything)
    assert set(ids(semax("studies", "--json", *args))) == expected


def test_a_spreadsheet_has_what_was_found_in_a_column(semax, live):
    """And not only in nested records."""
    lines = semax("studies", "--format", "csv", "--fields", "id,found").out.splitlines()

    assert next(line for line in lines if line.startswith("gusev-2018,")).split(",")[1] == (
        "favours; unclear"
    )


def test_what_was_found_is_shown_of_what_was_asked_for(semax, live):
    """A study that favours one claim and not another shows, and cites, what it found on this."""
    (row,) = (line for line in semax("studies", "stroke").out.splitlines() if "gusev-2018" in line)
    cited = semax("cite", "stroke-recovery", "--result", "favours").out

    assert row.split()[:4] == ["gusev-2018", "people", "110", "?"]
    assert "Found, on what was asked for:" in squeezed(semax("studies", "stroke").out)
    assert "Found, on anything:" in squeezed(semax("studies").out)
    assert "different stages of ischemic stroke" not in squeezed(cited)


@pytest.mark.parametrize("key", ["id", "year", "title", "n"])
@pytest.mark.parametrize("reverse", [[], ["--reverse"]], ids=["up", "down"])
def test_studies_sort_by_any_key_with_unknown_values_last(semax, key, reverse):
    """Downwards as well: an unknown number is not the largest one."""
    values = [item[key] for item in items(semax("studies", "--json", "--sort", key, *reverse))]

    known = [v.lower() if isinstance(v, str) else v for v in values if v is not None]
    assert known == sorted(known, reverse=bool(reverse))
    assert None not in values[: len(known)]


def test_people_come_first_where_nothing_else_is_asked_for(semax):
    """And within them the oldest."""
    shown = [(s["system"], s["year"] or 9999) for s in items(semax("studies", "--json"))]
    people = [year for system, year in shown if system == "human"]

    assert [system for system, _ in shown[: len(people)]] == ["human"] * len(people)
    assert people == sorted(people)


def test_nothing_found_is_done(semax):
    """An empty list is an answer, and says so in the table."""
    assert items(semax("studies", "--json", "--year", "1901")) == []
    done = semax("studies", "--year", "1901")
    assert done.code == 0
    assert "No study passes this filter." in done.out


def test_why_takes_all_claims_of_an_effect(semax):
    """As if each had been named."""
    (effect,) = items(semax("effects", "memory", "--json"))

    assert ids(semax("why", "--effect", "memory", "--json")) == [c["id"] for c in effect["claims"]]
    assert semax("why", "--effect", "memroy").code == 3


def test_who_looks_for_harm_is_told_where_it_is(semax):
    """What is reported on safety is no result on a claim."""
    assert "semax safety" in semax("studies", "--result", "harm", "--effect", "pain").out


@pytest.mark.parametrize("asked", ["no", "independent"])
def test_independence_can_be_asked_for(semax, asked):
    """By the code or by the word that is shown, for a list and for references."""
    listed = items(semax("studies", "--tie", asked, "--json"))
    cited = json.loads(semax("cite", "--tie", asked, "--format", "csl-json").out)

    assert listed
    assert {study["developer_tie"] for study in listed} == {"no"}
    assert {entry["id"] for entry in cited} <= {study["id"] for study in listed}


@pytest.mark.parametrize("result", ["no-difference", "harm"])
def test_null_results_and_harm_come_with_what_the_filter_leaves_out(semax, result):
    """One account alone is filed as unclear, and a worse measure among others as mixed."""
    assert (
        "What one account alone tells is filed as result unclear"
        in semax("studies", "--result", result).out
    )
    assert "What one account alone" not in semax("studies", "--result", "favours").out
