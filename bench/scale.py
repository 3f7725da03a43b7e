"""Measure what larger datasets take: ``python bench/scale.py``, where ``.[bench]`` is installed.

For datasets of 100, 1,000 and 10,000 studies, made of the bundled one, it measures commands that
read them with --data, against Python that only parses the same file with tomli. Prints a
table, and draws time and memory in ``docs/images/scale.svg``.
"""

import statistics
import tempfile
from pathlib import Path

from generated import dataset
from run import HERE, ourselves, process

SIZES = (100, 1_000, 10_000)
ROUNDS = 5
COMMANDS = {
    "studies -f jsonl": ("studies", "-f", "jsonl"),
    "studies --json": ("studies", "--json"),
    "study --id": ("study", "--id", "gusev-1997", "--json"),
    "why": ("why", "stroke-recovery", "--json"),
    "search stroke": ("search", "stroke", "--json", "--limit", "20"),
    "search ischaemic": ("search", "ischaemic", "--json", "--limit", "20"),
}
ONLY_TOMLI = "tomli alone"


def succeeded(args: list[str]) -> tuple[float, float]:
    """Seconds that a process took, and the most memory that it held, in MB."""
    code, seconds, megabytes = process(args)
    if code:
        raise SystemExit(f"{' '.join(args)} failed")
    return seconds, megabytes


def rows() -> list[tuple[str, int, float, float, float]]:
    """For each command and size: seconds, MB and the ratio of seconds to those of tomli alone."""
    own = ourselves()
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            path = Path(folder, f"{size}.toml")
            path.write_text(dataset(size), encoding="utf-8")
            parse = f"import tomli; tomli.load(open({str(path)!r}, 'rb'))"
            runs = {ONLY_TOMLI: [str(own / "python"), "-c", parse]}
            for name, args in COMMANDS.items():
                runs[name] = [str(own / "semax"), *args, "--data", str(path)]
            rounds = [{name: succeeded(args) for name, args in runs.items()} for _ in range(ROUNDS)]
            for name in runs:
                seconds = statistics.median(r[name][0] for r in rounds)
                memory = statistics.median(r[name][1] for r in rounds)
                ratio = statistics.median(r[name][0] / r[ONLY_TOMLI][0] for r in rounds)
                found.append((name, size, seconds, memory, ratio))
    return found


def draw(found: list[tuple[str, int, float, float, float]]) -> None:
    """Time and memory by size, both axes logarithmic: what grows linearly is a straight line."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "semax"
    from matplotlib import pyplot

    figure, both = pyplot.subplots(1, 2, figsize=(9, 4), layout="constrained")
    for axes, column, label in zip(both, (2, 3), ("seconds", "MB of memory"), strict=True):
        for name in (ONLY_TOMLI, *COMMANDS):
            points = [(row[1], row[column]) for row in found if row[0] == name]
            axes.loglog(*zip(*points, strict=True), marker="o", label=name)
        axes.set(xlabel="studies", ylabel=label)
        axes.grid(alpha=0.3)
    both[0].legend()
    figure.savefig(HERE.parent / "docs" / "images" / "scale.svg", metadata={"Date": None})


def main() -> None:
    """Measure, print and draw."""
    found = rows()
    print("| command | studies | seconds | MB | times tomli alone |\n|---|---:|---:|---:|---:|")
    for name, size, seconds, memory, ratio in found:
        print(f"| {name} | {size:,} | {seconds:.2f} | {memory:.0f} | {ratio:.1f} |")
    draw(found)


if __name__ == "__main__":
    main()
