"""What the program depends on: listed with licences, bounded, pinned for development."""

import re
import tomllib
from importlib.metadata import distribution

import pytest
from helpers import (
    NO_JINJA,
    ROOT,
)
from packaging.requirements import Requirement

pytest.importorskip("jinja2", reason=NO_JINJA)

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LISTED = {
    match[1]: match[2]
    for match in re.finditer(
        r"^\| ([\w-]+) \| [\w\[\]-]+ \| ([\w.-]+) \|$",
        (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8"),
        re.M,
    )
    if match[1] != "package"
}


def normal(name):
    """A package's name, as PyPI compares them."""
    return re.sub(r"[-_.]+", "-", name).lower()


def needed(name, seen=()):
    """The packages that one needs at run time, also for a report, and those that they need."""
    found = {}
    for line in distribution(name).requires or ():
        requirement = Requirement(line)
        wanted = requirement.marker is None or requirement.marker.evaluate({"extra": "report"})
        if wanted and normal(requirement.name) not in seen:
            found[normal(requirement.name)] = distribution(requirement.name).metadata
            found |= needed(requirement.name, {*seen, *found})
    return found


def licences(metadata):
    """What a package says of its licence, in one of the three ways that there are."""
    classifiers = " ".join(metadata.get_all("Classifier", []))
    return f"{metadata.get('License-Expression')} {metadata.get('License', '')[:80]} {classifiers}"


@pytest.mark.start_up  # Typer 0.29 needs others
def test_every_package_is_listed():
    """With those that come with others, and no more."""
    assert set(needed("semax-cli")) == set(LISTED)


@pytest.mark.parametrize(("name", "licence"), LISTED.items())
def test_licences_are_those_that_the_packages_state(name, licence):
    """None of them asks for anything that this project does not do."""
    said = {"jinja2": "BSD License"}.get(name, licence)  # it names the family only
    assert said in licences(distribution(name).metadata)


def test_the_lock_file_fits_what_the_project_asks_for():
    """Everything is in it, pinned within bounds and with hashes."""
    text = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
    pinned = dict(re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==(\S+)", text, re.M))
    extras = PROJECT["optional-dependencies"]
    for line in (*PROJECT["dependencies"], *extras["test"], *extras["full"], *extras["dev"]):
        requirement = Requirement(line)
        if requirement.name != "semax-cli":
            assert pinned[normal(requirement.name)] in requirement.specifier
    assert text.count("==") == len(pinned) <= text.count("--hash=sha256:")


@pytest.mark.parametrize(
    "line", [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["report"]]
)
def test_every_dependency_is_bounded(line):
    """By the oldest release that will do, and before the next that may not."""
    operators = {bound.operator for bound in Requirement(line).specifier}
    assert operators == {">=", "<"}
