"""The page in a real browser: on screens and paper, by keyboard, without scripts, and offline."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from helpers import (
    DATASET,
    LIVE,
    bundled,
    items,
    library,
    run,
    tool,
)

import semax_cli
from semax_cli.formats.map_svg import WIDTH

pytestmark = pytest.mark.browser

playwright = library("playwright.sync_api")
Axe = library("axe_playwright_python.sync_playwright").Axe
PdfReader = library("pypdf").PdfReader
library("jinja2")

EFFECTS = [effect.id for effect in DATASET.effects]
SIZES = [(320, 700), (768, 1000), (1920, 1080)]
SCHEMES = ["light", "dark"]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic"]
"""Without which it does not start as root, or in a machine without graphics."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, as the operating system has it."""
    path = tool("chromium")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory, hostile_page: str) -> dict[str, Path]:
    """The pages as files: on everything, on each effect, with hostile texts, and as it ships."""
    folder = tmp_path_factory.mktemp("pages")
    paths = {name: folder / f"{name}.html" for name in ("all", *EFFECTS, "hostile")}
    for name, path in paths.items():
        narrowed = ["--effect", name] if name in EFFECTS else []
        text = hostile_page if name == "hostile" else run("report", *narrowed).out
        path.write_text(text, encoding="utf-8")
    paths["live"] = folder / "live.html"
    with bundled(LIVE):
        paths["live"].write_text(run("report").out, encoding="utf-8")
    return paths


class Opened:
    """A page in the browser, with what it asked for and complained of."""

    def __init__(self, browser: Any, path: Path, **options: object) -> None:
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(path.as_uri())

    def rows(self) -> list[str]:
        """The ids of the studies that are shown, in their order."""
        found = self.page.locator("#list tbody tr:visible")
        return [
            row.removeprefix("study-") for row in found.evaluate_all("all => all.map(r => r.id)")
        ]

    def press(self, *keys: str) -> None:
        """Type on the keyboard."""
        for key in keys:
            self.page.keyboard.press(key)

    def go_to(self, selector: str) -> None:
        """Press Tab until something has the focus, as somebody without a mouse would."""
        for _ in range(2_000):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(f"document.activeElement.matches({selector!r})"):
                return
        pytest.fail(f"{selector} is not reached by Tab")


@pytest.fixture
def open_page(browser, written):
    """Open one of the pages; it is closed at the end, and must have been quiet."""
    opened = []

    def opening(name: str, **options: object) -> Opened:
        opened.append(Opened(browser, written[name], **options))
        return opened[-1]

    yield opening
    for one in opened:
        one.context.close()
        assert one.complaints == []
        assert len(one.asked) == 1, "it asks for nothing but itself"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", ["all", "memory"])
