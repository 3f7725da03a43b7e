"""The boundary: whether a dataset file is well-formed and holds together.

Pydantic checks shapes and words against the very dataclasses of ``records.py`` (unknown keys are
refused); ``CHECKS`` are for what no single field can show: ids, links and identifiers. It imports
pydantic, as ``json_schema.py`` does, and so is imported only for a file that is to be checked.
"""

import copy
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple, get_args

from pydantic import TypeAdapter, ValidationError

from semax_cli import addresses
from semax_cli.errors import ExitCode, Problem, SemaxError
from semax_cli.records import ARTICLE, SCHEMA_VERSION, Dataset, Study, build, nested, text_fields
from semax_cli.suggest import closest
from semax_cli.toml_lines import Path, line_of, lines_of

SHORT_WARNING_LIMIT, WARNING_LIMIT = 90, 2_000
TEXT_LIMIT = 10_000
"""The longest text, in characters: what is longer belongs into the sources."""
MOST_TOLD = 20
MOST_SUGGESTIONS = 20
"""For so many problems what may have been meant is looked for, which takes time."""
MESSAGE_LIMIT = 300

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
PMID = re.compile(r"[1-9][0-9]{0,7}")
PMCID = re.compile(r"PMC[1-9][0-9]*")
# The form that Crossref recommends, less its narrow choice of suffix characters: old DOIs hold "<".
DOI = re.compile(r"10\.[0-9]{4,9}/\S+")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
YEARS = range(1900, 2101)
MOST_PEOPLE = 10**9
DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
LONGEST_CHAIN = 10
"""A study is part of so many others at most, one within the next."""


class _Found(NamedTuple):
    """A problem, by its path in the file rather than by its line."""

    path: Path
    said: str
    word: str = ""
    """What is wrong in it, where something that is alike may have been meant."""
    known: Iterable[str] = ()
    """What that could be."""
    else_said: str = ""
    """What helps where nothing is alike."""


class _Whole(NamedTuple):
    """What the rules of integrity are about."""

    dataset: Dataset
    records: Sequence[tuple[Path, Any]]
    """Every record in it, with its path."""


