"""JSON Schema (2020-12) of the dataset file and of each command's output.

Made from the records and named tuples that the program works with: pydantic reads their types, and
the texts below their fields are the descriptions. A test keeps ``docs/schema/`` up to date.
"""

import ast
import inspect
import textwrap
import types
from dataclasses import make_dataclass
from functools import cache, reduce
from itertools import pairwise
from operator import or_
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from pydantic import Field, TypeAdapter

from semax_cli import background, records
from semax_cli._record import Record
from semax_cli.formats.json import schema_name
from semax_cli.records import Dataset
from semax_cli.view import Shape

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]


def dataset_schema(warning: str) -> Schema:
    """The schema of a dataset file, read as JSON: what fields there are and what they may hold.

    It cannot express the rules of ``data/checks.py``, such as that ids are unique.
    """
    schema = TypeAdapter(Dataset).json_schema()
    _describe(schema, Dataset)
    for name, record in schema["$defs"].items():
        if kind := _record_class(name):
            _describe(record, kind)
    head = {"$schema": DIALECT, "title": "A dataset of semax", "$comment": warning}
    return head | schema


def output_schema(name: str, shape: Shape, warning: str) -> Schema:
    """The schema of what ``semax NAME --json`` prints.

    An item has all the fields, unless ``--fields`` chooses some.
    """
    definitions: dict[str, Schema] = {}
    item = _item(shape, definitions)
    for record in definitions.values():
        _always_whole(record)
    envelope = {
        "schema": {"const": schema_name(name), "description": "The name of this schema."},
        "warning": {"type": "string", "description": "The whole non-endorsement warning."},
        "dataset": {
            "type": "object",
            "description": "Which edition of the data is shown.",
            "properties": {
                "version": {"type": "string", "description": "Calendar version of the data."},
                "updated": {"type": "string", "description": "Day of the last change."},
                "file": {
                    "type": "string",
                    "description": "The file, where it is not the bundled dataset.",
                },
            },
            "required": ["version", "updated"],
        },
        "count": {"type": "integer", "minimum": 0, "description": "How many items there are."},
        "items": {"type": "array", "items": item, "description": "The records."},
    }
    if shape.summary is not None:
        summary = _always_whole(_item(Shape((shape.summary,)), definitions))
        envelope["summary"] = {**summary, "description": "All records of the kind, summed up."}
    return {
        "$schema": DIALECT,
        "title": f"What `semax {name} --json` prints",
        "$comment": warning,
        "type": "object",
        "properties": envelope,
        "required": list(envelope),
        "$defs": dict(sorted(definitions.items())),
    }


def _record_class(name: str) -> Any:
    """The record class of this name, if it is one."""
    return getattr(records, name, None) or getattr(background, name, None)


def _describe(schema: Schema, kind: type) -> None:
    """Give the fields of a record the texts below them in the source.

    Pydantic could do it by itself, but then at every validation of a file.
    """
    for name, text in _docstrings(kind).items():
        schema["properties"][name]["description"] = text


def _item(shape: Shape, definitions: dict[str, Schema]) -> Schema:
    """An item as an object; what its fields refer to goes into ``definitions``."""
    held: Schema = {}
    for part in shape.parts:
        schema = TypeAdapter(_typed(part)).json_schema(mode="serialization")
        for name, record in schema.get("$defs", {}).items():
            if kind := _record_class(name):
                _describe(record, kind)
        if issubclass(part, Record):
            _describe(schema, part)
        definitions |= schema.pop("$defs", {})
        held |= schema["properties"]
    for name, inner in shape.nested.items():
        held[name]["items"] = _always_whole(_item(inner, definitions))
    return {"type": "object", "properties": {name: held[name] for name in shape.fields}}


def _always_whole(record: Schema) -> Schema:
    """A record within an item has all its fields; later versions may have more of them."""
    record["required"] = list(record["properties"])
    record.pop("additionalProperties", None)
    for field in record["properties"].values():
        field.pop("default", None)
    return record


def _typed(hint: Any) -> Any:
    """A type with its named tuples as records: pydantic takes a named tuple for an array."""
    arguments = tuple(map(_typed, get_args(hint)))
    match get_origin(hint):
        case None:
            return _record(hint) if hasattr(hint, "_fields") else hint
        case types.UnionType:
            return reduce(or_, arguments)
        case origin if origin is Literal:
            return hint
        case origin:
            return origin[arguments]


@cache
def _record(kind: type) -> type:
    """A named tuple as a record, with the texts under its fields as descriptions."""
    texts = _docstrings(kind)
    fields = [
        (name, Annotated[_typed(hint), Field(description=texts.get(name))])
        for name, hint in get_type_hints(kind).items()
    ]
    record = make_dataclass(kind.__name__, fields, bases=(Record,))
    record.__doc__ = kind.__doc__
    return record


def _docstrings(kind: type) -> dict[str, str]:
    """The text under each field of a class."""
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    assert isinstance(definition, ast.ClassDef)
    return {
        field.target.id: inspect.cleandoc(str(below.value.value))
        for field, below in pairwise(definition.body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(below, ast.Expr)
        and isinstance(below.value, ast.Constant)
    }
