"""`semax studies`."""

from typing import Annotated

import typer

from semax_cli.cli import options
from semax_cli.cli.filters import study_filter
from semax_cli.cli.show import show
from semax_cli.codes import StudySortKey
from semax_cli.data.load import load
from semax_cli.data.query import filter_studies, sort_studies
from semax_cli.views import studies

HELP = """\
Repeating a filter widens it; different filters must all be met.

\b
Examples:
  semax studies --system human --sort n --reverse
  semax studies --claim memory-performance --system people
  semax studies --mechanism bdnf --result mixed --result "no difference"
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
    sort: Annotated[
        StudySortKey, typer.Option("--sort", help="Sort by this; unknown values come last.")
    ] = "year",
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
    chosen = filter_studies(dataset, dataset.studies, criteria)
    view = studies.view(
        dataset, sort_studies(chosen, sort, reverse), wide, "harm" in criteria.results
    )
    show(view, output_format, as_json, fields, output, data)
