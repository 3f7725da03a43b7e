"""Evidence, grouped by who or what was tested, for the views of effects and mechanisms."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from semax_cli import labels
from semax_cli.background import Safety
from semax_cli.document import Block, Entry, Facts, Heading, Prose
from semax_cli.grading.rule import STARTS, kind_of_designs
from semax_cli.records import Claim, Dataset, Evidence, Study, that_tested, that_tested_people
from semax_cli.views import sources


class Counted(NamedTuple):
    """How many studies bear on something, whatever they found; on an effect, by its claims."""

    studies_in_people: int
    """Studies in people."""
    studies_in_animals: int
    """Studies in animals."""
    studies_in_cells: int
    """Studies in cells and test tubes."""


class Supported(NamedTuple):
    """The field of an item that rests on studies."""

    studies: tuple[Study, ...]
    """The studies that it rests on, whole."""


def studies_of(by_id: Mapping[str, Study], evidence: Iterable[Evidence]) -> list[Study]:
    """The studies that pieces of evidence rest on, each once."""
    return list({entry.study: by_id[entry.study] for entry in evidence}.values())


def counted(studies: Iterable[Study]) -> Counted:
    """How many of some studies were done in what."""
    tested = that_tested(studies)
    groups = (systems for _, _, systems in labels.GROUPS[:3])
    return Counted(*(sum(study.system in systems for study in tested) for systems in groups))


def counts(studies: Iterable[Study]) -> tuple[str, ...]:
    """The same as cells of a table: "none" rather than 0."""
    return tuple(str(number or "none") for number in counted(studies))


def footnote(studies: Iterable[Study], of_them: str = "") -> str:
    """A sentence on the design and reading of the studies in people; empty without any.

    ``of_them`` is what else to say of their number.
    """
    people = that_tested_people(studies)
    if not people:
        return ""
    randomised = sum(study.design == "randomised" for study in people)
    read = sum(study.read == "full" for study in people)
    if len(people) == 1:
        known = "is" if randomised else "is not"
        whole = "was" if read else "was not"
        return f"The one report in people {known} known to be randomised, and {whole} read in full."
    number = f"{len(people)} reports in people"
    known = f"{randomised or 'none'} {'are' if randomised > 1 else 'is'} known to be randomised"
    whole = f"{read or 'none'} {'were' if read > 1 else 'was'} read in full"
    return f"Of {number}{of_them}, {known}; {whole}."


def blocks(
    by_id: Mapping[str, Study],
    evidence: Sequence[Evidence],
    everything: bool = False,
    brief: bool = False,
) -> Iterator[Block]:
    """The evidence, people first; ``everything`` and ``brief`` as with ``told``, but the studies
    in people are always told one by one.
    """
    (heading, in_people), *others = groups(by_id, evidence)
    yield Heading(heading, level=3)
    yield from told(by_id, in_people, everything)
    for heading, group in others:
        yield Heading(heading, level=3)
        yield from told(by_id, group, everything, brief)


NOBODY = "No study is known to be on people."
"""Said where no study is on people; of others it may not be known who was tested."""

FEW = 3
"""So many studies in animals, or in cells, are told one by one even in brief."""


def told(
    by_id: Mapping[str, Study],
    evidence: Sequence[Evidence],
    everything: bool = False,
    brief: bool = False,
) -> Iterator[Block]:
    """Each piece of evidence as an entry, or a sentence that there is none.

    ``brief`` only names which studies found what, if they are many and not ``everything`` is
    wanted, so that the people stay in sight on the screen of a claim.
    """
    if not evidence:
        yield Prose(NOBODY)
    elif brief and not everything and len(evidence) > FEW:
        yield _by_result(evidence)
    else:
        yield from entries(by_id, evidence, everything)


def _by_result(evidence: Sequence[Evidence]) -> Facts:
    found = {
        words: [entry.study for entry in evidence if entry.result == result]
        for result, words in labels.RESULT.items()
    }
    return Facts(
        tuple((f"{words}: {len(ids)}", ", ".join(ids)) for words, ids in found.items() if ids)
    )


def safety_notes(dataset: Dataset, claim: Claim) -> Iterator[Block]:
    """What is recorded on safety that whoever asks for a claim should see."""
    for note in dataset.safety:
        if note.id in claim.see_safety:
            yield Prose(f"{safety_note(note)} More: semax safety {note.id}.")


def safety_note(note: Safety) -> str:
    """A statement on safety in brief, as a sentence."""
    return f"{labels.SAFETY[note.kind]}: {(note.brief or note.text).removesuffix('.')}."


def groups(
    by_id: Mapping[str, Study], evidence: Sequence[Evidence]
) -> Iterator[tuple[str, list[Evidence]]]:
    """The evidence by who or what was tested, under headings; people always, and first.

    In people, those on the claim itself come first; among these the best known design, then known
    results before others, then size.
    """
    for name, heading, systems in labels.GROUPS:
        group = [entry for entry in evidence if by_id[entry.study].system in systems]
        if name == "people":
            group.sort(key=lambda entry: _worth(entry, by_id[entry.study]))
        if group or name == "people":
            yield heading, group


def _worth(evidence: Evidence, study: Study) -> tuple[bool, int, bool, int]:
    """What to sort by so that the report that tells most comes first."""
    start = STARTS[kind_of_designs({study.design})]
    return evidence.directness == "indirect", -start, evidence.result == "unclear", -(study.n or 0)


def entries(
    by_id: Mapping[str, Study], evidence: Iterable[Evidence], everything: bool = False
) -> Iterator[Entry]:
    """Each piece of evidence with who was tested and where it points; with ``everything``, also
    how far its study was read, and where it can be checked.
    """
    return (_entry(entry, by_id[entry.study], everything) for entry in evidence)


def listed(by_id: Mapping[str, Study], evidence: Sequence[Evidence]) -> Block:
    """Each piece of evidence in a line, without what it found; or a sentence that there is none."""
    if not evidence:
        return Prose(NOBODY)
    found = entries(by_id, evidence)
    return Facts(tuple((entry.title, " · ".join(entry.about)) for entry in found))


def _entry(evidence: Evidence, study: Study, everything: bool) -> Entry:
    about: tuple[str, ...] = (
        labels.RESULT[evidence.result],
        labels.tested(study),
        labels.design(study),
        f"{labels.OUTCOME[evidence.outcome]}, {labels.DIRECTNESS[evidence.directness]}",
    )
    if study.developer_tie == "yes":
        about = (*about, labels.TIE["yes"])
    if study.retraction in labels.RETRACTION:
        about = (labels.RETRACTION[study.retraction].lower(), *about)
    if not everything:
        return Entry(study.id, about, evidence.finding)
    about = (*about, f"read {labels.READING[study.read]}", labels.CONFIDENCE[study.confidence])
    return Entry(study.id, about, evidence.finding, sources.addresses(study.sources))
