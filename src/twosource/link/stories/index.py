"""The stories of a desk, kept up to date report by report: only what a new report can change is looked at again.

    report ─fingerprint─▶ keys ─postings─▶ candidates ─score─▶ links ─▶ the texts that now hang together ─cluster─▶ stories

Postings hold at most `POSTING` texts, those of the smallest names: which they are does not depend on arrival, and a
word that thousands of reports share costs no more than one that a hundred do. Links and groups depend on the set of
reports alone, as long as not too many texts hang together.
"""

from __future__ import annotations

import bisect
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from twosource.link.stories import likeness
from twosource.link.stories.cluster import cluster
from twosource.link.stories.fingerprint import Fingerprint, day_of, fingerprint
from twosource.link.stories.likeness import COURSE, LINK, NEAR, Days

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from twosource.records import Report

POSTING = 128  # texts kept under one key
SHARED = 0.03  # least sum of products of the weights of shared keys of a candidate (docs/stories.md: its recall)
SCORED = 256  # candidates that are scored, those that share most
LARGEST = 120  # texts that are clustered at once; what hangs together beyond that is cut at its weakest links
CROWD = 240  # texts that hang together beyond which a new one just joins the story that it is most like


@dataclass(slots=True)
class Text:
    """One text of the index: its fingerprint, the days and reports that carried it, its links, and its story.

    `crowded`: it hung together with so many others that it was put into that story without grouping them anew.
    """

    print: Fingerprint
    days: Days = field(default_factory=Days)
    reports: list[str] = field(default_factory=list[str])
    links: dict[str, float] = field(default_factory=dict[str, float])
    story: str = ""
    crowded: bool = False


@dataclass(slots=True)
class State:
    """All that the index keeps: texts by name, postings by key, members of stories. Plain data."""

    texts: dict[str, Text] = field(default_factory=dict[str, Text])
    postings: dict[int, list[tuple[str, float]]] = field(default_factory=dict[int, list[tuple[str, float]]])
    members: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    of: dict[str, str] = field(default_factory=dict[str, str])  # report → its text


