"""`semax studies`."""

from typing import Annotated

import typer

from semax_cli.cli import options
from semax_cli.cli.ids import tell_wrong
from semax_cli.cli.show import show
from semax_cli.cli.years import parse_years
from semax_cli.codes import StudySortKey
from semax_cli.data.load import load
from semax_cli.data.lookup import Asked, every_study, select_studies_of
from semax_cli.data.query import StudyFilter, filter_studies, people_first, sort_studies
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
    ties: options.Ties = None,
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
    criteria = StudyFilter(
        systems=systems,
        effects=effects,
        claims=claims,
        mechanisms=mechanisms,
        designs=designs,
        readings=readings,
        ties=ties,
        years=parse_years(year),
        languages=language,
        results=results,
    )
    dataset = load(data)
    tell_wrong(dataset, ids or ())
    named = select_studies_of(dataset, ids) if ids else every_study(dataset)
    asked = filter_studies(dataset, named, criteria)
    chosen = sort_studies(asked.studies, sort or "year", reverse)
    listed = Asked(chosen if sort else people_first(chosen), asked.links)
    view = studies.view(dataset, listed, wide, results or ())
    show(view, output_format, as_json, fields, output, data)
