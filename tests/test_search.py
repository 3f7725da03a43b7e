"""Search: what is found, in which order, and how it is shown."""

import difflib
import shlex

import pytest
import tomli
from helpers import (
    DATASET,
    EXAMPLE,
    GOLDEN,
    LIVE,
    items,
)
from hypothesis import given
from hypothesis import strategies as st

import semax_cli
from semax_cli.codes import RecordKind
from semax_cli.search import MOST_SPELT, search
from semax_cli.topics import TOPICS


def found(text, **options):
    """The ids of what is found."""
    return [hit.id for hit in search(DATASET, text, **options).hits]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("stroke", "stroke-recovery"),
        ("memories", "memory-performance"),
        ("memmory", "memory-performance"),
        ("does it help with pain?", "pain-relief"),
        ("enkefalin", "enkephalin-breakdown"),
        ("atention", "attention-scores"),
        ("Default Mode Network", "default-mode-network"),
        ("10.1007/s10517-018-4234-3", "lebedeva-2018"),
        ("11517472", "gusev-1997"),
        ("Serdiuk", "serdiuk-2007"),
        ("дефолтная сеть", "lebedeva-2018"),
        ("https://pubmed.ncbi.nlm.nih.gov/11517472/", "gusev-1997"),
        ("PMID: 11517472", "gusev-1997"),
        ("does semax help memory", "memory-performance"),
        ("stroke,recovery", "stroke-recovery"),
        ("stroke/recovery", "stroke-recovery"),
    ],
)
def test_what_is_meant_comes_first(text, first):
    """Word forms, slips, questions, numbers, names and Russian lead to the record."""
    assert found(text)[0] == first


def test_people_come_before_animals():
    """A study of memory in people is not buried under those in rats."""
    studies = [hit for hit in search(DATASET, "memory").hits if hit.kind == "study"]

    assert studies[0].id == "kaplan-1996"


def test_numbers_are_never_guessed():
    """A PMID that differs in a digit is another paper."""
    assert found("PMID 12345678") == []


def test_nothing_is_like_a_word_of_which_questions_are_made():
    """Else a word that is spelt somewhat like "and" would find nearly everything."""
    assert len(found("ñandú")) < 10


def test_what_is_guessed_is_said_to_be(semax):
    """What does not hold the words themselves stands apart."""
    hits = items(semax("search", "atention", "--json"))
    shown = semax("search", "atention").out

    assert {hit["exact"] for hit in hits} == {False}
    assert shown.index("Guessed: ") < shown.index("semax why attention-scores")
    assert "Guessed: " not in semax("search", "kaplan-1996").out


@pytest.mark.parametrize(
    ("one", "other"), [("ischemic", "ischaemic"), ("randomized", "randomised")]
)
def test_british_and_american_spelling_find_the_same(one, other):
    """Titles use one, this dataset the other."""
    assert set(found(one)) == set(found(other)) != set()


@pytest.mark.parametrize("wrong", DATASET.misreferences, ids=lambda wrong: wrong.id)
def test_every_wrong_reference_is_found_with_what_is_wrong(semax, wrong):
    """By its own words and by its numbers, though there may be no study that is meant."""
    for text in (wrong.given, *wrong.pmids, *wrong.dois):
        (hit,) = (hit for hit in search(DATASET, text).hits if hit.id == wrong.id)
        assert hit.excerpt == wrong.problem
    shown = " ".join(semax("search", *wrong.given.split()).out.split())
    assert wrong.problem in shown


@pytest.mark.parametrize("kind", RecordKind.__args__)
def test_every_kind_of_record_is_found_and_leads_somewhere(semax, kind):
    """What a hit says to type next is a command that shows the record."""
    hits = [
        hit
        for text in ("article", "semax", "drug")
        for hit in items(semax("search", text, "--json", "--kind", kind))
        if hit["next"]
    ]

    if kind == "topic":  # no record, and asked for in other words
        hits = [hit for hit in items(semax("search", "is it legal", "--json")) if hit["next"]]
        assert hits[0]["id"] == "law"
        return
    assert {hit["kind"] for hit in hits} == {kind}
    for hit in hits[:3]:
        program, *args = hit["next"].split()
        done = semax(*args, COLUMNS="300")
        assert (program, done.code) == ("semax", 0)
        assert (hit["name"] if kind == "misreference" else hit["id"] or "") in done.out


