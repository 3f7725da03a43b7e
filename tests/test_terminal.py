"""Terminals and pipes: colour, width, encodings, and readers who leave early."""

import fcntl
import json
import os
import pty
import re
import shlex
import struct
import subprocess
import termios

import pexpect
import pytest
from commands import commands
from conftest import SEMAX, clean_env, tool

import semax_cli
from semax_cli import terminal


def on_terminal(*args: str, columns: int = 80, **env: str) -> str:
    """What the command shows on a terminal of that width."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    env = {"TERM": "xterm", "PAGER": "cat", **env}
    with subprocess.Popen([SEMAX, *args], stdin=slave, stdout=slave, env=clean_env(**env)):
        os.close(slave)
        shown = b""
        while True:
            try:
                part = os.read(master, 65536)
            except OSError:  # Linux's word for the end of a terminal
                part = b""
            if not part:
                break
            shown += part
    os.close(master)
    return shown.decode().replace("\r\n", "\n")


def plain(text: str) -> str:
    """Text without escape codes."""
    return re.sub(r"\x1b(\[[0-9;]*m|\]8;.*?\x1b\\)", "", text)


@pytest.mark.parametrize("command", commands().values(), ids=commands())
def test_a_terminal_and_a_pipe_show_the_same_content(semax, command):
    """Only colour and weight differ, given the same width."""
    shown = on_terminal(*command, columns=90)

    assert "\x1b[" in shown
    assert [line.rstrip() for line in plain(shown).splitlines()] == semax(
        *command, COLUMNS="90"
    ).out.splitlines()


def test_json_is_the_same_bytes_on_a_terminal(semax):
    """A program's format is never coloured."""
    assert on_terminal("effects", "--json") == semax("effects", "--json").out


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
def test_a_terminal_is_styled_unless_told_otherwise(env, styled):
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


@pytest.mark.parametrize("command", commands().values(), ids=commands())
@pytest.mark.parametrize("columns", [60, 80, 120, 200])
def test_no_line_is_longer_than_the_page(semax, command, columns):
    """At any width, tables fold."""
    lines = semax(*command, COLUMNS=str(columns)).out.splitlines()

    assert max(len(line) for line in lines) <= columns


@pytest.mark.parametrize("columns", [60, 80, 120, 200])
def test_nothing_is_cut_at_any_width(semax, columns):
    """Every DOI keeps its tail, and there is no ellipsis."""
    dois = [study.doi for study in semax_cli.load().studies if study.doi]
    table = semax("studies", "--fields", "doi", COLUMNS=str(columns)).out

    assert all(doi in table.replace("\n", "").replace(" ", "") for doi in dois)
    assert "…" not in semax("studies", COLUMNS=str(columns)).out


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


def test_the_c_locale_is_no_error(semax):
    """LC_ALL=C, as in many scripts and containers."""
    assert semax("study", "--id", "gusev-2018", LC_ALL="C").code == 0


@pytest.mark.parametrize("command", ["studies --json", "studies", "effects --help"])
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
    assert terminal.Page(encoding="cp1252").shows("é–")
    assert not terminal.Page(encoding="cp1252").shows("я")


# ----------------------------------------------------------------------------- the pager

MARK = "sed s/^/paged:/"
"""A pager that can be told from none."""


def test_what_is_longer_than_the_screen_goes_through_the_pager():
    """On a terminal, in every format."""
    for args in (["studies"], ["studies", "--json"], ["cite"], ["schema"]):
        assert on_terminal(*args, PAGER=MARK).startswith("paged:")


def test_what_fits_on_the_screen_does_not():
    """The 24 lines of the test's terminal hold the warning."""
    assert "paged:" not in on_terminal("warning", PAGER=MARK)


def test_a_long_line_is_counted_as_the_lines_it_takes():
    """JSON Lines are long."""
    assert on_terminal("effects", "-f", "jsonl", PAGER=MARK).startswith("paged:")


@pytest.mark.parametrize(
    ("args", "env"),
    [
        (["--no-pager", "studies"], {}),
        (["studies", "--no-pager"], {}),
        (["cite", "--no-pager"], {}),
        (["schema", "--no-pager"], {}),
        (["studies"], {"TERM": "dumb"}),
    ],
    ids=str,
)
def test_no_pager_where_none_is_wanted(args, env):
    """Said before the command or after it, or by a terminal that cannot."""
    assert "paged:" not in on_terminal(*args, PAGER=MARK, **env)


def test_nothing_is_paged_into_a_pipe_or_a_file(semax, tmp_path):
    """Whatever PAGER says."""
    path = tmp_path / "out"

    assert "paged:" not in semax("studies", PAGER=MARK).out
    assert on_terminal("studies", "--output", str(path), PAGER=MARK) == ""
    assert "paged:" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("pager", ["", " ", "cat"])
