"""The command line: options, commands, exit codes. It parses, calls and hands over.

Every reading command is a function from a dataset and its own options to a view; ``reading``
gives them all the same options for the shape and the place of the output.
"""

import inspect
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, get_args

import typer
from typer.core import TyperCommand, TyperGroup

from semax_cli import __version__, addresses, citations, formats, terminal
from semax_cli.citations import CitationFormat
from semax_cli.dataset import (
    bundled_files,
    bundled_head,
    bundled_path,
    census,
    load,
    misreference,
    one_line,
    select_effects,
    select_studies,
    select_studies_of,
)
from semax_cli.errors import ExitCode, SemaxError
from semax_cli.formats import FormatName, MapFormat
from semax_cli.records import (
    Answer,
    Dataset,
    Design,
    PublicationKind,
    PublicationSortKey,
    RecordKind,
    Result,
    Study,
    StudySortKey,
    System,
)
from semax_cli.view import Shape, View, named
from semax_cli.views import words

if TYPE_CHECKING:
    from semax_cli.views.studies import Filter

T = TypeVar("T")

# ------------------------------------------------------------------------------ the frame


class _Own:
    """Help that ends with the short warning, and completion that loads no Rich."""

    epilog: str | None

    def get_help_option(self, ctx: Any) -> Any:
        """The option --help, printing as everything else is printed."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        option.callback = _help
        return option

    def format_help(self, ctx: Any, formatter: Any) -> None:
        self.epilog = bundled_head().warning.short
        super().format_help(ctx, formatter)  # type: ignore[misc]

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        items = super().shell_complete(ctx, incomplete)  # type: ignore[misc]
        for item in items:
            item.help = None  # Typer would pass it through Rich, which doubles the wait
        return items


class Command(_Own, TyperCommand):
    """A command."""


class Commands(_Own, TyperGroup):
    """The group of all commands, each of which is made only when it is asked for.

    Without --install-completion, by which Typer changes a shell's own files, and may lose them.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.commands = _Made()  # type: ignore[assignment]

    def get_params(self, ctx: Any) -> list[Any]:
        """The options, less that one."""
        return [own for own in super().get_params(ctx) if own.name != "install_completion"]

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List the commands, each with the first sentence of its help."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, said.split("\n")[0]) for name, (_, said) in OWN.items()])


OWN: dict[str, tuple[Callable[[], Callable[..., None]], str]] = {}
"""What makes the function of each command, and its help."""


class _Made(Mapping[str, Any]):
    """The commands as Typer has them: to make one, it takes apart the types of all its options."""

    def __getitem__(self, name: str) -> Any:
        return _made(name, *OWN[name])

    def __iter__(self) -> Iterator[str]:
        return iter(OWN)

    def __len__(self) -> int:
        return len(OWN)


@cache
def _made(name: str, make: Callable[[], Callable[..., None]], said: str) -> Any:
    alone = typer.Typer(add_completion=False, **PLAIN)
    alone.command(name, cls=Command, help=said)(make())
    return typer.main.get_command(alone)


def _help(ctx: typer.Context, parameter: Any, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        _print(ctx.get_help())
        raise typer.Exit


def _print(text: str) -> None:
    terminal.write([f"{text}\n"], terminal.stdout_page().encoding)


# Plain help and errors: the same in a pipe as on a terminal, and Rich need not be imported.
PLAIN: dict[str, Any] = {"rich_markup_mode": None, "pretty_exceptions_enable": False}
app = typer.Typer(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]}, **PLAIN)

# ------------------------------------------------------------------------------ completion


