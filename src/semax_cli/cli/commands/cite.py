"""`semax cite`."""

from collections.abc import Container, Sequence
from dataclasses import replace
from typing import Annotated

import typer

from semax_cli import citations
from semax_cli.citations import CitationFormat
from semax_cli.cli import options
from semax_cli.cli.ids import expand, tell_wrong
from semax_cli.cli.show import by_ending, deliver
from semax_cli.cli.years import parse_years
from semax_cli.data.load import load, one_line
from semax_cli.data.lookup import every_study, select_studies_of
from semax_cli.data.query import StudyFilter, filter_studies
from semax_cli.identifiers import study_key
from semax_cli.records import Study
from semax_cli.terminal.streams import tell
from semax_cli.view import with_origin

HELP = """\
The options that choose studies are those of `semax studies`. What is no publication, such as an
anecdote, is left out unless its id or --design asks for it. The warning stands in the note of
every reference.

\b
Examples:
  semax cite --system human --format bibtex --output semax.bib
  semax cite pain memory-performance --format ris
  semax cite --result no-difference --format csl-json
"""

ENDINGS: dict[str, CitationFormat] = {
    ".bib": "bibtex",
    ".ris": "ris",
    ".json": "csl-json",
    ".txt": "text",
}
"""The format that the name of an output file asks for, where no option does."""


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
        CitationFormat | None,
        typer.Option("--format", "-f", help="Format of the references.  [default: text]"),
    ] = None,
    output: options.Output = None,
    data: options.Data = None,
) -> None:
    name = citation_format or by_ending(output, ENDINGS) or "text"
    dataset, asked = load(data), [*(ids or ()), *(more_ids or ())]
    if asked:
        asked = expand(asked)
        tell_wrong(dataset, asked)
        found = select_studies_of(dataset, asked)
    else:
        found = every_study(dataset)
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
    chosen = filter_studies(dataset, found, criteria).studies
    named = set(map(study_key, asked))
    cited = [study for study in chosen if _citable(study, named, designs or ())]
    kept = {study.id for study in cited}
    short = with_origin(dataset.warning.short, None if data is None else one_line(data))
    warning = replace(dataset.warning, short=short)
    text = citations.render(warning, cited, name)
    deliver([text], output, reading=[data])
    if left_out := ", ".join(study.id for study in chosen if study.id not in kept):
        tell(f"Left out, since it is no publication: {left_out}. To cite it, name its id.")


def _citable(study: Study, named: Container[str], designs: Sequence[str]) -> bool:
    """Whether a study is a publication, or was asked for all the same."""
    return study.design != "anecdote" or study.id in named or "anecdote" in designs
