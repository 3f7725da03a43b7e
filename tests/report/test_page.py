"""The page to hand on: whole, self-contained, valid, and with the warning first."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from helpers import (
    DATASET,
    EXAMPLE,
    NO_JINJA,
    html_problems,
    items,
    on_terminal,
    pieces,
    python,
    run,
)

from semax_cli._record import Record
from semax_cli.records import Effect

pytest.importorskip("jinja2", reason=NO_JINJA)

EFFECTS = [effect.id for effect in DATASET.effects]


class Page(HTMLParser):
    """What stands in a page: its elements, its links and its text."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.links, self.ids, self.pieces = [], [], set(), []
        self.within = ""
        self.feed(text)
        self.text = " ".join("".join(self.pieces).split())

    def handle_starttag(self, tag, attrs):
        """Keep what it is and where it leads."""
        given = dict(attrs)
        self.elements.append((tag, given))
        self.ids.add(given.get("id"))
        if tag == "a":
            self.links.append(given["href"])
        self.within = tag

    def handle_endtag(self, tag):
        """Text after it stands elsewhere."""
        self.within = ""

    def handle_data(self, data):
        """Keep what a reader sees."""
        if self.within not in ("style", "script"):
            self.pieces.append(data)


@pytest.fixture(scope="module")
def whole():
    """The page on all effects, as text."""
    done = run("report")
    assert (done.code, done.err) == (0, "")
    return done.out


def test_the_page_asks_nothing_of_any_network(whole):
    """No element loads anything, and the policy would not let it."""
    page = Page(whole)
    loading = {"img", "iframe", "link", "object", "embed", "video", "audio", "source", "base"}
    (policy,) = [
        given["content"]
        for tag, given in page.elements
        if tag == "meta" and given.get("http-equiv") == "Content-Security-Policy"
    ]

    assert loading.isdisjoint(tag for tag, _ in page.elements)
    assert not any(
        {"src", "srcset", "style", "onclick"} & given.keys() for _, given in page.elements
    )
    assert not re.search(r"@import|url\(", whole)
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        (content,) = re.findall(f"<{tag}>(.*?)</{tag}>", whole, re.S)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_the_page_is_small(whole):
    """It goes by mail."""
    assert len(whole.encode()) < 400_000


def test_the_warning_comes_first(whole):
    """Before the title, short and whole."""
    text = Page(whole[whole.index("<body") :]).text

    assert text.startswith(DATASET.warning.short)
    assert DATASET.warning.full in text.partition("what is claimed, and what was tested")[0]


def test_the_page_says_of_every_effect_what_the_tool_says(semax, whole):
    """Of each claim certainty, best case, gap and reasons as computed; of an effect none."""
    text = Page(whole).text
    levels = {None: "not tested", "very-low": "very low", "low": "low", "high": "high"}

    for effect in items(semax("effects", "--json")):
        for claim in effect["claims"]:
            (row,) = re.findall(
                rf"(?s)<tr>\s*<th[^>]*><a href=\"#claim-{claim['id']}\">[^\n]*\n"
                rf"\s*<td[^>]*><a href=\"#effect-{effect['id']}\">.*?</tr>",
                whole,
            )
            assert levels[claim["certainty"]] in row
            assert f">{'no gap' if claim['gap'] == 'none' else claim['gap']}<" in row
            if claim["best_case"] == "high":
                assert "to rule out any level, high or low." in text
            elif claim["certainty"] != claim["best_case"]:
                assert f"At best, the certainty could be {levels[claim['best_case']]}." in text
            assert f"The article's claim: {claim['text']}" in pieces(whole)
            assert all(step["text"] in text for step in claim["why"])


def test_every_study_is_there_with_its_references(whole):
    """Each can be checked at each of the addresses that the record names."""
    page = Page(whole)
    links = set(map(unquote, page.links))

    for study in DATASET.studies:
        assert f"study-{study.id}" in page.ids
        if study.pmid:
            assert f"https://pubmed.ncbi.nlm.nih.gov/{study.pmid}/" in links
        for source in study.sources:
            address = source.address
            doi = address.partition("doi.org/")[2].lower()
            assert address == "article" or unquote(address) in links or doi == study.doi.lower()


def test_every_link_within_the_page_leads_somewhere(whole, semax):
    """On the page of one effect as well, where most of the others are missing."""
    for text in (whole, semax("report", "--effect", "adhd").out):
        page = Page(text)
        assert {link[1:] for link in page.links if link.startswith("#")} <= page.ids
        assert all(link.startswith(("#", "https://", "http://")) for link in page.links)


