"""Citations: what is cited, and whether the programs that read such files get all of it."""

import json
import re
import subprocess
import unicodedata
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from helpers import (
    CITATIONS,
    DATASET,
    GOLDEN,
    items,
    pandoc,
    tool,
)

from semax_cli.citations import biblatex, bibtex, csl_json, ris
from semax_cli.citations import text as text_format
from semax_cli.citations.reference import Author, reference

STUDIES = {study.id: study for study in DATASET.studies}
PUBLICATIONS = {key: study for key, study in STUDIES.items() if study.design != "anecdote"}
"""What is cited unless more is asked for."""
SHORT = DATASET.warning.short


def cited(semax, *args):
    """The ids of what is cited."""
    done = semax("cite", *args, "--format", "csl-json")
    assert done.code == 0, done.err
    return [item["id"] for item in json.loads(done.out)]


# -------------------------------------------------------------------------------------------- what


def test_everything_is_cited_unless_something_is_named(semax):
    """All studies that were published, in the order of the dataset."""
    assert cited(semax) == list(PUBLICATIONS)


def test_what_is_no_publication_is_cited_only_where_it_is_asked_for(semax):
    """An anecdote is no reference; that it is left out is said."""
    done = semax("cite", "adhd", "--format", "csl-json")

    assert "adhd-anecdotes" not in done.out
    assert "Left out, since it is no publication: adhd-anecdotes." in done.err
    assert cited(semax, "adhd-anecdotes") == ["adhd-anecdotes"]
    assert cited(semax, "--design", "anecdote") == ["adhd-anecdotes"]
    assert semax("cite", "adhd-anecdotes").err == ""


def test_an_effect_a_claim_or_a_mechanism_stands_for_its_studies(semax):
    """Each study once, whatever it bears on."""
    (effect,) = items(semax("effects", "neuroprotection", "--json"))
    (claim,) = items(semax("why", "default-mode-network", "--json"))
    (mechanism,) = items(semax("mechanisms", "bdnf", "--json"))

    assert set(cited(semax, "neuroprotection")) == {s["id"] for s in effect["studies"]}
    assert "serdiuk-2007" in cited(semax, "neuroprotection")
    assert set(cited(semax, "default-mode-network")) == {s["id"] for s in claim["studies"]}
    assert set(cited(semax, "bdnf")) == {s["id"] for s in mechanism["studies"]}
    assert cited(semax, "default-mode-network", "default-mode-network") == cited(
        semax, "default-mode-network"
    )


def test_a_study_is_cited_by_any_identifier(semax):
    """Wrong ones that circulate lead to the right one."""
    found = cited(semax, "11517472", "PMID: 30225715", "--id", "9264351", "--id", "kaplan-1996")

    assert found == ["gusev-1997", "lebedeva-2018", "kaplan-1996"]


def test_ids_are_read_from_a_pipe(semax):
    """As `semax study` reads them."""
    done = semax("cite", "-", "-f", "bibtex", stdin="gusev-1997\nkaplan-1996\n")

    assert re.findall(r"^@\w+\{(.*),$", done.out, re.M) == ["gusev-1997", "kaplan-1996"]


@pytest.mark.parametrize(
    "options",
    [
        ["--system", "human"],
        ["--result", "no-difference"],
        ["--effect", "pain", "--year", "2010-"],
        ["--language", "ru", "--design", "unclear"],
        ["--mechanism", "bdnf"],
    ],
    ids=" ".join,
)
def test_the_filters_are_those_of_studies(semax, options):
    """The same options choose the same studies."""
    listed = {study["id"] for study in items(semax("studies", *options, "--json"))}

    assert set(cited(semax, *options)) == listed != set()


def test_an_id_that_is_not_there_is_reported(semax):
    """With the closest ones, and nothing on standard output."""
    done = semax("cite", "gusev-1998")

    assert (done.code, done.out) == (3, "")
    assert 'There is no study, effect, claim or mechanism "gusev-1998". Did you mean' in done.err