def _completing(words_of: Callable[[Dataset], Iterable[str]]) -> Callable[..., list[str]]:
    """Completion by words of the dataset: plain strings, since help texts would load Rich."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        try:
            words = words_of(load(ctx.params.get("data")))
        except SemaxError:
            return []
        return [word for word in words if word.startswith(incomplete.lower())]

    return complete


def _effect_ids(dataset: Dataset) -> list[str]:
    return [effect.id for effect in dataset.effects]


def _claim_ids(dataset: Dataset) -> list[str]:
    return [claim.id for _, claim in dataset.claims()]


def _mechanism_ids(dataset: Dataset) -> list[str]:
    return [mechanism.id for mechanism in dataset.mechanisms]


def _study_ids(dataset: Dataset) -> list[str]:
    return [study.id for study in dataset.studies]


def _cited_ids(dataset: Dataset) -> list[str]:
    kinds = (_effect_ids, _claim_ids, _mechanism_ids, _study_ids)
    return [identifier for ids_of in kinds for identifier in ids_of(dataset)]


def _pmids(dataset: Dataset) -> list[str]:
    return [publication.pmid for publication in census(dataset)]


def _languages(dataset: Dataset) -> list[str]:
    return sorted({study.language for study in dataset.studies if study.language})


def _complete_fields(ctx: typer.Context, incomplete: str) -> list[str]:
    """The last of several fields, with those before it in front."""
    *chosen, begun = incomplete.split(",")
    fields = shape(ctx.info_name or "").fields
    return [
        ",".join((*chosen, field))
        for field in fields
        if field.startswith(begun) and field not in chosen
    ]


# --------------------------------------------------------------------------------- options


def _ids_argument(metavar: str, said: str, ids_of: Callable[[Dataset], Iterable[str]]) -> Any:
    """Ids as arguments, none of which is a must."""
    return typer.Argument(
        metavar=f"[{metavar}]...",
        show_default=False,
        help=said,
        autocompletion=_completing(ids_of),
    )


YearOption = Annotated[
    str | None,
    typer.Option("--year", metavar="YEARS", help="2018, 1996-2005, 2018- or -2005."),
]
LanguageOption = Annotated[
    list[str] | None,
    typer.Option(
        "--language",
        metavar="TAG",
        help="Language, such as en or ru. Repeatable.",
        autocompletion=_completing(_languages),
    ),
]
ReverseOption = Annotated[bool, typer.Option("--reverse", "-r", help="Sort downwards.")]

FormatOption = Annotated[
    FormatName | None,
    typer.Option("--format", "-f", help="Shape of the output.  [default: table]"),
]
MapFormatOption = Annotated[
    MapFormat | None,
    typer.Option("--format", "-f", help="Shape of the output; svg is a picture.  [default: table]"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
FieldsOption = Annotated[
    str | None,
    typer.Option(
        "--fields",
        metavar="A,B",
        help="Show only these fields, in this order.",
        autocompletion=_complete_fields,
    ),
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to FILE, which is replaced only once all is written.",
        readable=False,  # it need not be
        callback=lambda path: None if str(path) == "-" else path,
    ),
]
NoPagerOption = Annotated[
    bool,
    typer.Option(
        "--no-pager",
        help="Do not pass long output on to PAGER.",
        callback=lambda ctx, given: given or bool(ctx.obj),  # given before the command's name
    ),
]
DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="FILE",
        envvar="SEMAX_DATA",
        help="Read this dataset, not the bundled one.",
        readable=False,  # if it is not, that is told where it is read
    ),
]


SHAPES: dict[str, str] = {}
"""Where it stands what the items of each reading command are, as module:name."""


def shape(name: str) -> Shape:
    """What the items of a reading command are."""
    module, _, attribute = SHAPES[name].partition(":")
    found: Shape = getattr(import_module(f"semax_cli.views.{module}"), attribute)
    return found


def reading(
    name: str,
    items: str,
    said: str,
    with_data: bool = True,
    format_option: Any = FormatOption,
) -> Callable[[Callable[..., View]], Callable[..., View]]:
    """Register a reading command under ``name``; ``items`` is what SHAPES is to say of it.

    What it decorates takes the dataset first, then the command's own arguments and options, and
    returns a view; it imports what it needs itself, so that no command imports that of others.
    ``said`` is the help, which is no docstring, since ``python -OO`` drops those. Without
    ``with_data`` there is no --data, and the dataset is always the bundled one. ``format_option``
    is for a command that has a format of its own.
    """

    def register(view_of: Callable[..., View]) -> Callable[..., View]:
        OWN[name] = lambda: _showing(view_of, with_data, format_option), said
        SHAPES[name] = items
        return view_of

    return register


def _showing(
    view_of: Callable[..., View], with_data: bool, format_option: Any
) -> Callable[..., None]:
    """A function with the options of its own of a reading command, and those that all have."""

    def run(
        *,
        output_format: MapFormat | None,
        as_json: bool,
        fields: str | None,
        output: Path | None,
        no_pager: bool,
        data: Path | None = None,
        **own: Any,
    ) -> None:
        chosen = _format(output_format, as_json)
        if chosen == "svg" and fields is not None:
            raise SemaxError("A picture is drawn whole: leave --fields out.", ExitCode.USAGE)
        view = view_of(load(data), **own)
        if fields is not None:
            view = view.select([word.strip() for word in fields.split(",") if word.strip()])
        if data is not None:
            view = view.of(one_line(data))
        page = terminal.stdout_page() if output is None else terminal.file_page()
        parts = formats.render(view, chosen, page)
        read = [data, *(own.get("files") or ())]
        _refuse_to_replace(output, read)
        for address in view.opens:
            _open(address)
        _deliver(parts, formats.encoding(chosen, page), output, no_pager, read)
        raise typer.Exit(view.exit_code)

    _, *own_parameters = inspect.signature(view_of).parameters.values()
    parameters = [
        *map(_keyword, own_parameters),
        _option("output_format", format_option, None),
        _option("as_json", JsonOption, False),
        _option("fields", FieldsOption, None),
        _option("output", OutputOption, None),
        *([_option("data", DataOption, None)] if with_data else []),
        _option("no_pager", NoPagerOption, False),
    ]
    return _with(parameters, run)


def _with(parameters: list[inspect.Parameter], run: Callable[..., T]) -> Callable[..., T]:
    """A function that Typer takes to have these parameters."""
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    return run


def command(name: str, said: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a command that is no reading command, with its help."""

    def register(does: Callable[..., None]) -> Callable[..., None]:
        OWN[name] = lambda: does, said
        return does

    return register


