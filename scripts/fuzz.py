"""Feed bytes to the loader and to every format, guided by what code they reach.

    pip install -e '.[fuzz]'
    python scripts/fuzz.py                          until it is stopped
    python scripts/fuzz.py -max_total_time=20       for twenty seconds

Options are libFuzzer's; a folder named last is where inputs that reached something new are kept.
An input that does something else than load, or be refused as an invalid dataset, ends the run and
is left in a file whose name is printed.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["semax_cli"]):
    from semax_cli import formats
    from semax_cli.data.load import load
    from semax_cli.errors import ExitCode, SemaxError
    from semax_cli.terminal.capabilities import Page
    from semax_cli.views import about, effects, mechanisms, safety, study, why
    from semax_cli.views import map as evidence_map

ROOT = Path(__file__).resolve().parent.parent
SEEDS = (*(ROOT / "tests" / "bad").iterdir(), *(ROOT / "examples").glob("*.toml"))


def show_all(path: Path) -> None:
    """Load a file; if it is a dataset, show all of it in every format."""
    try:
        dataset = load(path)
    except SemaxError as error:
        if error.exit_code is ExitCode.INVALID_DATASET:
            return
        raise
    for view in (
        effects.view(dataset, [effect.id for effect in dataset.effects]),
        why.view(dataset, [claim.id for _, claim in dataset.claims()]),
        mechanisms.view(dataset, [mechanism.id for mechanism in dataset.mechanisms]),
        study.view(dataset, dataset.studies),
        evidence_map.view(dataset),
        about.view(dataset),
        safety.view(dataset),
    ):
        for name in formats.NAMES:
            "".join(formats.render(view, name, Page()))


def main() -> None:
    """Run libFuzzer, from the collection of bad files and from the example."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "data.toml")
        seeds = Path(folder, "seeds")
        seeds.mkdir()
        for seed in SEEDS:
            (seeds / seed.name).write_bytes(seed.read_bytes())

        def one_input(data: bytes) -> None:
            path.write_bytes(data)
            show_all(path)

        atheris.Setup([*sys.argv, str(seeds)], one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
