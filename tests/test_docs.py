"""Documentation that cannot go stale: what the README shows is what the program says."""

import re
import tomllib

from conftest import ROOT

import semax_cli

README = ROOT / "README.md"


def renewed(semax, text):
    """The README with its command table and its outputs as they are now."""
    listed = semax("--help").out.split("Commands:\n")[1].split("\n\n")[0]
    rows = [line.split(maxsplit=1) for line in listed.splitlines()]
    table = "\n".join(f"| `semax {name}` | {said} |" for name, said in rows)
    table = f"<!-- commands -->\n| command | what it does |\n|---|---|\n{table}\n<!-- end -->"
    text = re.sub(r"<!-- commands -->.*?<!-- end -->", lambda _: table, text, flags=re.S)

    def output(match):
        shown = semax(*match[1].split(), COLUMNS="80").out
        block = f"```console\n$ semax {match[1]}\n{shown}```"
        return f"<!-- output: semax {match[1]} -->\n{block}\n<!-- end -->"

    return re.sub(r"<!-- output: semax (.*?) -->.*?<!-- end -->", output, text, flags=re.S)


def test_the_readme_shows_what_the_program_prints(semax, matches_file):
    """Its table of commands is that of --help, and its output is real."""
    text = README.read_text(encoding="utf-8")

    matches_file(README, renewed(semax, text))
    assert text.count("<!-- end -->") == 2


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