def test_safety_and_status_are_there_with_their_dates(whole):
    """And the edition of the data."""
    text = Page(whole).text

    assert all(" ".join(entry.text.split()) in text for entry in DATASET.safety)
    assert all(entry.statement in text for entry in DATASET.status)
    assert all(f"as of {entry.as_of}" in text for entry in DATASET.status if entry.as_of)
    assert f"Data {DATASET.dataset.version}, last changed on {DATASET.dataset.updated}" in text


def test_a_minute_tells_who_was_tested_how_sure_one_can_be_and_what_is_asked(whole):
    """Each effect stands under one of three headings."""
    (minute,) = re.findall(r'(?s)<section class="minute".*?</section>', whole)
    tested, _, rest = minute.partition("People were tested, but not for what is claimed")
    surrogate, _, rest = rest.partition("Never tested in people")
    never, _, _ = rest.partition("Is it safe?")

    for effect in ("neuroprotection", "memory"):
        assert f"#effect-{effect}" in tested
    assert "#effect-neurogenesis" in surrogate
    for effect in ("pain", "adhd"):
        assert f"#effect-{effect}" in never
    assert "of the 10 claims were tested in people. Certainty is high at most." in minute
    assert "1 was read in full" in minute
    assert "Safety is not rated here" in minute
    assert "Decide nothing by this page alone" in minute
    assert DATASET.substance.safety in Page(minute).text
    assert "not approved as a drug" in minute


def test_effects_narrow_the_page(semax):
    """One or several; studies, map and minute with them."""
    one = Page(semax("report", "--effect", "memory").out)
    two = Page(semax("report", "--effect", "memory", "--effect", "PAIN").out)
    bearing = {
        link.evidence.study
        for link in DATASET.links()
        if link.effect and link.effect.id == "memory"
    }

    assert {f"study-{study}" for study in bearing} == {
        name for name in one.ids if name and name.startswith("study-")
    }
    assert "effect-pain" not in one.ids
    assert {"effect-memory", "effect-pain"} <= two.ids
    assert "Memory and attention”: what is claimed" in one.text


def test_effects_are_named_as_arguments_or_by_an_option(semax):
    """As with `semax effects`, and both at once."""
    both = semax("report", "--effect", "pain", "--effect", "memory").out

    assert semax("report", "pain", "memory").out == both
    assert "<html" in semax("report", "memory", "--effect", "pain").out


def test_the_page_is_opened_in_the_browser(semax, tmp_path, monkeypatch):
    """From the file that was asked for, or from a temporary one that is named."""
    opened = []
    monkeypatch.setattr("webbrowser.open", lambda address: opened.append(address) or True)
    path = tmp_path / "a page.html"
    done = semax("report", "memory", "--open", "-o", str(path))
    unnamed = semax("report", "memory", "--open", TMPDIR=str(tmp_path))

    assert (done.code, done.out, unnamed.code, unnamed.out) == (0, "", 0, "")
    assert opened[0] == path.as_uri()
    temporary = re.search(r"Wrote (.*)\.\n", unnamed.err)[1]
    assert Path(temporary).read_text(encoding="utf-8") == path.read_text(encoding="utf-8")
    assert opened[1] == Path(temporary).as_uri()


def test_where_there_are_no_studies_in_people_none_are_counted(semax):
    """On the page and on the sheet of an effect that was tried in animals only."""
    shown = Page(semax("report", "--effect", "pain").out).text

    assert "0 studies" not in shown
    assert "Nobody knows. Never tested in people" in shown
    assert "No study in people that tested a claim was found." in shown


def test_the_sheet_says_who_made_the_data_and_what_the_law_part_cannot_answer(semax, live):
    """What a patient hands to a doctor must not look better checked than the screens."""
    sheet = Page(semax("report", "stroke").out).text

    assert sheet.count("No physician and no librarian has checked these records.") == 2  # and page
    assert sheet.count("It does not say whether somebody may buy, own") == 2
    assert "(gusev-1997), PMID 11517472" in sheet
    assert "NIHSS: A score of how severe a stroke is" in sheet


def test_the_sheet_asks_about_the_claim_by_whose_word_it_was_asked_for(semax, live):
    """Nobody with a depression was tested: the certainty of another claim is no answer."""
    page = semax("report", "depression").out
    sheet = Page(page).text

    assert "Anxiety and depression: no test of it in people was found." in sheet
    assert "Nobody knows. Never tested in people" in sheet
    assert 'id="claim-mood-anxiety"' in page
    assert 'id="claim-bdnf-increase"' not in page


def test_a_direct_study_is_told_on_the_sheet_though_its_result_is_unclear(semax, live):
    """It is what a printout from elsewhere is likely to quote."""
    sheet = Page(semax("report", "memory").out).text

    assert "71 % of answers were right with Semax" in sheet


