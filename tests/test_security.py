"""What somebody with bad intentions could try: links, patterns, messages and output files."""

import shutil

import pytest
from helpers import EXAMPLE, FROZEN, bundled

from semax_cli.terminal import files
from semax_cli.terminal.streams import tell

# ---------------------------------------------------------------------------- output files


def test_a_link_put_in_place_of_the_draft_is_not_followed(tmp_path):
    """Owner and mode are set on the open file: whoever owns the folder may swap its name."""
    victim = tmp_path / "victim"
    victim.write_text("secret")
    victim.chmod(0o600)
    folder = tmp_path / "folder"
    folder.mkdir()

    def parts():
        yield "one"
        (draft,) = folder.iterdir()
        draft.unlink()
        draft.symlink_to(victim)
        yield "two"

    files.write_file(parts(), folder / "out.txt")

    assert victim.stat().st_mode & 0o777 == 0o600
    assert victim.read_text() == "secret"


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666])
def test_a_file_that_is_replaced_keeps_its_permissions(tmp_path, mode):
    """They are those of the file that was there."""
    path = tmp_path / "out.txt"
    path.touch()
    path.chmod(mode)
    files.write_file(["text"], path)

    assert (path.read_text(), path.stat().st_mode & 0o777) == ("text", mode)


@pytest.mark.parametrize(
    "args",
    [
        ["effects"],
        ["validate"],
        ["schema"],
        ["schema", "effects"],
        ["cite"],
        ["report"],
        ["map", "--format", "svg"],
        ["study", "--id", "gusev-1997"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("name", ["claims.toml", "literature.csv"])
def test_no_command_writes_over_the_data(semax, tmp_path, args, name):
    """Neither over the dataset nor over the census beside it."""
    for file in ("claims.toml", "literature.csv"):
        shutil.copy(FROZEN.with_name(file), tmp_path)
    before = (tmp_path / name).read_bytes()
    with bundled(tmp_path / "claims.toml"):
        done = semax(*args, "--output", str(tmp_path / name))

    assert done.code == 2
    if name == "literature.csv" and args[0] in ("cite", "report"):  # which write no such file
        assert "No .csv file can be written." in done.err
    else:
        assert f"--output {tmp_path / name} would replace the data itself." in done.err
    assert (tmp_path / name).read_bytes() == before


@pytest.mark.parametrize("args", [["schema"], ["cite"], ["effects"], ["report"]], ids=" ".join)
def test_no_command_writes_over_another_dataset(semax, tmp_path, args):
    """Also where it is named by SEMAX_DATA and the command reads none."""
    path = tmp_path / "mine.toml"
    shutil.copy(EXAMPLE, path)
    before = path.read_bytes()
    done = semax(*args, "--output", str(path), SEMAX_DATA=str(path))

    assert done.code == 2
    assert "would replace the data itself" in done.err
    assert path.read_bytes() == before


# -------------------------------------------------------------------------------- messages


def test_an_address_to_open_is_encoded(installed, tmp_path):
    """In the message about it, and in what the browser gets."""
    text = EXAMPLE.read_text(encoding="utf-8")
    text = text.replace('doi = "10.1056/NEJMoa1102035"\n', "")
    head, record = text.split('id = "west-2011"')
    record = record.replace(
        "sources = [",
        'sources = [{ address = "https://a.example/я\'\\u007e[31m", kind = "other" }, ',
        1,
    )
    path = tmp_path / "data.toml"
    path.write_text(f'{head}id = "west-2011"{record}', encoding="utf-8")
    done = installed("study", "west-2011", "--web", "--data", str(path), BROWSER="echo %s")

    assert done.code == 0, done.err
    assert done.err.count("https://a.example/%D1%8F'~[31m") == 2


def test_no_message_lets_a_text_at_the_terminal(capsys):
    """All of them go through one function, so none has to be made safe elsewhere."""
    tell("One \x1b[31mred\x07\u202eline\nand another\r")

    assert (
        capsys.readouterr().err == "semax: One \ufffd[31mred\ufffd\ufffdline\nsemax: and another \n"
    )


# -------------------------------------------------------------------------------- patterns


@pytest.mark.parametrize("text", [" " * 50_000, " " * 50_000 + "x", "1" * 50_000, "-" * 50_000])
def test_years_are_read_in_one_pass(semax, text):
    """However long what was typed is: a pattern that looks back would never end."""
    done = semax("studies", "--year", text)

    assert done.code == 2
    assert "--year cannot read" in done.err
