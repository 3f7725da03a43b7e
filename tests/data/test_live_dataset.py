"""The dataset that comes with semax: every record on its own, and the whole against its rules.

What any dataset must fulfil is tested in test_rules.py.
"""

import json
import re
import tomllib
from dataclasses import fields, is_dataclass
from typing import get_args

import pytest
from helpers import (
    LIVE,
    ROOT,
    bundled,
)

import semax_cli
from semax_cli.codes import Answer, PublicationKind
from semax_cli.data import lookup, validate
from semax_cli.records import Study

with bundled(LIVE):
    DATASET = semax_cli.load()
    CENSUS = {publication.pmid: publication for publication in semax_cli.census()}
    """PubMed's records on Semax, by PMID."""

LITERATURE = LIVE.with_name("literature.csv").read_text(encoding="utf-8")
CLAIMS = [(effect, claim) for effect in DATASET.effects for claim in effect.claims]
STUDIES = pytest.mark.parametrize("study", DATASET.studies, ids=lambda study: study.id)
LINKS = list(DATASET.links())

# Where the words are somebody else's: titles and names are quoted as they are.
QUOTED = {
    "given",
    "title",
    "title_original",
    "journal",
    "doi",
    "sources",
    "article_heading",
    "authors",
    "name",
    "value",
}
AMOUNT = re.compile(
    r"\b\d+(?:[.,]\d+)?\s?(?:mg|mcg|[µμ]g|ug|micrograms?|milligrams?|nmol|IU|ml|drops?)\b", re.I
)
ADVICE = re.compile(r"\b(?:dose|dosage|dosing|you should|we recommend|vendor|buy|price)", re.I)
BENEFIT = re.compile(
    r"\bsemax\s+(?:improves?|treats?|prevents?|cures?|heals?|boosts?|enhances?|protects?|reduces?"
    r"|increases?|relieves?|alleviates?|helps?)\b",
    re.I,
)


@pytest.mark.parametrize(
    "claim", [claim for _, claim in CLAIMS if claim.keywords], ids=lambda claim: claim.id
)
def test_every_keyword_leads_to_its_claim(claim):
    """None is shared with another claim, or is the id of something else."""
    for word in claim.keywords:
        assert [found for _, found in lookup.select_claims(DATASET, [word])] == [claim]


def texts(record, place=""):
    """Every text of our own in a record, with its place."""
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name in QUOTED:
            continue
        if isinstance(value, str):
            yield f"{place}.{field.name}", value
        elif is_dataclass(value):
            yield from texts(value, f"{place}.{field.name}")
        elif isinstance(value, tuple):
            for entry in filter(is_dataclass, value):
                yield from texts(entry, f"{place}.{field.name}[{getattr(entry, 'id', '')}]")


def records():
    """Each record of each list in the dataset, and each table, with its place."""
    for field in fields(DATASET):
        value = getattr(DATASET, field.name)
        if is_dataclass(value):
            yield field.name, value
        elif isinstance(value, tuple):
            yield from ((f"{field.name}[{record.id}]", record) for record in value)


RECORDS = dict(records())


def bare(title):
    """A title without what PubMed adds (brackets, full stop) and without regard to case."""
    return re.sub(r"\W+", " ", title).strip().lower()


# --------------------------------------------------------------------------------------- the whole


def test_the_dataset_passes_its_own_schema():
    """The read path does not validate the bundled file, so this does."""
    table = tomllib.loads(LIVE.read_text(encoding="utf-8"))

    assert validate.check(table, "") == (DATASET, [])


def test_the_file_is_toml_1_0():
    """Python's own reader takes it, and reads the same as tomli."""
    import tomli

    text = (ROOT / "data" / "claims.toml").read_text(encoding="utf-8")

    assert tomllib.loads(text) == tomli.loads(text)


def test_the_article_is_there_whole():
    """Its seven effects, the fifteen outcomes claimed under them, and its four mechanisms."""
    assert [effect.id for effect in DATASET.effects] == [
        "neuroprotection",
        "memory",
        "cardiovascular",
        "stress",
        "neurogenesis",
        "pain",
        "adhd",
    ]
    assert [claim.id for _, claim in CLAIMS] == [
        "stroke-recovery",
        "cerebrovascular-insufficiency",
        "optic-nerve",
        "memory-performance",
        "default-mode-network",
        "infarct-protection",
        "cardiac-hypertrophy",
        "stress-behaviour",
        "stress-immunity",
        "stress-organs",
        "bdnf-increase",
        "neurogenesis-plasticity",
        "mood-anxiety",
        "pain-relief",
        "adhd-symptoms",
    ]
    assert [mechanism.id for mechanism in DATASET.mechanisms if mechanism.in_article] == [
        "bdnf",
        "enkephalin-breakdown",
        "oxidative-damage",
        "gene-expression",
    ]


