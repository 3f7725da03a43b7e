"""Another substance: every command works with another dataset, and none calls it Semax."""

import json

import pytest
from commands import commands
from conftest import ROOT

from semax_cli import formats

EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
ARGUMENTS = {"study": ["--id", "west-2011"], "search": ["cytisine"]}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_valid(semax, path):
    """By its own checker."""
    assert semax("validate", str(path)).code == 0


@pytest.mark.parametrize("name", formats.NAMES)
@pytest.mark.parametrize("command", [name for name in commands() if name != "validate"])
def test_every_command_shows_another_dataset(here, command, name):
    """With its own names and numbers; what is missing is said to be missing."""
    path = str(ROOT / "examples" / "cytisine.toml")
    done = here(command, *ARGUMENTS.get(command, []), "--data", path, "--format", name)

    assert (done.code, done.err) == (0, "")
    assert "Semax" not in done.out
    assert "gusev" not in done.out


def test_randomised_trials_are_graded_as_such(semax):
    """The rule starts high, and comes down for what could not be read."""
    path = str(ROOT / "examples" / "cytisine.toml")
    (claim,) = json.loads(semax("why", "--json", "--data", path).out)["items"]

    assert (claim["evidence_kind"], claim["people"], claim["direction"]) == (
        "human-randomised",
        740 + 1310,
        "favours",
    )
    assert (claim["certainty"], claim["best_case"]) == ("very-low", "high")
    assert "People were tested for all of these" in semax("effects", "--data", path).out


def test_the_output_names_the_dataset_that_it_shows(here):
    """Somebody else's must not look like the one that comes with the tool."""
    path = str(ROOT / "examples" / "cytisine.toml")

    assert json.loads(here("safety", "--json", SEMAX_DATA=path).out)["dataset"]["file"] == path
    assert "file" not in json.loads(here("safety", "--json").out)["dataset"]
    for name in ("csv", "tsv", "jsonl"):
        for row in here("safety", "-f", name, SEMAX_DATA=path).out.splitlines()[1:]:
            assert f"From the dataset {path}." in row
    for name in ("bibtex", "biblatex", "ris", "csl-json", "text"):
        cited = here("cite", "-f", name, SEMAX_DATA=path).out
        assert f"From the dataset {path}." in cited
    for name in ("table", "markdown"):
        shown = "".join(here("safety", "-f", name, SEMAX_DATA=path).out.split())
        assert "cytisine.toml,nottheonethatcomeswithsemax." in shown.replace("\\", "")
