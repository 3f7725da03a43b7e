"""What the views show: everything that is recorded, and what the rule computes of it."""

import json
import re

import pytest
from helpers import (
    DATASET,
    items,
    run,
    squeezed,
)

import semax_cli

EFFECTS = [effect.id for effect in DATASET.effects]


def test_effects_lists_the_seven(semax):
    """The article's seven effects, in its order, in the table and in JSON."""
    assert [item["id"] for item in items(semax("effects", "--json"))] == EFFECTS
    table = semax("effects").out
    assert [
        line.split()[0]
        for line in table.splitlines()
        if line.split()[:1] and line.split()[0] in EFFECTS
    ] == EFFECTS


def test_the_envelope_names_schema_edition_and_count(semax):
    """Every JSON output says what it is, and which edition of the data it shows."""
    envelope = json.loads(semax("mechanisms", "--json").out)

    assert list(envelope) == ["schema", "warning", "dataset", "count", "items"]
    assert envelope["schema"] == "semax.mechanisms/2"
    assert envelope["dataset"] == {
        "version": DATASET.dataset.version,
        "updated": DATASET.dataset.updated,
    }
    assert envelope["count"] == len(envelope["items"]) == len(DATASET.mechanisms)


def test_an_item_has_the_same_keys_everywhere(semax):
    """What is not known is null: no key comes and goes, between records or between commands."""
    listed = items(semax("studies", "--json"))
    shown = items(semax("study", "--json", "--id", "kaplan-1996"))

    assert len({tuple(item) for item in (*listed, *shown)}) == 1
    assert shown[0]["n"] is None
    assert shown[0]["pmid"] is None


def test_an_item_with_ids_is_the_item_of_the_listing(semax):
    """`semax effects pain` shows more to people, but the same object to programs."""
    (alone,) = items(semax("effects", "pain", "--json"))

    assert alone in items(semax("effects", "--json"))


def test_an_effect_brings_the_studies_it_rests_on(semax):
    """In JSON as whole records, in the table with who was tested in what."""
    (effect,) = items(semax("effects", "pain", "--json"))
    table = semax("effects", "pain").out

    ids = {study["id"] for study in effect["studies"]}
    assert ids == {e["study"] for claim in effect["claims"] for e in claim["evidence"]}
    assert all(study in table for study in ids)
    assert "In people\nNo study is known to be on people." in table


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        (["--system", "People"], ["--system", "human"]),
        (["--system", "test tube"], ["--system", "cell-free"]),
        (["--result", "no difference"], ["--result", "no-difference"]),
        (["--design", "laboratory work"], ["--design", "preclinical"]),
    ],
    ids=str,
)
def test_the_words_of_the_tables_can_be_typed(semax, shown, meant):
    """What somebody reads there is what they will try."""
    assert items(semax("studies", "--json", *shown)) == items(semax("studies", "--json", *meant))


def test_people_in_whom_something_else_was_measured_are_kept_apart(semax):
    """52 people had images taken of their brains: no test of memory, but one of the images."""
    (memory,) = items(semax("why", "memory-performance", "--json"))
    (network,) = items(semax("why", "default-mode-network", "--json"))
    (stroke,) = items(semax("why", "stroke-recovery", "--json"))

    assert (memory["people"], memory["people_on_claim"]) == (52, None)
    assert (network["people"], network["people_on_claim"]) == (52, 52)
    assert stroke["people"] == stroke["people_on_claim"] == 401
    (bdnf,) = items(semax("why", "bdnf-increase", "--json"))
    assert (bdnf["tested_in_people"], bdnf["people_on_claim"]) == ("surrogate-only", 0)
    assert re.search("Tested for the claim  *nobody", semax("why", bdnf["id"]).out)


def test_the_map_counts_what_is_not_on_it(semax):
    """A null result that no claim names is not passed over in silence, nor a report on nobody."""
    rows = items(semax("map", "--json"))
    shown = {of for row in rows for c in row["cells"].values() for of in c["studies"]}
    beside = {entry.study for effect in DATASET.effects for entry in effect.other_evidence}
    bearing = sum(len(claim.evidence) for _, claim in DATASET.claims())
    placed = sum(c["total"] for row in rows for c in row["cells"].values())

    counted = f"Not shown: {len(beside - shown)} not claimed, {bearing - placed} left out."
    assert counted in semax("map").out


def test_a_null_result_in_people_is_found_though_no_claim_names_its_outcome(semax):
    """It stands beside the claims of its effect, and counts for none of them."""
    found = items(semax("studies", "--json", "--system", "human", "--result", "no-difference"))
    (effect,) = items(semax("effects", "neuroprotection", "--json"))

    assert [study["id"] for study in found] == ["serdiuk-2007"]
    assert [entry["study"] for entry in effect["other_evidence"]] == ["serdiuk-2007"]
    assert "serdiuk-2007  no difference" in semax("effects", "neuroprotection").out


