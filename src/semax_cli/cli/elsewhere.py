"""What to type instead of a word that is no command: `semax memory` is `semax effects memory`."""

from collections.abc import Sequence
from shlex import quote

from semax_cli.cli.commands import COMMANDS
from semax_cli.cli.show import default_dataset
from semax_cli.data.load import load
from semax_cli.data.lookup import closest, did_you_mean, other_command
from semax_cli.identifiers import study_key
from semax_cli.topics import topics_in

OPTIONS = {
    "help": "Type `semax --help`, or `semax COMMAND --help` for one of the commands.",
    "version": "Type `semax --version`.",
}
"""Words that are commands in other programs."""


def instead(words: Sequence[str]) -> str:
    """What to type instead of some words, of which the first is no command.

    A record of that name comes first, then a topic that the words are about, then a command that
    is spelt alike.

    Args:
        words: What was typed.

    Raises:
        SemaxError: the dataset cannot be read.
    """
    name = words[0].lower()
    text = " ".join(word for word in words if not word.startswith("-"))
    return f'There is no command "{" ".join(words[0].split())[:80]}". ' + (
        OPTIONS.get(name) or _answer(name, text) or _search(text)
    )


def _answer(name: str, text: str) -> str:
    dataset = load(default_dataset())
    if found := other_command(dataset, study_key(name)):
        return found.strip()
    if topics := topics_in(dataset, text):
        return f"Try `{topics[0].command}`. {topics[0].text}"
    return did_you_mean(closest(name, COMMANDS)).strip()


def _search(text: str) -> str:
    return f"`semax --help` lists the commands; `semax search {quote(text)}` searches all records."
