"""Names in a report: the parser's named entities, trimmed, completed and given a first kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from twosource.annotate.gazetteer import fold
from twosource.annotate.lexicon import actors, countries, outlets

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from twosource.annotate.parse import Parsed
    from twosource.records import EntityKind, Furniture

_KINDS: dict[str, EntityKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
}
_NOUN = frozenset({"NNP", "NNPS"})
_INSIDE = frozenset({"of", "for", "and", "the", "de", "del", "la", "bin", "al", "von", "van", "der", "&", "-", "'s", "’s", "."})
_OPEN = frozenset("\"“”'‘’()[]«»,;:–—-*•")
_LONGEST = 12  # tokens of a name; longer ones are the recogniser running on


@dataclass(slots=True)
class Name:
    """A name's tokens `[first, last]` (both inside) and the evidence for its kind, as votes."""

    first: int
    last: int
    text: str
    key: str
    votes: dict[EntityKind, float] = field(default_factory=dict["EntityKind", float])
    demonym: str | None = None

    def vote(self, kind: EntityKind, weight: float) -> None:
        """Add evidence."""
        self.votes[kind] = self.votes.get(kind, 0.0) + weight


def find_names(parsed: Parsed, furniture: tuple[Furniture, ...]) -> list[Name]:
    """Every name, in order, none overlapping another. Headings in capitals are left out, names of furniture kept."""
    doc = parsed.doc
    taken = [False] * len(doc)
    out: list[Name] = []
    for ent in doc.ents:
        kind = _KINDS.get(ent.label_)
        if kind is None and ent.label_ not in {"PRODUCT", "WORK_OF_ART", "EVENT"}:
            continue
        name = _trimmed(doc, ent.start, ent.end - 1)
        if name is None or (kind is None and fold(name.text) not in outlets()):
            continue
        if kind:
            name.vote(kind, 1.0)
        out.append(name)
        for i in range(ent.start, ent.end):
            taken[i] = True
    out += _missed(doc, taken, {n.key for n in out})
    out.sort(key=lambda n: n.first)
    for name in out:
        _weigh_context(doc, name)
    return out


def _trimmed(doc: Doc, first: int, last: int) -> Name | None:
    """The name without articles, titles, quotation marks and the possessive; None if nothing name-like is left."""
    words = actors()
    while first <= last and (
        doc[first].lower_ in {"the", "a", "an", "our", "his", "its"}
        or doc[first].text in _OPEN
        or doc[first].is_space
        or (first < last and doc[first].lower_ in words.titles)
    ):
        first += 1
    for i in range(first, last + 1):
        if "\n" in doc[i].text:
            last = i - 1
            break
    while last >= first and (doc[last].tag_ == "POS" or doc[last].text in _OPEN or doc[last].is_space or doc[last].text in {"'s", "’s", "’", "."}):
        last -= 1
    if first > last or last - first >= _LONGEST:
        return None
    text = doc.text[doc[first].idx : doc[last].idx + len(doc[last].text)]
    if not any(c.isupper() or (c.isalpha() and not c.islower()) for c in text) or text.startswith(("http", "@", "www.")):
        return None
    return Name(first, last, text, fold(text))


def _missed(doc: Doc, taken: list[bool], known: set[str]) -> list[Name]:
    """Runs of proper nouns that the recogniser passed over: names that it knows elsewhere, outlets, countries, offices."""
    out: list[Name] = []
    i, end = 0, len(doc)
    while i < end:
        if taken[i] or doc[i].tag_ not in _NOUN or not doc[i].text[:1].isupper():
            i += 1
            continue
        j = i
        while j + 1 < end and not taken[j + 1] and (doc[j + 1].tag_ in _NOUN) and not doc[j + 1].is_sent_start:
            j += 1
        name = _trimmed(doc, i, j)
        if name and _is_name(doc, name, known):
            out.append(name)
            for k in range(i, j + 1):
                taken[k] = True
        i = j + 1
    return out


def _is_name(doc: Doc, name: Name, known: set[str]) -> bool:
    words = actors()
    if name.key in words.person or name.key in words.titles:
        return False
    if name.key in known or name.key in outlets() or name.key in countries().names:
        return True
    tail = doc[name.last].lower_
    if tail in words.organisation_names and name.first < name.last:
        name.vote("organisation", 1.0)
        return True
    before = doc[name.first - 1].lower_ if name.first else ""
    if before in words.titles or before in words.person:
        name.vote("person", 1.0)
        return True
    # A word in capitals that is not the whole line: "OSCE".
    return name.text.isupper() and 2 <= len(name.text) <= 8 and name.text.isalpha() and name.last + 1 < len(doc) and not doc[name.last + 1].is_upper


def _weigh_context(doc: Doc, name: Name) -> None:
    """Votes from the name's own words and its neighbours."""
    words, nations = actors(), countries()
    last, first = doc[name.last].lower_, doc[name.first].lower_
    before = doc[name.first - 1].lower_ if name.first else ""
    after = doc[name.last + 1].lower_ if name.last + 1 < len(doc) else ""
    two_after = doc[name.last + 2].lower_ if name.last + 2 < len(doc) else ""
    if name.key in nations.demonyms:
        name.vote("group", 4.0)
        name.demonym = nations.demonyms[name.key]
    elif name.key in nations.names:
        name.vote("place", 4.0)
    if name.key in outlets():
        name.vote("outlet", 5.0)
    elif last in words.outlet_names and name.first < name.last:
        name.vote("outlet", 2.0)
    if after in {"news", "state"} and two_after in {"agency", "television", "tv", "media"} or after in words.outlet_context:
        name.vote("outlet", 2.0)
    if before in {"newspaper", "daily", "broadcaster", "magazine", "website", "tabloid", "channel", "agency"}:
        name.vote("outlet", 2.5)
    if (last in words.organisation_names or first in {"ministry", "department", "university", "bank", "office", "committee"}) and name.votes.get("outlet", 0) < 3:
        name.vote("organisation", 2.5)
    if (before in words.titles or before in words.person) and doc[name.first - 1].dep_ in {"compound", "amod", "appos", "nmod", "nsubj", "ROOT"}:
        name.vote("person", 2.5)
    if before in {"in", "near", "from", "at", "across", "outside", "around"} and name.votes.get("place"):
        name.vote("place", 0.5)
    if after in {"said", "told", "added", "tweeted", "testified", "recalled"} and name.votes.get("place") and name.key not in nations.names:
        name.vote("person", 0.6)


def is_inside_word(text: str) -> bool:
    """May this token stand inside a name ("Ministry of Health")?"""
    return text.lower() in _INSIDE
