"""Looking up records by id, number or name, with did-you-mean."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from typing import NamedTuple, TypeVar

from semax_cli.background import Status, countries, countries_of
from semax_cli.data.census import Publication, census
from semax_cli.errors import ExitCode, SemaxError
from semax_cli.identifiers import fold, study_key
from semax_cli.records import Claim, Dataset, Effect, Link, Mechanism, Misreference, Study

T = TypeVar("T")


def studies_by_id(dataset: Dataset) -> dict[str, Study]:
    """The studies, under their ids."""
    return {study.id: study for study in dataset.studies}


def links_by_study(links: Iterable[Link]) -> defaultdict[str, list[Link]]:
    """Of some links those of each study, gathered once for all of them."""
    gathered: defaultdict[str, list[Link]] = defaultdict(list)
    for link in links:
        gathered[link.evidence.study].append(link)
    return gathered


def select_effects(dataset: Dataset, ids: Iterable[str]) -> list[Effect]:
    """The effects with these ids; a claim, or a word of claims of one effect, stands for that one.

    Raises SemaxError (UNKNOWN_ID) naming the closest ids.
    """
    by_id = {effect.id: effect for effect in dataset.effects}
    known = _words_for(dataset, dataset.claims()) | by_id
    return _select(dataset, known, _together(ids, known), fold, "effect", "semax effects")


def _together(ids: Iterable[str], known: Container[str]) -> list[str]:
    """Ids, or the one name that they make up: brain fog, without quotes."""
    ids = list(ids)
    name = " ".join(ids)
    return [name] if fold(name) in known else ids


def _words_for(dataset: Dataset, claims: Iterable[tuple[T, Claim]]) -> dict[str, T]:
    """What is given with each claim, under the words that name claims of this one thing alone.

    A word that is the id of a mechanism means that.
    """
    mechanisms = {mechanism.id for mechanism in dataset.mechanisms}
    found: defaultdict[str, dict[int, T]] = defaultdict(dict)
    for thing, claim in claims:
        for word in _names_of(claim) - mechanisms:
            found[word][id(thing)] = thing
    return {word: next(iter(of.values())) for word, of in found.items() if len(of) == 1}


def claims_meant(dataset: Dataset, ids: Iterable[str]) -> dict[str, str]:
    """The words by which effects were asked for through their claims, by the ids of the claims."""
    effects = {effect.id for effect in dataset.effects}
    names = {claim.id: _names_of(claim) for _, claim in dataset.claims()}
    words = map(fold, _together(ids, set().union(*names.values())))
    asked = [word for word in words if word not in effects]
    return {claim: word for word in asked for claim, own in names.items() if word in own}


def select_claims(dataset: Dataset, ids: Iterable[str]) -> list[tuple[Effect, Claim]]:
    """The claims with these ids, each with its effect.

    A word of one claim only stands for that, and an effect for all its claims. Raises SemaxError
    (UNKNOWN_ID) naming the closest ids.
    """
    filed = [((effect, claim), claim) for effect, claim in dataset.claims()]
    by_id = {claim.id: pair for pair, claim in filed}
    known = _words_for(dataset, filed) | by_id
    of_effects = {effect.id: [claim.id for claim in effect.claims] for effect in dataset.effects}
    claims = [
        claim for word in _together(ids, known) for claim in of_effects.get(fold(word), [word])
    ]
    return _select(dataset, known, claims, fold, "claim", "semax why")


def select_mechanisms(dataset: Dataset, ids: Iterable[str]) -> list[Mechanism]:
    """The mechanisms with these ids. Raises SemaxError (UNKNOWN_ID) naming the closest ids."""
    by_id = {mechanism.id: mechanism for mechanism in dataset.mechanisms}
    return _select(dataset, by_id, ids, fold, "mechanism", "semax mechanisms")


OF_THE_EU = (
    *("austria", "belgium", "bulgaria", "croatia", "cyprus", "czechia", "denmark", "estonia"),
    *("finland", "france", "germany", "greece", "hungary", "ireland", "italy", "latvia"),
    *("lithuania", "luxembourg", "malta", "netherlands", "poland", "portugal", "romania"),
    *("slovakia", "slovenia", "spain", "sweden"),
)
"""Its members, for which what is recorded of the European Union is the nearest."""

OTHER_NAMES = {
    **dict.fromkeys(OF_THE_EU, "european union"),
    "us": "united states",
    "usa": "united states",
    "america": "united states",
    "fda": "united states",
    "uk": "united kingdom",
    "britain": "united kingdom",
    "england": "united kingdom",
    "scotland": "united kingdom",
    "wales": "united kingdom",
    "northern ireland": "united kingdom",
    "eu": "european union",
    "europe": "european union",
    "ru": "russia",
    "gb": "united kingdom",
    "great britain": "united kingdom",
    "mhra": "united kingdom",
    "ema": "european union",
    "deutschland": "european union",
    "bfarm": "european union",
    "ca": "canada",
    "health canada": "canada",
    "au": "australia",
    "tga": "australia",
    "wada": "world anti-doping agency",
    "sport": "world anti-doping agency",
    "doping": "world anti-doping agency",
}
"""How else people call a country or body."""


def select_status(dataset: Dataset, names: Sequence[str]) -> list[Status]:
    """The statements on the law of some countries or bodies; of all where none is named.

    Raises SemaxError (UNKNOWN_ID) naming those of which something is recorded.
    """
    chosen: dict[str, Status] = {}
    known = {*OTHER_NAMES, *map(_place, countries(dataset.status))}
    for name in _together(names, known):
        key = _place(OTHER_NAMES.get(_place(name), name))
        found = [s for s in dataset.status if key in map(_place, countries_of(s))]
        if not found:
            listed = ", ".join(countries(dataset.status))
            place = " ".join(name.split())[:80]
            near = did_you_mean(closest(place, countries(dataset.status)))
            message = f'Nothing is recorded on the law in "{place}". {near}Recorded: {listed}.'
            raise SemaxError(message, ExitCode.UNKNOWN_ID)
        chosen |= {status.id: status for status in found}
    return [s for s in dataset.status if s.id in chosen] if names else list(dataset.status)


def members_of_the_eu(names: Iterable[str]) -> list[str]:
    """Those of some names that are answered by what is recorded of the European Union."""
    return [name for name in names if _place(name) in OF_THE_EU]


def _place(name: str) -> str:
    """A country's name as it is compared: "united-states" is "United States"."""
    return fold(name).replace("-", " ")