def test_nothing_to_cite_is_done(semax):
    """An empty file is a valid one."""
    for name, empty in [("bibtex", ""), ("biblatex", ""), ("ris", ""), ("csl-json", "[]\n")]:
        done = semax("cite", "--year", "1901", "--format", name)
        assert (done.code, done.out) == (0, empty)


@pytest.mark.parametrize("name", CITATIONS)
def test_every_reference_carries_the_warning(semax, name):
    """In a note, so that it goes where the reference goes; a text carries the whole one."""
    done = semax("cite", "--format", name)

    if name == "text":
        assert done.out.startswith(SHORT)
        assert DATASET.warning.full in done.out
    else:
        assert done.out.count(SHORT) == len(PUBLICATIONS)


@pytest.mark.parametrize("name", CITATIONS)
def test_citations_are_as_expected(semax, matches_file, name):
    """A paper, one without a journal, and one without an author."""
    done = semax("cite", "gusev-2018", "ivanova-undated", "adhd-anecdotes", "--format", name)

    matches_file(GOLDEN / f"cite.{name}.txt", done.out)


def test_a_file_is_written_whole(semax, tmp_path):
    """In UTF-8, whatever the terminal."""
    path = tmp_path / "semax.bib"
    done = semax("cite", "-f", "bibtex", "-o", str(path), PYTHONIOENCODING="ascii")

    assert (done.code, done.out) == (0, "")
    assert "Эффективность семакса" in path.read_text(encoding="utf-8")


# ---------------------------------------------------------------------- read by programs of others


def plainly(text):
    """Text without regard to spaces and to the kinds of dashes and quotes."""
    text = re.sub("[‘’]", "'", unicodedata.normalize("NFC", text).replace("–", "-"))
    return re.sub(r"[“”]", '"', " ".join(text.split()))


def begun_large(text):
    """Text whose first letter is a capital."""
    return re.sub(r"[^\W\d_]", lambda letter: letter[0].upper(), text, count=1)


def by_pandoc(text, kind):
    """References as pandoc reads them, in CSL-JSON, under their ids."""
    found = json.loads(pandoc(text, "--from", kind, "--to", "csljson"))
    return {item["id"]: item for item in found}


@pytest.mark.tools
@pytest.mark.parametrize("name", ["bibtex", "biblatex"])
def test_pandoc_reads_bibtex_and_biblatex_as_what_csl_json_says(semax, name):
    """Titles with their capitals, names, numbers, and the warning."""
    found = by_pandoc(semax("cite", "--format", name).out, name)
    expected = {item["id"]: item for item in json.loads(semax("cite", "-f", "csl-json").out)}

    assert found.keys() == expected.keys() == PUBLICATIONS.keys()
    for key, item in expected.items():
        got, study = found[key], STUDIES[key]
        title = re.sub("</?span[^>]*>", "", got["title"])
        assert plainly(title) in (
            plainly(study.title),
            plainly(f"{study.title}. {study.title_original}"),
        )
        names = [author for author in got.get("author", []) if author != {"literal": "others"}]
        assert plainly(json.dumps(names, ensure_ascii=False)) == plainly(
            json.dumps(item.get("author", []), ensure_ascii=False)
        )
        # Of what lacks the fields that BibTeX demands of an article, pandoc passes over numbers.
        whole = name == "biblatex" or (study.authors and study.journal and study.year)
        numbers = ["volume", "issue", "page"] if whole else []
        for field in ("container-title", *numbers, "DOI"):
            assert plainly(got.get(field, "")) == plainly(item.get(field, ""))
        assert SHORT in plainly(got["annote"])
        assert got.get("issued") == item.get("issued")
        assert not study.pmid or study.pmid in got["URL"]


@pytest.mark.tools
def test_citeproc_prints_every_study(semax, tmp_path):
    """A document that cites all of them gets a bibliography of all of them."""
    path = tmp_path / "semax.json"
    semax("cite", "--format", "csl-json", "--output", str(path))
    document = "---\nnocite: '@*'\n---\n"
    args = ["--citeproc", f"--bibliography={path}", "--to=plain", "--wrap=none"]
    shown = plainly(pandoc(document, *args)).casefold()

    for study in PUBLICATIONS.values():
        assert plainly(study.title).replace('"', "'").casefold() in shown.replace('"', "'")
        assert not study.doi or study.doi.casefold() in shown


