"""From aligned pairs to one lineage: who is whose nearest ancestor, and which original is missing."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from twosource.link import publishers
from twosource.link.copies import align, direction, retell, reworded
from twosource.link.copies.align import Pair
from twosource.link.copies.cites import Outlets
from twosource.records import Copy, MissingOriginal, Passage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from twosource.link.copies.align import Overlap
    from twosource.link.copies.direction import Masthead, Piece
    from twosource.link.copies.words import Words
    from twosource.records import CopyKind

# What makes a taken text, by a report's own (unquoted) words. Set by a hundred pairs judged by eye (docs/copies.md).
_SPLICED = 45  # words in long runs: a part copied into own reporting
_PART, _RUNS = 0.3, 24  # this part of the words, with so many in long runs
_SOME, _FEW = 0.45, 9  # more of the words, with a long run at least; or the part above and three reworded sentences
_REWORDED, _SENTENCES, _WORDS = 0.62, 4, 60  # with no long run: nearly all of the words, and by sentences
_BOTH_OWN = 0.7  # both texts hold this much or less of each other: each may have taken it from a third
_NEARER = 0.75  # so much more of the others' texts, summed, makes a text the family's middle
_MOSTLY = 0.6  # of a text that does not credit the agency that a like text credits
_CREDITS = 30  # like texts whose credits are read
_RETOLD_BY = 6  # credited reports that are compared for a retelling, at most, and as many others
_AHEAD = 0.06  # by so much the one retold must be more alike than any other: all who tell one happening are alike


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
    cites: bool = False  # found by its citing the parent

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
    kin = _centred(kin, heads)
    absent = _absent(kin, heads, twins)
    retold = list(_retold(texts, heads, firsts, kin))
    taken = _lineage([k for k in kin if not absent.joins(k.child, k.parent)] + retold, absent)
    copies = [_copy(k, texts, heads) for k in taken]
    copies += [_twin(texts, heads, i, j) for i, others in twins.items() for j in others if not absent.joins(i, j)]
    return tuple(sorted(copies, key=lambda c: (c.report, c.of))), absent.told(heads)


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
        like = reworded.counterparts(texts[b], texts[a])
        if not like.made_from:
            return None
        it = align.widened(it, like.pairs)
        back = align.widened(back, tuple(Pair(p.there, p.here, p.like) for p in like.pairs))
    house = publishers.same(heads[a].report.outlet, heads[b].report.outlet)
    if house and max(it.own_share, back.own_share) < _SOME:
        return None  # an outlet's standing background, or what it told before
    evidence = direction.weigh(it, back, heads[b], heads[a])
    child, parent = (b, a) if sum(p.weight for p in evidence) >= 0 else (a, b)
    if child == a:
        it, back = back, it
        evidence = direction.weigh(it, back, heads[a], heads[b])
    passages = tuple(Passage(here, there) for here, there in it.passages())
    return Kin(child, parent, _kind(it), it, back, evidence, passages, it.share)


def _taken(it: Overlap) -> bool:
    """Whether so much is shared that one text must have been before the other's writer: not a quotation, not a refrain."""
    own, runs, reworded = it.own_share, it.long_words, len(it.pairs)
    if runs >= _SPLICED or (own >= _PART and runs >= _RUNS):
        return True
    if runs >= _FEW and (own >= _SOME or (own >= _PART and reworded >= 3)):
        return True
    return own >= _REWORDED and reworded >= _SENTENCES and it.spoken.count(False) >= _WORDS


def _kind(it: Overlap) -> CopyKind:
    """verbatim: the taken words stand as they stood, in their order; edited: many still do; else paraphrase."""
    tiled = sum(t.size for t in it.tiles)
    taken = max(1.0, it.share * len(it.here))
    runs = sum(t.size for t in it.tiles if t.size >= 20) / taken
    if tiled / taken >= 0.93 and runs >= 0.6 and align.order_kept(it) >= 0.8:
        return "verbatim"
    return "edited" if tiled / taken >= 0.2 else "paraphrase"


def _centred(kin: Sequence[Kin], heads: Sequence[Masthead]) -> list[Kin]:
    """Each pair weighed again with one more piece of evidence: of a family, the original is nearest to all the others."""
    near: defaultdict[int, float] = defaultdict(float)
    for k in kin:
        near[k.child] += min(k.it.share, k.back.share)
        near[k.parent] += min(k.it.share, k.back.share)
    return [_centre(k, near, heads) for k in kin]