def test_a_hit_says_who_was_tested():
    """An excerpt on animals must not be read as one on people."""
    systems = {study.id: study.system for study in DATASET.studies}

    for hit in search(DATASET, "memory").hits:
        if hit.kind == "study":
            assert hit.system == systems[hit.id]
        if hit.place.startswith("finding of "):
            assert hit.system == systems[hit.place.removeprefix("finding of ")]


def test_a_record_found_by_its_name_is_shown_by_what_it_says():
    """Not by a passage that happens to hold one of the words."""
    dataset = semax_cli.load(LIVE)
    (claim, *_) = search(dataset, "brain fog").hits
    (study, *_) = search(dataset, "kaplan 1996").hits

    assert (claim.id, claim.place) == ("memory-performance", "text")
    assert (study.id, study.place) == ("kaplan-1996", "summary")


def test_the_table_names_the_command_the_kind_and_the_place(semax):
    """And marks the words that match, where there is colour."""
    plain = semax("search", "stroke").out
    coloured = semax("search", "stroke", FORCE_COLOR="1", TERM="xterm").out

    assert "semax why stroke-recovery  claim · Recovery after stroke\n  text: " in plain
    assert "semax study --id gusev-1997  study in people · " in plain
    assert "\x1b[1;35mstroke\x1b[0m" in coloured


def test_more_words_find_less_and_some_words_are_better_than_nothing():
    """All words must be there; where no record has them all, some will do."""
    assert 0 < len(found("stroke rehabilitation")) < len(found("stroke"))
    some = found("stroke zebra")
    assert len(some) == 3
    assert set(some) <= set(found("stroke"))


def test_kinds_and_limit_narrow_it(semax):
    """The best of one kind."""
    everything = items(semax("search", "pain", "--json"))
    studies = [hit for hit in everything if hit["kind"] == "study"]

    assert items(semax("search", "pain", "--json", "--kind", "study", "-n", "1")) == studies[:1]
    assert len(studies) > 1
    assert f"1 of {len(studies)}," in semax("search", "pain", "--kind", "study", "-n", "1").out


def test_readers_are_shown_the_best_and_programs_all(semax, live):
    """And how to see the rest; who asks for a number gets it."""
    many = len(items(semax("search", "rats", "--json")))

    assert many > 30
    assert f"\nFound 20 of {many} (all: --limit {many})," in semax("search", "rats").out
    assert f"\nFound 30 of {many}, " in semax("search", "rats", "--limit", "30").out


def test_nothing_found_is_done(semax):
    """An empty list, and a hint for people: what is known of any medicine beside it."""
    assert items(semax("search", "xyzzy", "--json")) == []
    nothing = semax("search", "xyzzy").out
    assert "Nothing was found in this dataset" in nothing
    assert "If it is a medicine: semax safety" in nothing


def test_another_dataset_is_searched_without_the_census_that_is_not_its_own(semax, dataset_file):
    """PubMed's records on Semax do not belong to a dataset that tells of another search."""
    other = str(dataset_file("query = ", 'query = "something else"'))

    hits = items(semax("search", "rats", "--json", "--data", other))

    assert hits
    assert {hit["kind"] for hit in hits}.isdisjoint({"publication"})
    assert items(semax("literature", "--json", "--data", other)) == []
    assert "No census" in semax("literature", "--data", other).out


@pytest.mark.parametrize("place", ["Guinea-Bissau", "Åland", "Mars (the planet", "C++"])
def test_any_name_of_a_country_is_found_as_it_is_written(semax, dataset_file, place):
    """What is special in a pattern or in a shell too; what is suggested works as typed."""
    other = str(dataset_file("jurisdiction = ", f'jurisdiction = "{place}"'))

    done = semax("search", f"law in {place}", "--json", "--data", other)
    hits = [hit["next"] for hit in items(done) if hit["kind"] == "topic"]

    assert hits[0].startswith("semax legal")
    assert semax(*shlex.split(hits[0])[1:], "--data", other).code == 0


