"""What search looks in: every record of a dataset, taken apart into passages of text."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, get_args

from semax_cli._record import text_fields
from semax_cli.background import Source
from semax_cli.codes import RecordKind, System
from semax_cli.data.census import Publication, census
from semax_cli.identifiers import pmid_address
from semax_cli.records import Dataset

NAMES = ("name", "title", "title_original", "given", "jurisdiction", "authors", "keywords")
NUMBERS = ("id", "pmid", "doi", "pmcid", "pmids", "dois", "value")
"""Fields that name or number a record: a word found there counts for more, but shows less."""

LINKS = ("study", "studies", "mechanism", "see_safety", "team", "cohort", "part_of")
"""Fields that name another record or a group of them; they say nothing of their own."""

NAMING = frozenset((*NAMES, *NUMBERS))
"""All of these."""

FINDING = "finding of "
"""Begins the name of a place that is a finding of a study, not a field of the record."""


class Passage(NamedTuple):
    """A text of a record; ``place`` and ``system`` as in ``search.Hit``."""

    place: str
    text: str
    system: System | None


class Document(NamedTuple):
    """A record to be indexed; fields as in ``search.Hit`` unless they say otherwise."""

    kind: RecordKind
    id: str | None
    name: str | None
    sources: tuple[Source, ...]
    next: str | None
    system: System | None
    """What it was done in, if it is a study or a publication."""
    result_known: bool
    """Whether it is a study of which any result is known."""
    passages: list[Passage]


class Reader:
    """Reads a dataset into documents."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.systems = {study.id: study.system for study in dataset.studies}
        links = (link.evidence for link in dataset.links())
        self.with_result = {found.study for found in links if found.result != "unclear"}

    def documents(self) -> Iterator[Document]:
        """Every record, with its texts and the command that shows it whole."""
        dataset = self.dataset
        for effect in dataset.effects:
            command = f"semax effects {effect.id}"
            yield self.document("effect", effect, command)
            for claim in effect.claims:
                yield self.document("claim", claim, f"semax why {claim.id}")
            for explanation in effect.explanations:
                yield self.document("explanation", explanation, command)
        for mechanism in dataset.mechanisms:
            yield self.document("mechanism", mechanism, f"semax mechanisms {mechanism.id}")
        for study in dataset.studies:
            yield self.document("study", study, f"semax study --id {study.id}")
        for safety in dataset.safety:
            yield self.document("safety", safety, f"semax safety {safety.id}")
        for status in dataset.status:
            yield self.document("status", status, "semax legal")
        substance = dataset.substance
        for record in (substance, *substance.statements):
            yield self.document("statement", record, "semax about")
        for record in (*substance.identifiers, *dataset.article.caveats):
            yield self.document("statement", record, "semax about --all")
        for wrong in dataset.misreferences:
            meant = f"semax study --id {wrong.study}" if wrong.study else None
            yield self.document("misreference", wrong, meant)
        known = {study.pmid for study in dataset.studies}
        for publication in census(dataset):
            if publication.pmid not in known:
                command = f"semax literature {publication.pmid}"
                yield self.document("publication", publication, command)

    def document(self, kind: RecordKind, record: Any, command: str | None) -> Document:
        """A document from a record of any kind: its texts, and what its studies found."""
        system = getattr(record, "system", None)
        if isinstance(record, Publication) and record.kind in get_args(System):
            system = record.kind
        passages = [Passage(place, text, system) for place, text in _texts(record)]
        for entry in (*getattr(record, "evidence", ()), *getattr(record, "other_evidence", ())):
            place = f"{FINDING}{entry.study}"
            passages.append(Passage(place, entry.finding, self.systems[entry.study]))
        identifier = getattr(record, "id", None) or getattr(record, "pmid", None)
        name = next((text for place, text, _ in passages if place in NAMES), None)
        sources = getattr(record, "sources", ())
        if isinstance(record, Publication):
            sources = (Source(address=pmid_address(record.pmid), kind="index"),)
        known = kind == "study" and identifier in self.with_result
        return Document(kind, identifier, name, sources, command, system, known, passages)


def _texts(record: Any) -> Iterator[tuple[str, str]]:
    """The fields of a record that hold text, with the text."""
    kind: Any = type(record)
    for name in _searched(kind):
        if value := getattr(record, name):
            text = value if isinstance(value, str) else ", ".join(value)
            yield name, text


@cache
def _searched(kind: Any) -> list[str]:
    """The fields of a record class to search; coded values, such as a design, are for filters."""
    return [name for name in text_fields(kind) if name not in LINKS]
