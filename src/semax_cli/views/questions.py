"""`semax questions`: what is worth asking a doctor. They ask, and suggest no answer."""

from collections.abc import Container, Iterator, Sequence
from shlex import join
from typing import NamedTuple

from semax_cli.data.lookup import claims_meant, select_effects, studies_by_id
from semax_cli.document import Block, Heading, Prose
from semax_cli.grading.assessment import AssessedEffect, assess_effect
from semax_cli.records import Dataset
from semax_cli.view import Shape, View, make_view, plain
from semax_cli.views import evidence, verdict

ALWAYS = (
    "What am I hoping for, is there a reason to take anything for it, and what is known to help?",
    "Could it interact with my other medicines (a stimulant, an antidepressant or one against "
    "clots, perhaps) or conditions, or with plans such as a pregnancy?",
    "Is it licensed where I live, and for what? Who guarantees what is in a preparation?",
    "What would be a sign of harm, and whom would I tell?",
    "If I have taken it: do you need to know since when and with what else, or whether I have had "
    "seizures, a psychosis or an anxiety disorder?",
)
"""Worth asking whatever the effect is."""


class Question(NamedTuple):
    """A question for a doctor."""

    effect: str | None
    """Id of the effect that it is about; None for those that are always worth asking."""
    text: str
    """The question."""


ITEM = Shape((Question,))


def view(dataset: Dataset, ids: Sequence[str]) -> View:
    """The questions that are always worth asking, after those about the effects named, or about
    the claims by whose words an effect is asked for.

    Raises SemaxError (UNKNOWN_ID).
    """
    studies = studies_by_id(dataset)
    judged = [assess_effect(effect, studies) for effect in select_effects(dataset, ids)]
    meant = claims_meant(dataset, ids)
    own = [Question(each.effect.id, t) for each in judged for t in first(dataset, each, meant)]
    chosen = [*(own or [Question(None, on_certainty([]))]), *(Question(None, q) for q in ALWAYS)]
    example = join(ids) or "EFFECT"

    def blocks() -> Iterator[Block]:
        yield Heading("Questions worth asking a doctor")
        yield Prose(
            f"They suggest no answer. `semax report {example} --output sheet.html` writes a page "
            "to print and take along (it needs semax-cli[report])."
        )
        yield from (Prose(f"{n}. {question.text}") for n, question in enumerate(chosen, 1))

    return make_view("questions", dataset, chosen, plain, ITEM, blocks)


def first(dataset: Dataset, judged: AssessedEffect, meant: Container[str]) -> list[str]:
    """The first questions: about the claims meant of an effect, or about the effect as a whole, and
    about what is recorded on safety that concerns whoever asks for these claims.
    """
    chosen = [claim for claim in judged.effect.claims if claim.id in meant]
    levels = [judged.claims[claim.id].certainty for claim in chosen]
    asked = [
        _what_it_means(claim.name, verdict.LEVEL[level] if level else None)
        for claim, level in zip(chosen, levels, strict=True)
    ]
    named = {note for claim in chosen or judged.effect.claims for note in claim.see_safety}
    notes = [evidence.safety_note(note) for note in dataset.safety if note.id in named]
    return [
        *(asked or [on_certainty([judged])]),
        *(f"{note} Does that concern me?" for note in notes),
    ]


def on_certainty(judged: Sequence[AssessedEffect]) -> str:
    """The first question: what the evidence means for the person who asks."""
    if len(judged) != 1:
        return (
            "Was it ever tested in people like me, for what I want it for? How sure can one be of "
            "the result?"
        )
    (each,) = judged
    tested = each.summary.claims_tested_in_people
    level = verdict.highest_in_words(each.summary) if tested else None
    return _what_it_means(each.effect.name, level)


def _what_it_means(name: str, level: str | None) -> str:
    """What to ask about something of a certainty in words; None where nobody was tested for it."""
    if level is None:
        return f"{name}: no test of it in people was found. Can anything be said about me, then?"
    return (
        f"{name}: how sure one can be that it holds for people is rated {level}, by this tool's "
        "own rule. Was anybody like me among those tested? What does it mean for me?"
    )
