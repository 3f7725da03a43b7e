"""`semax literature`: what PubMed holds on the substance, whether used here or not."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from semax_cli import labels
from semax_cli.background import Search
from semax_cli.data.census import Flow, Publication, census, flow
from semax_cli.document import Block, Column, Facts, Grid, Heading, Prose, id_column
from semax_cli.identifiers import pmid_address
from semax_cli.records import Dataset
from semax_cli.view import Shape, View, make_view, plain

ITEM = Shape((Publication,), summary=Flow)

RANDOMISED = "Randomized Controlled Trial"
"""PubMed's own word for it; that it is missing does not show that people were not randomised."""


def view(
    dataset: Dataset, chosen: Sequence[Publication], wide: bool = False, whole: bool = False
) -> View:
    """Some of PubMed's records on the substance, after the flow of all of them.

    ``wide`` shows titles whole; ``whole`` shows each record by itself, without the flow.
    """
    publications = census(dataset)
    counted = flow(publications)

    def blocks() -> Iterator[Block]:
        if whole:
            return chain.from_iterable(map(_record, chosen))
        return _blocks(dataset, publications, counted, chosen, wide)

    made = make_view("literature", dataset, chosen, plain, ITEM, blocks)
    return made._replace(summary=plain(counted))


def _blocks(
    dataset: Dataset,
    publications: Sequence[Publication],
    counted: Flow,
    chosen: Sequence[Publication],
    wide: bool,
) -> Iterator[Block]:
    substance, search = dataset.substance.name, dataset.search
    yield Heading(f"What {search.database} holds on {substance}")
    if not publications:
        yield Prose("No census of the literature comes with this dataset.")
        return
    yield Facts(tuple(flow_facts(substance, counted)))
    yield Facts(tuple(_summary(substance, search, publications)))
    yield Prose(search.note)
    if not chosen:
        yield Prose("No record passes this filter.")
        return
    yield Prose(f"{len(chosen)} of the {len(publications)} records:")
    columns = (
        id_column("PMID", (p.pmid for p in chosen)),
        Column("Year", 4),
        Column("Kind", 9),
        Column("Used, or why not", 19),
        Column("Title", 16, cut=not wide),
    )
    yield Grid(columns, tuple(map(_row, chosen)))


def _record(publication: Publication) -> Iterator[Block]:
    p = publication
    yield Heading(p.title, p.pmid)
    yield Facts(
        (
            ("Published", f"{p.journal}, {p.year}"),
            ("Language", labels.LANGUAGE.get(p.language, p.language)),
            ("PubMed files it as", ", ".join(p.publication_types) or labels.NOT_KNOWN),
            ("Kind", labels.KIND.get(p.kind, p.kind)),
            ("Used, or why not", _used(p)),
            *((("Study", f"semax study --id {p.study}"),) if p.study else ()),
            ("PMID", p.pmid),
            ("PubMed record", pmid_address(p.pmid)),
        )
    )


def _used(publication: Publication) -> str:
    return "used" if publication.decision == "used" else _reason(publication.reason or "")


def _row(publication: Publication) -> tuple[str, ...]:
    p = publication
    return p.pmid, str(p.year), labels.KIND.get(p.kind, p.kind), _used(p), p.title


def _reason(code: str) -> str:
    return labels.REASON.get(code, code)


def flow_facts(substance: str, flow: Flow) -> Iterator[tuple[str, str]]:
    """The flow of the records from the search to what is used, with the reasons."""
    yield "Found", f"{flow.found} records"
    yield f"Not about {substance}", _by_reason(flow.not_about)
    yield f"About {substance}, or perhaps", f"{flow.about} records"
    yield "Not used", _by_reason(flow.not_used)
    yield "Used", f"{flow.used} records, each as a study"


def _by_reason(numbers: Mapping[str, int]) -> str:
    """A number of records, and how it adds up."""
    reasons = ", ".join(f"{number} {_reason(code)}" for code, number in numbers.items())
    return f"{sum(numbers.values())} records: {reasons}" if numbers else "none"


def _summary(
    substance: str, search: Search, publications: Sequence[Publication]
) -> Iterator[tuple[str, str]]:
    about = [p for p in publications if p.about_semax == "yes"]
    human = [p for p in publications if p.kind == "human"]
    randomised = sum(RANDOMISED in p.publication_types for p in human)
    languages = Counter(labels.LANGUAGE.get(p.language, p.language) for p in publications)
    years = [p.year for p in about]
    yield "Searched", f"{search.database}, on {search.searched_on}, by {search.searched_by}"
    yield "Query", search.query
    yield "In people", f"{len(human)}, of which PubMed files {randomised or 'none'} as randomised"
    yield "Years", f"{min(years)} to {max(years)}, of those about {substance}"
    yield (
        "Languages of all",
        ", ".join(f"{name} {number}" for name, number in languages.most_common()),
    )
