"""Frozen records without generated methods, and building them from tables.

``dataclass`` writes six methods for each class it is given, at each start of the program. For the
two dozen classes of ``records.py`` that takes 14 ms; with the methods written once, in ``Record``,
making them takes 5 (CPython 3.11, minimum of nine runs). All the data are read in less than 10.
"""

from dataclasses import MISSING, FrozenInstanceError, dataclass, fields, is_dataclass
from functools import cache
from typing import Any, ClassVar, Never, TypeVar, dataclass_transform, get_args

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(kind: type[T]) -> type[T]:
    """Make a class a frozen dataclass with slots, whose methods are those of ``Record``."""
    made: type[T] = dataclass(init=False, repr=False, eq=False, kw_only=True, slots=True)(kind)
    return made


class Record:
    """The methods of all records, and how pydantic is to read them (see ``data/validate.py``)."""

    __slots__ = ()
    __pydantic_config__: ClassVar = {"extra": "forbid", "strict": True}

    def __init__(self, **values: Any) -> None:
        kind: Any = type(self)
        names, defaults = _fields_of(kind)
        filled = {**defaults, **values}
        if filled.keys() != names:
            wrong = ", ".join(sorted(filled.keys() ^ names))
            raise TypeError(f"{type(self).__name__} lacks, or does not have, {wrong}")
        for name, value in filled.items():
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: Any) -> Never:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> Never:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and _values(self) == _values(other)

    def __hash__(self) -> int:
        return hash(tuple(_values(self).values()))

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={value!r}" for name, value in _values(self).items())
        return f"{type(self).__name__}({values})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt, (type(self), _values(self))


@cache
def _fields_of(kind: Any) -> tuple[frozenset[str], dict[str, Any]]:
    """The names of the fields of a record class, and the defaults of those that have one."""
    defaults = {field.name: field.default for field in fields(kind)}
    return frozenset(defaults), {n: value for n, value in defaults.items() if value is not MISSING}


def _values(instance: Any) -> dict[str, Any]:
    return {name: getattr(instance, name) for name in instance.__slots__}


def _rebuilt(kind: Any, values: dict[str, Any]) -> Any:
    return kind(**values)


def build(kind: Any, table: dict[str, Any]) -> Any:
    """Build an instance of a record class from its TOML table, which must be valid.

    Raises:
        TypeError: a field is missing, or there is one that the class does not have.
    """
    inner_kinds = nested(kind)
    values: dict[str, Any] = {}
    for name, value in table.items():
        inner = inner_kinds.get(name)
        if isinstance(value, list):
            values[name] = tuple(build(inner, entry) if inner else entry for entry in value)
        else:
            values[name] = build(inner, value) if inner else value
    return kind(**values)


@cache
def nested(kind: Any) -> dict[str, Any]:
    """The fields of a record class that hold records themselves, with the class they hold."""
    held = {field.name: (get_args(field.type) or (field.type,))[0] for field in fields(kind)}
    return {name: inner for name, inner in held.items() if is_dataclass(inner)}


@cache
def text_fields(kind: Any) -> list[str]:
    """The fields of a record class that hold one or several texts, but no coded values."""
    texts = (str, str | None, tuple[str, ...])
    return [field.name for field in fields(kind) if field.type in texts]
