"""The public Python API, as the README shows it."""

import copy
import dataclasses
import pickle
from importlib.metadata import version

import pytest

import semax_cli


def test_load_gives_the_bundled_dataset_once():
    """The same object each time: it is immutable, so that nobody can spoil it for others."""
    dataset = semax_cli.load()

    assert dataset is semax_cli.load()
    with pytest.raises(dataclasses.FrozenInstanceError):
        dataset.schema_version = 2  # type: ignore[misc]


def test_load_validates_a_file(tmp_path):
    """A broken file raises the documented error with its exit code."""
    path = tmp_path / "data.toml"
    path.write_text("nonsense = 1")

    with pytest.raises(semax_cli.SemaxError, match="nonsense: there is no such field") as error:
        semax_cli.load(path)
    assert error.value.exit_code is semax_cli.ExitCode.INVALID_DATASET


def test_the_version_is_that_of_the_package():
    """`__version__` is looked up, not written twice."""
    assert semax_cli.__version__ == version("semax-cli")
    assert not hasattr(semax_cli, "nonsense")


def test_everything_public_is_there():
    """`from semax_cli import *` works."""
    assert all(hasattr(semax_cli, name) for name in semax_cli.__all__)
    assert set(semax_cli.__all__) <= set(dir(semax_cli))


def test_a_record_is_a_value():
    """It can be copied, compared, pickled, shown and changed into another, but not changed."""
    study = semax_cli.load().studies[0]

    for copied in (copy.deepcopy(study), pickle.loads(pickle.dumps(study))):
        assert (copied, hash(copied), repr(copied)) == (study, hash(study), repr(study))
    assert dataclasses.replace(study, year=1).year == 1
    assert study != dataclasses.replace(study, year=1)
    for change in (lambda: setattr(study, "year", 1), lambda: delattr(study, "year")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            change()
    for wrong in ({"nonsense": 1}, {"id": "x"}):
        with pytest.raises(TypeError, match="Study lacks, or does not have"):
            semax_cli.Study(**wrong)