def test_nobody_is_shut_out(open_page, name, size, scheme):
    """Axe finds nothing wrong, at any width, in light and dark; nothing has to be scrolled to."""
    opened = open_page(name, viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    report = Axe().run(opened.page)

    assert report.violations_count == 0, report.generate_report()
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= size[0]
    ground = opened.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") == (scheme == "light")


def test_it_can_be_read_at_twice_the_size(open_page):
    """Text grows, nothing is cut off at the side."""
    opened = open_page("all", viewport={"width": 640, "height": 900})
    opened.page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 640


def test_hostile_texts_do_nothing(open_page):
    """They stand on the page, and neither run nor load anything."""
    opened = open_page("hostile")

    assert "<script>alert(1)</script>" in opened.page.inner_text("body")
    assert opened.page.locator("script").count() == 1
    assert opened.page.locator("img").count() == 0


def test_studies_are_filtered_by_keyboard(open_page):
    """By words and by what was tested; how many are left is announced."""
    opened = open_page("all")
    everything = opened.rows()
    people = [study.id for study in DATASET.studies if study.system == "human"]

    opened.go_to("#words")
    opened.page.keyboard.type("gusev 1997")
    assert opened.rows() == ["gusev-1997"]
    assert opened.page.inner_text("[role=status]") == f"1 of {len(everything)} studies."
    opened.press("Control+A", "Delete")
    opened.press("Tab", *"people")
    assert set(opened.rows()) == set(people)
    opened.go_to("button[type=reset]")
    opened.press("Enter")
    opened.page.get_by_text(f"{len(everything)} studies.", exact=True).wait_for()
    assert opened.rows() == everything
    assert opened.page.input_value("#tested") == ""


def test_filters_agree_with_the_command(open_page, semax):
    """What a study found and what it bears on, together, as `semax studies` has it."""
    opened = open_page("all")
    options = ["--result", "no-difference", "--effect", "pain"]
    listed = [item["id"] for item in items(semax("studies", *options, "--json"))]

    opened.page.select_option("#found", "no-difference")
    opened.page.select_option("#bears", "pain")
    assert sorted(opened.rows()) == sorted(listed) != []


def test_studies_are_sorted_by_keyboard(open_page):
    """Once upwards, twice downwards; what it is sorted by is announced."""
    opened = open_page("all")
    years = {study.id: study.year for study in DATASET.studies}
    heading = opened.page.locator("#list thead th", has_text="Year")

    opened.go_to("#list th:nth-child(2) button")
    opened.press("Enter")
    shown = [years[row] for row in opened.rows()]
    known = [year for year in shown if year]
    assert shown == sorted(known) + [None] * (len(shown) - len(known))
    assert heading.get_attribute("aria-sort") == "ascending"
    opened.press("Space")
    shown = [years[row] for row in opened.rows()]
    assert shown == sorted(known, reverse=True) + [None] * (len(shown) - len(known))
    assert heading.get_attribute("aria-sort") == "descending"
    opened.press("Shift+Tab", "Enter")
    titles = opened.page.locator("#list tbody summary").all_inner_texts()
    first = [title[0].casefold() for title in titles]  # the rest is for the browser to order
    assert first == sorted(first)
    assert heading.get_attribute("aria-sort") is None


def test_a_link_leads_to_a_study_that_is_filtered_out(open_page):
    """It is shown again."""
    opened = open_page("all")

    for _ in range(2):  # also where it was followed before
        opened.page.fill("#words", "nothing that there is")
        assert opened.rows() == []
        opened.page.locator("a[href='#study-gusev-1997']").first.click()
        opened.page.wait_for_selector("#study-gusev-1997", state="visible")
        assert opened.page.input_value("#words") == ""


def test_without_scripts_it_reads_whole(open_page):
    """Every study is there, nothing that would not work is, and details still open."""
    opened = open_page("all", java_script_enabled=False)

    assert opened.page.locator("#list tbody tr:visible").count() == len(DATASET.studies)
    assert not opened.page.locator("#filters").is_visible()
    assert opened.page.locator("#list th button").count() == 0
    study = opened.page.locator("#study-gusev-1997")
    study.locator("summary").click()
    assert study.get_by_text("Limitations.").is_visible()


def printed(opened: Opened) -> list[str]:
    """The text of each page on paper; NFKC takes ligatures apart."""
    pdf = opened.page.pdf(prefer_css_page_size=True)
    texts = (normalize("NFKC", page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages)
    return [" ".join(text.split()) for text in texts]


@pytest.mark.parametrize("effect", EFFECTS)
def test_an_effect_is_printed_as_a_sheet_of_two_pages(open_page, effect):
    """The warning on both, the questions on one of them, and where to check it."""
    pages = printed(open_page(effect))
    whole = " ".join(pages)

    assert len(pages) == 2
    assert all(DATASET.warning.short in page for page in pages)
    assert DATASET.warning.full in pages[0]
    assert "Questions worth asking" in whole
    assert "Questions of my own" in whole
    assert DATASET.dataset.version in whole


def test_the_whole_page_is_printed_with_the_warning_on_every_page(open_page):
    """And with the title of every study, on fewer than twenty pages."""
    pages = printed(open_page("live"))
    with bundled(LIVE):
        dataset = semax_cli.load()

    assert len(pages) < 20
    assert all(dataset.warning.short in page for page in pages)
    squeezed = "".join("".join(pages).split())
    for study in dataset.studies:
        assert "".join(normalize("NFKC", study.title).split()) in squeezed


def test_a_minute_answers_and_leads_on_at_the_width_of_a_telephone(open_page):
    """The contents stay in sight; the map is a table there."""
    opened = open_page("all", viewport={"width": 390, "height": 844})

    opened.page.locator("nav a", has_text="Map").click()
    assert opened.page.locator("nav[aria-label='On this page']").bounding_box()["y"] < 100
    assert opened.page.locator("#map-table table").is_visible()
    assert not opened.page.locator("svg.map").is_visible()


def test_the_picture_stands_alone(browser, semax, tmp_path):
    """As an image in any page, in its own size."""
    drawing = tmp_path / "map.svg"
    drawing.write_text(semax("map", "--format", "svg").out, encoding="utf-8")
    page = tmp_path / "page.html"
    page.write_text("<!DOCTYPE html><title>Map</title><img src=map.svg alt=Map>", encoding="utf-8")
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(page.as_uri())

    assert tab.evaluate("document.images[0].naturalWidth") == WIDTH
    context.close()
