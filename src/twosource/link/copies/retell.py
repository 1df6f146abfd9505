"""Paraphrase: a report that tells, in its own words and with credit, what another report told, and adds nothing.

Two reporters who tell the same happening also say alike things, so likeness alone proves nothing: a paraphrase is only
recognised where the report cites the other as its source and nearly each of its sentences has its like there: the more
of them cite it, the less alike they need be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from twosource import encoder
from twosource.link.copies.align import Pair

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from twosource.link.copies.cites import Cites
    from twosource.link.copies.words import Sentence, Words

_ALIKE = 0.5  # least cosine of two sentences that are shown as saying the same
# Least mean cosine over the sentences of a retelling; the same where it cites its source in so many sentences and such a part of
# them. In 41 worlds of ours they find 36 of 41 retellings, and take no other report for one (docs/copies.md).
_MEAN, _CITED_MEAN, _OFTEN, _SHARE = 0.67, 0.645, 3, 0.1
_HEAD = 600  # characters: where a retelling names its source first
_LEAST, _MOST = 4, 80  # sentences: fewer prove nothing, and more are not read


@dataclass(frozen=True)
class Meant:
    """The sentences of a report with a vector each."""

    words: Words
    places: tuple[int, ...]
    vectors: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Retelling:
    """How far a report retells another: mean likeness, part of the sentences with their like, and which has it where."""

    mean: float
    part: float
    pairs: tuple[Pair, ...]

    def whole(self, cites: Cites) -> bool:
        """Whether it adds next to nothing of its own. One that cites its source all along need be less alike."""
        return self.mean >= (_CITED_MEAN if throughout(cites) else _MEAN)


def sourced(cites: Cites) -> bool:
    """Whether a report that cites an outlet so may be a retelling: at its head, and again or in the headline."""
    return cites.first < _HEAD and (cites.sentences > 1 or cites.first == 0)


def throughout(cites: Cites) -> bool:
    """Whether it cites the outlet from head to foot, as one does that has nothing else to go by."""
    return cites.sentences >= _OFTEN and cites.share >= _SHARE


def meant(words: Words) -> Meant:
    """Encode the sentences of a report (five words or more)."""
    places = [i for i, s in enumerate(words.sentences) if s.last - s.first >= 5][:_MOST]
    texts = [_text(words, words.sentences[i]) for i in places]
    return Meant(words, tuple(places), encoder.sentence_vectors(texts, encoder.HAPPENINGS))


def retelling(here: Meant, there: Meant) -> Retelling:
    """Compare each sentence of `here` with all of `there`."""
    if len(here.places) < _LEAST or len(there.places) < _LEAST:
        return Retelling(0.0, 0.0, ())
    alike = here.vectors @ there.vectors.T
    best = alike.argmax(axis=1)
    top = [float(alike[i, j]) for i, j in enumerate(best)]
    pairs = [Pair(here.places[i], there.places[int(j)], round(top[i], 3)) for i, j in enumerate(best) if top[i] >= _ALIKE]
    return Retelling(sum(top) / len(top), len(pairs) / len(top), tuple(pairs))


def _text(words: Words, sentence: Sentence) -> str:
    return words.report.text[words.spans[sentence.first][0] : words.spans[sentence.last - 1][1]]