@pytest.mark.tools
def test_biber_reads_biblatex(semax, tmp_path):
    """With no other complaint than that what is not known is missing."""
    path, out = tmp_path / "semax.bib", tmp_path / "out.bib"
    semax("cite", "--format", "biblatex", "--output", str(path))
    args = [tool("biber"), "--tool", "--validate-datamodel", f"--output-file={out}", str(path)]
    done = subprocess.run(args, capture_output=True, check=True, cwd=tmp_path)
    warnings = re.findall(r"^(?:WARN|ERROR) - (.*)$", done.stdout.decode(), re.M)
    braces = str.maketrans("", "", "{}")
    written = plainly(out.read_text(encoding="utf-8"))
    bare = written.translate(braces)

    assert [w for w in warnings if "Missing mandatory field" not in w] == []
    for study in PUBLICATIONS.values():
        assert plainly(bibtex.escaped(study.title)).translate(braces) in bare
        assert not study.title_original or study.title_original in bare
        assert not study.doi or study.doi in written
        assert not study.pmid or f"= {{{study.pmid}}}" in written


@pytest.mark.tools
def test_pandoc_reads_ris(semax):
    """Numbers, names and titles, as CSL-JSON has them."""
    found = by_pandoc(semax("cite", "--format", "ris").out, "ris")

    for item in json.loads(semax("cite", "-f", "csl-json").out):
        got = found[item["id"]]
        assert got["title"] == item["title"]
        for field in ("author", "container-title", "volume", "issue", "DOI", "URL", "issued"):
            assert got.get(field) == item.get(field) or field == "author"
        assert [a.get("given") for a in got.get("author", [])] == [
            a.get("given") for a in item.get("author", [])
        ]


MODS = {"m": "http://www.loc.gov/mods/v3"}


@pytest.mark.tools
def test_bibutils_reads_ris(semax):
    """Names and titles once more, pages, and the notes, which pandoc passes over."""
    text = semax("cite", "--format", "ris").out
    done = subprocess.run([tool("ris2xml")], input=text.encode(), capture_output=True, check=True)
    records = ElementTree.fromstring(done.stdout).findall("m:mods", MODS)

    assert len(records) == len(PUBLICATIONS)
    for record, study in zip(records, PUBLICATIONS.values(), strict=True):
        held = plainly(" ".join(record.itertext()))
        title = "".join(record.find("m:titleInfo", MODS).itertext())
        families = [
            name.findtext("m:namePart[@type='family']", None, MODS)
            or name.findtext("m:namePart", None, MODS)
            for name in record.findall("m:name", MODS)
        ]
        # It keeps a title and a subtitle apart, without the colon.
        assert re.sub(r"[\s:]", "", title) == re.sub(r"[\s:]", "", study.title)
        assert families == [a.family for a in reference(study, DATASET.warning).authors]
        for value in (study.volume, study.journal, study.title_original, SHORT):
            assert not value or plainly(value) in held
        assert all(page in held for page in (study.pages or "").split("-"))


# ------------------------------------------------------------------------------------ hostile text


AWKWARD = [
    "100 % & #1 _under_ ~tilde^ $5 and \\textbf{x}",
    "{ an open brace",
    "} a closed brace",
    "}, note = {stolen}",
    "@article{x, title={y}}",
    "\"quotes\" and ``ticks''",
    "a % comment",
    "\\input{/etc/passwd}",
    "Семакс, ñ, ß, 語彙, µ ≥ –",
    "TY  - JOUR",
    "<i>x</i> -- --- ...",
]


def awkward(text, number):
    """A reference to a study with that text wherever a text can stand."""
    study = replace(
        STUDIES["gusev-1997"],
        id=f"x{number}",
        title=text,
        journal=text,
        authors=(f"{text} X",),
        volume=text,
    )
    return reference(study, DATASET.warning)


