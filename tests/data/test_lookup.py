"""Looking things up: by ids, numbers, wrong numbers, and from a pipe."""

import json

import pytest
from helpers import (
    DATASET,
    EXAMPLE_TEXT,
    items,
    run,
)

from semax_cli._record import Record
from semax_cli.data import lookup
from semax_cli.errors import SemaxError
from semax_cli.records import Study

# -------------------------------------------------------------------------------------- looking up


@pytest.mark.parametrize(
    "key",
    [
        "lebedeva-2018",
        "LEBEDEVA-2018",
        "30225715",
        "PMID: 30225715",
        "https://pubmed.ncbi.nlm.nih.gov/30225715/",
        "10.1007/s10517-018-4234-3",
        "doi:10.1007/S10517-018-4234-3",
        "https://doi.org/10.1007/s10517-018-4234-3",
    ],
)
def test_a_study_is_found_by_any_identifier(semax, key):
    """Ids, PMIDs and DOIs, as people paste them."""
    assert [item["id"] for item in items(semax("study", "--json", "--id", key))] == [
        "lebedeva-2018"
    ]


@pytest.mark.parametrize(
    "wrong",
    [w for w in DATASET.misreferences if w.study and (w.pmids or w.dois)],
    ids=lambda w: w.id,
)
def test_a_wrong_reference_leads_to_the_right_study_and_says_so(semax, wrong):
    """Somebody who met it elsewhere finds out what is wrong with it."""
    for key in (*wrong.pmids, *wrong.dois):
        (found,) = items(semax("study", "--json", "--id", key))
        table = " ".join(semax("study", "--id", key).out.split())
        assert found["id"] == wrong.study
        assert wrong.id in [known["id"] for known in found["misreferences"]]
        assert f"Wrong reference: {wrong.given}. {wrong.problem}" in table


@pytest.mark.parametrize("asking", [["study", "--id"], ["studies"]], ids=" ".join)
@pytest.mark.parametrize("shown_as", ["json", "jsonl", "csv", "tsv"])
def test_a_wrong_number_is_told_beside_what_programs_read(semax, asking, shown_as):
    """On standard error, since the record that is found has another number."""
    done = semax(*asking, "9264351", "--format", shown_as)

    assert done.code == 0
    assert "gusev-1997" in done.out
    assert done.err.startswith("semax: Wrong reference: ")


def test_a_wrong_reference_to_nothing_is_explained(semax):
    """There is no study to lead to, so it is an unknown id, with the reason."""
    done = semax("study", "--id", "26329290")

    assert done.code == 3
    assert "None of them is among PubMed's records on Semax." in done.err


@pytest.mark.parametrize(
    ("args", "passes"),
    [
        (["--kind", "human"], lambda p: p["kind"] == "human"),
        (["--about-semax", "no"], lambda p: p["about_semax"] == "no"),
        (["--language", "Ukrainian"], lambda p: p["language"] == "uk"),
        (
            ["--year", "2020-", "--kind", "review"],
            lambda p: (p["year"] >= 2020) & (p["kind"] == "review"),
        ),
    ],
)
def test_literature_filters(semax, args, passes):
    """The census by kind, subject, language and year."""
    everything = items(semax("literature", "--json"))
    expected = {p["pmid"] for p in everything if passes(p)}

    assert 0 < len(expected) < len(everything)
    assert {p["pmid"] for p in items(semax("literature", "--json", *args))} == expected


def test_literature_says_first_what_there_is(semax):
    """The flow from search to use, then who was tested, languages, years and the search."""
    top = semax("literature", "--year", "1901").out

    for words in (
        "23 records",
        "Not about Semax",
        "records, each as a study",
        "7, of which PubMed files 1 as randomised",
        "Russian 12",
        "1986",
        "2026-09-13",
    ):
        assert words in top
    assert "No record passes this filter." in top


def test_literature_leads_to_the_studies(semax):
    """Records that are studies here say which."""
    studies = {s.pmid: s.id for s in DATASET.studies if s.pmid}

    for publication in items(semax("literature", "--json")):
        assert publication["study"] == studies.get(publication["pmid"])


