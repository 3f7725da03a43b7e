"""The comparison with published GRADE ratings: what is printed is what comes of the rows."""

import importlib.util

import pytest
import tomli
from helpers import ROOT

from semax_cli.grading.rule import DOMAINS, VALUES
from semax_cli.views.method import method

FOLDER = ROOT / "bench" / "calibration"
ROWS = tomli.loads((FOLDER / "rows.toml").read_text(encoding="utf-8"))["rows"]
SPEC = importlib.util.spec_from_file_location("calibration", FOLDER / "run.py")
calibration = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(calibration)


def test_the_figures_are_those_that_the_rule_gives():
    """Run bench/calibration/run.py where they are not; the date is that of the figures."""
    computed = tomli.loads(calibration.figures(ROWS))
    shown = method().calibration._asdict()
    choices = [choice._asdict() for choice in shown.pop("choices")]

    assert choices == computed.pop("choices")
    assert {**shown, "computed_on": None} == {**computed, "computed_on": None}


def test_enough_ratings_are_reported():
    """Twenty outcomes of eight reviews at least, on all four levels."""
    rows = [row for row in ROWS if calibration.usable(row) and calibration.reported(row)]

    assert len(rows) >= 20
    assert calibration.reviews(rows) >= 8
    assert {row["certainty"] for row in rows} == set(filter(None, VALUES))


@pytest.mark.parametrize("row", ROWS, ids=range(len(ROWS)))
def test_a_row_holds_together(row):
    """It can be looked up, and its numbers and words are possible ones."""
    assert row["address"].startswith("https://doi.org/10.1002/14651858.CD")
    assert row["design"] in ("randomised", "controlled", "uncontrolled")
    assert row["certainty"] in VALUES
    assert 1 <= row["trials"] <= row["people"]
    assert row["agreement"] in ("single", "consistent", "inconsistent", "unclear")
    assert (row["agreement"] == "single") <= (row["trials"] == 1)
    assert set(row.get("bias", {})) <= {"allocation", *DOMAINS}
    assert row.get("bias_overall", "low") in calibration.LOW_DOMAINS
    assert not ("bias" in row and "bias_overall" in row)
    if calibration.usable(row):
        reports = calibration.reports(row)
        assert len(reports) == row["trials"]
        assert sum(report.study.n for report in reports) <= row["people"]


@pytest.mark.parametrize(
    ("ours", "published", "kappa"),
    [(["high", "low"], ["high", "low"], 1.0), (["low", "high"], ["high", "low"], -1.0)],
)
def test_kappa_is_one_for_agreement(monkeypatch, ours, published, kappa):
    """And minus one where two raters always swap the levels."""
    given = iter(VALUES[level] for level in ours)
    monkeypatch.setattr(calibration, "certainty", lambda reports: next(given))
    monkeypatch.setattr(calibration, "reports", lambda row: [])

    assert calibration.agreement([{"certainty": level} for level in published]).kappa == kappa
