"""Puts the dataset into the wheel as JSON too; Hatchling runs this when it builds a wheel.

An editable install has none, since there the TOML may change at any time.
"""

import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from semax_cli.data.compiled import NAME, compiled  # noqa: E402


class CompiledData(BuildHookInterface[Any]):
    """The hook; Hatchling finds it by its class."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the JSON file, and have it put beside the TOML file."""
        if version == "editable":
            return
        self.folder = tempfile.TemporaryDirectory()
        toml = (ROOT / "data" / "claims.toml").read_bytes()
        made = Path(self.folder.name, NAME)
        made.write_text(compiled(tomllib.loads(toml.decode()), toml), encoding="utf-8")
        build_data["force_include"][str(made)] = f"semax_cli/data/{NAME}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was made for the build."""
        if version != "editable":
            self.folder.cleanup()