@pytest.mark.tools
def test_awkward_text_is_text_in_bibtex():
    """Pandoc reads back what was written, and nothing gets out of its field."""
    references = [awkward(text, number) for number, text in enumerate(AWKWARD)]
    found = by_pandoc(bibtex.render(references), "biblatex")

    assert list(found) == [item.id for item in references]
    for text, item in zip(AWKWARD, found.values(), strict=True):
        title = plainly(re.sub("</?span[^>]*>", "", item["title"]))
        # Pandoc makes dashes of hyphens, as LaTeX does, and does not know the command for a brace
        # that nothing closes.
        expected = plainly(text.replace("---", "—").replace("--", "-"))
        expected = expected.replace("``", '"').replace("''", '"')
        lone = text.count("{") != text.count("}")
        # It begins a title with a capital.
        title, expected = (begun_large(text) for text in (title, expected))
        assert title == (expected.strip("{} ") if lone else expected) or lone
        assert SHORT in item["annote"]


@pytest.mark.parametrize("text", [*AWKWARD, "x\nER  - \n\nTY  - JOUR\nTI  - y"])
def test_awkward_text_is_text_in_ris(text):
    """A line break in the data begins no new tag."""
    written = ris.render([awkward(text, 0)])

    assert len(re.findall(r"^TY  - ", written, re.M)) == 1
    assert len(re.findall(r"^ER  - ", written, re.M)) == 1
    assert f"TI  - {' '.join(map(str.strip, text.splitlines()))}\n" in written


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ("Martynov MYu", Author("Martynov", "M. Yu.")),
        ("Sanzhieva LTs", Author("Sanzhieva", "L. Ts.")),
        ("Lu B", Author("Lu", "B.")),
        ("Liu", Author("Liu")),
        ("van der Berg A", Author("van der Berg", "A.")),
        ("World Health Organization", Author("World Health Organization")),
    ],
)
def test_names_are_taken_apart_only_where_that_is_safe(name, author):
    """Initials as PubMed writes them; any other name stays whole."""
    study = replace(STUDIES["gusev-1997"], authors=(name,))

    assert reference(study, DATASET.warning).authors == (author,)


# ------------------------------------------------------------------------ names, pages, languages


def cited_with(name, **changes):
    """A study as a reference in a format, with some fields changed."""
    study = replace(STUDIES["gusev-1997"], **changes)
    return FORMATS[name].render([reference(study, DATASET.warning)])


FORMATS = {
    "text": text_format,
    "bibtex": bibtex,
    "biblatex": biblatex,
    "ris": ris,
    "csl-json": csl_json,
}


@pytest.mark.parametrize(
    ("name", "family", "given", "suffix"),
    [
        ("Novak JA", "Novak", "J. A.", None),
        ("Novak JA Jr", "Novak", "J. A.", "Jr"),
        ("Novak B III", "Novak", "B.", "III"),
        ("de Novak WF Jr", "de Novak", "W. F.", "Jr"),
        ("Bobyntsev II", "Bobyntsev", "I. I.", None),
        ("Martynov MYu", "Martynov", "M. Yu.", None),
        ("Öberg Å", "Öberg", "Å.", None),
        ("Иванов ИИ", "Иванов", "И. И.", None),
        ("Example Study Group II", "Example Study Group II", None, None),
        ("Example Collaboration UK", "Example Collaboration UK", None, None),
        ("Ministry of Examples, Poland", "Ministry of Examples, Poland", None, None),
    ],
)
def test_names_of_people_and_groups_are_told_from_each_other(name, family, given, suffix):
    """As PubMed writes them; a group's name has no parts."""
    (found,) = reference(replace(STUDIES["gusev-1997"], authors=(name,)), DATASET.warning).authors

    assert found == (family, given, suffix)


def test_a_suffix_stands_where_each_format_has_it():
    """And a group stays one name, also where readers split at a comma."""
    authors = ("Novak JA Jr", "Ministry of Examples, Poland")

    assert "{Novak, Jr, J. A. and {Ministry of Examples, Poland}}" in cited_with(
        "bibtex", authors=authors
    )
    assert "AU  - Novak, J. A., Jr\nAU  - Ministry of Examples (Poland)\n" in cited_with(
        "ris", authors=authors
    )
    (item,) = json.loads(cited_with("csl-json", authors=authors))
    assert item["author"] == [
        {"family": "Novak", "given": "J. A.", "suffix": "Jr"},
        {"literal": "Ministry of Examples, Poland"},
    ]
    assert "Novak JA Jr, Ministry of Examples, Poland." in cited_with("text", authors=authors)


