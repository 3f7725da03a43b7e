"""What a dataset file must fulfil: its fields one by one, then each rule of integrity."""

import json
from inspect import getdoc

import pytest
from helpers import (
    EXAMPLE_TEXT,
    FROZEN,
    letters,
)

from semax_cli.data import checks

STUDY = 'id = "gusev-1997"'
EVIDENCE = "[[effects.claims.evidence]]"
FIRST = ""
"""No line: the first field of that name in the file is meant."""

FIELDS = [
    ("year = ", 'year = "1997"', STUDY, "studies[gusev-1997].year: must be a whole number, without quotes, not '1997'"),
    ("n = ", "n = true", STUDY, "studies[gusev-1997].n: must be a whole number, without quotes, not True"),
    ("n = ", "m = 110", STUDY, "studies[gusev-1997].m: there is no such field."),
    ("summary = ", "", STUDY, "studies[gusev-1997].summary: this field is required"),
    ("design = ", 'design = "rct"', STUDY, "studies[gusev-1997].design: must be 'randomised'"),
    ("authors = ", 'authors = "Gusev EI"', STUDY, "studies[gusev-1997].authors: must be a list: [...]"),
    ("[dataset]", "[edition]", FIRST, "edition: there is no such field"),
    ("updated = ", "updated = 2026-11-23", FIRST, 'a date must be a text here. Put it in quotes, as "2026-11-23"'),
    ("schema_version = ", "schema_version 1", FIRST, "is not valid TOML"),
]  # fmt: skip
"""The beginning of a line of the frozen dataset, the line in its place, the line below which it is
looked for, and the message."""

