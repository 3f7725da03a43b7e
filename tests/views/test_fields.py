"""--fields: any key of the items, in any format, in that order."""

import pytest
from helpers import (
    DATASET,
    commands,
    items,
)


@pytest.mark.parametrize("command", commands().values(), ids=commands())
def test_every_field_can_be_chosen_in_every_command(semax, command):
    """--fields takes any key of the items, and gives just those, in that order."""
    keys = list(items(semax(*command, "--json"))[0])[::-1]

    chosen = items(semax(*command, "--json", "--fields", ",".join(keys)))
    table = semax(*command, "--fields", ", ".join(keys))
    assert [list(item) for item in chosen] == [keys] * len(chosen)
    assert table.code == 0
    assert all(key in table.out for key in keys[1:])


def test_a_field_named_twice_is_shown_once(semax):
    """In the table as in JSON."""
    args = ["effects", "adhd", "--fields", "id,name,id"]

    assert items(semax(*args, "--json")) == [{"id": "adhd", "name": "ADHD"}]
    assert semax(*args).out == semax(*args[:-1], "id,name").out


def test_fields_reach_the_table_with_their_whole_content(semax):
    """Nested values too: nothing is cut."""
    table = semax("effects", "pain", "--fields", "id,claims", COLUMNS="200").out

    (pain,) = (effect for effect in DATASET.effects if effect.id == "pain")
    for evidence in pain.claims[0].evidence:
        assert f"study: {evidence.study}" in table
        assert evidence.finding.split()[-1] in table


@pytest.mark.parametrize("fields", ["nmae", "id,nmae", "", ","])
@pytest.mark.parametrize("shape", [[], ["--json"]], ids=["table", "json"])
def test_an_unknown_field_exits_2_and_lists_the_fields(semax, fields, shape):
    """Also where there is nothing to list."""
    done = semax("studies", "--year", "1901", "--fields", fields, *shape)

    assert (done.code, done.out) == (2, "")
    assert "Fields: id, title, title_original" in done.err
