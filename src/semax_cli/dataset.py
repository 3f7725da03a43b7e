"""From a TOML file to a ``Dataset``, and looking things up in it.

The bundled file has passed ``schema.py`` before it was released, so it is parsed and built
directly: that spares every command the import of pydantic. Any other file is validated.
"""

import os
import re
import stat
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import tomli

from semax_cli.errors import ExitCode, Problem, SemaxError
from semax_cli.records import (
    Claim,
    Dataset,
    DatasetInfo,
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
    """The dataset that comes with the tool: beside ``src`` in a checkout, else in the package."""
    package = Path(__file__).resolve().parent
    checkout = package.parents[1] / "data" / "claims.toml"
    installed = package / "data" / "claims.toml"
    return checkout if checkout.exists() and not installed.exists() else installed


def bundled_files() -> tuple[Path, Path]:
    """The files that come with the tool: the dataset, and the census of the literature."""
    return bundled_path(), bundled_path().with_name("literature.csv")


def _packaged(path: Path) -> bytes:
    """A file of the package, which may have been imported from a zip file. Raises OSError."""
    assert __spec__ is not None
    data: bytes = __spec__.loader.get_data(str(path))  # type: ignore[union-attr]
    return data


def census(dataset: Dataset | None = None) -> tuple[Publication, ...]:
    """PubMed's records on Semax, one each, from the bundled ``literature.csv``.

    None for a dataset on another substance or another search, to which they do not belong.
    """
    own = dataset is None or (dataset.search, dataset.substance.name) == (
        bundled().search,
        bundled().substance.name,
    )
    return _bundled_census() if own else ()


@cache
def _bundled_census() -> tuple[Publication, ...]:
    import csv

    text = _packaged(bundled_files()[1]).decode("utf-8")
    return tuple(_publication(row) for row in csv.DictReader(StringIO(text, newline="")))


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


class Head(NamedTuple):
    """What stands at the head of a dataset file; fields as in ``Dataset``."""

    schema_version: int
    dataset: DatasetInfo
    warning: Notice


@cache
def bundled_head() -> Head:
    """The head of the bundled dataset, all that help and versions need; the rest is not parsed."""
    path = bundled_path()
    text, _, _ = _read(path).partition("\n[search]\n")
    table = _parse(text, path)
    try:
        kinds = (("dataset", DatasetInfo), ("warning", Notice))
        parts = [build(kind, table[name]) for name, kind in kinds]
        return Head(table["schema_version"], *parts)
    except (AttributeError, KeyError, TypeError):
        whole = bundled()  # damaged on disk: this says where
        return Head(whole.schema_version, whole.dataset, whole.warning)


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
        line = re.search(r"\(at line (\d+), column \d+\)\.$", str(error))
        return [Problem(int(line[1]) if line else None, "the file", None, str(error))]


SHORT_CORE = "Not an endorsement"
CORE = (
    "This tool endorses nothing and recommends nothing.",
    "A finding in animals or in a test tube is not a finding in people.",
    "This is not medical advice: questions about your health belong with a doctor.",
)
"""What every warning says, whatever the substance; the bundled one has it in its own."""


def _undetached(theirs: Notice) -> Notice:
    """Another dataset's warning after what every warning says: it may add, not replace."""
    own = bundled_head().warning
    return Notice(
        short=theirs.short if theirs.short == own.short else f"{SHORT_CORE}. {theirs.short}",
        text=theirs.text if theirs.text == own.text else " ".join((*CORE, theirs.text)),
    )


MOST_BYTES = 32 * 2**20
"""A larger file is none that people keep by hand; reading it would take long, and much memory."""


NOT_REGULAR = "is no regular file. Save it as one"


def _read(path: Path) -> str:
    """The text of a dataset file. Raises SemaxError (INVALID_DATASET)."""
    try:
        data = _packaged(path) if path == bundled_path() else _regular(path)
        text = data.decode("utf-8")
        if not text.startswith("\N{ZERO WIDTH NO-BREAK SPACE}"):
            return text
        problem = "begins with a byte-order mark. Save it as UTF-8 without one"
    except IsADirectoryError:
        problem = NOT_REGULAR
    except OSError as error:
        problem = f"cannot be read: {error.strerror}. Check the path, --data and SEMAX_DATA"
    except UnicodeDecodeError as error:
        problem = f"is not UTF-8 text (byte {error.start}). Save it as UTF-8"
    except ValueError:
        problem = "has a name that no file can have. Check --data and SEMAX_DATA"
    raise _invalid(path, problem)


def _regular(path: Path) -> bytes:
    """What a regular file holds. Raises OSError, and SemaxError where it is none or too large.

    A pipe or a device might never end; asked of the open file, that cannot change any more.
    """
    with open(path, "rb", opener=_without_waiting) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise _invalid(path, NOT_REGULAR)
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise _invalid(path, f"is larger than {MOST_BYTES // 2**20} MB. Split it")
    return data


def _without_waiting(path: str, flags: int) -> int:
    """Open as usual, save that a named pipe is not waited for until somebody writes into it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


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
    return SemaxError(f"The dataset {one_line(path)} {problem}.", ExitCode.INVALID_DATASET)


def one_line(path: Path) -> str:
    """The name of a file, which may hold line breaks, for a sentence."""
    return " ".join(str(path).splitlines())


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
    """The studies under all their identifiers, and under wrong ones that circulate.

    An identifier that is wrong for one study and right for another means the latter.
    """
    by_id = studies_by_id(dataset)
    wrong = {
        study_key(key): by_id[wrong.study]
        for wrong in dataset.misreferences
        if wrong.study
        for key in (*wrong.pmids, *wrong.dois)
    }
    right = {
        study_key(key): study
        for study in dataset.studies
        for key in (study.pmid, study.pmcid, study.doi)
        if key
    }
    return wrong | right | by_id


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
        if key in map(study_key, (*wrong.pmids, *wrong.dois)):
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
    key = re.sub(r"^(doi|pmid|pmcid)(:\s*|\s+)", "", _fold(key))
    if not (address := re.match(_ADDRESS, key)):
        return key.rstrip("/")
    from urllib.parse import unquote  # here, since only an address needs it

    key = key[address.end() :]
    return unquote(key if address[1] else re.split("[?#]", key)[0]).rstrip("/")


_ADDRESS = (
    r"(?:https?://)?(?:www\.)?(?:(?:dx\.)?(doi)\.org/|pubmed\.ncbi\.nlm\.nih\.gov/"
    r"|(?:pmc\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pmc)/articles/)"
)
"""Addresses in which an identifier stands: of a DOI (1), and of records of PubMed and of PMC."""


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
            unknown.append(asked)
    if unknown:
        told = [
            f'There is no {kind} "{" ".join(asked.split())[:80]}". '
            f"{_hint(dataset, fold(asked), records)}`{lister}` lists them all."
            for asked in unknown[:MOST_UNKNOWN]
        ]
        more = len(unknown) - MOST_UNKNOWN
        told += [f"And {more} more that are unknown."] if more > 0 else []
        raise SemaxError("\n".join(told), ExitCode.UNKNOWN_ID)
    return list(found.values())


MOST_UNKNOWN = 20
"""So many unknown ids are told, with what may have been meant; the rest are counted."""


def _hint(dataset: Dataset, key: str, records: Iterable[str]) -> str:
    """What may have been meant by an id that is not there."""
    if wrong := misreference(dataset, key):
        return f"It circulates: {wrong.given}. {wrong.problem} "
    return _elsewhere(dataset, key) or closest(key, records)


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
        words = (*claim.id.split("-"), *claim.name.lower().split())
        if key == claim.id or (len(key) > len("and") and key in words):
            return f"The effect {effect.id} has the claim {claim.id}. "
    return ""
