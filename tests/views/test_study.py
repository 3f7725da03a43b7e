"""The record of a study: every field of the dataset is in its table."""

import tomllib
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, Literal, get_args, get_origin

import pytest
import tomli_w
from helpers import FROZEN, bundled, run

from semax_cli import Source, Study
from semax_cli.views.study import NOT_SHOWN

SHOWN = [field for field in fields(Study) if field.name not in {"id", *NOT_SHOWN}]
STUDIES = ("example-pooled-2019", "manchenko-2010")
"""One in people and one in animals: the species of people is not shown."""


def others(kind: Any, value: Any) -> list[Any]:
    """Other values that a field of a type may have."""
    if isinstance(kind, UnionType):
        kind = get_args(kind)[0]
    if get_origin(kind) is Literal:
        return [other for other in get_args(kind) if other != value]
    if get_origin(kind) is tuple and get_args(kind)[0] is Source:
        return [[{"address": "https://changed.example/", "kind": "other"}]]
    if get_origin(kind) is tuple:  # of names, or of ids
        return [["gusev-1997"]]
    if is_dataclass(kind):
        held: dict[str, Any] = value or {}
        return [
            {**held, field.name: other}
            for field in fields(kind)
            for other in others(field.type, held.get(field.name))
        ]
    return {str: ["changed"], int: [7], bool: [not value]}[kind]


def table_of(study: str, path: Any, **changed: Any) -> str:
    """The table of a study of the frozen dataset with some fields changed."""
    dataset = tomllib.loads(FROZEN.read_text(encoding="utf-8"))
    (record,) = (record for record in dataset["studies"] if record["id"] == study)
    record |= changed
    path.write_text(tomli_w.dumps(dataset), encoding="utf-8")
    with bundled(path):
        done = run("study", "--id", study, "--all")
    assert done.code == 0, done.err
    return done.out


@pytest.mark.parametrize("field", SHOWN, ids=lambda field: field.name)
def test_every_field_of_a_study_is_shown(tmp_path, field):
    """Where its value is another, so is the table."""
    dataset = tomllib.loads(FROZEN.read_text(encoding="utf-8"))
    values = {record["id"]: record.get(field.name) for record in dataset["studies"]}

    assert any(
        table_of(study, tmp_path / "data.toml", **{field.name: other})
        != table_of(study, tmp_path / "data.toml")
        for study in STUDIES
        for other in others(field.type, values[study])
    )


@pytest.mark.parametrize("name", sorted(NOT_SHOWN))
def test_what_is_said_not_to_be_shown_is_not(tmp_path, name):
    """A field that is shown after all does not stand among the exceptions."""
    shown = [
        table_of(study, tmp_path / "data.toml", **{name: value})
        for study in STUDIES
        for value in (True, False)
    ]

    assert (shown[0], shown[2]) == (shown[1], shown[3])
