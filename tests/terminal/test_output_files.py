"""--output: a file is written whole or not at all, and streams by their names are written to."""

import json
import os
import subprocess
import threading
import time

import pytest
from helpers import (
    FROZEN,
    SEMAX,
    clean_env,
    in_shell,
)

# ------------------------------------------------------------------------------------ output files


def test_output_writes_what_would_be_printed(semax, tmp_path):
    """The same text, and nothing on standard output."""
    done = semax("effects", "--json", "--output", "out.json", cwd=tmp_path)

    assert (done.code, done.out, done.err) == (0, "", "semax: Wrote out.json.\n")
    text = (tmp_path / "out.json").read_text(encoding="utf-8")
    assert text == semax("effects", "--json").out
    assert os.listdir(tmp_path) == ["out.json"]


@pytest.mark.parametrize(
    ("args", "name", "begins"),
    [
        (["effects"], "x.json", '{\n  "schema"'),
        (["effects"], "x.JSON", '{\n  "schema"'),
        (["effects"], "x.jsonl", '{"id"'),
        (["effects"], "x.csv", "id,"),
        (["effects"], "x.tsv", "id\t"),
        (["effects"], "x.md", "# What"),
        (["effects"], "x.txt", "What the"),
        (["effects", "--format", "csv"], "x.json", "id,"),
        (["map"], "x.svg", "<svg"),
        (["cite", "gusev-1997"], "x.bib", "@article{gusev-1997"),
        (["cite", "gusev-1997"], "x.ris", "TY  - JOUR"),
        (["cite", "gusev-1997"], "x.json", "["),
        (["cite", "gusev-1997", "-f", "biblatex"], "x.bib", "@article{gusev-1997"),
        (["cite", "gusev-1997"], "x.txt", "Not an endorsement"),
    ],
    ids=str,
)
def test_the_ending_of_the_name_sets_the_format(semax, tmp_path, args, name, begins):
    """Unless an option does: a file is what its name says."""
    semax(*args, "--output", name, cwd=tmp_path)

    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)


def test_a_table_in_a_file_has_no_escape_codes(semax, tmp_path):
    """Not even where colour is forced for the terminal."""
    semax("effects", "-o", str(tmp_path / "t.txt"), FORCE_COLOR="1")

    assert "\x1b" not in (tmp_path / "t.txt").read_text(encoding="utf-8")


def test_a_failing_command_leaves_the_file_alone(semax, tmp_path):
    """Whole or not at all: what stood there stays."""
    path = tmp_path / "out.json"
    path.write_text("precious")

    assert semax("effects", "nosuch", "-o", str(path)).code == 3
    assert semax("effects", "--data", "nosuch", "-o", str(path)).code == 4
    assert path.read_text() == "precious"
    assert os.listdir(tmp_path) == ["out.json"]


def test_output_follows_a_link_and_keeps_the_mode(semax, tmp_path):
    """Replacing a file must not turn a link into a file or open a closed one."""
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("old")
    real.chmod(0o600)
    link.symlink_to(real)

    semax("warning", "--json", "-o", str(link))

    assert link.is_symlink()
    assert json.loads(real.read_text())["count"] == 1
    assert real.stat().st_mode & 0o777 == 0o600


def test_output_to_a_dash_is_standard_output(semax, tmp_path):
    """As everywhere; no file of that name is made."""
    done = semax("warning", "-o", "-", cwd=tmp_path)

    assert done.out == semax("warning").out
    assert os.listdir(tmp_path) == []


def test_output_to_a_device_writes_to_it(installed):
    """/dev/stdout and the like are not replaced by files."""
    assert json.loads(installed("warning", "--json", "-o", "/dev/stdout").out)["count"] == 1


@pytest.mark.parametrize("place", ["missing/out.json", "."])
def test_an_impossible_output_exits_1_and_says_where(semax, tmp_path, place):
    """A folder, or a file in a folder that does not exist."""
    done = semax("effects", "-o", place, cwd=tmp_path)

    assert (done.code, done.out) == (1, "")
    assert f"Cannot write {place}" in done.err
    assert os.listdir(tmp_path) == []


# ------------------------------------------------------------------------------------------- files


