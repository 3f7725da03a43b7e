"""Draw the images of the documents from the program's real output: `python docs/images/draw.py`.

A test keeps those of the terminal equal to what the program prints; that of the page takes Chromium
and Playwright.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

HERE = Path(__file__).resolve().parent
IMAGES = {"effects": ["effects"], "map": ["map"]}
"""Names of images with the commands that they show."""
WIDTH = 80


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


def photograph(path: Path) -> None:
    """The top of the page that `semax report` writes, as a browser shows it."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder, "page.html")
        subprocess.run([sys.executable, "-m", "semax_cli", "report", "-o", page], check=True)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        tab = browser.new_page(viewport={"width": 960, "height": 1200})
        tab.goto(page.as_uri())
        tab.screenshot(path=path)
        browser.close()


if __name__ == "__main__":
    photograph(HERE / "report.png")
    for name in IMAGES:
        (HERE / f"{name}.svg").write_text(draw(name), encoding="utf-8")
