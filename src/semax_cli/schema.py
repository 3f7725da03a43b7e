"""The boundary: whether a dataset file is well-formed and holds together.

Pydantic checks shapes and words against the very dataclasses of ``records.py`` (unknown keys are
refused); ``problems`` checks what no single field can show: ids, links and identifiers. The only
module that imports pydantic, and imported only for a file that is not the bundled one.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from semax_cli.errors import ExitCode, SemaxError
from semax_cli.records import ARTICLE, SCHEMA_VERSION, Dataset, Study

SHORT_WARNING_LIMIT = 90
MOST_TOLD = 20

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
PMID = re.compile(r"[1-9][0-9]{0,7}")
PMCID = re.compile(r"PMC[1-9][0-9]*")
# The form that Crossref recommends, less its narrow choice of suffix characters: old DOIs hold "<".
DOI = re.compile(r"10\.[0-9]{4,9}/\S+")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
YEARS = range(1900, 2101)


def validate(table: dict[str, Any], name: str) -> Dataset:
    """A dataset from the parsed TOML of the file ``name``.

    Raises SemaxError (INVALID_DATASET), one line a problem, each with its place in the file.
    """
    try:
        # By way of JSON, since pydantic in strict mode builds dataclasses and tuples only from it.
        dataset = TypeAdapter(Dataset).validate_json(json.dumps(table, default=str))
    except ValidationError as error:
        found = [f"{_place(e['loc'], table)}: {_said(e)}" for e in error.errors(include_url=False)]
    else:
        found = list(problems(dataset))
    if found:
        more = len(found) - MOST_TOLD
        told = [f"The dataset {name} is not valid at {problem}." for problem in found[:MOST_TOLD]]
        told += [f"And {more} more problems."] if more > 0 else []
        raise SemaxError("\n".join(told), ExitCode.INVALID_DATASET)
    return dataset


def _place(location: tuple[int | str, ...], table: Any) -> str:
    """Where in the file: records in lists are named by their id rather than their number."""
    place = ""
    for step in location:
        try:
            table = table[step]
        except (KeyError, IndexError, TypeError):
            table = None
        if isinstance(step, int):
            place += f"[{table.get('id', step) if isinstance(table, dict) else step}]"
        else:
            place += f".{step}" if place else step
    return place or "the top level"


def _said(error: Any) -> str:
    """Pydantic's message, in the words of someone who edits a TOML file."""
    if error["type"] in ("unexpected_keyword_argument", "extra_forbidden"):
        return "no such field"
    if error["type"] in ("missing", "missing_argument"):
        return "this field is required"
    message: str = error["msg"]
    return f"{message[0].lower()}{message[1:]}, not {error['input']!r}"


def problems(dataset: Dataset) -> Iterator[str]:
    """What breaks a rule of integrity: "place: what is wrong", one a problem."""
    if dataset.schema_version != SCHEMA_VERSION:
        yield (
            f"schema_version: this semax reads version {SCHEMA_VERSION}, not "
            f"{dataset.schema_version}"
        )
    yield from _warning_problems(dataset)
    yield from _id_problems(dataset)
    yield from _link_problems(dataset)
    yield from _part_problems(dataset)
    for study in dataset.studies:
        for problem in _study_problems(study):
            yield f"studies[{study.id}].{problem}"
    for place, record in _records(dataset):
        yield from _text_problems(place, record)


def _warning_problems(dataset: Dataset) -> Iterator[str]:
    short = dataset.warning.short
    if len(short) > SHORT_WARNING_LIMIT or "\n" in short:
        yield f"warning.short: must be one line of at most {SHORT_WARNING_LIMIT} characters"


def _id_problems(dataset: Dataset) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for place, record in _records(dataset):
        identifier = getattr(record, "id", None)
        if identifier is not None:
            seen[identifier] += 1
            if not ID.fullmatch(identifier):
                yield f"{place}.id: ids are lower-case words joined by hyphens"
            if seen[identifier] == 2:
                yield f"{place}.id: another record has this id"
    for name in ("pmid", "doi", "pmcid"):
        held = Counter(value for study in dataset.studies if (value := getattr(study, name)))
        for value, times in held.items():
            if times > 1:
                yield f"studies: {times} of them have the {name} {value}"


