"""The script that compares PubMed with the census, and the decisions that the census holds."""

import csv
import re
import subprocess
import sys
import tomllib
from collections import Counter

import pytest
from helpers import ROOT

SCRIPT = ROOT / "scripts" / "census"
FILES = ROOT / "tests" / "census"
SMALL = FILES / "literature.csv"
DATA = ROOT / "data"
GUIDE = (ROOT / "docs" / "census.md").read_text(encoding="utf-8")

with (DATA / "literature.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


def census(*arguments):
    """Run the script as a keeper does."""
    command = [sys.executable, SCRIPT, *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60)


def sections(out):
    """The lines of each section of the report, by its heading."""
    parts = (part.split("\n") for part in out.strip().split("\n\n")[1:])
    return {heading: [line.strip() for line in lines] for heading, *lines in parts}


# ------------------------------------------------------------------------------------ the script


def test_the_format_pubmed_shows_all_that_differs():
    """New, changed, retracted and vanished records, and no more than these."""
    done = census(FILES / "pubmed.nbib", "--census", SMALL)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("literature.csv: 5 records\npubmed.nbib: 6 records\n")
    assert sections(done.stdout) == {
        "New: 2": [
            "90000006  2026  Invented Lett  An invented study that is new, with a title that goes "
            "on over more than one line of the file.",
            "90000007  2026  J Invented Ex  Retraction: An invented study that is retracted later.",
        ],
        "Changed: 1": [
            "90000002  title: Invented peptides, with a comma: α and β. "
            "-> Invented peptides, with a comma: alpha and beta.",
            "90000002  year: 2016 -> 2017",
        ],
        "Retracted or under concern, and not so in the census: 2": [
            "90000003  retracted  An invented study that is retracted later.",
            "90000002  concern  Invented peptides, with a comma: alpha and beta.",
        ],
        "No longer found: 1": [
            "90000005  2022  J Invented Ex  An invented study that the search no longer finds.",
        ],
    }


def test_the_csv_shows_the_same_but_for_retractions():
    """Full stops and brackets, which differ between the formats, are no change."""
    found = sections(census(FILES / "pubmed.csv", "--census", SMALL).stdout)

    assert [*found] == [
        "New: 1",
        "Changed: 1",
        "Retracted or under concern, and not so in the census: 0",
        "No longer found: 1",
    ]
    assert "Retracted: An invented study" in found["Changed: 1"][0]
    assert "CSV says so in some titles only" in found[[*found][2]][0]


def test_new_records_come_as_rows_to_paste():
    """In the census's columns; what is to be judged is empty."""
    done = census(FILES / "pubmed.nbib", "--census", SMALL, "--rows")
    header = SMALL.read_text(encoding="utf-8").splitlines()[0].split(",")
    rows = [dict(zip(header, row, strict=True)) for row in csv.reader(done.stdout.splitlines())]

    assert [row["pmid"] for row in rows] == ["90000006", "90000007"]
    assert rows[0]["title"].endswith("over more than one line of the file.")
    assert rows[0]["language"] == "en"
    assert rows[0]["publication_types"] == "Randomized Controlled Trial"
    assert {row["decision"] + row["kind"] + row["study"] for row in rows} == {""}


def test_what_the_census_holds_is_no_difference(tmp_path):
    """An export of the very records of the census shows nothing, in either format."""
    table, text = tmp_path / "export.csv", tmp_path / "export.nbib"
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["PMID", "Title", "Authors", "Journal/Book", "Publication Year"])
        rows.writerows([r["pmid"], r["title"], "", r["journal"], r["year"]] for r in ROWS)
    text.write_text(
        "\n".join(
            f"PMID- {r['pmid']}\nDP  - {r['year']} Jan\nTI  - {r['title']}\nTA  - {r['journal']}\n"
            for r in ROWS
        ),
        encoding="utf-8",
    )

    for export in (table, text):
        counts = re.findall(r"^\w.*: (\d+)$", census(export).stdout, re.M)
        assert counts == ["0", "0", "0", "0"]


