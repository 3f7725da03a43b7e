"""The boundary: whether a dataset file is well-formed and holds together.

Pydantic checks shapes and words against the very dataclasses of ``records.py`` (unknown keys are
refused); ``problems`` checks what no single field can show: ids, links and identifiers. It imports
pydantic, as ``json_schema.py`` does, and so is imported only for a file that is to be checked.
"""

import copy
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from semax_cli import records
from semax_cli.errors import ExitCode, Problem, SemaxError
from semax_cli.records import ARTICLE, SCHEMA_VERSION, Dataset, Study, build
from semax_cli.suggest import closest
from semax_cli.toml_lines import Path, line_of, lines_of

SHORT_WARNING_LIMIT = 90
MOST_TOLD = 20

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
PMID = re.compile(r"[1-9][0-9]{0,7}")
PMCID = re.compile(r"PMC[1-9][0-9]*")
# The form that Crossref recommends, less its narrow choice of suffix characters: old DOIs hold "<".
DOI = re.compile(r"10\.[0-9]{4,9}/\S+")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
YEARS = range(1900, 2101)


class _Found(NamedTuple):
    """A problem, by its path in the file rather than by its line."""

    path: Path
    said: str


def validate(table: dict[str, Any], name: str, text: str) -> Dataset:
    """A dataset from the text of the file ``name``, and from the table that it parses to.

    Raises SemaxError (INVALID_DATASET), one line a problem, each with its place in the file.
    """
    dataset, found = check(table, text)
    if dataset is None:
        more = len(found) - MOST_TOLD
        told = [
            f"The dataset {name}{f', line {p.line},' if p.line else ''} is not valid at {p.place}: "
            f"{p.problem}."
            for p in found[:MOST_TOLD]
        ]
        told += [f"And {more} more problems; `semax validate` shows all."] if more > 0 else []
        raise SemaxError("\n".join(told), ExitCode.INVALID_DATASET)
    return dataset


def check(table: dict[str, Any], text: str) -> tuple[Dataset | None, list[Problem]]:
    """The dataset, if nothing is wrong with it, and what is wrong, in the order of the file."""
    dataset = None
    try:
        # By way of JSON, since pydantic in strict mode builds dataclasses and tuples only from it.
        dataset = TypeAdapter(Dataset).validate_json(json.dumps(table, default=str))
    except ValidationError as error:
        errors = error.errors(include_url=False)
        found = [_Found(e["loc"], _said(e)) for e in errors]
        found += _rest(table, [e["loc"] for e in errors])
    else:
        found = list(problems(dataset))
    lines = lines_of(text) if found else {}
    told = [_told(*entry, table, lines) for entry in found]
    return None if found else dataset, sorted(told, key=lambda problem: problem.line or 0)


def _rest(table: dict[str, Any], wrong: Sequence[Path]) -> list[_Found]:
    """What breaks a rule of integrity as well, as far as can be seen beside fields that are wrong.

    These are left out, and what has to be there without being so is None.
    """
    rest = copy.deepcopy(table)
    for path in reversed(wrong):  # from the end, since what is taken out of a list moves the others
        holder: Any = rest
        with suppress(KeyError, IndexError, TypeError):
            for step in path[:-1]:
                holder = holder[step]
            del holder[path[-1]]
    try:
        return list(problems(build(Dataset, rest, gaps=True)))
    except (AttributeError, TypeError):
        return []  # too much is missing to look any further


def _told(path: Path, said: str, table: Any, lines: dict[Path, int]) -> Problem:
    """A problem with its line and its place, in which records are named by their ids."""
    place, record = "", None
    for step in path:
        try:
            table = table[step]
        except (KeyError, IndexError, TypeError):
            table = None
        named = table.get("id") if isinstance(table, dict) else None
        record = named or record
        if isinstance(step, int):
            place += f"[{named or step}]"
        else:
            place += f".{step}" if place else step
    return Problem(line_of(path, lines), place or "the top level", record, said)


def _said(error: Any) -> str:
    """Pydantic's message, in the words of someone who edits a TOML file."""
    if error["type"] in ("unexpected_keyword_argument", "extra_forbidden"):
        return f"no such field. {closest(str(error['loc'][-1]), _field_names())}".strip(". ")
    if error["type"] in ("missing", "missing_argument"):
        return "this field is required"
    message: str = error["msg"]
    return f"{message[0].lower()}{message[1:]}, not {error['input']!r:.80}"


@cache
def _field_names() -> tuple[str, ...]:
    """The names of all fields of all kinds of record."""
    kinds = (kind for kind in vars(records).values() if is_dataclass(kind))
    return tuple(dict.fromkeys(field.name for kind in kinds for field in fields(kind)))


def problems(dataset: Dataset) -> Iterator[_Found]:
    """What breaks a rule of integrity."""
    if dataset.schema_version != SCHEMA_VERSION:
        said = f"this semax reads version {SCHEMA_VERSION}, not {dataset.schema_version}"
        yield _Found(("schema_version",), said)
    yield from _warning_problems(dataset)
    yield from _id_problems(dataset)
    yield from _link_problems(dataset)
    yield from _part_problems(dataset)
    for number, study in enumerate(dataset.studies):
        for name, said in _study_problems(study):
            yield _Found(("studies", number, name), said)
    for path, record in _records(dataset):
        yield from _text_problems(path, record)


