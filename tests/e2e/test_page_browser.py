"""The page in a real browser: nothing is fetched, links light up their passage, the filter filters, nothing overflows."""

from __future__ import annotations

from shutil import which
from typing import TYPE_CHECKING

import pytest
from tests.tell.made_account import REPORTS, STORY

from twosource.tell.page import render

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

CHROMIUM = which("chromium") or which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: apt-get install chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    playwright = pytest.importorskip("playwright.sync_api", reason="the playwright package is not installed")
    with playwright.sync_playwright() as p:
        started = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(render([STORY], REPORTS), encoding="utf-8")
    return path


@pytest.fixture
def page(browser: Browser, file: Path) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(5000)
    opened.goto(file.as_uri())
    yield opened
    opened.close()


def test_it_loads_itself_alone_and_reports_no_fault(browser: Browser, file: Path) -> None:
    page = browser.new_page()
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    page.on("console", lambda m: faults.append(m.text))
    page.on("pageerror", lambda e: faults.append(str(e)))
    page.goto(file.as_uri())
    assert asked == [file.as_uri()]
    assert faults == []
    assert page.title() == "A bridge falls <&> · Twosource"  # the hostile report's script would have renamed it
    page.close()


def test_a_receipt_leads_to_its_passage_and_back(page: Page) -> None:
    page.locator("#s1-e1 .receipt a").first.click()
    lit = page.locator(".p.lit")
    assert lit.first.is_visible()
    assert "bridge" in (lit.first.text_content() or "")
    colour = lit.first.evaluate("e => getComputedStyle(e).backgroundColor")
    assert colour not in {"rgba(0, 0, 0, 0)", "transparent"}
    page.locator("a.back").click()
    page.wait_for_url("**#s1-e1")


def test_a_link_unfolds_what_is_folded(page: Page) -> None:
    tail = page.locator("details.tail").first
    assert tail.get_attribute("open") is None
    page.evaluate("location.hash = '#s1-e3'")
    page.locator("details.tail[open] #s1-e3").wait_for()


def test_words_and_standings_filter_the_events(page: Page) -> None:
    page.get_by_label("Find").fill("morning sheet")
    assert page.locator(".event:visible").count() == 2
    assert page.locator(".filter .count").text_content() == "2 of 4 events"
    page.get_by_role("button", name="disputed").click()
    assert page.locator(".event:visible").count() == 1
    page.get_by_label("Find").fill("")
    page.get_by_role("button", name="disputed").press("Enter")
    assert page.locator(".filter .count").text_content() == ""


@pytest.mark.parametrize("width", [360, 390, 768, 1280])
def test_nothing_runs_over_the_edge(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [360, 390])
def test_on_a_telephone_drawings_fit_or_scroll_in_their_own_box(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    drawn = page.locator("svg.drawing:visible")
    assert drawn.count() >= 3
    for n in range(drawn.count()):
        box = drawn.nth(n).evaluate(
            """e => { const scroll = e.closest(".scroll"), r = e.getBoundingClientRect(), text = e.querySelector("text");
              const held = scroll && getComputedStyle(scroll).overflowX === "auto" && scroll.getBoundingClientRect().right;
              return { fits: r.left >= 0 && r.right <= innerWidth + 0.5, held: !!held && held <= innerWidth,
                letters: text ? parseFloat(getComputedStyle(text).fontSize) * r.width / e.viewBox.baseVal.width : 12 }; }"""
        )
        assert box["fits"] or box["held"]
        assert box["letters"] >= 10  # what was shrunk to fit would not be read
    assert page.locator("svg.timeline:visible").evaluate("e => e.getBoundingClientRect().right <= innerWidth")


def test_it_reads_without_script(browser: Browser, file: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri() + "#s1-r3-29-44")
    assert page.locator("#s1-r3-29-44").is_visible()
    assert not page.locator(".filter").is_visible()
    page.locator("details.tail summary").first.click()
    assert page.locator("details.tail").first.get_attribute("open") is not None
    context.close()


def test_it_prints(page: Page) -> None:
    page.emulate_media(media="print")
    assert not page.locator(".toc").is_visible()
    assert not page.locator(".filter").is_visible()
    assert page.locator("#s1-e1").is_visible()


# Contrast as in WCAG 2: of every text against the nearest opaque ground; large text needs 3, the rest 4.5.
CONTRAST = """() => {
  const rgb = (c) => c.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (e) => {
    for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; }
    return [255, 255, 255];
  };
  const poor = [];
  for (const e of document.querySelectorAll("body *")) {
    if (e.closest("svg, script, style") || ![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
    const s = getComputedStyle(e), a = light(rgb(s.color)), b = light(ground(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const large = parseFloat(s.fontSize) >= 24 || (parseFloat(s.fontSize) >= 18.66 && Number(s.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) poor.push(`${e.tagName}.${e.className} ${ratio.toFixed(2)} ${e.textContent.slice(0, 40)}`);
  }
  return poor;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] - pytest hands it over as a plain string
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate(CONTRAST) == []
