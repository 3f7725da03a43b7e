"""Which characters of a text can be shown safely.

A control character can move the cursor or run a command of the terminal, a bidirectional override
can make a text read as another one. A dataset that holds such characters is refused
(``data/checks.py``). What a user types, and the names of files, are made safe where they are
printed, by ``visible``.
"""

JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""Invisible, but some scripts need them in their spelling, and they move or hide nothing."""

BLANK = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters by their class that show nothing: fillers of Hangul, and Braille without dots."""


def visible(text: str) -> str:
    """Make a text safe to show: nothing in it moves the cursor, hides or reverses what follows.

    Spaces of all kinds become plain ones, line breaks and joiners stay, and any other character
    that is not printable becomes a replacement character.
    """
    if text.isprintable():
        return text
    kept = f"\n{JOINERS}"
    return "".join(c if c.isprintable() or c in kept else _visible(c) for c in text)


def _visible(character: str) -> str:
    return " " if character.isspace() else "\N{REPLACEMENT CHARACTER}"


def first_unsafe(text: str) -> str | None:
    """The first character that a dataset must not hold: it is neither seen nor a space."""
    if text.isprintable():
        return None
    from unicodedata import category  # here, since nearly every text is printable

    allowed = f"\n{JOINERS}"
    unsafe = (c for c in text if not (c.isprintable() or c in allowed or category(c) == "Zs"))
    return next(unsafe, None)
