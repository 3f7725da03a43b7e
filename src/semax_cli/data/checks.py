"""The rules of integrity: what no single field can show and no schema can say.

One rule is one function, named after what must hold. A rule about one study belongs in
``study_checks.py``; one about any record, any text, all records or the whole dataset belongs here.
Add it to the list for its scope at the end of the module. Rules are checked only where all fields
are right by themselves, so they can rely on types.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple

from semax_cli._record import nested, text_fields
from semax_cli.background import Source
from semax_cli.codes import ARTICLE, SCHEMA_VERSION
from semax_cli.data.study_checks import STUDY_CHECKS, FieldViolation
from semax_cli.data.toml_lines import KeyPath
from semax_cli.identifiers import DOI, PMID, is_address
from semax_cli.records import Dataset, Misreference, Study
from semax_cli.text import BLANK, first_unsafe

MAX_WARNING = {"short": 90, "text": 230, "full": 2_000}
"""The longest forms of the warning, in characters."""
MAX_TEXT = 10_000
"""The longest text, in characters: longer ones belong in the sources."""
MAX_CHAIN = 10
"""How many studies may contain one another, one within the next."""
ID = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
DATE_FORM = r"[0-9]{4}(-[0-9]{2}){0,2}"
QUOTATION = set('“”"„‟«»')


class Violation(NamedTuple):
    """A broken rule, by its path in the file rather than by its line."""

    path: KeyPath
    message: str
    word: str = ""
    """A wrong word in it, where a similar one may have been meant."""
    known: Iterable[str] = ()
    """The words that are right."""
    otherwise: str = ""
    """What helps where no known word is similar."""


Placed = Sequence[tuple[KeyPath, Any]]
"""All records of a dataset, each with its path."""


def violations(dataset: Dataset) -> list[Violation]:
    """Every rule that a dataset breaks, in no particular order."""
    placed = list(records(dataset))
    found = [violation for check in DATASET_CHECKS for violation in check(dataset)]
    found += [violation for check in RECORDS_CHECKS for violation in check(dataset, placed)]
    for path, record in placed:
        checks = (*RECORD_CHECKS, *STUDY_CHECKS) if isinstance(record, Study) else RECORD_CHECKS
        for check in checks:
            found += [Violation((*path, field), message) for field, message in check(record)]
        for field, text in _texts(record):
            broken = (message for check in TEXT_CHECKS if (message := check(text)))
            found += [Violation((*path, field), message) for message in broken]
    return found


def records(record: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Every record within a record, with its path."""
    kind: Any = type(record)
    for name in nested(kind):
        value = getattr(record, name)
        entries = enumerate(value) if isinstance(value, tuple) else [(None, value)]
        for number, entry in entries:
            below = (*path, name) if number is None else (*path, name, number)
            yield below, entry
            yield from records(entry, below)


# ---------------------------------------------------------------------- a record of any kind


def id_is_lower_case(record: Any) -> Iterator[FieldViolation]:
    """Ids can be typed without quotes or capitals, and are never mistaken for a PMID."""
    identifier = getattr(record, "id", None)
    if identifier is not None and not re.fullmatch(ID, identifier):
        yield "id", "must be lower-case words joined by hyphens, and begin with a letter"


def heading_can_be_quoted(record: Any) -> Iterator[FieldViolation]:
    """The article's heading is shown in quotes, on one line."""
    label = getattr(record, "label", None)
    if label and not (label.isprintable() and QUOTATION.isdisjoint(label)):
        yield "label", "must be one line without quotation marks, since it is shown in quotes"


def sources_are_addresses(record: Any) -> Iterator[FieldViolation]:
    """Every record says where it can be checked."""
    if getattr(record, "sources", None) == ():
        yield "sources", "every record needs at least one source"
    if isinstance(record, Source) and record.address != ARTICLE and not is_address(record.address):
        yield "address", f'"{record.address}" is neither a web address nor "{ARTICLE}"'


def wrong_identifiers_have_their_form(record: Any) -> Iterator[FieldViolation]:
    """A wrong reference gives PMIDs and DOIs that a reader could look up."""
    if isinstance(record, Misreference):
        for name, pattern, kind in WRONG_IDENTIFIERS:
            for key in getattr(record, name):
                if not re.fullmatch(pattern, key):
                    yield name, f'"{key}" is not a {kind}'


WRONG_IDENTIFIERS = (("pmids", PMID, "PMID"), ("dois", DOI, "DOI"))

# ------------------------------------------------------------------------ a text of a record


def _texts(record: Any) -> Iterator[tuple[str, str]]:
    """The texts of a record, with their fields."""
    kind: Any = type(record)
    for name in text_fields(kind):
        value = getattr(record, name)
        if isinstance(value, str):
            yield name, value
        elif value:
            yield from ((name, text) for text in value)


