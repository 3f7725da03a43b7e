"""Measure what files take that are no datasets: ``python bench/hostile.py``.

Each is as large as a file may be, and made so that parsing or checking it would take much: it must
be refused within 5 seconds and 256 MB. Prints a table.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from multiprocessing import Process
from pathlib import Path

from generated import dataset
from run import ourselves, process

SIZE = 16 * 2**20
SECONDS, MEGABYTES = 5, 256
EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "cytisine.toml"


def shapes() -> Iterator[tuple[str, str]]:
    """Names of files with their texts. The numbers are just below what is refused by counting."""
    example = EXAMPLE.read_text(encoding="utf-8")
    name = 'name = "Cytisine"'
    large = dataset(10_000)
    one_effect = example[: example.index("[[effects.claims]]")]
    yield "numbers for records", _many("1,", 249_000, "studies = [", "]\n")
    yield "numbers for a claim's evidence", _many("1,", 248_000, f"{example}\nx = [", "]\n")
    yield (
        "numbers for authors",
        _many("1,", 248_000, f'{example}\n[[studies]]\nid = "z"\nauthors = [', "]\n"),
    )
    yield "empty records", _many("[[studies]]\n", 39_000)
    yield (
        "empty evidence",
        _many("[[effects.claims.evidence]]\n", 19_000, f"{one_effect}[[effects.claims]]\n"),
    )
    yield "tables", _each(lambda i: f"[t{i}]\n", 79_000)
    yield "tables in tables", _each(lambda i: f"[a{i}.b.c.d.e.f.g.h]\n", 14_000)
    yield "fields", _each(lambda i: f"k{i}=1\n", 499_000)
    yield "fields of a record", _each(lambda i: f"k{i}=1\n", 499_000, "[dataset]\n")
    yield "dots", _each(lambda i: f"k{i}.a=1\n", 99_000)
    yield "dots upon dots", _each(lambda i: f"k{i}.a.b.c.d.e.f.g.h=1\n", 12_000)
    yield "dots in one line", _each(lambda i: f"k{i}.a.b.c=1,", 33_000, "x={", "z=1}\n")
    yield "inline tables", _many("{a=1},", 49_000, "x=[", "]\n")
    yield "lists", _many("[],", 79_000, "x=[", "]\n")
    yield "fractions", _many("1.5,", 249_000, "x=[", "]\n")
    yield "dates", _many("1979-05-27T07:32:00Z,", 249_000, "x=[", "]\n")
    yield "lines", "\n" * 999_000 + "wrong"
    yield "comments", "#\n" * 999_000 + "wrong"
    yield "spaces", " " * SIZE
    yield "one word", "x" * (SIZE - 2) + "=1"
    yield "a long number", "x = " + "1" * (SIZE - 4)
    yield "words", "a " * (SIZE // 2)
    yield (
        "a long text, and a mistake",
        example.replace(name, f'name = "{"x " * (7 * 2**20)}"') + "x=1",
    )
    yield "a long text of quotes", example.replace(name, f'name = """{"a b" * 499_000}"""') + "x=1"
    yield "escapes", 'x = "' + "\\u0041" * (SIZE // 6 - 2) + '"\n'
    yield "an unclosed text", 'x = """' + 'a"' * 499_000
    yield "an unclosed list", "x = [" + "[1]," * 79_000
    yield "ten thousand studies, and a mistake", f"{large}\nwrong = 1\n"
    yield "a mistake in each of them", large.replace('retraction = "none"', 'retraction = "no"')
    yield "no link that leads anywhere", large.replace('study = "', 'study = "z')


def _many(unit: str, count: int, before: str = "", after: str = "") -> str:
    return _filled(before + unit * count + after)


def _each(unit: Callable[[int], str], count: int, before: str = "", after: str = "") -> str:
    return _filled(before + "".join(map(unit, range(count))) + after)


def _filled(text: str) -> str:
    """A text with a comment that makes it as large as a file may be."""
    return f"{text}\n#{' xyz' * ((SIZE - len(text)) // 4 - 1)}"


def write_all(folder: str) -> None:
    """Write the files, numbered in their order, and their names."""
    names = []
    for number, (name, text) in enumerate(shapes()):
        Path(folder, f"{number}.toml").write_text(text, encoding="utf-8")
        names.append(name)
    Path(folder, "names").write_text("\n".join(names), encoding="utf-8")


def main() -> None:
    """Print the table, and fail where a bound is exceeded."""
    semax = ourselves() / "semax"
    beyond = []
    with tempfile.TemporaryDirectory() as folder:
        # In a process of its own, whose memory would else count as that of the program.
        writer = Process(target=write_all, args=(folder,))
        writer.start()
        writer.join()
        print("| file of 16 MB | seconds | MB |\n|---|---:|---:|")
        names = Path(folder, "names").read_text(encoding="utf-8").splitlines()
        for number, name in enumerate(names):
            path = Path(folder, f"{number}.toml")
            code, seconds, megabytes = process(
                [str(semax), "effects", "--data", str(path)], subprocess.DEVNULL
            )
            print(f"| {name} | {seconds:.1f} | {megabytes:.0f} |", flush=True)
            if code != 4 or seconds > SECONDS or megabytes > MEGABYTES:
                beyond.append(f"{name} (exit code {code})")
    if beyond:
        sys.exit(f"Beyond the bounds: {', '.join(beyond)}.")


if __name__ == "__main__":
    main()
