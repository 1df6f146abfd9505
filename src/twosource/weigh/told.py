"""What the statements of a story are compared by: when, on whose word, in which words, with which figures."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from twosource.weigh.revisions import ancestors
from twosource.weigh.voices import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twosource.records import Annotation, Figure, Statement
    from twosource.weigh.origins import Resolved

_MORE = re.compile(r"^\s+(?:[\w'’-]+\s+){0,2}?(?:more|others?|additional|extra)\b", re.IGNORECASE)
_ANOTHER = re.compile(
    r"\b(?:another|(?:a )?further|(?:an )?additional|other|extra|first|last|minus)\s+(?:[\w'’-]+\s+)?$", re.IGNORECASE
)
_LEAST = re.compile(r"\s+(?:[\w'’-]+\s+)?(?:at least|or more|and counting)\b", re.IGNORECASE)
_AGE_BEFORE = re.compile(r"(?:\b(?:boy|girl|son|daughter|father|mother|\w+(?:er|or|man|woman|ist|ian)) of|,|\baged?)\s+$")
_AGE_AFTER = re.compile(r"^\s*(?:,|;|\.|and\b|from\b|who\b|was\b|had\b|-year|\s*years? old)")


_WORD = re.compile(r"[^\W\d_]{3,}")
_STEM = 5  # letters by which words are compared: "arrested" and "arrest" are one
_SAYING = frozenset(
    "say claim speak put count give report estimate keep deny reject dismiss list acknowledge admit lower raise".split()
)
_FOLDED = {
    stem: row.split()[0]
    for row in (
        "injur hurt wound casua",
        "kille kill dead die dies died death fatal lives",
        "arres detai held hold custo seize captu jaile priso",
        "fired fire shot shots shoot shell",
        "resig quit stepp",
        "meeti met meet talks talk",
        "paid pay payme money",
        "denie deny denia",
    )
    for stem in row.split()
}
_COMMON = frozenset(
    """that this with from have been were will would could should than then they them their there these those which what when
    where while about after before into over under also only other some said says told such more most much many very just even
    never nothing nobody none does being because between through during against without since until""".split()
)


@dataclass(frozen=True, slots=True)
class Told:
    """A story's statements in their reports.

    `resolved` says who vouches, `annotations` is report id → annotation, `likely` pair of
    statement ids → how likely the two alone tell one happening, `apart` the pairs that were
    kept apart though they are alike, the likeliest first.
    """

    resolved: Resolved
    annotations: Mapping[str, Annotation]
    likely: Mapping[frozenset[str], float]
    apart: Sequence[tuple[str, str]] = ()

    def when(self, s: Statement) -> str:
        """When a statement was published, in copied text when its original was; empty where it is not known."""
        known = [r for r in (s.taken, s.report) if r is not None and r in self.annotations]
        if s.taken in ancestors(s.report, self.annotations):
            return self.published(s.report)
        return min(map(self.published, known))

    def before(self, a: Statement, b: Statement) -> bool:
        """Whether `a` was published before `b`: earlier, or in an earlier version of the same report."""
        return self.when(a) < self.when(b) or a.report in ancestors(b.report, self.annotations)

    def place(self, s: Statement) -> tuple[str, int, str, int]:
        """What statements are put in order by: time of publication, version, place."""
        return self.when(s), len(ancestors(s.report, self.annotations)), s.report, s.start

    def published(self, report: str) -> str:
        """When a report was published; empty where it is not known."""
        return self.annotations[report].report.published or ""

    def words(self, s: Statement) -> str:
        """The words of a statement."""
        return self.annotations[s.report].report.text[s.start : s.end]

    def around(self, s: Statement) -> str:
        """The sentences in which a statement stands."""
        annotation = self.annotations[s.report]
        inside = [span for span in annotation.sentences if span[0] < s.end and s.start < span[1]] or [(s.start, s.end)]
        return annotation.report.text[min(a for a, _ in inside) : max(b for _, b in inside)]

    def alike(self, a: Statement, b: Statement) -> float:
        """How likely two statements alone tell one happening; 0 where that is not on record."""
        return self.likely.get(frozenset({a.id, b.id}), 0.0)

    def same_origin(self, a: Statement, b: Statement) -> bool:
        """Whether one origin vouches for both: the same on record or by name, and not cited by names that share no word."""
        x, y = self.speaker(a), self.speaker(b)
        if self.resolved.of[a.id] != self.resolved.of[b.id]:
            return x == y and bool(words_of(self._speaks(a)))
        return not (x and y) or bool(x & y)

    def speaker(self, s: Statement) -> frozenset[str]:
        """The telling words of who is cited or is said to say so ("the general claimed 1,200"); empty in a report's own voice."""
        name = self._speaks(s)
        return words_of(name) or frozenset(name.casefold().split()) - {"the", "a", "an"}

    def _speaks(self, s: Statement) -> str:
        return s.chain[-1] if s.chain else (s.actor or "") if self.head(s) in _SAYING else ""

    def figures(self, s: Statement) -> tuple[Figure, ...]:
        """The figures of a statement: no ages, and no "three more"."""
        annotation = self.annotations[s.report]
        found = [annotation.figures[i] for i in annotation.events[s.mention].figures] if s.mention >= 0 else []
        text = annotation.report.text
        return tuple(_opened(f, text) for f in found if f.what != "others" and not _no_total(f, text))

    def names_figure(self, s: Statement, value: float) -> bool:
        """Whether the sentences in which a statement stands name this number too ("four tonnes, not five and a half")."""
        annotation = self.annotations[s.report]
        inside = [span for span in annotation.sentences if span[0] < s.end and s.start < span[1]]
        return any(f.low == value for f in annotation.figures for a, b in inside if a <= f.start < b)

    def head(self, s: Statement) -> str:
        """The lemma of the word that names the happening."""
        return self.annotations[s.report].events[s.mention].head.casefold() if s.mention >= 0 else ""

    def stems(self, s: Statement) -> frozenset[str]:
        """The beginnings of a statement's telling words, by which two clauses are found to speak of one thing."""
        found = [m.group()[:_STEM] for m in _WORD.finditer(self.words(s).casefold()) if m.group() not in _COMMON]
        return frozenset(_FOLDED.get(w, w) for w in found)


def _opened(f: Figure, text: str) -> Figure:
    """The figure, without an upper bound where a "least" follows it ("five people at least")."""
    return replace(f, high=None) if f.high == f.low and _LEAST.match(text[f.end : f.end + 30]) else f


def _no_total(f: Figure, text: str) -> bool:
    """Whether a figure adds to another ("three more", "another six") or is somebody's age ("a driver of 52")."""
    before, after = text[max(0, f.start - 40) : f.start], text[f.end : f.end + 40]
    if _MORE.search(after) or _ANOTHER.search(before):
        return True
    bare = f.what == "count" and 10 <= f.low <= 110 and f.low == f.high
    return bare and bool(_AGE_BEFORE.search(before) and _AGE_AFTER.search(after))