class Stories:
    """Which reports tell one story. `add` takes a report and says which stories it changed."""

    def __init__(self, state: State | None = None) -> None:
        """Start empty, or go on from a state that was kept."""
        self.state = state or State()

    def add(self, report: Report, known: Fingerprint | None = None) -> tuple[str, ...]:
        """Take in a report (`known`: its fingerprint, if it was made before); the stories whose reports are others now.

        The same report again changes nothing.
        """
        if report.id in self.state.of:
            return ()
        it = known or fingerprint(report)
        self.state.of[report.id] = it.text
        text = self.state.texts.get(it.text)
        day = day_of(report)
        if text is None:
            text = self.state.texts[it.text] = Text(it)
            self._post(it)
        bisect.insort(text.reports, report.id)
        days = text.days.joined(day)
        if text.story and days == text.days:
            return (text.story,)
        text.days = days
        self._link(text)
        return self._regroup(text)

    def candidates(self, it: Fingerprint) -> list[str]:
        """Names of the texts that share two telling words or more with a fingerprint, weighty enough together."""
        weight: dict[str, float] = {}
        shared: defaultdict[str, int] = defaultdict(int)
        for key, mine in it.keys:
            for name, theirs in self.state.postings.get(key, ()):
                weight[name] = weight.get(name, 0.0) + mine * theirs
                shared[name] += 1
        weight.pop(it.text, None)
        ranked = sorted((-w, name) for name, w in weight.items() if w >= SHARED and shared[name] > 1)
        return [name for _, name in ranked[:SCORED]]

    def groups(self) -> dict[str, tuple[str, ...]]:
        """Story id → report ids, both in order."""
        texts = self.state.texts
        return {s: tuple(sorted(r for t in self.state.members[s] for r in texts[t].reports)) for s in sorted(self.state.members)}

    def story(self, report: str) -> str | None:
        """The story of a report."""
        name = self.state.of.get(report)
        return self.state.texts[name].story if name else None

    def cut_short(self, story: str) -> str | None:
        """Why the reports of a story may depend on the order in which they came; None where they do not."""
        if not any(self.state.texts[name].crowded for name in self.state.members[story]):
            return None
        return f"more than {CROWD} texts hang together and were not grouped anew: what is of this story may depend on their order"

    # --- links -------------------------------------------------------------------

    def _post(self, it: Fingerprint) -> None:
        for key, weight in it.keys:
            posting = self.state.postings.setdefault(key, [])
            bisect.insort(posting, (it.text, weight))
            del posting[POSTING:]

    def _link(self, text: Text) -> None:
        others = self._texts(self.candidates(text.print))
        apart = [text.days.apart(o.days) for o in others]
        for other, days, (course, moment) in zip(
            others, apart, likeness.scores(text.print, [o.print for o in others], apart), strict=True
        ):
            near = days is not None and days <= NEAR
            strength = max(course / COURSE, moment / LINK if near else 0.0)
            if strength >= 1:
                text.links[other.print.text] = other.links[text.print.text] = strength

    # --- groups ------------------------------------------------------------------

    def _regroup(self, text: Text) -> tuple[str, ...]:
        hanging = self._hanging({text.print.text}, 1.0, CROWD)
        if len(hanging) > CROWD:
            return self._join_crowd(text)
        parts = [
            [self._texts(part)[i].print.text for i in group] for part in self._parts(hanging) for group in self._cluster(part)
        ]
        return self._settle(parts, text)

    def _join_crowd(self, text: Text) -> tuple[str, ...]:
        """Among too many texts to group anew, a text joins the story that it has the strongest links with, on average."""
        strengths: dict[str, list[float]] = {}
        for name, strength in text.links.items():
            if story := self.state.texts[name].story:
                strengths.setdefault(story, []).append(strength)
        best = text.story or max(strengths, key=lambda s: (sum(strengths[s]) / len(strengths[s]), s))
        text.story, text.crowded = best, True
        self.state.members[best].add(text.print.text)
        return (best,)

    def _hanging(self, start: set[str], least: float, most: int = sys.maxsize) -> list[str]:
        """All texts that hang together with the start by links of some strength; a few too many where there are too many."""
        seen, queue = set(start), list(start)
        while queue and len(seen) <= most:
            for name, strength in self.state.texts[queue.pop()].links.items():
                if strength >= least and name not in seen:
                    seen.add(name)
                    queue.append(name)
        return sorted(seen)

    def _parts(self, names: list[str]) -> Iterable[list[str]]:
        """Names that hang together, cut at the weakest links until no part is larger than `LARGEST`."""
        waiting = [(names, 1.0)]
        while waiting:
            part, least = waiting.pop()
            if len(part) <= LARGEST or least > 4:
                yield part if len(part) <= LARGEST else part[:LARGEST]
                if len(part) > LARGEST:
                    waiting.append((part[LARGEST:], least))
                continue
            left, tighter = set(part), least * 1.25
            while left:
                whole = set(self._hanging({min(left)}, tighter)) & left
                left -= whole
                waiting.append((sorted(whole), tighter))

    def _texts(self, names: Sequence[str]) -> list[Text]:
        return [self.state.texts[n] for n in names]

    def _cluster(self, names: Sequence[str]) -> list[list[int]]:
        texts = self._texts(names)
        return cluster([t.print for t in texts], [t.days for t in texts])

    def _settle(self, groups: list[list[str]], text: Text) -> tuple[str, ...]:
        """Make stories of these groups, each known by its first text by name; those that changed, and that of `text`."""
        texts, members = self.state.texts, self.state.members
        before = {story: members.pop(story) for story in {texts[n].story for g in groups for n in g} - {""}}
        now = {min(group): set(group) for group in groups}
        members.update(now)
        for story, group in now.items():
            for name in group:
                texts[name].story = story
        changed = {story for story in {*before, *now} if before.get(story) != now.get(story)}
        return tuple(sorted(changed | {text.story}))
