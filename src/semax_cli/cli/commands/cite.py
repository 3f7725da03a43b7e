"""`semax cite`."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

import typer

from semax_cli import citations, labels
from semax_cli.citations import CitationFormat
from semax_cli.cli import options
from semax_cli.cli.filters import study_filter
from semax_cli.cli.ids import expand
from semax_cli.cli.show import deliver
from semax_cli.data.load import load, one_line
from semax_cli.data.query import (
    filter_studies,
    misreferences_for,
    select_studies_of,
)
from semax_cli.records import Study
from semax_cli.terminal.streams import tell
from semax_cli.view import with_origin

HELP = """\
The options that choose studies are those of `semax studies`. The warning stands in the note
of every reference.

\b
Examples:
  semax cite --system human --format bibtex --output semax.bib
  semax cite pain memory-performance --format ris
  semax cite --result no-difference --format csl-json
"""


def run(
    systems: options.Systems = None,
    effects: options.Effects = None,
    mechanisms: options.Mechanisms = None,
    designs: options.Designs = None,
    results: options.Results = None,
    year: options.Year = None,
    language: options.Language = None,
    ids: Annotated[
        list[str] | None,
        options.ids_argument(
            "ID",
            "Studies, or what they bear on: an effect, a claim, a mechanism; - reads ids from "
            "standard input.  [default: all studies]",
            options.citable_ids,
        ),
    ] = None,
    more_ids: Annotated[
        list[str] | None,
        options.ids_option("--id", "The same, as an option.", options.citable_ids),
    ] = None,
    citation_format: Annotated[
        CitationFormat, typer.Option("--format", "-f", help="Format of the references.")
    ] = "text",
    output: options.Output = None,
    data: options.Data = None,
    no_pager: options.NoPager = False,
) -> None:
    dataset, asked = load(data), [*(ids or ()), *(more_ids or ())]
    studies: Sequence[Study] = dataset.studies
    if asked:
        asked = expand(asked)
        for wrong in misreferences_for(dataset, asked):
            tell(labels.circulating(wrong))
        studies = select_studies_of(dataset, asked)
    criteria = study_filter(systems, effects, mechanisms, designs, results, year, language)
    cited = filter_studies(dataset, studies, criteria)
    short = with_origin(dataset.warning.short, None if data is None else one_line(data))
    warning = replace(dataset.warning, short=short)
    text = citations.render(warning, cited, citation_format)
    deliver([text], output, no_pager, reading=[data])