@pytest.mark.parametrize("args", [[], ["--kind", "human"], ["--year", "1901"]], ids=str)
def test_literature_sums_up_the_flow_whatever_is_shown(semax, args):
    """As numbers that add up, for programs."""
    listed = items(semax("literature", "--json"))
    flow = json.loads(semax("literature", "--json", *args).out)["summary"]

    assert flow["found"] == len(listed) == flow["about"] + sum(flow["not_about"].values())
    assert flow["about"] == flow["used"] + sum(flow["not_used"].values())
    assert flow["used"] == sum(p["decision"] == "used" for p in listed)


@pytest.mark.parametrize("key", ["pmid", "year", "title", "journal"])
def test_literature_sorts(semax, key):
    """By any key, up and down."""
    up = [p[key] for p in items(semax("literature", "--json", "--sort", key))]
    down = [p[key] for p in items(semax("literature", "--json", "--sort", key, "--reverse"))]

    ordered = sorted(
        up, key=lambda v: int(v) if key == "pmid" else v.lower() if isinstance(v, str) else v
    )
    assert up == ordered
    assert down == ordered[::-1]


def test_several_studies_come_in_the_order_asked_for(semax):
    """Each once, with or without --id."""
    done = semax("study", "kost-2001", "--json", "--id", "gusev-1997", "--id", "11443939")

    assert [item["id"] for item in items(done)] == ["kost-2001", "gusev-1997"]


def test_ids_are_read_from_standard_input(semax):
    """`-` takes words from a also with the quotes that JSON leaves around them."""
    done = semax("study", "--json", "--id", "-", stdin='"gusev-1997",\n 11443939\n')

    assert [item["id"] for item in items(done)] == ["gusev-1997", "kost-2001"]


def test_prefixed_ids_are_read_from_standard_input(semax):
    """As pages print them, with a space after the colon."""
    done = semax("study", "--json", "--id", "-", stdin="PMID: 11517472\nPMCID: PMC0\n")

    assert (done.code, done.out) == (3, "")
    assert 'There is no study "PMCID:PMC0".' in done.err
    assert "11517472" not in done.err


def test_no_ids_on_standard_input_is_an_empty_list(semax):
    """A filter before it in the pipe may find nothing."""
    assert items(semax("study", "--json", "--id", "-")) == []
    assert semax("study", "--id", "-").code == 0


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["effects", "memry"], 'There is no effect "memry". Did you mean memory?'),
        (
            ["mechanisms", "stroke-recovery"],
            "Try `semax why stroke-recovery`, a claim of the effect neuroprotection.",
        ),
        (["mechanisms", "relayed"], "Try `semax why pain-receptors`, a claim of the effect pain."),
        (["effects", "bdnf"], "Try `semax mechanisms bdnf`."),
        (["mechanisms", "pain"], "Try `semax effects pain`."),
        (["effects", "gusev-1997"], "Try `semax study --id gusev-1997`."),
        (["why", "stroke-recovry"], "Did you mean stroke-recovery?"),
        (["why", "bdnf"], "Try `semax mechanisms bdnf`."),
        (["mechanisms", "bndf"], "Did you mean bdnf?"),
        (["study", "--id", "gusev-1979"], "gusev-1997"),
        (["study", "--id", "11517473"], "Did you mean 11517472"),
        (["studies", "--effect", "pian"], "Did you mean pain?"),
        (["questions", "stimulant"], "Try `semax safety interactions`."),
        (["cite", "dataset"], "Try `semax about`."),
        (["questions", "warfarin"], "Try `semax safety interactions`."),
        (
            ["study", "--id", "wrong-pmid-kaplan-1996"],
            "It is a wrong reference that circulates: `semax search wrong-pmid-kaplan-1996`.",
        ),
        (["studies", "--mechanism", "zzzzzz"], "`semax mechanisms` lists them all."),
    ],
)
def test_an_unknown_id_names_the_closest_and_exits_3(semax, args, message):
    """The message goes to standard error, and nothing to standard output."""
    done = semax(*args)

    assert (done.code, done.out) == (3, "")
    assert message in done.err


def test_all_unknown_ids_are_reported_at_once(semax):
    """One line each."""
    done = semax("study", "--id", "nobody-1900", "--id", "gusev-1997", "--id", "noone-1900")

    assert [line.split('"')[1] for line in done.err.splitlines()] == ["nobody-1900", "noone-1900"]


# --------------------------------------------------------------------------------- the wrong study


