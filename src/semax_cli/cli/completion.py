"""Completion at the prompt: the scripts for shells, and what bash passes, made plain.

Typer answers; its own scripts leave a value after "=" (`--format=bib`) without an answer.
"""

import os
import re
from collections.abc import MutableMapping

from typer import completion

from semax_cli.errors import ExitCode, SemaxError

VARIABLE = "_SEMAX_COMPLETE"
"""The variable of the environment by which a shell asks."""

ZSH = """\
#compdef semax

_semax_completion() {
  [[ ${words[CURRENT]} == --*=* ]] && compset -P '*='
  eval $(env _TYPER_COMPLETE_ARGS="${words[1,$CURRENT]}" _SEMAX_COMPLETE=complete_zsh semax)
}

compdef _semax_completion semax
"""

FISH = """\
function __semax_complete
    set -l asked (commandline -ct | string match -r -- '^--[^=]+=')
    env _SEMAX_COMPLETE=complete_fish _TYPER_COMPLETE_FISH_ACTION=get-args \\
        _TYPER_COMPLETE_ARGS=(commandline -cp | string collect) semax |
        string replace -r -- '^' "$asked"
end

complete --command semax --no-files --arguments '(__semax_complete)'
"""

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def script(shell: str | None) -> str:
    """What a shell is to run, so that it completes; of the shell that runs this, if none is named.

    Raises:
        SemaxError: (USAGE) it is none of ``SHELLS``.
    """
    shell = shell or _running()
    if shell not in SHELLS:
        message = f"Completion is for {', '.join(SHELLS)}. Name one: semax --show-completion bash."
        raise SemaxError(message, ExitCode.USAGE)
    own = {"zsh": ZSH, "fish": FISH}
    return own.get(shell) or completion.get_completion_script(  # type: ignore[attr-defined]
        prog_name="semax", complete_var=VARIABLE, shell=shell
    )


def _running() -> str:
    """The shell that runs this, else the user's own."""
    try:
        from shellingham import detect_shell  # which Typer brings

        shell = str(detect_shell()[0])
    except Exception:  # it has its own for each system, and none that is public
        shell = ""
    return shell if shell in SHELLS else os.path.basename(os.environ.get("SHELL", ""))


def join_values(env: MutableMapping[str, str]) -> None:
    """Take the "=" out of the words that bash passes, which splits ``--format=bib`` at it."""
    words = re.split(r"\s", env.get("COMP_WORDS", ""))
    cursor = int(env.get("COMP_CWORD", "0") or 0)
    if words[cursor - 1 : cursor] == ["="]:
        env["COMP_WORDS"] = "\n".join(words[: cursor - 1] + words[cursor:])
        env["COMP_CWORD"] = str(cursor - 1)
