"""From aligned pairs to one lineage: who is whose nearest ancestor, and which original is missing."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twosource.link import publishers
from twosource.link.copies import align, direction, retell
from twosource.records import Copy, MissingOriginal, Passage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from twosource.link.copies.align import Overlap
    from twosource.link.copies.direction import Masthead, Piece
    from twosource.link.copies.words import Words
    from twosource.records import CopyKind

_TAKEN = 0.35  # least part of a report's own words that another's text must cover
_SPLICED = 40  # or so many own words in long runs: a part copied into own reporting
_BOTH_OWN = 0.7  # both texts hold this much or less of each other: each may have taken it from a third
_RETOLD_BY = 6  # credited reports that are compared for a retelling, at most


@dataclass(frozen=True, slots=True)
class Kin:
    """Two texts with the same words: `child` is held to take them from `parent`, with the evidence for it."""

    child: int
    parent: int
    kind: CopyKind
    it: Overlap
    back: Overlap
    evidence: tuple[Piece, ...]
    passages: tuple[Passage, ...]
    share: float

    @property
    def sure(self) -> float:
        """The sum of the evidence for the direction."""
        return sum(p.weight for p in self.evidence)


def resolve(
    texts: Sequence[Words], heads: Sequence[Masthead], pairs: Callable[[Sequence[Words]], Iterable[tuple[int, int]]]
) -> tuple[tuple[Copy, ...], tuple[MissingOriginal, ...]]:
    """Copies and missing originals among texts that stand in order of time."""
    firsts, twins = _twins(texts, heads)
    kin = [k for a, b in pairs([texts[i] for i in firsts]) if (k := _kin(texts, heads, firsts[a], firsts[b]))]
    absent = _absent(kin, heads)
    parents = _nearest([k for k in kin if not _through_absent(k, absent)])
    retold = list(_retold(texts, heads, firsts, {k.child for k in kin}))
    parents.update({k.child: k for k in retold if k.child not in parents and not _descends(parents, k.parent, k.child)})
    copies = [_copy(k, texts, heads) for k in parents.values()]
    copies += [_twin(texts, heads, first, other) for first, others in twins.items() for other in others]
    missing = tuple(MissingOriginal(name, tuple(sorted(heads[i].report.id for i in group)), why) for name, group, why in absent)
    return tuple(sorted(copies, key=lambda c: (c.report, c.of))), tuple(sorted(missing, key=lambda m: m.reports))


def _twins(texts: Sequence[Words], heads: Sequence[Masthead]) -> tuple[list[int], dict[int, list[int]]]:
    """Word-for-word equal texts are compared once, by one of them: indexes of these in order, and each one's twins.

    It is the one that bears its own name as an agency does, else a listed agency's, else the earliest.
    """
    groups: defaultdict[bytes, list[int]] = defaultdict(list)
    for i, words in enumerate(texts):
        if len(words) >= align.SEED:  # a line of three words is nobody's text
            groups[hashlib.blake2b("\0".join(words.plain).encode("utf-8", "replace")).digest()].append(i)
    firsts: list[int] = []
    twins: dict[int, list[int]] = {}
    for group in groups.values():
        first = (
            min(group, key=lambda i: (not direction.carries_itself(heads[i]), not publishers.agency(heads[i].outlet), i))
            if len(group) > 1
            else group[0]
        )
        firsts.append(first)
        twins[first] = [i for i in group if i != first]
    return sorted(firsts), twins


def _kin(texts: Sequence[Words], heads: Sequence[Masthead], a: int, b: int) -> Kin | None:
    it = align.overlap(texts[b], texts[a])
    back = align.turned(it)
    if not (_taken(it) or _taken(back)):
        return None
    evidence = direction.weigh(it, back, heads[b], heads[a])
    child, parent = (b, a) if sum(p.weight for p in evidence) >= 0 else (a, b)
    if child == a:
        it, back = back, it
        evidence = direction.weigh(it, back, heads[a], heads[b])
    passages = tuple(Passage(here, there) for here, there in it.passages())
    return Kin(child, parent, _kind(it), it, back, evidence, passages, it.share)


def _taken(it: Overlap) -> bool:
    """Whether so much is shared that one text must have been before the other's writer: not a quotation, not a refrain."""
    worded = it.long_words >= align.LONG or len(it.pairs) >= 3
    return (it.own_share >= _TAKEN and worded) or it.long_words >= _SPLICED


def _kind(it: Overlap) -> CopyKind:
    """verbatim: the taken words stand as they stood, in their order; else edited."""
    tiled = sum(t.size for t in it.tiles)
    taken = max(1.0, it.share * len(it.here))
    runs = sum(t.size for t in it.tiles if t.size >= 20) / taken
    return "verbatim" if tiled / taken >= 0.93 and runs >= 0.6 and align.order_kept(it) >= 0.8 else "edited"


