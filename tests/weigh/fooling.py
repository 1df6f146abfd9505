"""Ways to make one source look like many, and the measure of whether it worked.

Three generators: a crowd of outlets that reword one text, one publisher under many names, and
a ring of outlets that cite one another. `risen` compares two accounts of a story, without and
with the made-up reports: no event may have more independent origins because of them.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twosource.records import Event, Report, StoryAccount

sys.path.append(str(Path(__file__).parents[1] / "link"))  # the rewriting of texts is shared with the tests of copies
import rewrites

STRENGTHS = {"verbatim": 0.0, "light": 0.1, "medium": 0.3, "heavy": 0.5}
_PLACES = ("Geneva", "Nairobi", "Lisbon", "Ottawa", "Seoul", "Vienna")
_NAMES = ("Live", "Online", "Weekend", "Evening Edition", "TV", "Digital", "Extra", "International")
_SENTENCE = re.compile(r"[^.!?\n“”\"]{40,200}[.](?=\s|$)")


def crowd(original: Report, outlets: int, strength: float) -> list[Report]:
    """The text reworded by so many outlets: made-up names, by-lines (half with a place), dates moved by up to a day."""
    out: list[Report] = []
    for k in range(outlets):
        report = rewrites.rewrite(original, strength, k)
        if k % 2:
            head, _, rest = report.text.partition("\n\n")
            report = replace(report, text=f"{head} in {_PLACES[k % len(_PLACES)]}\n\n{rest}")
        out.append(report)
    return out


def one_publisher(original: Report, names: int) -> list[Report]:
    """One publisher's report again under many names of the same house, each time another stretch of it first."""
    paragraphs = original.text.split("\n\n")
    out: list[Report] = []
    for k in range(names):
        turn = k % max(1, len(paragraphs) - 1)
        text = "\n\n".join([*paragraphs[turn:], *paragraphs[:turn]])
        name = f"{original.outlet} {_NAMES[k % len(_NAMES)]}" + (f" {k // len(_NAMES) + 1}" if k >= len(_NAMES) else "")
        out.append(
            replace(original, id=f"{original.id}-p{k}", outlet=name, text=text, url=None, published=_later(original, k + 1))
        )
    return out


def ring(original: Report, outlets: int, sentences: int = 4) -> list[Report]:
    """Outlets that each cite the one before for what the original says; the original's outlet cites the last."""
    told = [m.group().strip() for m in _SENTENCE.finditer(original.text)][:sentences]
    names = [original.outlet or "The Wire", *(f"Ringbearer Times {k}" for k in range(1, outlets + 1))]
    out: list[Report] = []
    for k in range(1, outlets + 2):
        outlet, cited = names[k % len(names)], names[k - 1]
        rng = random.Random(k)  # noqa: S311 - seeded, no secret
        lines = [f"{cited} reported that {_small(rewrites.reword(s, 0.1, rng))}" for s in told]
        text = "\n\n".join(["By Tom Eddowes in Geneva", *lines])
        out.append(
            replace(
                original,
                id=f"{original.id}-ring{k}",
                outlet=outlet,
                text=text,
                url=None,
                title=None,
                published=_later(original, k),
            )
        )
    return out


def risen(before: StoryAccount, after: StoryAccount) -> list[tuple[Event | None, Event]]:
    """Events of `after` with more independent origins than any event of `before` that they took over (None: there was none)."""
    was = {statement: event for event in before.events for statement in event.statements}
    out: list[tuple[Event | None, Event]] = []
    for event in after.events:
        had = Counter(was[s].id for s in event.statements if s in was)
        same = max((e for e in before.events if e.id in had), key=lambda e: e.independent, default=None)
        if event.independent > max(1, same.independent if same else 1):
            out.append((same, event))
    return out


def most_copied(reports: Iterable[Report], copies: Iterable[dict[str, str]]) -> Report:
    """The report that most others take their text from."""
    counts = Counter(c["of"] for c in copies)
    by_id = {r.id: r for r in reports}
    return by_id[counts.most_common(1)[0][0]]


def _small(sentence: str) -> str:
    first = sentence.split(maxsplit=1)[0]
    return sentence[:1].lower() + sentence[1:] if first in {"The", "A", "An", "It", "At", "In", "On"} else sentence


def _later(report: Report, hours: int) -> str | None:
    return (datetime.fromisoformat(report.published) + timedelta(hours=hours)).isoformat() if report.published else None