def _centre(k: Kin, near: Mapping[int, float], heads: Sequence[Masthead]) -> Kin:
    more = near[k.parent] - near[k.child]
    if abs(more) < _NEARER or k.kind == "verbatim":
        return k
    middle, other = (k.parent, k.child) if more > 0 else (k.child, k.parent)
    why = f"others with this text are nearer to {heads[middle].outlet}'s than to {heads[other].outlet}'s"
    evidence = (*k.evidence, direction.Piece(direction.CENTRE if more > 0 else -direction.CENTRE, why))
    if sum(p.weight for p in evidence) >= 0:
        return replace(k, evidence=evidence)
    turned = tuple(direction.Piece(-p.weight, p.why) for p in evidence)
    passages = tuple(Passage(p.there, p.here) for p in k.passages)
    return Kin(k.parent, k.child, _kind(k.back), k.back, k.it, turned, passages, k.back.share)


@dataclass(frozen=True, slots=True)
class Absent:
    """Texts grouped by an original that is not among the reports: its name (None: unknown) → groups."""

    groups: dict[str | None, list[set[int]]]

    def joins(self, a: int, b: int) -> bool:
        """Whether two texts have such an original in common."""
        return any(a in g and b in g for found in self.groups.values() for g in found)

    def told(self, heads: Sequence[Masthead]) -> tuple[MissingOriginal, ...]:
        """The records, in order."""
        found = [
            MissingOriginal(name, tuple(sorted(heads[i].report.id for i in group)), _why_absent(name, group, heads))
            for name, groups in self.groups.items()
            for group in groups
        ]
        return tuple(sorted(found, key=lambda m: m.reports))


def _absent(kin: Sequence[Kin], heads: Sequence[Masthead], twins: Mapping[int, Sequence[int]]) -> Absent:
    """Originals that are not among the reports: an agency that is credited, or what two side by side must have had."""
    groups: defaultdict[str | None, list[set[int]]] = defaultdict(list)
    for first, others in twins.items():
        if others and (name := _credited_absent(heads, (first, *others))):
            _add(groups[name], {first, *others})
    for k in kin:
        pair = {k.child, k.parent}
        if (name := _credited_absent(heads, (k.child, k.parent))) and _whole_or_credited(k, heads, name):
            _add(groups[name], pair.union(*(twins.get(i, ()) for i in pair)))
        elif _side_by_side(k, heads):
            _add(groups[None], pair)
    return Absent(dict(groups))


def _credited_absent(heads: Sequence[Masthead], same: Sequence[int]) -> str | None:
    """The agency that one or more of some like texts credit, if it is no outlet here and none of them has another source.

    A text that credits nobody is the agency's all the same: papers drop the credit more often than agencies take a text.
    """
    same = same[:_CREDITS]
    outlets = {h.report.outlet for h in heads}
    wires = sorted({w for i in same for w in heads[i].wires if not any(direction.means(w, o) for o in outlets)})
    other = any(direction.means(w, heads[i].report.outlet) for i in same for w in heads[i].wires)
    listed = any(publishers.agency(heads[i].report.outlet or "") for i in same)
    one_names_the_other = any(direction.credits_to(heads[i], heads[j]) for i in same for j in same if i != j)
    shared = [w for w in wires if all(w in heads[i].wires or not heads[i].wires for i in same)]
    return shared[0] if shared and not (other or listed or one_names_the_other) else None


def _whole_or_credited(k: Kin, heads: Sequence[Masthead], name: str) -> bool:
    """Whether a text that does not credit the agency is at least mostly the other's: a few shared lines prove no lineage."""
    sides = ((k.child, k.it.share), (k.parent, k.back.share))
    return all(name in heads[i].wires or share >= _MOSTLY for i, share in sides)


def _side_by_side(k: Kin, heads: Sequence[Masthead]) -> bool:
    """Neither text can be the other's source: each leaves out much of the other, and no one names or bears a name."""
    if publishers.same(heads[k.child].report.outlet, heads[k.parent].report.outlet):
        return False
    only_clock = all("stamped" in p.why for p in k.evidence)
    return k.it.share <= _BOTH_OWN and k.back.share <= _BOTH_OWN and only_clock


def _why_absent(name: str | None, group: set[int], heads: Sequence[Masthead]) -> tuple[str, ...]:
    who = ", ".join(sorted(heads[i].outlet for i in group))
    if name:
        credit = ", ".join(sorted(heads[i].outlet for i in group if name in heads[i].wires))
        return (f"{who} carry the same text; {credit} credits {name}, which is not among the reports",)
    return (f"{who} share passages, each beside much of its own, and neither names the other",)


def _add(groups: list[set[int]], members: set[int]) -> None:
    """Join a pair to the group that it touches, merging groups that it bridges."""
    touched = [g for g in groups if g & members]
    groups[:] = [g for g in groups if not g & members] + [members.union(*touched)]


