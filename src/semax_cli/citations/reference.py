"""A study as a reference, before any format."""

import re
from typing import Any, NamedTuple

from semax_cli import labels
from semax_cli.background import Notice
from semax_cli.identifiers import record_address
from semax_cli.records import Study

# Initials as PubMed writes them, some of them two letters of a transliterated one: GN, EYu, LTs.
_INITIALS = re.compile(r"(?:[^\W\d_a-z][a-z]?(?:-?)){1,4}")
_SUFFIX = re.compile(r"Jr|Sr|2nd|3rd|4th|II|III|IV", re.IGNORECASE)
_GROUP = re.compile(
    r"\b(?:academy|agency|association|board|cent(?:er|re)|collabor\w+|college|commission|"
    r"committee|consortium|council|department|foundation|group|initiative|institut\w+|"
    r"investigators|ministry|network|office|organi[sz]ation|registry|service|society|study|"
    r"team|trial\w*|union|university)\b",
    re.IGNORECASE,
)
"""Words of groups, whose names have no initials, however they end."""
_MORE = "et al."


class Author(NamedTuple):
    """An author; ``given`` is None where the sources give no initials."""

    family: str
    given: str | None = None
    """Initials, such as ``E. Yu.``"""
    suffix: str | None = None
    """Such as ``Jr``."""


class Reference(NamedTuple):
    """A study as it is cited. Fields as in ``Study``; None means not known."""

    id: str
    authors: tuple[Author, ...]
    incomplete: bool
    """Whether there are authors that are not named here."""
    title: str
    title_original: str | None
    year: int | None
    journal: str | None
    volume: str | None
    issue: str | None
    pages: str | None
    pmid: str | None
    doi: str | None
    pmcid: str | None
    language: str | None
    url: str | None
    """Where the record can be checked: PubMed, if it is there."""
    remarks: tuple[str, ...]
    """What a reader of the reference has to know that has no field of its own."""
    read: str
    """How far the study was read here, as a sentence."""
    warning: Notice

    @property
    def published(self) -> bool:
        """Whether it is known to have been published in a journal, even if not in which."""
        return any((self.journal, self.volume, self.issue, self.pmid, self.doi))

    @property
    def original(self) -> str | None:
        """The title in the original language, as a sentence for formats without a field for it."""
        return f"Original title: {self.title_original}." if self.title_original else None

    @property
    def unnamed(self) -> str | None:
        """A sentence that authors are missing, for formats that cannot say "and others"."""
        return "The list of authors is not complete." if self.incomplete else None

    @property
    def note(self) -> str:
        """The remarks, and what no style should print of a paper."""
        return " ".join((*self.remarks, self.annotation))

    @property
    def annotation(self) -> str:
        """The short warning, and how far the study was read here."""
        return f"{self.warning.short} {self.read}"


def reference(study: Study, warning: Notice) -> Reference:
    """A study as a reference, in which no text has a line break."""
    names = [name for name in study.authors if name != _MORE]
    found = Reference(
        id=study.id,
        authors=tuple(map(_author, names)),
        incomplete=len(names) < len(study.authors),
        title=study.title,
        title_original=study.title_original,
        year=study.year,
        journal=study.journal,
        volume=study.volume,
        issue=study.issue,
        pages=study.pages,
        pmid=study.pmid,
        doi=study.doi,
        pmcid=study.pmcid,
        language=study.language,
        url=record_address(study),
        remarks=tuple(_remarks(study)),
        read=labels.how_read(study),
        warning=warning,
    )
    return Reference(*map(_on_one_line, found))


def _on_one_line(value: Any) -> Any:
    """A value without line breaks, which would begin a new field in some formats."""
    if isinstance(value, str):
        return " ".join(line.strip() for line in value.splitlines())
    if isinstance(value, Author):
        return Author(*map(_on_one_line, value))
    return tuple(map(_on_one_line, value)) if isinstance(value, tuple) else value


def _author(name: str) -> Author:
    """A name as PubMed writes it, ``Family AB Jr``, taken apart; a group's stays whole."""
    words, suffix = name.split(), None
    if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) and _INITIALS.fullmatch(words[-2]):
        *words, suffix = words
    if len(words) < 2 or not _INITIALS.fullmatch(words[-1]) or _GROUP.search(name):
        return Author(name)
    initials = re.findall(r"[^\W\d_a-z][a-z]?", words[-1])
    return Author(" ".join(words[:-1]), " ".join(f"{i}." for i in initials), suffix)


def _remarks(study: Study) -> list[str]:
    remarks = []
    if not study.authors:
        remarks.append("Authors not confirmed.")
    if study.retraction in ("retracted", "concern"):
        remarks.append(f"{labels.RETRACTION[study.retraction]}.")
    return remarks


_RANGE = re.compile(r"\s*([A-Za-z]{0,3}\d+)\s*[-\u2010-\u2015\u2212]+\s*([A-Za-z]{0,3}\d+)\s*")


def page_range(text: str) -> tuple[str, str] | None:
    """The first and the last page of one range, its end written out: ``2353-62`` ends at 2362.

    Anything else, such as an article number, several ranges or an open end, is None.
    """
    if not (found := _RANGE.fullmatch(text)):
        return None
    first, last = found.groups()
    if first.isdecimal() and last.isdecimal() and len(last) < len(first):
        last = first[: -len(last)] + last
    return first, last