def _refuse_to_replace(output: Path | None, data: Iterable[Path | None]) -> None:
    """Raises SemaxError (USAGE) where the output would replace a dataset or the census.

    ``data`` are the datasets that the command reads; those that it would read by default, and the
    bundled files, are never replaced either.
    """
    for file in (*filter(None, data), _usual_dataset(), *bundled_files()):
        with suppress(OSError, ValueError):  # a file that does not exist cannot be replaced
            if output and output.samefile(file):
                message = f"--output {output} would replace the data itself. Choose another file."
                raise SemaxError(message, ExitCode.USAGE)


def _usual_dataset() -> Path:
    """The dataset that is read where none is named."""
    return Path(os.environ.get("SEMAX_DATA") or bundled_path())


def _deliver(
    parts: Iterable[str],
    encoding: str,
    output: Path | None,
    no_pager: bool,
    data: Iterable[Path | None] = (),
) -> None:
    """Write to a file, to a pager or to standard output; never over the ``data`` that was read."""
    _refuse_to_replace(output, data)
    if output is not None:
        terminal.write_file(parts, output)
    elif no_pager:
        terminal.write(parts, encoding)
    else:
        terminal.show(parts, encoding)


def _option(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind, default=default, annotation=annotation)


def _keyword(parameter: inspect.Parameter) -> inspect.Parameter:
    return parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)


def _format(output_format: MapFormat | None, as_json: bool) -> MapFormat:
    if as_json and output_format not in (None, "json"):
        said = f"--json and --format {output_format} contradict each other. Give one of them."
        raise SemaxError(said, ExitCode.USAGE)
    return "json" if as_json else output_format or "table"


