"""Terminals and pipes: colour, width, encodings, and readers who leave early."""

import json
import os
import pty
import re
import shlex
import subprocess

import pytest
from helpers import (
    SEMAX,
    clean_env,
    commands,
    items,
    on_terminal,
    plain_text,
    squeezed,
    with_slow,
)

import semax_cli
from semax_cli.terminal.capabilities import Page


@pytest.mark.parametrize(
    "command",
    with_slow(commands().values(), lambda command: command[0] in ("effects", "study", "search")),
    ids=commands(),
)
def test_a_terminal_and_a_pipe_show_the_same_content(installed, command):
    """Only colour and weight differ, given the same width."""
    shown = on_terminal(*command, columns=90)

    assert "\x1b[" in shown
    assert [line.rstrip() for line in plain_text(shown).splitlines()] == installed(
        *command, COLUMNS="90"
    ).out.splitlines()


def test_json_is_the_same_bytes_on_a_terminal(installed):
    """A program's format is never coloured."""
    assert on_terminal("effects", "--json") == installed("effects", "--json").out


@pytest.mark.parametrize(
    ("env", "styled"),
    [
        ({}, True),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, False),
    ],
)
def test_a_terminal_is_styled_unless_asked_otherwise(env, styled):
    """NO_COLOR and dumb terminals get plain text."""
    assert ("\x1b[" in on_terminal("warning", **env)) == styled


@pytest.mark.parametrize(
    ("env", "styled"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "0"}, False),
        ({"FORCE_COLOR": ""}, False),
        ({"TTY_COMPATIBLE": "1"}, False),
        ({"GITHUB_ACTIONS": "true"}, False),
    ],
)
def test_a_pipe_is_plain_unless_colour_is_forced(semax, env, styled):
    """The same holds in continuous integration."""
    assert ("\x1b[" in semax("effects", TERM="xterm", **env).out) == styled


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize(
    ("when", "env", "styled"),
    [
        ("always", {}, True),
        ("always", {"NO_COLOR": "1"}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
        ("auto", {"FORCE_COLOR": "1"}, True),
        ("auto", {}, False),
    ],
)
def test_colour_can_be_asked_for(semax, before, when, env, styled):
    """Before the command or after it; it beats the environment."""
    args = ["--color", when, "effects"] if before else ["effects", "--color", when]

    assert ("\x1b[" in semax(*args, TERM="xterm", **env).out) == styled


def test_colour_is_not_guessed(semax):
    """A mistyped word is named, with those that there are."""
    done = semax("effects", "--color", "red")

    assert (done.code, done.out) == (2, "")
    assert "'red' is not one of 'auto', 'always', 'never'" in done.err


@pytest.mark.parametrize("command", commands().values(), ids=commands())
@pytest.mark.parametrize("columns", [60, 80, 120, 200])
def test_no_line_is_longer_than_the_page(semax, command, columns):
    """At any width, tables fold. Only an address stays whole, so that it can be copied."""
    lines = semax(*command, COLUMNS=str(columns)).out.splitlines()

    long = [line.strip() for line in lines if len(line) > columns]
    assert [line for line in long if not re.fullmatch(r"https?://\S+|10\.\S+", line)] == []


@pytest.mark.parametrize("columns", [60, 80, 120, 200])
def test_nothing_is_cut_at_any_width(semax, columns):
    """Every DOI keeps its tail, and there is no ellipsis."""
    dois = [study.doi for study in semax_cli.load().studies if study.doi]
    table = semax("studies", "--fields", "doi", COLUMNS=str(columns)).out

    assert all(doi in table.replace("\n", "").replace(" ", "") for doi in dois)
    assert "…" not in semax("studies", "--wide", COLUMNS=str(columns)).out


@pytest.mark.parametrize("command", ["studies", "literature"])
def test_a_list_to_scan_has_one_line_a_record(semax, command):
    """Titles are cut there, with a sign for it; --wide and the other formats have them whole."""
    titles = [item["title"] for item in items(semax(command, "--json"))]
    lines = semax(command, COLUMNS="80").out.splitlines()
    wide = squeezed(semax(command, "--wide", COLUMNS="80").out)
    markdown = semax(command, "--format", "csv").out

    cut = [line for line in lines if line.endswith("…")]
    assert len(cut) > len(titles) // 2
    assert all("".join(title.split()) in "".join(wide.split()) for title in titles[:1])
    assert titles[0].split()[-1].strip("[].") in markdown


@pytest.mark.parametrize("command", ["effects", "mechanisms", "why", "map"])
def test_a_listing_is_one_screen(semax, live, command):
    """Of 80 columns and 24 lines, of which the prompt takes one, with the warning."""
    lines = semax(command, COLUMNS="80").out.splitlines()

    assert len(lines) <= 23
    assert max(map(len, lines)) <= 80
    assert "It is not medical advice." in squeezed(lines[-2] + " " + lines[-1])


def test_a_pipe_is_as_wide_as_columns_says_or_100(semax):
    """Not 80, and not as wide as the terminal behind the pipe."""
    assert semax("effects").out == semax("effects", COLUMNS="100").out
    assert semax("effects").out == semax("effects", COLUMNS="0").out
    assert semax("effects").out != semax("effects", COLUMNS="80").out


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "cp1251"])
@pytest.mark.parametrize("command", commands().values(), ids=commands())
def test_a_terminal_with_few_characters_gets_readable_text(semax, command, encoding):
    """No error, no question marks, no escapes: what cannot be shown is transliterated."""
    done = semax(*command, PYTHONIOENCODING=encoding)

    assert done.code == 0, done.err
    assert done.out.count("?") == semax(*command).out.count("?")
    assert "\ufffd" not in done.out
    assert "\\u" not in done.out


