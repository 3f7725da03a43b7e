"""What somebody may have meant who mistyped a word."""

from collections.abc import Iterable

LONGEST = 100
"""A longer word is no slip of the finger, and would take long to compare."""


def closest(word: str, known: Iterable[str]) -> str:
    """The words most like a mistyped one, as a question, or nothing.

    Numbers must differ in no more than a digit or two.
    """
    if len(word) > LONGEST:
        return ""
    import difflib  # here, since only a mistake needs it

    near = difflib.get_close_matches(word, known, n=3, cutoff=0.8 if word.isdecimal() else 0.5)
    return f"Did you mean {' or '.join(near)}? " if near else ""
