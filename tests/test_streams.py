"""Streams, signals and files that are not what one would wish: nothing is lost, or it is told."""

import json
import os
import signal
import subprocess
import sys
import threading
import time

import pexpect
import pytest
from conftest import SEMAX, clean_env
from test_hostile import in_shell
from test_terminal import on_terminal

from semax_cli.dataset import bundled_path

UNBUFFERED = {"PYTHONUNBUFFERED": "1"}
EITHER = pytest.mark.parametrize("env", [{}, UNBUFFERED], ids=["buffered", "unbuffered"])


def python(code, *args, **env):
    """Run the command by way of some Python code."""
    code = f"{code}\nfrom semax_cli.__main__ import main\nmain()"
    return subprocess.run(
        [sys.executable, "-c", code, *args], capture_output=True, check=False, env=clean_env(**env)
    )


# ------------------------------------------------------------------------- standard output


@EITHER
def test_a_pipe_that_does_not_block_gets_everything(semax, env):
    """As some programs leave the pipes that they hand on."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    args = [SEMAX, "studies", "--json"]
    with subprocess.Popen(args, stdout=writer, env=clean_env(**env)) as running:
        os.close(writer)
        time.sleep(0.5)
        with os.fdopen(reader, encoding="utf-8") as pipe:
            text = pipe.read()

    assert running.returncode == 0
    assert text == semax("studies", "--json").out


@EITHER
@pytest.mark.parametrize("command", ["studies --json", "cite", "--help", "--version"])
def test_a_file_that_may_not_grow_is_told(tmp_path, command, env):
    """A part of the output must not look like the whole."""
    done = in_shell(f"trap '' XFSZ; ulimit -f 0; {{semax}} {command} > {tmp_path}/out", **env)

    assert done.returncode == 1
    assert done.stderr.decode().startswith("semax: Cannot write to standard output")


@EITHER
@pytest.mark.parametrize("command", ["effects", "--help", "--version", "study --help", ""])
def test_a_reader_who_reads_nothing_is_no_failure(command, env):
    """Of help as of anything else."""
    done = in_shell(f"set -o pipefail; {{semax}} {command} | true", **env)

    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("command", ["effects", "cite", "schema", "--help", "--version", ""])
def test_without_standard_output_nothing_is_said_to_be_done(command):
    """Whatever was to be printed."""
    done = in_shell(f"{{semax}} {command} >&-")

    assert done.returncode == 1
    assert done.stderr == b"semax: Standard output is closed. Open it, or give --output FILE.\n"


ENCODINGS = ["koi8-r", "cp437", "cp866", "cp932", "shift_jis", "euc_kr", "utf-16", "koi8-r:replace"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_frames_are_drawn_with_what_the_encoding_has(semax, encoding):
    """Some have straight lines and no round corners."""
    assert semax("effects", PYTHONIOENCODING=encoding).code == 0


def test_all_output_is_the_same_on_every_run(semax):
    """Whatever order Python's sets have."""
    assert len({semax("effects", PYTHONHASHSEED=seed).out for seed in "0123"}) == 1


# -------------------------------------------------------------------------- standard error


@EITHER
@pytest.mark.parametrize("where", ["2>&-", "2>/dev/full", "2</dev/null", "2> >(true)"])
@pytest.mark.parametrize(
    ("command", "code"),
    [("effects nope", 3), ("effects --nope", 2), ("nope", 2), ("about --data /nope", 4)],
)
def test_the_exit_code_needs_no_standard_error(command, code, where, env):
    """And what cannot be told there is not told elsewhere."""
    done = in_shell(f"{{semax}} {command} {where}", **env)

    assert (done.returncode, done.stdout) == (code, b"")


def test_every_complaint_has_the_same_form(semax):
    """One sentence that begins with the name of the program, and says where to look."""
    assert semax("effects", "--fromat", "json").err == (
        "semax: No such option: --fromat (Possible options: --format). "
        "`semax effects --help` says how.\n"
    )
    for args in (["nope"], ["search"], ["effects", "-f", "x"], ["search", "a", "-n", "0"]):
        done = semax(*args)
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
        assert done.err.startswith("semax: ")


# --------------------------------------------------------------------------- standard input