def test_a_stream_by_its_name_is_written_to_and_not_replaced(tmp_path):
    """`-o /dev/stdout` after what stands there already."""
    path = tmp_path / "log"
    link = tmp_path / "link"
    link.symlink_to("/dev/stdout")
    for name in ("/dev/stdout", "/dev/../dev/fd/1", "/proc/thread-self/fd/1", link, "/dev/fd/3"):
        path.write_text("precious\n")
        done = in_shell(f"semax warning -o {name} >> {path} 3>&1; echo after >> {path}")
        assert (done.returncode, done.stderr) == (0, b"")
        lines = path.read_text(encoding="utf-8").splitlines()
        assert (lines[0], lines[-1]) == ("precious", "after")
        assert len(lines) > 5
    assert in_shell("set -o pipefail; semax effects -o /dev/stdout | true").returncode == 0
    assert in_shell("semax warning -o /dev/stdout >&- 2>&-").returncode == 1


def test_a_named_stream_that_does_not_block_gets_everything(installed):
    """As standard output does."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    args = [SEMAX, "studies", "--json", "-o", "/dev/stdout"]
    with subprocess.Popen(args, stdout=writer, env=clean_env()):
        os.close(writer)
        time.sleep(0.5)
        with os.fdopen(reader, encoding="utf-8") as pipe:
            assert pipe.read() == installed("studies", "--json").out


def test_a_named_pipe_may_be_left_early(tmp_path):
    """That is no failure either."""
    done = in_shell(
        f"mkfifo {tmp_path}/pipe; head -c 10 {tmp_path}/pipe >/dev/null & "
        f"semax studies --json -o {tmp_path}/pipe; code=$?; "
        "kill $! 2>/dev/null; exit $code"  # so that head ends where nobody writes
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_loop_of_links_is_reported(semax, tmp_path):
    """And stays what it is."""
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    for name in ("a", "a/x"):
        done = semax("warning", "-o", str(tmp_path / name))
        assert (done.code, done.err.count("\n")) == (1, 1)
        assert "bug" not in done.err
    assert (tmp_path / "a").is_symlink()


def test_a_link_leads_to_the_file_that_is_written(semax, tmp_path):
    """It stays a link; so does one that led nowhere yet."""
    for name in ("there", "not-yet"):
        link = tmp_path / f"link-{name}"
        link.symlink_to(name)
    (tmp_path / "there").write_text("old")
    for name in ("there", "not-yet"):
        assert semax("warning", "-o", str(tmp_path / f"link-{name}")).code == 0
        assert (tmp_path / f"link-{name}").is_symlink()
        assert "endorses nothing" in (tmp_path / name).read_text(encoding="utf-8")


def test_the_longest_name_that_there_can_be_will_do(semax, tmp_path):
    """The draft has a name of its own."""
    path = tmp_path / ("x" * 255)

    assert semax("warning", "-o", str(path)).code == 0
    assert path.exists()


def test_a_dataset_is_not_replaced_by_what_is_said_of_it(semax, dataset_file):
    """By reading commands, citations and the checker."""
    path = str(dataset_file("schema_version", "schema_version = 2"))
    runs = [(["effects", "--data", path], {}), (["cite", "--data", path], {})]
    runs += [(["validate", path], {}), (["validate"], {"SEMAX_DATA": path})]
    for args, env in runs:
        done = semax(*args, "-o", path, **env)
        assert (done.code, done.out) == (2, "")
        assert "would replace the data itself" in done.err
    assert semax("validate", path).code == 0
    assert semax("effects", "-o", str(FROZEN)).code == 2
    assert semax("validate", "x" * 5_000, "-o", str(dataset_file("s", "s"))).code == 4


def test_a_file_has_the_permissions_that_files_have(semax, tmp_path):
    """A new one those of the user's mask, an old one its own."""
    path = tmp_path / "out"
    before = os.umask(0o027)
    try:
        semax("warning", "-o", str(path))
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o640
    path.chmod(0o604)
    semax("warning", "-o", str(path))
    assert path.stat().st_mode & 0o777 == 0o604


def test_many_at_once_write_one_file_whole(installed, tmp_path):
    """Whoever comes last; nobody's draft is another's."""
    path = tmp_path / "out.json"
    threads = [
        threading.Thread(target=installed, args=("effects", "--json", "-o", str(path)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert json.loads(path.read_text(encoding="utf-8"))["count"] == 7
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["a.xlsx", "a.DOCX", "a.pdf", "a.png", "a.enw"])
def test_a_file_that_would_not_open_is_refused(semax, tmp_path, name):
    """A table as plain text under the name of another format; with --format, one may."""
    file = tmp_path / name

    commands = (("effects", ".json"), ("map", ".json"), ("cite", ".bib"), ("report", ".html"))
    for command, first in commands:
        done = semax(command, "--output", str(file))
        assert (done.code, file.exists()) == (2, False)
        assert f"No {file.suffix.lower()} file can be written. Choose another ending: {first}" in (
            done.err
        )

    assert semax("effects", "--output", str(file), "--format", "csv").code == 0
