"""From a TOML file to a ``Dataset``, and looking things up in it.

The bundled file has passed ``schema.py`` before it was released, so it is parsed and built
directly: that spares every command the import of pydantic. Any other file is validated.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import tomli

from semax_cli.errors import ExitCode, Problem, SemaxError
from semax_cli.records import (
    Claim,
    Dataset,
    Effect,
    Mechanism,
    Misreference,
    Notice,
    Publication,
    Study,
    build,
)
from semax_cli.suggest import closest

T = TypeVar("T")


def bundled_path() -> Path:
    """The dataset that comes with the tool: inside the wheel, or beside ``src`` in a checkout."""
    here = Path(__file__).resolve()
    installed = here.parent / "data" / "claims.toml"
    return installed if installed.exists() else here.parents[2] / "data" / "claims.toml"


def census(dataset: Dataset | None = None) -> tuple[Publication, ...]:
    """PubMed's records on Semax, one each, from the bundled ``literature.csv``.

    None for a dataset that tells of another search, since they would not belong to it.
    """
    own = dataset is None or dataset.search == bundled().search
    return _bundled_census() if own else ()


@cache
def _bundled_census() -> tuple[Publication, ...]:
    import csv

    with bundled_path().with_name("literature.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_publication(row) for row in csv.DictReader(file))


def _publication(row: dict[str, Any]) -> Publication:
    types = tuple(row["publication_types"].split("; ")) if row["publication_types"] else ()
    return Publication(**{**row, "year": int(row["year"]), "publication_types": types})


def load(path: str | Path | None = None) -> Dataset:
    """Load a dataset: the bundled one, or the file at ``path``, validated.

    Raises SemaxError with exit code INVALID_DATASET where the file cannot be read or breaks a rule.
    """
    return bundled() if path is None else _from_path(Path(path))


@cache
def bundled() -> Dataset:
    """The bundled dataset, built once a process."""
    path = bundled_path()
    text = _read(path)
    table = _parse(text, path)
    try:
        dataset: Dataset = build(Dataset, table)
    except (AttributeError, TypeError):
        from semax_cli.schema import validate  # damaged on disk: it says where

        return validate(table, str(path), text)
    return dataset


def _from_path(path: Path) -> Dataset:
    from semax_cli.schema import validate

    text = _read(path)
    dataset = validate(_parse(text, path), str(path), text)
    return replace(dataset, warning=_undetached(dataset.warning))


def problems_in(path: Path) -> list[Problem]:
    """Everything that is wrong with a dataset file; nothing, if it is valid."""
    from semax_cli.schema import check

    try:
        text = _read(path)
        return check(_parse(text, path), text)[1]
    except SemaxError as error:
        line = re.search(r"at line (\d+)", str(error))
        return [Problem(int(line[1]) if line else None, "the file", None, str(error))]


SHORT_CORE = "Not an endorsement"
CORE = (
    "This tool endorses nothing and recommends nothing.",
    "A finding in animals or in a test tube is not a finding in people.",
    "This is not medical advice: questions about your health belong with a doctor.",
)
"""What every warning says, whatever the substance; the bundled one has it in its own."""


def _undetached(theirs: Notice) -> Notice:
    """Another dataset's warning, with what it lacks of CORE before it: it may add, not replace."""
    missing = (sentence for sentence in CORE if sentence not in theirs.text)
    kept = theirs.short.startswith(SHORT_CORE)
    return Notice(
        short=theirs.short if kept else f"{SHORT_CORE}. {theirs.short}",
        text=" ".join((*missing, theirs.text)),
    )


MOST_BYTES = 32 * 2**20
"""A larger file is none that people keep by hand; reading it would take long, and much memory."""


def _read(path: Path) -> str:
    """The text of a dataset file. Raises SemaxError (INVALID_DATASET)."""
    try:
        # A pipe or a device might never end.
        if path.exists() and not path.is_file():
            problem = "is no regular file. Save it as one"
        elif path.exists() and path.stat().st_size > MOST_BYTES:
            problem = f"is larger than {MOST_BYTES // 2**20} MB. Split it"
        else:
            text = path.read_bytes().decode("utf-8")
            if not text.startswith("\N{ZERO WIDTH NO-BREAK SPACE}"):
                return text
            problem = "begins with a byte-order mark. Save it as UTF-8 without one"
    except OSError as error:
        problem = f"cannot be read: {error.strerror}. Check --data and SEMAX_DATA"
    except UnicodeDecodeError as error:
        problem = f"is not UTF-8 text (byte {error.start}). Save it as UTF-8"
    except ValueError:
        problem = "has a name that no file can have. Check --data and SEMAX_DATA"
    raise _invalid(path, problem)


def _parse(text: str, path: Path) -> dict[str, Any]:
    """The table that a text in TOML is. Raises SemaxError (INVALID_DATASET)."""
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        problem = f"is not valid TOML: {error}"
    except RecursionError:
        problem = "is nested too deeply to be a dataset"
    except ValueError:
        problem = "holds a number of too many digits"
    raise _invalid(path, problem)


def _invalid(path: Path, problem: str) -> SemaxError:
    return SemaxError(f"The dataset {path} {problem}.", ExitCode.INVALID_DATASET)


# ------------------------------------------------------------------------------- looking up


def studies_by_id(dataset: Dataset) -> dict[str, Study]:
    """The studies, under their ids."""
    return {study.id: study for study in dataset.studies}


