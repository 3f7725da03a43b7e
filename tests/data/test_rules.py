"""What a dataset file must fulfil, and the message where it does not."""

import json

import pytest
from helpers import (
    EXAMPLE_TEXT,
    FROZEN,
)

STUDY = 'id = "gusev-1997"'
EVIDENCE = "[[effects.claims.evidence]]"

CASES = [
    # one field on its own
    ("year = ", 'year = "1997"', STUDY, "studies[gusev-1997].year: a whole number belongs here, without quotes, not '1997'"),
    ("n = ", "n = true", STUDY, "studies[gusev-1997].n: a whole number belongs here, without quotes, not True"),
    ("n = ", "m = 110", STUDY, "studies[gusev-1997].m: no such field."),
    ("summary = ", "", STUDY, "studies[gusev-1997].summary: this field is required"),
    ("design = ", 'design = "rct"', STUDY, "studies[gusev-1997].design: input should be 'randomised'"),
    ("authors = ", 'authors = "Gusev EI"', STUDY, "studies[gusev-1997].authors: a list belongs here: [...]"),
    ("[dataset]", "[edition]", "", "edition: no such field"),
    # identifiers
    ("pmid = ", 'pmid = "PMID 11517472"', STUDY, "studies[gusev-1997].pmid: a PMID is a number"),
    ("pmid = ", 'pmid = "29798983"', STUDY, "studies[gusev-2018].pmid: gusev-1997 has 29798983 as well"),
    ("doi = ", 'doi = "https://doi.org/10.1/x"', 'id = "gusev-2018"', "doi: a DOI begins with 10."),
    ("pmcid = ", 'pmcid = "3987924"', "", "pmcid: a PMCID is PMC and a number"),
    ("language = ", 'language = "Russian"', STUDY, "language: give a BCP 47 tag"),
    ("year = ", "year = 97", STUDY, "studies[gusev-1997].year: 97 is no year of publication"),
    ("n = ", "n = 0", STUDY, "n: leave it out where the number is not known"),
    ("n_treated = ", "n_treated = 111", STUDY, "n_treated: more were treated than were studied"),
    # ids and links
    ("id = ", 'id = "Gusev_1997"', STUDY, "studies[Gusev_1997].id: ids are lower-case words"),
    ("id = ", 'id = "gusev-2018"', STUDY, "studies[gusev-2018].id: another record has this id"),
    ("study = ", 'study = "gusev-1979"', EVIDENCE, 'claims[stroke-recovery].evidence[0].study: there is no record "gusev-1979". Did you mean gusev-1997'),
    ("study = ", 'study = "gusev-2018"', EVIDENCE, "claims[stroke-recovery].evidence: the study gusev-2018 stands there 2 times"),
    ("mechanism = ", 'mechanism = "magic"', "", 'there is no record "magic"'),
    ("studies = ", 'studies = ["nobody"]', "", 'safety[tolerability-in-one-trial].studies: there is no record "nobody"'),
    ("cohort = ", 'part_of = "nobody"', STUDY, 'studies[gusev-1997].part_of: there is no record "nobody"'),
    ("cohort = ", 'part_of = "gusev-1997"', STUDY, "studies[gusev-1997].part_of: leads back to gusev-1997"),
    ("cohort = ", 'part_of = "dolotov-2003"', STUDY, "part_of: dolotov-2003 is not of the same system"),
    ("id = ", 'id = "11517472"', STUDY, "studies[11517472].id: ids are lower-case words"),
    ("doi = ", 'doi = "10.1007/S10517-018-4234-3"', 'id = "example-pooled-2019"', "lebedeva-2018 has 10.1007/S10517-018-4234-3 as well"),
    ("pmids = ", 'pmids = ["gusev-1997"]', "", '"gusev-1997" has not the form of a PMID'),
    ("dois = ", 'dois = ["https://doi.org/10.1/x"]', "", "has not the form of a DOI"),
    # what contradicts itself or cannot be
    ("n = ", "n = 8000000000", STUDY, "n: is more than there can be"),
    ("design = ", 'design = "randomised"', 'id = "adhd-hypothesis-2007"', 'design: with system = "none" it is one of proposal, anecdote'),
    ("design = ", 'design = "preclinical"', STUDY, 'design: with system = "human" it is not preclinical'),
    ("design = ", 'design = "uncontrolled"', STUDY, 'control: contradicts design = "uncontrolled"'),
    ("control = ", 'control = "none"', STUDY, 'control: contradicts design = "controlled"'),
    ("in_article = ", "in_article = false", STUDY, "article_match: with in_article = false it is"),
    ("updated = ", 'updated = "yesterday"', "", 'dataset.updated: "yesterday" is no day that there is'),
    ("updated = ", 'updated = "2026-02-30"', "", "is no day that there is"),
    ("updated = ", "updated = 2026-11-23", "", 'a date is a text here: put it in quotes, as "2026-11-23"'),
    ("as_of = ", 'as_of = "2026-13"', "", '"2026-13" is no date that there is'),
    ("as_of = ", 'as_of = "2026-05-01\\nIt works."', "", "is no date that there is"),
    ("authors = ", 'authors = ["A B", "et al.", "C D"]', STUDY, 'what follows "et al."'),
    ("name = ", 'name = "\\u200b"', "[substance]", "name: holds nothing that can be seen"),
    ("label = ", 'label = "proven” by “hearsay"', "", "article.label: is quoted: one line, without quotation marks"),
    ("authors = ", 'authors = ["Gusev EI", " "]', STUDY, "studies[gusev-1997].authors: is empty: write something, or leave it out"),
    ("summary = ", f'summary = "{"x" * 10_001}"', STUDY, "summary: longer than 10000 characters"),
    # texts and sources
    ("sources = ", "sources = []", STUDY, "studies[gusev-1997].sources: every record names where"),
    ("sources = ", 'sources = ["memory"]', STUDY, '"memory" is neither an address nor "article"'),
    ("summary = ", 'summary = " "', STUDY, "studies[gusev-1997].summary: is empty: write something, or leave it out"),
    ("finding = ", 'finding = ""', EVIDENCE, "finding: is empty"),
    # the warning
    ("short = ", f'short = "{"x" * 91}"', "", "warning.short: must be one line of at most 90 characters"),
    ("text = ", 'text = ""', "[warning]", "warning.text: is empty"),
    ("text = ", 'text = "\\u200b\\u2800"', "[warning]", "warning.text: holds no word"),
    ("text = ", f'text = "{"x " * 1000}x"', "[warning]", "warning.text: must be at most 2000 characters"),
    ("summary = ", 'summary = " x"', STUDY, "summary: has space or a line break around it"),
    ("short = ", 'short = "one\\rtwo"', "", "warning.short: must be one line"),
    # the file
    ("schema_version = ", "schema_version = 2", "", "this semax reads version 1, not 2"),
    ("schema_version = ", "schema_version 1", "", "is not valid TOML"),
]  # fmt: skip