@pytest.mark.parametrize(
    "piped",
    [
        b"gusev-1997 kaplan-1996",
        b'["gusev-1997", "kaplan-1996"]\n',
        b'["gusev-1997","kaplan-1996"]',
        b"PMID: 11517472, kaplan-1996",
        b"gusev-1997,kaplan-1996\r\n",
        b"\xef\xbb\xbfgusev-1997\nkaplan-1996",
    ],
)
def test_ids_are_read_as_they_are_listed(piped):
    """Bare, as JSON, separated by commas, or from a file of Windows."""
    done = subprocess.run(
        [SEMAX, "study", "--id", "-", "--json"],
        input=piped,
        capture_output=True,
        check=True,
        env=clean_env(),
    )

    assert [item["id"] for item in json.loads(done.stdout)["items"]] == [
        "gusev-1997",
        "kaplan-1996",
    ]


@pytest.mark.parametrize(
    ("source", "code", "said"),
    [
        ("printf '\\xff' |", 3, "There is no study"),
        ("head -c 100000 /dev/urandom |", 3, "more that are unknown"),
        ("cat /dev/zero |", 2, "more than a megabyte"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_what_is_no_list_of_ids_is_told(source, code, said, encoding):
    """Bytes, a flood of words, and what never ends."""
    done = in_shell(f"{source} {{semax}} study --id -", PYTHONIOENCODING=encoding)

    assert done.returncode == code
    assert said in done.stderr.decode()
    assert len(done.stderr) < 10_000


def test_a_pipe_that_is_slow_and_does_not_block_is_read_to_its_end():
    """Ids that come later count as well."""
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    args = [SEMAX, "study", "--id", "-", "--json"]
    with subprocess.Popen(args, stdin=reader, stdout=subprocess.PIPE, env=clean_env()) as running:
        for word in (b"gusev-1997\n", b"kaplan-1996\n"):
            time.sleep(0.5)
            os.write(writer, word)
        os.close(writer)
        assert json.loads(running.communicate()[0])["count"] == 2
    os.close(reader)


def test_input_that_cannot_be_read_is_told(tmp_path):
    """Open for writing only."""
    done = in_shell(f"{{semax}} study --id - 0>{tmp_path}/file")

    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"semax: Standard input cannot be read")


# ----------------------------------------------------------------------------------- signals


@pytest.mark.parametrize(
    "module", ["semax_cli.terminal", "semax_cli.cli", "typer", "tomli", "semax_cli.records", "rich"]
)
def test_ctrl_c_at_any_moment_of_starting_up_is_quiet(module):
    """While each module is imported: 130, and nothing said."""
    code = (
        "import sys\nclass Interrupting:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {module!r}: raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupting())"
    )
    done = python(code, "effects")

    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_a_program_that_is_ended_leaves_nothing_behind(tmp_path):
    """Neither Ctrl-C nor SIGTERM, in the middle of writing a file, leaves a draft or spoils it."""
    path = tmp_path / "out.json"
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 128 + signal.SIGTERM)):
        path.write_text("precious")
        slow = f"import os, signal\nos.fsync = lambda number: os.kill(os.getpid(), {int(number)})"
        done = python(slow, "effects", "--json", "--output", str(path))
        assert (done.returncode, done.stderr) == (code, b"")
        assert path.read_text() == "precious"
        assert list(tmp_path.iterdir()) == [path]


# ------------------------------------------------------------------------------------- files


def test_a_stream_by_its_name_is_written_to_and_not_replaced(tmp_path):
    """`-o /dev/stdout` after what stands there already."""
    path = tmp_path / "log"
    link = tmp_path / "link"
    link.symlink_to("/dev/stdout")
    for name in ("/dev/stdout", "/dev/../dev/fd/1", "/proc/thread-self/fd/1", link, "/dev/fd/3"):
        path.write_text("precious\n")
        done = in_shell(f"{{semax}} warning -o {name} >> {path} 3>&1; echo after >> {path}")
        assert (done.returncode, done.stderr) == (0, b"")
        lines = path.read_text(encoding="utf-8").splitlines()
        assert (lines[0], lines[-1]) == ("precious", "after")
        assert len(lines) > 5
    assert in_shell("set -o pipefail; {semax} effects -o /dev/stdout | true").returncode == 0
    assert in_shell("{semax} warning -o /dev/stdout >&- 2>&-").returncode == 1