def select_publications(dataset: Dataset, pmids: Iterable[str]) -> list[Publication]:
    """The records of the census with these PMIDs. Raises SemaxError (UNKNOWN_ID)."""
    by_pmid = {publication.pmid: publication for publication in census(dataset)}
    return _select(dataset, by_pmid, pmids, study_key, "record", "semax literature")


def select_studies(dataset: Dataset, ids: Iterable[str]) -> list[Study]:
    """The studies with these ids, PMIDs, PMCIDs or DOIs (also as addresses).

    Raises SemaxError (UNKNOWN_ID) naming the closest ids.
    """
    return _select(dataset, _studies_by_key(dataset), ids, study_key, "study", "semax studies")


class Asked(NamedTuple):
    """Studies that were asked for."""

    studies: Sequence[Study]
    """The studies, each once."""
    links: Sequence[Link]
    """What they found on what was asked for: of a study that was named itself, all of it."""


def every_study(dataset: Dataset) -> Asked:
    """All studies, with all that they found."""
    return Asked(dataset.studies, list(dataset.links()))


def select_studies_of(dataset: Dataset, ids: Iterable[str]) -> Asked:
    """As ``select_studies``; an effect, claim or mechanism stands for all studies that bear on it,
    and a word of one claim only for that claim.

    Raises SemaxError (UNKNOWN_ID) naming the closest ids.
    """
    by_id = studies_by_id(dataset)
    bearing: dict[str, list[Link]] = {}
    for effect in dataset.effects:
        bearing |= {effect.id: [], **{claim.id: [] for claim in effect.claims}}
    bearing |= {mechanism.id: [] for mechanism in dataset.mechanisms}
    links = list(dataset.links())
    for link in links:
        for identifier in {holder.id for holder in (link.effect, link.bears_on) if holder}:
            bearing[identifier].append(link)
    claims = ((claim.id, claim) for _, claim in dataset.claims())
    named = {word: bearing[claim] for word, claim in _words_for(dataset, claims).items()}
    known = {
        name: Asked([by_id[link.evidence.study] for link in found], found)
        for name, found in (named | bearing).items()
    }
    own = links_by_study(links)
    known |= {key: Asked([s], own[s.id]) for key, s in _studies_by_key(dataset).items()}
    kind = "study, effect, claim or mechanism"
    chosen = _select(dataset, known, _together(ids, known), study_key, kind, "semax studies")
    studies = {study.id: study for asked in chosen for study in asked.studies}
    return Asked(list(studies.values()), [link for asked in chosen for link in asked.links])


def _studies_by_key(dataset: Dataset) -> dict[str, Study]:
    """The studies under all their identifiers, and under wrong ones that circulate.

    An identifier that is wrong for one study and right for another means the latter.
    """
    by_id = studies_by_id(dataset)
    wrong = {
        study_key(key): by_id[reference.study]
        for reference in dataset.misreferences
        if reference.study
        for key in (*reference.pmids, *reference.dois)
    }
    right = {
        study_key(key): study
        for study in dataset.studies
        for key in (study.pmid, study.pmcid, study.doi)
        if key
    }
    return wrong | right | by_id