def _choice(kind: Any, name: str, said: str, shown: Mapping[str, str] | None = None) -> Any:
    """A repeatable option that takes a word of a ``Literal``: Typer knows no lists of those.

    ``shown`` are the words that tables have instead, which will do as well.
    """
    known = get_args(kind)
    meant = {text.lower(): word for word, text in (shown or {}).items()}

    def parse(asked: str) -> str:
        word = meant.get(asked.lower(), asked.lower())
        if word not in known:
            raise typer.BadParameter(f'"{asked}" is none of {", ".join(known)}.')
        return word

    said = f"{said} Repeatable. One of {', '.join(known)}."
    return typer.Option(
        name,
        parser=parse,
        metavar="WORD",
        help=said,
        autocompletion=lambda incomplete: [w for w in known if w.startswith(incomplete.lower())],
    )


def _version(ctx: typer.Context, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        head = bundled_head()
        _print(f"semax {__version__}\ndata {head.dataset.version}\nschema {head.schema_version}")
        raise typer.Exit


@app.callback(
    invoke_without_command=True,
    help="""\
What is claimed about Semax, who tested it in what, and what that is worth.

\b
Examples:
  semax effects                  what is claimed, and what it was tested in
  semax effects memory           one effect, claim by claim
  semax study --id gusev-1997    one study (a PMID or a DOI will do as well)
  semax effects --json           the same for programs
""",
)
def _frame(
    ctx: typer.Context,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_version,
            is_eager=True,
            help="Show the versions of tool, data and schema.",
        ),
    ] = False,
    no_pager: Annotated[
        bool, typer.Option("--no-pager", help="Do not pass long output on to PAGER.")
    ] = False,
) -> None:
    ctx.obj = no_pager
    if ctx.invoked_subcommand is None:
        _print(ctx.get_help())


# --------------------------------------------------------------------- the reading commands


@reading(
    "effects",
    "effects:ITEM",
    """\
Show the claimed effects and the studies behind each.

Without an ID: one row an effect. With IDs: the whole record of each.

\b
Examples:
  semax effects
  semax effects memory pain
  semax effects --json --fields id,name
""",
)
def _effects(
    dataset: Dataset,
    ids: Annotated[
        list[str] | None, _ids_argument("ID", "Which to show whole.", _effect_ids)
    ] = None,
) -> View:
    from semax_cli.views import effects

    return effects.view(dataset, ids or [])


@reading(
    "why",
    "why:ITEM",
    """\
Show how certain each claim is, and how that comes about.

Without a CLAIM: one row a claim. With CLAIMs: each step by step, with the studies counted and
left out, and what would change the result.

\b
Examples:
  semax why stroke-recovery
  semax why pain-relief --json | jq '.items[0].why[].text'
  semax why --format csv --output claims.csv
""",
)
def _why(
    dataset: Dataset,
    claims: Annotated[
        list[str] | None, _ids_argument("CLAIM", "Which to reason through.", _claim_ids)
    ] = None,
) -> View:
    from semax_cli.views import why

    return why.view(dataset, claims or [])


@reading(
    "map",
    "map:ITEM",
    """\
Draw the evidence map: claims by kinds of evidence.

\b
Examples:
  semax map
  semax map --json | jq '.items[] | {id, cells}'
  semax map --format svg --output map.svg
""",
    format_option=MapFormatOption,
)
def _map(dataset: Dataset) -> View:
    from semax_cli.views import map as evidence_map

    return evidence_map.view(dataset)


@reading(
    "method",
    "method:ITEM",
    """\
Explain how certainty is computed, with sources and limits.

\b
Examples:
  semax method
  semax method --json | jq -r '.items[0].steps[] | .rule + ": " + .text'
""",
)
def _method(dataset: Dataset) -> View:
    from semax_cli.views import method

    return method.view(dataset)


