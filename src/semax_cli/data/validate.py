"""Whether a dataset file is valid, and everything that is wrong with it.

First pydantic checks each field against the dataclasses of ``records.py``, where unknown keys are
refused. Once all fields are right, the rules of ``checks.py`` are checked. This module imports
pydantic, so it is imported only for a file that is to be checked.
"""

import json
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from semax_cli._record import nested
from semax_cli.data.checks import Violation, violations
from semax_cli.data.lookup import closest, did_you_mean
from semax_cli.data.toml_lines import KeyPath, line_of, lines_of
from semax_cli.errors import ExitCode, Problem, SemaxError
from semax_cli.records import Dataset
from semax_cli.text import visible

MAX_SHOWN = 20
"""How many problems an error message shows; `semax validate` shows all."""
MAX_SUGGESTIONS = 20
"""For how many problems similar words are looked for, which takes time."""
MAX_MESSAGE = 300
MAX_PROBLEMS = 10_000
"""How many problems of a file are told at most."""
WIDEST = 10_000
"""How many fields a table may have; more are not even looked at."""
PART = 500
"""So many records of a list are made at once."""
TOO_MANY = f"more than {MAX_PROBLEMS:,} fields in it are wrong or missing"

WHOLE_FILE = "the file"
TOO_DEEP = Problem(None, WHOLE_FILE, None, "is nested too deeply to be a dataset")
OLD_VERSION = Problem(
    None,
    WHOLE_FILE,
    None,
    "is of version 1; this semax reads version 2. docs/data.md says what to change: sources are "
    "tables with an address and a kind, effects have article_heading, and [warning] has full",
)
MORE = Problem(None, WHOLE_FILE, None, "has more problems than these. Mend them first")
TOO_MANY_DIGITS = Problem(None, WHOLE_FILE, None, "holds a number of too many digits")


def validate(table: dict[str, Any], name: str, text: str) -> Dataset:
    """Make a dataset of a file, or say what is wrong with it.

    Args:
        table: What the file parses to.
        name: Its name, for the message.
        text: What it holds, for the lines in the message.

    Raises:
        SemaxError: (INVALID_DATASET) one line a problem, each with its place in the file.
    """
    dataset, problems = check(table, text)
    if dataset is None:
        more = len(problems) - MAX_SHOWN
        messages = [
            f"The dataset {name}{f', line {p.line},' if p.line else ''} is not valid at {p.place}: "
            f"{p.problem}{'' if p.problem.endswith('?') else '.'}"
            for p in problems[:MAX_SHOWN]
        ]
        messages += [f"And {more} more problems; `semax validate` shows all."] if more > 0 else []
        raise SemaxError("\n".join(messages), ExitCode.INVALID_DATASET)
    return dataset


def check(table: dict[str, Any], text: str) -> tuple[Dataset | None, list[Problem]]:
    """The dataset, if it is valid, and the problems, in the order of the file."""
    if table.get("schema_version") == 1:
        return None, [OLD_VERSION]
    try:
        dataset, found = _dataset_of(table)
        if dataset:
            found = violations(dataset)
    except RecursionError:
        return None, [TOO_DEEP]
    except ValueError:
        return None, [TOO_MANY_DIGITS]
    if not found:
        return dataset, []
    wanted = {v.path[:length] for v in found for length in range(1, len(v.path) + 1)}
    lines = lines_of(text, wanted)
    found.sort(key=lambda violation: line_of(violation.path, lines) or 0)
    problems = [
        _problem(violation, table, lines, suggest=number < MAX_SUGGESTIONS)
        for number, violation in enumerate(found[:MAX_PROBLEMS])
    ]
    return None, problems if len(found) <= MAX_PROBLEMS else [*problems, MORE]


# ------------------------------------------------------------------------------- the fields


def _dataset_of(table: dict[str, Any]) -> tuple[Dataset | None, list[Violation]]:
    """The dataset in a table, or what is wrong with its fields.

    Lists of records are made a part at a time, and no further than the limit of problems, since
    pydantic keeps every error with what it was given. Raises RecursionError where the table is
    nested too deeply, ValueError where a number has too many digits.
    """
    if (wide := _wide(table)) is not None:
        return None, [Violation(wide, f"has more than {WIDEST:,} fields")]
    kinds = nested(Dataset).items()
    listed = {name: kind for name, kind in kinds if isinstance(table.get(name), list)}
    names = {field.name for field in fields(Dataset)}
    frame = {n: value if n in names else None for n, value in table.items()}  # unknown is unknown
    made, found = _validated(Dataset, {**frame, **dict.fromkeys(listed, ())}, ())
    parts: dict[str, Any] = {}
    for name, kind in listed.items():
        parts[name] = []
        for start in range(0, len(table[name]), PART):
            if len(found) > MAX_PROBLEMS:
                break
            entries, wrong = _entries(kind, table[name][start : start + PART], (name,), start)
            parts[name] += entries
            found += wrong
    if found:
        return None, found
    return replace(made, **{name: tuple(part) for name, part in parts.items()}), []


