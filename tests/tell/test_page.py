"""The page as text: it is whole, it is self-contained, and nothing from a report gets into it as markup."""

from __future__ import annotations

import dataclasses
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tell.made_account import EVIL_ID, REPORTS, STATEMENTS, STORY

from twosource.records import Conflict, Report, Statement, StoryAccount
from twosource.tell import dates
from twosource.tell.page import render
from twosource.tell.page.shelf import marked
from twosource.tell.words import amount, cut

VOID = {"meta", "link", "img", "br", "hr", "input", "path", "circle", "rect", "line", "use"}


class Read(HTMLParser):
    """Reads a page: every element, the text of each, and whether the tags close in the order in which they opened."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag
        if tag in {"td", "th", "li", "p", "dt", "dd"}:
            self.text.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in {"script", "style"}:
            self.text.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [a for t, a in self.elements if t == tag]

    @property
    def words(self) -> str:
        return " ".join("".join(self.text).split())


@pytest.fixture(scope="module")
def html() -> str:
    return render([STORY], REPORTS)


@pytest.fixture(scope="module")
def page(html: str) -> Read:
    return Read(html)


def test_every_link_leads_somewhere_and_every_name_is_unique(page: Read) -> None:
    names = [a["id"] for _, a in page.elements if a.get("id")]
    assert len(names) == len(set(names))
    for a in page.all("a") + page.all("use"):
        href = a["href"] or ""
        assert href.startswith("https://") or href[1:] in names, href
    assert not page.open


def test_nothing_is_loaded_from_anywhere(html: str, page: Read) -> None:
    loading = {"img", "link", "iframe", "object", "embed", "video", "audio", "source", "image", "base"}
    assert not loading & {tag for tag, _ in page.elements}
    assert not any("src" in a or "style" in a or any(k.startswith("on") for k in a) for _, a in page.elements)
    assert len(page.all("script")) == 1
    assert "url(" not in html
    assert "@import" not in html
    assert "default-src 'none'" in (page.all("meta")[2]["content"] or "")


def test_hostile_text_stays_text(html: str, page: Read) -> None:
    assert '<script>document.title="owned"' in page.words
    assert "{{ 7*7 }}" in page.words
    assert "javascript:" not in html
    assert "<b>Out</b>let" in page.words
    assert "<b>nobody" not in html
    for turning in "\u202e\u202c\x00\x1b":
        assert turning not in html
    html.encode("utf-8")  # a lone surrogate would fail here


def test_headings_go_down_one_level_at_a_time(page: Read) -> None:
    levels = [int(t[1]) for t, _ in page.elements if re.fullmatch(r"h[1-6]", t)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert page.all("html")[0]["lang"] == "en"


def test_an_event_tells_its_standing_its_origins_and_its_outlets(page: Read) -> None:
    words = page.words
    start = words.index("Events and who vouches")
    first = words[start : words.index("event e1", start)]
    assert "Corroborated" in first
    assert "2 independent origins" in first
    assert "3 outlets tell it" in first
    assert "Fire service official" in first
    assert "Morning Sheet → Agenta → fire service" in first
    assert "single 2 May 2030, 08:00" in first
    assert "Not established: place: two places are named" in first


def test_the_passages_that_made_the_verdict_are_unfolded(page: Read) -> None:
    words = page.words
    start = words.index("Why this counts as 2 independent origins")
    told = words[start : words.index("event e1", start)]
    assert "0.62 of 1: likely one happening; <both> name a bridge" in told
    assert told.count("“") == 2


def test_the_most_independent_and_most_told_events_come_first(html: str) -> None:
    assert re.findall(r'class="id">event (\w+)', html) == ["e1", "e2", "e3", "e4"]  # e4 is background: folded, so last


def test_what_ties_an_origin_is_said(page: Read) -> None:
    assert "adds nothing of its own: lineage not recorded; not independent of fire service: its text is a copy" in page.words


def test_a_passage_that_cites_nobody_says_how_its_origin_is_known(page: Read) -> None:
    assert page.words.count("cites nobody: held to be its source by how it is named nearby") >= 1


def test_a_denial_stands_apart_from_those_who_vouch(page: Read) -> None:
    assert "Who denies it The city official" in page.words


def test_one_dispute_is_told_from_the_lesser_figure(page: Read) -> None:
    words = page.words
    assert "2 or more killed, people “Two people were killed” Morning Sheet" in words
    assert "5 killed, people “Five people were killed” City Post" in words
    assert words.count("Figures differ") == 2


def test_sides_that_no_slot_names_stay_together() -> None:
    statements = tuple(Statement(n, "a1", 24 + i, 60 + i, "e1") for i, n in enumerate("pqr"))
    conflicts = (
        Conflict("actor", "e1", "p", "q", "who"),
        Conflict("actor", "e1", "r", "p", "who"),
        Conflict("actor", "e1", "q", "r", "who"),
    )
    story = dataclasses.replace(STORY, statements=(*STORY.statements, *statements), conflicts=conflicts)
    html = render([story], REPORTS)
    assert html.count('class="versus"') == 1
    sides = html[html.index('class="sides"') :][:4000].split("<div>")
    assert sides[1].count("<blockquote") == 1
    assert sides[2].partition("</article>")[0].count("<blockquote") == 2


def test_the_history_of_a_figure(page: Read) -> None:
    words = page.words
    assert "Killed, people stands at 5, live sources give 2 or more" in words
    assert "2 May 2030, 08:00 2 replaced" in words
    assert "the count rose from 2 to 5" in words


def test_lineage_names_copies_and_what_is_missing(page: Read) -> None:
    words = page.words
    assert "takes 80 % of its text from Agenta" in words
    assert "2 passages side by side" in words
    assert "rest on one text that is not among the reports: a text that nobody names" in words


def test_gaps_measures_frames_and_omissions(page: Read) -> None:
    words = page.words
    assert "event.date no date <near> it 2 Agenta" in words
    assert "Shut road not said not said – 3 May 2030" in words
    assert "Who did it the fall" in words
    assert "City Post the bridge had been closed before (denied)" in words


def test_what_an_outlet_changed_stands_beside_what_it_had_said(html: str, page: Read) -> None:
    words = page.words
    assert "City Post: the version of 3 May 2030, 07:30, then that of 3 May 2030, 12:00; changed too: title, published" in words
    assert "removed: Five people added: Six <b>people</b> were killed" in words
    assert "removed: The road is shut until Friday added: Nobody is missing" in words
    assert "<ins>Nobody is missing</ins>" in html
    assert "<ins>Six &lt;b&gt;people" in html
    assert "Six <b>" not in html


def test_what_is_not_established_names_its_reports(html: str) -> None:
    row = html[html.index("no date &lt;near&gt; it") :][:300]
    assert '<a href="#s1-r1"><bdi>Agenta</bdi></a>, <a href="#s1-r4">' in row


def test_a_story_has_a_drawing_for_a_screen_and_one_for_a_telephone(page: Read) -> None:
    widths = [float(a["width"] or 0) for a in page.all("svg") if "timeline" in (a.get("class") or "")]
    assert widths == [760, 344]


def test_background_told_once_is_folded(page: Read) -> None:
    assert "Show the other 1" in page.words


def test_several_stories_get_an_index_and_names_of_their_own() -> None:
    page = Read(render([STORY, dataclasses.replace(STORY, id="s-2", title="Another")], REPORTS))
    names = [a["id"] for _, a in page.elements if a.get("id")]
    assert len(names) == len(set(names))
    assert "2 stories" in page.words
    assert [t for t, _ in page.elements].count("h1") == 1


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [(None, None, ""), ("2030-05-02", "2030-05-02", "2 May 2030 · "), ("2030-05-02", "2030-05-03", "2 May 2030 – 3 May 2030 · ")],
)
def test_the_course_of_a_story_is_told_once_on_the_page(first: str | None, last: str | None, told: str) -> None:
    bare = StoryAccount("s-2", "Another", first, last, ("a1", "b1"))
    page = Read(render([STORY, bare], REPORTS))
    index = page.words[: page.words.index("A bridge falls <&>", page.words.index("Another"))]
    assert index.strip().endswith(f"Another {told}2 reports from 2 outlets")
    assert f"Another {told}2 reports from 2 outlets · story s-2" in page.words


def test_reports_without_an_outlet_are_no_outlets() -> None:
    reports = REPORTS | {name: dataclasses.replace(REPORTS[name], outlet=None) for name in ("a1", "b1", "c1")}
    words = Read(render([dataclasses.replace(STORY, reports=("a1", "b1", "c1", "c1~2"))], reports)).words
    assert "4 reports from 1 outlet, 3 without an outlet" in words
    assert "no outlet given" in words
    words = Read(render([dataclasses.replace(STORY, reports=("a1", "b1"))], reports)).words
    assert "2 reports without an outlet" in words


def test_no_story_and_a_story_of_nothing() -> None:
    assert "There is no story on this desk yet" in render([], {})
    bare = Read(render([StoryAccount("s", "", None, None, ("gone",))], {}))
    assert "A story without a title" in bare.words
    assert "No event was found" in bare.words


@pytest.mark.parametrize("published", ["0001-01-01T00:00:00Z", "9999-12-31", "9999-12-31T23:59:00-05:00"])
def test_a_report_of_the_first_or_the_last_year_of_the_calendar_breaks_no_page(published: str) -> None:
    reports = REPORTS | {"b1": dataclasses.replace(REPORTS["b1"], published=published)}
    far = dataclasses.replace(STORY.events[2], date="9999-12-31")
    words = Read(render([dataclasses.replace(STORY, events=(*STORY.events[:2], far, STORY.events[3]))], reports)).words
    assert "Timeline" in words


def test_the_same_account_makes_the_same_page(html: str) -> None:
    assert render([STORY], dict(reversed(REPORTS.items()))) == html


def test_a_passage_is_marked_with_its_exact_words(html: str) -> None:
    s = STATEMENTS[2]
    number = list(REPORTS).index(s.report) + 1
    assert f'id="s1-r{number}-{s.start}-{s.end}">the bridge fell</span>' in html
    assert EVIL_ID not in html


@given(
    st.text(alphabet="ab <&\n", max_size=60),
    st.sets(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda t: (min(t), max(t))), max_size=12),
)
def test_marking_keeps_the_text_and_names_every_span(text: str, spans: set[tuple[int, int]]) -> None:
    page = Read("".join(f"<p>{p}</p>" for p in marked(text, spans, "r")))
    assert not page.open
    assert "".join(page.words.split()) == "".join(text.split())
    names = [a["id"] for _, a in page.elements if a.get("id")]
    assert sorted(names) == sorted(f"r-{a}-{b}" for a, b in spans)


@given(st.text(max_size=80), st.text(max_size=10), st.text(max_size=20), st.integers(-5, 90), st.integers(-5, 90))
def test_no_text_breaks_the_page(text: str, outlet: str, published: str, start: int, end: int) -> None:
    report = Report("r", text, outlet, published, title=text, url=outlet)
    story = StoryAccount("s", text, published, published, ("r",), statements=(Statement("x", "r", start, end, "e"),))
    page = Read(render([story], {"r": report}))
    assert not page.open
    assert len(page.all("script")) == 1


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2031-01-14T06:40:00+02:00", "14 Jan 2031, 06:40"),
        ("2031-01-14", "14 Jan 2031"),
        ("2030-11-18/2030-11-24", "18–24 Nov 2030"),
        ("2030-11-28/2030-12-02", "28 Nov – 2 Dec 2030"),
        ("1990-01-01/1999-12-31", "1990–1999"),
        ("2022-01-01/2022-12-31", "2022"),
        ("last week", "last week"),
        (None, "no date"),
    ],
)
def test_dates_are_shown_as_a_reader_wants_them(date: str | None, words: str) -> None:
    assert dates.shown(date) == words


def test_a_time_of_day_keeps_its_zone() -> None:
    assert dates.zoned("2031-01-13T19:50Z") == "13 Jan 2031, 19:50 UTC"
    assert dates.zoned("2031-01-13T21:50") == "13 Jan 2031, 21:50"


def test_amounts_and_cuts() -> None:
    assert [amount(12, None), amount(26, 26), amount(1500, 2000)] == ["12 or more", "26", "1,500 to 2,000"]
    assert cut("one two three four", 12) == "one two…"
    assert len(cut("w" * 500, 40)) == 40
