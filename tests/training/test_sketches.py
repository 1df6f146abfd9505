"""Every sketch reads, its marks point into its reports, and broken ones say what is wrong."""

import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "training" / "sketches"
sys.path.insert(0, str(FOLDER))

from sketches import UNREAD, WORLDS, load, load_all, load_worlds  # noqa: E402 — from the folder above

HEAD = "# A fire, Marsk, 2031\ne1 | 2 | A depot burns\ne2 | 1 | It had burnt before\nconflict time e1 A B\nalike e1 e2\n\n"
REPORTS = """== A | Vessa News | 2031-05-14T06:40:00Z | Blaze
MARSK - [e1 @fire service: The depot
burned], the service said. [e1 e2! @?: Never before], we hear.

Second paragraph.

== B < A | Courier | 2031-05-14T08:40:00Z | Depot burns
[e1: It burned].
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "01-fire.txt"
    path.write_text(text)
    return path


def test_marks_point_into_the_plain_text(tmp_path: Path):
    sketch = load(write(tmp_path, HEAD + REPORTS))
    text = sketch.reports[0].text
    assert text == "MARSK - The depot burned, the service said. Never before, we hear.\n\nSecond paragraph."
    assert [text[m.start : m.end] for m in sketch.marks[:2]] == ["The depot burned", "Never before"]
    assert sketch.marks[1].events == ("e1", "e2")
    assert sketch.marks[1].denied == ("e2",)
    assert [m.origin for m in sketch.marks] == ["fire service", "?", None]
    assert sketch.changes == (("time", "e1", "A", "B"),)
    assert len(sketch.copies) == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (HEAD + "nonsense\n" + REPORTS, "not a line of a sketch's head"),
        (HEAD.replace("e2 | 1 | It had burnt before\n", "") + REPORTS, "which the head does not list"),
        (HEAD + REPORTS.replace("[e1: It", "[e1 It"), "a mark that cannot be read"),
    ],
)
def test_broken_ones_say_what_is_wrong(tmp_path: Path, text: str, why: str):
    with pytest.raises(ValueError, match=why):
        load(write(tmp_path, text))


def test_every_sketch_reads():
    found = list(load_all())
    assert len(found) > 150
    for sketch in found:
        told = {e for m in sketch.marks for e in m.events}
        assert told == set(sketch.events), f"{sketch.name}: a happening is listed and never told"


@pytest.mark.parametrize("folder", [WORLDS, UNREAD])
def test_the_worlds_read_as_marked_stories(folder: Path):
    found = list(load_worlds(folder))
    assert len({s.name.rpartition("-")[0] for s in found}) > 8
    for story in found:
        texts = {r.id: r.text for r in story.reports}
        assert {e for m in story.marks for e in m.events} <= story.events.keys()
        assert all(0 <= m.start < m.end <= len(texts[m.report]) for m in story.marks)
    assert any(m.denied for s in found for m in s.marks)