WRONG = '\n[[misreferences]]\nid = "w{}"\ngiven = "g"\npmids = ["{}"]\nproblem = "p"\nstudy = "{}"\nsources = ["article"]\n'


def changed(old: str, new: str) -> str:
    """The example with a text in it replaced, wherever it stands."""
    assert old in EXAMPLE_TEXT
    return EXAMPLE_TEXT.replace(old, new)


STRUCTURES = [
    (EXAMPLE_TEXT.replace("[[effects.claims", "[[studied") , "claims: tables [[effects.claims]] are required"),
    (changed("[[effects]]", "[[effects]]\nclaims = []").replace("[[effects.claims", "[[x"), "smoking-cessation].claims: an effect makes one claim at least"),
    (EXAMPLE_TEXT + WRONG.format(1, "1", "west-2011") + WRONG.format(2, "1", "west-2011"), "misreferences[w2].pmids: 1 stands under w1 as well"),
    (changed('id = "west-2011"', 'id = "west-2011"\npmid = "1"') + WRONG.format(1, "1", "west-2011"), "pmids: 1 is the right PMID of west-2011"),
    (changed('system = "human"', 'system = "animal"'), "directness: what was not seen in people is never direct (west-2011)"),
    (changed("[warning]", "[warnings]").replace("year = 2011", "year = 3011"), "year: 3011 is no year of publication"),
    (changed('id = "walker-2014"', 'Id = "walker-2014"'), "studies[1].id: this field is required"),
    (changed('id = "walker-2014"', "id = 5"), "studies[1].id: a text belongs here, in quotes, not 5"),
    (changed("[warning]", "[warnings]").replace('study = "walker-2014"', 'study = "walker-2041"'), "Did you mean walker-2014"),
    ('status = [1, {id = "Bad Id"}]\n' + EXAMPLE_TEXT, "status[Bad Id].id: ids are lower-case words"),
    (changed("title = ", "tilte = "), "no such field. Did you mean title?"),
    (changed('system = "human"', 'system = "humna"'), "input should be 'human', 'animal'"),
    ("\n".join((EXAMPLE_TEXT, "a" * 300 + " = 1")), "…: no such field"),
    (changed('sources = ["https://thorax', 'sources = ["x\\nsemax: all is well'), 'neither an address'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"), STRUCTURES, ids=[message for _, message in STRUCTURES]
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


@pytest.mark.parametrize(
    ("start", "line", "table", "message"), CASES, ids=[case[3] for case in CASES]
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
        (b"title = \xff", "is not UTF-8 text (byte 8)"),
        (b"studies = 1", "studies: a list belongs here"),
        (b"studies = [1]", "studies[0]"),
        (b"schema_version = 2026-11-23", "schema_version: a whole number belongs here"),
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
    assert f"Fromthedataset{FROZEN}" in "".join(shown.split())
    assert "From the dataset" not in semax("about").out
