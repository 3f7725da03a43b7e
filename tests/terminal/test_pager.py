"""The pager: what goes through it, and what happens when it fails or is interrupted."""

import time

import pytest
from helpers import SEMAX, on_terminal, plain_text, spawn, tool, with_slow

pexpect = pytest.importorskip(
    "pexpect", reason="pexpect is not installed: pip install -e '.[test]'"
)


@pytest.mark.parametrize(
    "pager",
    with_slow(
        ["false", "exit 3", "kill -9 $$", "kill -SEGV $$", "'unbalanced", "(", "/no/such/one"],
        lambda pager: pager in ("false", "kill -9 $$", "/no/such/one"),
    ),
)
def test_a_pager_that_fails_loses_nothing(pager):
    """The output comes as it would without one."""
    assert "gusev-1997" in on_terminal("studies", PAGER=pager)


@pytest.mark.parametrize(("version", "linked"), [("551", False), ("608.1", True)])
def test_links_go_only_through_a_pager_that_knows_them(tmp_path, version, linked):
    """An older less prints their codes, and doubles lines."""
    less = tmp_path / "less"
    less.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo "less {version} (GNU)" || cat\n')
    less.chmod(0o755)
    shown = on_terminal("study", "kaplan-1996", PAGER=str(less))

    assert "kaplan-1996" in plain_text(shown)
    assert ("\x1b]8;" in shown) == linked


def test_a_less_that_tells_no_version_gets_plain_text(tmp_path):
    """BusyBox's takes no --version, and shows colours as codes."""
    less = tmp_path / "less"
    less.write_text('#!/bin/sh\n[ "$1" = --version ] && exit 1\ncat\n')
    less.chmod(0o755)

    assert "\x1b" not in on_terminal("study", "kaplan-1996", PAGER=str(less))


def at_terminal(pager, *args):
    """The command at a terminal, with a pager."""
    return spawn(SEMAX, *args, PAGER=pager)


SETTLED = 0.3
"""Seconds after which both wait: the pager's shell for `sleep`, and semax for the pager."""


def test_ctrl_c_is_the_pagers_own_affair():
    """It goes on, and so does what it is being given, which is longer than a pipe holds."""
    reader = at_terminal("trap '' INT; echo ready; sleep 1; cat", "literature")
    reader.expect("ready")
    time.sleep(SETTLED)
    reader.sendintr()
    reader.expect("is not medical advice")
    reader.expect(pexpect.EOF)
    reader.close()

    assert (reader.exitstatus, reader.signalstatus) == (0, None)


def test_ctrl_c_that_ends_the_pager_ends_all():
    """With nothing printed after it."""
    reader = at_terminal("echo ready; sleep 20; cat", "studies")
    reader.expect("ready")
    time.sleep(SETTLED)
    reader.sendintr()
    reader.expect(pexpect.EOF)
    shown = reader.before
    reader.close()

    assert reader.exitstatus == 130
    assert "gusev-1997" not in shown


MARK = "sed s/^/paged:/"
"""A pager that leaves a mark."""


@pytest.mark.parametrize(
    "command",
    with_slow(["studies", "studies --json", "cite", "schema"], lambda c: c in ("studies", "cite")),
)
def test_what_is_longer_than_the_screen_goes_through_the_pager(command):
    """On a terminal, in every format."""
    assert on_terminal(*command.split(), PAGER=MARK).startswith("paged:")


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


def test_less_is_set_up_as_git_does_unless_the_reader_has():
    """Colours pass in any case; the rest of LESS is the reader's own."""
    shown = "printenv LESS; cat"

    assert on_terminal("studies", PAGER=shown).startswith("FRX-Ps")
    assert on_terminal("studies", PAGER=shown, LESS="-S").startswith("-R -S\n")


@pytest.mark.tools
def test_less_can_be_left():
    """Its prompt says how; then there is neither an error nor anything more on the screen."""
    reader = spawn(SEMAX, "studies", PAGER=tool("less"))
    reader.expect("Not an endorsement")
    reader.expect("space: more, b: back, q: quit")
    reader.send("q")
    reader.expect(pexpect.EOF)
    reader.close()

    assert (reader.exitstatus, reader.signalstatus) == (0, None)


def test_in_a_pager_the_short_warning_is_the_first_line():
    """Its end, where the warning stands, is some screens away."""
    assert plain_text(on_terminal("studies", PAGER="head -n 1")).startswith("Not an endorsement:")
    assert "Not an endorsement:" not in on_terminal("effects", PAGER="cat")
