"""Ways in which the tool was broken once, by somebody who set out to."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from commands import commands
from conftest import ROOT, SEMAX, clean_env
from test_streams import python

from semax_cli.dataset import CORE

EXAMPLE = (ROOT / "examples" / "cytisine.toml").read_text(encoding="utf-8")
LONG = 60
"""Seconds after which a run is taken to hang. What is tested is that it ends, not how fast."""


@pytest.fixture
def dataset(tmp_path):
    """The example with some texts replaced and others added, as a file."""

    def write(*replaced, added=""):
        text = EXAMPLE
        for old, new in replaced:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "data.toml"
        path.write_text(text + added, encoding="utf-8")
        return str(path)

    return write


def bounded(*args, **env):
    """A run that must end, in bounded memory."""
    line = f"ulimit -v 2000000; exec {SEMAX} {' '.join(args)}"
    return subprocess.run(
        ["bash", "-c", line],
        capture_output=True,
        check=False,
        env=clean_env(**env),
        timeout=LONG,
    )


# ------------------------------------------------------------------------------ the warning

SHORT = 'short = "Two trials in an example file are no review of cytisine."'
TEXT = next(line for line in EXAMPLE.splitlines() if line.startswith("text = "))


@pytest.mark.parametrize(
    "short",
    ["Not an endorsement is needed any more.", ": is needed no more", "Not an endorsement: x"],
)
def test_a_dataset_cannot_turn_the_short_warning_round(here, dataset, short):
    """What it says comes after a sentence that has ended."""
    path = dataset((SHORT, f'short = "{short}"'))
    for name in ("csv", "tsv", "jsonl", "table", "markdown"):
        assert f"Not an endorsement. {short}" in here("effects", "--data", path, "-f", name).out
    for name in ("bibtex", "ris", "csl-json", "text"):
        assert f"Not an endorsement. {short}" in here("cite", "--data", path, "-f", name).out


@pytest.mark.parametrize("text", ["This is no longer true: “{}”", "{} is wrong.", "Great.\\n{}"])
def test_a_dataset_cannot_quote_the_warning_away(here, dataset, text):
    """What every warning says stands first, by itself."""
    path = dataset((TEXT, f'text = "{text.format(" ".join(CORE))}"'))

    warning = json.loads(here("effects", "--json", "--data", path).out)["warning"]
    assert warning.startswith(" ".join(CORE))


def test_the_census_is_not_lent_to_another_substance(semax, dataset):
    """Even if the dataset says that it made the same search."""
    own = (ROOT / "data" / "claims.toml").read_text(encoding="utf-8")
    search = own[own.index("[search]") : own.index("[article]")]
    theirs = EXAMPLE[EXAMPLE.index("[search]") : EXAMPLE.index("[article]")]

    done = semax("literature", "--json", "--data", dataset((theirs, search)))
    assert json.loads(done.out)["count"] == 0


# -------------------------------------------------------------------------- the wrong study

WRONG = """
[[misreferences]]
id = "wrong"
given = "a reference"
{name} = ["{key}"]
problem = "The number is another's."
study = "walker-2014"
sources = ["article"]
"""


def test_a_number_that_is_right_for_a_study_leads_to_it(semax, dataset):
    """However many references give it for another."""
    key = 'id = "west-2011"'
    path = dataset((key, f'{key}\npmid = "123"'), added=WRONG.format(name="pmids", key="123"))

    (study,) = json.loads(semax("study", "--id", "123", "--json", "--data", path).out)["items"]
    assert study["id"] == "west-2011"


def test_a_citation_by_a_wrong_number_says_so(semax):
    """On standard error, since the citation itself is the right one."""
    done = semax("cite", "9264351", "--format", "bibtex")

    assert "@article{gusev-1997" in done.out
    assert done.err.startswith("semax: Wrong in circulation: ")


def test_a_doi_that_ends_in_a_slash_is_found(semax, dataset):
    """As it stands and as an address."""
    (doi,) = [line for line in EXAMPLE.splitlines() if line.startswith("doi = ")]
    path = dataset((doi, 'doi = "10.9999/Abc/"'))
    for asked in ("10.9999/Abc/", "https://doi.org/10.9999/abc"):
        assert semax("study", "--id", asked, "--data", path).code == 0


@pytest.mark.parametrize(
    "asked",
    [
        "PMID 11517472",
        "pmid: 11517472",
        "https://pubmed.ncbi.nlm.nih.gov/11517472/?from_term=semax",
        "http://www.ncbi.nlm.nih.gov/pmc/articles/PMC3987924/",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC3987924/",
        "pmcid:PMC3987924",
        "doi: 10.1007/s10517-018-4234-3",
        "https://doi.org/10.1007%2Fs10517-018-4234-3",
    ],
)
def test_identifiers_are_found_as_people_paste_them(here, asked):
    """From an address bar or a reference list."""
    assert here("study", "--id", asked).code == 0


def test_small_words_are_no_names_of_claims(here):
    """A name that has "and" in it is not what was meant."""
    assert "has the claim" not in here("effects", "and").err
    assert "has the claim bdnf-increase" in here("effects", "bdnf-increase").err


# ---------------------------------------------------------------------------------- formats


def test_an_address_does_not_leave_its_cell_in_markdown(semax, dataset):
    """A bar would end it."""
    path = dataset(
        ('title = "', 'title = "See https://example.org/|[x](https://evil.example)|y '),
    )
    done = semax("studies", "--fields", "title,id,year", "-f", "markdown", "--data", path)
    rows = [line for line in done.out.splitlines() if line.startswith("|")]

    assert {row.replace("\\|", "").count("|") for row in rows} == {4}


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_a_carriage_return_does_not_hide_what_stands_before_it(semax, dataset, name):
    """On a terminal, where the rest of the cell would be written over it."""
    path = dataset(('title = "', 'title = "Bad\\rGood'))

    assert "\r" not in semax("studies", "--data", path, "-f", name).out


def test_a_list_with_an_odd_semicolon_is_json_in_csv(here, dataset):
    """Where a space that is not plain would become one."""
    line = next(line for line in EXAMPLE.splitlines() if line.startswith("authors = "))
    path = dataset((line, 'authors = ["West;\\u00a0R", "Zatonski W"]'))
    text = here("studies", "--data", path, "-f", "csv", "--fields", "authors").out

    assert text.count('"[""West;\u00a0R"", ""Zatonski W""]"'.replace("\u00a0", " ")) == 1


def test_a_file_name_begins_no_line_of_its_own(here, tmp_path):
    """It may hold line breaks."""
    path = tmp_path / "a\n\n# Safe and effective!"
    path.write_text(EXAMPLE, encoding="utf-8")
    for args in (["effects"], ["effects", "-f", "markdown"], ["cite"]):
        lines = here(*args, "--data", str(path)).out.splitlines()
        assert not [line for line in lines if line.startswith("# Safe")]


# ----------------------------------------------------------------------- time, depth, digits


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"n = 0x{'f' * 4000}", "holds a number of too many digits"),
        (f"{'.'.join('a' * 600)} = 1", "is nested too deeply to be a dataset"),
        (f"{'.'.join('a' * 100)} = 1", "no such field"),
        (f"x = {'[' * 250}{']' * 250}", "is nested too deeply to be a dataset"),
        (f"zzz = [\n[{' ' * 20_000}\n]]", "no such field"),
        (f"{'x' * 100_000} = 1", "no such field"),
        ("\n".join(f"wrong{i} = 1" for i in range(5_000)), "And 49"),
    ],
    ids=["digits", "dots", "fewer-dots", "brackets", "spaces", "long", "many"],
)
def test_a_file_made_to_be_slow_is_told_in_time(tmp_path, text, said):
    """By commands and by the checker."""
    path = tmp_path / "data.toml"
    path.write_text(f"{text}\n{EXAMPLE}", encoding="utf-8")
    done = bounded("effects", "--data", str(path))

    assert done.returncode == 4
    assert said in done.stderr.decode()
    assert b"bug" not in done.stderr
    assert len(done.stderr) < 20_000
    assert bounded("validate", str(path), "--json").returncode == 4


def many(count, part_of=False, study=None):
    """The example with many more studies, each of which bears on its claim."""
    block = EXAMPLE[EXAMPLE.rindex("[[studies]]") :]
    (name,) = [line for line in block.splitlines() if line.startswith("id = ")]
    evidence = (
        '[[effects.claims.evidence]]\nstudy = "{}"\noutcome = "clinical"\n'
        'directness = "direct"\nresult = "favours"\nfinding = "f"\n'
    )
    whole = 'id = "s-{}"\npart_of = "s-{}"' if part_of else 'id = "s-{}"'
    before = EXAMPLE.index("[[effects.claims.evidence]]")
    links = "".join(evidence.format((study or "s-{}").format(i)) for i in range(count))
    studies = "".join(
        block.replace(name, (whole if i else 'id = "s-{}"').format(i, i - 1)) for i in range(count)
    )
    return EXAMPLE[:before] + links + EXAMPLE[before:] + studies


def test_a_long_chain_of_parts_is_refused_in_time(tmp_path):
    """Ten thousand studies, each part of another; a short chain is none of that."""
    path = tmp_path / "data.toml"
    path.write_text(many(10, part_of=True), encoding="utf-8")
    assert bounded("effects", "--data", str(path)).returncode == 0

    path.write_text(many(10_000, part_of=True), encoding="utf-8")
    done = bounded("effects", "--data", str(path))
    assert done.returncode == 4
    assert b"part_of: leads through more than 10 studies" in done.stderr


def test_a_file_with_very_many_problems_is_told_in_time(tmp_path):
    """As a document the first of them, for programs all."""
    path = tmp_path / "data.toml"
    line = next(line for line in EXAMPLE.splitlines() if line.startswith("authors = "))
    path.write_text(EXAMPLE.replace(line, f"authors = [{'5, ' * 10_000}]"), encoding="utf-8")
    told = bounded("validate", str(path)).stdout.decode()

    assert "Not valid: 10000 problems." in told
    assert "And 9800 more, which --json shows." in told
    (item,) = json.loads(bounded("validate", str(path), "--json").stdout)["items"]
    assert len(item["problems"]) == 10_000


def test_many_broken_links_are_told_in_time(tmp_path):
    """What may have been meant is looked for a few times only."""
    path = tmp_path / "data.toml"
    path.write_text(many(1_000, study="z-{}"), encoding="utf-8")
    done = bounded("effects", "--data", str(path))

    assert done.returncode == 4
    assert done.stderr.count(b"\n") == 21


@pytest.mark.parametrize("text", [")" * 9_000, '{\\"' * 3_000, "(((" * 3_000])
def test_a_text_made_to_be_slow_is_shown_in_time(dataset, text):
    """As an address, and in a title."""
    path = dataset(('title = "', f'title = "https://example.org/{text} '))
    for args in (["studies", "-f", "markdown"], ["studies"], ["cite", "-f", "bibtex"]):
        assert bounded(*args, "--data", path).returncode == 0


def test_a_long_search_ends(semax):
    """The same words again are the same search; a text is none."""
    assert semax("search", *["stroke"] * 5_000).code == 0
    done = semax("search", *(f"word{i}" for i in range(200)))
    assert (done.code, done.out) == (2, "")
    assert done.err == "semax: Search for 100 words at most, not 200.\n"
    assert semax("search", "x" * 100_000).code == 0


# ----------------------------------------------------------------- arguments and environment


def raw(*args, **env):
    """The command with bytes as arguments."""
    return subprocess.run(
        [SEMAX.encode(), *args], capture_output=True, check=False, env=clean_env(**env)
    )


@pytest.mark.parametrize("name", ["table", "json", "jsonl", "csv", "markdown"])
def test_names_of_files_may_be_bytes(tmp_path, name):
    """On Linux a name need not be text."""
    path = os.fsencode(tmp_path) + b"/bad\xff.toml"
    Path(os.fsdecode(path)).write_text(EXAMPLE, encoding="utf-8")
    for args in ([b"validate", path], [b"effects", b"--data", path]):
        done = raw(*args, b"-f", name.encode())
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.decode()


def test_words_may_be_bytes():
    """And what is not there has no name."""
    assert raw(b"search", b"stroke\xff").returncode == 0
    assert raw(b"validate", b"\xff").returncode == 4
    assert raw(b"study", b"\xff").returncode == 3
    assert raw("validate", "\u202e".encode(), PYTHONIOENCODING="ascii").returncode == 4


@pytest.mark.parametrize("value", ["²", "٣", "-5", "1" * 5_000, "99999999999", "x", ""])
@pytest.mark.parametrize("name", ["COLUMNS", "LINES"])
def test_odd_sizes_of_the_page_are_no_sizes(semax, name, value):
    """The page is then as wide as without them."""
    for args in (["effects"], ["effects", "--json"]):
        assert semax(*args, **{name: value}).out == semax(*args).out


def test_an_unknown_terminal_is_as_wide_as_it_says(semax):
    """Rich takes it for 80 columns."""
    env = {"FORCE_COLOR": "1", "COLUMNS": "60"}

    assert semax("effects", TERM="unknown", **env).out == semax("effects", TERM="xterm", **env).out


@pytest.mark.parametrize(
    "env",
    [
        {"_SEMAX_COMPLETE": "complete_bash"},
        {"_SEMAX_COMPLETE": "complete_bash", "COMP_WORDS": "semax"},
        {"_SEMAX_COMPLETE": "complete_bash", "COMP_WORDS": "semax", "COMP_CWORD": "x"},
        {"_SEMAX_COMPLETE": "complete_zsh"},
        {"_SEMAX_COMPLETE": "nonsense"},
    ],
    ids=lambda env: " ".join(env.values()),
)
def test_completion_that_is_asked_wrongly_says_little(semax, env):
    """Nobody wants to read about it at the prompt."""
    done = semax(**env)

    assert "bug" not in done.err
    assert "Traceback" not in done.err


def test_completion_after_an_option_that_prints_does_not_print(semax):
    """Only candidates."""
    env = {"COMP_WORDS": "semax --version e", "COMP_CWORD": "2", "_SEMAX_COMPLETE": "complete_bash"}

    assert semax(**env).out.split() == ["effects"]


@pytest.mark.parametrize(
    ("module", "args"),
    [
        ("rich", ["effects"]),
        ("rispy", ["cite", "-f", "ris"]),
        ("pylatexenc", ["cite", "-f", "bibtex"]),
        ("pydantic", ["schema"]),
        ("sqlite3", ["search", "pain"]),
        ("typer", ["effects"]),
        ("tomli", ["effects"]),
    ],
)
def test_a_part_that_is_missing_is_named(module, args):
    """With what to do about it."""
    done = python(f"import sys\nsys.modules[{module!r}] = None", *args)

    assert (done.returncode, done.stdout) == (1, b"")
    assert module in done.stderr.decode()
    assert b"Install semax-cli anew." in done.stderr
    assert done.stderr.count(b"\n") == 1


@pytest.fixture(scope="session")
def zipped(tmp_path_factory):
    """The package in a zip file, as it stands in the wheel."""
    path = tmp_path_factory.mktemp("zip") / "semax.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in (ROOT / "src" / "semax_cli").rglob("*.*"):
            if file.suffix != ".pyc":
                archive.write(file, file.relative_to(ROOT / "src"))
        for name in ("claims.toml", "literature.csv"):
            archive.write(ROOT / "data" / name, f"semax_cli/data/{name}")
    return path


@pytest.mark.parametrize(
    "command", [*commands().values(), ["--help"], ["--version"], ["schema"], ["report"]]
)
def test_the_package_works_from_a_zip_file(semax, zipped, command):
    """As some programs are handed on."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "semax_cli", *command],
        capture_output=True,
        check=False,
        env={**clean_env(), "PYTHONPATH": str(zipped)},
    )
    assert (done.returncode, done.stderr) == (0, b"")
    if command != ["validate"]:
        assert done.stdout.decode() == semax(*command).out


def test_nothing_is_written_beside_the_output(semax, tmp_path):
    """Neither in the current folder nor in the user's own."""
    home = tmp_path / "home"
    home.mkdir()
    for command in commands().values():
        semax(*command, cwd=home, HOME=str(home), XDG_CACHE_HOME=str(home), TMPDIR=str(home))

    assert list(home.rglob("*")) == []
