"""Who the names refer to: names gathered into entities, each with one kind, its roles and its country."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from twosource.annotate.entities.roles import read_roles
from twosource.annotate.lexicon import actors, countries, given_names, outlets
from twosource.records import Entity, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from twosource.annotate.entities.evidence import Name
    from twosource.annotate.parse import Parsed
    from twosource.records import EntityKind, MentionForm

_ACRONYM_SKIPS = frozenset({"of", "the", "and", "for", "in", "on", "de", "&"})


@dataclass(slots=True, eq=False)
class Member:
    """One entity in the making. `heads` are the lemmas that describe it; `at` its mentions' (head token, span, form)."""

    number: int
    name: str
    kind: EntityKind
    key: str
    country: str | None = None
    role: str | None = None
    sector: str | None = None
    gender: str | None = None
    plural: bool = False
    age: str | None = None
    named: bool = True
    modifiers: str = ""
    heads: set[str] = field(default_factory=set[str])
    votes: dict[EntityKind, float] = field(default_factory=dict["EntityKind", float])


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention in the making: tokens `[first, last]`, the head token, and whom it means."""

    first: int
    last: int
    head: int
    member: Member
    form: MentionForm


class Cast:
    """The entities and mentions of one report while they are being found."""

    def __init__(self, parsed: Parsed) -> None:
        """Nobody yet."""
        self.parsed = parsed
        self.doc: Doc = parsed.doc
        self.members: list[Member] = []
        self.seen: list[Seen] = []
        self.covered: dict[int, Seen] = {}
        self.quoted = _quoted(self.doc)
        self.sentence_of = [0] * len(self.doc)
        for i, sentence in enumerate(parsed.sentences):
            self.sentence_of[sentence.start : sentence.end] = [i] * (sentence.end - sentence.start)

    def add(self, name: str, kind: EntityKind, key: str, *, named: bool = True) -> Member:
        """A new entity."""
        member = Member(len(self.members), name, kind, key, named=named)
        self.members.append(member)
        return member

    def mention(self, first: int, last: int, head: int, member: Member, form: MentionForm) -> None:
        """Record that tokens `[first, last]` mean `member`. The first to claim a head token keeps it."""
        if head in self.covered:
            return
        seen = Seen(first, last, head, member, form)
        self.seen.append(seen)
        self.covered[head] = seen
        if form == "name":
            for i in range(first, last + 1):
                self.covered.setdefault(i, seen)

    def records(self) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
        """The finished records: entities in order of first mention, mentions in order."""
        base, doc = self.parsed.report.id, self.doc
        seen = sorted(self.seen, key=lambda s: (s.first, -s.last))
        order: dict[int, Member] = {}
        for s in seen:
            order.setdefault(s.member.number, s.member)
        ids = {n: _entity_id(base, n_th, m) for n_th, (n, m) in enumerate(order.items())}
        entities = tuple(
            Entity(ids[m.number], m.name, m.kind, country=m.country, role=m.role, sector=m.sector) for m in order.values()
        )
        mentions = tuple(
            Mention(doc[s.first].idx, doc[s.last].idx + len(doc[s.last].text), ids[s.member.number], s.form) for s in seen
        )
        return entities, mentions


def _quoted(doc: Doc) -> list[bool]:
    """Which tokens stand inside double quotation marks; a mark left open ends with its paragraph."""
    out: list[bool] = []
    inside = False
    for token in doc:
        text = token.text
        if text in {"“", "«", "„"}:
            inside = True
        elif text in {"”", "»"} or "\n" in text:
            inside = False
        elif text in {'"', "''", "``"}:
            inside = not inside
        out.append(inside)
    return out


def _entity_id(report: str, order: int, member: Member) -> str:
    """The same text gives the same id: report, rank of first mention and name."""
    return "e" + hashlib.blake2b(f"{report}\0{order}\0{member.key}".encode(), digest_size=6).hexdigest()


def head_of(doc: Doc, first: int, last: int) -> Token:
    """The token of `[first, last]` whose head lies outside."""
    for i in range(last, first - 1, -1):
        if not first <= doc[i].head.i <= last or doc[i].head.i == i:
            return doc[i]
    return doc[last]


def assemble(parsed: Parsed, names: list[Name]) -> Cast:
    """Gather names into entities: equal names, then short names under full ones, acronyms under what they stand for."""
    cast = Cast(parsed)
    by_key: dict[str, Member] = {}
    of_name: dict[int, Member] = {}
    acronyms = _introduced(parsed.doc, names)
    longer: dict[str, list[Name]] = defaultdict(list)  # first and last word of every longer name → the names
    for name in names:
        parts = name.key.split(" ")
        for word in {parts[0], parts[-1]} if len(parts) > 1 and not name.demonym else ():
            longer[word].append(name)
    # Full names first, so that a short one finds them wherever it stands.
    for name in sorted(names, key=lambda n: (-n.key.count(" "), n.first)):
        key = acronyms.get(name.key, name.key)
        member = by_key.get(_country_key(key)) or _shortened(key, name, longer, of_name)
        if member is None:
            member = cast.add(name.text, "organisation", key)
        by_key.setdefault(_country_key(key), member)
        by_key.setdefault(name.key, member)
        for kind, weight in name.votes.items():
            member.votes[kind] = member.votes.get(kind, 0.0) + weight
        of_name[name.first] = member
    for name in names:
        member = of_name[name.first]
        cast.mention(name.first, name.last, head_of(parsed.doc, name.first, name.last).i, member, "name")
    for member in cast.members:
        _settle(member)
    read_roles(cast)
    return cast


def _country_key(key: str) -> str:
    nation = countries().names.get(key)
    return f"={nation}" if nation else key


def _introduced(doc: Doc, names: list[Name]) -> dict[str, str]:
    """Acronym → the key of the full name: given in brackets after it, or its initials elsewhere in the report."""
    out: dict[str, str] = {}
    initials = {_initials(n.text): n.key for n in names if " " in n.key}
    for full in names:
        nxt = full.last + 1
        if (
            " " in full.key
            and nxt + 2 < len(doc)
            and doc[nxt].text == "("
            and doc[nxt + 2].text == ")"
            and doc[nxt + 1].text.isupper()
        ):
            out[doc[nxt + 1].text.replace(".", "").lower()] = full.key
    for name in names:
        plain = name.text.replace(".", "")
        if plain.isupper() and 2 < len(plain) <= 6 and plain in initials and initials[plain] != name.key:
            out.setdefault(name.key, initials[plain])
    return out


def _initials(text: str) -> str:
    return "".join(w[0] for w in text.replace("-", " ").split() if w.lower() not in _ACRONYM_SKIPS and w[0].isupper())


def _shortened(key: str, name: Name, longer: dict[str, list[Name]], of_name: dict[int, Member]) -> Member | None:
    """The entity that `key` shortens: its surname, its last words, or the name without one of its parts; nearest before."""
    if name.demonym or key in countries().names:
        return None
    parts = key.split(" ")
    fits = [
        other
        for other in longer.get(parts[-1], ())
        if other.first in of_name and other.key.count(" ") >= len(parts) and _shortens(parts, other.key.split(" "), name, other)
    ]
    gender = actors().gender.get(name.title)
    if gender and name.votes.get("person"):
        # "Mrs. Clinton" is not Bill Clinton.
        fits = [o for o in fits if given_names().get(o.key.split(" ")[0]) in {gender, None}]
    if not fits:
        return None
    before = [o for o in fits if o.first < name.first]
    return of_name[(before[-1] if before else fits[0]).first]


def _shortens(parts: list[str], longer: list[str], name: Name, other: Name) -> bool:
    place, person = other.votes.get("place", 0) >= 1, other.votes.get("person", 0) >= 1
    if len(parts) == 1:
        if place or name.votes.get("place", 0) > 3 or name.votes.get("outlet", 0) > 3:
            return False
        organised = other.votes.get("organisation", 0) > 2 or other.votes.get("outlet", 0) > 1
        if organised and not person:
            # "Nordtel Group" → "Nordtel", but never a bare "Ministry" or a word of the middle.
            return longer[0] == parts[0] and parts[0] not in countries().demonyms and len(parts[0]) > 3
        return longer[-1] == parts[0] or (longer[0] == parts[0] and person and len(longer) == 2)
    if longer[-len(parts) :] == parts:
        return True
    return person and longer[0] == parts[0] and longer[-1] == parts[-1]


def _settle(member: Member) -> None:
    """Give one kind for the entity by the sum of its votes; the order breaks ties in favour of the rarer finding."""
    order: tuple[EntityKind, ...] = ("outlet", "place", "group", "person", "organisation")
    member.kind = max(order, key=lambda k: member.votes.get(k, 0.0))
    member.plural = member.kind == "group"
    first = member.key.split(" ")
    known = outlets().get(member.key)
    if known and member.kind == "outlet":
        member.country, member.sector = known.country, "JRN"
    elif member.kind in {"place", "group"}:
        nations = countries()
        member.country = next(
            (c for of in (nations.names, nations.demonyms, nations.capitals) if (c := of.get(member.key))), None
        )
    elif member.kind == "person" and len(first) > 1:
        member.gender = given_names().get(member.name.split(" ")[0].lower())
    elif member.kind == "organisation":
        _settle_office(member, first)


def _settle_office(member: Member, parts: list[str]) -> None:
    """An organisation's sector, country and head words, from its name."""
    words = actors().organisation
    member.heads.update(w for w in parts if w in words)
    for tail in (" ".join(parts[-2:]), parts[-1]):
        if tail in words:
            member.sector = member.sector or words[tail]
            member.heads.add(tail)
    member.country = next((c for w in parts if (c := countries().demonyms.get(w) or countries().names.get(w))), None)
    if "ministry" in parts and "interior" in parts:
        member.sector = "COP"
    elif "ministry" in parts and {"defence", "defense"} & set(parts):
        member.sector = "MIL"
