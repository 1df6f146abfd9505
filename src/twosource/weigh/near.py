"""Who is named or cited near a statement, and how each of them stands to it: what `beside` judges by."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from twosource.annotate.attribution.cues import cues

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twosource.records import Annotation, Attribution, Entity, Mention, Span, Statement

# What somebody named near a statement is judged by. Distances are in characters, or in sentences.
OF_HIM = (
    "words beside the name",
    "the last who was cited before it",
    "characters back to the name",
    "characters on to the name",
    "sentences back to the name",
    "named in the next sentence",
    "named in its paragraph",
    "times cited",
    "sentences back to where he is cited",
    "does what it tells",
    "does something in its sentence",
    "named within it",
    "named beside it in its sentence",
    "characters to a word of speech in its sentence",
    "characters to a word of speech in the sentence before",
    "how he is named in its sentence",
    "what he is",
    "he has an office",
    "he has a name of his own",
    "others cited near",
)
OF_IT = (
    "in a quotation",
    "told as past or possible in the clause",
    "told as past or possible in the sentence",
    "gives a figure",
    "recalled",
    "status",
    "sentence of the report",
    "paragraph of the report",
    "how many are cited in the report",
    "its sentence begins with a pronoun",
    "somebody is cited in its sentence",
    "somebody is cited in the sentence before",
    "words of speech that cite nobody in its sentence",
    "the reporter speaks of himself in its sentence",
    "its sentence asks",
    "characters of the clause",
    "characters of the sentence",
    "characters of the sentence before it",
    "how many are near",
)
FEATURES = OF_HIM + OF_IT
_FAR = 999
_BEHIND, _AHEAD = 60, 40  # characters beside a name in which words are looked at
_BACK, _ON, _CITED = 4, 1, 5  # sentences within which somebody is near: before, after, and either way where he is cited
_KINDS = ("person", "organisation", "place", "group", "outlet")
_STATUS = ("actual", "negated", "planned", "hypothetical")
_FORMS = ("pronoun", "nominal", "name")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|[^\w\s]")
_TOKEN = re.compile(r"\w+")
_PAST = re.compile(r"\b(?:had|would|was to|were to|could|might|should|must|having)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:he|she|they|it|his|her|their|its)\b", re.IGNORECASE)
_HIMSELF = re.compile(r"\b(?:we|our|I|us|this newspaper|this reporter|me)\b")
_QUOTED = re.compile(r"“[^”\n]*[”\n]|\"[^\"\n]*[\"\n]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody near a statement: by what he is known, his entity if any, the words beside him, FEATURES but the first."""

    who: str
    entity: Entity | None
    words: frozenset[str]
    row: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a statement stands: its trigger, the number of its sentence, and the spans of that one and of the one before."""

    statement: Statement
    trigger: Span
    number: int
    sentence: Span
    before: Span


class Surroundings:
    """Who is named and cited where in a report.

    `at`: entity's id → his mentions; `cited`: by what somebody is known → the attributions that cite him.
    """

    def __init__(self, annotation: Annotation) -> None:
        """Look over a whole report once, for all its statements."""
        self.annotation, self.text = annotation, annotation.report.text
        self.at: dict[str, list[Mention]] = defaultdict(list)
        for m in annotation.mentions:
            self.at[m.entity].append(m)
        self.cited: dict[str, list[Attribution]] = defaultdict(list)
        for said in annotation.attributions:
            if said.chain:
                self.cited[self._who(said)].append(said)
        self._entities = {e.id: e for e in annotation.entities}
        self._starts = [start for start, _ in annotation.sentences]
        self._where = {who: [self._sentence(m.start) for m in named] for who, named in self.at.items()}
        told = sorted((said.content[0][0], who) for who, cited in self.cited.items() for said in cited)
        self._told = [(start, who, self._sentence(start)) for start, who in told]
        self._breaks = [m.start() for m in re.finditer("\n", self.text)]
        self._quotes = [m.span() for m in _QUOTED.finditer(self.text)]
        self._speech = [m.span() for m in _TOKEN.finditer(self.text) if m.group().casefold() in _speech()]
        cues_used = [said.cue for said in annotation.attributions if said.cue]
        self._free = [start for start, end in self._speech if not any(_meet((start, end), cue) for cue in cues_used)]
        self._done = [(span, event.trigger) for event in annotation.events for span in event.actor]

    def near(self, s: Statement) -> list[Candidate]:
        """Everybody who is named or cited around a statement that rests on a mention."""
        spot = self._spot(s)
        named = (who for who, where in self._where.items() if any(-_BACK <= n - spot.number <= _ON for n in where))
        known = dict.fromkeys(named) | dict.fromkeys(who for _, who, n in self._told if abs(n - spot.number) <= _CITED)
        of_it = (*self._of_it(spot), len(known))
        return [
            Candidate(who, self._entities.get(who), self._words(spot, who), (*self._of_him(spot, who), *of_it)) for who in known
        ]

    def places(self, who: str) -> list[Span]:
        """Where somebody is named, and where he is cited by other words."""
        named = {(m.start, m.end) for m in self.at.get(who, ())}
        return sorted(named | {said.source for said in self.cited.get(who, ()) if said.source})

    def _who(self, said: Attribution) -> str:
        """By what an attribution's source is known: his entity, else his name with a mark before it."""
        if said.entity:
            return said.entity
        inside = [m for m in self.annotation.mentions if said.source and _meet((m.start, m.end), said.source)]
        return max(inside, key=lambda m: m.end - m.start).entity if inside else f"@{said.chain[-1].name.casefold()}"

    def _spot(self, s: Statement) -> _Spot:
        trigger = self.annotation.events[s.mention].trigger
        number, whole = self._sentence(trigger[0]), self.annotation.sentences
        here = whole[number] if number >= 0 else (s.start, s.end)
        return _Spot(s, trigger, number, here, whole[number - 1] if number > 0 else (here[0], here[0]))

    def _sentence(self, position: int) -> int:
        """The number of the sentence that a position lies in or behind."""
        return bisect_right(self._starts, position) - 1

    def _paragraph(self, position: int) -> int:
        """The number of line breaks before a position."""
        return bisect_right(self._breaks, position)

    def _of_him(self, spot: _Spot, who: str) -> tuple[float, ...]:
        """OF_HIM but the first."""
        (trigger, end), s = spot.trigger, spot.statement
        entity, named, cited = self._entities.get(who), self.at.get(who, []), self.cited.get(who, [])
        where = self._where.get(who, [])
        here = [m for m, n in zip(named, where, strict=True) if n == spot.number]
        before = [m for m, n in zip(named, where, strict=True) if n == spot.number - 1]
        told = [spot.number - self._sentence(said.content[0][0]) for said in cited]
        earlier = [other for start, other, _ in self._told if start <= trigger]
        others = {other for _, other, n in self._told if 0 <= spot.number - n <= 1} - {who}
        does = [at for span, at in self._done if any(_meet(span, (m.start, m.end)) for m in named)]
        return (
            earlier[-1:] == [who],
            min((trigger - m.end for m in here if m.end <= trigger), default=_FAR),
            min((m.start - trigger for m in here if m.start > trigger), default=_FAR),
            min((spot.number - n for n in where if n < spot.number), default=_FAR),
            spot.number + 1 in where,
            sum(self._paragraph(m.start) == self._paragraph(trigger) for m in named),
            len(cited),
            min((back for back in told if back >= 0), default=_FAR),
            (trigger, end) in does,
            any(spot.sentence[0] <= at < spot.sentence[1] for at, _ in does),
            any(s.start <= m.start < s.end for m in here),
            any(not s.start <= m.start < s.end for m in here),
            self._gap(here, spot.sentence),
            self._gap(before, spot.before),
            max((_FORMS.index(m.form) for m in here), default=-1),
            -1 if entity is None else _KINDS.index(entity.kind),
            entity is not None and entity.role is not None,
            entity is not None and entity.name[:1].isupper(),
            len(others),
        )

    def _of_it(self, spot: _Spot) -> tuple[float, ...]:
        """OF_IT but the last."""
        s, (start, end) = spot.statement, spot.sentence
        clause, sentence = self.text[s.start : s.end], self.text[start:end]
        told = [n for *_, n in self._told]
        return (
            any(a <= spot.trigger[0] < b for a, b in self._quotes),
            bool(_PAST.search(clause)),
            bool(_PAST.search(sentence)),
            s.figure is not None,
            s.background,
            _STATUS.index(s.status),
            spot.number,
            self._paragraph(spot.trigger[0]),
            len(told),
            bool(_PRONOUN.match(sentence)),
            spot.number in told,
            spot.number - 1 in told,
            sum(start <= at < end for at in self._free),
            bool(_HIMSELF.search(sentence)),
            sentence.rstrip().endswith("?"),
            s.end - s.start,
            end - start,
            spot.trigger[0] - start,
        )

    def _words(self, spot: _Spot, who: str) -> frozenset[str]:
        """The words beside his name in the statement's sentence and in the one before, and those that the clause begins with."""
        out: set[str] = set()
        for tag, (start, end) in (("here", spot.sentence), ("before", spot.before)):
            named = [(m.start, m.end) for m in self.at.get(who, []) if start <= m.start < end]
            named = named or [c.source for c in self.cited.get(who, []) if c.source and start <= c.source[0] < end]
            if named:
                a, b = min(named, key=lambda at: abs(at[0] - spot.trigger[0]))
                side = f"{tag} {'back' if a < spot.trigger[0] else 'on'}"
                behind = _split(self.text[b : min(end, b + _BEHIND)])[:6]
                ahead = _split(self.text[max(start, a - _AHEAD) : a])[-4:]
                out |= {f"{side} after {word}" for word in behind} | {f"{side} ahead {word}" for word in ahead}
                out |= {f"{side} first {' '.join(behind[:k])}" for k in (1, 2)}
                out |= {f"{side} last {' '.join(ahead[-k:])}" for k in (1, 2)}
        near = "near" if out else "far"
        first = _split(self.text[spot.statement.start : spot.statement.end])[:3]
        return frozenset(out | {near} | {f"{near} clause {word}" for word in first})

    def _gap(self, named: Iterable[Mention], sentence: Span) -> int:
        """Characters between a mention and the nearest word of speech within a sentence."""
        inside = [(a, b) for a, b in self._speech if sentence[0] <= a < sentence[1]]
        return min((min(abs(m.end - a), abs(b - m.start)) for m in named for a, b in inside), default=_FAR)


def _meet(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _split(text: str) -> list[str]:
    return ["#" if word.isdigit() else word.casefold() for word in _WORD.findall(text)]


@cache
def _speech() -> frozenset[str]:
    """Words that say, in all their forms, and those that stand beside a source ("according to")."""
    known = cues()
    forms = {form for form, lemma in known.forms.items() if lemma in known.clause}
    return frozenset(forms | known.speaking | known.medium | {"according"})
