"""`semax study`."""

from typing import Annotated

import typer

from semax_cli.cli import options
from semax_cli.cli.ids import expand, tell_wrong
from semax_cli.cli.show import format_of, show
from semax_cli.data.load import load
from semax_cli.data.lookup import misreferences_for, select_studies
from semax_cli.errors import ExitCode, SemaxError
from semax_cli.identifiers import paper_address
from semax_cli.records import Study
from semax_cli.views import study

HELP = """\
\b
Examples:
  semax study --id kaplan-1996
  semax study --id 11517472 --id 10.1007/s10517-018-4234-3 --web
  semax effects pain --json | jq -r '.items[].studies[].id' | semax study --id -
"""


def run(
    ids: Annotated[
        list[str] | None, options.ids_argument("ID", "As with --id.", options.study_ids)
    ] = None,
    more_ids: Annotated[
        list[str] | None,
        options.ids_option(
            "--id", "Id, PMID or DOI; - reads them from standard input.", options.study_ids
        ),
    ] = None,
    web: Annotated[bool, typer.Option("--web", help="Open the paper in a browser, too.")] = False,
    everything: options.All = False,
    output_format: options.Format = None,
    as_json: options.Json = False,
    fields: options.Fields = None,
    output: options.Output = None,
    data: options.Data = None,
) -> None:
    dataset, asked = load(data), [*(ids or ()), *(more_ids or ())]
    if not asked:
        message = "Which study? Name it with --id ID; `semax studies` lists them all."
        raise SemaxError(message, ExitCode.USAGE)
    asked = expand(asked)
    chosen = select_studies(dataset, asked)
    if format_of(output_format, as_json, output) not in ("table", "markdown"):  # which show them
        tell_wrong(dataset, asked)
    view = study.view(dataset, chosen, misreferences_for(dataset, asked), everything)
    addresses = [_address(one) for one in chosen] if web else []
    show(view, output_format, as_json, fields, output, data)
    for address in addresses:
        from semax_cli.cli.browser import open_in_browser

        open_in_browser(address)


def _address(study: Study) -> str:
    """Where to read a paper. Raises SemaxError where that is not known."""
    if address := paper_address(study):
        return address
    command = f"semax study --id {study.id}"
    raise SemaxError(f"There is no address to open for {study.id}. `{command}` shows it.")
