"""The published schemas: fresh, complete, and true of everything that the program prints."""

import json

import pytest
import tomli
from helpers import (
    LIVE,
    ROOT,
    commands,
    library,
)

import semax_cli
from semax_cli.cli.commands import READING

SCHEMAS = ROOT / "docs" / "schema"
NAMES = ["dataset", *READING]


def published(name):
    """The published copy of a schema."""
    return json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))


def validator(schema):
    """A validator that nobody here wrote, over a schema."""
    return library("jsonschema").Draft202012Validator(schema)


def refused():
    """A context in which something must be found invalid."""
    return pytest.raises(library("jsonschema.exceptions").ValidationError)


def test_every_reading_command_has_a_schema():
    """A new one gets one by itself."""
    assert set(READING) == set(commands())


@pytest.mark.parametrize("name", NAMES)
def test_the_published_copies_are_fresh(semax, live, matches_file, name):
    """What `semax schema` prints is what docs/schema holds."""
    done = semax("schema", name)

    assert (done.code, done.err) == (0, "")
    matches_file(SCHEMAS / f"{name}.json", done.out)


def test_no_other_copies_lie_about():
    """Each file is the schema of something."""
    assert {path.stem for path in SCHEMAS.iterdir()} == set(NAMES)


@pytest.mark.tools
@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one(name):
    """By the meta-schema of the dialect that it names."""
    schema = published(name)

    validator(schema).check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_carries_the_warning(live, name):
    """In a comment, which those who read it as a program pass over."""
    assert published(name)["$comment"] == semax_cli.load().warning.full


def objects(schema):
    """Every object in a schema that lists its properties."""
    if isinstance(schema, dict):
        if "properties" in schema and isinstance(schema["properties"], dict):
            yield schema
        for inner in schema.values():
            yield from objects(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from objects(inner)


@pytest.mark.parametrize("name", NAMES)
def test_every_field_is_described(name):
    """A reader of the schema needs no other document."""
    for record in objects(published(name)):
        for field, schema in record["properties"].items():
            assert schema.get("description") or "$ref" in schema, f"{name}: {field}"


MORE = {
    "effects": [["memory"], ["--fields", "id,claims"]],
    "why": [["pain-relief", "stroke-recovery"]],
    "mechanisms": [["bdnf"]],
    "studies": [["--year", "1901"], ["--fields", "n,bias"], ["--result", "harm"]],
    "study": [["--id", "9264351"]],
    "literature": [["--kind", "human"], ["11517472"]],
    "search": [["xyzzy"], ["26329290"], ["--kind", "study"]],
}


@pytest.mark.tools
@pytest.mark.parametrize("name", READING)
def test_every_output_is_valid(semax, name):
    """All commands, with all their kinds of items, and with a choice of fields."""
    check = validator(published(name))

    for args in ([], *MORE.get(name, [])):
        printed = json.loads(semax(*commands()[name], *args, "--json").out)
        check.validate(printed)
        assert printed["schema"] == check.schema["properties"]["schema"]["const"]


def strict(schema):
    """A schema that allows no field which it does not name."""
    if isinstance(schema, dict):
        inner = {name: strict(value) for name, value in schema.items()}
        named = isinstance(schema.get("properties"), dict) and schema.get("type") == "object"
        return {**inner, "additionalProperties": False} if named else inner
    return [strict(value) for value in schema] if isinstance(schema, list) else schema


@pytest.mark.tools
@pytest.mark.parametrize("name", READING)
def test_no_output_has_a_field_that_its_schema_does_not_name(semax, name):
    """And without --fields it has all of them, in that order."""
    schema = published(name)
    printed = json.loads(semax(*commands()[name], "--json").out)

    validator(strict(schema)).validate(printed)
    for item in printed["items"]:
        assert list(item) == list(schema["properties"]["items"]["items"]["properties"])


@pytest.mark.tools
def test_an_output_that_is_not_as_promised_is_refused(semax):
    """The tests above would pass as well with schemas that allow anything."""
    printed = json.loads(semax("studies", "--json").out)
    for spoil in (
        lambda d: d.pop("warning"),
        lambda d: d.update(schema="semax.effects/1"),
        lambda d: d["items"][0].update(year="1997"),
        lambda d: d["items"][0].update(system="people"),
        lambda d: d["items"][0]["bias"].pop("allocation"),
    ):
        spoilt = json.loads(json.dumps(printed))
        spoil(spoilt)
        with refused():
            validator(published("studies")).validate(spoilt)


@pytest.mark.tools
def test_the_dataset_is_valid_and_one_with_a_slip_is_not():
    """The schema knows the fields, which are required, and the words that they may hold."""
    table = tomli.loads(LIVE.read_text(encoding="utf-8"))
    check = validator(published("dataset"))

    check.validate(table)
    for spoil in (
        lambda d: d["studies"][0].update(yaer=1997),
        lambda d: d["studies"][0].pop("title"),
        lambda d: d["studies"][0].update(design="randomized"),
        lambda d: d.pop("warning"),
    ):
        spoilt = json.loads(json.dumps(table))
        spoil(spoilt)
        with refused():
            check.validate(spoilt)


def test_an_unknown_name_is_answered_with_those_there_are(semax):
    """Usage, exit code 2."""
    done = semax("schema", "effect")

    assert (done.code, done.out) == (2, "")
    assert 'There is no schema "effect". There are: dataset, effects,' in done.err


def test_a_schema_goes_into_a_file(semax, tmp_path):
    """As every other output."""
    path = tmp_path / "schema.json"

    assert semax("schema", "why", "--output", str(path)).out == ""
    assert json.loads(path.read_text(encoding="utf-8"))["title"] == "What `semax why --json` prints"