def test_cyrillic_becomes_latin_where_it_cannot_be_shown(semax):
    """A Russian title stays a title."""
    done = semax("study", "--id", "gusev-2018", PYTHONIOENCODING="cp1252")

    assert "Effektivnost' semaksa" in done.out
    assert "Эффективность семакса" in semax("study", "--id", "gusev-2018").out


def test_json_survives_an_ascii_terminal_unchanged(semax):
    """JSON has escapes of its own: the same data in fewer characters."""
    args = ["study", "--id", "gusev-2018", "--json"]

    ascii_only = semax(*args, PYTHONIOENCODING="ascii").out
    assert json.loads(ascii_only) == json.loads(semax(*args).out)


def test_the_c_locale_is_no_error(installed):
    """LC_ALL=C, as in many scripts and containers."""
    assert installed("study", "--id", "gusev-2018", LC_ALL="C").code == 0


@pytest.mark.parametrize(
    "command",
    with_slow(
        ["studies --json", "studies", "effects --help"], lambda command: command == "studies"
    ),
)
def test_a_reader_who_leaves_early_is_no_error(command):
    """`| head -1` is quiet, and not a failure even under pipefail."""
    line = f"set -o pipefail; {shlex.quote(SEMAX)} {command} | head -c 10"
    for _ in range(5):
        done = subprocess.run(
            ["bash", "-c", line], capture_output=True, check=False, env=clean_env()
        )
        assert (done.returncode, done.stderr) == (0, b"")


def test_reading_ids_from_a_terminal_asks_for_a_pipe():
    """It does not sit and wait for somebody to type."""
    master, slave = pty.openpty()
    done = subprocess.run(
        [SEMAX, "study", "--id", "-"],
        stdin=slave,
        capture_output=True,
        check=False,
        timeout=20,
        env=clean_env(),
    )
    os.close(slave)
    os.close(master)

    assert done.returncode == 2
    assert b"from a pipe" in done.stderr


def test_a_page_knows_its_characters():
    """What a format asks before it prints."""
    assert Page(encoding="cp1252").shows("é–")
    assert not Page(encoding="cp1252").shows("я")