def test_another_search_is_noticed(tmp_path):
    """Where no record is in the census, the export is probably not of its search."""
    export = tmp_path / "export.nbib"
    export.write_text("PMID- 90000099\nTI  - Something else.\n", encoding="utf-8")

    done = census(export, "--census", SMALL)

    assert done.returncode == 0
    assert "Was it the same search?" in done.stdout


def test_nothing_from_a_file_moves_the_cursor(tmp_path):
    """Titles are somebody else's text."""
    export = tmp_path / "export.nbib"
    export.write_text("PMID- 90000099\nTI  - Red \x1b[31m and \u202ereversed.\n", encoding="utf-8")

    for option in ([], ["--rows"]):
        out = census(export, "--census", SMALL, *option).stdout
        assert "Red ?[31m and ?reversed." in out


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "cannot be read: No such file"),
        (b"", "is no export of PubMed"),
        (b"TY  - JOUR\nTI  - Another format\n", "is no export of PubMed"),
        (b"PMID- 1\nTI  - \xff\n", "is not text in UTF-8"),
        (b"PMID- none\nTI  - A title\n", 'holds "none" where a PMID should be'),
        (b"PMID- 90000001\nDP  - 2020\n", "holds no title for PMID 90000001"),
        (b"PMID,Title,Journal/Book\r\n1,A,B\r\n", 'has no column "Publication Year"'),
        (b"PMID,Title,Journal/Book,Publication Year\r\n", "holds no records"),
        (b"PMID,Title,Journal/Book,Publication Year\r\n1,A,B\r\n", "too few values in line 2"),
        (b'PMID,Title,Journal/Book,Publication Year\r\n1,"A"x,B,2\r\n', "is not a CSV file"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_read_gets_one_sentence(tmp_path, content, reason):
    """On stderr, with the name of the file, exit status 1 and nothing on stdout."""
    export = tmp_path / "export.file"
    if content is not None:
        export.write_bytes(content)

    done = census(export, "--census", SMALL)

    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"census: \S*export\.file [^\n]+\.\n", done.stderr)
    assert reason in done.stderr


# ---------------------------------------------------------------------------------- the decisions


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["pmid"])
def test_each_record_has_its_decision_and_reason(row):
    """A used record names its study; one that is not used says why, in a word of the guide."""
    assert row["decision"] in {"used", "not-used", "not-about-semax"}
    assert (row["decision"] == "used") == bool(row["study"]) == (not row["reason"])
    assert (row["decision"] == "not-about-semax") == (row["about_semax"] == "no")
    if row["reason"]:
        assert f"| `{row['reason']}` |" in GUIDE
    assert row["screened_by"]
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", row["screened_on"])
    assert (row["retraction"] == "unchecked") == (not row["retraction_checked"])


def test_the_used_records_are_the_studies_that_pubmed_holds():
    """The census and the dataset name the same studies by the same PMIDs."""
    with (DATA / "claims.toml").open("rb") as file:
        studies = {s["pmid"]: s["id"] for s in tomllib.load(file)["studies"] if "pmid" in s}

    expected = {row["pmid"]: studies.get(row["pmid"], "") for row in ROWS}
    assert {row["pmid"]: row["study"] for row in ROWS} == expected


def test_the_guide_counts_the_records_as_they_are():
    """The table of the flow in docs/census.md is that of the file."""
    counts = Counter((row["decision"], row["reason"]) for row in ROWS)
    words = {"not-about-semax": "not about Semax", "not-used": "not used"}

    rows = {f"| found | | {len(ROWS)} |"}
    for (decision, reason), number in counts.items():
        step = f"{words[decision]} | `{reason}`" if reason else "used |"
        rows.add(f"| {step} | {number} |")
    assert set(re.findall(r"^\|.*\| \d+ \|$", GUIDE, re.MULTILINE)) == rows