RULES = {
    "identifiers_have_their_form": [
        ("pmid = ", 'pmid = "PMID 11517472"', STUDY, "studies[gusev-1997].pmid: a PMID is a number"),
        ("doi = ", 'doi = "https://doi.org/10.1/x"', 'id = "gusev-2018"', 'doi: a DOI begins with "10."'),
        ("pmcid = ", 'pmcid = "3987924"', FIRST, 'pmcid: a PMCID is "PMC" and a number'),
        ("language = ", 'language = "Russian"', STUDY, "language: must be a BCP 47 tag"),
    ],
    "year_is_plausible": [("year = ", "year = 97", STUDY, "studies[gusev-1997].year: must be from 1900 to 2100, not 97")],
    "et_al_comes_last": [("authors = ", 'authors = ["A B", "et al.", "C D"]', STUDY, '"et al." must come last')],
    "numbers_are_counts": [
        ("n = ", "n = 0", STUDY, "n: must be at least 1. Leave the field out where the number is not known"),
        ("n = ", "n = 8000000000", STUDY, "n: must be at most 1000000000"),
    ],
    "treated_are_among_the_studied": [("n_treated = ", "n_treated = 111", STUDY, "n_treated: 111 were treated, but only 110 were studied")],
    "design_fits_system": [
        ("design = ", 'design = "randomised"', 'id = "adhd-hypothesis-2007"', 'design: with system = "none" it must be proposal or anecdote'),
        ("design = ", 'design = "preclinical"', STUDY, 'design: with system = "human" it cannot be "preclinical"'),
    ],
    "control_fits_design": [
        ("design = ", 'design = "uncontrolled"', STUDY, 'control: contradicts design = "uncontrolled": "usual-care" is a control'),
        ("control = ", 'control = "none"', STUDY, 'control: contradicts design = "controlled", which needs a control'),
    ],
    "article_match_fits_in_article": [
        ("in_article = ", "in_article = false", STUDY, 'article_match: with in_article = false it must be "not-in-article"'),
        ("article_match = ", 'article_match = "not-in-article"', STUDY, "article_match: with in_article = true it must be exact"),
    ],
    "id_is_lower_case": [
        ("id = ", 'id = "Gusev_1997"', STUDY, "studies[Gusev_1997].id: must be lower-case words"),
        ("id = ", 'id = "11517472"', STUDY, "studies[11517472].id: must be lower-case words"),
    ],
    "text_is_filled": [
        ("authors = ", 'authors = ["Gusev EI", " "]', STUDY, "studies[gusev-1997].authors: is empty. Write something, or leave the field out"),
        ("finding = ", 'finding = ""', EVIDENCE, "finding: is empty"),
        ("text = ", 'text = ""', "[warning]", "warning.text: is empty"),
        ("summary = ", 'summary = " x"', STUDY, "summary: has a space or a line break at its start or end"),
        ("name = ", 'name = "\\u200d"', "[substance]", "name: holds nothing that can be seen"),
        ("name = ", 'name = "\\u3164\\u3164"', "[substance]", "name: holds nothing that can be seen"),
        ("name = ", 'name = "\\u2800 \\u115f"', "[substance]", "name: holds nothing that can be seen"),
    ],
    "text_can_be_shown": [
        ("name = ", 'name = "a\\u202eb"', "[substance]", "name: holds the character U+202E, which cannot be shown safely. Remove it"),
        ("short = ", 'short = "one\\rtwo"', FIRST, "warning.short: holds the character U+000D"),
    ],
    "text_is_short": [("summary = ", f'summary = "{"x" * 10_001}"', STUDY, "summary: must be at most 10000 characters, not 10001")],
    "heading_can_be_quoted": [("label = ", 'label = "proven” by “hearsay"', FIRST, "article.label: must be one line without quotation marks")],
    "sources_are_addresses": [
        ("sources = ", "sources = []", STUDY, "studies[gusev-1997].sources: every record needs at least one source"),
        ("sources = ", 'sources = [{ address = "memory", kind = "other" }]', STUDY, 'sources[0].address: "memory" is neither a web address nor "article"'),
    ],
    "specimens_are_of_wrong_references": [
        ("sources = ", 'sources = [{ address = "https://a.example/", kind = "specimen" }]', STUDY, "sources[0].kind: only a wrong reference has specimens as sources"),
    ],
    "wrong_identifiers_have_their_form": [
        ("pmids = ", 'pmids = ["gusev-1997"]', FIRST, '"gusev-1997" is not a PMID'),
        ("dois = ", 'dois = ["https://doi.org/10.1/x"]', FIRST, "is not a DOI"),
    ],
    "version_is_known": [("schema_version = ", "schema_version = 3", FIRST, "this semax reads version 2, not 3")],
    "warning_can_be_shown": [
        ("short = ", f'short = "{"x" * 91}"', FIRST, "warning.short: must be one line of at most 90 characters, not 91"),
        ("short = ", 'short = "one\\ntwo"', FIRST, "warning.short: must be one line"),
        ("text = ", 'text = "\\u2800"', "[warning]", "warning.text: must contain a word"),
        ("text = ", f'text = "{"x " * 115}x"', "[warning]", "warning.text: must be at most 230 characters, not 231"),
        ("full = ", f'full = "{"x " * 1000}x"', "[warning]", "warning.full: must be at most 2000 characters"),
    ],
    "dates_exist": [
        ("updated = ", 'updated = "yesterday"', FIRST, 'dataset.updated: "yesterday" is not a date. Write it as YYYY-MM-DD'),
        ("updated = ", 'updated = "2026-02-30"', FIRST, "is not a date"),
        ("searched_on = ", 'searched_on = "2026-9-13"', FIRST, "search.searched_on: \"2026-9-13\" is not a date"),
        ("as_of = ", 'as_of = "2026-13"', FIRST, '"2026-13" is not a date. Write it as YYYY-MM-DD, YYYY-MM or YYYY'),
        ("as_of = ", 'as_of = "2026-05-01\\nIt works."', FIRST, "is not a date"),
    ],
    "ids_are_unique": [("id = ", 'id = "gusev-2018"', STUDY, "studies[gusev-2018].id: another record has the same id: studies number ")],
    "identifiers_are_unique": [
        ("pmid = ", 'pmid = "29798983"', STUDY, "studies[gusev-2018].pmid: gusev-1997 has the same PMID, 29798983"),
    ],
    "wrong_identifiers_are_wrong": [],
    "effects_have_claims": [],
    "links_lead_somewhere": [
        ("study = ", 'study = "gusev-1979"', EVIDENCE, 'claims[stroke-recovery].evidence[0].study: there is no record "gusev-1979". Did you mean gusev-1997'),
        ("mechanism = ", 'mechanism = "magic"', FIRST, 'there is no record "magic"'),
        ("studies = ", 'studies = ["nobody"]', FIRST, '.studies: there is no record "nobody"'),
        ("cohort = ", 'part_of = "nobody"', STUDY, 'studies[gusev-1997].part_of: there is no record "nobody"'),
    ],
    "a_study_bears_once": [
        ("study = ", 'study = "gusev-2018"', EVIDENCE, 'claims[stroke-recovery].evidence: "gusev-2018" is listed 2 times. List it once'),
    ],
    "only_people_are_direct": [],
    "parts_fit_their_whole": [
        ("cohort = ", 'part_of = "dolotov-2003"', STUDY, "part_of: dolotov-2003 was done in another system"),
        ("cohort = ", 'part_of = "serdiuk-2007"', STUDY, "part_of: serdiuk-2007 is smaller than this part of it"),
    ],
    "parts_come_to_an_end": [("cohort = ", 'part_of = "gusev-1997"', STUDY, "studies[gusev-1997].part_of: leads back to gusev-1997")],
}  # fmt: skip
"""For each rule, as above, what breaks it. What no one line can break stands in STRUCTURES."""

