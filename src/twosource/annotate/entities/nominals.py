"""Descriptions: "the minister", "a spokeswoman for the port", "police", "the 52-year-old", "the company".

Read in text order. A definite description looks back for whom it means; an indefinite one brings a
new entity; a bare or plural one ("police", "officials") means the same people whenever its words
are the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twosource.annotate.entities.roles import country_in, sector_of
from twosource.annotate.entities.words import group_head, organisation_head, person_head, phrase
from twosource.annotate.gazetteer import gazetteer
from twosource.annotate.lexicon import actors

if TYPE_CHECKING:
    from spacy.tokens import Token

    from twosource.annotate.entities.cast import Cast, Member
    from twosource.records import EntityKind, Furniture

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_INDEFINITE = frozenset({"a", "an", "another", "one", "some", "any", "no", "several", "many", "two", "three", "few"})
_AGE = re.compile(r"^(\d{1,3})[-‐‑–]year[-‐‑–]old$")
_GENERIC = frozenset({"man", "woman", "boy", "girl", "teenager", "official", "leader", "politician", "veteran", "suspect", "defendant"})
_COMPANY = frozenset({"company", "firm", "corporation", "operator", "carrier", "group", "maker", "manufacturer", "business", "retailer", "organisation", "organization", "agency"})
# Both a person and a firm may be an operator; in the news it is a firm.
_FIRMS = frozenset({"operator", "regulator", "developer", "producer", "contractor", "manufacturer", "maker", "carrier"})
_ADDRESS = frozenset({"compound", "amod", "nmod"})
_WINDOW = 4  # sentences that a generic description ("the woman") looks back
# Words that count as an organisation only with a definite article or a modifier.
_NEEDS_ARTICLE = frozenset({"house", "office", "board", "state", "plant", "exchange", "group", "club", "team", "society", "plant", "station", "channel", "paper", "press", "command", "network", "fund", "campaign", "school", "bank", "court", "council", "department", "commission", "committee", "congress", "agency", "business", "league", "chain", "factory", "college", "hospital", "church", "party", "movement", "trust", "partnership", "alliance", "coalition", "authority"})


def find_nominals(parsed: object, cast: Cast, furniture: tuple[Furniture, ...]) -> None:
    """Add to `cast` every description that names who acts or speaks."""
    del parsed
    doc = cast.doc
    walk = _Walk(cast)
    skip = [(f.start, f.end) for f in furniture if f.kind != "heading"]
    for token in doc:
        if token.i in cast.covered:
            walk.pass_mention(token.i)
            continue
        if skip and any(a <= token.idx < b for a, b in skip):
            continue
        if token.pos_ in {"NOUN", "PROPN", "ADJ"} or token.tag_ in {"NN", "NNS", "CD"}:
            walk.read(token)
    # Order was lost where appositions were claimed first; records() sorts.


class _Walk:
    """The state of one walk through the report: whom we met, in order."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.met: list[tuple[int, Member]] = []
        self.plain: dict[str, Member] = {}

    def pass_mention(self, i: int) -> None:
        """A name (or an apposition already claimed) goes by."""
        member = self.cast.covered[i].member
        if not self.met or self.met[-1][1] is not member or self.met[-1][0] < i - 3:
            self.met.append((i, member))

    def read(self, token: Token) -> None:
        """Is this token the head of a description? Then whom does it mean?"""
        if _AGE.match(token.text) and not _modifies(token):
            self._aged(token)
            return
        if token.lower_ == "old" and token.i >= 4 and token.doc[token.i - 2].lower_ == "year" and not _modifies(token):
            self._aged(token, start=token.i - 4)
            return
        if token.pos_ == "ADJ" or token.tag_ == "CD":
            return
        if token.dep_ in _ADDRESS and token.head.i > token.i:
            return
        group, person, organ = (look(token.doc, token.i) for look in (group_head, person_head, organisation_head))
        # The longest match names it: "coast guard" is no guard.
        if organ and (not person or organ[0].count(" ") > person[0].count(" ") or organ[0] in _FIRMS) and not group:
            self._place(token, "organisation", organ)
        elif group and (not person or group[0].count(" ") >= person[0].count(" ")):
            self._place(token, "group", group)
        elif person:
            self._place(token, "group" if token.tag_ in {"NNS", "NNPS"} else "person", person)

    def _aged(self, token: Token, start: int | None = None) -> None:
        """"the 52-year-old": the person of that age, else the last person named."""
        doc = token.doc
        first = (start if start is not None else token.i) - 1
        digits = re.match(r"\d+", doc[first + 1].text)
        if first < 0 or doc[first].lower_ != "the" or not digits:
            return
        people = [m for _, m in reversed(self.met) if m.kind == "person"]
        same = next((m for m in people if m.age == digits.group()), None)
        near = next((m for _, m in reversed(self._near(token)) if m.kind == "person" and m.age is None), None)
        member = same or near
        if member:
            member.age = digits.group()
            self._say(first, token.i, token.i, member)

    def _near(self, token: Token) -> list[tuple[int, Member]]:
        here = self.cast.sentence_of[token.i]
        out: list[tuple[int, Member]] = []
        for i, member in reversed(self.met):
            if here - self.cast.sentence_of[i] > _WINDOW:
                break
            out.append((i, member))
        return out[::-1]

    def _say(self, first: int, last: int, head: int, member: Member) -> None:
        self.cast.mention(first, last, head, member, "nominal")
        self.met.append((head, member))

    def _place(self, token: Token, kind: EntityKind, head: tuple[str, str]) -> None:
        doc = token.doc
        first, last = phrase(doc, token)
        if doc[first].tag_ in {"WDT", "WP$", "WRB"} or doc[first].lower_ in {"how", "no", "any", "every", "each"}:
            return
        if bearer := self._named_next(token, kind):
            self._say(first, token.i, token.i, bearer)
            return
        if kind == "organisation" and (bearer := self._bearer(first, token.i)):
            self._say(first, last, token.i, bearer)
            return
        lead = doc[first].lower_
        own = any(c.dep_ == "poss" for c in token.lefts)
        definite = lead in _DEFINITE or own
        bare = not definite and lead not in _INDEFINITE
        modified = _modifiers(doc, first + (lead in _DEFINITE or lead in _INDEFINITE), token.i, head[0])
        if kind == "organisation" and bare and not modified and (head[0] in _NEEDS_ARTICLE or token.tag_ in {"NNS", "NNPS"}):
            return
        if kind == "person" and bare and not modified and not _stands_alone(token):
            return
        tail = doc[token.i + 1 : last + 1].text.lower()
        key = " ".join(x for x in (modified, head[0], tail) if x)
        member = None
        if kind == "person" and definite:
            member = self._person(token, head[0], modified, tail, own=own)
        elif kind == "organisation" and definite and not own:
            member = self._organisation(token, head, modified, tail)
        if member is None and kind != "person":
            member = self.plain.get(key) if not (own and kind == "group") else None
        if member is None and kind == "person" and definite and not own:
            member = self.plain.get(key)
        if member is None:
            member = self._new(token, first, last, kind, head, key, modified)
        if kind != "person" or definite:
            self.plain.setdefault(key, member)
        self._say(first, last, token.i, member)

    def _named_next(self, token: Token, kind: EntityKind) -> Member | None:
        """The name that stands right behind its description: "the news site Harbour Live"."""
        seen = self.cast.covered.get(token.i + 1)
        if seen is None or seen.form != "name" or token.tag_ not in {"NN", "NNP"} or seen.first != token.i + 1:
            return None
        fits = {"person": {"person"}, "organisation": {"organisation", "outlet"}}.get(kind, set[str]())
        return seen.member if seen.member.kind in fits else None

    def _bearer(self, first: int, head: int) -> Member | None:
        """In "the Open Harbour alliance" or "the Reuters news agency" the name inside is whom the words mean."""
        for i in range(head - 1, first - 1, -1):
            seen = self.cast.covered.get(i)
            if seen and seen.form == "name" and self.cast.doc[seen.head].dep_ == "compound":
                member = seen.member
                unknown = member.kind == "place" and not gazetteer().find(member.name)
                if unknown:
                    member.kind = "organisation"
                return member if unknown or member.kind in {"organisation", "outlet"} else None
        return None

    def _new(self, token: Token, first: int, last: int, kind: EntityKind, head: tuple[str, str], key: str, modified: str) -> Member:
        doc = token.doc
        at = first
        while at < token.i and (doc[at].lower_ in _DEFINITE or doc[at].lower_ in {"a", "an", "some", "at", "least"} or doc[at].tag_ == "PRP$"):
            at += 1
        name = doc[at : last + 1].text
        member = self.cast.add(" ".join(name.split()), "outlet" if kind == "organisation" and head[1] == "JRN" else kind, key, named=False)
        member.heads |= {head[0], head[0].split(" ")[-1]}
        member.modifiers = modified
        member.sector = sector_of(doc, first, last, head)
        member.country = country_in(doc, first, last)
        member.plural = kind == "group" or head[0] == "police"
        member.gender = actors().gender.get(head[0].split(" ")[-1])
        if kind == "person":
            member.role = member.name
        age = next((m.group(1) for i in range(first, token.i) if (m := _AGE.match(doc[i].text))), None)
        member.age = age
        return member

    def _person(self, token: Token, head: str, modified: str, tail: str, *, own: bool) -> Member | None:
        """The nearest person whom the report gave this role; for "the man" the nearest person of that gender."""
        gender = actors().gender.get(head.split(" ")[-1])
        last = head.split(" ")[-1]
        for _, m in reversed(self.met):
            if m.kind != "person" or (m.gender and gender and m.gender != gender):
                continue
            if (head in m.heads or last in m.heads) and _agrees(modified, tail, m):
                return m
        if own or tail:
            return None
        if modified or head not in _GENERIC:
            return self._epithet(token)
        near = [m for _, m in reversed(self._near(token)) if m.kind == "person" and (not gender or m.gender in {gender, None})]
        return near[0] if near and len({id(m) for m in near[:3]}) <= 2 else None

    def _epithet(self, token: Token) -> Member | None:
        """"The Republican nominee" as a subject renames the one person who was a subject in the two sentences before."""
        if token.dep_ != "nsubj" or token.head.dep_ != "ROOT":
            return None
        doc, here = self.cast.doc, self.cast.sentence_of[token.i]
        recent = [(i, m) for i, m in self._near(token) if m.kind == "person" and 0 < here - self.cast.sentence_of[i] <= 2]
        subjects = {id(m): m for i, m in recent if doc[i].dep_ == "nsubj" and m.named}
        people = {id(m) for _, m in recent}
        return next(iter(subjects.values())) if len(subjects) == 1 and len(people) == 1 else None

    def _organisation(self, token: Token, head: tuple[str, str], modified: str, tail: str) -> Member | None:
        """"the ministry" → the last ministry; "the company" → the last organisation that could be one."""
        last = head[0].split(" ")[-1]
        for _, m in reversed(self.met):
            if m.kind not in {"organisation", "outlet"}:
                continue
            words = set(m.key.split(" "))
            if (head[0] in m.heads or last in words) and (not modified or set(modified.split()) <= words) and not tail:
                return m
        if modified or tail:
            return None
        near = [m for _, m in reversed(self._near(token)) if m.kind in {"organisation", "outlet"}]
        if head[1] == "JRN" and (outlet := next((m for m in near if m.kind == "outlet"), None)):
            return outlet
        if head[0] in _COMPANY:
            firms = [m for m in near if _firm(m)] or [m for _, m in reversed(self.met) if _firm(m)]
            return firms[0] if firms else None
        return None


