"""What one report shares with another: runs of the same words, and sentences that say the same with changed words.

Runs are found as tiles: the longest shared word sequences first, wherever they stand, so that moved paragraphs are
found too (greedy string tiling: Wise 1993). What no tile covers is compared sentence by sentence, each with the most
alike sentence of the other report, by the weight of the telling words that both have.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from twosource.link import rarity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twosource.link.copies.words import Sentence, Words
    from twosource.records import Span

SEED = 4  # words in a row that start a tile
LONG = 8  # words in a row that two reports seldom share by chance
_MANY = 24  # places of one seed that are tried: a refrain ("he said. She said") has more and shows nothing
_REWORDED = 0.55  # least weight of shared telling words, as part of the sentence's, of a reworded sentence
_HOLE = 3  # words that may be changed within a taken passage
_TELLING = 0.45  # a word this rare tells (`rarity.weight`)


@dataclass(frozen=True, slots=True)
class Tile:
    """`size` words in a row: from `here` in the one report's words, from `there` in the other's."""

    here: int
    there: int
    size: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Sentence `here` of the one report says what sentence `there` of the other says. `like`: from 0 to 1."""

    here: int
    there: int
    like: float


@dataclass(frozen=True)
class Overlap:
    """What the words `here` share with the words `there`: tiles, reworded sentences, and sums over them."""

    here: Words
    there: Words
    tiles: tuple[Tile, ...]
    pairs: tuple[Pair, ...]

    @cached_property
    def covered(self) -> tuple[bool, ...]:
        """Which words of `here` come from `there`, by tiles or in a reworded sentence."""
        flags = [False] * len(self.here)
        for tile in self.tiles:
            flags[tile.here : tile.here + tile.size] = [True] * tile.size
        for pair in self.pairs:
            s = self.here.sentences[pair.here]
            flags[s.first : s.last] = [True] * (s.last - s.first)
        return tuple(flags)

    @cached_property
    def share(self) -> float:
        """The part of the words of `here` that come from `there`; a few changed words within a passage count."""
        flags = _bridged(self.covered)
        return sum(flags) / len(flags) if flags else 0.0

    @property
    def exact(self) -> float:
        """The part of the words of `here` that stand in tiles: a copy's copy keeps its changes, and so is told apart."""
        return sum(t.size for t in self.tiles) / max(1, len(self.here))

    @cached_property
    def spoken(self) -> tuple[bool, ...]:
        """Which words of `here` are quoted speech in either report: quotation marks get lost, and posts have none."""
        flags = list(self.here.quoted)
        for t in self.tiles:
            for k in range(t.size):
                flags[t.here + k] = flags[t.here + k] or self.there.quoted[t.there + k]
        for sentence in self.here.sentences:
            words = self.here.plain[sentence.first : sentence.last]
            if "i" in words and any(self.covered[sentence.first : sentence.last]):
                flags[sentence.first : sentence.last] = [True] * len(words)
        for pair in self.pairs:
            a, b = self.here.sentences[pair.here], self.there.sentences[pair.there]
            if sum(self.there.quoted[b.first : b.last]) > (b.last - b.first) / 2:
                flags[a.first : a.last] = [True] * (a.last - a.first)
        return tuple(flags)

    @cached_property
    def own_share(self) -> float:
        """The same, of the words that are not quoted speech: what two reporters in one room would not share."""
        flags = [f for f, q in zip(_bridged(self.covered), self.spoken, strict=True) if not q]
        return sum(flags) / max(len(flags), 20) if flags else 0.0

    @cached_property
    def long_words(self) -> int:
        """Unquoted words that stand in long tiles."""
        return sum(not self.spoken[i] for t in self.tiles if t.size >= LONG for i in range(t.here, t.here + t.size))

    def passages(self) -> tuple[tuple[Span, Span], ...]:
        """Spans in both texts: tiles that follow one another closely in both are one passage; reworded sentences as such."""
        found = [*_joined(self.tiles)]
        for pair in self.pairs:
            a, b = self.here.sentences[pair.here], self.there.sentences[pair.there]
            found.append((a.first, a.last, b.first, b.last))
        return tuple(
            ((self.here.spans[a][0], self.here.spans[b - 1][1]), (self.there.spans[c][0], self.there.spans[d - 1][1]))
            for a, b, c, d in sorted(found)
        )


def overlap(here: Words, there: Words) -> Overlap:
    """Align the words of two reports. Not symmetric in what no tile covers: sentences of `here` look for theirs."""
    tiles = _tiles(here, there)
    bare = Overlap(here, there, tiles, ())
    return Overlap(here, there, tiles, tuple(_pairs(here, there, bare.covered)))


def widened(it: Overlap, more: tuple[Pair, ...]) -> Overlap:
    """An overlap with more pairs of sentences, where it had none for that sentence and few tiled words."""
    had = {p.here for p in it.pairs}
    bare = Overlap(it.here, it.there, it.tiles, ()).covered
    new = [p for p in more if p.here not in had and not _mostly(bare, it.here.sentences[p.here])]
    return Overlap(it.here, it.there, it.tiles, tuple(sorted((*it.pairs, *new), key=lambda p: p.here)))


