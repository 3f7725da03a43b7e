"""Ways in which the tool was broken once, by somebody who set out to."""

import json
import subprocess

import pytest
from helpers import (
    EXAMPLE_TEXT,
    SEMAX,
    clean_env,
    tool,
)

# ----------------------------------------------------------------------------- time, depth, digits


LONG = 60
"""Seconds after which a run is taken to hang. What is tested is that it ends, not how fast."""


def bounded(*args):
    """A run that must end, in bounded memory."""
    line = f"ulimit -v 2000000; exec {SEMAX} {' '.join(args)}"
    return subprocess.run(
        [tool("bash"), "-c", line],
        capture_output=True,
        check=False,
        env=clean_env(),
        timeout=LONG,
    )


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
    path.write_text(f"{text}\n{EXAMPLE_TEXT}", encoding="utf-8")
    done = bounded("effects", "--data", str(path))

    assert done.returncode == 4
    assert said in done.stderr.decode()
    assert b"bug" not in done.stderr
    assert len(done.stderr) < 20_000
    assert bounded("validate", str(path), "--json").returncode == 4


def many(count, part_of=False, study=None):
    """The example with many more studies, each of which bears on its claim."""
    block = EXAMPLE_TEXT[EXAMPLE_TEXT.rindex("[[studies]]") :]
    (name,) = [line for line in block.splitlines() if line.startswith("id = ")]
    evidence = (
        '[[effects.claims.evidence]]\nstudy = "{}"\noutcome = "clinical"\n'
        'directness = "direct"\nresult = "favours"\nfinding = "f"\n'
    )
    whole = 'id = "s-{}"\npart_of = "s-{}"' if part_of else 'id = "s-{}"'
    before = EXAMPLE_TEXT.index("[[effects.claims.evidence]]")
    links = "".join(evidence.format((study or "s-{}").format(i)) for i in range(count))
    studies = "".join(
        block.replace(name, (whole if i else 'id = "s-{}"').format(i, i - 1)) for i in range(count)
    )
    return EXAMPLE_TEXT[:before] + links + EXAMPLE_TEXT[before:] + studies


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
    line = next(line for line in EXAMPLE_TEXT.splitlines() if line.startswith("authors = "))
    path.write_text(EXAMPLE_TEXT.replace(line, f"authors = [{'5, ' * 10_000}]"), encoding="utf-8")
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
def test_a_text_made_to_be_slow_is_shown_in_time(example_file, text):
    """As an address, and in a title."""
    path = example_file(('title = "', f'title = "https://example.org/{text} '))
    for args in (["studies", "-f", "markdown"], ["studies"], ["cite", "-f", "bibtex"]):
        assert bounded(*args, "--data", path).returncode == 0


def test_a_long_search_ends(semax):
    """The same words again are the same search; a text is none."""
    assert semax("search", *["stroke"] * 5_000).code == 0
    done = semax("search", *(f"word{i}" for i in range(200)))
    assert (done.code, done.out) == (2, "")
    assert done.err == "semax: Search for 100 words at most, not 200.\n"
    assert semax("search", "x" * 100_000).code == 0
