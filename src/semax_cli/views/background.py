"""`semax about`, `semax safety` and `semax warning`: what stands around the claims."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from semax_cli.records import Article, Dataset, Notice, Safety, Statement, Status, Substance
from semax_cli.view import Block, Facts, Heading, Prose, Shape, View, make_view, plain
from semax_cli.views import words


class Edition(NamedTuple):
    """Which edition of the data it is."""

    schema_version: int
    """Version of the form of the dataset file."""
    version: str
    """Calendar version of the data."""
    updated: str
    """Day of the last change, as YYYY-MM-DD."""
    licence: str
    """SPDX identifier of the licence of the data."""


class About(NamedTuple):
    """What stands around the claims."""

    substance: Substance
    """The substance that all claims are about."""
    status: tuple[Status, ...]
    """Legal and regulatory status."""
    article: Article
    """The source article."""
    edition: Edition
    """Which edition of the data this is."""


ABOUT, SAFETY, WARNING = Shape((About,)), Shape((Safety,)), Shape((Notice,))


def about(dataset: Dataset) -> View:
    """What the substance is, its legal status, and the article and data that this tool rests on."""
    edition = Edition(dataset.schema_version, **plain(dataset.dataset))
    found = About(dataset.substance, dataset.status, dataset.article, edition)
    return make_view("about", dataset, [found], plain, ABOUT, lambda: _about(dataset))


def _about(dataset: Dataset) -> Iterator[Block]:
    substance, article = dataset.substance, dataset.article
    yield Heading(substance.name)
    yield Prose(substance.summary)
    yield from _statements(substance.statements)
    yield Heading("Names and numbers", level=2)
    for identifier in substance.identifiers:
        title = f"{identifier.name}: {identifier.value}"
        yield words.sourced(
            title, (), identifier.note or "", identifier.sources, identifier.confidence
        )
    if not substance.identifiers:
        yield Prose("Nothing is recorded.")
    yield Heading("Legal status", level=2)
    yield from legal_status(dataset)
    yield Heading("The article", level=2)
    yield Prose(
        f"“{article.title}”. {article.provenance} It files the effects under “{article.label}”. "
        f"{article.label_note}"
    )
    yield from _statements(article.caveats)
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


def legal_status(dataset: Dataset) -> Iterator[Block]:
    """Where the law and regulators stand, each with its date."""
    if not dataset.status:
        yield Prose("Nothing is recorded.")
    for status in dataset.status:
        when = f"as of {status.as_of}" if status.as_of else "date not known"
        about = (status.jurisdiction, when)
        yield words.sourced(status.id, about, status.statement, status.sources, status.confidence)


def _statements(statements: Iterable[Statement]) -> Iterator[Block]:
    for statement in statements:
        yield words.sourced(
            statement.id, (), statement.text, statement.sources, statement.confidence
        )


def safety(dataset: Dataset) -> View:
    """What is said about safety, by kind, with who says it."""
    return make_view("safety", dataset, dataset.safety, plain, SAFETY, lambda: _safety(dataset))


def _safety(dataset: Dataset) -> Iterator[Block]:
    yield Heading(f"What is said about the safety of {dataset.substance.name}")
    yield from statements_on_safety(dataset)


LITTLE = "Safety is not rated here, and what is not listed can happen all the same."


def statements_on_safety(dataset: Dataset) -> Iterator[Block]:
    """What is said about safety, by kind; that nothing is said of one is said."""
    yield Prose(LITTLE)
    for kind, heading in words.SAFETY.items():
        group = [entry for entry in dataset.safety if entry.kind == kind]
        yield Heading(heading, level=2)
        if not group:
            yield Prose("Nothing is recorded.")
        for entry in group:
            yield words.sourced(
                entry.id, entry.studies, entry.text, entry.sources, entry.confidence
            )


def warning(dataset: Dataset) -> View:
    """The warning itself."""
    return make_view("warning", dataset, [dataset.warning], plain, WARNING, tuple)