def _mostly(covered: tuple[bool, ...], sentence: Sentence) -> bool:
    return sum(covered[sentence.first : sentence.last]) > 0.8 * (sentence.last - sentence.first)


def turned(it: Overlap) -> Overlap:
    """The same overlap seen from the other report."""
    tiles = tuple(sorted((Tile(t.there, t.here, t.size) for t in it.tiles), key=lambda t: t.here))
    bare = Overlap(it.there, it.here, tiles, ())
    return Overlap(it.there, it.here, tiles, tuple(_pairs(it.there, it.here, bare.covered)))


def _tiles(here: Words, there: Words) -> tuple[Tile, ...]:
    runs = sorted(_runs(here, there), key=lambda t: (-t.size, t.here, t.there))
    taken_here, taken_there = [False] * len(here), [False] * len(there)
    kept: list[Tile] = []
    for run in runs:
        for tile in _free(run, taken_here, taken_there):
            if tile.size >= SEED and any(rarity.weight(w) >= _TELLING for w in here.plain[tile.here : tile.here + tile.size]):
                kept.append(tile)
                taken_here[tile.here : tile.here + tile.size] = [True] * tile.size
                taken_there[tile.there : tile.there + tile.size] = [True] * tile.size
    return tuple(sorted(kept, key=lambda t: t.here))


def _runs(here: Words, there: Words) -> Iterator[Tile]:
    """Each longest run of shared words, once; runs may overlap one another."""
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for j in range(len(there) - SEED + 1):
        at = places[there.plain[j : j + SEED]]
        if len(at) < _MANY:
            at.append(j)
    a, b = here.plain, there.plain
    for i in range(len(a) - SEED + 1):
        for j in places.get(a[i : i + SEED], ()):
            if i and j and a[i - 1] == b[j - 1]:
                continue  # inside a run that was given already
            size = SEED
            while i + size < len(a) and j + size < len(b) and a[i + size] == b[j + size]:
                size += 1
            yield Tile(i, j, size)


def _free(run: Tile, taken_here: list[bool], taken_there: list[bool]) -> Iterator[Tile]:
    """The parts of a run that no longer tile has taken."""
    start = None
    for k in range(run.size + 1):
        free = k < run.size and not taken_here[run.here + k] and not taken_there[run.there + k]
        if free and start is None:
            start = k
        elif not free and start is not None:
            yield Tile(run.here + start, run.there + start, k - start)
            start = None


def _pairs(here: Words, there: Words, covered: tuple[bool, ...]) -> Iterator[Pair]:
    """Sentences of `here` of which tiles cover little, each with the sentence of `there` that says the same, if any."""
    theirs = [telling(there, s) for s in there.sentences]
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for j, words in enumerate(theirs):
        for word in words:
            holders[word].append(j)
    for i, sentence in enumerate(here.sentences):
        size = sentence.last - sentence.first
        if size < 5 or _mostly(covered, sentence):
            continue
        mine = telling(here, sentence)
        seen = sorted({j for word in mine for j in holders.get(word, ())[:_MANY]})
        best = max(((_like(mine, theirs[j]), -j) for j in seen), default=(0.0, 0))
        if best[0] >= _REWORDED:
            yield Pair(i, -best[1], round(best[0], 3))


def telling(words: Words, sentence: Sentence) -> dict[str, float]:
    """The telling words of a sentence with their weights."""
    return {w: x for w in words.plain[sentence.first : sentence.last] if (x := rarity.weight(w)) >= _TELLING}


def _like(mine: dict[str, float], theirs: dict[str, float]) -> float:
    """The weight of shared telling words, as part of the lesser sentence's; 0 with fewer than three of them."""
    shared = [mine[w] for w in mine if w in theirs]
    return sum(shared) / max(sum(mine.values()), 0.8 * sum(theirs.values())) if len(shared) >= 3 else 0.0


def _bridged(flags: tuple[bool, ...]) -> list[bool]:
    """Flags with short holes between covered words filled: a changed word within a taken passage is the passage's."""
    filled, last = list(flags), -_HOLE - 2
    for i, flag in enumerate(flags):
        if flag:
            if 1 < i - last <= _HOLE + 1:
                filled[last + 1 : i] = [True] * (i - last - 1)
            last = i
    return filled


def _joined(tiles: tuple[Tile, ...], gap: int = 6) -> Iterator[tuple[int, int, int, int]]:
    run: tuple[int, int, int, int] | None = None
    for t in tiles:
        if run and 0 <= t.here - run[1] <= gap and 0 <= t.there - run[3] <= gap:
            run = (run[0], t.here + t.size, run[2], t.there + t.size)
            continue
        if run:
            yield run
        run = (t.here, t.here + t.size, t.there, t.there + t.size)
    if run:
        yield run


def order_kept(it: Overlap) -> float:
    """How far the shared passages stand in the same order in both reports: 1 the same, towards 0 shuffled."""
    there = [t.there for t in it.tiles if t.size >= SEED]
    return Indel.normalized_similarity(there, sorted(there)) if len(there) > 1 else 1.0
