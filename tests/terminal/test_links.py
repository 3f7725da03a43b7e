"""Links to the web, and --web, which opens a paper in a browser."""

import json
import re

import pytest
from helpers import (
    FROZEN,
    in_shell,
    on_terminal,
)

# ------------------------------------------------------------------------------------- the browser


def test_a_browser_prints_nothing_into_the_output(installed):
    """Some are programs of the terminal."""
    done = installed("study", "lebedeva-2018", "--web", "--json", BROWSER="echo %s")

    assert json.loads(done.out)["count"] == 1
    assert done.err.count("https://doi.org/10.1007/s10517-018-4234-3") == 2


@pytest.mark.parametrize("browser", ['a"b %s', " ", " : "])
def test_a_browser_that_is_no_command_is_reported(installed, browser):
    """Rather than called a bug; the record is shown all the same."""
    done = installed("study", "lebedeva-2018", "--web", BROWSER=browser, PATH="/nowhere")

    assert done.code == 1
    assert "lebedeva-2018" in done.out
    assert "No browser could be opened" in done.err


def test_nothing_is_opened_for_a_command_that_fails(semax):
    """The fields are looked at first, and where the output is to go."""
    for more in (["--fields", "nope"], ["-o", str(FROZEN)]):
        done = semax("study", "lebedeva-2018", "--web", *more, BROWSER="echo %s")
        assert done.code == 2
        assert "Opening" not in done.err


def test_a_browser_does_not_need_standard_output(tmp_path):
    """Where the record goes into a file."""
    line = f"BROWSER='true %s' semax study lebedeva-2018 --web -o {tmp_path}/out >&-"
    assert in_shell(line).returncode == 0


# ---------------------------------------------------------------------------------- links, the web


def linked(text):
    """The addresses that parts of a text lead to, with the parts."""
    return {
        (label, url) for url, label in re.findall(r"\x1b\]8;[^;]*;(.+?)\x1b\\(.*?)\x1b\]8;;", text)
    }


def test_identifiers_and_addresses_are_links_on_a_terminal():
    """DOIs, PMIDs and addresses, where one can click on them."""
    study = linked(plain_styles(on_terminal("study", "--id", "lebedeva-2018", columns=200)))
    census = linked(plain_styles(on_terminal("literature", "30225715", columns=200)))

    assert ("10.1007/s10517-018-4234-3", "https://doi.org/10.1007/s10517-018-4234-3") in study
    assert ("30225715", "https://pubmed.ncbi.nlm.nih.gov/30225715/") in study
    assert ("30225715", "https://pubmed.ncbi.nlm.nih.gov/30225715/") in census


def plain_styles(text):
    """Text without colours, but with its links."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


@pytest.mark.parametrize(
    ("option", "env"),
    [
        ("--no-pager", {"NO_COLOR": "1"}),
        ("--no-pager", {"TERM": "dumb"}),
        ("--no-pager", {"TERM": "linux"}),
        ("--color=never", {}),
        ("--wide", {"PAGER": "sed s/^/paged/"}),
    ],
    ids=str,
)
def test_no_links_where_they_would_not_be_understood(option, env):
    """They are escape codes like any other, and only less among pagers is known to show them."""
    assert "\x1b]8;" not in on_terminal("literature", "--year", "2018", option, **env)


def test_no_links_in_a_pipe(semax):
    """Not even where colour is forced."""
    assert "\x1b]8;" not in semax("study", "--id", "lebedeva-2018", FORCE_COLOR="1").out


@pytest.fixture
def browser(tmp_path):
    """A browser that writes down what it was asked to open."""
    opened = tmp_path / "opened"
    program = tmp_path / "browser"
    program.write_text(f'#!/bin/sh\necho "$1" >> {opened}\n')
    program.chmod(0o755)
    return program, opened


def test_web_opens_the_paper_and_shows_the_record(installed, browser):
    """By its DOI, else at PubMed, else where its record says."""
    program, opened = browser
    done = installed(
        "study",
        "--id",
        "lebedeva-2018",
        "--id",
        "gusev-1997",
        "--id",
        "kaplan-1996",
        "--web",
        BROWSER=f"{program} %s",
    )

    assert (done.code, opened.read_text().split()[:2]) == (
        0,
        [
            "https://doi.org/10.1007/s10517-018-4234-3",
            "https://pubmed.ncbi.nlm.nih.gov/11517472/",
        ],
    )
    assert len(opened.read_text().split()) == 3
    assert "Opening https://doi.org/10.1007/s10517-018-4234-3" in done.err
    assert "Effects of Semax on the Default Mode Network" in done.out


def test_no_browser_is_reported(installed):
    """With the address, so that it can be opened by hand."""
    done = installed(
        "study", "--id", "lebedeva-2018", "--web", BROWSER="/bin/false %s", PATH="/nowhere"
    )

    assert done.code == 1
    assert "No browser could be opened for https://doi.org/10.1007/s10517-018-4234-3." in done.err


def test_web_does_not_open_what_is_not_there(semax, browser):
    """An unknown id opens nothing."""
    program, opened = browser

    assert semax("study", "--id", "x", "--web", BROWSER=f"{program} %s").code == 3
    assert not opened.exists()
