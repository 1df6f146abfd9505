"""What one statement is compared by, looked up once: when it was said, by whom, in which words, with which figures."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from twosource.moments import order
from twosource.weigh.cues import find
from twosource.weigh.revisions import ancestors
from twosource.weigh.voices import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twosource.records import Annotation, Figure, Statement
    from twosource.weigh.cues import Cue

_MORE = re.compile(r"^\s+(?:[\w'’-]+\s+){0,2}?(?:more|others?|additional|extra)\b", re.IGNORECASE)
_MORE_INSIDE = re.compile(r"\b(?:more|others?|another|additional|further)\b(?! than)", re.IGNORECASE)
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
    the and was has had not but for are his her its you our who how why any all out off did can may
    never nothing nobody none does being because between through during against without since until""".split()
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What one statement is compared by, looked up once.

    `when` is the time of publication (`moments.order`), of its original where the words are copied; `earlier`
    holds the earlier versions of its report; `numbers` and `parts` are the values named in
    its sentences, `parts` those that are a share of another.
    """

    when: str
    published: str
    earlier: frozenset[str]
    words: str
    head: str
    stems: frozenset[str]
    speaker: frozenset[str]
    named: bool
    figures: tuple[Figure, ...]
    numbers: frozenset[float]
    parts: frozenset[float]
    cues: frozenset[Cue]


def facts_of(s: Statement, annotations: Mapping[str, Annotation]) -> Facts:
    """What is looked up for a statement; `annotations` is report id → annotation."""
    annotation = annotations[s.report]
    text, earlier = annotation.report.text, ancestors(s.report, annotations)
    inside = [span for span in annotation.sentences if span[0] < s.end and s.start < span[1]] or [(s.start, s.end)]
    start, end = min(a for a, _ in inside), max(b for _, b in inside)
    named = [f for f in annotation.figures if start <= f.start < end]
    head = annotation.events[s.mention].head.casefold() if s.mention >= 0 else ""
    speaks = s.chain[-1] if s.chain else (s.actor or "") if head in _SAYING else ""
    words, telling = text[s.start : s.end], words_of(speaks)
    return Facts(
        when=_when(s, earlier, annotations),
        published=annotation.report.published or "",
        earlier=earlier,
        words=words,
        head=head,
        stems=_stems(words),
        speaker=telling or frozenset(speaks.casefold().split()) - {"the", "a", "an"},
        named=bool(telling),
        figures=_figures(s, annotation),
        numbers=frozenset(f.low for f in named),
        parts=frozenset(f.low for f in named if f.part),
        cues=find(words, text[start:end]),
    )


def _when(s: Statement, earlier: frozenset[str], annotations: Mapping[str, Annotation]) -> str:
    """When a statement was published, in copied text when its original was; empty where it is not known."""
    reports = [s.report, s.taken] if s.taken in annotations and s.taken not in earlier else [s.report]
    return min(order(annotations[r].report.published) for r in reports if r)


def _stems(words: str) -> frozenset[str]:
    """The beginnings of telling words, by which two clauses are found to speak of one thing."""
    found = [m.group()[:_STEM] for m in _WORD.finditer(words.casefold()) if m.group() not in _COMMON]
    return frozenset(_FOLDED.get(w, w) for w in found)


def figures_of(s: Statement, annotation: Annotation) -> tuple[Figure, ...]:
    """The figures of a statement's clause, as they were read; `Statement.figure` is the first."""
    return tuple(annotation.figures[i] for i in annotation.events[s.mention].figures) if s.mention >= 0 else ()


def _figures(s: Statement, annotation: Annotation) -> tuple[Figure, ...]:
    """The figures of a statement: no ages, and no "three more"."""
    text = annotation.report.text
    return tuple(_opened(f, text) for f in figures_of(s, annotation) if f.what != "others" and not _no_total(f, text))


def _opened(f: Figure, text: str) -> Figure:
    """The figure, without an upper bound where a "least" follows it ("five people at least")."""
    return replace(f, high=None) if f.high == f.low and _LEAST.match(text[f.end : f.end + 30]) else f


def _no_total(f: Figure, text: str) -> bool:
    """Whether a figure adds to another ("three more", "another six") or is somebody's age ("a driver of 52")."""
    before, after = text[max(0, f.start - 40) : f.start], text[f.end : f.end + 40]
    if _MORE.search(after) or _ANOTHER.search(before) or _MORE_INSIDE.search(text[f.start : f.end]):
        return True
    bare = f.what == "count" and 10 <= f.low <= 110 and f.low == f.high
    return bare and bool(_AGE_BEFORE.search(before) and _AGE_AFTER.search(after))
