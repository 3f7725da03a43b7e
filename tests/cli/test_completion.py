"""Completion at the prompt, in the shells that people use."""

import os
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from helpers import (
    IMPORTED_AT_END,
    SEMAX,
    clean_env,
    python,
    run_installed,
    spawn,
    tool,
    with_slow,
)

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
    ("semax cite --format=bibl", ["biblatex"]),
    ("semax study Gusev-19", ["Gusev-1997"]),
    ("semax studies --effect=neurop", ["neuroprotection"]),
    ("semax effects --color=al", ["always"]),
    ("semax studies --system hu", ["human"]),
    ("semax studies --mechanism ion", ["ion-currents"]),
    ("semax studies --language r", ["ru"]),
    ("semax search --kind mis", ["misreference"]),
    ("semax schema lit", ["literature"]),
    ("semax effects --no-", ["--no-pager"]),
]


def words_of(line):
    """The words of a line as bash passes them, which takes "=" for one."""
    return re.split(r" |(?==)|(?<==)", line)


BASH = {"_SEMAX_COMPLETE": "complete_bash"}
"""The environment in which the command is asked by bash."""


@pytest.mark.parametrize(("line", "expected"), CASES, ids=[line for line, _ in CASES])
def test_words_are_completed(semax, live, line, expected):
    """As a shell asks: by the environment, with the words one a line."""
    words = words_of(line)
    words = {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}

    assert sorted(semax(**BASH, **words).out.split()) == sorted(expected)


def environment(**env):
    """A clean environment in which the shell finds the command."""
    path = f"{Path(SEMAX).parent}{os.pathsep}{os.environ['PATH']}"
    return clean_env(PATH=path, TERM="dumb", **env)


@cache
def script(shell):
    """What `semax --show-completion` prints in that shell."""
    return run_installed(_SEMAX_COMPLETE=f"source_{shell}").out


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


@pytest.mark.parametrize(
    ("line", "expected"),
    with_slow(CASES, lambda case: case[1] in (["kaplan-1996"], ["id,name"])),
    ids=[line for line, _ in CASES],
)
def test_bash_completes(line, expected):
    """By the function that bash calls at the Tab key, with the words as it passes them."""
    words = words_of(line)
    asked = (
        f"{script('bash')}\nCOMP_WORDS=({' '.join(words)})\nCOMP_CWORD={len(words) - 1}\n"
        "_semax_completion semax\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n"
    )

    assert sorted(query("bash", "--norc", stdin=asked).split()) == sorted(expected)


@pytest.mark.tools
@pytest.mark.parametrize(("line", "expected"), CASES, ids=[line for line, _ in CASES])
def test_fish_completes(line, expected):
    """By fish's own query."""
    asked = f"{script('fish')}\ncomplete -C'{line}'\n"

    before = re.sub(r"[^=]*$", "", line.split(" ")[-1])  # fish completes the whole word
    expected = [f"{before}{word}" for word in expected]
    assert sorted(query("fish", "--no-config", stdin=asked).split()) == sorted(expected)


@pytest.mark.tools
@pytest.mark.parametrize(
    ("line", "expected"),
    [case for case in CASES if len(case[1]) == 1],
    ids=lambda value: str(value),
)
def test_zsh_completes(line, expected, tmp_path):
    """At its prompt, by the Tab key."""
    (tmp_path / "_semax").write_text(script("zsh"))
    shell = spawn(tool("zsh"), "-f", columns=200, **environment(PS1="ready> "))
    shell.expect("ready> ")
    shell.sendline(
        f"autoload -Uz compinit; compinit -u -D; source {tmp_path / '_semax'}; PS1='now> '"
    )
    shell.expect("now> ")
    shell.send(f"{line}\t")
    shell.expect(re.escape(expected[0]))
    shell.sendcontrol("c")
    shell.sendline("exit")
    shell.close()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell", "pwsh"])
def test_the_script_of_a_shell_is_printed_by_name(semax, shell):
    """Also where that shell does not run, as when a package is made."""
    done = semax("--show-completion", shell)

    assert (done.code, done.err) == (0, "")
    assert "_SEMAX_COMPLETE" in done.out
    assert (shell == "zsh") == ("#compdef semax" in done.out)


def test_a_shell_that_cannot_complete_is_named_with_those_that_can(semax):
    """On standard error, with what to type."""
    done = semax("--show-completion", "tcsh")

    assert (done.code, done.out) == (2, "")
    assert "semax --show-completion bash" in done.err


@pytest.mark.slow
def test_bash_completes_at_its_prompt(tmp_path):
    """As somebody who types meets it."""
    path = tmp_path / "semax.bash"
    path.write_text(script("bash"))
    shell = spawn(tool("bash"), "--norc", "-i", **environment(PS1="ready> "))
    shell.expect("ready> ")
    shell.sendline(f"source {path}; PS1='now> '")
    shell.expect("now> ")
    shell.send("semax study --id lebed\t")
    shell.expect("lebedeva-2018")
    shell.sendcontrol("c")
    shell.sendline("exit")
    shell.close()


KAPLAN = {"COMP_WORDS": "semax\nstudy\n--data\n{}\n--id\nkap", "COMP_CWORD": "5"}


def test_ids_are_those_of_another_dataset_if_one_is_named(semax, dataset_file):
    """So that what is completed is what will be found."""
    path = dataset_file('id = "kaplan-1996"', 'id = "kaplan-1999"')
    text = path.read_text(encoding="utf-8").replace("kaplan-1996", "kaplan-1999")
    path.write_text(text, encoding="utf-8")
    words = {name: value.format(path) for name, value in KAPLAN.items()}

    assert semax(**BASH, **words).out.split() == ["kaplan-1999"]


def test_a_broken_dataset_completes_nothing(semax, tmp_path):
    """And prints no error into the prompt."""
    path = tmp_path / "broken.toml"
    path.write_text("nonsense")
    words = {name: value.format(path) for name, value in KAPLAN.items()}
    done = semax(**BASH, **words)

    assert (done.out.strip(), done.err) == ("", "")


@pytest.mark.start_up
@pytest.mark.parametrize("line", ["semax ", "semax effects --", "semax study --id gus"])
def test_completion_loads_neither_rich_nor_pydantic(line):
    """Whoever presses Tab does not want to wait."""
    for shell in ("bash", "zsh", "fish"):
        done = python(
            IMPORTED_AT_END,
            _SEMAX_COMPLETE=f"complete_{shell}",
            _TYPER_COMPLETE_ARGS=line,
            _TYPER_COMPLETE_FISH_ACTION="get-args",
            COMP_WORDS=line.replace(" ", "\n"),
            COMP_CWORD=str(line.count(" ")),
        )
        assert done.stdout
        assert not {"rich", "pydantic"} & set(done.stderr.decode().split())
