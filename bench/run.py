"""Measure how long commands take, side by side: ``python bench/run.py``.

Each is run as a whole process, in rounds of changing order, so that a machine that becomes slower
becomes so for all of them. Every program gets an environment of its own, made once under
``bench/.environments``. Prints a table and writes ``bench/results.json``; takes some minutes.
"""

import argparse
import datetime
import json
import os
import platform
import random
import shutil
import statistics
import subprocess
import sys
import time
import venv
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
ENVIRONMENTS = HERE / ".environments"
PAGE = """\
# semax

> What is claimed about a drug, who tested it in what, and what that is worth.

- Show the claimed effects:

`semax effects`

- Show one study:

`semax study --id {{id}}`
"""
"""A page for those peers that show pages; they have it in their caches, as a used one."""
PEERS = ("tldr", "httpie", "pip-audit", "sqlite-utils", "bioregistry", "gget")
WITHOUT = ("COLUMNS", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "SEMAX_DATA")
"""Variables that would change what is measured."""


class Case(NamedTuple):
    """A command to measure."""

    name: str
    args: tuple[str, ...]
    env: Mapping[str, str] = MappingProxyType({})
    against: str = "floor"
    """What its ratio is to."""


def process(args: list[str], stderr: int | None = None) -> tuple[int, float, float]:
    """The exit code of a process, the seconds that it took, and the most memory, in MB."""
    env = {name: value for name, value in os.environ.items() if name not in WITHOUT}
    start = time.perf_counter()
    running = subprocess.Popen(args, stdout=subprocess.DEVNULL, stderr=stderr, env=env)
    _, status, usage = os.wait4(running.pid, 0)
    seconds = time.perf_counter() - start
    return os.waitstatus_to_exitcode(status), seconds, usage.ru_maxrss / 1024


def environment(name: str, *packages: str) -> Path:
    """The folder of programs of an environment with some packages, made if it is not there."""
    folder = ENVIRONMENTS / name
    if not (folder / "done").exists():
        shutil.rmtree(folder, ignore_errors=True)
        print(f"installing {' '.join(packages)}", file=sys.stderr)
        venv.create(folder, with_pip=True)
        pip = [folder / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *packages], check=True)
        (folder / "done").touch()
    return folder / "bin"


def ourselves() -> Path:
    """The folder of programs with ``semax`` as it is now."""
    shutil.rmtree(ENVIRONMENTS / "semax", ignore_errors=True)
    return environment("semax", str(HERE.parent))


def cases() -> list[Case]:
    """What is measured: the floor, ourselves, and what a reader knows from elsewhere."""
    own = ourselves()
    python, semax = str(own / "python"), str(own / "semax")
    site = next((own.parent / "lib").glob("python*/site-packages"))
    shutil.copy(HERE / "floor.py", site / "floor.py")
    floor = own / "floor"
    floor.write_text(f"#!{python}\nfrom floor import main\nmain()\n")
    floor.chmod(0o755)
    return [
        Case("python -c pass", (python, "-c", "pass")),
        Case("floor", (str(floor), "effects", "--json")),
        Case("floor --help", (str(floor), "--help")),
        Case("floor completion", (str(floor),), _completing("floor", "floor why --f")),
        Case("semax --version", (semax, "--version")),
        Case("semax effects --json", (semax, "effects", "--json")),
        Case("semax effects", (semax, "effects")),
        Case("semax study --id gusev-1997", (semax, "study", "--id", "gusev-1997")),
        Case("semax why stroke-recovery", (semax, "why", "stroke-recovery")),
        Case("semax search pain", (semax, "search", "pain")),
        Case("semax cite gusev-1997", (semax, "cite", "gusev-1997")),
        Case("semax --help", (semax, "--help"), against="floor --help"),
        Case(
            "semax completion",
            (semax,),
            _completing("semax", "semax why pain"),
            against="floor completion",
        ),
        *peers(),
    ]


def _completing(program: str, line: str) -> dict[str, str]:
    words = line.split(" ")
    return {
        f"_{program.upper()}_COMPLETE": "complete_bash",
        "COMP_WORDS": "\n".join(words),
        "COMP_CWORD": str(len(words) - 1),
    }


def peers() -> list[Case]:
    """Programs of others, each with the cheapest that it can do: to say its version or its help."""
    found = []
    for package in PEERS:
        try:
            programs = environment(package, package)
        except subprocess.CalledProcessError:
            print(f"{package} cannot be installed here, and is left out", file=sys.stderr)
            continue
        program = {"httpie": "http"}.get(package, package)
        option = "--help" if package in ("bioregistry", "gget") else "--version"
        found.append(Case(f"{program} {option}", (str(programs / program), option)))
    tldr = {"tldr": ENVIRONMENTS / "tldr" / "bin" / "tldr"}
    if tealdeer := shutil.which("tldr", path="/usr/bin:/usr/local/bin"):
        found.append(Case("tealdeer --version", (tealdeer, "--version")))
        tldr["tealdeer"] = Path(tealdeer)
    cache = _pages()
    for name, program in tldr.items():
        if program.exists():
            found.append(Case(f"{name} semax", (str(program), "semax"), cache))
    return found


def _pages() -> dict[str, str]:
    """A cache with a page in it, for the Python client of tldr and for tealdeer."""
    cache = ENVIRONMENTS / "cache"
    for folder in ("tldr/pages", "tealdeer/tldr-pages/pages"):
        page = cache / folder / "common" / "semax.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(PAGE)
    return {"XDG_CACHE_HOME": str(cache), "TLDR_NETWORK_ENABLED": "0"}


def measure(measured: list[Case], runs: int) -> dict[str, list[float]]:
    """Wall-clock seconds of each run of each case, in rounds, after one that does not count."""
    times: dict[str, list[float]] = {case.name: [] for case in measured}
    kept = {name: value for name, value in os.environ.items() if name not in WITHOUT}
    for number in range(runs + 1):
        for case in random.sample(measured, len(measured)):
            start = time.perf_counter()
            subprocess.run(
                case.args,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**kept, **case.env},
                check=True,
            )
            if number:
                times[case.name].append(time.perf_counter() - start)
    return times


def summary(measured: list[Case], times: dict[str, list[float]]) -> list[dict[str, object]]:
    """Median, minimum and the median of the ratios, round by round."""
    rows: list[dict[str, object]] = []
    for case in measured:
        own, other = times[case.name], times[case.against]
        ratio = statistics.median(a / b for a, b in zip(own, other, strict=True))
        rows.append(
            {
                "command": case.name,
                "median_ms": round(statistics.median(own) * 1000, 1),
                "minimum_ms": round(min(own) * 1000, 1),
                "ratio": round(ratio, 2),
                "to": case.against,
            }
        )
    return rows


def main() -> None:
    """Measure, print and save."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=25, help="rounds that count")
    runs = parser.parse_args().runs
    measured = cases()
    rows = summary(measured, measure(measured, runs))
    machine = (
        f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"
    )
    day = datetime.date.today().isoformat()
    saved = {"date": day, "machine": machine, "runs": runs, "rows": rows}
    (HERE / "results.json").write_text(json.dumps(saved, indent=2) + "\n", encoding="utf-8")
    print(f"{day}, {machine}, {runs} rounds\n")
    print("| command | median, ms | minimum, ms | ratio | to |\n|---|---:|---:|---:|---|")
    for row in rows:
        print("| " + " | ".join(map(str, row.values())) + " |")


if __name__ == "__main__":
    main()
