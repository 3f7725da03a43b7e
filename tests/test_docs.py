"""Documentation that cannot go stale: what the README shows is what the program says."""

import importlib.util
import re
import subprocess
import tomllib

import pytest
from commands import every_command
from conftest import ROOT, tool

import semax_cli

README = ROOT / "README.md"


def script(path):
    """A script as a module, though it stands in no package."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


draw = script(ROOT / "docs" / "images" / "draw.py")
man = script(ROOT / "docs" / "man" / "make.py")


def renewed(semax, text):
    """The README with its command table as it is now."""
    listed = semax("--help").out.split("Commands:\n")[1].split("\n\n")[0]
    rows = [line.split(maxsplit=1) for line in listed.splitlines()]
    table = "\n".join(f"| `semax {name}` | {said} |" for name, said in rows)
    table = f"<!-- commands -->\n| command | what it does |\n|---|---|\n{table}\n<!-- end -->"
    return re.sub(r"<!-- commands -->.*?<!-- end -->", lambda _: table, text, flags=re.S)


def test_the_readme_shows_what_the_program_prints(semax, matches_file):
    """Its table of commands is that of --help."""
    text = README.read_text(encoding="utf-8")

    matches_file(README, renewed(semax, text))
    assert text.count("<!-- end -->") == 1


@pytest.mark.parametrize("name", draw.IMAGES)
def test_the_images_show_what_the_program_prints(matches_file, name):
    """Drawn from real output by docs/images/draw.py, and shown by the README."""
    matches_file(ROOT / "docs" / "images" / f"{name}.svg", draw.draw(name))
    assert f"(docs/images/{name}.svg)" in README.read_text(encoding="utf-8")


def test_links_between_documents_lead_somewhere():
    """No page names a file that is not there."""
    for page in (README, ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_readme_lists_every_dependency():
    """Each with its reason, and no other."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.match(r"[\w-]+", requirement)[0] for requirement in project["dependencies"]}
    listed = re.findall(r"^\| \[([\w-]+)\]\(", README.read_text(encoding="utf-8"), re.M)

    assert {name.lower() for name in listed} == needed


def test_the_readme_documents_the_exit_codes():
    """All of them, with their numbers."""
    (line,) = re.findall(r"\*\*Exit codes:\*\* (.*)\.$", README.read_text(encoding="utf-8"), re.M)

    assert [int(code) for code in re.findall(r"\d+", line)] == list(semax_cli.ExitCode)


def test_the_readme_python_runs(capsys):
    """The example of the Python API is a program."""
    (code,) = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.S)

    exec(code, {})

    assert "gusev-1997 human 110" in capsys.readouterr().out


def test_the_changelog_knows_this_version():
    """A release without an entry is no release."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert f"## {semax_cli.__version__} " in text


# -------------------------------------------------------------------------- the manual page


def test_the_manual_page_is_that_of_the_help(matches_file):
    """Made from it by docs/man/make.py."""
    matches_file(man.PAGE, man.page())


def test_the_manual_page_is_well_formed():
    """A checker of manual pages has nothing to say."""
    done = subprocess.run(
        [tool("mandoc"), "-T", "lint", man.PAGE], capture_output=True, check=False
    )

    assert (done.returncode, done.stdout.decode()) == (0, "")


def test_the_manual_page_names_every_command_and_option(semax):
    """As a reader sees it."""
    args = [tool("mandoc"), "-T", "ascii", "-O", "width=200", man.PAGE]
    done = subprocess.run(args, capture_output=True, check=True)
    shown = " ".join(re.sub(".\x08", "", done.stdout.decode()).split())

    for name in every_command():
        assert f"semax {name}" in shown
        assert all(option in shown for option in re.findall(r"--[a-z-]+", semax(name, "-h").out))
    assert semax_cli.load().warning.text in shown
