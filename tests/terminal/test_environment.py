"""What no dataset, argument or environment can make the tool do."""

import json
import os
import subprocess
import sys

import pytest
from helpers import (
    ROOT,
    SEMAX,
    clean_env,
    commands,
    every_command,
    in_shell,
)

# --------------------------------------------------------------------------------- the environment


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONOPTIMIZE": "2"},
        {"PYTHONWARNINGS": "error"},
        {"PYTHONDONTWRITEBYTECODE": "1"},
        {"LC_ALL": "C"},
        {"PYTHONIOENCODING": "cp1252"},
        {"COLUMNS": "0", "LINES": "x"},
    ],
    ids=str,
)
@pytest.mark.parametrize("command", ["effects", "study", "cite", "search", "schema"])
def test_odd_environments_change_nothing_but_letters(semax, env, command):
    """Neither what is shown nor the help."""
    if (command, *env) in (("cite", "PYTHONIOENCODING"), ("schema", "PYTHONOPTIMIZE")):
        pytest.skip("citations are UTF-8 by definition, and -OO drops descriptions of classes")
    args = [*commands().get(command, [command]), "--json"] if command in commands() else [command]
    here, there = semax(*args), semax(*args, **env)

    assert (there.code, there.err) == (0, "")
    if "PYTHONIOENCODING" not in env:
        assert there.out == here.out
    assert semax(command, "--help", **env).out == semax(command, "--help").out


def test_an_empty_environment_will_do():
    """No HOME, no TERM, no PATH."""
    done = subprocess.run([SEMAX, "effects"], capture_output=True, check=True, env={})

    assert b"Effects claimed for Semax" in done.stdout


def in_shell(line, **env):
    """Run a line in which semax is the command."""
    line = line.format(semax=SEMAX)
    return subprocess.run(
        ["bash", "-c", line], capture_output=True, check=False, env=clean_env(**env)
    )


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a disk that is full")
@pytest.mark.parametrize("command", ["effects", "studies --json", "cite", "schema", "--help"])
def test_a_full_disk_is_told_once(command):
    """Exit code 1, one line, and no talk of a bug."""
    done = in_shell(f"semax {command} > /dev/full")

    assert done.returncode == 1
    assert done.stderr.decode().count("\n") == 1
    assert "No space left on device" in done.stderr.decode()
    assert "bug" not in done.stderr.decode()


def test_closed_streams_are_told_or_not_needed():
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

    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(path.read_text(encoding="utf-8"))["count"] == 7


def test_nothing_is_fetched_from_anywhere():
    """Every command does its work with the network taken away."""
    code = (
        "import socket, sys\n"
        "def refuse(*args, **kwargs): raise AssertionError('network')\n"
        "socket.socket = socket.create_connection = socket.getaddrinfo = refuse\n"
        "from semax_cli.__main__ import main\nmain()"
    )
    for name in every_command():
        args = commands().get(name, [name])
        done = subprocess.run(
            [sys.executable, "-c", code, *args], capture_output=True, check=False, env=clean_env()
        )
        assert (done.returncode, done.stderr) == (0, b"")


def test_a_damaged_dataset_in_the_package_is_told(tmp_path):
    """Exit code 4 with the place, rather than a traceback."""
    code = (
        "import sys, pathlib\nimport semax_cli.dataset as d\n"
        "path = pathlib.Path(sys.argv.pop(1))\nd.bundled_path = lambda: path\n"
        "from semax_cli.__main__ import main\nmain()"
    )
    whole = (ROOT / "data" / "claims.toml").read_text(encoding="utf-8")
    for damaged in ("", whole[:5000], whole.replace("[[studies]]", "[[studied]]"), "x = 1"):
        path = tmp_path / "damaged.toml"
        path.write_text(damaged, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-c", code, str(path), "effects"],
            capture_output=True,
            check=False,
            env=clean_env(),
        )
        assert done.returncode == 4, done.stderr
        assert b"damaged.toml" in done.stderr
        assert b"Traceback" not in done.stderr