def text_is_filled(text: str) -> str | None:
    """A text has something to read in it, and no space around it."""
    if not text.strip():
        return "is empty. Write something, or leave the field out"
    if text != text.strip():
        return "has a space or a line break at its start or end"
    if not any(c.isprintable() and c not in BLANK and not c.isspace() for c in text):
        return "holds nothing that can be seen"
    return None


def text_can_be_shown(text: str) -> str | None:
    """A text cannot move the cursor, or hide or reverse what follows (see ``text.py``)."""
    if unsafe := first_unsafe(text):
        code = f"U+{ord(unsafe):04X}"
        return f"holds the character {code}, which cannot be shown safely. Remove it"
    return None


def text_is_short(text: str) -> str | None:
    """A text is a summary, not a copy of its source."""
    if len(text) > MAX_TEXT:
        return f"must be at most {MAX_TEXT} characters, not {len(text)}"
    return None


# ------------------------------------------------------------------------ the whole dataset


def version_is_known(dataset: Dataset) -> Iterator[Violation]:
    """The file was written for the vocabulary that this program reads."""
    if dataset.schema_version != SCHEMA_VERSION:
        message = f"this semax reads version {SCHEMA_VERSION}, not {dataset.schema_version}"
        yield Violation(("schema_version",), message)


def warning_can_be_shown(dataset: Dataset) -> Iterator[Violation]:
    """The warning is short enough to stand in every output, and says something."""
    for name, limit in MAX_WARNING.items():
        text = getattr(dataset.warning, name)
        line = "one line of " if name == "short" else ""
        if len(text) > limit or (name == "short" and not text.isprintable()):
            message = f"must be {line}at most {limit} characters, not {len(text)}"
            yield Violation(("warning", name), message)
        if text and not re.search(r"\w", text):
            yield Violation(("warning", name), "must contain a word")


def dates_exist(dataset: Dataset) -> Iterator[Violation]:
    """A date is a day of the calendar; that of a legal status may be a month or a year."""
    days: dict[KeyPath, str] = {
        ("dataset", "updated"): dataset.dataset.updated,
        ("search", "searched_on"): dataset.search.searched_on,
    }
    for path, day in days.items():
        if not _is_day(day):
            yield Violation(path, f'"{day}" is not a date. Write it as YYYY-MM-DD')
    for number, status in enumerate(dataset.status):
        # A year or a month stands for its first day.
        known = status.as_of is None or re.fullmatch(DATE_FORM, status.as_of)
        if status.as_of and not (known and _is_day(f"{status.as_of}-01-01"[:10])):
            message = f'"{status.as_of}" is not a date. Write it as YYYY-MM-DD, YYYY-MM or YYYY'
            yield Violation(("status", number, "as_of"), message)


def _is_day(text: str) -> bool:
    with suppress(ValueError):
        return len(text) == 10 and bool(re.fullmatch(DATE_FORM, text) and date.fromisoformat(text))
    return False


def ids_are_unique(dataset: Dataset, placed: Placed) -> Iterator[Violation]:
    """No two records of any kind share an id."""
    seen: dict[str, KeyPath] = {}
    for path, record in placed:
        identifier = getattr(record, "id", None)
        if identifier in seen:
            first = " number ".join(
                str(step + 1 if isinstance(step, int) else step) for step in seen[identifier]
            )
            yield Violation((*path, "id"), f"another record has the same id: {first}")
        elif identifier is not None:
            seen[identifier] = path


def identifiers_are_unique(dataset: Dataset) -> Iterator[Violation]:
    """No two studies share a PMID, a DOI or a PMCID, whatever the case of its letters."""
    for name in ("pmid", "doi", "pmcid"):
        holders: dict[str, str] = {}
        for number, study in enumerate(dataset.studies):
            value = getattr(study, name)
            if value is not None:
                holder = holders.setdefault(value.lower(), study.id)
                if holder != study.id:
                    message = f"{holder} has the same {name.upper()}, {value}"
                    yield Violation(("studies", number, name), message)


def wrong_identifiers_are_wrong(dataset: Dataset) -> Iterator[Violation]:
    """A wrong identifier is not right for its study, and stands in one wrong reference only."""
    right = {study.id: {study.pmid, (study.doi or "").lower()} for study in dataset.studies}
    holders: dict[str, str] = {}
    for number, wrong in enumerate(dataset.misreferences):
        for name, _, kind in WRONG_IDENTIFIERS:
            path = ("misreferences", number, name)
            for key in getattr(wrong, name):
                if key.lower() in right.get(wrong.study or "", ()):
                    yield Violation(path, f"{key} is the right {kind} of {wrong.study}")
                if key.lower() in holders:
                    yield Violation(path, f"{key} also stands in {holders[key.lower()]}")
                holders[key.lower()] = wrong.id


def effects_have_claims(dataset: Dataset) -> Iterator[Violation]:
    """An effect without a claim could not be judged."""
    for number, effect in enumerate(dataset.effects):
        if not effect.claims:
            yield Violation(("effects", number, "claims"), "an effect needs at least one claim")