def _warning_problems(dataset: Dataset) -> Iterator[_Found]:
    short = dataset.warning.short
    if len(short) > SHORT_WARNING_LIMIT or "\n" in short:
        said = f"must be one line of at most {SHORT_WARNING_LIMIT} characters"
        yield _Found(("warning", "short"), said)


def _id_problems(dataset: Dataset) -> Iterator[_Found]:
    seen: Counter[str] = Counter()
    for path, record in _records(dataset):
        identifier = getattr(record, "id", None)
        if identifier is not None:
            seen[identifier] += 1
            if not ID.fullmatch(identifier):
                yield _Found((*path, "id"), "ids are lower-case words joined by hyphens")
            if seen[identifier] == 2:
                yield _Found((*path, "id"), "another record has this id")
    for name in ("pmid", "doi", "pmcid"):
        held: dict[str, str] = {}
        for number, study in enumerate(dataset.studies):
            value = getattr(study, name)
            if value in held:
                yield _Found(("studies", number, name), f"{held[value]} has {value} as well")
            elif value is not None:
                held[value] = study.id


def _link_problems(dataset: Dataset) -> Iterator[_Found]:
    """Links that lead nowhere, and studies that stand twice under one claim."""
    studies = {study.id for study in dataset.studies}
    mechanisms = {mechanism.id for mechanism in dataset.mechanisms}
    for path, record in _records(dataset):
        for name, targets in (
            ("study", studies),
            ("studies", studies),
            ("part_of", studies),
            ("mechanism", mechanisms),
        ):
            held = getattr(record, name, None)
            if held and not isinstance(record, Dataset):
                ids = (held,) if isinstance(held, str) else held
                for missing in (identifier for identifier in ids if identifier not in targets):
                    said = f'there is no record "{missing}". {closest(missing, targets)}'
                    yield _Found((*path, name), said.strip(". "))
        for name in ("evidence", "other_evidence"):
            linked = Counter(entry.study for entry in getattr(record, name, ()))
            for study, times in linked.items():
                if times > 1:
                    yield _Found((*path, name), f"the study {study} stands there {times} times")


def _part_problems(dataset: Dataset) -> Iterator[_Found]:
    """Wholes that cannot be: of another system than the part, or in the end part of it."""
    by_id = {study.id: study for study in dataset.studies}
    for number, study in enumerate(dataset.studies):
        path = ("studies", number, "part_of")
        whole = by_id.get(study.part_of or "")
        if whole and whole.system != study.system:
            yield _Found(path, f"{whole.id} is not of the same system")
        passed = {study.id}
        while whole and whole.id not in passed:
            passed.add(whole.id)
            whole = by_id.get(whole.part_of or "")
        if whole:
            yield _Found(path, f"leads back to {whole.id}")


def _study_problems(study: Study) -> Iterator[tuple[str, str]]:
    """Which field of a study is wrong, and what is wrong with it."""
    if study.pmid is not None and not PMID.fullmatch(study.pmid):
        yield "pmid", "a PMID is a number of at most eight digits"
    if study.pmcid is not None and not PMCID.fullmatch(study.pmcid):
        yield "pmcid", "a PMCID is PMC and a number"
    if study.doi is not None and not DOI.fullmatch(study.doi):
        yield "doi", "a DOI begins with 10. and holds no spaces; leave the address off"
    if study.language is not None and not LANGUAGE.fullmatch(study.language):
        yield "language", "give a BCP 47 tag, such as ru"
    if study.year is not None and study.year not in YEARS:
        yield "year", f"{study.year} is no year of publication"
    for name in ("n", "n_treated", "pooled_k"):
        count = getattr(study, name)
        if count is not None and count < 1:
            yield name, "leave it out where the number is not known"
    if study.n is not None and study.n_treated is not None and study.n_treated > study.n:
        yield "n_treated", "more were treated than were studied"


def _text_problems(path: Path, record: Any) -> Iterator[_Found]:
    for field in fields(record):
        value = getattr(record, field.name)
        if isinstance(value, str) and (not value or value != value.strip()):
            yield _Found((*path, field.name), "empty, or with space around it")
    sources = getattr(record, "sources", None)
    if sources is not None and not sources:
        yield _Found((*path, "sources"), "every record names where it can be checked")
    for source in sources or ():
        if source != ARTICLE and not re.fullmatch(r"https?://\S+", source):
            said = f'"{source}" is neither an address nor "{ARTICLE}"'
            yield _Found((*path, "sources"), said)


def _records(record: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every record in the dataset below this one, with its path."""
    for field in fields(record):
        value = getattr(record, field.name)
        below = (*path, field.name)
        if is_dataclass(value):
            yield below, value
            yield from _records(value, below)
        elif isinstance(value, tuple):
            for number, entry in enumerate(value):
                if is_dataclass(entry):
                    yield (*below, number), entry
                    yield from _records(entry, (*below, number))
