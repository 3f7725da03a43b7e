"""`semax validate`: every problem at once, with its line and what would be right."""

import json
import os
import shutil
import threading

import pytest
from helpers import (
    BAD,
    FROZEN,
)
from hypothesis import given
from hypothesis import strategies as st

from semax_cli.data.toml_lines import line_of, lines_of

MESSAGES = {
    "byte-order-mark": "begins with a byte-order mark. Save it as UTF-8 without one.",
    "digits": "holds a number of too many digits.",
    "empty": "warning: the table [warning] is required",
    "json": "is not valid TOML: Invalid statement (at line 1, column 1).",
    "latin-1": "is not UTF-8 text (at line 1, byte 12). Save it as UTF-8.",
    "nested": "is nested too deeply to be a dataset.",
    "no-such-date": "is not valid TOML: Invalid date or datetime (at line 3, column 11).",
    "not-a-number": "schema_version: must be a whole number, without quotes, not nan",
    "nul-byte": "is not valid TOML: Illegal character '\\x00' (at line 3, column 11).",
    "prose": "is not valid TOML",
    "surrogate": "is not valid TOML: Escaped character is not a Unicode scalar value",
    "twice": "is not valid TOML: Cannot overwrite a value",
    "unclosed": "is not valid TOML: Illegal character '\\n' (at line 3, column 28).",
}


def checked(done):
    """What `semax validate --json` says of each file."""
    return {item["file"]: item for item in json.loads(done.out)["items"]}


def test_every_bad_file_of_the_collection_has_its_message():
    """And no message is left without a file."""
    assert {path.stem for path in BAD.iterdir()} == set(MESSAGES)


@pytest.mark.parametrize("name", MESSAGES)
def test_a_bad_file_is_reported_and_shows_nothing(semax, name):
    """By each command that is given it, and by `semax validate`."""
    path = str(BAD / f"{name}.toml")
    for args in (["effects", "--data", path], ["cite", "--data", path, "-f", "ris"]):
        done = semax(*args)
        assert (done.code, done.out) == (4, "")
        assert MESSAGES[name] in done.err
        assert "Traceback" not in done.err
    done = semax("validate", path)

    assert done.code == 4
    assert MESSAGES[name].rpartition(": ")[2].removesuffix(".") in " ".join(done.out.split())


def test_the_bundled_dataset_is_valid(semax):
    """Without a file, that is what is checked; with SEMAX_DATA, what it names."""
    assert semax("validate").code == 0
    assert semax("validate", SEMAX_DATA=str(BAD / "twice.toml")).code == 4


def test_every_problem_is_reported_at_once_with_line_record_and_remedy(semax, tmp_path):
    """In the order of the file."""
    path = tmp_path / "data.toml"
    text = FROZEN.read_text(encoding="utf-8")
    text = text.replace('design = "controlled"', 'design = "controled"', 1)
    text = text.replace("pooled_k = ", "pooled = ", 1)
    path.write_text(text, encoding="utf-8")
    lines = text.splitlines()

    done = semax("validate", str(path), str(FROZEN), "--json")
    problems = checked(done)[str(path)]["problems"]

    assert done.code == 4
    assert checked(done)[str(FROZEN)] == {"file": str(FROZEN), "valid": True, "problems": []}
    assert [lines[problem["line"] - 1] for problem in problems] == [
        'design = "controled"',
        "pooled = 3",
    ]
    assert [problem["record"] for problem in problems] == [
        "gusev-1997",
        "shmonin-2018",
    ]
    assert "there is no such field. Did you mean pooled_k" in problems[1]["problem"]


def test_a_fifo_or_a_device_is_refused_rather_than_waited_for(semax, tmp_path):
    """Neither would ever end."""
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)

    for path in (str(fifo), "/dev/zero", str(tmp_path)):
        done = semax("effects", "--data", path)
        assert done.code == 4
        assert f"{path} is no regular file. Save it as one." in done.err


def test_a_huge_file_is_refused_without_being_read(semax, tmp_path):
    """Fifty megabytes of it."""
    path = tmp_path / "huge.toml"
    with path.open("wb") as file:
        file.truncate(50 * 2**20)

    assert "is larger than 16 MB. Split it." in semax("effects", "--data", str(path)).err


def test_a_file_that_may_not_be_read_is_reported(semax, tmp_path):
    """Unless one is root, who may read anything."""
    path = tmp_path / "secret.toml"
    shutil.copy(FROZEN, path)
    path.chmod(0)
    done = semax("about", "--data", str(path))

    assert done.code == (0 if os.geteuid() == 0 else 4)


@pytest.mark.parametrize("name", ["", "a\x01b", "nowhere/at/all.toml", "x" * 5000])
def test_a_path_that_leads_nowhere_is_reported(semax, name):
    """However odd it is."""
    done = semax("effects", "--data", name)

    assert (done.code, done.out) == (4, "")
    assert "Traceback" not in done.err


def test_line_ends_of_windows_are_no_problem(semax, tmp_path):
    """TOML allows them."""
    path = tmp_path / "data.toml"
    path.write_bytes(FROZEN.read_bytes().replace(b"\n", b"\r\n"))

    assert semax("validate", str(path)).code == 0


def test_a_file_that_changes_while_it_is_read_is_read_whole_or_refused(semax, tmp_path):
    """Neither a traceback nor half of one and half of the other."""
    path = tmp_path / "data.toml"
    good = FROZEN.read_bytes()
    path.write_bytes(good)
    done = threading.Event()

    def spoil():
        while not done.is_set():
            path.write_bytes(good[: len(good) // 2])
            path.write_bytes(good)

    writer = threading.Thread(target=spoil)
    writer.start()
    try:
        results = [semax("effects", "--json", "--data", str(path)) for _ in range(5)]
    finally:
        done.set()
        writer.join()
    for result in results:
        assert result.code in (0, 4)
        assert "Traceback" not in result.err


TOML = '''schema_version = 1
[warning]
short = "x"
text = """
[[studies]]
id = "not a header"
"""

[[effects]]
id = "a"

[[effects.claims]]
id = "b"
  [[effects.claims.evidence]]
  study = "c"
[[effects.claims]]
id = "d"
[[effects]]
"id" = "e"
[[studies]]
bias = {allocation = "low"}
bias.detection = "low"
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("schema_version",), 1),
        (("warning", "text"), 4),
        (("effects", 0, "id"), 10),
        (("effects", 0, "claims", 0, "evidence", 0, "study"), 15),
        (("effects", 0, "claims", 1, "id"), 17),
        (("effects", 1, "id"), 19),
        (("effects", 1, "nonsense"), 18),
        (("studies", 0, "bias", "allocation"), 21),
        (("studies", 0, "bias", "detection"), 22),
        (("studies", 5), 20),
        (("nothing",), None),
    ],
)
def test_lines_are_those_an_editor_shows(path, line):
    """Of keys, headers, nested lists of tables, and not of what only looks like them."""
    assert line_of(path, lines_of(TOML)) == line


@given(st.text())
def test_lines_of_any_text_are_no_error(text):
    """What is no TOML has problems enough."""
    assert all(number >= 1 for number in lines_of(text).values())
