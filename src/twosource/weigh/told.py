"""A story's statements in their reports: what they are compared by, one by one and two by two."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from twosource.weigh import denials, origins
from twosource.weigh.facts import facts_of
from twosource.weigh.voices import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twosource.records import Annotation, Origin, Statement, Story
    from twosource.weigh.cues import Cue
    from twosource.weigh.facts import Facts
    from twosource.weigh.origins import Resolved


@dataclass(frozen=True)
class Told:
    """A story's statements, their reports and sources, and how likely two tell one happening and one denies.

    `annotations`: report id → annotation; `resolved` says who vouches; `likely`: two statement ids → likelihood that the two
    alone tell one happening; `denies`: statement id → likelihood.
    """

    statements: tuple[Statement, ...]
    annotations: Mapping[str, Annotation]
    resolved: Resolved
    likely: Mapping[frozenset[str], float]
    denies: Mapping[str, float]

    def of(self, s: Statement) -> Facts:
        """What a statement is compared by."""
        found = self._facts.get(s.id)
        if found is None:
            found = self._facts[s.id] = facts_of(s, self.annotations)
        return found

    @cached_property
    def _facts(self) -> dict[str, Facts]:
        return {}

    def words(self, s: Statement) -> str:
        """The words of a statement."""
        return self.of(s).words

    def head(self, s: Statement) -> str:
        """The lemma of the word that names the happening."""
        return self.of(s).head

    def says(self, s: Statement, cue: Cue) -> bool:
        """Whether the words of a statement, or of its sentences, hold a cue."""
        return cue in self.of(s).cues

    def before(self, a: Statement, b: Statement) -> bool:
        """Whether `a` was published before `b`: earlier, or in an earlier version of the same report."""
        return self.of(a).when < self.of(b).when or a.report in self.of(b).earlier

    def place(self, s: Statement) -> tuple[str, int, str, int]:
        """What statements are put in order by: time of publication, version, place."""
        return self.of(s).when, len(self.of(s).earlier), s.report, s.start

    def alike(self, a: Statement, b: Statement) -> float:
        """How likely two statements alone tell one happening; 0 where that is not on record."""
        return self.likely.get(frozenset((a.id, b.id)), 0.0)

    def vouched(self, s: Statement) -> bool:
        """Whether somebody besides the outlet itself vouches for a statement."""
        return self.resolved.of[s.id] not in self.resolved.outlets or bool(self.of(s).speaker)

    def same_origin(self, a: Statement, b: Statement) -> bool:
        """Whether one origin vouches for both: the same on record or by name, and not cited by names that share no word."""
        x, y = self.of(a), self.of(b)
        if self.resolved.of[a.id] != self.resolved.of[b.id]:
            return x.named and x.speaker == y.speaker
        return not (x.speaker and y.speaker) or bool(x.speaker & y.speaker)

    @cached_property
    def origins(self) -> Mapping[str, Origin]:
        """The story's origins by id."""
        return {o.id: o for o in self.resolved.origins}

    @cached_property
    def events(self) -> Mapping[str, list[Statement]]:
        """The statements of each event, those left out that stand in text taken from another report: they must move nothing."""
        out: dict[str, list[Statement]] = defaultdict(list)
        for s in self.statements:
            if s.taken is None:
                out[s.event].append(s)
        return out

    @cached_property
    def tells(self) -> Mapping[str, frozenset[str]]:
        """The events that each origin tells."""
        out: dict[str, set[str]] = defaultdict(set)
        for event, said in self.events.items():
            for s in said:
                out[self.resolved.of[s.id]].add(event)
        return {origin: frozenset(found) for origin, found in out.items()}

    @cached_property
    def named(self) -> Mapping[str, tuple[frozenset[str], frozenset[str], frozenset[str]]]:
        """The telling words by which each origin is named: all, those of persons, those of institutions."""
        people: dict[str, set[str]] = defaultdict(set)
        bodies: dict[str, set[str]] = defaultdict(set)
        for s in self.statements:
            if s.taken is None and (voice := self.resolved.voices.get(s.id)):
                people[self.resolved.of[s.id]] |= voice.person
                bodies[self.resolved.of[s.id]] |= voice.institution
        return {o.id: (words_of(o.name), frozenset(people[o.id]), frozenset(bodies[o.id])) for o in self.resolved.origins}


def of_story(story: Story, agree: frozenset[frozenset[str]], by_words: Mapping[str, float]) -> Told:
    """What a story tells, each statement with its polarity and source.

    `agree` holds pairs of statement ids that say the same, `by_words` is how likely each denies by the words of its clause.
    """
    annotations = {a.report.id: a for a in story.annotations}
    statements = denials.mark(story.statements, annotations)
    resolved = origins.resolve(replace(story, statements=statements), agree)
    likely = {frozenset({j.a, j.b}): j.score for j in story.joins}
    return Told(statements, annotations, resolved, likely, denials.likelihoods(statements, by_words))