def test_an_empty_pager_is_none(pager):
    """As with git."""
    plainly = on_terminal("studies", PAGER=pager)

    assert plainly.count("gusev-1997") == 1


def test_a_pager_that_is_not_there_loses_nothing():
    """The output comes as it would without one."""
    assert "gusev-1997" in on_terminal("studies", PAGER="no-such-pager")


def test_less_is_set_up_as_git_does_unless_the_reader_has():
    """Colours pass, a short text stays on the screen, and LESS is the reader's own."""
    shown = "printenv LESS; cat"

    assert on_terminal("studies", PAGER=shown).startswith("FRX\n")
    assert on_terminal("studies", PAGER=shown, LESS="-S").startswith("-S\n")


def test_less_can_be_left():
    """Neither an error nor anything more on the screen."""
    reader = pexpect.spawn(
        SEMAX,
        ["studies"],
        env={**clean_env(TERM="xterm"), "PAGER": tool("less"), "LESS": "FRX"},
        encoding="utf-8",
        dimensions=(24, 80),
        timeout=30,
    )
    reader.expect("Not an endorsement")
    reader.send("q")
    reader.expect(pexpect.EOF)
    reader.close()

    assert (reader.exitstatus, reader.signalstatus) == (0, None)


# -------------------------------------------------------------------------- links, the web


def linked(text):
    """The addresses that parts of a text lead to, with the parts."""
    return {
        (label, url) for url, label in re.findall(r"\x1b\]8;[^;]*;(.+?)\x1b\\(.*?)\x1b\]8;;", text)
    }


def test_identifiers_and_addresses_are_links_on_a_terminal():
    """DOIs, PMIDs and addresses, where one can click on them."""
    study = linked(plain_styles(on_terminal("study", "--id", "lebedeva-2018", columns=200)))
    census = linked(plain_styles(on_terminal("literature", "30225715", columns=200)))

    assert ("10.1007/s10517-018-4234-3", "https://doi.org/10.1007/s10517-018-4234-3") in study
    assert ("30225715", "https://pubmed.ncbi.nlm.nih.gov/30225715/") in study
    assert ("30225715", "https://pubmed.ncbi.nlm.nih.gov/30225715/") in census


def plain_styles(text):
    """Text without colours, but with its links."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


@pytest.mark.parametrize(
    "env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"TERM": "linux"}, {"PAGER": "more"}], ids=str
)
def test_no_links_where_they_would_not_be_understood(env):
    """They are escape codes like any other."""
    assert "\x1b]8;" not in on_terminal("study", "--id", "lebedeva-2018", "--no-pager", **env)


def test_no_links_in_a_pipe(semax):
    """Not even where colour is forced."""
    assert "\x1b]8;" not in semax("study", "--id", "lebedeva-2018", FORCE_COLOR="1").out


@pytest.fixture
def browser(tmp_path):
    """A browser that writes down what it was asked to open."""
    opened = tmp_path / "opened"
    program = tmp_path / "browser"
    program.write_text(f'#!/bin/sh\necho "$1" >> {opened}\n')
    program.chmod(0o755)
    return program, opened


def test_web_opens_the_paper_and_shows_the_record(semax, browser):
    """By its DOI, else at PubMed, else where its record says."""
    program, opened = browser
    done = semax(
        "study",
        "--id",
        "lebedeva-2018",
        "--id",
        "gusev-1997",
        "--id",
        "kaplan-1996",
        "--web",
        BROWSER=f"{program} %s",
    )

    assert (done.code, opened.read_text().split()[:2]) == (
        0,
        [
            "https://doi.org/10.1007/s10517-018-4234-3",
            "https://pubmed.ncbi.nlm.nih.gov/11517472/",
        ],
    )
    assert len(opened.read_text().split()) == 3
    assert "Opening https://doi.org/10.1007/s10517-018-4234-3" in done.err
    assert "Effects of Semax on the Default Mode Network" in done.out


def test_no_browser_is_told(semax):
    """With the address, so that it can be opened by hand."""
    done = semax(
        "study", "--id", "lebedeva-2018", "--web", BROWSER="/bin/false %s", PATH="/nowhere"
    )

    assert done.code == 1
    assert "No browser could be opened for https://doi.org/10.1007/s10517-018-4234-3." in done.err


def test_web_does_not_open_what_is_not_there(semax, browser):
    """An unknown id opens nothing."""
    program, opened = browser

    assert semax("study", "--id", "x", "--web", BROWSER=f"{program} %s").code == 3
    assert not opened.exists()
