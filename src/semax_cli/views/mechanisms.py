"""`semax mechanisms`: how the substance might act, and what was seen in what."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from semax_cli.data.lookup import select_mechanisms, studies_by_id
from semax_cli.document import Block, Column, Facts, Grid, Heading, Prose, id_column
from semax_cli.grading.assessment import evidence_kind
from semax_cli.grading.rule import EvidenceKind
from semax_cli.records import Dataset, Mechanism, Study
from semax_cli.view import Item, Shape, View, make_view, plain
from semax_cli.views import evidence, sources, verdict


class Tested(NamedTuple):
    """What the rule says of a mechanism: no certainty of benefit."""

    evidence_kind: EvidenceKind
    """The most telling kind of evidence that is counted."""


ITEM = Shape(
    (Mechanism, Tested, evidence.Counted, evidence.Supported),
    last=("evidence", "sources", "studies"),
)


def view(dataset: Dataset, ids: Sequence[str], everything: bool = False) -> View:
    """All mechanisms, one row each; or the whole record of those named.

    Raises SemaxError (UNKNOWN_ID).
    """
    mechanisms = select_mechanisms(dataset, ids) if ids else dataset.mechanisms
    studies = studies_by_id(dataset)

    def item(mechanism: Mechanism) -> Item:
        rests_on = evidence.studies_of(studies, mechanism.evidence)
        return {
            **plain(mechanism),
            "evidence_kind": evidence_kind(mechanism.evidence, studies),
            **plain(evidence.counted(rests_on)),
            "studies": [plain(study) for study in rests_on],
        }

    def blocks() -> Iterator[Block]:
        if not ids:
            yield from _listing(dataset, studies)
        for mechanism in mechanisms if ids else ():
            yield from _record(studies, mechanism, everything)

    return make_view("mechanisms", dataset, mechanisms, item, ITEM, blocks)


def _listing(dataset: Dataset, studies: Mapping[str, Study]) -> Iterator[Block]:
    name = dataset.substance.name
    yield Heading(f"Proposed mechanisms of {name}: number of studies in people, animals and cells")
    if not dataset.mechanisms:
        yield Prose("The dataset lists none.")
        return
    columns = (
        id_column("Mechanism", (mechanism.id for mechanism in dataset.mechanisms)),
        Column("What is proposed", 20),
        Column("People", 6),
        Column("Animals", 7),
        Column("Cells", 5),
    )
    yield Grid(columns, tuple(_row(studies, mechanism) for mechanism in dataset.mechanisms))
    used = evidence.studies_of(studies, (e for m in dataset.mechanisms for e in m.evidence))
    named = ", ".join(mechanism.id for mechanism in dataset.mechanisms if mechanism.in_article)
    notes = (
        f"Named by the article: {named or 'none'}.",
        "Studies count whatever they found.",
        evidence.footnote(used),
        "What is seen in animals or cells does not show that people benefit.",
        "One whole: semax mechanisms ID.",
    )
    yield Prose(" ".join(filter(None, notes)))


def _row(studies: Mapping[str, Study], mechanism: Mechanism) -> tuple[str, ...]:
    counts = evidence.counts(evidence.studies_of(studies, mechanism.evidence))
    return mechanism.id, mechanism.name, *counts


def _record(
    studies: Mapping[str, Study], mechanism: Mechanism, everything: bool
) -> Iterator[Block]:
    yield Heading(mechanism.name, mechanism.id)
    yield Prose(mechanism.summary)
    named = "yes" if mechanism.in_article else "no"
    kind = verdict.KIND[evidence_kind(mechanism.evidence, studies)]
    facts = [("Evidence", kind), ("Named by the article", named)]
    if everything:
        addresses = sources.addresses(mechanism.sources)
        facts.append(("Sources", "\n".join(page.text for page in addresses)))
    yield Facts(tuple(facts))
    yield from evidence.blocks(studies, mechanism.evidence, everything)
    if not everything:
        yield Prose(f"The sources: semax mechanisms {mechanism.id} --all")