def _link_problems(dataset: Dataset) -> Iterator[str]:
    studies = {study.id for study in dataset.studies}
    mechanisms = {mechanism.id for mechanism in dataset.mechanisms}

    def linked() -> Iterator[tuple[str, str]]:
        for link in dataset.links():
            yield f"{link.bears_on.id}.evidence", link.evidence.study
        for safety in dataset.safety:
            yield from ((f"safety[{safety.id}].studies", study) for study in safety.studies)
        for explanation in (e for effect in dataset.effects for e in effect.explanations):
            yield from ((f"{explanation.id}.studies", study) for study in explanation.studies)
            if explanation.mechanism and explanation.mechanism not in mechanisms:
                yield f"{explanation.id}.mechanism", explanation.mechanism
        for wrong in dataset.misreferences:
            if wrong.study:
                yield f"misreferences[{wrong.id}].study", wrong.study
        for study in dataset.studies:
            if study.part_of:
                yield f"studies[{study.id}].part_of", study.part_of

    for place, target in linked():
        if target not in studies:
            yield f'{place}: there is no record "{target}"'
    pairs = Counter((link.bears_on.id, link.evidence.study) for link in dataset.links())
    for (holder_id, study_id), times in pairs.items():
        if times > 1:
            yield f"{holder_id}.evidence: the study {study_id} stands there {times} times"


def _part_problems(dataset: Dataset) -> Iterator[str]:
    """Wholes that cannot be: of another system than the part, or in the end part of it."""
    by_id = {study.id: study for study in dataset.studies}
    for study in dataset.studies:
        whole = by_id.get(study.part_of or "")
        if whole and whole.system != study.system:
            yield f"studies[{study.id}].part_of: {whole.id} is not of the same system"
        passed = {study.id}
        while whole and whole.id not in passed:
            passed.add(whole.id)
            whole = by_id.get(whole.part_of or "")
        if whole:
            yield f"studies[{study.id}].part_of: leads back to {whole.id}"


def _study_problems(study: Study) -> Iterator[str]:
    if study.pmid is not None and not PMID.fullmatch(study.pmid):
        yield "pmid: a PMID is a number of at most eight digits"
    if study.pmcid is not None and not PMCID.fullmatch(study.pmcid):
        yield "pmcid: a PMCID is PMC and a number"
    if study.doi is not None and not DOI.fullmatch(study.doi):
        yield "doi: a DOI begins with 10. and holds no spaces; leave the address off"
    if study.language is not None and not LANGUAGE.fullmatch(study.language):
        yield "language: give a BCP 47 tag, such as ru"
    if study.year is not None and study.year not in YEARS:
        yield f"year: {study.year} is no year of publication"
    for name in ("n", "n_treated", "pooled_k"):
        count = getattr(study, name)
        if count is not None and count < 1:
            yield f"{name}: leave it out where the number is not known"
    if study.n is not None and study.n_treated is not None and study.n_treated > study.n:
        yield "n_treated: more were treated than were studied"


def _text_problems(place: str, record: Any) -> Iterator[str]:
    for field in fields(record):
        value = getattr(record, field.name)
        if isinstance(value, str) and (not value or value != value.strip()):
            yield f"{place}.{field.name}: empty, or with space around it"
    sources = getattr(record, "sources", None)
    if sources is not None and not sources:
        yield f"{place}.sources: every record names where it can be checked"
    for source in sources or ():
        if source != ARTICLE and not re.fullmatch(r"https?://\S+", source):
            yield f'{place}.sources: "{source}" is neither an address nor "{ARTICLE}"'


def _records(record: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Every record in the dataset below this one, with its place."""
    for field in fields(record):
        value = getattr(record, field.name)
        below = f"{place}.{field.name}" if place else field.name
        if is_dataclass(value):
            yield below, value
            yield from _records(value, below)
        elif isinstance(value, tuple):
            for number, entry in enumerate(value):
                if is_dataclass(entry):
                    named = f"{below}[{getattr(entry, 'id', number)}]"
                    yield named, entry
                    yield from _records(entry, named)
