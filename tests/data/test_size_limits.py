"""Bounds: files and texts made to be slow are refused or shown in time, and in bounded memory."""

import json
import os
import shlex
import subprocess
import sys

import pytest
from helpers import (
    EXAMPLE_TEXT,
    ROOT,
    SEMAX,
    clean_env,
    tool,
    with_slow,
)

LONG = 60
"""Seconds after which a run is taken to hang. What is tested is that it ends, not how fast."""


def bounded(*args):
    """A run that must end, in bounded memory."""
    line = f"ulimit -v 2000000; exec {shlex.join([str(SEMAX), *map(str, args)])}"
    return subprocess.run(
        [tool("bash"), "-c", line],
        capture_output=True,
        check=False,
        env=clean_env(),
        timeout=LONG,
    )


FILES = {
    "digits": (f"misreferences = [{{n = 0x{'f' * 4000}}}]", "holds a number of too many digits"),
    "dots": (f"{'.'.join('a' * 600)} = 1", "is nested too deeply to be a dataset"),
    "fewer-dots": (f"{'.'.join('a' * 10)} = 1", "no such field"),
    "brackets": (f"misreferences = {'[' * 250}{']' * 250}", "is nested too deeply to be a dataset"),
    "spaces": (f"zzz = [\n[{' ' * 20_000}\n]]", "no such field"),
    "long": (f"{'x' * 9_000} = 1", "no such field"),
    "longer": (f"{'x' * 30_000} = 1", "holds a word of more than 10,000 characters"),
    "many": ("\n".join(f"wrong{i} = 1" for i in range(5_000)), "And 49"),
}


@pytest.mark.parametrize(("text", "message"), FILES.values(), ids=FILES)
def test_a_file_that_is_no_dataset_is_refused_with_a_short_message(semax, tmp_path, text, message):
    """However deep, long or full of problems it is."""
    path = tmp_path / "data.toml"
    path.write_text(f"{text}\n{EXAMPLE_TEXT}", encoding="utf-8")
    done = semax("effects", "--data", str(path))

    assert done.code == 4
    assert message in done.err
    assert "bug" not in done.err
    assert len(done.err) < 20_000
    assert semax("validate", str(path), "--json").code == 4


@pytest.mark.slow
@pytest.mark.parametrize("text", [text for text, _ in FILES.values()], ids=FILES)
def test_a_file_made_to_be_slow_is_refused_in_time(tmp_path, text):
    """And in bounded memory, by commands and by the checker."""
    path = tmp_path / "data.toml"
    path.write_text(f"{text}\n{EXAMPLE_TEXT}", encoding="utf-8")

    assert bounded("effects", "--data", str(path)).returncode == 4
    assert bounded("validate", str(path), "--json").returncode == 4


@pytest.mark.slow
def test_no_file_takes_more_memory_than_it_may(tmp_path):
    """Each kind that `bench/hostile.py` measures, as large as a file may be."""
    subprocess.run(
        [sys.executable, "-c", f"import hostile; hostile.write_all({str(tmp_path)!r})"],
        check=True,
        env=clean_env(PYTHONPATH=str(ROOT / "bench")),
    )
    names = (tmp_path / "names").read_text(encoding="utf-8").splitlines()
    beyond = {}
    for number, name in enumerate(names):
        args = [SEMAX, "effects", "--data", str(tmp_path / f"{number}.toml")]
        with open(os.devnull, "w") as nowhere:
            to = [(os.POSIX_SPAWN_DUP2, nowhere.fileno(), 2)]
            pid = os.posix_spawn(SEMAX, args, clean_env(), file_actions=to)
        _, status, usage = os.wait4(pid, 0)
        if os.waitstatus_to_exitcode(status) != 4 or usage.ru_maxrss > 256 * 1024:
            beyond[name] = status, usage.ru_maxrss
    assert beyond == {}


