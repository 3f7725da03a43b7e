"""What a command shows, before any format: the seam between the data and the formats.

A ``View`` has the same content twice: as ``items``, plain values for programs, and as ``blocks``,
a small document for people. Each is made only when a format asks for it. The warning is part of
the view, so every format has it at hand.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar, get_origin

from semax_cli._record import Record
from semax_cli.background import DatasetInfo, Notice
from semax_cli.document import Block, Prose, grid
from semax_cli.errors import ExitCode, SemaxError
from semax_cli.records import Dataset

Item = dict[str, Any]
T = TypeVar("T")


class Shape(NamedTuple):
    """What the items of a command are, which is also what their JSON Schema is made of."""

    parts: tuple[type, ...]
    """The records and named tuples whose fields an item has, all in one object."""
    nested: Mapping[str, "Shape"] = MappingProxyType({})
    """Fields that hold records with more fields than their own class has."""
    last: tuple[str, ...] = ()
    """Fields that come after all others, since they are long."""
    summary: type | None = None
    """What the items are summed up as, for a command that does so."""

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
    """Makes the same content as a document."""
    origin: str | None = None
    """The file that the dataset was read from; None for the bundled one."""
    summary: Item | None = None
    """What all records of the kind are summed up as, whichever are shown."""

    @property
    def row_warning(self) -> str:
        """The short warning, for what is read row by row; it names the file, if there is one."""
        return with_origin(self.warning.short, self.origin)

    def from_file(self, origin: str) -> "View":
        """The view of a dataset that was read from the file ``origin``, which it says."""
        notice = Prose(
            f"From the dataset {origin}, not the one that comes with semax. Commands named here "
            "need it as well, by --data or SEMAX_DATA."
        )

        def blocks() -> Iterable[Block]:
            own = tuple(self.blocks())
            return (notice, *own) if own else ()

        return self._replace(origin=origin, blocks=blocks)

    def select(self, names: Sequence[str]) -> "View":
        """The view reduced to some fields, each once, in the order given.

        Raises:
            SemaxError: (USAGE) the items do not have a field, or none is named.
        """
        names = list(dict.fromkeys(names))
        unknown = [name for name in names if name not in self.fields]
        if unknown or not names:
            reason = f"has no field {', '.join(unknown)}" if unknown else "needs at least one field"
            raise SemaxError(
                f"`semax {self.name} --fields` {reason}. Fields: {', '.join(self.fields)}.",
                ExitCode.USAGE,
            )

        def items() -> Iterable[Item]:
            return ({name: item[name] for name in names} for item in self.items())

        def blocks() -> Iterable[Block]:
            rows = [list(item.values()) for item in items()]
            return [grid(names, rows) if rows else Prose("Nothing to show.")]

        return self._replace(items=items, fields=tuple(names), blocks=blocks)


def make_view(
    name: str,
    dataset: Dataset,
    chosen: Sequence[T],
    item: Callable[[T], Item],
    shape: Shape,
    blocks: Callable[[], Iterable[Block]],
) -> View:
    """Make a view with the warning and the edition of its dataset.

    Args:
        name: The command.
        dataset: Where the records come from.
        chosen: What is shown.
        item: Makes an item of one of the chosen.
        shape: The keys of an item. An item gets them in this order; one that has them so already,
            as studies do, of which there can be many, is passed on as it is.
        blocks: Makes the document.
    """
    keys = shape.fields

    def items() -> Iterable[Item]:
        for made in map(item, chosen):
            yield made if tuple(made) == keys else {key: made[key] for key in keys}

    return View(name, dataset.warning, dataset.dataset, len(chosen), items, keys, blocks)


def with_origin(short: str, origin: str | None) -> str:
    """The short warning with the file that the dataset came from, unless it is the bundled one."""
    return f"{short} From the dataset {origin}." if origin else short


def plain(value: Any) -> Any:
    """A record (or named tuple) as dicts, lists and plain values, with every field present."""
    if isinstance(value, Record):
        kind: Any = type(value)
        names, values_of, nested = _taken_apart(kind)
        made = dict(zip(names, values_of(value), strict=True))
        for name in nested:
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
    nested = [f.name for f in fields(kind) if is_dataclass(f.type) or get_origin(f.type) is tuple]
    return names, attrgetter(*names), nested