@reading(
    "mechanisms",
    "mechanisms:ITEM",
    """\
Show how Semax is thought to act and what that was seen in.

Without an ID: one row a mechanism. With IDs: the whole record of each.

\b
Examples:
  semax mechanisms
  semax mechanisms bdnf
  semax mechanisms --json | jq -r '.items[].name'
""",
)
def _mechanisms(
    dataset: Dataset,
    ids: Annotated[
        list[str] | None, _ids_argument("ID", "Which to show whole.", _mechanism_ids)
    ] = None,
) -> View:
    from semax_cli.views import mechanisms

    return mechanisms.view(dataset, ids or [])


FILTER = {
    "system": Annotated[
        list[str] | None, _choice(System, "--system", "What it was done in.", words.SYSTEM)
    ],
    "effect": Annotated[
        list[str] | None,
        typer.Option(
            "--effect",
            metavar="ID",
            help="Bearing on this effect. Repeatable.",
            autocompletion=_completing(_effect_ids),
        ),
    ],
    "mechanism": Annotated[
        list[str] | None,
        typer.Option(
            "--mechanism",
            metavar="ID",
            help="Bearing on this mechanism. Repeatable.",
            autocompletion=_completing(_mechanism_ids),
        ),
    ],
    "design": Annotated[
        list[str] | None, _choice(Design, "--design", "Study design.", words.DESIGN)
    ],
    "result": Annotated[
        list[str] | None,
        _choice(
            Result, "--result", "What it found on any effect, claim or mechanism.", words.RESULT
        ),
    ],
    "year": YearOption,
    "language": LanguageOption,
}
"""The options that choose studies, wherever studies are chosen."""


def filtering(command: Callable[..., T]) -> Callable[..., T]:
    """Give a command the options of FILTER in place of its parameter ``wanted``."""

    def run(*args: Any, **given: Any) -> T:
        chosen = {name: given.pop(name) for name in FILTER}
        return command(*args, wanted=_filter(**chosen), **given)

    parameters = []
    for parameter in inspect.signature(command).parameters.values():
        options = [_option(name, kind, None) for name, kind in FILTER.items()]
        parameters += options if parameter.name == "wanted" else [_keyword(parameter)]
    return _with(parameters, run)


def _filter(*, year: str | None, **chosen: list[str] | None) -> "Filter":
    from semax_cli.views.studies import Filter

    lists = {f"{name}s": tuple(given or ()) for name, given in chosen.items()}
    return Filter(years=_years(year), **lists)


@reading(
    "studies",
    "studies:ITEM",
    """\
List the studies, filtered and sorted.

Repeating a filter widens it; different filters must all be met.

\b
Examples:
  semax studies --system human --sort n --reverse
  semax studies --result no-difference --result mixed --result harm
  semax studies --mechanism bdnf --language ru
""",
)
@filtering
def _studies(
    dataset: Dataset,
    wanted: "Filter",
    sort: Annotated[
        StudySortKey, typer.Option("--sort", help="Sort by this; unknown values come last.")
    ] = "year",
    reverse: ReverseOption = False,
) -> View:
    from semax_cli.views import studies

    return studies.listing(dataset, wanted, sort, reverse)


@reading(
    "study",
    "studies:ITEM",
    """\
Show the whole record of one study or several.

\b
Examples:
  semax study --id kaplan-1996
  semax study --id 11517472 --id 10.1007/s10517-018-4234-3 --web
  semax effects pain --json | jq -r '.items[].studies[].id' | semax study --id -
""",
)
def _study(
    dataset: Dataset,
    ids: Annotated[list[str] | None, _ids_argument("ID", "As with --id.", _study_ids)] = None,
    more_ids: Annotated[
        list[str] | None,
        typer.Option(
            "--id",
            metavar="ID",
            help="Id, PMID or DOI; - reads them from standard input. Repeatable.",
            autocompletion=_completing(_study_ids),
        ),
    ] = None,
    web: Annotated[bool, typer.Option("--web", help="Open the paper in a browser, too.")] = False,
) -> View:
    from semax_cli.views import studies

    asked = [*(ids or ()), *(more_ids or ())]
    if not asked:
        said = "Which study? Name it with --id ID; `semax studies` lists them all."
        raise SemaxError(said, ExitCode.USAGE)
    chosen = list(_ids(asked))
    view = studies.records(dataset, chosen)
    found = select_studies(dataset, chosen) if web else []
    return view._replace(opens=tuple(map(_address, found)))


