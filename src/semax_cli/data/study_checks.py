"""The rules of integrity that are about one study; see ``checks.py``."""

import re
from collections.abc import Callable, Iterator

from semax_cli.codes import TESTING_NOBODY
from semax_cli.identifiers import DOI, PMCID, PMID
from semax_cli.records import Study

LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
YEARS = range(1900, 2101)
MAX_PEOPLE = 10**9
NOT_IN_ARTICLE = "not-in-article"

FieldViolation = tuple[str, str]
"""The field of a record that breaks a rule, and the message."""

FORMS = {
    "pmid": (PMID, "a PMID is a number of at most eight digits"),
    "pmcid": (PMCID, 'a PMCID is "PMC" and a number'),
    "doi": (DOI, 'a DOI begins with "10." and holds no spaces. Leave out the address'),
    "language": (LANGUAGE, "must be a BCP 47 tag, such as en or ru"),
}


def identifiers_have_their_form(study: Study) -> Iterator[FieldViolation]:
    """Identifiers and languages can be looked up where they are registered."""
    for name, (pattern, message) in FORMS.items():
        value = getattr(study, name)
        if value is not None and not re.fullmatch(pattern, value):
            yield name, message


def year_is_plausible(study: Study) -> Iterator[FieldViolation]:
    """A year of publication has four digits and lies near ours."""
    if study.year is not None and study.year not in YEARS:
        yield "year", f"must be from {YEARS[0]} to {YEARS[-1]}, not {study.year}"


def et_al_comes_last(study: Study) -> Iterator[FieldViolation]:
    """What follows "et al." in a list of authors would be lost."""
    if "et al." in study.authors[:-1]:
        yield "authors", '"et al." must come last'


def numbers_are_counts(study: Study) -> Iterator[FieldViolation]:
    """An unknown number is left out; it is never 0."""
    for name in ("n", "n_treated", "pooled_k"):
        count = getattr(study, name)
        if count is not None and count < 1:
            yield name, "must be at least 1. Leave the field out where the number is not known"
        elif count is not None and count > MAX_PEOPLE:
            yield name, f"must be at most {MAX_PEOPLE}"


def treated_are_among_the_studied(study: Study) -> Iterator[FieldViolation]:
    """No more can be treated than are studied."""
    if study.n is not None and study.n_treated is not None and study.n_treated > study.n:
        yield "n_treated", f"{study.n_treated} were treated, but only {study.n} were studied"


def design_fits_system(study: Study) -> Iterator[FieldViolation]:
    """A paper that tested nobody is a proposal or an anecdote; people are not preclinical."""
    if study.system == "none" and study.design not in TESTING_NOBODY:
        yield "design", f'with system = "none" it must be {" or ".join(TESTING_NOBODY)}'
    if study.system == "human" and study.design == "preclinical":
        yield "design", 'with system = "human" it cannot be "preclinical"'


def control_fits_design(study: Study) -> Iterator[FieldViolation]:
    """An uncontrolled study has no control, a controlled one has some."""
    if study.design == "uncontrolled" and study.control not in ("none", "unclear"):
        yield "control", f'contradicts design = "uncontrolled": "{study.control}" is a control'
    if study.design in ("randomised", "controlled") and study.control == "none":
        yield "control", f'contradicts design = "{study.design}", which needs a control'


def article_match_fits_in_article(study: Study) -> Iterator[FieldViolation]:
    """What the article does not mention cannot match a paper."""
    if study.in_article and study.article_match == NOT_IN_ARTICLE:
        yield "article_match", "with in_article = true it must be exact, probable or unresolved"
    if not study.in_article and study.article_match != NOT_IN_ARTICLE:
        yield "article_match", f'with in_article = false it must be "{NOT_IN_ARTICLE}", or left out'


STUDY_CHECKS: tuple[Callable[[Study], Iterator[FieldViolation]], ...] = (
    identifiers_have_their_form,
    year_is_plausible,
    et_al_comes_last,
    numbers_are_counts,
    treated_are_among_the_studied,
    design_fits_system,
    control_fits_design,
    article_match_fits_in_article,
)
