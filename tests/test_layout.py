"""The shape of the source code, where it can be counted."""

import pytest
from helpers import ROOT

MODULES = sorted((ROOT / "src" / "semax_cli").rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_module_is_longer_than_400_lines(path):
    """A longer one holds more than one thing."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
