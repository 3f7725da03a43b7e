"""Where the live data says that it can be checked, and the codes that follow from a rule."""

from collections import defaultdict
from urllib.parse import urlsplit

import pytest
from helpers import LIVE, bundled

import semax_cli
from semax_cli.data.checks import records

with bundled(LIVE):
    DATASET = semax_cli.load()
    RETRACTIONS = {row.pmid: row.retraction for row in semax_cli.census(DATASET)}

# Sellers, spam, copies of other sites and pages written by machines, by a part of the address.
REFUSED = """
winstrol-cycle.review medixlife nootropicsbase shram.kiev.ua peptidemark peptidedocket
peptidemodel restorehealthconsulting trupeptide peptidefactcheck peptidesacademy talkdrugs
medx.it.com friendlywiki clateway profilbaru datadosen catalogapp drugfinder.ru peptidesdossier
artlife.rv.ua suppr.wilddata aging_wiki theTidesIndex rjpbr scribd.com icc-cricket
evidencepeptides titratelab williamkasel peptideswiki searchworks.jio booksci daneshyari peeref
medworm arxivlens acemap altmetric qxmd researcher.life legalsteroids nootralize allofpeptides
meddatax cricutcom semaxint
""".lower().split()
KINDS = {
    "pubmed.ncbi": "index",
    "pmc.ncbi": "index",
    "doi.org": "index",
    "fda.gov": "regulator",
    "wikipedia.org": "encyclopaedia",
    "patents.google": "patent",
}
"""Hosts whose kind is not a matter of judgement."""

SOURCES = [
    (path, record.address, record.kind)
    for path, record in records(DATASET)
    if path[0] != "misreferences" and hasattr(record, "address")
]
LINKS = list(DATASET.links())
STUDIES = {study.id: study for study in DATASET.studies}


def named(path):
    """A path as a short text, for a message."""
    return ".".join(map(str, path))


@pytest.mark.parametrize("host", REFUSED)
def test_no_source_is_a_seller_a_copy_or_a_machine(host):
    """Such pages are specimens among the wrong references, and nowhere else."""
    assert [named(path) for path, address, _ in SOURCES if host in address.lower()] == []


@pytest.mark.parametrize("host", KINDS)
def test_a_known_host_has_its_kind(host):
    """So that a reader sees PubMed called PubMed, and a regulator a regulator."""
    assert {kind for _, address, kind in SOURCES if host in address} <= {KINDS[host]}


def test_a_host_has_one_kind():
    """So that like pages are called alike, also where no rule says what they are."""
    kinds = defaultdict(set)
    for _, record in records(DATASET):
        if hasattr(record, "address"):
            kinds[urlsplit(record.address).netloc].add(record.kind)
    assert {host: found for host, found in kinds.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    "link", LINKS, ids=lambda link: f"{link.bears_on.id}-{link.evidence.study}"
)
def test_results_are_coded_by_the_rule(link):
    """Uncontrolled work and titles favour nothing (docs/data.md)."""
    study = STUDIES[link.evidence.study]
    if study.design == "uncontrolled" or study.read == "title":
        assert link.evidence.result == "unclear"


@pytest.mark.parametrize(
    "link", LINKS, ids=lambda link: f"{link.bears_on.id}-{link.evidence.study}"
)
def test_a_patent_is_no_direct_evidence(link):
    """It is written to claim a use (docs/data.md)."""
    kinds = {source.kind for source in STUDIES[link.evidence.study].sources}
    if "patent" in kinds:
        assert link.evidence.directness == "indirect"


@pytest.mark.parametrize("study", DATASET.studies, ids=lambda study: study.id)
def test_a_retraction_is_told_as_in_the_census(study):
    """`none` only where the census looked; what it found there is told here."""
    known = RETRACTIONS.get(study.pmid, "unchecked")
    assert study.retraction == ("none" if known == "none-known" else known)


@pytest.mark.parametrize("study", DATASET.studies, ids=lambda study: study.id)
def test_a_tie_that_is_left_open_has_a_reason(study):
    """Where the whole list of authors is known (docs/data.md)."""
    if study.authors and study.authors[-1] != "et al." and study.developer_tie == "unclear":
        assert "the tie open" in study.record_note


def test_reports_that_may_share_people_say_so_both_ways():
    """One of them alone would be found from one side only."""
    for study in DATASET.studies:
        for other in study.may_share_people_with:
            assert study.id in STUDIES[other].may_share_people_with


@pytest.mark.parametrize("study", DATASET.studies, ids=lambda study: study.id)
def test_metadata_alone_confirm_no_result(study):
    """Where only a title was read, the record is not confirmed."""
    if study.read == "title":
        assert study.confidence != "confirmed"