def validate(table: dict[str, Any], name: str, text: str) -> Dataset:
    """A dataset from the text of the file ``name``, and from the table that it parses to.

    Raises SemaxError (INVALID_DATASET), one line a problem, each with its place in the file.
    """
    dataset, found = check(table, text)
    if dataset is None:
        more = len(found) - MOST_TOLD
        told = [
            f"The dataset {name}{f', line {p.line},' if p.line else ''} is not valid at {p.place}: "
            f"{p.problem}{'' if p.problem.endswith('?') else '.'}"
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
        dataset = _adapter().validate_json(json.dumps(table, default=_unquoted))
    except RecursionError:
        return None, [TOO_DEEP]
    except ValueError as error:
        if not isinstance(error, ValidationError):
            return None, [Problem(None, "the file", None, "holds a number of too many digits")]
        errors = error.errors(include_url=False)
        if errors[0]["type"] == "json_invalid":  # which its own parser says of what is too deep
            return None, [TOO_DEEP]
        found = list(map(_of_pydantic, errors))
        found += _rest(table, [e["loc"] for e in errors])
    else:
        whole = _Whole(dataset, list(_records(dataset)))
        found = [problem for check_one in CHECKS for problem in check_one(whole)]
    lines = lines_of(text) if found else {}
    found.sort(key=lambda problem: line_of(problem.path, lines) or 0)
    told = [
        _told(problem, table, lines, suggest=number < MOST_SUGGESTIONS)
        for number, problem in enumerate(found)
    ]
    return None if found else dataset, told


TOO_DEEP = Problem(None, "the file", None, "is nested too deeply to be a dataset")
QUOTES = "put it in quotes"


def _unquoted(value: Any) -> dict[str, str]:
    """A date as TOML has it, where only a text will do: something that is refused for a reason."""
    return {QUOTES: str(value)}


@cache
def _adapter() -> TypeAdapter[Dataset]:
    return TypeAdapter(Dataset)


def _rest(table: dict[str, Any], wrong: Sequence[Path]) -> list[_Found]:
    """What breaks a rule of integrity as well, as far as can be seen beside fields that are wrong.

    These are left out, and what has to be there without being so is None.
    """
    rest = copy.deepcopy(table)
    for path in wrong:
        holder: Any = rest
        with suppress(KeyError, IndexError, TypeError):
            for step in path[:-1]:
                holder = holder[step]
            if isinstance(path[-1], int):  # in a list, where the others keep their numbers
                holder[path[-1]] = {} if is_dataclass(_kind(path)) else None
            else:
                del holder[path[-1]]
    found: list[_Found] = []
    with suppress(AttributeError, TypeError):
        dataset = build(Dataset, rest, gaps=True)
        whole = _Whole(dataset, list(_records(dataset)))
        for check_one in CHECKS:
            with suppress(AttributeError, TypeError):  # too much is missing for this one
                for problem in check_one(whole):
                    found.append(problem)  # noqa: PERF402 - one by one, to keep what there is
    return found


def _told(problem: _Found, table: Any, lines: dict[Path, int], suggest: bool) -> Problem:
    """A problem with its line and its place, in which records are named by their ids."""
    place, record = "", None
    for step in problem.path:
        try:
            table = table[step]
        except (KeyError, IndexError, TypeError):
            table = None
        named = table.get("id") if isinstance(table, dict) else None
        named = named if isinstance(named, str) else None
        record = named or record
        if isinstance(step, int):
            place += f"[{named or step}]"
        else:
            place += f".{step}" if place else step
    said = problem.said
    if suggest and problem.word:
        meant = closest(problem.word, problem.known).strip()
        said = f"{said}. {meant or problem.else_said}".removesuffix(". ")
    line = line_of(problem.path, lines)
    return Problem(line, _on_one_line(place or "the top level"), record, _on_one_line(said))


def _on_one_line(text: str) -> str:
    """What is quoted of a file can neither begin a line of its own nor fill the screen."""
    line = " ".join(text.split())
    return line if len(line) <= MESSAGE_LIMIT else f"{line[:MESSAGE_LIMIT]}…"


def _of_pydantic(error: Any) -> _Found:
    """Pydantic's message, in the words of someone who edits a TOML file."""
    path: Path = error["loc"]
    if error["type"] in ("unexpected_keyword_argument", "extra_forbidden"):
        known, help_said = _field_names(path[:-1]), "`semax schema` says what there is"
        return _Found(path, "no such field", str(path[-1]), known, help_said)
    if error["type"] in ("missing", "missing_argument"):
        return _Found(path, _required(path))
    given = error["input"]
    if isinstance(given, dict) and QUOTES in given:
        given = given[QUOTES]
        if error["type"] == "string_type":
            return _Found(path, f'a date is a text here: {QUOTES}, as "{given}"')
    message: str = IN_TOML.get(error["type"], error["msg"])
    return _Found(path, f"{message[0].lower()}{message[1:]}, not {given!r:.80}")


IN_TOML = {
    "string_type": "A text belongs here, in quotes",
    "int_type": "A whole number belongs here, without quotes",
    "bool_type": "true or false belongs here, without quotes",
    "tuple_type": "A list belongs here: [...], or tables under [[...]]",
    "dataclass_type": "A table belongs here: [...]",
}
"""Pydantic's messages that speak of JSON."""


def _required(path: Path) -> str:
    """That a field is missing, and how a table is written where it should be one."""
    if not is_dataclass(_kind(path)):
        return "this field is required"
    header = ".".join(name for name in path if isinstance(name, str))
    (field,) = (field for field in fields(_kind(path[:-1])) if field.name == path[-1])
    if is_dataclass(field.type):
        return f"the table [{header}] is required"
    return f"tables [[{header}]] are required"


def _field_names(path: Path) -> list[str]:
    """The names of the fields of the record that a path leads to."""
    return [field.name for field in fields(_kind(path))]


def _kind(path: Path) -> Any:
    """The class of what a path leads to."""
    kind: Any = Dataset
    for name in path:
        if isinstance(name, str):
            types = {field.name: field.type for field in fields(kind)}
            kind = (get_args(types[name]) or (types[name],))[0]
    return kind


def _version_problems(whole: _Whole) -> Iterator[_Found]:
    dataset = whole.dataset
    if dataset.schema_version not in (SCHEMA_VERSION, None):
        said = f"this semax reads version {SCHEMA_VERSION}, not {dataset.schema_version}"
        yield _Found(("schema_version",), said)


def _warning_problems(whole: _Whole) -> Iterator[_Found]:
    dataset = whole.dataset
    short, text = dataset.warning.short, dataset.warning.text
    if short and (len(short) > SHORT_WARNING_LIMIT or not short.isprintable()):
        said = f"must be one line of at most {SHORT_WARNING_LIMIT} characters, not {len(short)}"
        yield _Found(("warning", "short"), said)
    if text and len(text) > WARNING_LIMIT:
        said = f"must be at most {WARNING_LIMIT} characters, not {len(text)}"
        yield _Found(("warning", "text"), said)
    for name, value in (("short", short), ("text", text)):
        if value and not re.search(r"\w", value):
            yield _Found(("warning", name), "holds no word")


def _date_problems(whole: _Whole) -> Iterator[_Found]:
    """Days that there are not."""
    dataset = whole.dataset
    for path, record, name in (
        (("dataset", "updated"), dataset.dataset, "updated"),
        (("search", "searched_on"), dataset.search, "searched_on"),
    ):
        if (day := getattr(record, name, None)) and not _is_day(day):
            yield _Found(path, f'"{day}" is no day that there is, as YYYY-MM-DD')
    for number, status in enumerate(dataset.status):
        # A year or a month stands for its first day.
        known = status.as_of and DATE.fullmatch(status.as_of)
        if status.as_of and not (known and _is_day(f"{status.as_of}-01-01"[:10])):
            said = f'"{status.as_of}" is no date that there is, as YYYY-MM-DD, YYYY-MM or YYYY'
            yield _Found(("status", number, "as_of"), said)


def _is_day(text: str) -> bool:
    with suppress(ValueError):
        return len(text) == 10 and bool(DATE.fullmatch(text) and date.fromisoformat(text))
    return False


def _id_problems(whole: _Whole) -> Iterator[_Found]:
    dataset = whole.dataset
    seen: dict[str, Path] = {}
    for path, record in whole.records:
        identifier = getattr(record, "id", None)
        if identifier is not None:
            if not ID.fullmatch(identifier):
                said = "ids are lower-case words joined by hyphens, and begin with a letter"
                yield _Found((*path, "id"), said)
            if identifier in seen:
                first = " number ".join(
                    str(n + 1 if isinstance(n, int) else n) for n in seen[identifier]
                )
                yield _Found((*path, "id"), f"another record has this id: {first}")
            seen.setdefault(identifier, path)
    for name in ("pmid", "doi", "pmcid"):
        held: dict[str, str] = {}
        for number, study in enumerate(dataset.studies):
            value = getattr(study, name)
            key = value and value.lower()  # case is of no account in a DOI
            if key in held:
                yield _Found(("studies", number, name), f"{held[key]} has {value} as well")
            elif key is not None:
                held[key] = study.id


def _misreference_problems(whole: _Whole) -> Iterator[_Found]:
    """Wrong identifiers that are none, that are right, or that stand under two wrong references."""
    dataset = whole.dataset
    right = {study.id: {study.pmid, (study.doi or "").lower()} for study in dataset.studies}
    held: dict[str, str] = {}
    for number, wrong in enumerate(dataset.misreferences):
        for name, pattern, form in (("pmids", PMID, "PMID"), ("dois", DOI, "DOI")):
            for key in getattr(wrong, name) or ():
                path = ("misreferences", number, name)
                if not pattern.fullmatch(key):
                    yield _Found(path, f'"{key}" has not the form of a {form}')
                if key.lower() in right.get(wrong.study or "", ()):
                    yield _Found(path, f"{key} is the right {form} of {wrong.study}")
                if key.lower() in held:
                    yield _Found(path, f"{key} stands under {held[key.lower()]} as well")
                held[key.lower()] = wrong.id


def _claim_problems(whole: _Whole) -> Iterator[_Found]:
    """Effects without a claim, of which nothing could be judged."""
    dataset = whole.dataset
    for number, effect in enumerate(dataset.effects):
        if effect.claims == ():
            yield _Found(("effects", number, "claims"), "an effect makes one claim at least")


LINKS = {"study": "studies", "studies": "studies", "part_of": "studies", "mechanism": "mechanisms"}
"""Fields that name records, and where these stand."""


def _link_problems(whole: _Whole) -> Iterator[_Found]:
    """Links that lead nowhere, and studies that stand twice under one claim."""
    targets = {
        name: {record.id for record in getattr(whole.dataset, name) if record.id}
        for name in set(LINKS.values())
    }
    for path, record in whole.records:
        names = record.__slots__
        for name in LINKS.keys() & names:
            held = getattr(record, name)
            ids = (held,) if isinstance(held, str) else held or ()
            known = targets[LINKS[name]]
            for missing in (identifier for identifier in ids if identifier not in known):
                yield _Found((*path, name), f'there is no record "{missing}"', missing, known)
        for name in {"evidence", "other_evidence"}.intersection(names):
            entries = getattr(record, name) or ()
            linked = Counter(entry.study for entry in entries if entry.study is not None)
            for study, times in linked.items():
                if times > 1:
                    yield _Found((*path, name), f"the study {study} stands there {times} times")


def _directness_problems(whole: _Whole) -> Iterator[_Found]:
    """Animals and cells that are said to bear directly on a claim about people."""
    dataset = whole.dataset
    systems = {study.id: study.system for study in dataset.studies}
    for path, record in whole.records:
        direct = getattr(record, "directness", None) == "direct"
        if direct and systems.get(record.study) not in ("human", None):
            said = f"what was not seen in people is never direct ({record.study})"
            yield _Found((*path, "directness"), said)


def _part_problems(whole: _Whole) -> Iterator[_Found]:
    """Wholes that cannot be: of another system than the part, or in the end part of it."""
    dataset = whole.dataset
    by_id = {study.id: study for study in dataset.studies}
    for number, study in enumerate(dataset.studies):
        path = ("studies", number, "part_of")
        pooled = by_id.get(study.part_of or "")
        if pooled and None not in (pooled.system, study.system) and pooled.system != study.system:
            yield _Found(path, f"{pooled.id} is not of the same system")
        if pooled and pooled.n and study.n and pooled.n < study.n:
            yield _Found(path, f"{pooled.id} holds fewer people or animals than this part of it")
        passed = {study.id}
        while pooled and pooled.id not in passed and len(passed) <= LONGEST_CHAIN:
            passed.add(pooled.id)
            pooled = by_id.get(pooled.part_of or "")
        if pooled and pooled.id in passed:
            yield _Found(path, f"leads back to {pooled.id}")
        elif pooled:
            yield _Found(path, f"leads through more than {LONGEST_CHAIN} studies")


def _study_problems(whole: _Whole) -> Iterator[_Found]:
    dataset = whole.dataset
    for number, study in enumerate(dataset.studies):
        for check_one in (_identifier_problems, _number_problems, _contradictions):
            for name, said in check_one(study):
                yield _Found(("studies", number, name), said)


def _identifier_problems(study: Study) -> Iterator[tuple[str, str]]:
    """Which field of a study is wrong, and what is wrong with it."""
    if study.pmid is not None and not PMID.fullmatch(study.pmid):
        yield "pmid", "a PMID is a number of at most eight digits"
    if study.pmcid is not None and not PMCID.fullmatch(study.pmcid):
        yield "pmcid", "a PMCID is PMC and a number"
    if study.doi is not None and not DOI.fullmatch(study.doi):
        yield "doi", "a DOI begins with 10. and holds no spaces; leave the address off"
    if study.language is not None and not LANGUAGE.fullmatch(study.language):
        yield "language", "give a BCP 47 tag, such as en or ru"


def _number_problems(study: Study) -> Iterator[tuple[str, str]]:
    if study.year is not None and study.year not in YEARS:
        yield "year", f"{study.year} is no year of publication"
    if "et al." in study.authors[:-1]:
        yield "authors", 'what follows "et al." is not told apart: put it last'
    for name in ("n", "n_treated", "pooled_k"):
        count = getattr(study, name)
        if count is not None and count < 1:
            yield name, "leave it out where the number is not known"
        if count is not None and count > MOST_PEOPLE:
            yield name, "is more than there can be"
    if study.n is not None and study.n_treated is not None and study.n_treated > study.n:
        yield "n_treated", "more were treated than were studied"


def _contradictions(study: Study) -> Iterator[tuple[str, str]]:
    """Fields of a study that cannot both be right."""
    if study.system == "none" and study.design not in (*TESTING_NOBODY, None):
        yield "design", f'with system = "none" it is one of {", ".join(TESTING_NOBODY)}'
    if study.system == "human" and study.design == "preclinical":
        yield "design", 'with system = "human" it is not preclinical'
    if study.design == "uncontrolled" and study.control not in ("none", "unclear", None):
        yield "control", f'contradicts design = "uncontrolled": {study.control} is a control'
    if study.design in ("randomised", "controlled") and study.control == "none":
        yield "control", f'contradicts design = "{study.design}", which takes a control'
    if study.in_article and study.article_match == NOT_MEANT:
        yield "article_match", "with in_article = true it is exact, probable or unresolved"
    if study.in_article is False and study.article_match not in (NOT_MEANT, None):
        yield "article_match", f'with in_article = false it is "{NOT_MEANT}", or left out'


TESTING_NOBODY = ("proposal", "anecdote")
NOT_MEANT = "not-in-article"


def _text_problems(whole: _Whole) -> Iterator[_Found]:
    for path, record in whole.records:
        yield from _texts_of(path, record)


def _odd(text: str) -> str | None:
    """What is wrong with a text that begins, ends or goes on with something odd, if anything is."""
    if not text.strip():
        return "is empty: write something, or leave it out"
    if text != text.strip():
        return "has space or a line break around it"
    seen = any(character.isprintable() for character in text)
    return None if seen else "holds nothing that can be seen"


def _texts_of(path: Path, record: Any) -> Iterator[_Found]:
    for name in text_fields(record.__class__):
        value = getattr(record, name)
        for text in (value,) if isinstance(value, str) else value or ():
            if text and text[0] > " " and text[-1] > " " and text.isprintable():
                problem = None  # as nearly every text, which is quickly told
            elif text is None:
                continue
            else:
                problem = _odd(text)
            if len(text) > TEXT_LIMIT:
                problem = f"longer than {TEXT_LIMIT} characters"
            if problem:
                yield _Found((*path, name), problem)
    label = getattr(record, "label", None)
    if label and not (label.isprintable() and QUOTATION.isdisjoint(label)):
        said = "is quoted: one line, without quotation marks of its own"
        yield _Found((*path, "label"), said)
    sources = getattr(record, "sources", None)
    if sources is not None and not sources:
        yield _Found((*path, "sources"), "every record names where it can be checked")
    for source in sources or ():
        if source != ARTICLE and not addresses.is_one(source):
            said = f'"{source}" is neither an address nor "{ARTICLE}"'
            yield _Found((*path, "sources"), said)


CHECKS: tuple[Callable[[_Whole], Iterator[_Found]], ...] = (
    _version_problems,
    _warning_problems,
    _date_problems,
    _id_problems,
    _misreference_problems,
    _claim_problems,
    _link_problems,
    _directness_problems,
    _part_problems,
    _study_problems,
    _text_problems,
)
"""What no single field can show, and no schema can say."""

QUOTATION = set('“”"„‟«»')


def _records(record: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every record in the dataset below this one, with its path."""
    for name in nested(record.__class__):
        value = getattr(record, name)
        below = (*path, name)
        if isinstance(value, tuple):
            for number, entry in enumerate(value):
                if entry is not None:
                    yield (*below, number), entry
                    yield from _records(entry, (*below, number))
        elif value is not None:
            yield below, value
            yield from _records(value, below)
