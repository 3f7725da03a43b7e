"""`semax studies` and `semax study`: the work that claims rest on, and what each piece is worth."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, NamedTuple

from semax_cli.dataset import (
    misreference,
    select_effects,
    select_mechanisms,
    select_studies,
)
from semax_cli.records import (
    Dataset,
    Directness,
    Link,
    Misreference,
    Outcome,
    Result,
    Study,
    StudySortKey,
)
from semax_cli.view import (
    Block,
    Column,
    Entry,
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
    written,
)
from semax_cli.views import words


class Bearing(NamedTuple):
    """What a study found on a claim, on an effect beside its claims, or on a mechanism."""

    effect: str | None
    """Id of the effect; null for a mechanism."""
    claim: str | None
    """Id of the claim; null where the article does not name the outcome."""
    mechanism: str | None
    """Id of the mechanism; null for an effect."""
    outcome: Outcome
    """What was measured: a clinical state, a function, a stand-in (surrogate) or a mechanism."""
    directness: Directness
    """How closely population, treatment and outcome fit the claim (GRADE: indirectness)."""
    result: Result
    """Which way the finding points for this claim."""
    finding: str
    """The finding in one or two plain sentences."""


class Linked(NamedTuple):
    """What a study has to do with the rest of the dataset."""

    bears_on: tuple[Bearing, ...]
    """What it found on what."""
    misreferences: tuple[Misreference, ...]
    """References to it that circulate and are wrong."""


ITEM = Shape((Study, Linked), last=("bears_on", "misreferences"))


class Filter(NamedTuple):
    """Which studies to list: within a field any value will do, and all fields must agree."""

    systems: Sequence[str] = ()
    effects: Sequence[str] = ()
    mechanisms: Sequence[str] = ()
    designs: Sequence[str] = ()
    years: range | None = None
    languages: Sequence[str] = ()
    results: Sequence[str] = ()


def listing(dataset: Dataset, wanted: Filter, sort: StudySortKey, reverse: bool) -> View:
    """The studies that pass a filter, one row each.

    Raises SemaxError for an effect or mechanism (UNKNOWN_ID) or language (USAGE) that is not there.
    """
    chosen = in_order(passing(dataset, dataset.studies, wanted), sort, reverse)
    bearing = by_study(dataset.links())
    return make_view(
        "studies",
        dataset,
        chosen,
        _items(dataset, bearing),
        ITEM,
        lambda: _listing(dataset, chosen, bearing),
    )


def records(dataset: Dataset, ids: Sequence[str]) -> View:
    """The whole record of the studies named by id, PMID, PMCID or DOI.

    Raises SemaxError (UNKNOWN_ID).
    """
    bearing = by_study(dataset.links())
    chosen = select_studies(dataset, ids)

    def blocks() -> Iterator[Block]:
        for wrong in filter(None, (misreference(dataset, key) for key in ids)):
            yield Prose(words.circulating(wrong))
        for study in chosen:
            yield from _record(dataset, study, bearing[study.id])
        if not chosen:
            yield Prose("No study was asked for.")

    return make_view("study", dataset, chosen, _items(dataset, bearing), ITEM, blocks)


# ------------------------------------------------------------------------------- choosing


def passing(dataset: Dataset, studies: Iterable[Study], wanted: Filter) -> list[Study]:
    """Those of some studies that pass a filter, in their order.

    Raises SemaxError for an effect or mechanism (UNKNOWN_ID) or language (USAGE) that is not there.
    """
    links = list(dataset.links())
    effects = {effect.id for effect in select_effects(dataset, wanted.effects)}
    mechanisms = {mechanism.id for mechanism in select_mechanisms(dataset, wanted.mechanisms)}
    of_effects = {
        link.evidence.study for link in links if link.effect and link.effect.id in effects
    }
    of_mechanisms = {
        link.evidence.study for link in links if link.mechanism and link.mechanism.id in mechanisms
    }
    of_results = {link.evidence.study for link in links if link.evidence.result in wanted.results}
    languages = words.language_tags((s.language for s in dataset.studies), wanted.languages)

    def passes(study: Study) -> bool:
        return (
            (not wanted.systems or study.system in wanted.systems)
            and (not effects or study.id in of_effects)
            and (not mechanisms or study.id in of_mechanisms)
            and (not wanted.designs or study.design in wanted.designs)
            and (wanted.years is None or study.year in wanted.years)
            and (not languages or study.language in languages)
            and (not wanted.results or study.id in of_results)
        )

    return [study for study in studies if passes(study)]


def in_order(studies: Sequence[Study], sort: StudySortKey, reverse: bool) -> list[Study]:
    """Sorted by a field and then by id; where the field is not known, the study comes last."""

    def value(study: Study) -> Any:
        held = getattr(study, sort)
        return held.lower() if isinstance(held, str) else held

    by_id = sorted(studies, key=lambda study: study.id)
    known = [study for study in by_id if value(study) is not None]
    unknown = [study for study in by_id if value(study) is None]
    return sorted(known, key=value, reverse=reverse) + unknown


# -------------------------------------------------------------------------------- showing


def _items(dataset: Dataset, bearing: Mapping[str, Sequence[Link]]) -> Callable[[Study], Item]:
    """What makes an item of a study."""
    wrong: defaultdict[str | None, list[Misreference]] = defaultdict(list)
    for reference in dataset.misreferences:
        wrong[reference.study].append(reference)

    def item(study: Study) -> Item:
        linked = Linked(tuple(map(_bearing, bearing[study.id])), tuple(wrong[study.id]))
        return {**plain(study), **plain(linked)}

    return item


def _wrong(dataset: Dataset, study: Study) -> list[Misreference]:
    return [wrong for wrong in dataset.misreferences if wrong.study == study.id]


def by_study(links: Iterable[Link]) -> defaultdict[str, list[Link]]:
    """What each study bears on, gathered once for all of them."""
    gathered: defaultdict[str, list[Link]] = defaultdict(list)
    for link in links:
        gathered[link.evidence.study].append(link)
    return gathered


def _bearing(link: Link) -> Bearing:
    evidence = link.evidence
    return Bearing(
        effect=link.effect.id if link.effect else None,
        claim=link.claim.id if link.claim else None,
        mechanism=link.mechanism.id if link.mechanism else None,
        outcome=evidence.outcome,
        directness=evidence.directness,
        result=evidence.result,
        finding=evidence.finding,
    )


def _listing(
    dataset: Dataset, studies: Sequence[Study], bearing: Mapping[str, Sequence[Link]]
) -> Iterator[Block]:
    yield Heading(f"Studies of {dataset.substance.name}")
    if not studies:
        yield Prose("No study passes this filter.")
        return
    yield Prose(f"{len(studies)} of the {len(dataset.studies)} in the dataset.")
    columns = (
        id_column("Study", (study.id for study in studies)),
        Column("Tested in", 10),
        Column("Design", 11),
        Column("Found", 5),
        Column("Title", 18),
    )
    rows = tuple(
        (
            study.id,
            words.tested(study),
            words.DESIGN[study.design],
            _signs(bearing[study.id]),
            study.title,
        )
        for study in studies
    )
    yield Grid(columns, rows)
    yield Prose(
        f"Found, on any effect, claim or mechanism: {words.SIGNS_EXPLAINED}, "
        f"{written(None)} not linked to any. A study may have found several things. "
        "`semax study --id ID` shows one whole."
    )


def _signs(bearing: Sequence[Link]) -> str:
    """What a study found, each kind of result once."""
    results = {link.evidence.result for link in bearing}
    signs = " ".join(sign for result, sign in words.SIGN.items() if result in results)
    return signs or written(None)


LIMITATIONS = "What keeps one from relying on it"


def _record(dataset: Dataset, study: Study, bearing: Sequence[Link]) -> Iterator[Block]:
    yield Heading(study.title, study.id)
    if study.title_original:
        yield Prose(study.title_original)
    yield Facts(tuple(_reference(study)))
    yield Heading("What was done", level=2)
    yield Prose(study.summary)
    if study.system != "none":
        yield Facts(tuple(_methods(dataset.substance.name, study)))
    yield Heading(LIMITATIONS, level=2)
    yield Prose(study.limitations)
    if study.system != "none":
        yield Facts(tuple(_standing(study)))
    yield Heading("What it bears on", level=2)
    for link in bearing:
        kind = f"claim under {link.effect.id}" if link.effect and link.claim else ""
        kind = kind or ("effect, by an outcome not claimed" if link.effect else "mechanism")
        evidence = link.evidence
        outcome = f"{words.OUTCOME[evidence.outcome]}, {words.DIRECTNESS[evidence.directness]}"
        about = (words.RESULT[evidence.result], kind, outcome)
        yield Entry(link.bears_on.id, about, evidence.finding)
    yield from _mentions(dataset, study, alone=not bearing)
    wrong = _wrong(dataset, study)
    if wrong:
        yield Heading("Wrong in circulation", level=2)
    yield from (words.sourced(w.given, (), w.problem, w.sources) for w in wrong)
    yield Heading("About this record", level=2)
    yield Facts(tuple(_provenance(study)))


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
    tag = study.language or words.NOT_KNOWN
    yield "Language", words.LANGUAGE.get(tag, tag)
    for name in ("pmid", "doi", "pmcid"):
        if value := getattr(study, name):
            yield name.upper(), value


def _published(study: Study) -> str:
    """Journal, year, volume, issue and pages, as far as they are known."""
    place = words.place(study.volume, study.issue, study.pages)
    year = "year not known" if study.year is None else str(study.year)
    return ", ".join(part for part in (study.journal or "journal not known", year, place) if part)


def _methods(substance: str, study: Study) -> Iterator[tuple[str, str]]:
    yield "Tested in", words.SYSTEM[study.system]
    if study.species and study.system != "human":
        yield "Species", study.species
    yield "Population", study.population or words.NOT_KNOWN
    yield "How many", words.NOT_KNOWN if study.n is None else str(study.n)
    treated = words.NOT_KNOWN if study.n_treated is None else str(study.n_treated)
    yield f"Given {substance}", treated
    yield "Route", study.route or words.NOT_KNOWN
    yield "Compared with", words.CONTROL[study.control]
    yield "Design", words.DESIGN[study.design]
    if study.pooled_k:
        yield "Studies pooled", str(study.pooled_k)


def _standing(study: Study) -> Iterator[tuple[str, str]]:
    """What is known of a study's standing, and in one line what is not."""
    bias = {domain.name: getattr(study.bias, domain.name) for domain in fields(study.bias)}
    others = {
        "Tie to the developers": study.developer_tie,
        "Registered beforehand": study.registered,
        "Peer reviewed": study.peer_reviewed,
        "Retraction": study.retraction,
    }
    yield from ((f"Risk of bias: {name}", risk) for name, risk in bias.items() if risk in KNOWN)
    yield from ((name, value) for name, value in others.items() if value in KNOWN)
    domains = ", ".join(name for name, risk in bias.items() if risk not in KNOWN)
    unknown = [f"risk of bias ({domains})"] if domains else []
    unknown += [name.lower() for name, value in others.items() if value not in KNOWN]
    if unknown:
        yield "Not known", "; ".join(unknown)


KNOWN = ("low", "high", "yes", "no", "none", "retracted", "concern")
"""What is an answer, as against "unclear" and "unchecked"."""


def _provenance(study: Study) -> Iterator[tuple[str, str]]:
    yield "Read", words.READING[study.read]
    yield "Facts", words.CONFIDENCE[study.confidence]
    if study.record_note:
        yield "Note", study.record_note
    yield "Meant by the article", words.MATCH[study.article_match]
    if study.article_note:
        yield "Why", study.article_note
    if study.team:
        yield "Research group", study.team
    if study.cohort:
        yield "Shared group of people", study.cohort
    if study.part_of:
        yield "Pooled in", study.part_of
    yield "Sources", "\n".join(words.source(source) for source in study.sources)
