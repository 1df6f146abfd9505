"""Roles that the text gives a name: the title before it, the apposition or the "is the" after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.annotate.entities.words import organisation_head, person_head, phrase
from twosource.annotate.lexicon import actors, countries, word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from twosource.annotate.entities.cast import Cast, Member, Seen

_RANKS = word_set("ranks")
_RANKED = frozenset({"MIL", "COP"})
_LONGEST_BEFORE = 8
_LONGEST_AFTER = 14


def read_roles(cast: Cast) -> None:
    """Give every named person or organisation the roles that stand beside its names; claim appositions as mentions."""
    for seen in sorted(cast.seen, key=lambda s: s.first):
        if seen.form != "name" or seen.member.kind not in {"person", "organisation", "outlet"}:
            continue
        if seen.member.kind == "person":
            _before(cast, seen)
        _after(cast, seen)


def _before(cast: Cast, seen: Seen) -> None:
    doc, member, words = cast.doc, seen.member, actors()
    i = seen.first - 1
    start = seen.first
    while i >= 0 and seen.first - i <= _LONGEST_BEFORE and not doc[i + 1].is_sent_start:
        lower = doc[i].lower_
        part = (
            doc[i].pos_ in {"NOUN", "PROPN", "ADJ"}
            or lower in words.titles
            or lower in _RANKS
            or doc[i].text in {"-", "–"}
            or doc[i].tag_ == "POS"
        )
        if not part:
            break
        start = i
        i -= 1
    last = seen.first - 1
    if start > last:
        return
    head = person_head(doc, last)
    lower = doc[last].lower_
    if gender := words.gender.get(lower):
        member.gender = member.gender if member.gender and lower in words.person else gender
    if head is None:
        if lower in words.titles:
            member.sector = member.sector or words.title_sector.get(lower)
        return
    if doc[last].tag_ in {"NNS", "NNPS"} or (start == last and lower == "st"):
        return
    while start < last and (doc[start].tag_ == "POS" or doc[start].text in {"-", "–"}):
        start += 1
    _take(cast, member, start, last, head)


def _after(cast: Cast, seen: Seen) -> None:
    """Roles in apposition, "X, the head of the port," or "the port's head, X", and predicates, "X is a lawyer"."""
    doc, member = cast.doc, seen.member
    name_head = doc[seen.head]
    nxt = seen.last + 1
    if (
        member.kind == "person"
        and nxt + 1 < len(doc)
        and doc[nxt].text == ","
        and doc[nxt + 1].text.isdigit()
        and len(doc[nxt + 1].text) <= 2
    ):
        member.age = doc[nxt + 1].text
        nxt += 2
    described = [c for c in name_head.children if c.dep_ == "appos" and c.i > seen.last]
    if name_head.dep_ == "appos" and name_head.head.i < seen.first:
        described.append(name_head.head)
    if name_head.dep_ == "nsubj" and name_head.head.lemma_ == "be":
        described += [
            c for c in name_head.head.children if c.dep_ == "attr" and not any(n.dep_ == "neg" for n in name_head.head.children)
        ]
    for token in described:
        if token.i in cast.covered or token.pos_ not in {"NOUN", "PROPN"}:
            continue
        head = person_head(doc, token.i) if member.kind == "person" else organisation_head(doc, token.i)
        if head is None or token.tag_ in {"NNS", "NNPS"}:
            continue
        first, last = phrase(doc, token, limit=seen.first - 1 if token.i < seen.first else None)
        if last - first < _LONGEST_AFTER and not first <= seen.head <= last:
            _take(cast, member, first, last, head)
            if token.dep_ != "attr":
                cast.mention(first, last, token.i, member, "nominal")


def _take(cast: Cast, member: Member, first: int, last: int, head: tuple[str, str]) -> None:
    doc, words = cast.doc, actors()
    while first < last and doc[first].lower_ in {"the", "a", "an", "its", "their", "his", "her"}:
        first += 1
    member.heads.add(head[0])
    member.heads.add(head[0].split(" ")[-1])
    member.gender = member.gender or words.gender.get(head[0].split(" ")[-1])
    text = doc[first : last + 1].text
    if member.role is None or (_is_rank(member.role) and not _is_rank(text)):  # "the interior minister, Colonel Terrab"
        member.role = text
    if member.sector is None or member.sector == "CVL":
        member.sector = sector_of(doc, first, last, head)
    if member.country is None:
        member.country = country_in(doc, first, last)


def _is_rank(role: str) -> bool:
    """Tell whether a role is a bare rank, which says less than an office."""
    words = actors()
    return len(role.split()) <= 2 and all(
        w.lower() in words.titles or words.person.get(w.lower()) in _RANKED for w in role.split()
    )


def sector_of(doc: Doc, first: int, last: int, head: tuple[str, str]) -> str | None:
    """The sector of a description: that of its head, or for "spokesman", "chief" that of whom they speak for."""
    if head[1] not in {"UNK", "GOV"}:
        return head[1]
    for i in range(last, first - 1, -1):
        found = organisation_head(doc, i)
        if found and not (head[1] == "GOV" and found[1] in {"SOC", "BUS", "JRN"}):
            return _ministry(doc, first, i) or found[1]
    return _ministry(doc, first, last) if head[1] == "UNK" else _ministry(doc, first, last) or head[1]


def _ministry(doc: Doc, first: int, last: int) -> str | None:
    """Interior is police, defence is military (PLOVER's choice)."""
    inside = {doc[i].lower_ for i in range(first, last + 1)}
    if not inside & {"ministry", "minister", "secretary", "department"}:
        return None
    if "interior" in inside:
        return "COP"
    return "MIL" if inside & {"defence", "defense"} else None


def country_in(doc: Doc, first: int, last: int) -> str | None:
    """The first country that the words name or whose demonym they use."""
    nations = countries()
    for i in range(first, last + 1):
        for n in (2, 1, 0):
            if i + n <= last and doc[i].text[:1].isupper():
                text = doc[i : i + n + 1].text.lower().replace(".", "").replace("-", " ")
                if code := nations.demonyms.get(text) or nations.names.get(text):
                    return code
    return None
