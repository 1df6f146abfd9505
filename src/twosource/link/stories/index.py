"""The stories of a desk, kept up to date report by report: only what a new report can change is looked at again.

    report ─fingerprint─▶ keys ─postings─▶ candidates ─score─▶ links ─▶ the texts that now hang together ─cluster─▶ stories

Postings hold at most `POSTING` texts, those of the smallest names: which they are does not depend on arrival, and a
word that thousands of reports share costs no more than one that a hundred do. Links and groups depend on the set of
reports alone; only the names of stories remember how it came about.
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


@dataclass(frozen=True, slots=True)
class Trace:
    """A story that went into another, or came out of one, and the report that made it so."""

    story: str
    became: str
    report: str
    how: str  # "merged" or "split"


@dataclass(frozen=True, slots=True)
class Change:
    """What a report changed: the stories whose members changed, the traces that it left, and what was cut short."""

    stories: tuple[str, ...]
    traces: tuple[Trace, ...] = ()
    cut_short: str | None = None


@dataclass(slots=True)
class Text:
    """One text of the index: its fingerprint, the days and reports that carried it, and its story."""

    print: Fingerprint
    days: Days = field(default_factory=Days)
    reports: list[str] = field(default_factory=list[str])
    links: dict[str, float] = field(default_factory=dict[str, float])
    story: str = ""


@dataclass(slots=True)
class State:
    """All that the index keeps: texts by name, postings by key, members of stories, ids and traces. Plain data."""

    texts: dict[str, Text] = field(default_factory=dict[str, Text])
    postings: dict[int, list[tuple[str, float]]] = field(default_factory=dict[int, list[tuple[str, float]]])
    members: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    of: dict[str, str] = field(default_factory=dict[str, str])  # report → its text
    used: set[str] = field(default_factory=set[str])  # every id that a story ever had
    traces: list[Trace] = field(default_factory=list[Trace])


class Stories:
    """Which reports tell one story. `add` takes a report and says what changed."""

    def __init__(self, state: State | None = None) -> None:
        """Start empty, or go on from a state that was kept."""
        self.state = state or State()

    def add(self, report: Report, known: Fingerprint | None = None) -> Change:
        """Take in a report (`known`: its fingerprint, if it was made before). The same report again changes nothing."""
        if report.id in self.state.of:
            return Change(())
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
            return Change((text.story,))
        text.days = days
        self._link(text)
        return self._regroup(text, report.id)

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

    def _regroup(self, text: Text, report: str) -> Change:
        hanging = self._hanging({text.print.text}, 1.0, CROWD)
        if len(hanging) > CROWD:
            return self._join_crowd(text)
        parts = [
            [self._texts(part)[i].print.text for i in group] for part in self._parts(hanging) for group in self._cluster(part)
        ]
        return self._rename(parts, report)

    def _join_crowd(self, text: Text) -> Change:
        """Among too many texts to group anew, a text joins the story that it has the strongest links with, on average."""
        strengths: dict[str, list[float]] = {}
        for name, strength in text.links.items():
            if story := self.state.texts[name].story:
                strengths.setdefault(story, []).append(strength)
        best = text.story or max(strengths, key=lambda s: (sum(strengths[s]) / len(strengths[s]), s))
        text.story = best
        self.state.members[best].add(text.print.text)
        return Change((best,), cut_short=f"more than {CROWD} texts hang together: they were not grouped anew")

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

    def _rename(self, groups: list[list[str]], report: str) -> Change:
        """Give each group the id of the story that most of its texts were in; what loses its id leaves a trace."""
        texts, members = self.state.texts, self.state.members
        before = {texts[n].story for g in groups for n in g} - {""}
        old = {s: frozenset(members[s]) for s in before}
        claims = sorted(
            ((-len(old[s] & set(g)), s, k) for k, g in enumerate(groups) for s in {texts[n].story for n in g} - {""}),
        )
        named: dict[int, str] = {}
        for _, story, k in claims:
            if k not in named and story not in named.values():
                named[k] = story
        traces: list[Trace] = []
        for k, group in enumerate(groups):
            came_from = sorted({texts[n].story for n in group} - {""})
            if k not in named:
                named[k] = self._mint(group)
            story = named[k]
            traces += [Trace(s, story, report, "merged") for s in came_from if s != story and s not in named.values()]
            traces += [Trace(s, story, report, "split") for s in came_from if s != story and s in named.values()]
        for story in before:
            del members[story]
        for k, group in enumerate(groups):
            members[named[k]] = set(group)
            for name in group:
                texts[name].story = named[k]
        self.state.traces += traces
        changed = {s for s in {*before, *named.values()} if members.get(s) != old.get(s)} | {texts[self.state.of[report]].story}
        return Change(tuple(sorted(changed)), tuple(traces))

    def _mint(self, group: Sequence[str]) -> str:
        """A new id from the content of the group's first text by name; one that was ever used is not used again."""
        first, count = min(group), 1
        while (story := f"s-{first[:12]}" + (f"-{count}" if count > 1 else "")) in self.state.used:
            count += 1
        self.state.used.add(story)
        return story