LINKS = {
    "study": "studies",
    "studies": "studies",
    "part_of": "studies",
    "may_share_people_with": "studies",
    "mechanism": "mechanisms",
    "see_safety": "safety",
}
"""Fields that name records, and the lists that these stand in."""


def links_lead_somewhere(dataset: Dataset, placed: Placed) -> Iterator[Violation]:
    """A field that names another record names one that exists."""
    known = {name: {record.id for record in getattr(dataset, name)} for name in set(LINKS.values())}
    for path, record in placed:
        for name in LINKS.keys() & record.__slots__:
            value = getattr(record, name)
            ids = (value,) if isinstance(value, str) else value or ()
            right = known[LINKS[name]]
            for missing in (identifier for identifier in ids if identifier not in right):
                message = f'there is no record "{missing}"'
                yield Violation((*path, name), message, missing, right)


def specimens_are_of_wrong_references(dataset: Dataset, placed: Placed) -> Iterator[Violation]:
    """A page that spreads a wrong reference is a source of nothing else."""
    for path, record in placed:
        if isinstance(record, Source) and record.kind == "specimen" and path[0] != "misreferences":
            yield Violation((*path, "kind"), "only a wrong reference has specimens as sources")


def a_study_bears_once(dataset: Dataset, placed: Placed) -> Iterator[Violation]:
    """A study stands once under a claim, an effect or a mechanism."""
    for path, record in placed:
        for name in {"evidence", "other_evidence"}.intersection(record.__slots__):
            for study, times in Counter(entry.study for entry in getattr(record, name)).items():
                if times > 1:
                    message = f'"{study}" is listed {times} times. List it once'
                    yield Violation((*path, name), message)


def only_people_are_direct(dataset: Dataset, placed: Placed) -> Iterator[Violation]:
    """What was seen in animals or cells never bears directly on a claim about people."""
    systems = {study.id: study.system for study in dataset.studies}
    for path, record in placed:
        if getattr(record, "directness", None) == "direct":
            system = systems.get(record.study, "human")
            if system != "human":
                message = (
                    f'"{record.study}" {NOT_IN_PEOPLE[system]}, so its directness cannot be '
                    '"direct". Use "partial" or "indirect"'
                )
                yield Violation((*path, "directness"), message)


NOT_IN_PEOPLE = {
    "animal": "is an animal study",
    "cell": "is a study in cells",
    "cell-free": "is a study in a test tube",
    "none": "tested nobody",
    "unclear": "is not known to have tested people",
}


def parts_fit_their_whole(dataset: Dataset) -> Iterator[Violation]:
    """A pooled study has the system of its parts, and at least as many people or animals."""
    by_id = {study.id: study for study in dataset.studies}
    for number, study in enumerate(dataset.studies):
        path = ("studies", number, "part_of")
        if whole := by_id.get(study.part_of or ""):
            if whole.system != study.system:
                yield Violation(path, f"{whole.id} was done in another system")
            if whole.n and study.n and whole.n < study.n:
                yield Violation(path, f"{whole.id} is smaller than this part of it")


def parts_come_to_an_end(dataset: Dataset) -> Iterator[Violation]:
    """No study is a part of itself, by however many others."""
    by_id = {study.id: study for study in dataset.studies}
    for number, study in enumerate(dataset.studies):
        path = ("studies", number, "part_of")
        passed = {study.id}
        whole = by_id.get(study.part_of or "")
        while whole and whole.id not in passed and len(passed) <= MAX_CHAIN:
            passed.add(whole.id)
            whole = by_id.get(whole.part_of or "")
        if whole and whole.id in passed:
            yield Violation(path, f"leads back to {whole.id}")
        elif whole:
            yield Violation(path, f"leads through more than {MAX_CHAIN} studies")


# --------------------------------------------------------------------------------- the lists

RECORD_CHECKS: tuple[Callable[[Any], Iterator[FieldViolation]], ...] = (
    id_is_lower_case,
    heading_can_be_quoted,
    sources_are_addresses,
    wrong_identifiers_have_their_form,
)
TEXT_CHECKS: tuple[Callable[[str], str | None], ...] = (
    text_is_filled,
    text_can_be_shown,
    text_is_short,
)
RECORDS_CHECKS: tuple[Callable[[Dataset, Placed], Iterator[Violation]], ...] = (
    ids_are_unique,
    specimens_are_of_wrong_references,
    links_lead_somewhere,
    a_study_bears_once,
    only_people_are_direct,
)
DATASET_CHECKS: tuple[Callable[[Dataset], Iterator[Violation]], ...] = (
    version_is_known,
    warning_can_be_shown,
    dates_exist,
    identifiers_are_unique,
    wrong_identifiers_are_wrong,
    effects_have_claims,
    parts_fit_their_whole,
    parts_come_to_an_end,
)