def _absent(kin: Sequence[Kin], heads: Sequence[Masthead]) -> list[tuple[str | None, frozenset[int], tuple[str, ...]]]:
    """Originals that are not among the reports: both texts credit one agency, or each holds much that the other has not."""
    there = {publishers.publisher(h.report.outlet) for h in heads}
    groups: defaultdict[str | None, list[set[int]]] = defaultdict(list)
    for k in kin:
        named = sorted(set(direction.agencies(heads[k.child])) & set(direction.agencies(heads[k.parent])))
        named = [n for n in named if n not in there]
        if named:
            _add(groups[named[0]], {k.child, k.parent})
        elif _side_by_side(k):
            _add(groups[None], {k.child, k.parent})
    return [(name, frozenset(g), _why_absent(name, g, heads)) for name, found in groups.items() for g in found]


def _side_by_side(k: Kin) -> bool:
    """Neither text can be the other's source: each leaves out much of the other, and no one names or bears a name."""
    only_clock = all("stamped" in p.why for p in k.evidence)
    return k.kind != "paraphrase" and k.it.share <= _BOTH_OWN and k.back.share <= _BOTH_OWN and only_clock


def _why_absent(name: str | None, group: set[int], heads: Sequence[Masthead]) -> tuple[str, ...]:
    who = ", ".join(sorted(heads[i].outlet for i in group))
    if name:
        return (f"{who} carry the same text and each credits {name}, which is not among the reports",)
    return (f"{who} share passages, each beside much of its own, and neither names the other",)


def _add(groups: list[set[int]], members: set[int]) -> None:
    """Join a pair to the group that it touches, merging groups that it bridges."""
    touched = [g for g in groups if g & members]
    groups[:] = [g for g in groups if not g & members] + [members.union(*touched)]


def _through_absent(k: Kin, absent: list[tuple[str | None, frozenset[int], tuple[str, ...]]]) -> bool:
    return any(k.child in group and k.parent in group for _, group, _ in absent)


def _nearest(kin: Sequence[Kin]) -> dict[int, Kin]:
    """For each text the ancestor that covers most of it; of equals the better evidenced, then the earlier. No rings."""
    parents: dict[int, Kin] = {}
    for k in sorted(kin, key=lambda k: (-round(k.share, 2), -k.sure, k.parent)):
        if k.child not in parents and not _descends(parents, k.parent, k.child):
            parents[k.child] = k
    return parents


def _descends(parents: dict[int, Kin], text: int, of: int) -> bool:
    while text in parents:
        text = parents[text].parent
        if text == of:
            return True
    return text == of


def _retold(texts: Sequence[Words], heads: Sequence[Masthead], firsts: Sequence[int], copied: set[int]) -> Iterator[Kin]:
    """Credited retellings of texts that are no copies by words."""
    read: dict[int, retell.Meant] = {}
    outlets: defaultdict[str, list[int]] = defaultdict(list)
    for i in firsts:
        if name := publishers.publisher(heads[i].report.outlet):
            outlets[name].append(i)
    for child in firsts:
        if child in copied:
            continue
        named = [g for g in outlets.values() if child not in g and direction.credits_to(heads[child], heads[g[0]])]
        found: list[tuple[float, int, retell.Retelling]] = []
        for parent in [i for g in named for i in g][:_RETOLD_BY]:
            told = retell.retelling(_meant(read, texts, child), _meant(read, texts, parent))
            if told.whole:
                found.append((told.mean, -parent, told))
        if found:
            yield _retelling(texts, heads, child, -max(found)[1], max(found, key=lambda f: f[:2])[2])


def _meant(read: dict[int, retell.Meant], texts: Sequence[Words], i: int) -> retell.Meant:
    if i not in read:
        read[i] = retell.meant(texts[i])
    return read[i]


def _retelling(texts: Sequence[Words], heads: Sequence[Masthead], child: int, parent: int, told: retell.Retelling) -> Kin:
    here, there = texts[child], texts[parent]
    it = align.Overlap(here, there, (), told.pairs)
    evidence = (
        direction.Piece(3.0, f"{heads[child].outlet} names {heads[parent].outlet}"),
        direction.Piece(2.0, f"{round(told.part * 100)} in 100 of its sentences have their like there, in other words"),
    )
    return Kin(child, parent, "paraphrase", it, it, evidence, tuple(Passage(a, b) for a, b in it.passages()), it.share)


def _copy(k: Kin, texts: Sequence[Words], heads: Sequence[Masthead]) -> Copy:
    notes = tuple(
        f"only the first {len(texts[i]):,} words of {heads[i].report.id} were compared"
        for i in (k.child, k.parent)
        if texts[i].cut
    )
    return Copy(
        report=heads[k.child].report.id,
        of=heads[k.parent].report.id,
        kind=k.kind,
        share=round(k.share, 3),
        credited=direction.credits_to(heads[k.child], heads[k.parent]),
        passages=k.passages,
        evidence=tuple(p.why if p.weight > 0 else f"against: {p.why}" for p in k.evidence) + notes,
    )


def _twin(texts: Sequence[Words], heads: Sequence[Masthead], first: int, other: int) -> Copy:
    """A text equal to `first`'s word for word."""
    words = texts[other]
    whole = Passage((words.spans[0][0], words.spans[-1][1]), (texts[first].spans[0][0], texts[first].spans[-1][1]))
    credited = direction.credits_to(heads[other], heads[first])
    why = "the texts are the same word for word"
    return Copy(heads[other].report.id, heads[first].report.id, "verbatim", 1.0, credited, (whole,), (why,))
