"""What effects and mechanisms have in common: evidence, grouped by who or what was tested."""

from collections.abc import Iterable, Iterator, Sequence

from semax_cli.records import Dataset, Evidence, Study
from semax_cli.view import Block, Column, Entry, Heading, Prose
from semax_cli.views import words

COUNT_COLUMNS = (
    Column("Studies in people", 13),
    Column("in animals", 10),
    Column("in cells or test tube", 9),
)
"""How many studies there are, by who or what was tested."""


def studies_of(dataset: Dataset, evidence: Iterable[Evidence]) -> list[Study]:
    """The studies that pieces of evidence rest on, each once."""
    by_id = {study.id: study for study in dataset.studies}
    return list({entry.study: by_id[entry.study] for entry in evidence}.values())


def counts(studies: Sequence[Study]) -> tuple[str, ...]:
    """The cells under COUNT_COLUMNS. Papers that tested nobody and anecdotes are not counted."""
    tested = [study for study in studies if study.design not in ("proposal", "anecdote")]
    people = [study for study in tested if study.system == "human"]
    randomised = sum(study.design == "randomised" for study in people)
    in_people = str(len(people) or "none")
    if people:
        in_people += f", {randomised or 'none'} known to be randomised"
    others = (
        str(sum(study.system in systems for study in tested) or "none")
        for _, _, systems in words.GROUPS[1:3]
    )
    return in_people, *others


def blocks(dataset: Dataset, evidence: Sequence[Evidence]) -> Iterator[Block]:
    """The evidence, people first. That nobody was tested is said, not left to be noticed."""
    by_id = {study.id: study for study in dataset.studies}
    for name, heading, systems in words.GROUPS:
        group = [entry for entry in evidence if by_id[entry.study].system in systems]
        if group:
            yield Heading(heading, level=3)
            yield from (_entry(entry, by_id[entry.study]) for entry in group)
        elif name == "people":
            yield Heading(heading, level=3)
            yield Prose("No study found.")


def _entry(evidence: Evidence, study: Study) -> Entry:
    design = "design unclear" if study.design == "unclear" else words.DESIGN[study.design]
    about = (
        words.RESULT[evidence.result],
        words.tested(study),
        design,
        words.OUTCOME[evidence.outcome],
    )
    return Entry(study.id, about, evidence.finding)
