"""The environment: variables, closed streams, a full disk, no network, a damaged package."""

import json
import os
import socket
import subprocess

import pytest
from helpers import (
    FROZEN,
    SEMAX,
    bundled,
    commands,
    every_command,
    in_shell,
    with_slow,
)

ENVIRONMENTS = [
    {"PYTHONOPTIMIZE": "2"},
    {"PYTHONWARNINGS": "error"},
    {"PYTHONDONTWRITEBYTECODE": "1"},
    {"LC_ALL": "C"},
    {"PYTHONIOENCODING": "cp1252"},
    {"COLUMNS": "0", "LINES": "x"},
]


@pytest.mark.parametrize(
    "env",
    with_slow(ENVIRONMENTS, lambda env: {*env} & {"PYTHONOPTIMIZE", "LC_ALL", "PYTHONIOENCODING"}),
    ids=str,
)
@pytest.mark.parametrize(
    "command", with_slow(["effects", "study", "cite", "search", "schema"], lambda c: c == "effects")
)
def test_odd_environments_change_nothing_but_letters(installed, env, command):
    """Neither what is shown nor the help."""
    if (command, *env) in (("cite", "PYTHONIOENCODING"), ("schema", "PYTHONOPTIMIZE")):
        pytest.skip("citations are UTF-8 by definition, and -OO drops descriptions of classes")
    args = [*commands().get(command, [command]), "--json"] if command in commands() else [command]
    usual, odd = installed(*args), installed(*args, **env)

    assert (odd.code, odd.err) == (0, usual.err)
    if "PYTHONIOENCODING" not in env:
        assert odd.out == usual.out
    assert installed(command, "--help", **env).out == installed(command, "--help").out


def test_an_empty_environment_will_do():
    """No HOME, no TERM, no PATH."""
    done = subprocess.run([SEMAX, "effects"], capture_output=True, check=True, env={})

    assert b"Does Semax do what is claimed?" in done.stdout


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a disk that is full")
@pytest.mark.parametrize(
    "command",
    with_slow(
        ["effects", "studies --json", "cite", "schema", "--help"],
        lambda c: c in ("effects", "--help"),
    ),
)
def test_a_full_disk_is_reported_once(command):
    """Exit code 1, one line, and no talk of a bug."""
    done = in_shell(f"semax {command} > /dev/full")

    assert done.returncode == 1
    assert done.stderr.decode().count("\n") == 1
    assert "No space left on device" in done.stderr.decode()
    assert "bug" not in done.stderr.decode()


def test_closed_streams_are_reported_or_not_needed():
    """Without standard output nothing can be shown; the others are not needed to show something."""
    closed = in_shell("semax effects >&-")

    assert (closed.returncode, closed.stderr.decode()) == (
        1,
        "semax: Standard output is closed. Open it, or give --output FILE.\n",
    )
    assert in_shell("semax effects --json <&-").returncode == 0
    assert in_shell("semax effects --json 2>&-").returncode == 0
    assert in_shell("semax study --id - <&-").returncode == 2
    assert in_shell("semax effects nonsense 2>&-").returncode == 3


def test_a_file_is_written_though_standard_output_is_closed(tmp_path):
    """It is not needed for that."""
    path = tmp_path / "out.json"
    done = in_shell(f"semax effects --json --output {path} >&-")

    assert (done.returncode, done.stderr.decode()) == (0, f"semax: Wrote {path}.\n")
    assert json.loads(path.read_text(encoding="utf-8"))["count"] == 7


@pytest.mark.parametrize("command", every_command())
def test_nothing_is_fetched_from_anywhere(semax, monkeypatch, command):
    """Every command does its work with the network taken away."""

    def refuse(*args, **kwargs):
        raise AssertionError("network")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)
    done = semax(*commands().get(command, [command]))

    assert done.code == 0, done.err


@pytest.mark.parametrize("damage", ["empty", "cut", "a table renamed", "a field of its own"])
def test_a_damaged_dataset_in_the_package_is_reported(semax, tmp_path, damage):
    """Exit code 4 with the place, rather than a traceback."""
    whole = FROZEN.read_text(encoding="utf-8")
    damaged = {
        "empty": "",
        "cut": whole[:5000],
        "a table renamed": whole.replace("[[studies]]", "[[studied]]"),
        "a field of its own": "x = 1",
    }
    path = tmp_path / "damaged.toml"
    path.write_text(damaged[damage], encoding="utf-8")
    with bundled(path):
        done = semax("effects")

    assert done.code == 4
    assert "damaged.toml" in done.err
    assert "Traceback" not in done.err
