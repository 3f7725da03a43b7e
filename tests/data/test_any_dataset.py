"""Whatever is valid is printed and read back equal; whatever is not is refused."""

import csv
import json
import re
from dataclasses import fields
from html import unescape
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import pytest
import tomli_w
from helpers import (
    CITATIONS,
    CORE,
    MARKDOWN,
    ROOT,
    TEXT_CORE,
    commands,
    examples,
    harmless,
    letters,
    rendered,
    run,
    visible,
)
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strategies import kind_of, tables

import semax_cli
from semax_cli import formats
from semax_cli._record import build
from semax_cli.errors import ExitCode, SemaxError
from semax_cli.records import Dataset
from semax_cli.view import plain

SLOW = settings(
    max_examples=examples(60), phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
"""A dataset is much to draw, which Hypothesis would remark on, and takes minutes to shrink."""
FEW = settings(SLOW, max_examples=examples(10))


def written(table, folder):
    """The table as a dataset file."""
    path = Path(folder, "data.toml")
    path.write_text(tomli_w.dumps(table), encoding="utf-8", newline="")
    return path


def printed(*args):
    """What a command prints, which must be a success."""
    done = run(*map(str, args))
    assert (done.code, done.err) == (0, ""), args
    return done.out


def outputs(table, command):
    """What a command prints of a dataset in each format."""
    args = commands()[command]
    if command == "study":
        ids = [study["id"] for study in table.get("studies", ())]
        args = ["study", *ids] if ids else ["studies"]
    with TemporaryDirectory() as folder:
        path = written(table, folder)
        return {name: printed(*args, "--data", path, "-f", name) for name in formats.NAMES}


@SLOW
@given(tables())
def test_a_valid_file_is_loaded_as_it_is(table):
    """Every field with every value, and the warning with what all warnings say."""
    with TemporaryDirectory() as folder:
        dataset = semax_cli.load(written(table, folder))
    whole: Dataset = build(Dataset, table)

    assert all(sentence in dataset.warning.full for sentence in (*CORE, whole.warning.full))
    for field in fields(Dataset):
        if field.name != "warning":
            assert getattr(dataset, field.name) == getattr(whole, field.name)


@pytest.mark.parametrize("command", [name for name in commands() if name != "validate"])
@FEW
@given(tables())
def test_a_valid_file_is_printed_and_read_back_equal(command, table):
    """By each command in each format: the same in all of them, harmless, with the warning."""
    out = outputs(table, command)
    envelope = json.loads(out["json"])
    short = visible(build(Dataset, table).warning.short)

    for name, text in out.items():
        assert harmless(text)
        seen = rendered(MARKDOWN.parse(text)) if name == "markdown" else text
        if name in ("table", "markdown", "json"):
            core = CORE if name == "json" else TEXT_CORE
            assert all(cells(sentence) in cells(seen) for sentence in core)
        if name in ("jsonl", "csv", "csv-excel", "tsv") and envelope["items"]:
            assert cells(f"Not an endorsement. {short}") in cells(seen)
    rows = [json.loads(line) for line in out["jsonl"].split("\n")[:-1]]
    assert [{k: v for k, v in row.items() if k != "warning"} for row in rows] == envelope["items"]
    flat = list(csv.DictReader(StringIO(out["csv"], newline="")))
    _, *tabbed = out["tsv"].split("\n")[:-1]
    assert [list(row.values()) for row in flat] == [unescaped(line) for line in tabbed]
    assert len(flat) == envelope["count"]


def cells(text):
    """A text without spaces, and without what a table, CSV or TSV puts into it."""
    return re.sub(r'[│|\\"]', "", letters(text))


def unescaped(line):
    """The cells of a line of TSV."""
    signs = {r"\t": "\t", r"\n": "\n", r"\\": "\\"}
    return [re.sub(r"\\[tn\\]", lambda m: signs[m[0]], cell) for cell in line.split("\t")]


@FEW
@given(tables())
def test_every_record_is_read_back_from_json(table):
    """What stands in the file stands in the output, field by field."""
    whole: Dataset = build(Dataset, table)
    with TemporaryDirectory() as folder:
        path = written(table, folder)
        for name in ("effects", "mechanisms", "studies", "safety"):
            found = {
                item["id"]: item
                for item in json.loads(printed(name, "--json", "--data", path))["items"]
            }
            kept = [field.name for field in fields(kind_of(name)) if field.name != "claims"]
            for record in getattr(whole, name):
                read = found.pop(record.id)
                assert [read[key] for key in kept] == [plain(record)[key] for key in kept]
            assert not found
        (about,) = json.loads(printed("about", "--json", "--data", path))["items"]
    assert about["substance"] == plain(whole.substance)
    assert about["status"] == plain(whole.status)
    assert about["article"] == plain(whole.article)


@SLOW
@given(tables())
def test_a_page_and_a_picture_are_made_of_any_dataset(table):
    """With the warning, every name and every study, and no character that is not seen."""
    whole: Dataset = build(Dataset, table)
    with TemporaryDirectory() as folder:
        path = written(table, folder)
        pages = [printed("report", "--data", path)]
        pages += [printed("report", "--data", path, "--effect", e.id) for e in whole.effects[:1]]
        drawn = printed("map", "-f", "svg", "--data", path)

    for page in pages:
        assert harmless(page)
        assert all(cells(sentence) in cells(unescape(page)) for sentence in CORE)
    assert all(f'id="study-{study.id}"' in pages[0] for study in whole.studies)
    assert all(f'id="effect-{effect.id}"' in pages[0] for effect in whole.effects)
    assert harmless(drawn)
    assert ElementTree.fromstring(drawn).tag.endswith("svg")


@FEW
@given(tables())
def test_every_study_can_be_cited(table):
    """By its id in every format, harmless, with the warning; titles come back from CSL-JSON."""
    whole: Dataset = build(Dataset, table)
    with TemporaryDirectory() as folder:
        path = written(table, folder)
        ids = [study.id for study in whole.studies]
        out = {name: printed("cite", *ids, "--data", path, "-f", name) for name in CITATIONS}

    cited = json.loads(out["csl-json"])
    assert [item["id"] for item in cited] == ids
    titles = [" ".join(map(str.strip, study.title.splitlines())) for study in whole.studies]
    assert [item["title"] for item in cited] == titles
    assert all(harmless(text) for text in out.values())
    for name in ("bibtex", "biblatex", "ris", "csl-json"):
        assert out[name].count("Not an endorsement") == len(whole.studies)


SEEDS = [path.read_bytes() for path in (ROOT / "examples").glob("*.toml")]


@st.composite
def damaged(draw):
    """The bytes of a valid file with some of them taken out, replaced or put twice."""
    data = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        put = draw(st.binary(max_size=8) | st.just(data[start:end] * 2) | st.just(b"\n"))
        data = data[:start] + put + data[end:]
    return data


@given(st.binary() | damaged())
def test_any_bytes_are_a_dataset_or_refused(data):
    """With the documented code, and no other exception."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "data.toml")
        path.write_bytes(data)
        try:
            code = ExitCode.DONE if semax_cli.load(path).warning.text else None
        except SemaxError as error:
            code = error.exit_code
    assert code in (ExitCode.DONE, ExitCode.INVALID_DATASET)
