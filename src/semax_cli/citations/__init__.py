"""Citation formats, one module each, with one function: ``render(references) -> text``.

Every reference carries the short warning in its note. A format is imported only when it is used.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Literal, Protocol, cast

from semax_cli.background import Notice
from semax_cli.records import Study

if TYPE_CHECKING:
    from semax_cli.citations.reference import Reference

CitationFormat = Literal["text", "bibtex", "biblatex", "ris", "csl-json"]
"""The formats, each the name of a module of this package."""


class Format(Protocol):
    """The interface of each module of this package."""

    def render(self, references: "Sequence[Reference]") -> str:
        """The references as text, in their order."""


def render(warning: Notice, studies: Sequence[Study], name: CitationFormat) -> str:
    """Write studies as references in a format, each with the warning."""
    from semax_cli.citations.reference import reference

    module = import_module(f"semax_cli.citations.{name.replace('-', '_')}")
    references = [reference(study, warning) for study in studies]
    return cast(Format, module).render(references)
