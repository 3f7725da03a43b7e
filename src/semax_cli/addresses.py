"""The web addresses that identifiers stand for. All of them begin with https."""

import re
from urllib.parse import quote, urlsplit

from semax_cli.records import Study

_USUAL = re.compile(r"https?://[A-Za-z0-9.-]+([/?#]\S*)?")


def is_one(text: str) -> bool:
    """Whether a text is a web address."""
    if _USUAL.fullmatch(text):  # taking it apart takes longer
        return True
    try:
        return bool(re.fullmatch(r"https?://\S+", text) and urlsplit(text).hostname)
    except ValueError:  # such as a bracket that belongs to no IPv6 address
        return False


def encoded(address: str) -> str:
    """An address with nothing in it that none may hold: https://www.rfc-editor.org/rfc/rfc3986."""
    return quote(address, safe="%:/?#[]@!$&'()*+,;=~")


def of_doi(doi: str) -> str:
    """Where a DOI leads; it may hold any character, such as "<" in those of older journals."""
    return f"https://doi.org/{quote(doi, safe='/:;(),')}"


def of_pmid(pmid: str) -> str:
    """The page of a PubMed record."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{quote(pmid)}/"


def of_study(study: Study) -> str | None:
    """Where to read a study: the paper itself, else PubMed's record of it, else a source."""
    if study.doi:
        return of_doi(study.doi)
    return of_record(study)


def of_record(study: Study) -> str | None:
    """Where to check what a study is: PubMed, else a source."""
    if study.pmid:
        return of_pmid(study.pmid)
    return next((source for source in study.sources if source.startswith("http")), None)
