"""`semax safety` with words: what of it is about them, and what is said where nothing is."""

import pytest
from helpers import DATASET, items, squeezed


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["pregnancy"], ["leaflet-contraindications"]),
        (["interactions"], ["interactions-possible"]),
        (["side", "effects"], ["side-effects-possible", "tolerability-in-one-trial"]),
        (["contraindication"], ["leaflet-contraindications"]),
        (["frequencies-unknown", "Interactions-Possible"], None),
        (["pregnant"], ["leaflet-contraindications"]),
        (["alcohol"], ["interactions-possible"]),
        (["ADHD", "medicine"], ["interactions-possible"]),
        (["adderall", "brain"], ["tolerability-in-one-trial", "interactions-possible"]),
        (
            ["take", "alcohol", "in", "pregnancy"],
            ["leaflet-contraindications", "interactions-possible"],
        ),
        (["pregnancy", "nonsense"], ["leaflet-contraindications"]),
        (["pregnancy brain"], ["leaflet-contraindications", "tolerability-in-one-trial"]),
    ],
    ids=str,
)
def test_words_choose_what_is_about_them(semax, words, found):
    """A word in a text, a kind, an id, another form of a word; each of several words by itself; a
    medicine leads to interactions as well.
    """
    shown = items(semax("safety", *words, "--json"))

    assert [entry["id"] for entry in shown] == (found or [word.lower() for word in words])


def test_what_was_asked_for_is_told_apart_from_what_is_near(semax):
    """And a medicine of which nothing is recorded is said to be that, not shown as harmless."""
    assert "What is recorded on “pregnancy”" in semax("safety", "pregnancy").out
    assert (
        "Nothing is recorded on “pregnant” in these words. The nearest"
        in semax("safety", "pregnant").out
    )
    assert "recorded on “pregnancy”; nothing on “zz”" in semax("safety", "pregnancy", "zz").out
    alcohol = semax("safety", "alcohol").out
    assert "Nothing is recorded on “alcohol”. What is recorded of interactions" in alcohol
    assert "what is not listed can happen all the same" in alcohol


@pytest.mark.parametrize(
    "name", ["lisdexamfetamine", "lisdexamphetamine", "Adderall", "ritalin", "amphetamine"]
)
def test_a_medicine_under_another_name_leads_to_what_is_recorded(semax, live, name):
    """A patient knows the brand, the records the substance."""
    assert [entry["id"] for entry in items(semax("safety", name, "--json"))] == [
        "amphetamine-in-rodents"
    ]


def test_what_else_is_recorded_stands_in_brief_beside_what_was_asked(semax, live):
    """Somebody who asks about a stimulant learns of psychosis and seizures too, and once only."""
    stimulant = squeezed(semax("safety", "stimulant").out)
    asked = squeezed(semax("safety", "contraindications").out)

    assert "Also recorded, in brief" in stimulant
    assert "acute psychosis" in stimulant
    assert "one in a history of seizures" in stimulant
    assert "bursts in the EEG" in stimulant
    assert "acute psychosis" not in asked  # but the statement in full


@pytest.mark.parametrize("name", ["ramipril", "betrixaban", "birth control", "lamotrigine"])
def test_a_medicine_of_which_nothing_is_recorded_brings_what_is_of_interactions(semax, live, name):
    """Told by its ending, or by its name; a word in common with another record is not enough."""
    kinds = {
        entry["id"]: entry["kind"] for entry in items(semax("safety", *name.split(), "--json"))
    }

    assert kinds["interactions-possible"] == "interaction"


def test_words_of_which_nothing_is_recorded_are_an_error(semax):
    """That says that this is not the same as safe."""
    done = semax("safety", "zebra stripes")

    assert (done.code, done.out) == (3, "")
    assert 'Nothing recorded on safety mentions "zebra stripes".' in done.err
    assert "what is not listed can happen all the same" in done.err


@pytest.mark.parametrize(
    "options", [[], ["--all"], ["--format", "csv"], ["--fields", "id"]], ids=str
)
def test_a_choice_of_safety_keeps_the_warning_and_the_options(semax, options):
    """In every format."""
    done = semax("safety", "interactions", *options)

    assert "interactions-possible" in done.out
    assert "side-effects-possible" not in done.out
    assert DATASET.warning.short[:20] in done.out or DATASET.warning.text[:20] in done.out


def test_search_leads_to_the_one_record(semax):
    """And that command works."""
    hits = items(semax("search", "hypersensitivity", "--json"))
    command = next(hit["next"] for hit in hits if hit["kind"] == "safety")

    assert command == "semax safety leaflet-contraindications"
    assert [entry["id"] for entry in items(semax(*command.split()[1:], "--json"))] == [
        "leaflet-contraindications"
    ]


def test_what_no_statement_names_is_not_said_to_be_recorded(semax, live):
    """A medicine under which a statement is only filed, and one that a statement names."""
    assert (
        "No statement names “apixaban”. What is filed under it" in semax("safety", "apixaban").out
    )
    assert "What is recorded on “heparin”" in semax("safety", "heparin").out


def test_a_specimen_is_told_from_a_source_by_programs(semax, live):
    """The pages that spread a wrong reference are named, and are no sources."""
    hits = items(semax("search", "--kind", "misreference", "--json"))
    kinds = {source["kind"] for hit in hits for source in hit["sources"]}

    assert "specimen" in kinds
    assert "other" not in kinds
