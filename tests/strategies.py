"""Any valid dataset, drawn by Hypothesis from the record classes themselves."""

from dataclasses import MISSING, fields, is_dataclass
from itertools import count
from types import UnionType
from typing import Any, Literal, get_args, get_origin

from hypothesis import strategies as st

from semax_cli import identifiers
from semax_cli.codes import SCHEMA_VERSION, TESTING_NOBODY
from semax_cli.data import checks, study_checks
from semax_cli.records import Dataset, Evidence, Study
from semax_cli.text import JOINERS

Table = dict[str, Any]

CHARACTERS = st.characters(exclude_categories=["Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"])
"""What can be shown safely: no control characters, and none that nobody sees but a space."""
ANY_TEXT = st.text(CHARACTERS | st.sampled_from(f"\n{JOINERS}"), min_size=1, max_size=30)
"""Any text that a dataset may hold, also one with space around it."""
TEXTS = ANY_TEXT.map(lambda text: f"{text[:12]}x".strip())
"""A text that a dataset accepts: it shows something, and has no space around it."""
SIZES = st.integers(1, 10**9)
# Hypothesis tries the first of these most, and an empty dataset shows little.
HOW_MANY = st.sampled_from([2, 1, 0])
GIVEN = st.sampled_from([True, False])


def matching(pattern: Any) -> st.SearchStrategy[str]:
    """Texts of a form that a rule asks for."""
    return st.from_regex(pattern, fullmatch=True, alphabet=CHARACTERS)


BY_NAME: dict[str, st.SearchStrategy[Any]] = {
    "short": TEXTS.filter(str.isprintable),
    "label": TEXTS.filter(lambda text: text.isprintable() and checks.QUOTATION.isdisjoint(text)),
    "updated": st.dates().map(str),
    "searched_on": st.dates().map(str),
    "as_of": st.dates().flatmap(
        lambda day: st.sampled_from([str(day), str(day)[:7], str(day)[:4]])
    ),
    "schema_version": st.just(SCHEMA_VERSION),
    "pmid": matching(identifiers.PMID),
    "doi": matching(identifiers.DOI),
    "pmcid": matching(identifiers.PMCID),
    "language": matching(study_checks.LANGUAGE),
    "year": st.sampled_from(study_checks.YEARS),
    "n": SIZES,
    "n_treated": SIZES,
    "pooled_k": SIZES,
    "address": st.just("article") | matching(r"https?://\S{1,9}").filter(identifiers.is_address),
}
"""Fields whose names say more of what they may hold than their types."""