def test_versions_are_dates():
    """The version of the data is the day of its last change."""
    edition = DATASET.dataset

    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", edition.updated)
    assert edition.version.startswith(edition.updated.replace("-", "."))


def test_the_warning_says_what_it_must():
    """No endorsement, no advice, and no leap from animals to people."""
    text = DATASET.warning.full

    for part in ("endorses nothing", "not medical advice", "not a finding in people", "doctor"):
        assert part in text


# -------------------------------------------------------------------------------- texts of our own


@pytest.mark.parametrize("record", RECORDS)
def test_no_text_gives_amounts_advice_or_unhedged_benefits(record):
    """No doses, no vendors, and Semax never simply does good."""
    found = [
        (place, match[0])
        for place, text in texts(RECORDS[record], record)
        for pattern in (AMOUNT, ADVICE, BENEFIT)
        for match in pattern.finditer(text)
    ]

    assert found == []


@pytest.mark.parametrize(("effect", "claim"), CLAIMS, ids=lambda record: record.id)
def test_a_claim_is_reported_and_not_made(effect, claim):
    """A claim reports what somebody says."""
    assert re.search(r"\b(?:(?:is|are) (?:said|reported)|the article implies)\b", claim.text)


@pytest.mark.parametrize("effect", DATASET.effects, ids=lambda effect: effect.id)
def test_an_effect_says_that_the_article_says_it(effect):
    """An effect's summary attributes what it reports."""
    assert effect.summary.startswith(("The article reports ", "The article says that "))


# ----------------------------------------------------------------------------------------- studies


@STUDIES
def test_a_study_is_as_pubmed_has_it(study):
    """Title, year and language, wherever PubMed's records on Semax hold its PMID."""
    publication = CENSUS.get(study.pmid)
    if publication is None:
        assert study.pmid is None or study.id in NOT_IN_CENSUS
        return

    assert bare(study.title) == bare(publication.title)
    assert study.year == publication.year
    assert study.language == publication.language
    assert study.journal == publication.journal
    if study.id not in SCREENED_OTHERWISE:
        assert publication.kind == study.system.replace("none", "comment")
    assert publication.about_semax == "yes" or study.id in MORE_THAN_SEMAX


NOT_IN_CENSUS = {"adan-1994", "bdnf-hypothesis-review"}
"""Studies with a PMID that the search for Semax does not find; their records say why."""


SCREENED_OTHERWISE = {
    # Not a study, and not known here to be about nobody.
    "nootropic-review-1997": "review",
    # A chemical analysis, which the census files under other work.
    "seized-preparations-2020": "other",
}
"""Studies that the census, judged by title, files under another kind than their system."""

MORE_THAN_SEMAX: set[str] = {"mouse-bdnf-2009"}
"""Studies whose title does not name Semax among the drugs it compares."""


def test_the_census_is_whole():
    """215 records, each once, screened in every field."""
    assert len(CENSUS) == LITERATURE.count("\n") - 1 == 215
    assert {publication.kind for publication in CENSUS.values()} == set(get_args(PublicationKind))
    assert {publication.about_semax for publication in CENSUS.values()} == set(get_args(Answer))
    assert all(1980 < publication.year <= 2026 for publication in CENSUS.values())
    for study_id, kind in SCREENED_OTHERWISE.items():
        (study,) = (s for s in DATASET.studies if s.id == study_id)
        assert CENSUS[study.pmid].kind == kind


def test_every_record_in_people_is_a_study():
    """All seventeen of the census, whatever they found."""
    human = {p.pmid for p in CENSUS.values() if p.kind == "human"}

    assert len(human) == 17
    assert human <= {study.pmid for study in DATASET.studies if study.system == "human"}


@pytest.mark.parametrize("wrong", DATASET.misreferences, ids=lambda wrong: wrong.id)
def test_a_wrong_reference_is_not_right_somewhere(wrong):
    """Its numbers are those of no study here and of no record of the census."""
    assert not set(wrong.pmids) & {study.pmid for study in DATASET.studies}
    assert not set(wrong.pmids) & set(CENSUS)
    assert not set(wrong.dois) & {study.doi for study in DATASET.studies}


@pytest.mark.parametrize("wrong", DATASET.misreferences, ids=lambda wrong: wrong.id)
def test_a_wrong_reference_leads_to_the_study_that_is_meant(semax, live, wrong):
    """By each of its numbers, or nowhere if none is meant."""
    for number in (*wrong.pmids, *wrong.dois):
        done = semax("study", "--json", "--id", number)
        assert [item["id"] for item in json.loads(done.out or '{"items": []}')["items"]] == (
            [wrong.study] if wrong.study else []
        )


@STUDIES
def test_a_study_with_a_pmid_names_pubmed_as_a_source(study):
    """So that a reader can check title, authors and year in one step."""
    if study.pmid:
        assert f"https://pubmed.ncbi.nlm.nih.gov/{study.pmid}/" in [
            source.address for source in study.sources
        ]


