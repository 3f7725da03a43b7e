"""`semax about`: what the substance is, its legal status, and what this tool rests on."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from semax_cli.document import Block, Facts, Heading, Prose
from semax_cli.records import Article, Dataset, Statement, Status, Substance
from semax_cli.view import Shape, View, make_view, plain
from semax_cli.views import evidence


class Edition(NamedTuple):
    """An edition of the data."""

    schema_version: int
    """Version of the form of the dataset file."""
    version: str
    """Calendar version of the data."""
    updated: str
    """Day of the last change, as YYYY-MM-DD."""
    licence: str
    """SPDX identifier of the licence of the data."""


class About(NamedTuple):
    """The background of the claims."""

    substance: Substance
    """The substance that all claims are about."""
    status: tuple[Status, ...]
    """Legal and regulatory status."""
    article: Article
    """The source article."""
    edition: Edition
    """Which edition of the data this is."""


ITEM = Shape((About,))


def view(dataset: Dataset, all_sources: bool = False) -> View:
    """What the substance is, its legal status, and the article and data that this tool rests on."""
    edition = Edition(dataset.schema_version, **plain(dataset.dataset))
    found = About(dataset.substance, dataset.status, dataset.article, edition)
    return make_view("about", dataset, [found], plain, ITEM, lambda: _blocks(dataset, all_sources))


def _blocks(dataset: Dataset, all_sources: bool) -> Iterator[Block]:
    substance, article = dataset.substance, dataset.article
    yield Heading(substance.name)
    yield Prose(substance.summary)
    yield from _statements(substance.statements, all_sources)
    yield Heading("Names and numbers", level=2)
    for identifier in substance.identifiers:
        title = f"{identifier.name}: {identifier.value}"
        yield evidence.sourced(
            title, (), identifier.note or "", identifier.sources, identifier.confidence, all_sources
        )
    if not substance.identifiers:
        yield Prose("Nothing is recorded.")
    yield Heading("Legal status", level=2)
    yield from legal_status(dataset, all_sources)
    yield Heading("The article", level=2)
    yield Prose(
        f"“{article.title}”. {article.provenance} It files the effects under “{article.label}”. "
        f"{article.label_note}"
    )
    yield from _statements(article.caveats, all_sources)
    yield Heading("The data", level=2)
    edition = dataset.dataset
    yield Facts(
        (
            ("Version", edition.version),
            ("Updated", edition.updated),
            ("Licence", edition.licence),
            ("Schema", str(dataset.schema_version)),
            ("Studies", str(len(dataset.studies))),
        )
    )


def legal_status(dataset: Dataset, all_sources: bool = False) -> Iterator[Block]:
    """Where the law and regulators stand, each with its date."""
    if not dataset.status:
        yield Prose("Nothing is recorded.")
    for status in dataset.status:
        when = f"as of {status.as_of}" if status.as_of else "date not known"
        about = (status.jurisdiction, when)
        yield evidence.sourced(
            status.id, about, status.statement, status.sources, status.confidence, all_sources
        )


def _statements(statements: Iterable[Statement], all_sources: bool) -> Iterator[Block]:
    for statement in statements:
        yield evidence.sourced(
            statement.id, (), statement.text, statement.sources, statement.confidence, all_sources
        )
