"""Choosing studies and records of the census by what they are, and sorting them."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from semax_cli.codes import PublicationSortKey, StudySortKey
from semax_cli.data.census import Publication, census
from semax_cli.data.lookup import (
    Asked,
    select_claims,
    select_effects,
    select_mechanisms,
    select_publications,
)
from semax_cli.errors import ExitCode, SemaxError
from semax_cli.labels import GROUPS, LANGUAGE
from semax_cli.records import Dataset, Study


class StudyFilter(NamedTuple):
    """Which studies to choose: within a field any value matches, and all fields must match.

    A field that is None or empty lets every study through.
    """

    systems: Sequence[str] | None = None
    effects: Sequence[str] | None = None
    claims: Sequence[str] | None = None
    mechanisms: Sequence[str] | None = None
    designs: Sequence[str] | None = None
    readings: Sequence[str] | None = None
    """How far they were read for the dataset."""
    ties: Sequence[str] | None = None
    """Whether they are tied to the developers."""
    years: range | None = None
    languages: Sequence[str] | None = None
    results: Sequence[str] | None = None
    """What was found on what is asked for by a field above or by ids, or on any if nothing is."""


def filter_studies(dataset: Dataset, asked: Asked, criteria: StudyFilter) -> Asked:
    """Those of some studies that match a filter, in their order, with what they found on the
    effects, claims and mechanisms of the filter, if it has any.

    Raises:
        SemaxError: an effect, claim or mechanism (UNKNOWN_ID) or a language (USAGE) is not in the
            dataset.
    """
    links = asked.links
    effects = {effect.id for effect in select_effects(dataset, criteria.effects or ())}
    claims = {claim.id for _, claim in select_claims(dataset, criteria.claims or ())}
    chosen = select_mechanisms(dataset, criteria.mechanisms or ())
    mechanisms = {mechanism.id for mechanism in chosen}
    on_effects = [link for link in links if link.effect and link.effect.id in effects]
    on_claims = [link for link in links if link.claim and link.claim.id in claims]
    on_mechanisms = [link for link in links if link.mechanism and link.mechanism.id in mechanisms]
    if effects or claims or mechanisms:
        links = on_effects + on_claims + on_mechanisms
    with_result = [link for link in links if link.evidence.result in (criteria.results or ())]
    of_effects, of_claims, of_mechanisms, of_results = (
        {link.evidence.study for link in on}
        for on in (on_effects, on_claims, on_mechanisms, with_result)
    )
    languages = _language_tags((s.language for s in dataset.studies), criteria.languages or ())

    def matches(study: Study) -> bool:
        return (
            (not criteria.systems or study.system in criteria.systems)
            and (not effects or study.id in of_effects)
            and (not claims or study.id in of_claims)
            and (not mechanisms or study.id in of_mechanisms)
            and (not criteria.designs or study.design in criteria.designs)
            and (not criteria.readings or study.read in criteria.readings)
            and (not criteria.ties or study.developer_tie in criteria.ties)
            and (criteria.years is None or study.year in criteria.years)
            and (not languages or study.language in languages)
            and (not criteria.results or study.id in of_results)
        )

    return Asked([study for study in asked.studies if matches(study)], links)


def people_first(studies: Iterable[Study]) -> list[Study]:
    """Studies by whom or what they tested, people first, and else in their order."""
    order = [system for _, _, systems in GROUPS for system in systems]
    return sorted(studies, key=lambda study: order.index(study.system))


def sort_studies(studies: Iterable[Study], sort: StudySortKey, reverse: bool) -> list[Study]:
    """Studies sorted by a field and then by id; where the field is not known, they come last."""

    def value(study: Study) -> Any:
        own = getattr(study, sort)
        return own.lower() if isinstance(own, str) else own

    by_id = sorted(studies, key=lambda study: study.id)
    known = [study for study in by_id if value(study) is not None]
    unknown = [study for study in by_id if value(study) is None]
    return sorted(known, key=value, reverse=reverse) + unknown


class PublicationFilter(NamedTuple):
    """Which records of the census to choose: as with ``StudyFilter``."""

    kinds: Sequence[str] | None = None
    about: Sequence[str] | None = None
    years: range | None = None
    languages: Sequence[str] | None = None
    pmids: Sequence[str] | None = None


def filter_publications(dataset: Dataset, criteria: PublicationFilter) -> list[Publication]:
    """The records of the census that match a filter.

    Raises:
        SemaxError: no record has a language (USAGE) or PMID (UNKNOWN_ID).
    """
    publications = census(dataset)
    pmids = {record.pmid for record in select_publications(dataset, criteria.pmids or ())}
    languages = _language_tags((p.language for p in publications), criteria.languages or ())

    def matches(publication: Publication) -> bool:
        return (
            (not pmids or publication.pmid in pmids)
            and (not criteria.kinds or publication.kind in criteria.kinds)
            and (not criteria.about or publication.about_semax in criteria.about)
            and (criteria.years is None or publication.year in criteria.years)
            and (not languages or publication.language in languages)
        )

    return [publication for publication in publications if matches(publication)]


def sort_publications(
    publications: Iterable[Publication], sort: PublicationSortKey, reverse: bool
) -> list[Publication]:
    """Records of the census sorted by a field and then by PMID."""

    def key(publication: Publication) -> tuple[object, int]:
        pmid = int(publication.pmid)
        value = pmid if sort == "pmid" else getattr(publication, sort)
        return value.lower() if isinstance(value, str) else value, pmid

    return sorted(publications, key=key, reverse=reverse)


def _language_tags(present: Iterable[str | None], languages: Sequence[str]) -> set[str]:
    """The tags of languages given by tag or English name, of those that are present.

    Raises SemaxError (USAGE) for others.
    """
    tags = sorted({tag for tag in present if tag})
    known = {LANGUAGE.get(tag, tag).lower(): tag for tag in tags} | {t.lower(): t for t in tags}
    if unknown := [language for language in languages if language.lower() not in known]:
        message = f"Nothing is in the language {', '.join(unknown)}; there are {', '.join(tags)}."
        raise SemaxError(message, ExitCode.USAGE)
    return {known[language.lower()] for language in languages}