def test_people_come_first_and_animals_are_never_among_them(semax):
    """A record groups studies by who was tested, under headings that say so."""
    table = semax("effects", "memory").out

    people = table.index("In people")
    animals = table.index("In animals, which shows nothing certain about people")
    first = table.index("kaplan-1996  ")  # where the evidence begins, not among what to read first
    assert people < first < animals < table.index("manchenko-2010")


def test_why_lists_the_studies_and_tells_their_findings_only_if_asked(semax, live):
    """So that the steps stay in sight; those in animals are named by what they found."""
    brief, whole = (squeezed(semax("why", "stroke-recovery", *a).out) for a in ([], ["--all"]))
    (stroke,) = items(semax("why", "stroke-recovery", "--json"))
    animals = {study["id"] for study in stroke["studies"] if study["system"] == "animal"}

    assert len(animals) > 3
    for entry in stroke["evidence"]:
        assert entry["study"] in brief
        assert squeezed(entry["finding"]) not in brief
        assert squeezed(entry["finding"]) in whole
    number = sum(e["result"] == "favours" for e in stroke["evidence"] if e["study"] in animals)
    assert f"favours: {number} " in brief


def test_a_narrow_terminal_breaks_no_id_of_a_listed_study(semax, live):
    """It could not be copied."""
    assert "\nacute-stroke-companion " in semax("why", "stroke-recovery", COLUMNS="60").out


def test_what_stands_beside_the_claims_is_grouped_too(semax):
    """A study in people is not among those in rats."""
    shown = semax("effects", "neuroprotection").out
    beside = shown[shown.index("Beside the claims") :]

    assert beside.index("In people") < beside.index("serdiuk-2007")


def test_studies_are_counted_in_columns_of_their_own(semax):
    """The numbers of the first screen, for a spreadsheet."""
    rows = items(semax("effects", "--json"))
    table = semax("effects").out

    for row in rows:
        numbers = [row[f"studies_in_{tested}"] for tested in ("people", "animals", "cells")]
        shown = next(line for line in table.splitlines() if line.startswith(f"{row['id']} "))
        assert shown.split()[-3:] == [str(number or "none") for number in numbers]


def test_the_answer_on_a_claim_counts_the_results_and_doubts_them(semax, live):
    """That all results favour a claim is no answer without how many there are, and how good."""
    stroke = squeezed(semax("why", "stroke-recovery").out)
    nerve = squeezed(semax("why", "optic-nerve").out)

    assert "results, from 2 groups of people (some perhaps the same), are all in favour" in stroke
    assert "none is known to be randomised" in stroke
    assert "The known result, from one group of people, is in favour of the claim, but" in nerve


def test_numbers_of_people_that_may_overlap_are_a_range(semax, live):
    """The same in the facts and in the step of the rule that counts them."""
    shown = squeezed(semax("why", "stroke-recovery").out)

    assert "Tested for anything 291 to 401, since some may be counted twice" in shown
    assert "A result is known of 181 to 291 of these" in shown
    assert "Largest study shmonin-2018" in shown
    assert "At least 291 people: 181 (" in shown
    assert re.search(r"stroke-recovery .* 291-401\+ ", semax("why").out)


def test_the_studies_in_people_stand_before_the_steps(semax, live):
    """Who looks up a claim wants them first; those in animals come last."""
    shown = semax("why", "stroke-recovery").out

    assert shown.index("\nIn people\n") < shown.index("\nStep by step\n")
    assert shown.index("\nStep by step\n") < shown.index("\nIn animals, which")


def test_about_says_how_to_cite_the_dataset_and_how_far_the_rule_agrees_with_panels(semax):
    """For a writer who asks whether it can be trusted, and for programs."""
    (about,) = items(semax("about", "--json"))
    table = squeezed(semax("about").out)

    assert f"version {about['edition']['version']}" in about["to_cite"]
    assert squeezed(about["to_cite"]) in table
    assert "ratings that panels published" in table


def test_a_study_in_two_kinds_of_animal_names_both(semax, live):
    """Without the strains, which stand below."""
    assert "Tested in animals: rat and mouse." in semax("study", "amphetamine-2004").out


def test_about_safety_and_legal_show_everything_recorded(semax):
    """Nothing in these tables of the dataset is left out of the output."""
    about, safety, legal = (semax(name, "--all").out for name in ("about", "safety", "legal"))

    for statement in (*DATASET.substance.statements, *DATASET.article.caveats):
        assert statement.id in about
    for status in DATASET.status:
        assert status.id in legal
    for identifier in DATASET.substance.identifiers:
        assert identifier.value in about
    for entry in DATASET.safety:
        assert entry.id in safety


@pytest.mark.parametrize(
    "command",
    ["effects memory", "mechanisms bdnf", "study gusev-1997", "safety", "about", "legal us"],
)
def test_sources_are_shown_where_they_are_asked_for(semax, command):
    """They take room that the answer needs; a line says how to get them."""
    brief, whole = semax(*command.split()).out, semax(*command.split(), "--all").out

    assert "PubMed: https" not in brief
    assert "regulator: https" not in brief
    assert re.search(r"(PubMed|other page|DOI|publisher):\s*https", whole)
    assert "--all" in brief