def _wide(table: dict[str, Any]) -> KeyPath | None:
    """The path of a table with more fields than any needs, of each of which pydantic would tell."""
    within: list[tuple[KeyPath, Any]] = [((), table)]
    while within:
        path, value = within.pop()
        if isinstance(value, dict) and len(value) > WIDEST:
            return path
        parts = value.items() if isinstance(value, dict) else enumerate(value)
        within += [((*path, n), part) for n, part in parts if isinstance(part, dict | list)]
    return None


def _entries(
    kind: Any, entries: list[Any], path: KeyPath, start: int
) -> tuple[list[Any], list[Violation]]:
    """The records in some entries of a list, of which the first is number ``start``."""
    made, found = _validated(tuple[kind, ...], entries, path, start)
    if len(found) == 1 and found[0].message == TOO_MANY and len(entries) > 1:
        half = len(entries) // 2
        _, found = _entries(kind, entries[:half], path, start)
        if len(found) <= MAX_PROBLEMS:
            found += _entries(kind, entries[half:], path, start + half)[1]
    return list(made or ()), found


def _validated(
    kind: Any, value: Any, path: KeyPath, start: int | None = None
) -> tuple[Any, list[Violation]]:
    """What pydantic makes of a value, and what is wrong with it."""
    try:
        # As JSON, since pydantic in strict mode builds dataclasses and tuples only from that.
        return _adapter(kind).validate_json(json.dumps(value, default=_as_text)), []
    except ValidationError as error:
        if error.error_count() > MAX_PROBLEMS:
            return None, [Violation(path if start is None else (*path, start), TOO_MANY)]
        errors = error.errors(include_url=False)
    if errors[0]["type"] == "json_invalid":  # so pydantic reports deep nesting
        raise RecursionError
    found = []
    for each in errors:
        place = each["loc"]
        if start is not None and isinstance(place[0], int):
            place = (start + place[0], *place[1:])
        found.append(_from_pydantic(each, (*path, *place)))
    return None, found


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


DATE_KEY = "a TOML date"


def _as_text(value: Any) -> dict[str, str]:
    """A TOML date, marked as one: only texts are allowed, and the message can say so."""
    return {DATE_KEY: str(value)}


def _problem(violation: Violation, table: Any, lines: dict[KeyPath, int], suggest: bool) -> Problem:
    """A violation with its line and its place, in which records are named by their ids."""
    place, record = "", None
    for step in violation.path:
        try:
            table = table[step]
        except (KeyError, IndexError, TypeError):
            table = None
        identifier = table.get("id") if isinstance(table, dict) else None
        identifier = identifier if isinstance(identifier, str) else None
        record = identifier or record
        if isinstance(step, int):
            place += f"[{identifier or step}]"
        else:
            place += f".{step}" if place else step
    message = violation.message
    if suggest and violation.word:
        hint = did_you_mean(closest(violation.word, violation.known)).strip()
        message = f"{message}. {hint or violation.otherwise}".removesuffix(". ")
    line = line_of(violation.path, lines)
    return Problem(line, _quoted(place or "the top level"), record, _quoted(message))


def _quoted(text: str) -> str:
    """A text quoted from a file, as one short line that is safe to print."""
    line = visible(" ".join(text.split()))
    return line if len(line) <= MAX_MESSAGE else f"{line[:MAX_MESSAGE]}…"


# ----------------------------------------------------------------------- a field on its own


def _from_pydantic(error: Any, path: KeyPath) -> Violation:
    """Pydantic's error on what a path leads to, in the words of someone who edits a TOML file."""
    if error["type"] in ("unexpected_keyword_argument", "extra_forbidden"):
        hint = "`semax schema` lists the fields"
        return Violation(path, "there is no such field", str(path[-1]), _names(path[:-1]), hint)
    if error["type"] in ("missing", "missing_argument"):
        return Violation(path, _required(path))
    given = error["input"]
    if isinstance(given, dict) and DATE_KEY in given:
        given = given[DATE_KEY]
        if error["type"] == "string_type":
            return Violation(path, f'a date must be a text here. Put it in quotes, as "{given}"')
    message: str = IN_TOML.get(error["type"]) or error["msg"].replace("Input should be", "must be")
    return Violation(path, f"{message[0].lower()}{message[1:]}, not {given!r:.80}")


IN_TOML = {
    "string_type": "must be a text, in quotes",
    "int_type": "must be a whole number, without quotes",
    "bool_type": "must be true or false, without quotes",
    "tuple_type": "must be a list: [...], or tables under [[...]]",
    "dataclass_type": "must be a table: [...]",
}
"""Messages in place of those of pydantic that speak of JSON."""


def _required(path: KeyPath) -> str:
    """That a field is missing, and how a table is written where it should be one."""
    if not is_dataclass(_kind(path)):
        return "this field is required"
    header = ".".join(name for name in path if isinstance(name, str))
    (field,) = (field for field in fields(_kind(path[:-1])) if field.name == path[-1])
    if is_dataclass(field.type):
        return f"the table [{header}] is required"
    return f"tables [[{header}]] are required"


def _names(path: KeyPath) -> list[str]:
    """The names of the fields of the record that a path leads to."""
    return [field.name for field in fields(_kind(path))]


def _kind(path: KeyPath) -> Any:
    """The class of what a path leads to."""
    kind: Any = Dataset
    for name in path:
        if isinstance(name, str):
            types = {field.name: field.type for field in fields(kind)}
            kind = (get_args(types[name]) or (types[name],))[0]
    return kind