def _address(study: Study) -> str:
    """Where to read a paper, or what is known of it. Raises SemaxError where that is not known."""
    if address := addresses.of_study(study):
        return address
    said = f"There is no address to open for {study.id}. `semax study --id {study.id}` shows it."
    raise SemaxError(said)


def _open(address: str) -> None:
    """Open an address in the reader's browser, which prints nothing into the output."""
    import webbrowser

    address = addresses.encoded(address)
    terminal.complain(f"Opening {address}")
    try:
        with terminal.stdout_for_messages():
            opened = webbrowser.open(address)
    except (OSError, ValueError, IndexError, webbrowser.Error):  # BROWSER is no command
        opened = False
    if not opened:
        raise SemaxError(f"No browser could be opened for {address}. Set BROWSER to one.")


@command(
    "cite",
    """\
Cite studies, for a document or a reference manager.

The options that choose studies are those of `semax studies`. The warning stands in the note
of every reference.

\b
Examples:
  semax cite --system human --format bibtex --output semax.bib
  semax cite pain memory-performance --format ris
  semax cite --result no-difference --format csl-json
""",
)
@filtering
def _cite(
    wanted: "Filter",
    ids: Annotated[
        list[str] | None,
        _ids_argument(
            "ID",
            "Studies, or what they bear on: an effect, a claim, a mechanism; - reads ids from "
            "standard input.  [default: all studies]",
            _cited_ids,
        ),
    ] = None,
    more_ids: Annotated[
        list[str] | None,
        typer.Option(
            "--id",
            metavar="ID",
            help="The same, as an option. Repeatable.",
            autocompletion=_completing(_cited_ids),
        ),
    ] = None,
    citation_format: Annotated[
        CitationFormat, typer.Option("--format", "-f", help="Format of the references.")
    ] = "text",
    output: OutputOption = None,
    data: DataOption = None,
    no_pager: NoPagerOption = False,
) -> None:
    dataset = load(data)
    from semax_cli.views import studies

    asked = list(_ids([*(ids or ()), *(more_ids or ())]))
    for wrong in filter(None, (misreference(dataset, key) for key in asked)):
        terminal.complain(words.circulating(wrong))
    chosen = select_studies_of(dataset, asked) if asked or more_ids or ids else dataset.studies
    cited = studies.passing(dataset, chosen, wanted)
    short = named(dataset.warning.short, None if data is None else one_line(data))
    warning = replace(dataset.warning, short=short)
    text = citations.render(warning, cited, citation_format)
    _deliver([text], "utf-8", output, no_pager, [data])


@reading(
    "search",
    "search:ITEM",
    """\
Search all records, forgiving of spelling and word forms.

\b
Examples:
  semax search stroke
  semax search enkefalin --kind mechanism
  semax search memory --json | jq -r '.items[].next'
""",
)
def _search(
    dataset: Dataset,
    text: Annotated[list[str], typer.Argument(metavar="TEXT...", help="Words to look for.")],
    kind: Annotated[list[str] | None, _choice(RecordKind, "--kind", "Kind of record.")] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", min=1, metavar="N", help="Show the N best only.")
    ] = None,
) -> View:
    from semax_cli.views import search

    return search.view(dataset, " ".join(text), kind or (), limit)