@pytest.mark.parametrize(
    ("part", "count", "message"),
    [
        ("[[studies]]\n", 50_000, "has more than 80,000 lists and tables"),
        ("{},", 60_000, "has more than 50,000 inline tables"),
        ("k = 1\n", 600_000, "has more than 500,000 fields"),
        ("1,", 300_000, "has more than 250,000 commas"),
        ("\n", 1_100_000, "has more than 1,000,000 lines"),
        ("a.b = 1\n", 110_000, "has more than 100,000 dots in names of tables and fields"),
    ],
)
def test_a_file_with_too_many_parts_is_refused_before_it_is_parsed(
    semax, tmp_path, part, count, message
):
    """Whatever it would parse to."""
    path = tmp_path / "data.toml"
    path.write_text(part * count, encoding="utf-8")
    done = semax("effects", "--data", str(path))

    assert done.code == 4
    assert message in done.err


def test_a_table_with_too_many_fields_is_not_looked_at(semax, tmp_path):
    """Not even at the top."""
    path = tmp_path / "data.toml"
    path.write_text("".join(f"k{i} = 1\n" for i in range(10_001)), encoding="utf-8")

    assert "the top level: has more than 10,000 fields" in semax("effects", "--data", str(path)).err


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


def test_a_chain_of_parts_may_be_ten_studies_long(semax, tmp_path):
    """Each part of another; a longer one is refused."""
    path = tmp_path / "data.toml"
    path.write_text(many(10, part_of=True), encoding="utf-8")
    assert semax("effects", "--data", str(path)).code == 0

    path.write_text(many(12, part_of=True), encoding="utf-8")
    done = semax("effects", "--data", str(path))
    assert done.code == 4
    assert "part_of: leads through more than 10 studies" in done.err


@pytest.mark.slow
def test_a_long_chain_of_parts_is_refused_in_time(tmp_path):
    """Ten thousand studies, each part of another."""
    path = tmp_path / "data.toml"
    path.write_text(many(10_000, part_of=True), encoding="utf-8")
    done = bounded("effects", "--data", str(path))

    assert done.returncode == 4
    assert b"part_of: leads through more than 10 studies" in done.stderr


def test_very_many_problems_are_counted_in_the_table_and_listed_in_json(semax, tmp_path):
    """As a document the first two hundred of them, for programs all."""
    path = tmp_path / "data.toml"
    line = next(line for line in EXAMPLE_TEXT.splitlines() if line.startswith("authors = "))
    path.write_text(EXAMPLE_TEXT.replace(line, f"authors = [{'5, ' * 300}]"), encoding="utf-8")
    table = semax("validate", str(path)).out

    assert "Not valid: 300 problems." in table
    assert "And 100 more, which --json shows." in table
    (item,) = json.loads(semax("validate", str(path), "--json").out)["items"]
    assert len(item["problems"]) == 300


@pytest.mark.slow
def test_a_file_with_very_many_problems_is_checked_in_time(tmp_path):
    """Ten thousand of them."""
    path = tmp_path / "data.toml"
    line = next(line for line in EXAMPLE_TEXT.splitlines() if line.startswith("authors = "))
    path.write_text(EXAMPLE_TEXT.replace(line, f"authors = [{'5, ' * 10_000}]"), encoding="utf-8")

    assert "Not valid: 10000 problems." in bounded("validate", str(path)).stdout.decode()
    (item,) = json.loads(bounded("validate", str(path), "--json").stdout)["items"]
    assert len(item["problems"]) == 10_000


def test_many_broken_links_are_reported_in_time(tmp_path):
    """What may have been meant is looked for a few times only."""
    path = tmp_path / "data.toml"
    path.write_text(many(1_000, study="z-{}"), encoding="utf-8")
    done = bounded("effects", "--data", str(path))

    assert done.returncode == 4
    assert done.stderr.count(b"\n") == 21


@pytest.mark.parametrize(
    "text",
    with_slow([")" * 9_000, '{\\"' * 3_000, "(((" * 3_000], lambda text: text.startswith("))")),
)
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
