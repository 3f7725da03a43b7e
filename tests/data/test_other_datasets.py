"""Another substance: every command works with another dataset, and none calls it Semax."""

import json

import pytest
from helpers import (
    EXAMPLE,
    ROOT,
    commands,
    items,
)

from semax_cli import formats


def test_another_dataset_is_read_by_option_or_environment(semax, dataset_file):
    """--data wins over SEMAX_DATA."""
    path = str(dataset_file("name = ", 'name = "Thinking"', table='id = "memory"'))

    for args, env in ((["--data", path], {}), ([], {"SEMAX_DATA": path})):
        (effect,) = items(semax("effects", "memory", "--json", *args, **env))
        assert effect["name"] == "Thinking"
    assert semax("effects", "--data", path, SEMAX_DATA="nosuch").code == 0


EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
ARGUMENTS = {"study": ["--id", "west-2011"], "search": ["cytisine"]}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_valid(semax, path):
    """By its own checker."""
    assert semax("validate", str(path)).code == 0


@pytest.mark.parametrize("name", formats.NAMES)
@pytest.mark.parametrize("command", [name for name in commands() if name != "validate"])
def test_every_command_shows_another_dataset(semax, command, name):
    """With its own names and numbers; what is missing is named as missing."""
    path = str(EXAMPLE)
    done = semax(command, *ARGUMENTS.get(command, []), "--data", path, "--format", name)

    assert (done.code, done.err) == (0, "")
    assert "Semax" not in done.out
    assert "gusev" not in done.out


def test_randomised_trials_are_graded_as_such(semax):
    """The rule starts high, and comes down for what could not be read."""
    path = str(EXAMPLE)
    (claim,) = json.loads(semax("why", "--json", "--data", path).out)["items"]

    assert (claim["evidence_kind"], claim["people"], claim["direction"]) == (
        "human-randomised",
        740 + 1310,
        "favours",
    )
    assert (claim["certainty"], claim["best_case"]) == ("very-low", "high")
    assert "The only claim was tested in people." in semax("effects", "--data", path).out


def test_the_output_names_the_dataset_that_it_shows(semax):
    """Somebody else's must not look like the one that comes with the tool."""
    path = str(EXAMPLE)

    assert json.loads(semax("safety", "--json", SEMAX_DATA=path).out)["dataset"]["file"] == path
    assert "file" not in json.loads(semax("safety", "--json").out)["dataset"]
    for name in ("csv", "tsv", "jsonl"):
        for row in semax("safety", "-f", name, SEMAX_DATA=path).out.splitlines()[1:]:
            assert f"From the dataset {path}." in row
    for name in ("bibtex", "biblatex", "ris", "csl-json", "text"):
        cited = semax("cite", "-f", name, SEMAX_DATA=path).out
        assert f"From the dataset {path}." in cited.replace("\\", "")  # LaTeX's before "_" and "&"
    for name in ("table", "markdown"):
        shown = "".join(semax("safety", "-f", name, SEMAX_DATA=path).out.split())
        assert "cytisine.toml,nottheonethatcomeswithsemax." in shown.replace("\\", "")
