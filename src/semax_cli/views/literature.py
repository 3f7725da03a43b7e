"""`semax literature`: what PubMed holds on the substance, whether used here or not."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from semax_cli import labels
from semax_cli.data.census import Publication, census
from semax_cli.document import Block, Column, Facts, Grid, Heading, Prose, id_column
from semax_cli.records import Dataset, Search
from semax_cli.view import Item, Shape, View, make_view, plain


class Used(NamedTuple):
    """Where a record of the census is used."""

    study: str | None
    """Id of the study that it is here; null where it is not used."""


ITEM = Shape((Publication, Used))

RANDOMISED = "Randomized Controlled Trial"
"""PubMed's own word for it; that it is missing does not show that people were not randomised."""


def view(dataset: Dataset, chosen: Sequence[Publication]) -> View:
    """Some of PubMed's records on the substance, after a summary of all of them."""
    studies = {study.pmid: study.id for study in dataset.studies if study.pmid}

    def item(publication: Publication) -> Item:
        return {**plain(publication), "study": studies.get(publication.pmid)}

    def blocks() -> Iterator[Block]:
        return _blocks(dataset, census(dataset), list(map(item, chosen)))

    return make_view("literature", dataset, chosen, item, ITEM, blocks)


def _blocks(
    dataset: Dataset, publications: Sequence[Publication], items: Sequence[Item]
) -> Iterator[Block]:
    substance, search = dataset.substance.name, dataset.search
    yield Heading(f"What {search.database} holds on {substance}")
    if not publications:
        yield Prose("No census of the literature comes with this dataset.")
        return
    yield Facts(tuple(_summary(substance, search, publications)))
    yield Prose(search.note)
    if not items:
        yield Prose("No record passes this filter.")
        return
    yield Prose(f"{len(items)} of the {len(publications)} records:")
    columns = (
        id_column("PMID and study here", (item["study"] or item["pmid"] for item in items)),
        Column("Year", 4),
        Column("Kind", 9),
        Column(f"About {substance}", 7),
        Column("Title", 20),
    )
    yield Grid(columns, tuple(_row(item) for item in items))


def _row(item: Item) -> tuple[str, ...]:
    named = f"{item['pmid']}\n{item['study']}" if item["study"] else item["pmid"]
    return named, str(item["year"]), item["kind"], item["about_semax"], item["title"]


def _summary(
    substance: str, search: Search, publications: Sequence[Publication]
) -> Iterator[tuple[str, str]]:
    about = [p for p in publications if p.about_semax == "yes"]
    human = [p for p in publications if p.kind == "human"]
    randomised = sum(RANDOMISED in p.publication_types for p in human)
    languages = Counter(labels.LANGUAGE.get(p.language, p.language) for p in publications)
    years = [p.year for p in about]
    yield "Searched", f"{search.database} for “{search.query}” on {search.searched_on}"
    yield "Records", f"{len(publications)}, of which {len(about)} have {substance} as their subject"
    yield "In people", f"{len(human)}, of which PubMed files {randomised or 'none'} as randomised"
    yield "Languages", ", ".join(f"{name} {number}" for name, number in languages.most_common())
    yield "Years", f"{min(years)} to {max(years)}, of those about {substance}"