@reading(
    "literature",
    "literature:ITEM",
    """\
List what PubMed holds on Semax, used here or not.

\b
Examples:
  semax literature --kind human
  semax literature --about-semax yes --year 2020-
  semax literature --json | jq -r '.items[] | select(.study == null) | .title'
""",
)
def _literature(
    dataset: Dataset,
    pmids: Annotated[list[str] | None, _ids_argument("PMID", "Which to show.", _pmids)] = None,
    kind: Annotated[list[str] | None, _choice(PublicationKind, "--kind", "Kind of work.")] = None,
    about: Annotated[
        list[str] | None, _choice(Answer, "--about-semax", "Whether Semax is its subject.")
    ] = None,
    year: YearOption = None,
    language: LanguageOption = None,
    sort: Annotated[PublicationSortKey, typer.Option("--sort", help="Sort by this.")] = "year",
    reverse: ReverseOption = False,
) -> View:
    from semax_cli.views import literature

    wanted = literature.Filter(
        kinds=kind or (),
        about=about or (),
        years=_years(year),
        languages=language or (),
        pmids=pmids or (),
    )
    return literature.view(dataset, wanted, sort, reverse)


@reading(
    "about",
    "background:ABOUT",
    """\
Show what Semax is, its legal status and the source article.

\b
Examples:
  semax about
  semax about --json | jq '.items[0].substance.identifiers'
""",
)
def _about(dataset: Dataset) -> View:
    from semax_cli.views import background

    return background.about(dataset)


@reading(
    "safety",
    "background:SAFETY",
    """\
Show what is said about safety, and by whom.

\b
Examples:
  semax safety
  semax safety --fields kind,text,sources
""",
)
def _safety(dataset: Dataset) -> View:
    from semax_cli.views import background

    return background.safety(dataset)


@reading(
    "warning",
    "background:WARNING",
    """\
Show the warning that belongs to everything this tool prints.

\b
Examples:
  semax warning
  semax warning --json | jq -r .warning
""",
)
def _warning(dataset: Dataset) -> View:
    from semax_cli.views import background

    return background.warning(dataset)


@reading(
    "validate",
    "validate:ITEM",
    with_data=False,
    said="""\
Check dataset files, and tell everything that is wrong.

The exit code is 0 if all of them are valid, else 4.

\b
Examples:
  semax validate
  semax validate --json | jq '.items[].problems'
""",
)
def _validate(
    dataset: Dataset,
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILE]...",
            show_default=False,
            help="Dataset files.  [default: the one of SEMAX_DATA, else the bundled one]",
        ),
    ] = None,
) -> View:
    from semax_cli.views import validate

    return validate.view(dataset, files or [_usual_dataset()])


@command(
    "report",
    """\
Write one page of HTML, to hand on or to take to a doctor.

The page needs no network; of one effect, it is printed as a short sheet. To write it takes Jinja2,
which the extra semax-cli[report] brings.

\b
Examples:
  semax report --output semax.html
  semax report --effect memory --output memory.html
""",
)
def _report(
    effects: Annotated[
        list[str] | None,
        typer.Option(
            "--effect",
            metavar="ID",
            help="Only this effect. Repeatable.",
            autocompletion=_completing(_effect_ids),
        ),
    ] = None,
    output: OutputOption = None,
    data: DataOption = None,
) -> None:
    if output is None and sys.stdout is not None and sys.stdout.isatty():
        said = "A page of HTML is for a browser. Write it to a file: semax report --output FILE."
        raise SemaxError(said, ExitCode.USAGE)
    dataset = load(data)
    chosen = select_effects(dataset, effects) if effects else None
    try:
        from semax_cli.report import render
    except ModuleNotFoundError as error:
        said = f"The page needs {error.name}, which is not installed: pip install {error.name}."
        raise SemaxError(f"{said} The extra semax-cli[report] brings it as well.") from error
    page = render(dataset, chosen, None if data is None else one_line(data))
    _deliver([page], "utf-8", output, no_pager=True, data=[data])


