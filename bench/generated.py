"""Datasets of any size, made of the bundled one: its studies again and again, under other ids."""

import re
from pathlib import Path

BUNDLED = Path(__file__).resolve().parent.parent / "data" / "claims.toml"
UNIQUE = ("pmid", "doi", "pmcid", "part_of")
"""Fields of which no two studies have the same; copies go without."""


def dataset(studies: int) -> str:
    """The text of a valid dataset with so many studies, each of which bears on something.

    Claims and their evidence grow with the studies, so that grading has as much more to do.
    """
    whole = BUNDLED.read_text(encoding="utf-8")
    head, *records = re.split(r"(?m)^(?=\[\[studies\]\]$)", whole)
    effects = head.index("[[effects]]")
    mechanisms = head.index("[[mechanisms]]")
    kept = head[:effects], head[effects:mechanisms], head[mechanisms:]
    copies = [_copy(kept[1], records, number) for number in range(1, -(-studies // len(records)))]
    parts = [kept[0], kept[1], *(effects for effects, _ in copies), kept[2], *records]
    parts += [record for _, records in copies for record in records]
    return "".join(parts)


def _copy(effects: str, records: list[str], number: int) -> tuple[str, list[str]]:
    """The effects and the studies under ids of their own."""
    renamed = re.sub(r'(?m)^(id|study) = "(.*)"$', rf'\1 = "\2-{number}"', effects)
    renamed = re.sub(
        r"(?m)^(studies = \[)(.*)(\])$",
        lambda m: m[1] + re.sub(r'"(.*?)"', rf'"\1-{number}"', m[2]) + m[3],
        renamed,
    )
    bare = [re.sub(rf"(?m)^({'|'.join(UNIQUE)}) = .*\n", "", record) for record in records]
    return renamed, [
        re.sub(r'(?m)^id = "(.*)"$', rf'id = "\1-{number}"', record) for record in bare
    ]