WRONG = '\n[[misreferences]]\nid = "w{}"\ngiven = "g"\npmids = ["{}"]\nproblem = "p"\nstudy = "{}"\nsources = [{{ address = "article", kind = "other" }}]\n'


def changed(old: str, new: str) -> str:
    """The example with a text in it replaced, wherever it stands."""
    assert old in EXAMPLE_TEXT
    return EXAMPLE_TEXT.replace(old, new)


STRUCTURES = [
    ("", EXAMPLE_TEXT.replace("[[effects.claims", "[[studied"), "claims: tables [[effects.claims]] are required"),
    ("", changed('id = "walker-2014"', 'Id = "walker-2014"'), "studies[1].id: this field is required"),
    ("", changed('id = "walker-2014"', "id = 5"), "studies[1].id: must be a text, in quotes, not 5"),
    ("", changed("title = ", "tilte = "), "there is no such field. Did you mean title?"),
    ("", changed('system = "human"', 'system = "humna"'), "must be 'human', 'animal'"),
    ("", "\n".join((EXAMPLE_TEXT, "a" * 300 + " = 1")), "…: there is no such field"),
    ("effects_have_claims", changed("[[effects]]", "[[effects]]\nclaims = []").split("[[effects.claims")[0] + EXAMPLE_TEXT[EXAMPLE_TEXT.index("[[studies]]"):], "smoking-cessation].claims: an effect needs at least one claim"),
    ("wrong_identifiers_are_wrong", EXAMPLE_TEXT + WRONG.format(1, "1", "west-2011") + WRONG.format(2, "1", "west-2011"), "misreferences[w2].pmids: 1 also stands in w1"),
    ("wrong_identifiers_are_wrong", changed('id = "west-2011"', 'id = "west-2011"\npmid = "1"') + WRONG.format(1, "1", "west-2011"), "pmids: 1 is the right PMID of west-2011"),
    ("only_people_are_direct", changed('system = "human"', 'system = "animal"'), 'directness: "west-2011" is an animal study, so its directness cannot be "direct". Use "partial" or "indirect"'),
    ("sources_are_addresses", changed('{ address = "https://thorax', '{ address = "x\\nsemax: all is well'), "neither a web address"),
]  # fmt: skip


def every_check():
    """The rules, by their names."""
    lists = (
        checks.STUDY_CHECKS,
        checks.RECORD_CHECKS,
        checks.TEXT_CHECKS,
        checks.RECORDS_CHECKS,
        checks.DATASET_CHECKS,
    )
    return {check.__name__: check for listed in lists for check in listed}


def test_every_rule_has_a_case_and_a_sentence():
    """A new one is tested, or this fails."""
    cases = {name for name in RULES if RULES[name]} | {rule for rule, _, _ in STRUCTURES if rule}

    assert cases == set(RULES) == set(every_check())
    assert all(getdoc(check) for check in every_check().values())