DATASET = "dataset"


@command(
    "schema",
    """\
Print the JSON Schema of the data file or of an output.

\b
Examples:
  semax schema
  semax schema effects
  semax schema studies --output studies.schema.json
""",
)
def _schema(
    name: Annotated[
        str,
        typer.Argument(
            metavar="[COMMAND]",
            help="Whose output; `dataset` for the data file.",
            autocompletion=lambda incomplete: [
                name for name in (DATASET, *SHAPES) if name.startswith(incomplete)
            ],
        ),
    ] = DATASET,
    output: OutputOption = None,
    no_pager: NoPagerOption = False,
) -> None:
    from semax_cli.formats.json import dumped
    from semax_cli.json_schema import dataset_schema, output_schema

    warning = bundled_head().warning.text
    if name == DATASET:
        schema = dataset_schema(warning)
    elif name in SHAPES:
        schema = output_schema(name, shape(name), warning)
    else:
        known = ", ".join((DATASET, *SHAPES))
        said = f'There is no schema "{name}". There are: {known}.'
        raise SemaxError(said, ExitCode.USAGE)
    _deliver([dumped(schema, indented=True) + "\n"], "utf-8", output, no_pager)


def _years(text: str | None) -> range | None:
    """The years that a user's words span: ``2018``, ``1996-2005``, ``2018-`` or ``-2005``."""
    if text is None:
        return None
    first, dash, last = (part.strip() for part in text.partition("-"))
    numbers = [part for part in (first, last) if part]
    if not numbers or not all(re.fullmatch(r"\d{4}", number) for number in numbers):
        hint = "Give a year or a span: 2018, 1996-2005, 2018- or -2005."
        raise SemaxError(f'--year cannot read "{text}". {hint}', ExitCode.USAGE)
    start = int(first) if first else 0
    end = int(last) if last else (9999 if dash else start)
    if start > end:
        raise SemaxError(f"--year {text} ends before it begins.", ExitCode.USAGE)
    return range(start, end + 1)


MOST_PIPED = 2**20
"""More bytes on standard input are no list of ids."""


def _ids(asked: Iterable[str]) -> Iterable[str]:
    """Ids as asked for, with ``-`` replaced by the words on standard input."""
    for word in asked:
        yield from _piped() if word == "-" else (word,)


def _piped() -> Iterable[str]:
    """The ids on standard input. Raises SemaxError where there is nothing to read them from."""
    if sys.stdin is None or sys.stdin.isatty():
        said = "--id - reads ids from a pipe, such as `cat ids.txt | semax study --id -`."
        raise SemaxError(said, ExitCode.USAGE)
    terminal.blocking(sys.stdin.buffer)
    try:
        data = sys.stdin.buffer.read(MOST_PIPED + 1)
    except OSError as error:
        raise SemaxError(f"Standard input cannot be read: {error.strerror}.") from error
    if len(data) > MOST_PIPED:
        said = "Standard input holds more than a megabyte, which is no list of ids."
        raise SemaxError(said, ExitCode.USAGE)
    text = re.sub(r"(?i)\b(pmid|doi):\s+", r"\1:", data.decode("utf-8-sig", errors="replace"))
    # Quotes and brackets are what a list copied out of JSON leaves around an id.
    words = (word.strip("[]\"'") for word in re.split(r"[\s,]+", text))
    return filter(None, words)


def run() -> int:
    """Run the command line that was typed. Returns the exit code; raises SemaxError."""
    try:
        return app(prog_name="semax", standalone_mode=False) or ExitCode.DONE
    except typer.Abort:
        return ExitCode.INTERRUPTED
    except Exception as error:
        if not hasattr(error, "format_message"):  # Typer's own, whose class is not public
            raise
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "semax"
        said = error.format_message().rstrip(".")
        end = "" if said.endswith("?") else "."
        raise SemaxError(f"{said}{end} `{command} --help` says how.", ExitCode.USAGE) from error