def test_a_named_stream_that_does_not_block_gets_everything(semax):
    """As standard output does."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    args = [SEMAX, "studies", "--json", "-o", "/dev/stdout"]
    with subprocess.Popen(args, stdout=writer, env=clean_env()):
        os.close(writer)
        time.sleep(0.5)
        with os.fdopen(reader, encoding="utf-8") as pipe:
            assert pipe.read() == semax("studies", "--json").out


def test_a_named_pipe_may_be_left_early(tmp_path):
    """That is no failure either."""
    done = in_shell(
        f"mkfifo {tmp_path}/pipe; head -c 10 {tmp_path}/pipe >/dev/null & "
        f"{{semax}} studies --json -o {tmp_path}/pipe"
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_loop_of_links_is_told(semax, tmp_path):
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
    path = str(dataset_file("schema_version", "schema_version = 1"))
    runs = [(["effects", "--data", path], {}), (["cite", "--data", path], {})]
    runs += [(["validate", path], {}), (["validate"], {"SEMAX_DATA": path})]
    for args, env in runs:
        done = semax(*args, "-o", path, **env)
        assert (done.code, done.out) == (2, "")
        assert "would replace the data itself" in done.err
    assert semax("validate", path).code == 0
    assert semax("effects", "-o", str(bundled_path())).code == 2
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


# --------------------------------------------------------------------------------- the pager


@pytest.mark.parametrize(
    "pager", ["false", "exit 3", "kill -9 $$", "kill -SEGV $$", "'unbalanced", "(", "/no/such/one"]
)
def test_a_pager_that_fails_loses_nothing(pager):
    """The output comes as it would without one."""
    assert "gusev-1997" in on_terminal("studies", PAGER=pager)


def at_terminal(pager, *args):
    """The command at a terminal, with a pager."""
    env = {**clean_env(TERM="xterm"), "PAGER": pager}
    return pexpect.spawn(
        SEMAX, list(args), env=env, encoding="utf-8", dimensions=(24, 80), timeout=30
    )


def test_ctrl_c_is_the_pagers_own_affair():
    """It goes on, and so does what it is being given, which is longer than a pipe holds."""
    reader = at_terminal("trap '' INT; echo ready; sleep 1; cat", "literature")
    reader.expect("ready")
    reader.sendintr()
    reader.expect("is not medical advice")
    reader.expect(pexpect.EOF)
    reader.close()

    assert (reader.exitstatus, reader.signalstatus) == (0, None)


def test_ctrl_c_that_ends_the_pager_ends_all():
    """With nothing printed after it."""
    reader = at_terminal("echo ready; sleep 20; cat", "studies")
    reader.expect("ready")
    reader.sendintr()
    reader.expect(pexpect.EOF)
    shown = reader.before
    reader.close()

    assert reader.exitstatus == 130
    assert "gusev-1997" not in shown


# -------------------------------------------------------------------------------- the browser


def test_a_browser_prints_nothing_into_the_output(semax):
    """Some are programs of the terminal."""
    done = semax("study", "lebedeva-2018", "--web", "--json", BROWSER="echo %s")

    assert json.loads(done.out)["count"] == 1
    assert done.err.count("https://doi.org/10.1007/s10517-018-4234-3") == 2


@pytest.mark.parametrize("browser", ['a"b %s', " ", " : "])
def test_a_browser_that_is_no_command_is_told(semax, browser):
    """Rather than called a bug."""
    done = semax("study", "lebedeva-2018", "--web", BROWSER=browser, PATH="/nowhere")

    assert (done.code, done.out) == (1, "")
    assert "No browser could be opened" in done.err


def test_nothing_is_opened_for_a_command_that_fails(semax):
    """The fields are looked at first, and where the output is to go."""
    for more in (["--fields", "nope"], ["-o", str(bundled_path())]):
        done = semax("study", "lebedeva-2018", "--web", *more, BROWSER="echo %s")
        assert done.code == 2
        assert "Opening" not in done.err


def test_a_browser_does_not_need_standard_output(tmp_path):
    """Where the record goes into a file."""
    line = f"BROWSER='true %s' {{semax}} study lebedeva-2018 --web -o {tmp_path}/out >&-"
    assert in_shell(line).returncode == 0


def test_many_at_once_write_one_file_whole(semax, tmp_path):
    """Whoever comes last; nobody's draft is another's."""
    path = tmp_path / "out.json"
    threads = [
        threading.Thread(target=semax, args=("effects", "--json", "-o", str(path)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert json.loads(path.read_text(encoding="utf-8"))["count"] == 7
    assert list(tmp_path.iterdir()) == [path]