def _firm(member: Member) -> bool:
    """Could "the company" mean this?"""
    return member.kind == "organisation" and member.named and member.sector in {None, "BUS", "UNK"}


def _agrees(modified: str, tail: str, member: Member) -> bool:
    """Do the description's further words fit what the report said of this person?"""
    if not modified and not tail:
        return True
    known = set(f"{member.role or ''} {member.key} {member.modifiers}".lower().replace("-", " ").split())
    said = {w for w in f"{modified} {tail}".lower().replace("-", " ").split() if len(w) > 3}
    return said <= known if tail else bool(said & known) or not said


def _modifiers(doc: object, first: int, head: int, words: str) -> str:
    """What stands between the article and the head words, lower case."""
    n = words.count(" ")
    return " ".join(doc[i].lower_ for i in range(first, head - n) if doc[i].pos_ in {"NOUN", "PROPN", "ADJ", "NUM", "PRON"})  # type: ignore[index]


def _modifies(token: Token) -> bool:
    """Does this word stand before a noun that it describes ("a 52-year-old man")?"""
    return token.dep_ in {"amod", "compound", "nummod", "nmod"} and token.head.i > token.i


def _stands_alone(token: Token) -> bool:
    """A bare singular person noun is somebody only as a subject in head-line style or a title used as a name."""
    return token.dep_ in {"nsubj", "nsubjpass", "pobj", "agent"} and token.text[:1].isupper() and not token.is_sent_start
