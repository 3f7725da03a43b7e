"""Make the manual page semax(1) from the program's own help: ``python docs/man/make.py``."""

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main

import semax_cli
from semax_cli.cli import app

PAGE = Path(__file__).with_name("semax.1")
GROUP: Any = typer.main.get_command(app)
NAMES = GROUP.list_commands(None)
CONTEXT = GROUP.make_context("semax", [], resilient_parsing=True)

SHOWS_DATA = {"data", "fields"}
"""The options by which one knows a command that shows data."""

ENVIRONMENT = {
    "SEMAX_DATA": "Another dataset, as with --data.",
    "PAGER": "What shows output that is longer than the screen; empty or cat for nothing.",
    "LESS": "Options for less; FRX where it is not set.",
    "BROWSER": "What --web opens a paper with.",
    "COLUMNS": "Width of tables in a pipe or a file, in characters; 100 where it is not set.",
    "NO_COLOR": "If not empty, no escape codes.",
    "FORCE_COLOR": "If neither empty nor 0, colour in a pipe as well.",
    "SEMAX_DEBUG": "If not empty, an unexpected error keeps its traceback.",
}


def page() -> str:
    """The manual page, in roff."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    summary, description, examples = _parts(GROUP.help)
    dataset = semax_cli.load()
    version = f"semax-cli {semax_cli.__version__}"
    yield rf'.TH SEMAX 1 "{dataset.dataset.updated}" "{version}" "User Commands"'
    yield from (".SH NAME", *_prose([f"semax - {summary[0].lower()}{summary[1:].rstrip('.')}"]))
    yield from (".SH SYNOPSIS", ".B semax", r"[\fIOPTION\fR]... \fICOMMAND\fR [\fIARGUMENT\fR]...")
    yield from (".SH DESCRIPTION", *_prose([*description, dataset.warning.full]))
    yield from (".SH EXAMPLES", *_examples(examples))
    general = GROUP.get_params(CONTEXT)
    yield from (".SH OPTIONS", *_options(general))
    parameters = {
        name: _without(GROUP.get_command(None, name).get_params(CONTEXT), general) for name in NAMES
    }
    shared = _shared([own for own in parameters.values() if SHOWS_DATA.issubset(_names(own))])
    yield from (".SS Options of every command that shows data", *_options(shared))
    yield ".SH COMMANDS"
    for name, own in parameters.items():
        rest = _without(own, shared)
        yield from _command(name, GROUP.get_command(None, name), rest)
        also = [max(parameter.opts, key=len) for parameter in own if parameter not in rest]
        if also and not SHOWS_DATA.issubset(_names(own)):
            yield from (".PP", *_prose([f"Also, as above: {', '.join(also)}."]))
    yield ".SH ENVIRONMENT"
    for variable, said in ENVIRONMENT.items():
        yield from (".TP", rf"\fB{variable}\fR", *_prose([said]))
    yield ".SH EXIT STATUS"
    for code, said in _exit_codes():
        yield from (".TP", rf"\fB{code}\fR", *_prose([said]))


def _names(parameters: list[Any]) -> list[str]:
    return [parameter.name for parameter in parameters]


def _without(parameters: list[Any], others: list[Any]) -> list[Any]:
    """The parameters whose help none of the others has; that of ``map --format`` is its own."""
    records = [parameter.get_help_record(CONTEXT) for parameter in others]
    return [p for p in parameters if p.get_help_record(CONTEXT) not in records]


def _shared(parameters: list[list[Any]]) -> list[Any]:
    """The parameters that all commands have."""
    first, *others = parameters
    return [p for p in first if all(p.name in _names(other) for other in others)]


def _command(name: str, command: Any, own: list[Any]) -> Iterator[str]:
    summary, description, examples = _parts(command.help)
    arguments = [p.metavar for p in own if p.param_type_name == "argument"]
    yield f".SS {_text(' '.join(('semax', name, *arguments)))}"
    yield from (*_prose([summary, *description]), *_options(own))
    yield from (".PP", "Examples:", ".PP", *_examples(examples))


def _options(parameters: list[Any]) -> Iterator[str]:
    for parameter in parameters:
        if record := parameter.get_help_record(CONTEXT):
            names, said = record
            if parameter.param_type_name == "argument":
                names = parameter.metavar
            yield from (".TP", rf"\fB{_text(names)}\fR", *_prose([" ".join(said.split())]))


def _examples(examples: list[str]) -> Iterator[str]:
    yield from (".nf", ".RS 4", *map(_text, examples), ".RE", ".fi")


def _parts(said: str) -> tuple[str, list[str], list[str]]:
    """The first sentence of a help text, its other paragraphs and its examples."""
    prose, _, examples = inspect.cleandoc(said).partition("\b\n")
    summary, *paragraphs = [" ".join(part.split()) for part in prose.strip().split("\n\n")]
    lines = [line.strip() for line in examples.splitlines()[1:] if line.strip()]
    return summary, [part for part in paragraphs if part], lines


def _prose(texts: list[str]) -> Iterator[str]:
    """Paragraphs, in lines that the sources of manual pages should not exceed."""
    for number, text in enumerate(texts):
        if number:
            yield ".PP"
        yield from map(_text, textwrap.wrap(text, 72, break_on_hyphens=False))


def _exit_codes() -> Iterator[tuple[int, str]]:
    """The exit codes, each with the text below it in the source."""
    (definition,) = ast.parse(inspect.getsource(semax_cli.ExitCode)).body
    for below, code in zip(definition.body[2::2], semax_cli.ExitCode, strict=True):
        yield int(code), below.value.value


def _text(text: str) -> str:
    """Text that roff prints as it is: https://man7.org/linux/man-pages/man7/man-pages.7.html."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq")
    return re.sub(r"^\.", r"\\&.", escaped)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
