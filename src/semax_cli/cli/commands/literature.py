"""`semax literature`."""

from typing import Annotated

import typer

from semax_cli import labels
from semax_cli.cli import options
from semax_cli.cli.show import show
from semax_cli.cli.years import parse_years
from semax_cli.codes import Answer, PublicationKind, PublicationSortKey
from semax_cli.data.load import load
from semax_cli.data.query import PublicationFilter, filter_publications, sort_publications
from semax_cli.views import literature

HELP = """\
\b
Examples:
  semax literature --kind human
  semax literature --about-semax yes --year 2020-
  semax literature --json | jq -r '.items[] | select(.study == null) | .title'
"""


def run(
    pmids: Annotated[
        list[str] | None, options.ids_argument("PMID", "Which to show.", options.pmids)
    ] = None,
    kind: Annotated[
        list[str] | None, options.choice(PublicationKind, "--kind", "Kind of work.", labels.KIND)
    ] = None,
    about: Annotated[
        list[str] | None, options.choice(Answer, "--about-semax", "Whether Semax is its subject.")
    ] = None,
    year: options.Year = None,
    language: options.Language = None,
    sort: Annotated[PublicationSortKey, typer.Option("--sort", help="Sort by this.")] = "year",
    reverse: options.Reverse = False,
    wide: options.Wide = False,
    output_format: options.Format = None,
    as_json: options.Json = False,
    fields: options.Fields = None,
    output: options.Output = None,
    data: options.Data = None,
) -> None:
    criteria = PublicationFilter(
        kinds=kind,
        about=about,
        years=parse_years(year),
        languages=language,
        pmids=pmids,
    )
    dataset = load(data)
    chosen = sort_publications(filter_publications(dataset, criteria), sort, reverse)
    view = literature.view(dataset, chosen, wide, whole=bool(pmids and chosen))
    show(view, output_format, as_json, fields, output, data)
