"""Every pattern of the program, tried on texts that patterns are slow on."""

import ast
import importlib
import itertools
import json
import subprocess
import sys

import pytest
from helpers import ROOT

SOURCE = ROOT / "src"
FUNCTIONS = ("compile", "match", "fullmatch", "search", "sub", "split", "findall", "finditer")
LIMIT = 60
"""Seconds in which all must be done. A pattern whose time grows with the square of the length needs
a hundredth of a second; one that grows faster needs minutes."""


def patterns():
    """The patterns in calls of ``re``, as they are at run time, by place."""
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        name = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
            if of_re and node.func.attr in FUNCTIONS:
                module = importlib.import_module(name.removesuffix(".__init__"))
                place = f"{path.name}:{node.lineno}"
                try:
                    expression = ast.Expression(node.args[0])
                    pattern = eval(compile(expression, place, "eval"), vars(module))
                except NameError:  # put together from local names; tried by what calls it
                    continue
                plain = getattr(pattern, "pattern", pattern)
                found[place] = plain.decode() if isinstance(plain, bytes) else plain
    return found


FOUND = patterns()
PIECES = [*"a 0.-(='{<", '"', "\\", "a.", "a ", "a,", "0-", "(a", ";="]
TRIED = """
import json, re, sys
pattern, pieces = json.load(sys.stdin)
for text in pieces:
    for end in ("", "!", "x", chr(10)):
        re.search(pattern, text + end)
        re.fullmatch(pattern, text + end)
        re.sub(pattern, "", text + end)
"""


def test_the_patterns_are_found():
    """Most of them, so that the test below tests something."""
    assert len(FOUND) > 40
    assert any(pattern.startswith("https?://") for pattern in FOUND.values())


@pytest.mark.slow
@pytest.mark.parametrize("pattern", sorted(set(FOUND.values())), ids=str)
def test_no_pattern_takes_long_on_a_text_made_for_it(pattern):
    """Such as 600 spaces, which once took a minute."""
    pieces = [piece * (2_000 // len(piece)) for piece in PIECES]
    pieces += ["".join(pair) * 500 for pair in itertools.permutations(PIECES[:8], 2)]
    subprocess.run(
        [sys.executable, "-c", TRIED],
        input=json.dumps([pattern, pieces]),
        text=True,
        check=True,
        timeout=LIMIT,
    )