@given(st.text(max_size=40))
def test_no_text_is_an_error(text):
    """Quotes, operators and odd characters are words like any other."""
    for hit in search(DATASET, text).hits:
        assert all(match in f"{hit.excerpt} {hit.name}" for match in hit.matches)


@pytest.mark.parametrize("text", ["AND", "a OR", "NEAR(x)", "memory*", "^x:", '"x', "- x"])
def test_what_is_syntax_elsewhere_is_none_here(semax, text):
    """FTS5 has a language of its own, which nobody is expected to know."""
    assert semax("search", "--json", "--", text).code == 0


@pytest.mark.parametrize("text", ["", " ", '"', "*", "("])
def test_a_search_for_no_word_is_refused(semax, text):
    """It cannot mean everything."""
    done = semax("search", "--", text)

    assert (done.code, done.out) == (2, "")
    assert "semax search stroke" in done.err


QUESTIONS = tomli.loads((GOLDEN.parent / "questions.toml").read_text(encoding="utf-8"))
"""What people ask, with the command that must come first; "" for what is not covered."""


@pytest.mark.parametrize(("asked", "first"), QUESTIONS.items(), ids=list(QUESTIONS))
def test_questions_are_answered_as_people_ask_them(live, asked, first):
    """By a topic, a record or, where nothing is known, by nothing but at most three guesses."""
    hits = search(semax_cli.load(), asked).hits

    if first:
        assert hits[0].next == first
    else:
        assert len(hits) <= 3
        assert not any(hit.exact for hit in hits)


def test_there_are_questions_enough():
    """Sixty at least."""
    assert len(QUESTIONS) >= 60


def test_studies_with_a_known_result_come_before_patents_without(semax, live):
    """Who looks for stroke wants the trials first."""
    found = [hit["id"] for hit in items(semax("search", "stroke", "--json"))]

    assert max(map(found.index, ("shmonin-2018", "gusev-1997"))) < found.index("patent-ru2124365")


def test_a_long_text_costs_no_more_guesses_than_a_question(semax, monkeypatch):
    """Each guess compares a word with all that there are, which on a large file takes seconds."""
    guessed = set()

    def counted(word, *args, **kwargs):
        guessed.add(word)
        return []

    monkeypatch.setattr(difflib, "get_close_matches", counted)
    words = [f"zqxv{first}{second}zqxv" for first in "abcdefghij" for second in "abcdefghij"]

    assert semax("search", *words).code == 0
    assert 0 < len(guessed) <= MOST_SPELT


def test_without_words_all_of_a_kind_are_listed(semax):
    """Such as the wrong references, of which nobody knows which there are."""
    hits = items(semax("search", "--kind", "misreference", "--json"))

    assert len(hits) == len(DATASET.misreferences)
    assert {hit["kind"] for hit in hits} == {"misreference"}
    assert [hit["name"] for hit in hits] == [wrong.given for wrong in DATASET.misreferences]
    assert len(items(semax("search", "--kind", "claim", "--limit", "2", "--json"))) == 2


def test_without_words_all_topics_are_listed(semax):
    """Alone, or before the records of another kind."""
    topics = [topic.id for topic in TOPICS]

    assert [hit["id"] for hit in items(semax("search", "--kind", "topic", "--json"))] == topics
    both = items(semax("search", "--kind", "topic", "--kind", "effect", "--json"))
    assert [hit["id"] for hit in both] == [*topics, *(effect.id for effect in DATASET.effects)]
    assert "Doses and schedules are left out" in semax("search", "--kind", "topic").out


def test_of_a_kind_without_records_none_are_told_of(semax):
    """Instead of advice to try other words, where none were given."""
    done = semax("search", "--kind", "misreference", "--data", str(EXAMPLE))

    assert done.code == 0
    assert "This dataset has no record of this kind." in " ".join(done.out.split())


def test_wrong_references_are_a_topic(semax):
    """Whoever asks for them is led to the list."""
    first, *_ = items(semax("search", "wrong references", "--json"))

    assert first["next"] == "semax search --kind misreference"
