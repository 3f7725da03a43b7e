"""Completion at the prompt, in the shells that people use."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest
from helpers import (
    SEMAX,
    clean_env,
    tool,
)

HERE = str(Path(SEMAX).parent)

CASES = [
    ("semax wh", ["why"]),
    ("semax effects neurop", ["neuroprotection"]),
    ("semax why pain", ["pain-relief"]),
    ("semax mechanisms enk", ["enkephalin-breakdown"]),
    ("semax study --id gusev-19", ["gusev-1997"]),
    ("semax study kap", ["kaplan-1996"]),
    ("semax cite gusev-20", ["gusev-2005", "gusev-2018"]),
    ("semax literature 425", ["42559144"]),
    ("semax effects --fields id,na", ["id,name"]),
    ("semax studies --fields title", ["title", "title_original"]),
    ("semax effects --format ma", ["markdown"]),
    ("semax cite --format bib", ["bibtex", "biblatex"]),
    ("semax studies --system hu", ["human"]),
    ("semax studies --mechanism ion", ["ion-currents"]),
    ("semax studies --language r", ["ru"]),
    ("semax search --kind mis", ["misreference"]),
    ("semax schema lit", ["literature"]),
    ("semax effects --no-", ["--no-pager"]),
]


def environment(**env):
    """A clean environment in which the shell finds the command."""
    return clean_env(PATH=f"{HERE}{os.pathsep}{os.environ['PATH']}", TERM="dumb", **env)


def script(shell):
    """What `semax --show-completion` prints in that shell."""
    done = subprocess.run(
        [SEMAX], capture_output=True, check=True, env=environment(_SEMAX_COMPLETE=f"source_{shell}")
    )
    return done.stdout.decode()


def query(shell, *args, stdin=""):
    """What a shell prints that runs some lines."""
    done = subprocess.run(
        [tool(shell), *args],
        input=stdin.encode(),
        capture_output=True,
        check=True,
        env=environment(),
    )
    return done.stdout.decode()


@pytest.mark.parametrize(("line", "expected"), CASES, ids=[line for line, _ in CASES])
def test_bash_completes(line, expected):
    """By the function that bash calls at the Tab key, with the words as it passes them."""
    words = line.split(" ")
    asked = (
        f"{script('bash')}\nCOMP_WORDS=({' '.join(words)})\nCOMP_CWORD={len(words) - 1}\n"
        "_semax_completion semax\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n"
    )

    assert sorted(query("bash", "--norc", stdin=asked).split()) == sorted(expected)


@pytest.mark.parametrize(("line", "expected"), CASES, ids=[line for line, _ in CASES])
def test_fish_completes(line, expected):
    """By fish's own query."""
    asked = f"{script('fish')}\ncomplete -C'{line}'\n"

    assert sorted(query("fish", "--no-config", stdin=asked).split()) == sorted(expected)


@pytest.mark.parametrize(
    ("line", "expected"),
    [case for case in CASES if len(case[1]) == 1],
    ids=lambda value: str(value),
)
def test_zsh_completes(line, expected, tmp_path):
    """At its prompt, by the Tab key."""
    (tmp_path / "_semax").write_text(script("zsh"))
    shell = pexpect.spawn(
        tool("zsh"),
        ["-f"],
        env={**environment(), "PS1": "ready> "},
        encoding="utf-8",
        timeout=30,
        dimensions=(40, 200),
    )
    shell.expect("ready> ")
    shell.sendline(
        f"autoload -Uz compinit; compinit -u -D; source {tmp_path / '_semax'}; PS1='now> '"
    )
    shell.expect("now> ")
    shell.send(f"echo : {line}\t".replace("echo : ", ""))
    shell.expect(re.escape(expected[0]))
    shell.sendcontrol("c")
    shell.sendline("exit")
    shell.close()


def test_bash_completes_at_its_prompt(tmp_path):
    """As somebody who types meets it."""
    path = tmp_path / "semax.bash"
    path.write_text(script("bash"))
    shell = pexpect.spawn(
        tool("bash"),
        ["--norc", "-i"],
        env={**environment(), "PS1": "ready> "},
        encoding="utf-8",
        timeout=30,
    )
    shell.expect("ready> ")
    shell.sendline(f"source {path}; PS1='now> '")
    shell.expect("now> ")
    shell.send("semax study --id lebed\t")
    shell.expect("lebedeva-2018")
    shell.sendcontrol("c")
    shell.sendline("exit")
    shell.close()


def test_ids_are_those_of_another_dataset_if_one_is_named(dataset_file):
    """So that what is completed is what will be found."""
    path = dataset_file('id = "gusev-1997"', 'id = "gusev-1997"')
    text = path.read_text(encoding="utf-8").replace("kaplan-1996", "kaplan-1999")
    path.write_text(text, encoding="utf-8")
    line = f"semax study --data {path} --id kap"

    asked = f"{script('fish')}\ncomplete -C'{line}'\n"
    assert query("fish", "--no-config", stdin=asked).split() == ["kaplan-1999"]


def test_a_broken_dataset_completes_nothing(tmp_path):
    """And prints no error into the prompt."""
    path = tmp_path / "broken.toml"
    path.write_text("nonsense")
    asked = f"{script('fish')}\ncomplete -C'semax study --data {path} --id kap'\n"

    assert query("fish", "--no-config", stdin=asked) == ""


@pytest.mark.start_up
@pytest.mark.parametrize("line", ["semax ", "semax effects --", "semax study --id gus"])
def test_completion_loads_neither_rich_nor_pydantic(line):
    """Whoever presses Tab does not want to wait."""
    code = (
        "import sys, atexit\n"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"
        "from semax_cli.__main__ import main\nmain()"
    )
    for shell in ("bash", "zsh", "fish"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env=environment(
                _SEMAX_COMPLETE=f"complete_{shell}",
                _TYPER_COMPLETE_ARGS=line,
                _TYPER_COMPLETE_FISH_ACTION="get-args",
                COMP_WORDS=line.replace(" ", "\n"),
                COMP_CWORD=str(line.count(" ")),
            ),
        )
        assert done.stdout
        assert not {"rich", "pydantic"} & set(done.stderr.decode().split())
