"""Paraphrase: a report that tells, in its own words and with credit, what another report told, and adds nothing.

Two reporters who tell the same happening also say alike things, so likeness alone proves nothing: a paraphrase is only
recognised where the report names the other as its source and nearly each of its sentences has its like there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from twosource import encoder
from twosource.link import publishers
from twosource.link.copies.align import Pair

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from twosource.link.copies.direction import Masthead
    from twosource.link.copies.words import Sentence, Words

_ALIKE = 0.4  # least cosine of two sentences that say the same, one of them reworded
_MEAN, _PART = 0.5, 0.7  # least mean cosine over the sentences, least part of them with their like
_HEAD, _READ = 600, 40_000  # characters: where a retelling names its source first, and as far as it is looked for
_LEAST, _MOST = 4, 80  # sentences: fewer prove nothing, and more are not read


@dataclass(frozen=True)
class Meant:
    """The sentences of a report with a vector each."""

    words: Words
    places: tuple[int, ...]
    vectors: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Retelling:
    """How far a report retells another: mean likeness, part of the sentences, and which sentence has its like where."""

    mean: float
    part: float
    pairs: tuple[Pair, ...]

    @property
    def whole(self) -> bool:
        """Whether it adds next to nothing of its own."""
        return self.mean >= _MEAN and self.part >= _PART


def sourced(here: Masthead, there: Masthead) -> bool:
    """Whether a report names another's outlet as its source at its head, and again or in the headline."""
    outlet, report = there.report.outlet, here.report
    pattern = publishers.spoken(outlet) if outlet and not publishers.same(outlet, report.outlet) else None
    if not pattern:
        return False
    places = [m.start() for m in pattern.finditer(report.text[:_READ])]
    headline = bool(report.title and pattern.search(report.title))
    return bool(places) and (headline or (places[0] < _HEAD and len(places) > 1))


def meant(words: Words) -> Meant:
    """Encode the sentences of a report (five words or more)."""
    places = [i for i, s in enumerate(words.sentences) if s.last - s.first >= 5][:_MOST]
    return Meant(words, tuple(places), encoder.sentence_vectors([_text(words, words.sentences[i]) for i in places]))


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
