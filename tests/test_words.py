"""One word for one thing, in plain English: what no reader of the output should meet."""

import re

import pytest
from helpers import LIVE, bundled, commands, every_command, run

BANNED = (
    r"stand-ins?",
    r"points? (?:in favour|both ways|to harm)",
    r"not all alike",
    r"wrong in circulation",
    r"only good news",
    r"at second hand",
    r"made good",
    r"told apart",
    r"of like \w+",
    r"bear(?:s|ing)? out",
    r"save (?:that|for|where)",
    r"whither|whence|thereof|wherein|hitherto",
)
"""Coinages and turns of earlier texts, each with a plain word instead."""

CODES = (
    "no-difference",
    "usual-care",
    "very-low",
    "cell-free",
    "in-vitro",
    "human-(?:randomised|controlled|uncontrolled|unclear|surrogate)",
    "surrogate-only",
    "not-in-article",
)
"""Codes of the data, which are words on screen."""


def screens():
    """All that readers are shown of the live data: every listing, every record, every help."""
    with bundled(LIVE):
        for name, command in commands().items():
            yield name, run(*command, "--all").out or run(*command).out
            yield f"{name} --help", run(name, "--help").out
        for name in ("effects", "why", "mechanisms", "study", "questions"):
            listing = {"study": "studies", "questions": "effects"}.get(name, name)
            ids = run(listing, "--format", "tsv", "--fields", "id").out.split("\n")[1:-1]
            ids = [line.split("\t")[0] for line in ids]
            everything = ["--all"] if name != "questions" else []
            yield f"{name} ID", run(name, *ids, *everything).out
        yield "warning", run("warning").out


@pytest.fixture(scope="module")
def shown():
    """The screens by their names, with lines joined."""
    return {name: " ".join(text.split()) for name, text in screens()}


@pytest.mark.parametrize("turn", BANNED)
def test_no_screen_has_a_turn_that_readers_stumbled_over(shown, turn):
    """Names and titles of papers do not have them either."""
    found = {
        name: m[0] for name, text in shown.items() if (m := re.search(rf"\b{turn}\b", text, re.I))
    }

    assert found == {}


@pytest.mark.parametrize("code", CODES)
def test_codes_are_words_on_screen(shown, code):
    """Help names both, for filters take both."""
    found = {
        name: m[0]
        for name, text in shown.items()
        if not name.endswith("--help") and (m := re.search(rf"(?<![\w`-]){code}(?![\w`-])", text))
    }

    assert found == {}


def test_every_command_was_looked_at(shown):
    """But for those that print what programs read."""
    assert {"cite", "report", "schema"} >= set(every_command()) - {*shown}
