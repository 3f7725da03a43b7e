"""`semax effects`: what the article claims, and the studies behind each claim."""

from collections.abc import Iterator, Sequence

from semax_cli.dataset import select_effects
from semax_cli.records import Dataset, Effect, Evidence
from semax_cli.view import (
    Block,
    Column,
    Grid,
    Heading,
    Item,
    Prose,
    View,
    id_column,
    make_view,
    plain,
)
from semax_cli.views import evidence, words

FIELDS = ("id", "name", "summary", "claims", "explanations", "sources", "studies")


def view(dataset: Dataset, ids: Sequence[str]) -> View:
    """All effects, one row each; or the whole record of those named.

    Raises SemaxError (UNKNOWN_ID).
    """
    effects = select_effects(dataset, ids) if ids else dataset.effects
    items = [_item(dataset, effect) for effect in effects]
    if ids:
        blocks = [block for effect in effects for block in _record(dataset, effect)]
    else:
        blocks = list(_listing(dataset))
    return make_view("effects", dataset, items, FIELDS, blocks)


def _evidence(effect: Effect) -> list[Evidence]:
    return [entry for claim in effect.claims for entry in claim.evidence]


def _item(dataset: Dataset, effect: Effect) -> Item:
    studies = evidence.studies_of(dataset, _evidence(effect))
    return {**plain(effect), "studies": [plain(study) for study in studies]}


def _listing(dataset: Dataset) -> Iterator[Block]:
    article = dataset.article
    yield Heading("Effects claimed for Semax")
    yield Prose(f"The article files these under “{article.label}”. {article.label_note}")
    columns = (
        id_column("Effect", (effect.id for effect in dataset.effects)),
        Column("What is claimed", 22),
        *evidence.COUNT_COLUMNS,
    )
    yield Grid(columns, tuple(_row(dataset, effect) for effect in dataset.effects))
    studies = evidence.studies_of(dataset, (e for f in dataset.effects for e in _evidence(f)))
    yield Prose(f"{evidence.footnote(studies)} `semax effects ID` shows one effect whole.")


def _row(dataset: Dataset, effect: Effect) -> tuple[str, ...]:
    claims = "\n".join(claim.name for claim in effect.claims)
    return effect.id, claims, *evidence.counts(evidence.studies_of(dataset, _evidence(effect)))


def _record(dataset: Dataset, effect: Effect) -> Iterator[Block]:
    yield Heading(effect.name, effect.id)
    yield Prose(f"Filed by the article under “{dataset.article.label}”: its words, not a finding.")
    yield Prose(effect.summary)
    for claim in effect.claims:
        yield Heading(f"Claim: {claim.name}", claim.id, level=2)
        yield Prose(claim.text)
        yield from evidence.blocks(dataset, claim.evidence)
    if effect.explanations:
        yield Heading("How the article explains it", level=2)
    for explanation in effect.explanations:
        about = (f"mechanism: {explanation.mechanism}",) if explanation.mechanism else ()
        yield words.sourced(explanation.id, about, explanation.text, explanation.sources)
