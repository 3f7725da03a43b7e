"""The addresses in a text, for the formats that can show a link."""

import re
from collections.abc import Iterator

from semax_cli import addresses

# An address or a DOI, up to a space or a character that would have to be encoded in an address.
_LINK = r"https?://[^\s<>\"“”]+|\b10\.[0-9]{4,9}/[^\s\"“”]+"
_PMID = r"\b[1-9][0-9]{0,7}\b"
_CLOSING = ".,;:!?'’"


def links(text: str, label: str = "") -> Iterator[tuple[str, str | None]]:
    """The text in pieces, each with the web address that it stands for, if it does.

    Addresses and DOIs are known by their form; PMIDs are mere numbers, so the label or the column
    has to say that they are.
    """
    end = 0
    pattern = _PMID if label.lower().startswith("pmid") else _LINK
    for match in re.finditer(pattern, text):
        found = _trimmed(match[0])
        yield text[end : match.start()], None
        yield found, _address(found)
        end = match.start() + len(found)
    yield text[end:], None


def _address(found: str) -> str:
    if found.startswith("http"):
        return found
    return addresses.of_doi(found) if found.startswith("10.") else addresses.of_pmid(found)


def _trimmed(found: str) -> str:
    """A match without the punctuation that follows it in a sentence."""
    end, unopened = len(found), found.count(")") - found.count("(")
    while end and (found[end - 1] in _CLOSING or (found[end - 1] == ")" and unopened > 0)):
        end -= 1
        unopened -= found[end] == ")"
    return found[:end]
