"""Descriptions: "the minister", "a spokeswoman for the port", "police", "the 52-year-old", "the company".

Read in text order. A definite description looks back for whom it means; an indefinite one brings a
new entity; a bare or plural one ("police", "officials") means the same people whenever its words
are the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twosource.annotate.entities.antecedents import Description, Met
from twosource.annotate.entities.roles import country_in, sector_of
from twosource.annotate.entities.words import group_head, organisation_head, person_head, phrase
from twosource.annotate.gazetteer import gazetteer
from twosource.annotate.lexicon import actors, word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from twosource.annotate.entities.cast import Cast, Member
    from twosource.records import EntityKind, Furniture

DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_INDEFINITE = word_set("indefinite")
_LEADS = DEFINITE | {"a", "an", "some", "at", "least"}
_MARKS = re.compile(r'["“”«»]')
_AGE = re.compile(r"^(\d{1,3})[-‐‑–]year[-‐‑–]old$")
# Both a person and a firm may be an operator; in the news it is a firm.
_FIRMS = frozenset({"operator", "regulator", "developer", "producer", "contractor", "manufacturer", "maker", "carrier"})
_ADDRESS = frozenset({"compound", "amod", "nmod"})
# Words that count as an organisation only with a definite article or a modifier.
_NEEDS_ARTICLE = word_set("needs_article")


def find_nominals(cast: Cast, furniture: tuple[Furniture, ...]) -> None:
    """Add to `cast` every description that names who acts or speaks, but for those of the furniture."""
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


class _Walk:
    """The state of one walk through the report: whom we met, in order."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.met = Met(cast)
        self.plain: dict[str, Member] = {}

    def pass_mention(self, i: int) -> None:
        """A name (or an apposition already claimed) goes by."""
        self.met.pass_by(i, self.cast.covered[i].member)

    def read(self, token: Token) -> None:
        """If this token is the head of a description, find whom it means."""
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
            one = token.tag_ not in {"NNS", "NNPS"} or token.lower_ == "police"
            self._place(token, "organisation" if one else "group", organ)
        elif group and (not person or group[0].count(" ") >= person[0].count(" ")):
            self._place(token, "group", group)
        elif person:
            self._place(token, "group" if token.tag_ in {"NNS", "NNPS"} else "person", person)

    def _aged(self, token: Token, start: int | None = None) -> None:
        """By age, "the 52-year-old": the person of that age, else the last person named."""
        doc = token.doc
        first = (start if start is not None else token.i) - 1
        digits = re.match(r"\d+", doc[first + 1].text)
        if first < 0 or doc[first].lower_ != "the" or not digits:
            return
        member = self.met.aged(digits.group(), token)
        if member:
            member.age = digits.group()
            self._say(first, token.i, token.i, member)

    def _say(self, first: int, last: int, head: int, member: Member) -> None:
        self.cast.mention(first, last, head, member, "nominal")
        self.met.pass_by(head, member)

    def _place(self, token: Token, kind: EntityKind, head: tuple[str, str]) -> None:
        doc = token.doc
        first, last = phrase(doc, token)
        if doc[first].tag_ in {"WDT", "WP$", "WRB"} or doc[first].lower_ in {"how", "no", "any", "every", "each"}:
            return
        if bearer := self._named_next(token, kind):
            self._say(first, token.i, token.i, bearer)
        elif kind == "organisation" and (bearer := self._bearer(first, token.i)):
            self._say(first, last, token.i, bearer)
        else:
            said = _read_phrase(token, first, last, kind, head)
            if _somebody(token, said):
                self._say(first, last, token.i, self._whom(token, said))

    def _whom(self, token: Token, said: Description) -> Member:
        """The entity that the description means: one met before, one of the same words, or a new one."""
        member = None
        if said.kind == "person" and said.definite:
            member = self.met.person(token, said)
        elif said.kind == "organisation" and said.definite and not said.own:
            member = self.met.organisation(token, said)
        same = not (said.own and said.kind == "group") if said.kind != "person" else said.definite and not said.own
        if member is None and same:
            member = self.plain.get(said.key)
        if member is None:
            member = self._new(token, said)
        if said.kind != "person" or said.definite:
            self.plain.setdefault(said.key, member)
        return member

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

    def _new(self, token: Token, said: Description) -> Member:
        doc, at = token.doc, said.first
        while at < token.i and (doc[at].lower_ in _LEADS or doc[at].tag_ == "PRP$"):
            at += 1
        outlet = said.kind == "organisation" and said.sector == "JRN"
        name = " ".join(_MARKS.sub("", doc[at : said.last + 1].text).split())
        member = self.cast.add(name, "outlet" if outlet else said.kind, said.key, named=False)
        final = said.head.rpartition(" ")[2]
        member.heads |= {said.head, final}
        member.modifiers = said.modified
        member.sector = sector_of(doc, said.first, said.last, (said.head, said.sector))
        member.country = country_in(doc, said.first, said.last)
        member.plural = said.kind == "group" or said.head == "police"
        member.gender = actors().gender.get(final)
        member.role = name if said.kind == "person" else None
        member.age = next((m.group(1) for i in range(said.first, token.i) if (m := _AGE.match(doc[i].text))), None)
        return member


def _read_phrase(token: Token, first: int, last: int, kind: EntityKind, head: tuple[str, str]) -> Description:
    doc = token.doc
    lead = doc[first].lower_
    own = any(c.dep_ == "poss" for c in token.lefts)
    opens = lead in DEFINITE or lead in _INDEFINITE
    modified = _modifiers(doc, first + opens, token.i - head[0].count(" "))
    return Description(
        first,
        last,
        kind,
        head[0],
        head[1],
        modified,
        doc[token.i + 1 : last + 1].text.lower(),
        own,
        lead in DEFINITE or own,
        not own and not opens,
    )


def _somebody(token: Token, said: Description) -> bool:
    """A bare "house" or "captain" with nothing that tells which is nobody."""
    predicate = token.dep_ == "attr" or (token.dep_ == "pobj" and token.head.lower_ == "as")
    if (predicate and not said.definite) or (said.head in {"opposition", "movement"} and not said.definite):
        return False  # "a reliable partner", "strong opposition": said of somebody, nobody new
    if not said.bare or said.modified:
        return True
    if said.kind == "organisation":
        singular = token.lower_ == said.head.rpartition(" ")[2]  # "police" is tagged a plural and means the force
        return said.head not in _NEEDS_ARTICLE and singular
    return said.kind != "person" or _stands_alone(token)


def _modifiers(doc: Doc, first: int, end: int) -> str:
    """What stands between the article and the head words, lower case."""
    return " ".join(doc[i].lower_ for i in range(first, end) if doc[i].pos_ in {"NOUN", "PROPN", "ADJ", "NUM", "PRON"})


def _modifies(token: Token) -> bool:
    """Whether this word stands before a noun that it describes ("a 52-year-old man")."""
    return token.dep_ in {"amod", "compound", "nummod", "nmod"} and token.head.i > token.i


def _stands_alone(token: Token) -> bool:
    """A bare singular person noun is somebody only as a subject in head-line style or a title used as a name."""
    return token.dep_ in {"nsubj", "nsubjpass", "pobj", "agent"} and token.text[:1].isupper() and not token.is_sent_start