WRONG = """
[[misreferences]]
id = "wrong"
given = "a reference"
{name} = ["{key}"]
problem = "The number is another's."
study = "walker-2014"
sources = [{{ address = "article", kind = "other" }}]
"""


def test_a_number_that_is_right_for_a_study_leads_to_it(semax, example_file):
    """However many references give it for another."""
    key = 'id = "west-2011"'
    path = example_file((key, f'{key}\npmid = "123"'), added=WRONG.format(name="pmids", key="123"))

    (study,) = json.loads(semax("study", "--id", "123", "--json", "--data", path).out)["items"]
    assert study["id"] == "west-2011"


def test_a_citation_by_a_wrong_number_says_so(semax):
    """On standard error, since the citation itself is the right one."""
    done = semax("cite", "9264351", "--format", "bibtex")

    assert "@article{gusev-1997" in done.out
    assert done.err.startswith("semax: Wrong reference: ")


def test_a_doi_that_ends_in_a_slash_is_found(semax, example_file):
    """As it stands and as an address."""
    (doi,) = [line for line in EXAMPLE_TEXT.splitlines() if line.startswith("doi = ")]
    path = example_file((doi, 'doi = "10.9999/Abc/"'))
    for asked in ("10.9999/Abc/", "https://doi.org/10.9999/abc"):
        assert semax("study", "--id", asked, "--data", path).code == 0


@pytest.mark.parametrize(
    "asked",
    [
        "PMID 11517472",
        "pmid: 11517472",
        "https://pubmed.ncbi.nlm.nih.gov/11517472/?from_term=semax",
        "http://www.ncbi.nlm.nih.gov/pmc/articles/PMC9999999/",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC9999999/",
        "pmcid:PMC9999999",
        "doi: 10.1007/s10517-018-4234-3",
        "https://doi.org/10.1007%2Fs10517-018-4234-3",
        "info:doi/10.1007/s10517-018-4234-3",
        "<https://doi.org/10.1007/s10517-018-4234-3>.",
        "https://www.ncbi.nlm.nih.gov/pubmed/11517472",
        "http://www.ncbi.nlm.nih.gov/pubmed/?term=11517472",
        "https://pubmed.ncbi.nlm.nih.gov/11517472/#affiliation-1",
        "https://europepmc.org/article/MED/11517472",
        "europepmc.org/articles/PMC9999999/",
        "(PMID: 11517472)",
        "[11517472].",
        "“gusev-1997”,",
        "１１５１７４７２",
        "gusev–1997",
        "gu\u200bsev-1997",
        "PMID\u00a011517472",
    ],
)
def test_identifiers_are_found_as_people_paste_them(semax, asked):
    """From an address bar, a reference list or a page that was set in type."""
    assert semax("study", "--id", asked).code == 0


def test_ids_in_a_pipe_may_be_labelled_without_a_colon(semax):
    """As PubMed's own lists write them."""
    done = semax("study", "--json", "--id", "-", stdin="PMID 11517472\nPMID: 30225715;\n")

    assert [item["id"] for item in items(done)] == ["gusev-1997", "lebedeva-2018"]


def test_small_words_are_no_names_of_claims(semax):
    """A name that has "and" in it is not what was meant."""
    assert "a claim of" not in semax("effects", "and").err
    assert "`semax why bdnf-increase`" in semax("mechanisms", "bdnf-increase").err


# ------------------------------------------------------------------------------ many ids


def test_the_work_for_an_id_does_not_grow_with_the_records(monkeypatch):
    """Each is taken apart once or twice, however many wrong references circulate."""
    counted = []
    monkeypatch.setattr(lookup, "study_key", lambda text: counted.append(text) or text.lower())
    ids = [f"unknown-{number}" for number in range(1000)]

    with pytest.raises(SemaxError, match="And 980 more that are unknown"):
        lookup.select_studies_of(DATASET, [*ids, *ids])
    assert lookup.misreferences_for(DATASET, [*ids, *ids]) == []
    assert sum(text.startswith("unknown-") for text in counted) <= 3 * len(ids) + 100


def test_citing_compares_no_study_with_another(monkeypatch):
    """Ten thousand of ten thousand studies once took ten minutes."""
    compared = []
    monkeypatch.setattr(Record, "__eq__", lambda one, other: compared.append(one) or one is other)
    done = run("cite", *(study.id for study in DATASET.studies))

    assert done.code == 0
    assert [one for one in compared if isinstance(one, Study)] == []


