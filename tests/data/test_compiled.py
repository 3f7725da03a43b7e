"""The dataset as JSON in the wheel: it is read where it was made of the TOML beside it."""

import json
import shutil
import subprocess
import sys

import pytest
import tomli
from helpers import ROOT, clean_env

from semax_cli.data.compiled import NAME, compiled, table_of

TOML = (ROOT / "data" / "claims.toml").read_bytes()


@pytest.fixture
def package(tmp_path):
    """A package as the wheel installs it; the JSON calls the first effect otherwise, to tell."""
    shutil.copytree(ROOT / "src", tmp_path / "src")
    data = tmp_path / "src" / "semax_cli" / "data"
    shutil.copy(ROOT / "data" / "literature.csv", data)
    (data / "claims.toml").write_bytes(TOML)
    table = tomli.loads(TOML.decode())
    table["effects"][0]["name"] = "Read as JSON"
    (data / NAME).write_text(compiled(table, TOML), encoding="utf-8")
    return data


def first_effect(package):
    """What the first effect is called."""
    args = ["-P", "-m", "semax_cli", "effects", "--json", "--fields", "name"]
    env = {**clean_env(), "PYTHONPATH": str(package.parents[1])}
    done = subprocess.run([sys.executable, *args], capture_output=True, check=True, env=env)
    return json.loads(done.stdout)["items"][0]["name"]


def test_the_json_is_read(package):
    """Which saves the parsing of TOML."""
    assert first_effect(package) == "Read as JSON"


def test_a_toml_that_was_changed_counts(package):
    """Somebody who edits it sees what was edited."""
    edited = TOML.replace(b'name = "Protecting brain and nerves"', b'name = "Edited"', 1)
    assert edited != TOML
    (package / "claims.toml").write_bytes(edited)

    assert first_effect(package) == "Edited"


@pytest.mark.parametrize("damaged", ["", "{", "[]", "{}", '{"crc32": 1}', "\x00"])
def test_a_damaged_json_does_no_harm(package, damaged):
    """The TOML is read."""
    (package / NAME).write_text(damaged)

    assert first_effect(package) == "Protecting brain and nerves"


def test_both_forms_hold_the_same():
    """Nothing of TOML is lost in JSON."""
    table = tomli.loads(TOML.decode())

    assert table_of(compiled(table, TOML).encode(), TOML) == table
