"""Where the law stands: countries by the names that people use."""

import pytest
from helpers import DATASET, items, squeezed


@pytest.mark.parametrize(
    ("asked", "country"),
    [
        ("russia", "Russia"),
        ("RUSSIA", "Russia"),
        ("us", "United States"),
        ("united-states", "United States"),
        ("United States", "United States"),
        ("scotland", "United Kingdom"),
    ],
)
def test_a_country_is_found_by_its_usual_names(semax, asked, country):
    """In any case, with or without a hyphen."""
    found = items(semax("legal", asked, "--json"))

    assert found
    assert all(country in status["jurisdiction"] for status in found)


def test_a_member_of_the_eu_leads_to_what_is_recorded_of_the_eu(semax, live):
    """Which is the nearest that there is, and is said to be."""
    (status,) = items(semax("legal", "germany", "--json"))

    assert status["jurisdiction"] == "European Union"
    assert "Nothing is recorded of “germany”" in semax("legal", "germany").out
    assert "Nothing is recorded of" not in semax("legal", "eu").out


def test_the_sources_are_offered_for_the_country_that_was_asked_for(semax):
    """Whose command can be typed as it stands."""
    assert "The sources: semax legal 'united states' --all" in semax("legal", "united states").out


def test_without_a_country_all_are_shown_with_what_they_cannot_answer(semax):
    """And under the country that each is about."""
    done = semax("legal")

    assert "It does not say whether somebody may buy" in squeezed(done.out)
    assert len(items(semax("legal", "--json"))) == len(DATASET.status)
    for status in DATASET.status:
        assert status.jurisdiction in done.out


def test_a_country_of_which_nothing_is_recorded_is_said_to_be_so(semax):
    """With those of which something is: that is not the same as legal there."""
    done = semax("legal", "mars")

    assert (done.code, done.out) == (3, "")
    assert 'Nothing is recorded on the law in "mars". Recorded: ' in done.err
    assert "Russia" in done.err


def test_questions_for_a_doctor_are_those_of_the_sheet(semax):
    """About the effect first, then what is always worth asking."""
    asked = [question["text"] for question in items(semax("questions", "memory", "--json"))]
    sheet = semax("report", "--effect", "memory").out

    assert len(asked) == 6
    assert all(text.replace("'", "&#39;") in sheet for text in asked)


def test_what_safety_says_of_a_claim_is_a_question_too(semax, live):
    """Whoever is anxious may be whom the leaflets rule out."""
    asked = [question["text"] for question in items(semax("questions", "anxiety", "--json"))]

    assert asked[0].startswith("Anxiety and depression: no test of it in people was found.")
    concerns = " ".join(text for text in asked if text.endswith("Does that concern me?"))
    assert "disorders with anxiety" in concerns
    assert "antidepressants" in concerns


def test_a_mistyped_country_is_guessed(semax):
    """As a mistyped id is."""
    done = semax("legal", "russian")

    assert done.code == 3
    assert "Did you mean Russia?" in done.err
