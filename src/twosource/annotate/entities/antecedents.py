"""Whom a definite description means: the entities met so far, and the rules by which it looks back over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from twosource.annotate.lexicon import actors, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from twosource.annotate.entities.cast import Cast, Member
    from twosource.records import EntityKind

_GENERIC = word_set("generic")
_COMPANY = word_set("company")
_WINDOW = 4  # sentences that a generic description ("the woman") looks back
_FARTHEST = 300  # mentions that any description looks back: bounds the cost of very long reports


@dataclass(frozen=True, slots=True)
class Description:
    """A noun phrase read: tokens `[first, last]`, head words and their sector, what stands before and after the head."""

    first: int
    last: int
    kind: EntityKind
    head: str
    sector: str
    modified: str
    tail: str
    own: bool
    definite: bool
    bare: bool

    @property
    def key(self) -> str:
        """The same words give the same key."""
        return " ".join(x for x in (self.modified, self.head, self.tail) if x)


class Met:
    """Whom the report has named so far, in order."""

    def __init__(self, cast: Cast) -> None:
        """Nobody yet."""
        self._cast = cast
        self._met: list[tuple[int, Member]] = []

    def pass_by(self, token: int, member: Member) -> None:
        """Token `token` means `member`; the tokens of one name count once."""
        if not self._met or self._met[-1][1] is not member or self._met[-1][0] < token - 3:
            self._met.append((token, member))

    def _back(self) -> Iterator[Member]:
        """Nearest first."""
        for at in range(len(self._met) - 1, max(-1, len(self._met) - 1 - _FARTHEST), -1):
            yield self._met[at][1]

    def _near(self, token: Token) -> list[tuple[int, Member]]:
        """Those of the last sentences, nearest first."""
        here = self._cast.sentence_of[token.i]
        out: list[tuple[int, Member]] = []
        for i, member in reversed(self._met):
            if here - self._cast.sentence_of[i] > _WINDOW:
                break
            out.append((i, member))
        return out

    def aged(self, years: str, token: Token) -> Member | None:
        """The person of that age, else the person named last whose age nobody gave."""
        same = next((m for m in self._back() if m.kind == "person" and m.age == years), None)
        return same or next((m for _, m in self._near(token) if m.kind == "person" and m.age is None), None)

    def person(self, token: Token, said: Description) -> Member | None:
        """The nearest person whom the report gave this role; for "the man" the nearest person of that gender."""
        final = said.head.rpartition(" ")[2]
        gender = actors().gender.get(final)
        for m in self._back():
            unlike = m.gender and gender and m.gender != gender
            if m.kind == "person" and not unlike and {said.head, final} & m.heads and _agrees(said, m):
                return m
        if said.own or said.tail:
            return None
        if said.modified or said.head not in _GENERIC:
            return self._epithet(token)
        near = [m for _, m in self._near(token) if m.kind == "person" and (not gender or m.gender in {gender, None})]
        return near[0] if near and len({id(m) for m in near[:3]}) <= 2 else None

    def _epithet(self, token: Token) -> Member | None:
        """As subject, "the Republican nominee" renames the one person who was a subject in the two sentences before."""
        if token.dep_ != "nsubj" or token.head.dep_ != "ROOT":
            return None
        here, sentence_of = self._cast.sentence_of[token.i], self._cast.sentence_of
        recent = [(i, m) for i, m in self._near(token) if m.kind == "person" and 0 < here - sentence_of[i] <= 2]
        subjects = {id(m): m for i, m in recent if token.doc[i].dep_ == "nsubj" and m.named}
        alone = len(subjects) == 1 and len({id(m) for _, m in recent}) == 1
        return next(iter(subjects.values())) if alone else None

    def organisation(self, token: Token, said: Description) -> Member | None:
        """For "the ministry" the last ministry; for "the company" the last organisation that could be one."""
        final = said.head.rpartition(" ")[2]
        for m in self._back():
            if m.kind in {"organisation", "outlet"} and not said.tail:
                words = set(m.key.split(" "))
                if (said.head in m.heads or final in words) and set(said.modified.split()) <= words:
                    return m
        if said.modified or said.tail:
            return None
        near = [m for _, m in self._near(token)]
        if said.sector == "JRN" and (outlet := next((m for m in near if m.kind == "outlet"), None)):
            return outlet
        if said.head not in _COMPANY:
            return None
        return next((m for m in near if _firm(m)), None) or next((m for m in self._back() if _firm(m)), None)


def _firm(member: Member) -> bool:
    """Whether "the company" could mean this."""
    return member.kind == "organisation" and member.named and member.sector in {None, "BUS", "UNK"}


def _agrees(said: Description, member: Member) -> bool:
    """Whether the description's further words fit what the report said of this person."""
    if not said.modified and not said.tail:
        return True
    known = set(f"{member.role or ''} {member.key} {member.modifiers}".lower().replace("-", " ").split())
    words = {w for w in f"{said.modified} {said.tail}".lower().replace("-", " ").split() if len(w) > 3}
    return words <= known if said.tail else bool(words & known) or not words