def select_effects(dataset: Dataset, wanted: Iterable[str]) -> list[Effect]:
    """The effects with these ids. Raises SemaxError (UNKNOWN_ID) naming the closest ids."""
    by_id = {effect.id: effect for effect in dataset.effects}
    return _select(dataset, by_id, wanted, _fold, "effect", "semax effects")


def select_mechanisms(dataset: Dataset, wanted: Iterable[str]) -> list[Mechanism]:
    """The mechanisms with these ids. Raises SemaxError (UNKNOWN_ID) naming the closest ids."""
    by_id = {mechanism.id: mechanism for mechanism in dataset.mechanisms}
    return _select(dataset, by_id, wanted, _fold, "mechanism", "semax mechanisms")


def select_publications(dataset: Dataset, wanted: Iterable[str]) -> list[Publication]:
    """The records of the census with these PMIDs. Raises SemaxError (UNKNOWN_ID)."""
    by_pmid = {publication.pmid: publication for publication in census(dataset)}
    return _select(dataset, by_pmid, wanted, study_key, "record", "semax literature")


def select_studies(dataset: Dataset, wanted: Iterable[str]) -> list[Study]:
    """The studies with these ids, PMIDs, PMCIDs or DOIs (also as addresses).

    Raises SemaxError (UNKNOWN_ID) naming the closest ids.
    """
    return _select(dataset, _studies_by_key(dataset), wanted, study_key, "study", "semax studies")


def _studies_by_key(dataset: Dataset) -> dict[str, Study]:
    """The studies under all their identifiers, wrong ones that circulate included."""
    by_key = {
        _fold(key): study
        for study in dataset.studies
        for key in (study.id, study.pmid, study.pmcid, study.doi)
        if key
    }
    by_id = studies_by_id(dataset)
    for wrong in dataset.misreferences:
        if wrong.study:
            by_key |= {_fold(key): by_id[wrong.study] for key in (*wrong.pmids, *wrong.dois)}
    return by_key


def select_studies_of(dataset: Dataset, wanted: Iterable[str]) -> list[Study]:
    """As ``select_studies``; an effect, claim or mechanism stands for all studies that bear on it.

    Raises SemaxError (UNKNOWN_ID) naming the closest ids.
    """
    by_id = studies_by_id(dataset)
    held: dict[str, list[Study]] = {}
    for effect in dataset.effects:
        held |= {effect.id: [], **{claim.id: [] for claim in effect.claims}}
    held |= {mechanism.id: [] for mechanism in dataset.mechanisms}
    for link in dataset.links():
        ids = {holder.id for holder in (link.effect, link.bears_on) if holder}
        for identifier in ids:
            held[identifier].append(by_id[link.evidence.study])
    held |= {key: [study] for key, study in _studies_by_key(dataset).items()}
    kind = "study, effect, claim or mechanism"
    found = _select(dataset, held, wanted, study_key, kind, "semax studies")
    return list({study.id: study for studies in found for study in studies}.values())


def misreference(dataset: Dataset, asked: str) -> Misreference | None:
    """The wrong reference that a PMID or DOI stands in, if it does."""
    key = study_key(asked)
    for wrong in dataset.misreferences:
        if key in map(_fold, (*wrong.pmids, *wrong.dois)):
            return wrong
    return None


def select_claims(dataset: Dataset, wanted: Iterable[str]) -> list[tuple[Effect, Claim]]:
    """The claims with these ids, each with its effect. Raises SemaxError (UNKNOWN_ID)."""
    by_id = {claim.id: (effect, claim) for effect, claim in dataset.claims()}
    return _select(dataset, by_id, wanted, _fold, "claim", "semax why")


def _fold(key: str) -> str:
    return key.strip().lower()


def study_key(key: str) -> str:
    """An identifier as people paste it (``PMID: 1``, ``https://doi.org/10.1/x``), bare."""
    key = _fold(key)
    for prefix in ("https://", "http://", "www.", "dx.", "doi.org/", "pubmed.ncbi.nlm.nih.gov/"):
        key = key.removeprefix(prefix)
    for prefix in ("doi:", "pmid:"):
        key = key.removeprefix(prefix).strip()
    return key.rstrip("/")


def _select(
    dataset: Dataset,
    records: dict[str, T],
    wanted: Iterable[str],
    fold: Callable[[str], str],
    kind: str,
    lister: str,
) -> list[T]:
    """The records asked for, each once, in that order. All unknown ids are told at once."""
    found: dict[int, T] = {}
    unknown: list[str] = []
    for asked in wanted:
        key = fold(asked)
        if key in records:
            found[id(records[key])] = records[key]
        else:
            wrong = misreference(dataset, key)
            hint = f"It circulates: {wrong.given}. {wrong.problem} " if wrong else ""
            hint = hint or _elsewhere(dataset, key) or closest(key, records)
            told = " ".join(asked.split())[:80]
            unknown.append(f'There is no {kind} "{told}". {hint}`{lister}` lists them all.')
    if unknown:
        raise SemaxError("\n".join(unknown), ExitCode.UNKNOWN_ID)
    return list(found.values())


def _elsewhere(dataset: Dataset, key: str) -> str:
    """Where a word leads that is no id of the kind asked for: to another kind, or to a claim."""
    for command, records in (
        ("effects", dataset.effects),
        ("mechanisms", dataset.mechanisms),
        ("study --id", dataset.studies),
    ):
        if any(key == record.id for record in records):
            return f"Try `semax {command} {key}`. "
    for effect, claim in dataset.claims():
        if key and key in (claim.id, *claim.id.split("-"), *claim.name.lower().split()):
            return f"The effect {effect.id} has the claim {claim.id}. "
    return ""