def test_safety_opens_with_the_answer_and_what_is_recorded_in_brief(live):
    """Regulators first, on the first screen."""
    dataset = semax_cli.load()
    first = run("safety", COLUMNS="80").out[:1700]

    assert dataset.substance.safety
    assert " ".join(first.split()).index(dataset.substance.safety) < 40
    for entry in dataset.safety:
        if entry.brief:
            assert entry.brief in " ".join(first.split())
    kinds = [entry.kind for entry in dataset.safety if entry.brief]
    assert "regulator" in kinds
    assert first.index("Regulators") < first.index("Side effects")


COMPUTED = {
    "evidence_kind",
    "tested_in_people",
    "certainty",
    "best_case",
    "read_first",
    "direction",
    "people",
    "people_unknown",
    "people_on_claim",
    "gap",
    "label_check",
    "why",
}


def test_claims_carry_what_the_rule_computes_and_effects_carry_no_certainty(semax):
    """Nor do mechanisms, which have a kind of evidence."""
    effects = items(semax("effects", "--json"))
    mechanisms = items(semax("mechanisms", "--json"))

    for effect in effects:
        assert all(set(claim) >= COMPUTED for claim in effect["claims"])
        assert set(effect) & COMPUTED == set()
    for item in mechanisms:
        assert set(item) & COMPUTED == {"evidence_kind"}


def test_an_effect_tells_from_where_to_where_its_claims_reach(semax):
    """How many were tested in people, and the lowest and the highest certainty among these."""
    order = ["very-low", "low", "moderate", "high"]
    for effect in items(semax("effects", "--json")):
        levels = sorted(
            (c["certainty"] for c in effect["claims"] if c["certainty"]), key=order.index
        )
        assert effect["claims_tested_in_people"] == len(levels)
        assert effect["lowest_certainty"] == (levels[0] if levels else None)
        assert effect["highest_certainty"] == (levels[-1] if levels else None)
        (listed,) = (
            line
            for line in semax("effects", COLUMNS="200").out.splitlines()
            if line.startswith(f"{effect['id']} ")
        )
        assert f"{len(levels)} of {len(effect['claims'])}" in listed


@pytest.mark.parametrize("claim", [c.id for e in DATASET.effects for c in e.claims])
def test_why_says_the_same_as_effects(semax, claim):
    """One rule, wherever its result is shown; and the table names each study and step."""
    (why,) = items(semax("why", claim, "--json"))
    (effect,) = items(semax("effects", why["effect"], "--json"))
    table = semax("why", claim).out

    (listed,) = (c for c in effect["claims"] if c["id"] == claim)
    assert {name: why[name] for name in COMPUTED} == {name: listed[name] for name in COMPUTED}
    assert all(study["id"] in table for study in why["studies"])
    assert all(step["rule"] in table for step in why["why"])
    assert "What could change this" in table


WHO = {
    "human-surrogate": "people, surrogate measures only",
    "animal": "animals, not people",
    "in-vitro": "cells or test tube only",
    "none": "no study",
    "excluded": "retracted work only",
}
"""Who was tested, where there is no certainty about people."""

DIRECTIONS = {
    "favours": "what is known favours the claim",
    "mixed": "what is known is mixed",
    "unclear": "result unclear",
}
"""What goes with a certainty."""


@pytest.mark.parametrize("effect", EFFECTS)
def test_no_certainty_is_shown_without_its_direction(semax, effect):
    """Nor is there one where nobody was tested."""
    (item,) = items(semax("effects", effect, "--json"))
    table = semax("effects", effect, COLUMNS="200").out

    lines = [
        " ".join(line.split())
        for line in table.splitlines()
        if line.startswith(("Evidence  ", "Certainty about people"))
    ]
    for claim, kind, line in zip(item["claims"], lines[::2], lines[1::2], strict=True):
        if claim["certainty"] is None:
            assert kind == f"Evidence {WHO[claim['evidence_kind']]}"
            assert "not tested" in line
            assert claim["best_case"] is claim["direction"] is None
        else:
            level = claim["certainty"].replace("-", " ")
            assert f"{level}; {DIRECTIONS[claim['direction']]}" in line


def test_the_map_shows_every_counted_study_and_every_empty_cell(semax):
    """What is in no cell was left out by the rule, and empty cells say so."""
    (*claims,) = items(semax("map", "--json"))
    table = semax("map", COLUMNS="100").out

    assert len(claims) == len(list(DATASET.claims()))
    for claim in claims:
        (why,) = items(semax("why", claim["id"], "--json"))
        mapped = {study for cell in claim["cells"].values() for study in cell["studies"]}
        missing = {e["study"] for e in why["evidence"]} - mapped
        assert all(study in why["why"][0]["text"] for study in missing)
        (row,) = (line for line in table.splitlines() if line.startswith(claim["id"] + " "))
        assert row.count("none") == sum(cell["total"] == 0 for cell in claim["cells"].values())