@pytest.mark.parametrize(
    ("given", "latex", "first", "last"),
    [
        ("26-34", "26--34", "26", "34"),
        ("2353-62", "2353--2362", "2353", "2362"),
        ("100–110", "100--110", "100", "110"),
        ("12---33", "12--33", "12", "33"),
        ("S12-S15", "S12--S15", "S12", "S15"),
        ("e123", "e123", "e123", None),
        ("24-29, 31-35", "24--29, 31--35", "24-29, 31-35", None),
        ("16-1-16-4", "16-1-16-4", "16-1-16-4", None),
        ("33-", "33-", "33-", None),
    ],
)
def test_pages_are_a_range_only_where_they_are_one(given, latex, first, last):
    """Article numbers, several ranges and open ends stay whole."""
    shown = cited_with("ris", pages=given)

    assert f"pages = {{{latex}}}" in cited_with("bibtex", pages=given)
    assert f"SP  - {first}\n" in shown
    assert re.findall(r"^EP  - (.*)$", shown, re.M) == ([last] if last else [])


@pytest.mark.parametrize(
    ("tag", "name", "babel"),
    [("fr", "French", "french"), ("pt-BR", "Portuguese", "brazilian"), ("xx", "xx", "xx")],
)
def test_languages_have_the_names_that_each_format_knows(tag, name, babel):
    """A tag that nobody knows stays as it is."""
    assert f"In {name}." in cited_with("text", language=tag)
    assert f"language = {{{name}}}" in cited_with("bibtex", language=tag)
    assert f"langid = {{{babel}}}" in cited_with("biblatex", language=tag)


def test_a_pmcid_is_in_every_format():
    """Each has a place for it."""
    assert {
        name for name in FORMATS if "PMC6797341" not in cited_with(name, pmcid="PMC6797341")
    } == set()


def test_an_article_without_what_styles_demand_is_none():
    """Bibliography styles stop at an article without an author; its journal is still there."""
    shown = cited_with("bibtex", authors=())

    assert shown.startswith("@misc{")
    assert "howpublished = {" in shown
    assert cited_with("bibtex").startswith("@article{")


def test_a_backslash_in_an_address_begins_no_command():
    """BibTeX passes these fields on as they are."""
    assert r"\write" not in cited_with("bibtex", doi=r"10.1000/x\write18")


@pytest.mark.parametrize("title", ["Does it work?", "It works.", "It works!"])
def test_a_reference_has_one_mark_after_its_title(title):
    """Whatever the title ends with."""
    assert f"{title.rstrip('.')}{'' if title[-1] in '?!' else '.'} Zh" in cited_with(
        "text", title=title, title_original=None
    )


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Effects of Semax on BDNF", "Effects of {Semax} on {BDNF}"),
        ("ACTH in rats: The mRNA of NGF", "{ACTH} in rats: {The} {mRNA} of {NGF}"),
        ("Влияние Семакса на BDNF", "Влияние {Семакса} на {BDNF}"),
        ("A {braced} title", r"{A \{braced\} title}"),
    ],
)
def test_a_title_keeps_its_capitals_and_no_more(title, written):
    """Styles make small what is in no braces; in braces as a whole, none can be set otherwise."""
    for name in ("bibtex", "biblatex"):
        assert f"title = {{{written}}}," in cited_with(name, title=title)


def test_csv_for_spreadsheets_has_a_mark_and_no_dates(semax):
    """Letters stay what they are in Excel, and pages do not become days."""
    args = ("study", "gusev-1997", "--fields", "id,pages")
    plain, excel = (semax(*args, "--format", name).out for name in ("csv", "csv-excel"))

    assert plain.startswith("id,pages,")
    assert excel.startswith("\N{ZERO WIDTH NO-BREAK SPACE}id,pages,")
    assert "gusev-1997,26-34," in plain
    assert "gusev-1997,26–34," in excel
