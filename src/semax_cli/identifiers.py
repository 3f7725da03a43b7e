"""What identifies a paper: PMIDs, PMCIDs, DOIs and web addresses; recognising and writing them."""

import re
from collections.abc import Iterator
from urllib.parse import quote, unquote, urlsplit

from semax_cli.records import Study

# Patterns are texts, since compiling those that a command does not use would delay its start.
PMID = r"[1-9][0-9]{0,7}"
PMCID = r"PMC[1-9][0-9]*"
DOI = r"10\.[0-9]{4,9}/\S+"
"""The form that Crossref recommends, without its choice of characters: old DOIs hold "<"."""

# ------------------------------------------------------------------------------ recognising

_PREFIX = r"^(?:info:|urn:)?(?:doi|pmid|pmcid|pubmed(?: id)?)(?::\s*|\s+|/)"
_ADDRESS = (
    r"(?:https?://)?(?:www\.|m\.)?(?:(?:dx\.)?(doi)\.org/"
    r"|(?:pubmed\.ncbi\.nlm\.nih\.gov|pubmed\.gov|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed"
    r"|europepmc\.org/(?:article|abstract)/(?:med|pmc)"
    r"|(?:pmc\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pmc|europepmc\.org)/articles)"
    r"/(?:\?(?:term|list_uids)=)?)"
)
"""Addresses that contain an identifier: of a DOI (group 1), or of records of PubMed and of PMC.

PubMed's old ones too, and those of Europe PMC.
"""
_ENCLOSING = {"(": ")", "[": "]", "{": "}", "<": ">", '"': '"', "'": "'", "“": "”", "‘": "’"}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x2060, 0xFEFF])


def fold(text: str) -> str:
    """An id without regard to case and to space around it, as it may be pasted.

    Ligatures, letters of full width, other dashes and what cannot be seen become plain.
    """
    if not text.isascii():
        from unicodedata import normalize  # most ids are plain

        text = normalize("NFKC", text).translate(_DASHES | _INVISIBLE)
    return text.strip().lower()


def study_key(text: str) -> str:
    """The bare identifier in what people paste, such as ``PMID: 1`` or ``https://doi.org/10.1/x``.

    Returns:
        The PMID, PMCID, DOI or id, in lower case. Two texts with the same key mean the same study.
    """
    key = re.sub(_PREFIX, "", _bare(fold(text)))
    if not (address := re.match(_ADDRESS, key)):
        return key.rstrip("/")
    key = key[address.end() :]
    return unquote(key if address[1] else re.split("[/?#&]", key)[0]).rstrip("/")


def _bare(text: str) -> str:
    """A text without what encloses it, and without the punctuation that follows it."""
    for _ in range(3):  # as deep as anybody nests them
        text = _without_punctuation(text)
        if len(text) > 1 and _ENCLOSING.get(text[0]) == text[-1]:
            text = text[1:-1].strip()
    return text


def split_ids(text: str) -> list[str]:
    """The ids in a text from a pipe, separated by spaces, line breaks or commas.

    ``PMID: 1`` is one id. Quotes and brackets, as a list copied out of JSON has them, are removed.
    """
    joined = re.sub(r"(?i)\b(pmid|pmcid|doi):?[^\S\n]+", r"\1:", text)
    words = (word.strip("[]\"'") for word in re.split(r"[\s,]+", joined))
    return [word for word in words if word]


_USUAL_ADDRESS = r"https?://[A-Za-z0-9.-]+([/?#]\S*)?"


def is_address(text: str) -> bool:
    """Whether a text is a web address."""
    if re.fullmatch(_USUAL_ADDRESS, text):  # taking it apart takes longer
        return True
    try:
        return bool(re.fullmatch(r"https?://\S+", text) and urlsplit(text).hostname)
    except ValueError:  # such as a bracket that belongs to no IPv6 address
        return False


# An address or a DOI, up to a space or a character that would have to be encoded in an address;
# but DOIs, also as addresses, hold "<" and ">".
_DOI_IN_TEXT = r"10\.[0-9]{4,9}/[^\s\"“”]+"
_LINK = rf"https?://(?:dx\.)?doi\.org/{_DOI_IN_TEXT}|https?://[^\s<>\"“”]+|\b{_DOI_IN_TEXT}"
_NUMBER = rf"\b{PMID}\b"
_CLOSING = ".,;:!?'’"


def split_at_addresses(text: str, label: str = "") -> Iterator[tuple[str, str | None]]:
    """Split a text into pieces, each with the web address that it stands for, or None.

    Addresses and DOIs are recognised by their form. A PMID is a mere number, so only a ``label``
    that begins with "PMID" makes numbers links.
    """
    end = 0
    pattern = _NUMBER if label.lower().startswith("pmid") else _LINK
    for match in re.finditer(pattern, text):
        found = _without_punctuation(match[0])
        yield text[end : match.start()], None
        yield found, _address_of(found)
        end = match.start() + len(found)
    yield text[end:], None


def _address_of(found: str) -> str:
    if found.startswith("http"):
        return found.replace("<", "%3C").replace(">", "%3E")
    return doi_address(found) if found.startswith("10.") else pmid_address(found)


def _without_punctuation(found: str) -> str:
    """A match without the punctuation that follows it in a sentence."""
    unopened = {mark: found.count(mark) - found.count(opening) for opening, mark in ("()", "<>")}
    end = len(found)
    while end and (found[end - 1] in _CLOSING or unopened.get(found[end - 1], 0) > 0):
        end -= 1
        if found[end] in unopened:
            unopened[found[end]] -= 1
    return found[:end]


# ---------------------------------------------------------------------------------- writing


def encoded(address: str) -> str:
    """An address in which every character is allowed: https://www.rfc-editor.org/rfc/rfc3986."""
    return quote(address, safe="%:/?#[]@!$&'()*+,;=~")


def doi_address(doi: str) -> str:
    """Where a DOI leads. It may hold any character, such as "<" in those of older journals."""
    return f"https://doi.org/{quote(doi, safe='/:;(),')}"


def pmid_address(pmid: str) -> str:
    """The page of a PubMed record."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{quote(pmid)}/"


def paper_address(study: Study) -> str | None:
    """Where to read a study: the paper itself, else PubMed's record of it, else a source."""
    return doi_address(study.doi) if study.doi else record_address(study)


def record_address(study: Study) -> str | None:
    """Where to check what a study is: PubMed, else a source."""
    if study.pmid:
        return pmid_address(study.pmid)
    return next((s.address for s in study.sources if is_address(s.address)), None)


def addresses_of(study: Study) -> list[str]:
    """All addresses of a study, each once however it is written, its DOI and PMID first."""
    own = [doi_address(study.doi)] if study.doi else []
    own += [pmid_address(study.pmid)] if study.pmid else []
    own_sources = (s.address for s in study.sources if is_address(s.address))
    by_key = {study_key(address): address for address in (*own_sources, *own)}
    return sorted(by_key.values(), key=lambda address: address not in own)


def address_label(address: str) -> str:
    """What to call an address: the identifier in it, else its host."""
    key = study_key(address)
    if key.isdecimal():
        return f"PMID {key}"
    if key.startswith("10."):
        return f"DOI {key}"
    return urlsplit(address).hostname or address
