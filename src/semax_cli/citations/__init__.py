"""One module a citation format, each with one function: ``render(references) -> text``.

A reference is what a study is to somebody who cites it; every one carries the short warning in
its note. A format is imported only when it is asked for.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Literal, Protocol, cast

from semax_cli.records import Notice, Study

if TYPE_CHECKING:
    from semax_cli.citations.reference import Reference

CitationFormat = Literal["text", "bibtex", "biblatex", "ris", "csl-json"]
"""The formats, each the name of a module of this package."""


class Format(Protocol):
    """What each module of this package is."""

    def render(self, references: "Sequence[Reference]") -> str:
        """The references as text, in their order."""


def render(warning: Notice, studies: Sequence[Study], name: CitationFormat) -> str:
    """Studies as references in the format of this name, with the warning that belongs to them."""
    from semax_cli.citations.reference import reference

    module = import_module(f"semax_cli.citations.{name.replace('-', '_')}")
    references = [reference(study, warning) for study in studies]
    return cast(Format, module).render(references)
