"""Draw the README's images from the program's real output: `python docs/images/draw.py`.

A test keeps the images equal to what the program prints.
"""

import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

HERE = Path(__file__).resolve().parent
IMAGES = {"effects": ["effects"], "map": ["map"]}
"""Names of images with the commands that they show."""
WIDTH = 100


def draw(name: str) -> str:
    """The output of a command as SVG."""
    env = {**os.environ, "COLUMNS": str(WIDTH), "FORCE_COLOR": "1", "TERM": "xterm"}
    env = {key: value for key, value in env.items() if key not in ("NO_COLOR", "SEMAX_DATA")}
    command = [sys.executable, "-m", "semax_cli", *IMAGES[name]]
    shown = subprocess.run(command, capture_output=True, check=True, env=env).stdout.decode()
    with open(os.devnull, "w") as nowhere:
        console = Console(record=True, width=WIDTH, file=nowhere, force_terminal=True)
        console.print(Text.from_ansi(shown))
        title = f"semax {' '.join(IMAGES[name])}"
        svg = console.export_svg(title=title, unique_id=name)
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


if __name__ == "__main__":
    for name in IMAGES:
        (HERE / f"{name}.svg").write_text(draw(name), encoding="utf-8")
