"""Standard streams that are closed, full, slow or left early: nothing is lost without a message."""

import json
import os
import subprocess
import time

import pytest
from helpers import (
    SEMAX,
    clean_env,
    in_shell,
    items,
    on_terminal,
    with_slow,
)

UNBUFFERED = {"PYTHONUNBUFFERED": "1"}
EITHER = pytest.mark.parametrize(
    "env", with_slow([{}, UNBUFFERED], lambda env: not env), ids=["buffered", "unbuffered"]
)


# --------------------------------------------------------------------------------- standard output


@pytest.mark.parametrize("env", [{}, UNBUFFERED], ids=["buffered", "unbuffered"])
def test_a_pipe_that_does_not_block_gets_everything(installed, env):
    """As some programs leave the pipes that they hand on."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    args = [SEMAX, "studies", "--json"]
    with subprocess.Popen(args, stdout=writer, env=clean_env(**env)) as running:
        os.close(writer)
        time.sleep(0.5)
        with os.fdopen(reader, encoding="utf-8") as pipe:
            text = pipe.read()

    assert running.returncode == 0
    assert text == installed("studies", "--json").out


@EITHER
@pytest.mark.parametrize(
    "command",
    with_slow(["studies --json", "cite", "--help", "--version"], lambda command: command != "cite"),
)
def test_a_file_that_may_not_grow_is_reported(tmp_path, command, env):
    """A part of the output must not look like the whole."""
    done = in_shell(f"trap '' XFSZ; ulimit -f 0; semax {command} > {tmp_path}/out", **env)

    assert done.returncode == 1
    assert done.stderr.decode().startswith("semax: Cannot write to standard output")


@EITHER
@pytest.mark.parametrize(
    "command",
    with_slow(
        ["effects", "--help", "--version", "study --help", ""], lambda c: c in ("effects", "")
    ),
)
def test_a_reader_who_reads_nothing_is_no_failure(command, env):
    """Of help as of anything else."""
    done = in_shell(f"set -o pipefail; semax {command} | true", **env)

    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    "command",
    with_slow(
        ["effects", "cite", "schema", "--help", "--version", ""],
        lambda command: command in ("effects", "--help", "--version"),
    ),
)
def test_without_standard_output_nothing_is_said_to_be_done(command):
    """Whatever was to be printed."""
    done = in_shell(f"semax {command} >&-")

    assert done.returncode == 1
    assert done.stderr == b"semax: Standard output is closed. Open it, or give --output FILE.\n"


ENCODINGS = ["koi8-r", "cp437", "cp866", "cp932", "shift_jis", "euc_kr", "utf-16", "koi8-r:replace"]


@pytest.mark.parametrize("encoding", with_slow(ENCODINGS, lambda e: e in ("koi8-r", "utf-16")))
def test_frames_are_drawn_with_what_the_encoding_has(installed, encoding):
    """Some have straight lines and no round corners."""
    assert installed("effects", PYTHONIOENCODING=encoding).code == 0


def test_all_output_is_the_same_on_every_run(installed):
    """Whatever order Python's sets have."""
    assert len({installed("effects", PYTHONHASHSEED=seed).out for seed in "0123"}) == 1


# ---------------------------------------------------------------------------------- standard error


@EITHER
@pytest.mark.parametrize(
    "where",
    with_slow(
        ["2>&-", "2>/dev/full", "2</dev/null", "2> >(true)"],
        lambda where: where in ("2>&-", "2> >(true)"),
    ),
)
@pytest.mark.parametrize(
    ("command", "code"),
    [("effects nope", 3), ("effects --nope", 2), ("nope", 2), ("about --data /nope", 4)],
)
def test_the_exit_code_needs_no_standard_error(command, code, where, env):
    """A message that cannot be shown there is shown nowhere else."""
    done = in_shell(f"semax {command} {where}", **env)

    assert (done.returncode, done.stdout) == (code, b"")


def test_every_complaint_has_the_same_form(semax):
    """One sentence that begins with the name of the program, and says where to look."""
    assert semax("effects", "--fromat", "json").err == (
        "semax: No such option: --fromat (Possible options: --format). "
        "See `semax effects --help`.\n"
    )
    for args in (["nope"], ["search"], ["effects", "-f", "x"], ["search", "a", "-n", "0"]):
        done = semax(*args)
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
        assert done.err.startswith("semax: ")


# ---------------------------------------------------------------------------------- standard input


@pytest.mark.parametrize(
    "piped",
    [
        b"gusev-1997 kaplan-1996",
        b'["gusev-1997", "kaplan-1996"]\n',
        b'["gusev-1997","kaplan-1996"]',
        b"PMID: 11517472, kaplan-1996",
        b"gusev-1997,kaplan-1996\r\n",
        b"\xef\xbb\xbfgusev-1997\nkaplan-1996",
    ],
)
def test_ids_are_read_as_they_are_listed(semax, piped):
    """Bare, as JSON, separated by commas, or from a file of Windows."""
    done = semax("study", "--id", "-", "--json", stdin=piped.decode())

    assert [item["id"] for item in items(done)] == ["gusev-1997", "kaplan-1996"]


@pytest.mark.parametrize(
    ("source", "code", "message"),
    [
        ("printf '\\xff' |", 3, "There is no study"),
        ("head -c 100000 /dev/urandom |", 3, "more that are unknown"),
        ("cat /dev/zero |", 2, "more than a megabyte"),
    ],
)
@pytest.mark.parametrize("encoding", with_slow(["utf-8", "ascii"], lambda e: e == "utf-8"))
def test_what_is_no_list_of_ids_is_reported(source, code, message, encoding):
    """Bytes, a flood of words, and what never ends."""
    done = in_shell(f"{source} semax study --id -", PYTHONIOENCODING=encoding)

    assert done.returncode == code
    assert message in done.stderr.decode()
    assert len(done.stderr) < 10_000


def test_a_pipe_that_is_slow_and_does_not_block_is_read_to_its_end():
    """Ids that come later count as well."""
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    args = [SEMAX, "study", "--id", "-", "--json"]
    with subprocess.Popen(args, stdin=reader, stdout=subprocess.PIPE, env=clean_env()) as running:
        for word in (b"gusev-1997\n", b"kaplan-1996\n"):
            time.sleep(0.5)
            os.write(writer, word)
        os.close(writer)
        assert json.loads(running.communicate()[0])["count"] == 2
    os.close(reader)


def test_input_that_cannot_be_read_is_reported(tmp_path):
    """Open for writing only."""
    done = in_shell(f"semax study --id - 0>{tmp_path}/file")

    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"semax: Standard input cannot be read")


def test_an_error_is_folded_between_words_on_a_terminal_only(semax):
    """A program that reads it gets one line."""
    shown = on_terminal("why", "gusev-1997", columns=60, stderr=True)
    piped = semax("why", "gusev-1997").err

    assert max(map(len, shown.splitlines())) <= 60
    assert shown.split() == piped.split()
    assert piped.count("\n") == 1
