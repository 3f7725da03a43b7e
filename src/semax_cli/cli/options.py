"""The options that several commands share, each spelled out once, and what completes them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from semax_cli import labels
from semax_cli.background import countries, country_argument
from semax_cli.cli.commands import shape
from semax_cli.codes import Answer, Design, Reading, Result, System
from semax_cli.data.census import census
from semax_cli.data.load import load
from semax_cli.errors import SemaxError
from semax_cli.formats import FormatName
from semax_cli.records import Dataset

# ------------------------------------------------------------------------------- completion


def completing(words: Callable[[Dataset], Iterable[str]]) -> Callable[..., list[str]]:
    """Complete by words of the dataset; plain strings, since help texts would load Rich."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        try:
            return starting_with(incomplete, words(load(ctx.params.get("data"))))
        except SemaxError:
            return []

    return complete


def starting_with(incomplete: str, words: Iterable[str]) -> list[str]:
    """The words that complete what was typed, with its capitals, which shells insist on."""
    typed = incomplete.lower()
    return [incomplete + word[len(typed) :] for word in words if word.startswith(typed)]


def effect_ids(dataset: Dataset) -> list[str]:
    """The ids of the effects."""
    return [effect.id for effect in dataset.effects]


def claim_ids(dataset: Dataset) -> list[str]:
    """The ids of the claims."""
    return [claim.id for _, claim in dataset.claims()]


def mechanism_ids(dataset: Dataset) -> list[str]:
    """The ids of the mechanisms."""
    return [mechanism.id for mechanism in dataset.mechanisms]


def study_ids(dataset: Dataset) -> list[str]:
    """The ids of the studies."""
    return [study.id for study in dataset.studies]


def citable_ids(dataset: Dataset) -> list[str]:
    """The ids of everything that studies can be cited for."""
    kinds = (effect_ids, claim_ids, mechanism_ids, study_ids)
    return [identifier for ids_of in kinds for identifier in ids_of(dataset)]


def jurisdictions(dataset: Dataset) -> list[str]:
    """The countries and bodies on whose law something is recorded, as one word each."""
    return list(map(country_argument, countries(dataset.status)))


def safety_words(dataset: Dataset) -> list[str]:
    """The kinds of statement on safety, and their ids."""
    return [*labels.SAFETY, *(entry.id for entry in dataset.safety)]


def pmids(dataset: Dataset) -> list[str]:
    """The PMIDs of the census."""
    return [publication.pmid for publication in census(dataset)]


def _languages(dataset: Dataset) -> list[str]:
    return sorted({study.language for study in dataset.studies if study.language})


def _complete_fields(ctx: typer.Context, incomplete: str) -> list[str]:
    """The last of several fields, with those before it in front."""
    *chosen, begun = incomplete.split(",")
    return [
        ",".join((*chosen, field))
        for field in shape(ctx.info_name or "").fields
        if field.startswith(begun) and field not in chosen
    ]


def output_option(text: str) -> Any:
    """``--output``, which writes to a file what else is printed; ``-`` is standard output."""
    return typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help=text,
        readable=False,  # it need not be
        callback=lambda path: None if str(path) == "-" else path,
    )


# ------------------------------------------------------------------- the shape of the output

Format = Annotated[
    FormatName | None,
    typer.Option("--format", "-f", help="Shape of the output.  [default: table]"),
]
Json = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
Fields = Annotated[
    str | None,
    typer.Option(
        "--fields",
        metavar="A,B",
        help="Show only these fields, in this order.",
        autocompletion=_complete_fields,
    ),
]
Output = Annotated[
    Path | None,
    output_option("Write to FILE, whole or not at all; its ending (.json) sets the format."),
]
Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="FILE",
        envvar="SEMAX_DATA",
        help="Read this dataset, not the bundled one.",
        readable=False,  # if it is not, the message comes from where it is read
    ),
]
All = Annotated[bool, typer.Option("--all", help="Show sources and notes on the records as well.")]
Wide = Annotated[bool, typer.Option("--wide", help="Show titles whole, on several lines.")]

# ---------------------------------------------------------------------------- what is shown


def ids_argument(metavar: str, help_text: str, ids: Callable[[Dataset], list[str]]) -> Any:
    """Any number of ids as arguments."""
    return typer.Argument(
        metavar=f"[{metavar}]...",
        show_default=False,
        help=help_text,
        autocompletion=completing(ids),
    )


def ids_option(name: str, help_text: str, ids: Callable[[Dataset], list[str]]) -> Any:
    """Any number of ids as an option that is repeated."""
    help_text = f"{help_text} Repeatable."
    return typer.Option(name, metavar="ID", help=help_text, autocompletion=completing(ids))


def choice(kind: Any, name: str, help_text: str, shown: Mapping[str, str] | None = None) -> Any:
    """A repeatable option that takes a word of a ``Literal``: Typer knows no lists of those.

    Args:
        kind: The ``Literal``.
        name: The option.
        help_text: What it is for.
        shown: The words that tables show instead, which are accepted as well.
    """
    known = get_args(kind)
    shown = shown or {}
    codes = {text.lower(): word for word, text in shown.items()}
    listed = ", ".join(_with_word(code, shown.get(code, code)) for code in known)

    def parse(text: str) -> str:
        word = codes.get(text.lower(), text.lower())
        if word not in known:
            raise typer.BadParameter(f'"{text}" is none of {", ".join(known)}.')
        return word

    return typer.Option(
        name,
        parser=parse,
        metavar="WORD",
        help=f"{help_text} Repeatable. One of {listed}.",
        autocompletion=lambda incomplete: starting_with(incomplete, known),
    )


def _with_word(code: str, word: str) -> str:
    """A code, with the word that tables show where that is another."""
    return code if word in (code, code.replace("-", " ")) else f'{code} ("{word}")'


Year = Annotated[
    str | None,
    typer.Option("--year", metavar="YEARS", help="2018, 1996-2005, 2018- or -2005."),
]
Language = Annotated[
    list[str] | None,
    typer.Option(
        "--language",
        metavar="TAG",
        help="Language, such as en or ru. Repeatable.",
        autocompletion=completing(_languages),
    ),
]
Reverse = Annotated[bool, typer.Option("--reverse", "-r", help="Sort downwards.")]

# The options that choose studies, for `semax studies` and `semax cite`.
Systems = Annotated[
    list[str] | None, choice(System, "--system", "What it was done in.", labels.SYSTEM)
]
Effects = Annotated[list[str] | None, ids_option("--effect", "Bearing on this effect.", effect_ids)]
Claims = Annotated[list[str] | None, ids_option("--claim", "Bearing on this claim.", claim_ids)]
Mechanisms = Annotated[
    list[str] | None, ids_option("--mechanism", "Bearing on this mechanism.", mechanism_ids)
]
Designs = Annotated[list[str] | None, choice(Design, "--design", "Study design.", labels.DESIGN)]
Readings = Annotated[
    list[str] | None,
    choice(Reading, "--read", "How far it was read for this dataset.", labels.READING),
]
Ties = Annotated[
    list[str] | None,
    choice(Answer, "--tie", "Whether it is tied to the developers.", labels.TIE),
]
Results = Annotated[
    list[str] | None,
    choice(Result, "--result", "What it found: on what is given, else on anything.", labels.RESULT),
]


def parse_fields(text: str) -> Sequence[str]:
    """The names in the value of --fields."""
    return [word.strip() for word in text.split(",") if word.strip()]
