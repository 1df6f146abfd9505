"""The most telling name of a source: its entity with the role, a fuller naming in the report, or the words themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twosource.annotate.attribution import spans
from twosource.annotate.entities import entity_at
from twosource.annotate.entities.words import organisation_head, person_head

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from twosource.annotate.attribution.candidate import Candidate, Tokens
    from twosource.records import Entity, Mention

_MOST_WORDS = 14
_BACK = 150  # tokens before "the statement" in which its issuer is looked for
_PERSONAL = {"he": "male", "she": "female"}
_POSSESSIVE = {"his": "male", "her": "female"}
_NEAR = 300  # characters before a pronoun in which a named person may be meant
_DETERMINERS = frozenset({"the", "a", "an", "this", "that", "its", "his", "her", "their", "our", "my"})
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today".split())
_AGED = re.compile(r"\b(\d{1,3})-year-old\b")
# What a body is called when it is named again, by the sectors that entities have.
_BODIES = {
    **dict.fromkeys(("company", "firm", "manufacturer", "maker", "operator", "carrier", "bank", "airline"), "BUS"),
    "union": "LAB",
    "party": "PTY",
    "hospital": "MED",
    "university": "EDU",
}
_HAD = frozenset({"office", "lawyer", "staff", "aide", "family", "party", "ministry", "spokesman", "spokeswoman", "cabinet"})
_PLAIN = 3  # words: "his press office"
_ISSUED = frozenset({"statement", "announcement", "communique", "release", "notice", "bulletin"})
_TITLES = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "dr", "dr."})


class Namer:
    """Names the sources of one report. `name` is asked in text order, as pronouns lean on the sources before them."""

    def __init__(self, doc: Doc, entities: tuple[Entity, ...], mentions: tuple[Mention, ...]) -> None:
        """Name sources with what is known of the report's entities."""
        self.doc = doc
        self.entities = {e.id: e for e in entities}
        self.mentions = mentions
        self.full: dict[str, str] = {}
        self.last: list[tuple[Token, str, str | None]] = []

    def name(self, candidate: Candidate) -> tuple[str, str | None]:
        """(name, entity id or None) of a candidate's source."""
        source = candidate.source or candidate.cue
        head = self.doc[candidate.source_head if candidate.source_head is not None else source[0]]
        head, stretch = self._antecedent(head, source)
        entity = self._entity(head, stretch)
        if entity is None or not self.entities[entity].name[:1].isupper():
            entity = self._described(head, stretch) or self._titled(head, stretch) or entity
        if head.pos_ == "PRON" and entity is None:
            name, entity = self._spoken_before(head)
        elif (
            entity is None
            and head.lemma_.lower() in _ISSUED
            and self.doc[stretch[0]].lower_ in {"the", "its", "their"}
            and self._issuer(head)
        ):
            name, entity = self._issuer(head) or ("", None)
        else:
            name = self._possessed(head, stretch) or self._words(head, stretch)
            if entity is not None:
                name = _with_role(self.entities[entity], name)
            elif head.pos_ == "PROPN":
                name = self.full.get(head.lower_, name)
        if head.pos_ == "PROPN" and len(name) > len(self.full.get(head.lower_, "")):
            self.full[head.lower_] = name
        if head.pos_ != "PRON":
            self.last.append((head, name, entity))
        return name, entity

    def _possessed(self, head: Token, stretch: Tokens) -> str | None:
        """Whose "his office" or "its lawyers" are, where the report names him or it."""
        if self.doc[stretch[0]].tag_ != "PRP$" or head.lemma_.lower() not in _HAD or stretch[1] - stretch[0] > _PLAIN:
            return None
        at = self.doc[stretch[0]].idx
        owner = next((self.entities[m.entity] for m in self.mentions if m.start == at and m.form == "pronoun"), None)
        if owner is None or not owner.name[:1].isupper():
            return None
        return f"{_with_role(owner, owner.name)}'s {self._words(head, stretch)}"

    def _antecedent(self, head: Token, stretch: Tokens) -> tuple[Token, Tokens]:
        """What a relative pronoun stands for."""
        if head.tag_ in {"WP", "WDT", "WP$"} or (head.lower_ == "that" and head.dep_ in {"nsubj", "nsubjpass"}):
            for token in head.ancestors:
                if token.dep_ == "relcl":
                    noun = token.head
                    return noun, spans.phrase(noun, token)
        return head, stretch

    def _entity(self, head: Token, stretch: Tokens) -> str | None:
        first, last = stretch
        start, end = self.doc[first].idx, self.doc[last - 1].idx + len(self.doc[last - 1])
        at = head.idx
        holding = [m for m in self.mentions if m.start <= at < m.end and m.start >= start - 4]
        held = entity_at(tuple(holding), (start, end))
        if held is not None and not self.entities[held].name[:1].islower():
            return held
        # "the police chief, Ivan Petrov", "the organisers, the Cannery Workers' League": the apposition names the one described.
        beside = (c for c in head.children if c.dep_ == "appos")
        named = (m.entity for c in beside for m in self.mentions if m.start <= c.idx < m.end and m.form == "name")
        return next(named, held)

    def _described(self, head: Token, stretch: Tokens) -> str | None:
        """Whom "the 52-year-old" or "the company" means, where the report names only one it could be."""
        aged = _AGED.search(self.doc[stretch[0] : stretch[1]].text)
        if aged is not None:
            found = {m.entity for m in self.mentions if m.form == "name" and self._of_age(m.end, aged[1])}
        elif (sector := _BODIES.get(head.lower_)) is not None and self.doc[stretch[0]].lower_ == "the":
            found = {
                m.entity
                for m in self.mentions
                if m.form == "name"
                and m.end < head.idx
                and self.entities[m.entity].sector in {sector, None}
                and self._body(m.entity)
            }
        else:
            return None
        return found.pop() if len(found) == 1 else None

    def _titled(self, head: Token, stretch: Tokens) -> str | None:
        """Whom "the minister" or "the union" takes up: the last voice, or the only entity, whose name or role holds the word."""
        if stretch[1] - stretch[0] != 2 or self.doc[stretch[0]].lower_ != "the" or head.pos_ != "NOUN":
            return None
        word = head.lower_
        spoken = [e for _, _, e in reversed(self.last) if e is not None and self._called(e, word)]
        if spoken:
            return spoken[0]
        before = {m.entity for m in self.mentions if m.form == "name" and m.end < head.idx and self._called(m.entity, word)}
        return before.pop() if len(before) == 1 else None

    def _called(self, entity: str, word: str) -> bool:
        found = self.entities[entity]
        telling = {w.casefold().strip(",.'’") for w in f"{found.name} {found.role or ''}".split()}
        return found.name[:1].isupper() and len(found.name.split()) > 1 and word in telling

    def _body(self, entity: str) -> bool:
        return self.entities[entity].kind == "organisation" and self.entities[entity].name[:1].isupper()

    def _of_age(self, end: int, age: str) -> bool:
        return re.match(rf",? (?:aged )?{age}\b", self.doc.text[end : end + 14]) is not None

    def _spoken_before(self, pronoun: Token) -> tuple[str, str | None]:
        """The source that a pronoun most likely takes up, when no one else has resolved it; else its own word."""
        gender = _PERSONAL.get(pronoun.lower_) or _POSSESSIVE.get(pronoun.lower_)
        for head, name, entity in reversed(self.last[-4:]):
            human = head.ent_type_ == "PERSON" or person_head(self.doc, head.i) is not None or head.head.ent_type_ == "PERSON"
            if gender is not None and human:
                return name, entity
            if (
                pronoun.lower_ in {"it", "its"}
                and not human
                and (head.ent_type_ in {"ORG", "GPE"} or organisation_head(self.doc, head.i) is not None)
            ):
                return name, entity
        if gender is not None:
            # Nobody has spoken yet: the one person named shortly before, if it is only one.
            near = {
                m.entity
                for m in self.mentions
                if m.form == "name" and 0 < pronoun.idx - m.end < _NEAR and self.entities[m.entity].kind == "person"
            }
            if len(near) == 1:
                found = self.entities[near.pop()]
                return _with_role(found, found.name), found.id
        return pronoun.text, None

    def _issuer(self, head: Token) -> tuple[str, str | None] | None:
        """Who issued "the statement": the one who was last said to issue one, else the last organisation that spoke."""
        for token in reversed(self.doc[max(0, head.i - _BACK) : head.i]):
            if token.lemma_.lower() == head.lemma_.lower() and token.dep_ in {"dobj", "pobj"}:
                verb = token.head if token.dep_ == "dobj" else token.head.head
                voice = spans.subject(verb) if verb.pos_ == "VERB" and not spans.is_passive(verb) else None
                if voice is not None and voice.pos_ != "PRON":
                    stretch = spans.phrase(voice, verb)
                    return f"{self._words(voice, stretch)} {head.lower_}", self._entity(voice, stretch)
        for before, name, entity in reversed(self.last[-4:]):
            if organisation_head(self.doc, before.i) is not None or before.ent_type_ == "ORG":
                return f"{name} {head.lower_}", entity
        return None

    def _words(self, head: Token, stretch: Tokens) -> str:
        """The words of a source without its relative clauses and the article before it."""
        first, last = stretch
        drop: set[int] = set()
        for token in self.doc[first:last]:
            aside = token.dep_ == "appos" and token.head.i == head.i and head.pos_ == "PROPN" and token.i > head.i
            if token.dep_ in {"relcl", "advcl"} or (token.dep_ == "acl" and token.head.i == head.i) or aside or _when(token):
                drop |= spans.subtree(token)
        kept = [t for t in self.doc[first:last] if t.i not in drop and not t.is_space]
        while kept and (kept[0].is_punct or kept[0].lower_ in _DETERMINERS | _TITLES) and len(kept) > 1:
            kept.pop(0)
        kept = kept[:_MOST_WORDS]
        while len(kept) > 1 and (kept[-1].is_punct or kept[-1].pos_ in {"ADP", "CCONJ", "DET"}):
            kept.pop()
        return " ".join("".join(t.text_with_ws for t in kept).split())


def _when(token: Token) -> bool:
    """Tell whether a phrase in a source only says when: "police on Sunday"."""
    return token.dep_ == "prep" and any(c.dep_ == "pobj" and c.lower_ in _DAYS for c in token.children)


def _with_role(entity: Entity, words: str) -> str:
    """The entity's name with the role that the text gives it, or that its words here show."""
    plain = {w.casefold() for w in entity.name.split()}
    if entity.kind == "person":
        if entity.role and entity.role.casefold() not in entity.name.casefold():
            return f"{entity.role} {entity.name}"
        more = [w for w in words.split() if w.casefold().strip(",") not in plain]
        return words if more and plain <= {w.casefold().strip(",") for w in words.split()} else entity.name
    if len(words.split()) > len(entity.name.split()) and plain & {w.casefold() for w in words.split()}:
        return words
    # "a coast guard spokesman" refers to the service but says more than its name does.
    return words if words.casefold().split()[-1:] in (["spokesman"], ["spokeswoman"], ["spokesperson"]) else entity.name