def _lineage(kin: Sequence[Kin], absent: Absent) -> list[Kin]:
    """For each text the ancestor that covers most of it (of equals the better evidenced, then the earlier); no rings.

    A further ancestor is kept where nothing else shows that the two belong together: a text spliced from two sources.
    """
    ordered = sorted(kin, key=lambda k: (-round(k.it.exact, 2), -round(k.share, 2), -k.sure, k.parent, k.child))
    family = Families(absent)
    parents: dict[int, Kin] = {}
    for k in ordered:
        if k.child not in parents and not _descends(parents, k.parent, k.child):
            parents[k.child] = k
            family.join(k.child, k.parent)
    return [*parents.values(), *(k for k in ordered if family.join(k.child, k.parent))]


class Families:
    """Which texts belong together, so far (disjoint sets: Tarjan 1975)."""

    def __init__(self, absent: Absent) -> None:
        """Start with the groups that have a missing original in common."""
        self._head: dict[int, int] = {}
        for groups in absent.groups.values():
            for group in groups:
                first, *rest = sorted(group)
                for other in rest:
                    self.join(first, other)

    def join(self, a: int, b: int) -> bool:
        """Put two texts together; whether they were apart."""
        a, b = self._top(a), self._top(b)
        self._head[max(a, b)] = min(a, b)
        return a != b

    def _top(self, i: int) -> int:
        while self._head.get(i, i) != i:
            i = self._head[i]
        return i


def _descends(parents: Mapping[int, Kin], text: int, of: int) -> bool:
    while text in parents:
        text = parents[text].parent
        if text == of:
            return True
    return text == of


def _retold(texts: Sequence[Words], heads: Sequence[Masthead], firsts: Sequence[int], kin: Sequence[Kin]) -> Iterator[Kin]:
    """Credited retellings of texts that are no copies by words, each likelier to be of this text than of any other."""
    read: dict[int, retell.Meant] = {}
    copied = {k.child for k in kin}
    like = {frozenset((k.child, k.parent)) for k in kin}
    houses = {i: publishers.publisher(heads[i].report.outlet) for i in firsts}
    by_house: defaultdict[str | None, list[int]] = defaultdict(list)
    for i in firsts:
        by_house[houses[i]].append(i)
    outlets = Outlets(heads)
    for child in firsts:
        cited = {h: c for h, c in outlets.cited(texts[child]).items() if retell.sourced(c)} if child not in copied else {}
        named = [i for h in cited for i in direction.nearest(heads[child], by_house[h], heads)[:_RETOLD_BY]]
        if not named:
            continue
        rivals = [i for i in firsts if houses[i] not in cited and houses[i] != houses[child]][:_RETOLD_BY]
        told = {i: retell.retelling(_meant(read, texts, child), _meant(read, texts, i)) for i in (*named, *rivals)}
        fit = [i for i in named if told[i].whole(cited[houses[i] or ""])]
        if not fit:
            continue
        # what was stamped before the child first: an outlet's later report tells the same again
        best = max(fit, key=lambda i: (not direction.later(heads[i], heads[child]), told[i].mean, -i))
        ahead = 0.0 if retell.throughout(cited[houses[best] or ""]) else _AHEAD
        if all(told[best].mean - told[i].mean >= ahead for i in rivals if frozenset((i, best)) not in like):
            yield _retelling(texts, heads, child, best, told[best])


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
    if direction.later(heads[parent], heads[child]):
        evidence += (direction.Piece(-1.5, f"{heads[parent].outlet} is stamped after {heads[child].outlet}"),)
    return Kin(
        child, parent, "paraphrase", it, it, evidence, tuple(Passage(a, b) for a, b in it.passages()), it.share, cites=True
    )


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
        credited=k.cites or direction.credited(heads[k.child], heads[k.parent], k.it.passages()),
        passages=k.passages,
        evidence=tuple(p.why if p.weight > 0 else f"against: {p.why}" for p in k.evidence) + notes,
    )


def _twin(texts: Sequence[Words], heads: Sequence[Masthead], first: int, other: int) -> Copy:
    """A text equal to `first`'s word for word."""
    words = texts[other]
    whole = Passage((words.spans[0][0], words.spans[-1][1]), (texts[first].spans[0][0], texts[first].spans[-1][1]))
    credited = direction.credited(heads[other], heads[first], ((whole.here, whole.there),))
    why = "the texts are the same word for word"
    return Copy(heads[other].report.id, heads[first].report.id, "verbatim", 1.0, credited, (whole,), (why,))
