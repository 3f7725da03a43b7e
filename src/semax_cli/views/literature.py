"""`semax literature`: what PubMed holds on the substance, whether used here or not."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from semax_cli.dataset import census, select_publications
from semax_cli.records import Dataset, Publication, PublicationSortKey, Search
from semax_cli.view import (
    Block,
    Column,
    Facts,
    Grid,
    Heading,
    Item,
    Prose,
    Shape,
    View,
    id_column,
    make_view,
    plain,
)
from semax_cli.views import words


class Used(NamedTuple):
    """Where a record of the census is used."""

    study: str | None
    """Id of the study that it is here; null where it is not used."""


ITEM = Shape((Publication, Used))

RANDOMISED = "Randomized Controlled Trial"
"""PubMed's own word for it; that it is missing does not show that people were not randomised."""


class Filter(NamedTuple):
    """Which records to list: within a field any value will do, and all fields must agree."""

    kinds: Sequence[str] = ()
    about: Sequence[str] = ()
    years: range | None = None
    languages: Sequence[str] = ()
    pmids: Sequence[str] = ()


def view(dataset: Dataset, wanted: Filter, sort: PublicationSortKey, reverse: bool) -> View:
    """PubMed's records on the substance that pass a filter, after a summary of all of them.

    Raises SemaxError for a language (USAGE) or PMID (UNKNOWN_ID) that no record has.
    """
    publications = census(dataset)
    pmids = {publication.pmid for publication in select_publications(dataset, wanted.pmids)}
    languages = words.language_tags((p.language for p in publications), wanted.languages)

    def passes(publication: Publication) -> bool:
        return (
            (not pmids or publication.pmid in pmids)
            and (not wanted.kinds or publication.kind in wanted.kinds)
            and (not wanted.about or publication.about_semax in wanted.about)
            and (wanted.years is None or publication.year in wanted.years)
            and (not languages or publication.language in languages)
        )

    chosen = sorted(
        (publication for publication in publications if passes(publication)),
        key=lambda p: _sort_value(p, sort),
        reverse=reverse,
    )
    studies = {study.pmid: study.id for study in dataset.studies if study.pmid}

    def item(publication: Publication) -> Item:
        return {**plain(publication), "study": studies.get(publication.pmid)}

    def blocks() -> Iterator[Block]:
        return _blocks(dataset, publications, list(map(item, chosen)))

    return make_view("literature", dataset, chosen, item, ITEM, blocks)


def _sort_value(publication: Publication, sort: PublicationSortKey) -> tuple[object, int]:
    value = getattr(publication, sort)
    key = int(value) if sort == "pmid" else value.lower() if isinstance(value, str) else value
    return key, int(publication.pmid)


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
    languages = Counter(words.LANGUAGE.get(p.language, p.language) for p in publications)
    years = [p.year for p in about]
    yield "Searched", f"{search.database} for “{search.query}” on {search.searched_on}"
    yield "Records", f"{len(publications)}, of which {len(about)} have {substance} as their subject"
    yield "In people", f"{len(human)}, of which PubMed files {randomised or 'none'} as randomised"
    yield "Languages", ", ".join(f"{name} {number}" for name, number in languages.most_common())
    yield "Years", f"{min(years)} to {max(years)}, of those about {substance}"