@STUDIES
def test_a_study_is_linked_from_somewhere_or_says_that_it_is_not(study):
    """Links resolve both ways; studies of what the article does not mention are in, and say so."""
    explanations = [e for effect in DATASET.effects for e in effect.explanations]
    linked = {link.evidence.study for link in LINKS}
    linked |= {s for record in explanations for s in record.studies}

    unlinked = "no claim rests on it" in f"{study.limitations} {study.record_note}".lower()
    safety = {s for entry in DATASET.safety for s in entry.studies}
    assert study.id in linked or unlinked or study.id in safety
    assert not (study.id in linked and unlinked)


@STUDIES
def test_a_study_is_consistent_with_itself(study):
    """Fields that depend on each other agree."""
    assert study.in_article == (study.article_match != "not-in-article")
    assert study.in_article == (study.article_note is not None)
    if study.system == "human":
        assert study.design != "preclinical"
    if study.system in ("animal", "cell", "cell-free"):
        assert study.design == "preclinical"
    if study.system == "none":
        assert study.design in ("proposal", "anecdote")
        assert study.n is None
        assert study.route is None


@STUDIES
def test_an_id_names_author_and_year_or_topic_and_year(study):
    """The year in an id is the year of the record, and the name is an author's if it looks so."""
    if study.year and (year := re.search(r"-((?:19|20)\d\d)\b", study.id)):
        assert int(year.group(1)) == study.year
    if not study.authors:
        assert study.id.split("-")[0].capitalize() not in KNOWN_AUTHORS


KNOWN_AUTHORS = {author.split()[0] for study in DATASET.studies for author in study.authors}


@STUDIES
def test_an_author_list_that_is_not_whole_says_so(study):
    """`et al.` ends it, and stands nowhere else."""
    assert "et al." not in study.authors[:-1]
    name = r"[A-Z][\w'-]+( [A-Z][a-z]+)?( [A-Z][A-Za-z]*)?|et al\."
    assert all(re.fullmatch(name, author) for author in study.authors)


@STUDIES
def test_nothing_in_animals_or_cells_is_direct_evidence_about_people(study):
    """Animals and test tubes never become people."""
    for link in LINKS:
        if link.evidence.study == study.id and study.system not in ("human",):
            assert link.evidence.directness == "indirect"


@STUDIES
def test_what_was_read_only_by_its_title_has_no_numbers(study: Study):
    """A record that says only a title was read does not know how many were studied."""
    if "Only PubMed's title could be read" in study.limitations:
        assert study.n is None
        assert study.read == "title"
        assert study.authors == ()


def test_all_evidence_of_the_developers_and_all_null_results_are_marked():
    """The dataset holds results that found nothing, and says who is tied to the developers."""
    assert {"no-difference", "mixed"} <= {link.evidence.result for link in LINKS}
    assert {"yes", "no", "unclear"} == {study.developer_tie for study in DATASET.studies}


# ------------------------------------------------------------------------------------ the coverage


def test_the_coverage_of_the_article_names_only_records_that_exist():
    """docs/article-coverage.md leads from each sentence to records."""
    text = (ROOT / "docs" / "article-coverage.md").read_text(encoding="utf-8")
    named = {
        i
        for row in re.findall(r"^\|[^|]+\|[^|]+\|(.+)\|$", text, re.M)
        for i in re.findall(r"`([\w-]+)`", row)
    }
    known = set(re.findall('^id = "(.*)"$', LIVE.read_text(encoding="utf-8"), re.M))

    assert named - known == {"article", "label"}


def test_everything_from_the_article_is_in_the_coverage():
    """What is marked as the article's can be traced to a sentence."""
    text = (ROOT / "docs" / "article-coverage.md").read_text(encoding="utf-8")
    records = [*DATASET.effects, *(claim for _, claim in CLAIMS)]
    records += [e for effect in DATASET.effects for e in effect.explanations]
    records += [entry for entry in (*DATASET.mechanisms, *DATASET.safety) if entry.in_article]
    records += [
        s
        for s in (*DATASET.substance.statements, *DATASET.article.caveats)
        if s.id != "no-papers-named"
    ]

    assert [record.id for record in records if f"`{record.id}`" not in text] == []


def test_what_an_abstract_is_silent_on_is_not_said_to_be_undone():
    """That needs the whole report, and none was read in full."""
    studies = {study.id: study for study in DATASET.studies if study.read != "full"}
    told = [(s.id, text) for s in studies.values() for text in (s.summary, s.limitations)]
    told += [(link.evidence.study, link.evidence.finding) for link in DATASET.links()]
    done = r"(?:studied|tested|measured|examined|counted|identified|assessed|compared)\b"
    undone = re.compile(rf"(?:was|were) not {done}|[Nn]either [^.]*(?<!what )(?:was|were) {done}")

    assert [(name, text) for name, text in told if name in studies and undone.search(text)] == []
