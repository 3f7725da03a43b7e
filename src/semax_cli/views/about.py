"""`semax about`: what the substance is, its legal status, and what this tool rests on."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from semax_cli import __version__, labels
from semax_cli.background import Article, Identifier, Statement, Status, Substance
from semax_cli.data.making import Making, making
from semax_cli.document import Block, Entry, Facts, Heading, Prose
from semax_cli.records import Dataset
from semax_cli.view import Shape, View, make_view, plain
from semax_cli.views import method, sources


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
    making: Making
    """How the data were made."""
    to_cite: str
    """How the dataset may be cited; the studies have references of their own."""


ITEM = Shape((About,))


def view(dataset: Dataset, everything: bool = False) -> View:
    """What the substance is, its legal status, and the article and data that this tool rests on."""
    info = dataset.dataset
    edition = Edition(dataset.schema_version, info.version, info.updated, info.licence)
    found = About(
        substance=dataset.substance,
        status=dataset.status,
        article=dataset.article,
        edition=edition,
        making=making(dataset),
        to_cite=_citation(dataset),
    )
    return make_view("about", dataset, [found], plain, ITEM, lambda: _blocks(dataset, everything))


def _blocks(dataset: Dataset, everything: bool) -> Iterator[Block]:
    substance, article = dataset.substance, dataset.article
    yield Heading(substance.name)
    yield Prose(substance.summary)
    yield Heading("How the data were made", level=2)
    yield from how_made(making(dataset))
    yield Prose(f"A fixed rule computes each certainty. {method.agreement()}")
    yield Heading(f"What is said of {substance.name}", level=2)
    yield from _statements(substance.statements, everything)
    yield Heading("Names and numbers", level=2)
    if not substance.identifiers:
        yield Prose("Nothing is recorded.")
    elif everything:
        yield from map(_identifier, substance.identifiers)
    else:
        yield Facts(tuple((each.name, each.value) for each in substance.identifiers))
    yield Heading("The article", level=2)
    yield Prose(
        f"“{article.title}”. {article.provenance} It files the effects under “{article.label}”. "
        f"{article.label_note}"
    )
    if everything:
        yield from _statements(article.caveats, everything)
    yield Heading("The data", level=2)
    edition = dataset.dataset
    yield Facts(
        (
            ("Version", edition.version),
            ("Updated", edition.updated),
            ("Licence", edition.licence),
            ("Schema", str(dataset.schema_version)),
            ("To cite", _citation(dataset)),
        )
    )
    if not everything:
        yield Prose("Sources, notes and the article's caveats: semax about --all")


def _citation(dataset: Dataset) -> str:
    """A reference to the dataset, with what it does not replace."""
    edition = dataset.dataset
    return (
        f"{dataset.substance.name}: claims and evidence. Dataset, version {edition.version} of "
        f"{edition.updated}. Read with semax-cli {__version__} (the semax-cli authors). What a "
        "study found is to be cited from the study (semax cite)"
    )


def _identifier(identifier: Identifier) -> Entry:
    """A name or number, with what to beware of and where it can be checked."""
    title, note = f"{identifier.name}: {identifier.value}", identifier.note or ""
    return sources.sourced(title, (), note, identifier.sources, identifier.confidence)


def how_made(made: Making) -> Iterator[Block]:
    """Who made the data from what, and how much of it is known."""
    read = ", ".join(
        f"{made.read.get(reading) or 'none'} {words}" for reading, words in labels.READING.items()
    )
    otherwise = (
        f", of which {made.found_otherwise} were found in other ways than by the search"
        if made.found_otherwise
        else ""
    )
    known, total = made.in_people, made.in_people.studies
    if made.made:
        yield Prose(made.made)
    yield Facts(
        (
            ("Searched", f"{made.database} only, on {made.searched_on}, by {made.searched_by}"),
            ("Studies", f"{made.studies}{otherwise}"),
            ("Read", read),
            (
                "Checked a second time",
                f"{made.checked} of {made.studies}, by programs, against what could be read",
            ),
            ("In people, size known", f"{known.size} of {total}"),
            ("Design known", f"{known.design} of {total}"),
            ("Risk of bias known", f"{known.risk_of_bias} of {total}"),
            ("Registration known", f"{known.registration} of {total}"),
        )
    )


def _statements(statements: Iterable[Statement], everything: bool) -> Iterator[Block]:
    for statement in statements:
        yield sources.sourced(
            statement.id,
            (),
            statement.text,
            statement.sources,
            statement.confidence,
            sources.how_many(everything),
        )