@pytest.mark.parametrize(
    ("text", "message"),
    [case[1:] for case in STRUCTURES],
    ids=[message for _, _, message in STRUCTURES],
)
def test_a_broken_rule_is_reported_on_a_line_of_its_own(semax, tmp_path, text, message):
    """Whatever is quoted of the file: each line is one problem, and none is made up."""
    path = tmp_path / "data.toml"
    path.write_text(text, encoding="utf-8")

    done = semax("effects", "--data", str(path))

    assert (done.code, done.out) == (4, "")
    assert message in done.err
    assert all(f"The dataset {path}" in line for line in done.err.splitlines())
    assert max(map(len, done.err.splitlines())) < 1_000


LINES = [*FIELDS, *(case for cases in RULES.values() for case in cases)]


@pytest.mark.parametrize(
    ("start", "line", "table", "message"), LINES, ids=[case[3] for case in LINES]
)
def test_a_broken_rule_exits_4_and_names_the_place(
    semax, dataset_file, start, line, table, message
):
    """One sentence with the record and the field, on standard error only."""
    path = dataset_file(start, line, table)

    done = semax("effects", "--data", str(path))

    assert (done.code, done.out) == (4, "")
    assert message in done.err
    assert str(path) in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("rule", ["dates_exist", "version_is_known"])
def test_fields_are_reported_before_rules(semax, dataset_file, rule):
    """A rule can rely on its fields, so it is checked once they are right."""
    path = dataset_file(*RULES[rule][0][:3])
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('design = "controlled"', 'design = "controled"', 1))
    done = semax("validate", str(path), "--json")

    assert done.code == 4
    assert [p["place"] for p in json.loads(done.out)["items"][0]["problems"]] == [
        "studies[gusev-1997].design"
    ]


def test_every_problem_is_reported_up_to_twenty(semax, tmp_path):
    """One line each, so that a file can be mended in one go."""
    path = tmp_path / "data.toml"
    path.write_text("\n".join(f"wrong{number} = 1" for number in range(50)))

    lines = semax("effects", "--data", str(path)).err.splitlines()

    assert len(lines) == 21
    # Fifty fields too many and the seven tables that every dataset needs, less the twenty reported.
    assert lines[-1] == "semax: And 37 more problems; `semax validate` shows all."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot be read: No such file or directory. Check the path, --data and SEMAX_DATA."),
        (b"", "this field is required"),
        (b"title = \xff", "is not UTF-8 text (at line 1, byte 8)"),
        (b'a = "x"\nb = "\xff"', "is not UTF-8 text (at line 2, byte 13)"),
        (b'a = "["\nb = [1,\n2\n', "what opens at line 2 is not closed before that."),
        (b"a = 1\nb = [1,\n[c]\nd = 1\n", "what opens at line 2 is not closed before that."),
        (b'a = 1\nb = """x\n[c]\nd = 1\n', "what opens at line 2 is not closed before that."),
        (b"a = 1 # [\nb = { c = [1,\n2", "what opens at line 2 is not closed before that."),
        (b"studies = 1", "studies: must be a list"),
        (b"studies = [1]", "studies[0]"),
        (b"schema_version = 2026-11-23", "schema_version: must be a whole number"),
    ],
)
def test_a_file_that_is_no_dataset_exits_4(semax, tmp_path, content, message):
    """Missing, empty, or something else."""
    path = tmp_path / "data.toml"
    if content is not None:
        path.write_bytes(content)

    done = semax("about", SEMAX_DATA=str(path))

    assert (done.code, done.out) == (4, "")
    assert message in done.err


def test_a_folder_is_no_dataset(semax, tmp_path):
    """Nor anything else that cannot be read as a file."""
    assert semax("about", "--data", str(tmp_path)).code == 4


def test_the_bundled_file_as_data_is_the_bundled_dataset(semax):
    """Validated or built directly, it comes out the same."""
    for args in (["effects", "--json"], ["studies", "--json"], ["about", "--json"]):
        other = json.loads(semax(*args, "--data", str(FROZEN)).out)
        assert other["dataset"].pop("file") == str(FROZEN)
        assert other == json.loads(semax(*args).out)


def test_a_table_says_when_it_shows_another_dataset(semax):
    """What somebody else wrote must not look like what comes with the tool."""
    shown = semax("about", SEMAX_DATA=str(FROZEN)).out
    assert letters(f"From the dataset {FROZEN}") in letters(shown)
    assert "From the dataset" not in semax("about").out
