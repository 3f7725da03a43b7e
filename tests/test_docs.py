"""Documentation that cannot go stale: what the README shows is what the program says."""

import dataclasses
import importlib.util
import re
import subprocess
import tomllib

import pytest
from helpers import (
    ROOT,
    commands,
    every_command,
    examples,
    in_shell,
    tool,
)

import semax_cli
from semax_cli import formats
from semax_cli.views import verdict, words

README = ROOT / "README.md"


def script(path):
    """A script as a module, though it stands in no package."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


draw = script(ROOT / "docs" / "images" / "draw.py")
man = script(ROOT / "docs" / "man" / "make.py")


# ------------------------------------------------------------------ what documents show is what is


DOCUMENTS = [README, *sorted((ROOT / "docs").glob("*.md"))]


def tools_of(line):
    """The programs that a line needs, without which it is not run."""
    return [name for name in ("jq", "mlr") if re.search(rf"\| {name}\b", line)]


BLOCK = re.compile(r"```console\n\$ (.*)\n((?:(?!```|\$ ).*\n)*)```")
"""A line at a prompt, with what it prints."""


@pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: page.name)
def test_what_a_document_shows_is_what_is_printed(page, matches_file, tmp_path):
    """Each line at a prompt is run, and what follows it is what it prints."""

    def run(match):
        line = match[1]
        if "pip install" in line:
            return match[0]  # the two commands, which continuous integration runs
        for name in tools_of(line):
            tool(name)
        done = in_shell(line, tmp_path)
        assert done.returncode == 0, f"{line}: {done.stderr.decode()}"
        return f"```console\n$ {line}\n{done.stdout.decode()}```"

    text = page.read_text(encoding="utf-8")
    matches_file(page, BLOCK.sub(run, text))


def test_the_three_examples_of_the_readme_run(tmp_path):
    """They write what the README says, without more to know."""
    (block,) = re.findall(r"## Three examples\n\n```console\n(.*?)```", README.read_text(), re.S)
    lines = block.replace("$ ", "").splitlines()

    assert len(lines) == 3
    for line in lines:
        assert in_shell(line, tmp_path).returncode == 0
    assert (tmp_path / "semax.bib").read_text(encoding="utf-8").count("\n@") > 20
    assert len((tmp_path / "claims.csv").read_text(encoding="utf-8").splitlines()) == 1 + 15
    assert b"serdiuk-2007" in in_shell(lines[2], tmp_path).stdout


@pytest.mark.parametrize(("name", "line"), examples())
def test_the_examples_of_the_help_run(name, line, tmp_path):
    """Each command's help leads with some, and each of them does something."""
    line = re.split(r"  +", line)[0]  # what follows two spaces says what it is for
    for needed in tools_of(line):
        tool(needed)
    done = in_shell(line, tmp_path)

    assert line.startswith("semax")
    assert name in line
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout or list(tmp_path.iterdir())


@pytest.mark.parametrize("name", every_command())
def test_every_help_has_two_or_three_examples(name):
    """Enough to begin with, and no more."""
    assert 2 <= sum(command == name for command, _ in examples()) <= 3


def test_every_word_of_the_tables_is_explained():
    """docs/reading.md has them all, as they are shown."""
    text = " ".join((ROOT / "docs" / "reading.md").read_text(encoding="utf-8").split())
    shown = [
        *(verdict.KIND[kind] for kind in verdict.KIND),
        *(level for level in verdict.LEVEL.values() if level != "absent"),
        *verdict.GAP.values(),
        *verdict.DIRECTION.values(),
        *(column.title for column in verdict.COLUMNS),
        *words.OUTCOME.values(),
        *words.DIRECTNESS.values(),
        *words.DESIGN.values(),
        *words.CONTROL.values(),
        *words.CONFIDENCE.values(),
        *words.READING.values(),
        *words.MATCH.values(),
        *words.SYSTEM.values(),
        *words.SAFETY.values(),
        *words.RECORD.values(),
        *words.RETRACTION.values(),
        *(field.name for field in dataclasses.fields(semax_cli.Bias)),
    ]

    assert [word for word in shown if word.lower() not in text.lower()] == []
    assert all(f"`{sign}`" in text for sign in words.SIGN.values())


def test_the_output_reference_names_every_format_and_command():
    """A new one is documented or the tests fail."""
    text = (ROOT / "docs" / "output.md").read_text(encoding="utf-8")

    assert all(f"`{name}`" in text for name in (*formats.NAMES, *commands()))


@pytest.mark.parametrize(
    "code", re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "api.md").read_text(), re.S)
)
def test_the_python_examples_run(capsys, code):
    """Each is a program of its own."""
    exec(code, {})

    assert capsys.readouterr().out


@pytest.mark.parametrize("name", draw.IMAGES)
def test_the_images_show_what_the_program_prints(matches_file, name):
    """Drawn from real output by docs/images/draw.py, and shown by the README."""
    matches_file(ROOT / "docs" / "images" / f"{name}.svg", draw.draw(name))
    assert f"(docs/images/{name}.svg)" in README.read_text(encoding="utf-8")


def test_links_between_documents_lead_somewhere():
    """No page names a file that is not there."""
    for page in (*DOCUMENTS, ROOT / "CONTRIBUTING.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_readme_lists_every_dependency():
    """Each with its reason, and no other."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    requirements = [*project["dependencies"], *project["optional-dependencies"]["report"]]
    needed = {re.match(r"[\w-]+", requirement)[0] for requirement in requirements}
    listed = re.findall(r"^\| \[([\w-]+)\]\(", README.read_text(encoding="utf-8"), re.M)

    assert {name.lower() for name in listed} == needed


def test_the_output_reference_documents_the_exit_codes():
    """All of them, with their numbers."""
    text = (ROOT / "docs" / "output.md").read_text(encoding="utf-8")
    (table,) = re.findall(r"## Exit codes\n(.*?)\n\n[^|]", text, re.S)

    assert [int(code) for code in re.findall(r"^\| (\d+) ", table, re.M)] == list(
        semax_cli.ExitCode
    )


def test_the_changelog_knows_this_version():
    """A release without an entry is no release."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert f"## {semax_cli.__version__} " in text


# --------------------------------------------------------------------------------- the manual page


def test_the_manual_page_is_that_of_the_help(matches_file):
    """Made from it by docs/man/make.py."""
    matches_file(man.PAGE, man.page())


@pytest.mark.tools
def test_the_manual_page_is_well_formed():
    """A checker of manual pages has nothing to say."""
    done = subprocess.run(
        [tool("mandoc"), "-T", "lint", man.PAGE], capture_output=True, check=False
    )

    assert (done.returncode, done.stdout.decode()) == (0, "")


@pytest.mark.tools
def test_the_manual_page_names_every_command_and_option(semax):
    """As a reader sees it."""
    args = [tool("mandoc"), "-T", "ascii", "-O", "width=200", man.PAGE]
    done = subprocess.run(args, capture_output=True, check=True)
    shown = " ".join(re.sub(".\x08", "", done.stdout.decode()).split())

    for name in every_command():
        assert f"semax {name}" in shown
        assert all(option in shown for option in re.findall(r"--[a-z-]+", semax(name, "-h").out))
    assert semax_cli.load().warning.text in shown