def test_a_claim_or_its_word_stands_for_its_effect(semax):
    """A clinician asks for stroke; the article files it under neuroprotection."""
    for typed in ("stroke-recovery", "stroke"):
        assert "1. Recovery after stroke: how sure" in semax("questions", typed).out
        shown = semax("effects", typed).out
        assert shown.startswith("“stroke” is filed here under" if typed == "stroke" else "Claim: ")
        assert "Claim: Recovery after stroke  (stroke-recovery)\nWe are very uncertain" in shown
        assert "All claims of this effect (Protecting brain and nerves)" in shown
        assert "cerebrovascular-insufficiency" not in shown
    assert semax("effects", "brain").code == 3  # a word of claims of two effects


def test_a_word_that_no_claim_speaks_of_is_said_to_be_only_near_one(semax, live):
    """Nobody tested brain fog: it must not read as if a study of memory had."""
    said = "“brain fog” has no claim here. The nearest is Memory under demand"
    assert semax("effects", "brain fog").out.startswith(said)
    said = "“attention” is filed here under Memory under demand."
    assert semax("effects", "attention").out.startswith(said)


def test_questions_are_on_the_claim_that_was_asked_for(semax, live):
    """The effect that anxiety is filed under was tested in people, for another claim."""
    asked = semax("questions", "anxiety").out
    assert "1. Anxiety and depression: no test of it in people was found." in asked


def test_a_word_stands_for_the_only_claim_that_it_names(semax):
    """By its name or by a keyword, with or without quotes; "brain" is a word of three."""
    assert semax("why", "Anxiety").out == semax("why", "mood-anxiety").out
    assert semax("why", "brain fog").out == semax("why", "memory-performance").out
    assert items(semax("studies", "--claim", "focus", "--json")) == items(
        semax("studies", "--claim", "memory-performance", "--json")
    )
    assert semax("effects", "brain", "fog").out == semax("effects", "Brain fog").out
    assert "(memory-performance)" in semax("effects", "brain", "fog").out
    assert items(semax("studies", "brain", "fog", "--json")) == items(
        semax("studies", "--claim", "memory-performance", "--json")
    )
    assert semax("why", "brain").code == 3


def test_an_effect_stands_for_its_claims_and_for_what_bears_on_it(semax):
    """Whoever knows the effect only gets all of them."""
    assert semax("why", "memory").out == semax("why", "--effect", "memory").out
    assert items(semax("studies", "memory", "--json")) == items(
        semax("studies", "--effect", "memory", "--json")
    )


def test_a_study_names_the_statements_on_safety_that_rest_on_it(semax, live):
    """So that what no claim is about is not lost to programs."""
    (study,) = items(semax("study", "seized-preparations-2020", "--json"))

    assert study["bears_on"] == []
    assert "unknown-preparations" in study["safety"]


def test_a_record_of_pubmed_is_shown_whole_where_it_is_asked_for(semax):
    """With its journal and where to go on, and not after the flow of all records."""
    out = semax("literature", "11517472").out

    assert "Zh Nevrol Psikhiatr" in out
    assert "semax study --id gusev-1997" in out
    assert "https://pubmed.ncbi.nlm.nih.gov/11517472/" in out
    assert "Not about" not in out


def test_a_number_of_another_list_leads_there(semax, live):
    """A record of PubMed that is no study, and a study by its DOI among PubMed's records."""
    study = semax("study", "6455927")
    record = semax("literature", "10.1007/s10517-018-4234-3")

    assert (study.code, record.code) == (3, 3)
    assert "`semax literature 6455927`" in study.err
    assert "`semax study --id lebedeva-2018`" in record.err


def test_a_report_on_unknown_subjects_is_no_test_in_people_and_is_told(semax, live):
    """Nobody can say that nobody was tested where that is not known of a report."""
    (claim,) = items(semax("why", "adhd-symptoms", "--json"))

    assert claim["tested_in_people"] == "no"
    assert claim["reports_on_unknown"] == 1
    assert "Of 1 report it is not known who was tested." in " ".join(
        semax("why", "adhd-symptoms").out.split()
    )
