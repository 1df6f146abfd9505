"""Two passages read at once: whether they tell one happening, from one source, and whether one confirms or disputes the other.

What joins and the names of sources are judged by apart (vectors of clauses, words of names) meets here in one reading, a
cross-encoder (Nogueira and Cho 2019): the words of both passages, what stands before them, who is cited and who carries it
attend to one another. Tuned on marked stories by `training/pairs`. A pair takes a tenth of a second or so, so that only
pairs on which something hangs are read: what may confirm, what may be a dispute.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from itertools import pairwise
from struct import Struct
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from twosource import encoder

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping, Sequence

    from twosource.records import Annotation, Statement
    from twosource.weigh.voices import Voice

_HEAD, _BEFORE, _WITHIN = 28, 24, 56  # subtokens at most: who says it and when, the sentence before, the sentence itself
OPENS, CLOSES, _NEXT = 2, 3, 4  # words of the vocabulary that stand for nothing: about the passage, between the parts
_KEPT = 50_000  # pairs whose answers a process keeps
_PACKED = Struct("<6f")


class Answers(NamedTuple):
    """What a reading of two passages says, as log-odds."""

    one_happening: float
    one_source: float
    confirms: float
    one_denies: float
    dispute: float
    update: float


def read(
    pairs: Sequence[tuple[Statement, Statement]],
    annotations: Mapping[str, Annotation],
    voices: Mapping[str, Voice],
    kept: MutableMapping[bytes, bytes],
) -> dict[frozenset[str], Answers]:
    """Read pairs of statements, by their two ids; `voices` says who is cited, by the id of the statement.

    `kept` holds the answers that are known, by a hash of both passages and of the weights, and takes the new ones.
    """
    texts = {s.id: tuple(passage(annotations[s.report], s, voices.get(s.id))) for pair in pairs for s in pair}
    out: dict[frozenset[str], Answers] = {}
    for a, b in pairs:
        one, other = (texts[i] for i in sorted((a.id, b.id)))
        key = _key(one, other)
        try:
            said = Answers(*_PACKED.unpack(kept[key]))
        except KeyError:
            said = _answers(one, other)
            kept[key] = _PACKED.pack(*said)
        out[frozenset((a.id, b.id))] = said
    return out


def _key(one: tuple[int, ...], other: tuple[int, ...]) -> bytes:
    both = np.array([*one, encoder.SEP, *other], np.uint16).tobytes()
    return hashlib.sha256(encoder.digest(encoder.TOGETHER).encode() + both).digest()[:16]


def passage(annotation: Annotation, s: Statement, voice: Voice | None) -> list[int]:
    """A statement as it is read, in subtokens: when, which outlet, who is cited; the end of the sentence before; its sentence.

    The statement's own words stand between two marks.
    """
    report = annotation.report
    said = "none" if voice is None else f"{voice.name}, {voice.body}" if voice.body else voice.name
    head = encoder.tokens(f"{(report.published or '')[:10]} {report.outlet or ''}: {said}")[:_HEAD]
    start, end = annotation.sentence(s.start, s.end)
    before = next((report.text[a:b] for (a, b), (c, _) in pairwise(annotation.sentences) if c == start), report.title or "")
    spans = ((start, s.start), (s.start, s.end), (s.end, end))
    left, inside, right = (encoder.tokens(report.text[a:b]) for a, b in spans)
    inside = inside[:_WITHIN]
    room = _WITHIN - len(inside)
    left = left[max(0, len(left) - max(room // 2, room - len(right))) :] if room else []
    right = right[: room - len(left)]
    return [*head, _NEXT, *encoder.tokens(before)[-_BEFORE:], _NEXT, *left, OPENS, *inside, CLOSES, *right]


@lru_cache(maxsize=_KEPT)
def _answers(a: tuple[int, ...], b: tuple[int, ...]) -> Answers:
    states = encoder.states([*a, encoder.SEP, *b], encoder.TOGETHER)
    begin = 1 + a.index(OPENS), 2 + len(a) + b.index(OPENS)
    both = np.concatenate([states[0], states[begin[0]], states[begin[1]]])
    said = encoder.layers(both, "together.npz", "dense", "answers")
    return Answers(*_PACKED.unpack(_PACKED.pack(*said)))  # as they come back from where they are kept
