"""The picture of the evidence map: what it shows, the warning, and no disc over another."""

import json
import re
from itertools import combinations
from math import dist

import pytest
from helpers import (
    DATASET,
    EXAMPLE,
    html_problems,
    items,
    letters,
    pieces,
)

from semax_cli import labels
from semax_cli.formats import map_svg
from semax_cli.grading.evidence_map import MAP_KINDS


def test_the_picture_shows_what_the_map_shows(semax):
    """The numbers of each claim, with signs, and the word for an empty cell."""
    drawn = semax("map", "--format", "svg").out
    (claim, *_) = items(semax("map", "--json"))

    assert claim["name"] in drawn
    assert drawn.count(">none<") == sum(
        cell["total"] == 0
        for row in items(semax("map", "--json"))
        for cell in row["cells"].values()
    )
    assert all(f">{sign}<" in drawn for sign in ("2+", "1±", "2?", "1="))


def test_the_picture_carries_the_whole_warning(semax):
    """Also of another dataset, whose file it names."""
    shown = " ".join(pieces(semax("map", "--format", "svg").out))
    other = " ".join(pieces(semax("map", "--format", "svg", "--data", str(EXAMPLE)).out))

    assert f"{DATASET.warning.short} {DATASET.warning.full}" in " ".join(shown.split())
    # A long path is folded, at any of its signs.
    assert letters(f"From the dataset {EXAMPLE}.") in letters(other)


@pytest.mark.tools
def test_the_picture_is_valid(semax, tmp_path, hostile_dataset):
    """By the same checker."""
    path, hostile = tmp_path / "map.svg", tmp_path / "hostile.svg"
    path.write_text(semax("map", "-f", "svg").out, encoding="utf-8")
    hostile.write_text(semax("map", "-f", "svg", "--data", hostile_dataset).out, encoding="utf-8")

    assert html_problems("--svg", path, hostile) == ""
    assert "<script" not in hostile.read_text(encoding="utf-8")


def test_a_picture_is_drawn_whole(semax):
    """Fields are for rows."""
    done = semax("map", "--format", "svg", "--fields", "id")

    assert (done.code, done.out) == (2, "")
    assert "leave --fields out" in done.err


def test_only_the_map_is_a_picture(semax):
    """No other command says that it could be."""
    assert semax("effects", "--format", "svg").code == 2
    assert "svg" not in semax("effects", "--help").out
    assert "svg" in semax("map", "--help").out


def test_a_long_name_is_cut_on_the_map_and_whole_in_the_tooltip(semax, dataset_file):
    """Otherwise it would run into the discs."""
    long = "A name of a claim that goes on for longer than three lines of it have room for, and on"
    path = dataset_file("name = ", f"name = {json.dumps(long)}", 'id = "stroke-recovery"')
    drawn = semax("map", "-f", "svg", "--data", str(path)).out

    assert f"{long} (stroke-recovery)" in drawn
    assert "…<" in drawn
    labels = re.findall('<text x="16"[^>]*>([^<]*)<', drawn)
    assert max(map(len, labels)) <= map_svg.LABEL_LENGTH + 1


def test_a_crowded_cell_keeps_its_discs_apart_and_within_it():
    """However many studies of however many kinds there are."""
    crowd = dict.fromkeys(labels.SIGN, 123)
    cells = {kind: {"results": crowd} for kind in MAP_KINDS}
    row = {"id": "claim", "name": "Claim", "effect": "effect", "cells": cells}
    drawn = map_svg.inline([row], {})
    discs = [
        tuple(map(float, disc))
        for disc in re.findall(r'<circle class="[^"]*" cx="(.*?)" cy="(.*?)" r="(.*?)"', drawn)
    ][: len(MAP_KINDS) * len(crowd)]  # those of the legend come last

    for x, _, r in discs:
        assert (x - r - map_svg.LABELS) // map_svg.CELL == (x + r - map_svg.LABELS) // map_svg.CELL
    for one, other in combinations(discs, 2):
        assert dist(one[:2], other[:2]) >= one[2] + other[2]


def test_a_long_warning_stays_in_the_picture(semax, dataset_file):
    """It is wrapped, short and whole."""
    short = (
        "A warning of ninety characters, which is as long as any short one may be by the rules it"
    )
    path = dataset_file("short = ", f"short = {json.dumps(short)}")
    drawn = semax("map", "-f", "svg", "--data", str(path)).out
    lines = re.findall('<text(?: class="strong")? x="8"[^>]*>([^<]*)</text>', drawn)

    assert short in " ".join(lines)
    assert max(map(len, lines)) <= map_svg.LINE_LENGTH