class _Drawing:
    """Records as tables; each of them names only records that there are."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.prefix = draw(matching(checks.ID).filter(lambda text: len(text) < 12))
        self.numbers = count(1)
        # A few texts that all records share: Hypothesis can only try so many things at a time.
        self.texts = draw(st.lists(TEXTS, min_size=4, max_size=4))
        self.study_ids = [self.new_id() for _ in range(draw(HOW_MANY))]
        self.mechanism_ids = [self.new_id() for _ in range(draw(HOW_MANY))]
        self.safety_ids = [self.new_id() for _ in range(draw(HOW_MANY))]

    def new_id(self) -> str:
        return f"{self.prefix}-{next(self.numbers)}"

    def dataset(self) -> Table:
        studies = self.studies()
        self.tested = {study["id"] for study in studies if study["system"] == "human"}
        mechanisms = [self.record(kind_of("mechanisms"), id=key) for key in self.mechanism_ids]
        wrong = [self.record(kind_of("misreferences"), pmids=[], dois=[]) for _ in self.study_ids]
        safety = [self.record(kind_of("safety"), id=key) for key in self.safety_ids]
        lists = {"studies": studies, "mechanisms": mechanisms, "misreferences": wrong}
        table = self.record(Dataset, safety=safety, **lists)
        self.misrefer(table)
        return table

    def misrefer(self, table: Table) -> None:
        """Give wrong references numbers of their own, some of them right for another study."""
        for name, strategy in (("pmids", BY_NAME["pmid"]), ("dois", BY_NAME["doi"])):
            keys = self.draw(st.lists(strategy, unique_by=str.lower, max_size=2))
            for wrong, key in zip(table["misreferences"], keys, strict=False):
                right = [s for s in table["studies"] if s["id"] == wrong.get("study")]
                if key.lower() not in [str(s.get(name[:-1])).lower() for s in right]:
                    wrong[name] = [key]

    def studies(self) -> list[Table]:
        studies = [self.record(Study, id=key, part_of=None) for key in self.study_ids]
        for number, study in enumerate(studies):
            if study.get("n_treated", 0) > study.get("n", 0):
                study.pop("n_treated", None)
            for name in ("pmid", "doi", "pmcid"):  # of which no two studies have the same
                others = [str(other.get(name)).lower() for other in studies[:number]]
                if str(study.get(name)).lower() in others:
                    study.pop(name, None)
            if study["system"] == "none":
                study["design"] = self.draw(st.sampled_from(TESTING_NOBODY))
            if study["system"] == "human" and study["design"] == "preclinical":
                study["design"] = "randomised"
            if study["design"] in ("uncontrolled", "controlled", "randomised"):
                study.pop("control", None)
            study.pop("article_match", None)
            if study.get("in_article"):
                study["article_match"] = "probable"
            wholes = [
                s["id"]
                for s in studies[:number]
                if s["system"] == study["system"] and s.get("n", 10**9) >= study.get("n", 0)
            ]
            if wholes and self.draw(st.booleans()):
                study["part_of"] = self.draw(st.sampled_from(wholes))
        return studies

    def record(self, kind: Any, **given: Any) -> Table:
        """A table for a record class; what is None is left out, and fields with defaults may be."""
        table = {}
        for field in fields(kind):
            if field.name in given:
                table[field.name] = given[field.name]
            elif field.default is MISSING or self.draw(GIVEN):
                table[field.name] = self.value(field.name, field.type)
        return {name: value for name, value in table.items() if value is not None}

    def value(self, name: str, hint: Any) -> Any:
        if isinstance(hint, UnionType):  # with None, which is to leave it out
            hint = get_args(hint)[0]
        if name == "id":
            return self.new_id()
        if name in ("study", "mechanism"):
            ids = self.study_ids if name == "study" else self.mechanism_ids
            return self.draw(st.sampled_from(ids)) if ids else None
        if name in ("studies", "may_share_people_with"):
            return self.some(self.study_ids)
        if name == "see_safety":
            return self.some(self.safety_ids)
        if name in BY_NAME:
            return self.draw(BY_NAME[name])
        if is_dataclass(hint):
            return self.record(hint)
        if get_origin(hint) is Literal:  # a specimen fits a wrong reference only
            return self.draw(st.sampled_from([v for v in get_args(hint) if v != "specimen"]))
        if get_origin(hint) is tuple:
            return self.values(name, get_args(hint)[0])
        return self.draw({str: st.sampled_from(self.texts), bool: st.booleans()}[hint])

    def values(self, name: str, kind: Any) -> list[Any]:
        if kind is Evidence:  # of which a study has no two on the same thing
            return [self.evidence(key) for key in self.some(self.study_ids)]
        number = self.draw(HOW_MANY) or (
            name in ("claims", "sources")
        )  # of these there is at least one
        return [self.value("", kind) for _ in range(number)]

    def evidence(self, study: str) -> Table:
        evidence = self.record(Evidence, study=study)
        if study not in self.tested:
            evidence["directness"] = "partial"
        return evidence

    def some(self, ids: list[str]) -> list[str]:
        return self.draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []


def kind_of(name: str) -> Any:
    """The class of the records in a list of the dataset."""
    (field,) = (field for field in fields(Dataset) if field.name == name)
    return get_args(field.type)[0]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """The table of a dataset file that breaks no rule, with a few records of each kind."""
    return _Drawing(draw).dataset()
