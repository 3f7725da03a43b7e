"""What a command shows, before anybody has decided how: the seam between data and formats.

A ``View`` has the same content twice: as ``items``, plain values for programs, and as
``blocks``, a small document for people, each made only when a format asks for it. The warning is
part of it, so that no format can be written that never had it in hand.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar, get_origin

from semax_cli.errors import ExitCode, SemaxError
from semax_cli.records import Dataset, DatasetInfo, Notice, Record

Item = dict[str, Any]
T = TypeVar("T")

LONGEST_WORD = 30
"""Longer words, such as addresses, may be broken at the end of a line."""


class Heading(NamedTuple):
    """A heading; ``id`` is what to type to get at the thing it names."""

    text: str
    id: str | None = None
    level: int = 1


class Prose(NamedTuple):
    """A paragraph."""

    text: str


class Facts(NamedTuple):
    """Labelled values, one a line."""

    rows: tuple[tuple[str, str], ...]


class Entry(NamedTuple):
    """A short record within a longer one: a title, some words about it, a text, its sources.

    ``marked`` are words to point out in it.
    """

    title: str
    about: tuple[str, ...] = ()
    text: str = ""
    sources: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()


class Column(NamedTuple):
    """A column of a grid. ``least`` is the width, in characters, below which it is unreadable."""

    title: str
    least: int = 8


def id_column(title: str, ids: Iterable[str]) -> Column:
    """A column of ids, which are never folded."""
    return Column(title, max(map(len, (*ids, title))))


class Grid(NamedTuple):
    """One row a record. The first column names the record."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Prose | Facts | Entry | Grid


class Shape(NamedTuple):
    """What the items of a command are, which is also what their JSON Schema is made of."""

    parts: tuple[type, ...]
    """The records and named tuples whose fields an item has, all in one object."""
    nested: Mapping[str, "Shape"] = MappingProxyType({})
    """Fields that hold records with more to them than their own class says."""
    last: tuple[str, ...] = ()
    """Fields that come after all others, since they are long."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The keys of an item, in order."""
        names = dict.fromkeys(name for part in self.parts for name in part.__annotations__)
        return (*(name for name in names if name not in self.last), *self.last)


class View(NamedTuple):
    """What a command shows."""

    name: str
    """The command, which names the schema of the output."""
    warning: Notice
    """The non-endorsement warning."""
    edition: DatasetInfo
    """Which edition of the data is shown."""
    total: int
    """How many items there are."""
    items: Callable[[], Iterable[Item]]
    """Makes the records as plain values, one by one: what JSON prints."""
    fields: tuple[str, ...]
    """The keys that every item has."""
    blocks: Callable[[], Iterable[Block]]
    """Makes the same as a document."""
    origin: str | None = None
    """The file that the dataset was read from, if it is not the bundled one."""
    opens: tuple[str, ...] = ()
    """Addresses to open in a browser when it is shown."""
    exit_code: ExitCode = ExitCode.DONE
    """With which the command ends that shows it."""

    @property
    def row_warning(self) -> str:
        """The short warning, for what is read row by row; it names the file, if there is one."""
        return named(self.warning.short, self.origin)

    def of(self, origin: str) -> "View":
        """The view as one of a dataset that was read from a file, which it says."""
        said = Prose(
            f"From the dataset {origin}, not the one that comes with semax. Commands named here "
            "need it as well, by --data or SEMAX_DATA."
        )

        def blocks() -> Iterable[Block]:
            made = tuple(self.blocks())
            return (said, *made) if made else ()

        return self._replace(origin=origin, blocks=blocks)

    def select(self, names: Sequence[str]) -> "View":
        """The view reduced to some fields, each once, in the order given.

        Raises SemaxError (USAGE) for a field that the items do not have.
        """
        names = list(dict.fromkeys(names))
        unknown = [name for name in names if name not in self.fields]
        if unknown or not names:
            said = f"has no field {', '.join(unknown)}" if unknown else "needs at least one field"
            raise SemaxError(
                f"`semax {self.name} --fields` {said}. Fields: {', '.join(self.fields)}.",
                ExitCode.USAGE,
            )

        def items() -> Iterable[Item]:
            return ({name: item[name] for name in names} for item in self.items())

        return self._replace(
            items=items, fields=tuple(names), blocks=lambda: _grid(names, list(items()))
        )


def _grid(names: Sequence[str], items: Sequence[Item]) -> Iterable[Block]:
    """Some fields of some items, one row each."""
    rows = tuple(tuple(written(value) for value in item.values()) for item in items)
    if not rows:
        return [Prose("Nothing to show.")]
    columns = zip(names, *rows, strict=True)
    return [Grid(tuple(Column(name, _least(name, *cells)) for name, *cells in columns), rows)]


def make_view(
    name: str,
    dataset: Dataset,
    chosen: Sequence[T],
    item: Callable[[T], Item],
    shape: Shape,
    blocks: Callable[[], Iterable[Block]],
) -> View:
    """A view of what was chosen, with the warning and the edition of its dataset.

    ``item`` makes an item of one of the chosen; it gets its keys in the order of the shape, unless
    it has them so already, as studies do, of which there can be many.
    """
    fields = shape.fields

    def items() -> Iterable[Item]:
        for made in map(item, chosen):
            yield made if tuple(made) == fields else {field: made[field] for field in fields}

    return View(name, dataset.warning, dataset.dataset, len(chosen), items, fields, blocks=blocks)


def named(short: str, origin: str | None) -> str:
    """The short warning with the file that the dataset came from, if not with the tool."""
    return f"{short} From the dataset {origin}." if origin else short


def _least(*texts: str) -> int:
    """The width at which no word in these texts is broken, unless it is as long as an address."""
    return max(min(len(word), LONGEST_WORD) for text in texts for word in text.split() or [""])


def plain(value: Any) -> Any:
    """A record (or named tuple) as dicts, lists and plain values, every field present."""
    if isinstance(value, Record):
        kind: Any = type(value)
        names, values_of, held = _taken_apart(kind)
        made = dict(zip(names, values_of(value), strict=True))
        for name in held:
            made[name] = plain(made[name])
        return made
    if isinstance(value, tuple):
        if hasattr(value, "_asdict"):
            return {name: plain(entry) for name, entry in value._asdict().items()}
        return [plain(entry) for entry in value]
    if isinstance(value, dict):
        return {name: plain(entry) for name, entry in value.items()}
    return value


@cache
def _taken_apart(kind: Any) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]], list[str]]:
    """The names of a record's fields, what gets all their values, and which hold more than one."""
    names = kind.__slots__
    held = [f.name for f in fields(kind) if is_dataclass(f.type) or get_origin(f.type) is tuple]
    return names, attrgetter(*names), held


def written(value: Any) -> str:
    """A plain value as text for one cell, whole; nested records become lines of "name: value".

    A dash stands for null: not known or, where that is all there can be, not applicable.
    """
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return "\n".join(_line(name, written(inner)) for name, inner in value.items())
    if isinstance(value, list):
        apart = "\n\n" if any(isinstance(entry, dict) for entry in value) else "\n"
        return apart.join(written(entry) for entry in value) or "none"
    return str(value)


def _line(name: str, text: str) -> str:
    if "\n" not in text:
        return f"{name}: {text}"
    indented = "\n".join(f"  {line}" if line else "" for line in text.splitlines())
    return f"{name}:\n{indented}"
