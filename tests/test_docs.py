"""Documentation that cannot go stale: what the README shows is what the program says."""

import dataclasses
import importlib.util
import re
import shlex
import subprocess
import tomllib

import pytest
from helpers import (
    ROOT,
    commands,
    every_command,
    help_examples,
    in_shell,
    tool,
)

import semax_cli
from semax_cli import formats, labels
from semax_cli.views import verdict

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


def shape(text):
    """The lines of an output without its numbers, which change as studies are added."""
    return [re.sub(r"\d+(?:[-.]\d+)*", "0", line) for line in text.splitlines()]


@pytest.mark.tools
@pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: page.name)
def test_what_a_document_shows_has_the_shape_of_what_is_printed(page, tmp_path, request):
    """Each line at a prompt runs, and prints at least what follows it, numbers aside.

    The live data may have more studies than when the page was written; --renew writes the page
    anew, with the numbers of today.
    """

    def run(line):
        for name in tools_of(line):
            tool(name)
        done = in_shell(f"set -o pipefail; {line}", tmp_path)
        assert done.returncode == 0, f"{line}: {done.stderr.decode()}"
        return done.stdout.decode()

    text = page.read_text(encoding="utf-8")
    for block in BLOCK.finditer(text):
        line, shown = block.groups()
        if "pip install" in line:
            continue  # the two commands, which continuous integration runs
        printed = run(line)
        if request.config.getoption("--renew"):
            text = text.replace(block[0], f"```console\n$ {line}\n{printed}```")
            page.write_text(text, encoding="utf-8")
            continue
        rest = iter(shape(printed))
        assert [one for one in shape(shown) if one not in rest] == [], line


def test_the_three_examples_of_the_readme_run(semax, live, tmp_path):
    """They write what the README says, without more to know."""
    (block,) = re.findall(r"## Three examples\n\n```console\n(.*?)```", README.read_text(), re.S)
    runs = [semax(*shlex.split(line)[2:], cwd=tmp_path) for line in block.splitlines()]

    assert [run.code for run in runs] == [0, 0, 0]
    assert (tmp_path / "semax.bib").read_text(encoding="utf-8").count("\n@") > 20
    assert len((tmp_path / "claims.csv").read_text(encoding="utf-8").splitlines()) == 1 + 15
    assert "berdalin-2011" in runs[0].out


def test_the_page_on_the_method_is_what_the_command_prints(semax, live, request):
    """docs/method.md is for those who have not installed it."""
    page = ROOT / "docs" / "method.md"
    printed = semax("method", "--format", "markdown").out
    if request.config.getoption("--renew"):
        page.write_text(printed, encoding="utf-8")

    assert page.read_text(encoding="utf-8") == printed


def example(name, line):
    """A case of a help's example, marked where it takes another program."""
    return pytest.param(name, line, marks=[pytest.mark.tools] if tools_of(line) else [], id=line)


@pytest.mark.parametrize(("name", "line"), [example(*case) for case in help_examples()])
def test_the_examples_of_the_help_run(semax, live, name, line, tmp_path):
    """Each command's help leads with some, and each of them does something."""
    assert line.startswith("semax")
    assert name in line
    if re.search(r"[|<>&;$]|--web|--open", line):
        for needed in tools_of(line):
            tool(needed)
        done = in_shell(f"set -o pipefail; {line}", tmp_path, BROWSER="true")
        code, out, err = done.returncode, done.stdout, done.stderr
    else:
        done = semax(*shlex.split(line)[1:], cwd=tmp_path)
        code, out, err = done.code, done.out, done.err

    assert code == 0, err
    assert out or list(tmp_path.iterdir()) or "Wrote" in str(err)


@pytest.mark.parametrize("name", every_command())
def test_every_help_has_two_or_three_examples(name):
    """Enough to begin with, and no more."""
    assert 2 <= sum(command == name for command, _ in help_examples()) <= 3


def test_every_word_of_the_tables_is_explained():
    """docs/reading.md has them all, as they are shown."""
    text = " ".join((ROOT / "docs" / "reading.md").read_text(encoding="utf-8").split())
    shown = [
        *(verdict.KIND[kind] for kind in verdict.KIND),
        *(level for level in verdict.LEVEL.values() if level != "not tested"),
        *verdict.GAP.values(),
        *verdict.DIRECTION.values(),
        *(column.title for column in verdict.COLUMNS),
        *labels.OUTCOME.values(),
        *labels.DIRECTNESS.values(),
        *labels.DESIGN.values(),
        *labels.CONTROL.values(),
        *labels.CONFIDENCE.values(),
        *labels.READING.values(),
        *labels.SOURCE.values(),
        *labels.MATCH.values(),
        *labels.SYSTEM.values(),
        *labels.SAFETY.values(),
        *labels.RECORD.values(),
        *labels.RETRACTION.values(),
        *(field.name for field in dataclasses.fields(semax_cli.Bias)),
    ]

    assert [word for word in shown if word.lower() not in text.lower()] == []
    assert all(f"`{sign}`" in text for sign in labels.SIGN.values())


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


@pytest.mark.slow  # adding a study changes them, and one command draws them anew
@pytest.mark.parametrize("name", draw.IMAGES)
def test_the_images_show_what_the_program_prints(request, name):
    """Drawn from real output by docs/images/draw.py, and shown by a document."""
    path, drawn = ROOT / "docs" / "images" / f"{name}.svg", draw.draw(name)
    if request.config.getoption("--renew"):
        path.write_text(drawn, encoding="utf-8")

    assert path.read_text(encoding="utf-8") == drawn, "`nox -s images` draws it anew"
    shown = "".join(page.read_text(encoding="utf-8") for page in DOCUMENTS)
    assert f"images/{name}.svg)" in shown


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


def test_the_manual_page_is_that_of_the_help(live, request):
    """Made from it by docs/man/make.py; its date is that of the data on the day it was made."""
    if request.config.getoption("--renew"):
        man.PAGE.write_text(man.page(), encoding="utf-8")
    kept, made = man.PAGE.read_text(encoding="utf-8"), man.page()

    assert undated(kept) == undated(made), "see `python docs/man/make.py`"


def undated(page):
    """A manual page without its date."""
    return re.sub(r'^(\.TH SEMAX 1 )"[\d-]+"', r"\1", page)


@pytest.mark.tools
def test_the_manual_page_is_well_formed():
    """A checker of manual pages has nothing to say."""
    done = subprocess.run(
        [tool("mandoc"), "-T", "lint", man.PAGE], capture_output=True, check=False
    )

    assert (done.returncode, done.stdout.decode()) == (0, "")


@pytest.mark.tools
def test_the_manual_page_names_every_command_and_option(semax, live):
    """As a reader sees it."""
    args = [tool("mandoc"), "-T", "ascii", "-O", "width=200", man.PAGE]
    done = subprocess.run(args, capture_output=True, check=True)
    shown = " ".join(re.sub(".\x08", "", done.stdout.decode()).split())

    for name in every_command():
        assert f"semax {name}" in shown
        assert all(option in shown for option in re.findall(r"--[a-z-]+", semax(name, "-h").out))
    assert semax_cli.load().warning.full in shown
