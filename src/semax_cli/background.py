"""The records of what stands around the claims: article, substance, law, safety, search."""

from collections.abc import Iterable

from semax_cli import codes
from semax_cli._record import Record, record


@record
class Notice(Record):
    """The non-endorsement warning that every output carries."""

    short: str
    """One line, at most 90 characters."""
    text: str
    """The warning in at most 230 characters."""
    full: str
    """The whole warning."""


@record
class DatasetInfo(Record):
    """Which edition of the data this is."""

    version: str
    """Calendar version of the data, such as 2026.11.23."""
    updated: str
    """Day of the last change, as YYYY-MM-DD."""
    licence: str
    """SPDX identifier of the licence of the data."""
    made: str | None = None
    """By whom the records were found, read and written, and who checked them."""


@record
class Source(Record):
    """Where a record can be checked."""

    address: str
    """Web address; `article` is the source article."""
    kind: codes.SourceKind
    """What kind of source it is."""


@record
class Statement(Record):
    """A statement, with who makes it."""

    id: str
    """Identifier, unique in the dataset."""
    text: str
    """The statement, in this dataset's own words."""
    sources: tuple[Source, ...]
    """Where the statement can be checked, the most primary source first."""
    confidence: codes.Confidence
    """How far the sources confirm the statement."""


@record
class Article(Record):
    """The article whose claims this dataset examines."""

    title: str
    """Its title."""
    provenance: str
    """What is known of where it comes from."""
    label: str
    """The heading under which it files the effects, quoted."""
    label_note: str
    """What this tool makes of that heading."""
    caveats: tuple[Statement, ...]
    """What the article itself says against relying on it."""


@record
class Identifier(Record):
    """A name or number under which the substance is registered somewhere."""

    name: str
    """Which kind of identifier."""
    value: str
    """The identifier."""
    note: str | None = None
    """What to beware of, such as a wrong value in circulation."""
    sources: tuple[Source, ...]
    """Where it can be checked."""
    confidence: codes.Confidence
    """How far the sources confirm it."""


@record
class Substance(Record):
    """The substance that all claims are about."""

    name: str
    """Its usual name."""
    summary: str
    """What it is, in one or two sentences."""
    safety: str | None = None
    """Whether it is known to be safe, in a sentence."""
    statements: tuple[Statement, ...]
    """Where it comes from, what it was made for and how it is used."""
    identifiers: tuple[Identifier, ...]
    """Names and numbers that identify it."""


@record
class Status(Record):
    """Where the law or a regulator stands."""

    id: str
    """Identifier, unique in the dataset."""
    jurisdiction: str
    """Country, region or body."""
    statement: str
    """What is known of the status there."""
    brief: str | None = None
    """The same in a few words for the summary; null where it does not belong there."""
    as_of: str | None = None
    """The day, month or year that the statement speaks of, as YYYY-MM-DD, YYYY-MM or YYYY."""
    sources: tuple[Source, ...]
    """Where it can be checked."""
    confidence: codes.Confidence
    """How far the sources confirm it."""


def countries_of(status: Status) -> list[str]:
    """The countries or bodies that a statement is about."""
    return [name.strip() for name in status.jurisdiction.split(",")]


def countries(statements: Iterable[Status]) -> list[str]:
    """The countries and bodies that statements are about, each once."""
    return list(dict.fromkeys(name for status in statements for name in countries_of(status)))


def country_argument(name: str) -> str:
    """A country or body as one word, as `semax legal` takes it."""
    return name.lower().replace(" ", "-")


@record
class Safety(Record):
    """One statement about safety."""

    id: str
    """Identifier, unique in the dataset."""
    kind: codes.SafetyKind
    """What kind of statement it is."""
    text: str
    """The statement."""
    brief: str | None = None
    """The same in a few words for the summary; null where it does not belong there."""
    keywords: tuple[str, ...] = ()
    """Other words by which readers ask for it."""
    in_article: bool = False
    """Whether the source article says it."""
    studies: tuple[str, ...] = ()
    """Ids of the studies that it rests on."""
    sources: tuple[Source, ...]
    """Where it can be checked."""
    confidence: codes.Confidence
    """How far the sources confirm it."""


@record
class Search(Record):
    """How the census was made."""

    database: str
    """What was searched."""
    query: str
    """With which words."""
    searched_on: str
    """When, as YYYY-MM-DD."""
    searched_by: str
    """By whom."""
    note: str
    """What to bear in mind about it."""