def test_the_map_is_drawn_without_the_extra(tmp_path):
    """It takes no library."""
    path = tmp_path / "map.svg"
    done = python("import sys\nsys.modules['jinja2'] = None", "map", "--output", str(path))

    assert done.returncode == 0, done.stderr
    assert path.read_text(encoding="utf-8").startswith("<svg")


def test_the_minute_compares_no_effect_with_another(monkeypatch):
    """With thousands of them, that would take minutes."""
    from semax_cli import report  # which needs Jinja2

    compared = []
    monkeypatch.setattr(Record, "__eq__", lambda one, other: compared.append(one) or one is other)

    assert "Tested in people" in report.render(DATASET, None, None)
    assert [one for one in compared if isinstance(one, Effect)] == []


def test_an_unknown_effect_is_answered_with_what_may_be_meant(semax):
    """As everywhere."""
    done = semax("report", "--effect", "memmory")

    assert (done.code, done.out) == (3, "")
    assert "memory" in done.err


def test_another_dataset_is_named(semax):
    """And nothing of the bundled one is in its page."""
    done = semax("report", "--data", str(EXAMPLE))

    assert done.code == 0
    assert f"From the dataset {EXAMPLE}, not the one that comes with semax." in Page(done.out).text
    assert "gusev" not in done.out
    assert "Cytisine" in done.out


def test_a_file_holds_the_same(semax, whole, tmp_path):
    """Written whole; a dataset is not replaced by it."""
    path = tmp_path / "page.html"
    done = semax("report", "--output", str(path))
    data = tmp_path / "data.toml"
    data.write_bytes(EXAMPLE.read_bytes())

    assert (done.code, done.out, done.err) == (0, "", f"semax: Wrote {path}.\n")
    assert path.read_text(encoding="utf-8") == whole
    assert semax("report", "--data", str(data), "-o", str(data)).code == 2
    assert data.read_bytes() == EXAMPLE.read_bytes()


def test_a_terminal_is_no_place_for_a_page():
    """It says what to do instead."""
    shown = on_terminal("report", stderr=True)

    assert "semax report --output FILE" in " ".join(shown.split())
    assert "<html" not in shown


def test_without_the_extra_it_says_what_to_install():
    """In one line, and whatever else is asked for still works."""
    done = python("import sys\nsys.modules['jinja2'] = None", "report")

    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == (
        "semax: The page needs jinja2, which is not installed: pip install jinja2 (pipx: pipx "
        "inject semax-cli jinja2; uv: uv tool install --with jinja2 semax-cli). The extra "
        "semax-cli[report] brings it as well.\n"
    )


@pytest.mark.tools
def test_the_page_is_valid(semax, whole, tmp_path, hostile_page):
    """Also of another dataset, of one effect, and of texts that would rather not be texts."""
    texts = [whole, semax("report", "--data", str(EXAMPLE)).out, hostile_page]
    texts += [semax("report", "--effect", effect).out for effect in EFFECTS[:2]]
    paths = [tmp_path / f"{number}.html" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")

    assert html_problems(*paths) == ""


def test_hostile_text_stays_text(hostile_page, whole):
    """No element and no attribute comes of it, and a reader sees it as it is."""
    page = Page(hostile_page)

    tags = [tag for tag, _ in page.elements]
    own = [tag for tag, _ in Page(whole).elements]
    assert set(tags) <= set(own)
    assert all(tags.count(tag) == own.count(tag) for tag in ("script", "style", "title", "meta"))
    attributes = {name for _, given in Page(whole).elements for name in given}
    assert {name for _, given in page.elements for name in given} <= attributes
    assert page.text.count("<script>alert(1)</script>") > 10
    assert "{{ 7 * 7 }}" in page.text


def test_a_retracted_study_is_named_as_such_on_the_page_and_on_the_sheet(semax, dataset_file):
    """Wherever it stands with what it found."""
    path = dataset_file(
        "system = ", 'system = "human"\nretraction = "retracted"', 'id = "gusev-2005"'
    )
    shown = semax("report", "--effect", "neuroprotection", "--data", str(path)).out
    (row,) = re.findall('(?s)<tr id="study-gusev-2005".*?</tr>', shown)
    (sheet,) = re.findall('(?s)<section class="sheet".*?</section>', shown)
    (line,) = re.findall("<li>[^<]*<strong>[^<]*<[^<]*PMID 15792140.*?</li>", sheet)

    assert "Retracted. favours" in row
    assert "2005, retracted" in line
    assert "retracted; favours" in line
    assert re.search(r"gusev-2005</a></strong> <span>retracted</span>", shown)
