"""The stories of a desk, kept up to date report by report: only what a new report can change is looked at again.

    report ─fingerprint─▶ keys ─postings─▶ candidates ─score─▶ links ─▶ the texts that now hang together ─cluster─▶ stories

Postings hold at most `POSTING` texts, those of the smallest names: which they are does not depend on arrival, and a
word that thousands of reports share costs no more than one that sixty do. Links and groups depend on the set of
reports alone; only the names of stories remember how it came about.
"""

from __future__ import annotations

import bisect
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from twosource.link.stories import likeness
from twosource.link.stories.cluster import cluster
from twosource.link.stories.fingerprint import Fingerprint, day_of, fingerprint
from twosource.link.stories.likeness import COURSE, MOMENT, NEAR, Days

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from twosource.records import Report

POSTING = 256  # texts kept under one key
SCORED = 192  # candidates that are scored, those that share most keys
LARGEST = 240  # texts that are clustered at once; what hangs together beyond that is cut at its weakest links


@dataclass(frozen=True, slots=True)
class Trace:
    """A story that went into another, or came out of one, and the report that made it so."""

    story: str
    became: str
    report: str
    how: str  # "merged" or "split"


@dataclass(frozen=True, slots=True)
class Change:
    """What a report changed: the stories whose members changed, and the traces that it left."""

    stories: tuple[str, ...]
    traces: tuple[Trace, ...] = ()


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
    postings: dict[int, list[str]] = field(default_factory=dict[int, list[str]])
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
        """Names of the texts that share the most keys with a fingerprint, two at least."""
        shared: Counter[str] = Counter()
        for key in it.keys:
            shared.update(self.state.postings.get(key, ()))
        shared.pop(it.text, None)
        least = min(2, len(it.keys))
        ranked = sorted(((-n, name) for name, n in shared.items() if n >= least))
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
        for key in it.keys:
            posting = self.state.postings.setdefault(key, [])
            bisect.insort(posting, it.text)
            del posting[POSTING:]

    def _link(self, text: Text) -> None:
        for name in self.candidates(text.print):
            other = self.state.texts[name]
            apart = text.days.apart(other.days)
            course, moment = likeness.pair(text.print, other.print, apart)
            near = apart is not None and apart <= NEAR
            strength = max(course / COURSE, moment / MOMENT if near else 0.0)
            if strength >= 1:
                text.links[name] = other.links[text.print.text] = strength

    # --- groups ------------------------------------------------------------------

    def _regroup(self, text: Text, report: str) -> Change:
        hanging = self._hanging({text.print.text}, 1.0)
        parts = [
            [self._texts(part)[i].print.text for i in group] for part in self._parts(hanging) for group in self._cluster(part)
        ]
        return self._rename(parts, report)

    def _hanging(self, start: set[str], least: float) -> list[str]:
        """All texts that hang together with the start by links of some strength."""
        seen, queue = set(start), list(start)
        while queue:
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
            left = set(part)
            while left:
                whole = set(self._hanging({min(left)}, least * 1.05)) & left
                left -= whole
                waiting.append((sorted(whole), least * 1.05))

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
            story = named.setdefault(k, self._mint(group, named.values()))
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

    def _mint(self, group: Sequence[str], taken: Container[str]) -> str:
        """A new id from the content of the group's first text by name; one that was ever used is not used again."""
        first, count = min(group), 1
        while (story := f"s-{first[:12]}" + (f"-{count}" if count > 1 else "")) in self.state.used or story in taken:
            count += 1
        self.state.used.add(story)
        return story
