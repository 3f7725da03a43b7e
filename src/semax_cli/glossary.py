"""Terms of art that readers meet on screen, each explained in a sentence or two."""

from functools import cache
from pathlib import Path

import tomli

from semax_cli.data.load import read_packaged


@cache
def glossary() -> dict[str, str]:
    """The terms with what each means, in the order in which one needs them."""
    content = read_packaged(Path(__file__).with_name("glossary.toml")).decode("utf-8")
    terms: dict[str, str] = tomli.loads(content)["terms"]
    return terms


ASKING = ("a", "an", "are", "define", "does", "is", "mean", "meaning", "means", "of", "the", "what")
"""Words of a question that asks what a term means."""


def term_asked(words: list[str]) -> str | None:
    """The term whose meaning is asked, or the first that begins with the words of the question."""
    asked = _own(words)
    begun = [term for term in glossary() if asked and _own(term.split())[: len(asked)] == asked]
    return begun[0] if begun else None


def _own(words: list[str]) -> list[str]:
    """Words that matter, with American spelling (randomized) made British."""
    return [word.lower().replace("iz", "is") for word in words if word.lower() not in ASKING]
