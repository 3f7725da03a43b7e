"""`semax studies`."""

from typing import Annotated

import typer

from semax_cli.cli import options
from semax_cli.cli.filters import study_filter
from semax_cli.cli.show import show
from semax_cli.codes import StudySortKey
from semax_cli.data.load import load
from semax_cli.data.lookup import select_studies_of
from semax_cli.data.query import filter_studies, people_first, sort_studies
from semax_cli.views import studies

HELP = """\
Repeating a filter widens it; different filters must all be met.

\b
Examples:
  semax studies --system human --sort n --reverse
  semax studies stroke --system people
  semax studies --system people --fields id,n,design,read
"""


def run(
    systems: options.Systems = None,
    effects: options.Effects = None,
    claims: options.Claims = None,
    mechanisms: options.Mechanisms = None,
    designs: options.Designs = None,
    readings: options.Readings = None,
    results: options.Results = None,
    year: options.Year = None,
    language: options.Language = None,
    ids: Annotated[
        list[str] | None,
        options.ids_argument(
            "ID",
            "Only these, or what bears on these: effects, claims, mechanisms.  [default: all]",
            options.citable_ids,
        ),
    ] = None,
    sort: Annotated[
        StudySortKey | None,
        typer.Option(
            "--sort",
            help="Sort by this; unknown values come last.  [default: people first, by year]",
        ),
    ] = None,
    reverse: options.Reverse = False,
    wide: options.Wide = False,
    output_format: options.Format = None,
    as_json: options.Json = False,
    fields: options.Fields = None,
    output: options.Output = None,
    data: options.Data = None,
) -> None:
    criteria = study_filter(
        systems, effects, claims, mechanisms, designs, readings, results, year, language
    )
    dataset = load(data)
    named = select_studies_of(dataset, ids) if ids else dataset.studies
    chosen = sort_studies(filter_studies(dataset, named, criteria), sort or "year", reverse)
    view = studies.view(
        dataset, chosen if sort else people_first(chosen), wide, "harm" in criteria.results
    )
    show(view, output_format, as_json, fields, output, data)