def misreferences_for(dataset: Dataset, ids: Iterable[str]) -> list[Misreference]:
    """The wrong references that PMIDs or DOIs belong to, in that order, each identifier once."""
    by_key = _misreferences_by_key(dataset)
    return [by_key[key] for key in dict.fromkeys(map(study_key, ids)) if key in by_key]


def _misreferences_by_key(dataset: Dataset) -> dict[str, Misreference]:
    """The wrong references under their identifiers; of several under one, the first."""
    return {
        study_key(key): wrong
        for wrong in reversed(dataset.misreferences)
        for key in (*wrong.pmids, *wrong.dois)
    }


MAX_UNKNOWN = 20
"""So many unknown ids are named; the rest are counted."""
MAX_COMPARED = 20_000
"""So many pairs of words are compared to say what may have been meant by the first of them."""


def _select(
    dataset: Dataset,
    records: dict[str, T],
    ids: Iterable[str],
    key_of: Callable[[str], str],
    kind: str,
    lister: str,
) -> list[T]:
    """The records asked for, each once, in that order. One error names all unknown ids."""
    found: dict[int, T] = {}
    unknown: list[str] = []
    for identifier in dict.fromkeys(ids):
        key = key_of(identifier)
        if key in records:
            found[id(records[key])] = records[key]
        else:
            unknown.append(identifier)
    if unknown:
        compared = max(MAX_COMPARED // (len(records) or 1), 1)
        wrong = _misreferences_by_key(dataset)
        messages = []
        for number, identifier in enumerate(unknown[:MAX_UNKNOWN]):
            key = key_of(identifier)
            near = closest(key, records) if number < compared else []
            of_each = {id(records[name]): name for name in reversed(near)}  # the closest name
            meant = did_you_mean([name for name in near if name in of_each.values()])
            named = " ".join(identifier.split())[:80]
            elsewhere = _circulates(wrong, key) or other_command(dataset, key)
            hint = elsewhere or meant or _answered_by(dataset, named)
            messages.append(f'There is no {kind} "{named}". {hint}`{lister}` lists them all.')
        more = len(unknown) - MAX_UNKNOWN
        messages += [f"And {more} more that are unknown."] if more > 0 else []
        raise SemaxError("\n".join(messages), ExitCode.UNKNOWN_ID)
    return list(found.values())


def _answered_by(dataset: Dataset, asked: str) -> str:
    """Where a topic leads that was given as an id (doctor, safety), or nothing."""
    from semax_cli.topics import topics_in  # here, since only a mistake needs it

    found = topics_in(dataset, asked)
    return f"Try `{found[0].command}`. " if found else ""


def _circulates(wrong: dict[str, Misreference], key: str) -> str:
    """What is wrong with an identifier that circulates, or nothing."""
    return f"It circulates: {wrong[key].given}. {wrong[key].problem} " if key in wrong else ""


def other_command(dataset: Dataset, key: str) -> str:
    """Where an id of another kind, or a word of a claim, leads; or nothing."""
    for command, records in (("effects", dataset.effects), ("mechanisms", dataset.mechanisms)):
        if any(key == record.id for record in records):
            return f"Try `semax {command} {key}`. "
    if study := _studies_by_key(dataset).get(key):
        return f"Try `semax study --id {study.id}`. "
    for effect, claim in dataset.claims():
        if key in _names_of(claim):
            return f"Try `semax why {claim.id}`, a claim of the effect {effect.id}. "
    if any(key == wrong.id for wrong in dataset.misreferences):
        return f"It is a wrong reference that circulates: `semax search {key}`. "
    if any(key in map(fold, statement.keywords) for statement in dataset.safety):
        return f"Try `semax safety {key}`. "
    if any(key == publication.pmid for publication in census(dataset)):
        return f"It is a record of PubMed that is no study here: `semax literature {key}`. "
    return ""


def _names_of(claim: Claim) -> set[str]:
    """A claim's id and keywords, and the words of its id and name but short ones like "and"."""
    words = (*claim.id.split("-"), *claim.name.lower().split())
    keywords = (word.lower() for word in claim.keywords)
    return {claim.id, *keywords, *(word for word in words if len(word) > len("and"))}


MAX_MISTYPED = 100
"""Longer words are not compared, which would take long: they are not misspelt ids."""


def closest(word: str, known: Iterable[str]) -> list[str]:
    """Up to three words like a mistyped one, the closest first.

    Numbers must differ in no more than a digit or two.
    """
    if len(word) > MAX_MISTYPED:
        return []
    import difflib  # here, since only a mistake needs it

    return difflib.get_close_matches(word, known, n=3, cutoff=0.8 if word.isdecimal() else 0.65)


def did_you_mean(near: Sequence[str]) -> str:
    """A question that names what may have been meant, or nothing."""
    return f"Did you mean {' or '.join(near)}? " if near else ""
