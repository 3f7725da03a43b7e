"""`semax study`: the whole record of a study; also the item of a study, for all commands."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import NamedTuple

from semax_cli import labels
from semax_cli.codes import Directness, Outcome, Result
from semax_cli.data.lookup import links_by_study
from semax_cli.document import Block, Entry, Facts, Heading, Prose
from semax_cli.identifiers import paper_address
from semax_cli.records import Dataset, Link, Misreference, Study
from semax_cli.view import Item, Shape, View, make_view, plain
from semax_cli.views import sources


class Bearing(NamedTuple):
    """What a study found on a claim, on an effect beside its claims, or on a mechanism."""

    effect: str | None
    """Id of the effect; null for a mechanism."""
    claim: str | None
    """Id of the claim; null where the article does not name the outcome."""
    mechanism: str | None
    """Id of the mechanism; null for an effect."""
    outcome: Outcome
    """What was measured: a clinical state, a function, a surrogate of these, or a mechanism."""
    directness: Directness
    """How closely population, treatment and outcome fit the claim (GRADE: indirectness)."""
    result: Result
    """Which way the finding points for this claim."""
    finding: str
    """The finding in one or two plain sentences."""


class Linked(NamedTuple):
    """How a study is linked to the rest of the dataset."""

    found: tuple[Result, ...]
    """What it found on anything, each kind of result once; empty where it bears on nothing."""
    bears_on: tuple[Bearing, ...]
    """What it found on what."""
    safety: tuple[str, ...]
    """Ids of the statements on safety that rest on it."""
    misreferences: tuple[Misreference, ...]
    """References to it that circulate and are wrong."""


ITEM = Shape((Study, Linked), last=("bears_on", "safety", "misreferences"))


NOT_SHOWN = ("in_article",)
"""Fields of a study that its record does not show: ``article_match`` says more."""


def view(
    dataset: Dataset,
    chosen: Sequence[Study],
    asked_by: Sequence[Misreference] = (),
    everything: bool = False,
) -> View:
    """The whole record of some studies, after the wrong references by which they were asked for."""
    bearing = links_by_study(dataset.links())

    def blocks() -> Iterator[Block]:
        for wrong in asked_by:
            yield Prose(labels.circulating(wrong))
        for study in chosen:
            yield from _record(dataset, study, bearing[study.id], everything)
        if not chosen:
            yield Prose("No study was asked for.")

    return make_view("study", dataset, chosen, item_of(dataset, bearing), ITEM, blocks)


def item_of(dataset: Dataset, bearing: Mapping[str, Sequence[Link]]) -> Callable[[Study], Item]:
    """A function that makes an item of a study."""
    wrong: defaultdict[str | None, list[Misreference]] = defaultdict(list)
    for reference in dataset.misreferences:
        wrong[reference.study].append(reference)

    safety: defaultdict[str, list[str]] = defaultdict(list)
    for entry in dataset.safety:
        for identifier in entry.studies:
            safety[identifier].append(entry.id)

    def item(study: Study) -> Item:
        linked = Linked(
            results_of(bearing[study.id]),
            tuple(map(_bearing, bearing[study.id])),
            tuple(safety[study.id]),
            tuple(wrong[study.id]),
        )
        return {**plain(study), **plain(linked)}

    return item


def results_of(bearing: Iterable[Link]) -> tuple[Result, ...]:
    """What was found, each kind of result once, in the order of their signs."""
    found = {link.evidence.result for link in bearing}
    return tuple(result for result in labels.SIGN if result in found)


def _bearing(link: Link) -> Bearing:
    found = link.evidence
    return Bearing(
        effect=link.effect.id if link.effect else None,
        claim=link.claim.id if link.claim else None,
        mechanism=link.mechanism.id if link.mechanism else None,
        outcome=found.outcome,
        directness=found.directness,
        result=found.result,
        finding=found.finding,
    )


LIMITATIONS = "Limitations"


def _on_the_same_people(dataset: Dataset, study: Study) -> list[str]:
    """Ids of the other reports on the group of people of a study."""
    if study.cohort is None:
        return []
    of_cohort = [other.id for other in dataset.studies if other.cohort == study.cohort]
    return [identifier for identifier in of_cohort if identifier != study.id]


def _record(
    dataset: Dataset, study: Study, bearing: Sequence[Link], everything: bool
) -> Iterator[Block]:
    yield Heading(study.title, study.id)
    yield Prose(answer(study, bearing))
    if study.title_original:
        yield Prose(study.title_original)
    yield Facts(tuple(_reference(study)))
    yield Heading("What was done", level=2)
    yield Prose(study.summary)
    if same := _on_the_same_people(dataset, study):
        yield Prose(f"Also taken to be on these people: {', '.join(same)}.")
    if study.may_share_people_with:
        yield Prose(f"May share people with: {', '.join(study.may_share_people_with)}.")
    if study.system != "none":
        yield Facts(tuple(_methods(dataset.substance.name, study)))
    yield Heading(LIMITATIONS, level=2)
    yield Prose(study.limitations)
    if study.system != "none":
        yield Facts(tuple(_standing(study)))
    yield Heading("Results, and what they bear on", level=2)
    for link in bearing:
        kind = f"claim under {link.effect.id}" if link.effect and link.claim else ""
        kind = kind or ("effect, by an outcome not claimed" if link.effect else "mechanism")
        found = link.evidence
        outcome = f"{labels.OUTCOME[found.outcome]}, {labels.DIRECTNESS[found.directness]}"
        about = (labels.RESULT[found.result], kind, outcome)
        yield Entry(link.bears_on.id, about, found.finding)
    yield from _mentions(dataset, study, alone=not bearing)
    wrong = [reference for reference in dataset.misreferences if reference.study == study.id]
    if wrong:
        yield Heading("Wrong references to it that circulate", level=2)
    yield from (_wrong(reference, everything) for reference in wrong)
    if everything:
        yield Heading("About this record", level=2)
        yield Facts(tuple(_provenance(study)))
    else:
        yield Prose(
            f"Sources and notes on this record: semax study --id {study.id} --all. Terms: semax "
            "method --glossary."
        )


def answer(study: Study, bearing: Sequence[Link]) -> str:
    """Who was tested, what was found and how far that was read, before anything else."""
    found: defaultdict[Result, list[str]] = defaultdict(list)
    for link in bearing:
        found[link.evidence.result].append(link.bears_on.id)
    results = (f"On {', '.join(found[r])}: {labels.RESULT[r]}." for r in labels.SIGN if r in found)
    tested = {
        "none": "Nobody was tested: this is a proposal, review or account.",
        "unclear": "In whom or what it was tested is not known.",
    }
    sentences = (
        f"{labels.RETRACTION[study.retraction]}." if study.retraction in labels.RETRACTION else "",
        tested.get(study.system, f"Tested in {labels.tested(study)}."),
        *results,
        labels.how_read(study),
        "An “account by others” is such a summary, by a person or a program."
        if study.read == "secondary"
        else "",
    )
    return " ".join(filter(None, sentences))


def _wrong(reference: Misreference, everything: bool) -> Entry:
    """A wrong reference, with the pages that spread it and those that show it if wanted."""
    pages = sources.specimens(reference.sources) if everything else ()
    return Entry(reference.given, (), reference.problem, pages)


def _mentions(dataset: Dataset, study: Study, alone: bool) -> Iterator[Block]:
    """Where a study is cited other than as evidence."""
    explanations = [e for effect in dataset.effects for e in effect.explanations]
    cited = [e for e in explanations if study.id in e.studies]
    yield from (Entry(e.id, ("explanation that the article offers",), e.text) for e in cited)
    safety = [entry for entry in dataset.safety if study.id in entry.studies]
    yield from (Entry(entry.id, ("safety",), entry.text) for entry in safety)
    if alone and not cited and not safety:
        yield Prose("No claim or mechanism rests on it.")


def _reference(study: Study) -> Iterator[tuple[str, str]]:
    yield "Authors", ", ".join(study.authors) or "not confirmed"
    yield "Published", _published(study)
    tag = study.language or labels.NOT_KNOWN
    yield "Language", labels.LANGUAGE.get(tag, tag)
    for name in ("pmid", "doi", "pmcid"):
        if value := getattr(study, name):
            yield name.upper(), value
    if address := paper_address(study):
        yield ("Link" if study.doi or not study.pmid else "PubMed record"), address
    kinds = {source.kind for source in study.sources}
    if study.pmid and not study.doi and not study.pmcid and "publisher" not in kinds:
        yield "Paper", "we know no address of it; a library can order it by this reference"


def _published(study: Study) -> str:
    """Journal, year, volume, issue and pages, as far as they are known."""
    place = labels.journal_place(study.volume, study.issue, study.pages)
    year = "year not known" if study.year is None else str(study.year)
    return ", ".join(part for part in (study.journal or "journal not known", year, place) if part)


def _methods(substance: str, study: Study) -> Iterator[tuple[str, str]]:
    yield "Tested in", labels.SYSTEM[study.system]
    if study.species and study.system != "human":
        yield "Species", study.species
    yield "Population", study.population or labels.NOT_KNOWN
    yield "Sample size", labels.NOT_KNOWN if study.n is None else str(study.n)
    treated = labels.NOT_KNOWN if study.n_treated is None else str(study.n_treated)
    yield f"Given {substance}", treated
    yield "Route", study.route or labels.NOT_KNOWN
    unclear = "not clear; see above"
    yield "Comparison", unclear if study.control == "unclear" else labels.CONTROL[study.control]
    yield "Design", labels.design(study).removeprefix("design ")


def _standing(study: Study) -> Iterator[tuple[str, str]]:
    """What is known of a study's bias and ties, and in one line what is not known."""
    bias = {domain.name: getattr(study.bias, domain.name) for domain in fields(study.bias)}
    others = {
        "Tie to the developers": study.developer_tie,
        "Registered beforehand": study.registered,
        "Peer reviewed": study.peer_reviewed,
        "Retraction": study.retraction,
    }
    for name, risk in bias.items():
        if risk not in OPEN:
            yield f"Risk of bias: {name}", risk
    for name, value in others.items():
        if value not in OPEN:
            yield name, labels.CHECKED.get(value, value)
    domains = ", ".join(name for name, risk in bias.items() if risk in OPEN)
    unknown = [f"risk of bias ({domains})"] if domains else []
    unknown += [name.lower() for name, value in others.items() if value in OPEN]
    if unknown:
        yield "Not known", "; ".join(unknown)


OPEN = ("unclear", "unchecked")
"""Codes that are no answer."""


def _provenance(study: Study) -> Iterator[tuple[str, str]]:
    by = f", by {study.read_by}" if study.read_by else ""
    yield "Read", f"{labels.READING[study.read]}{by}"
    if study.checked_by:
        yield "Checked", f"by {study.checked_by}"
    yield "Facts", labels.CONFIDENCE[study.confidence]
    if study.record_note:
        yield "Note", study.record_note
    yield "Meant by the article", labels.MATCH[study.article_match]
    if study.article_note:
        yield "Why", study.article_note
    if study.team:
        yield "Research group", study.team
    if study.cohort:
        yield "Shared group of people", study.cohort
    if study.part_of:
        yield "Pooled in", study.part_of
    yield "Sources", "\n".join(page.text for page in sources.addresses(study.sources))
