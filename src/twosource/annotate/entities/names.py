"""Names in a report: the parser's named entities, trimmed, completed and given a first kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from twosource.annotate.entities.words import organisation_head
from twosource.annotate.gazetteer import fold, gazetteer
from twosource.annotate.lexicon import actors, countries, given_names, outlets

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
_OPEN = frozenset("\"“”'‘’()[]«»,;:–—-*•")
_NO_NAMES = frozenset({"gmt", "est", "edt", "cet", "utc", "pm", "am", "covid", "covid 19", "coronavirus", "internet", "twitter", "facebook", "god", "bible", "english", "christmas", "easter"})
SPEECH = frozenset({"say", "tell", "add", "claim", "announce", "note", "insist", "warn", "write", "explain", "argue", "state", "recall", "deny", "admit", "confirm", "acknowledge", "declare", "tweet"})
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
    title: str = ""

    def vote(self, kind: EntityKind, weight: float) -> None:
        """Add evidence."""
        self.votes[kind] = self.votes.get(kind, 0.0) + weight


def find_names(parsed: Parsed, furniture: tuple[Furniture, ...]) -> list[Name]:
    """Every name, in order, none overlapping another. Who carries the report (its outlet, the agency of its dateline) is an outlet."""
    doc = parsed.doc
    carriers = {fold(parsed.report.outlet)} if parsed.report.outlet else set[str]()
    carriers |= {fold(n) for f in furniture if f.kind in {"dateline", "credit", "stamp"} for n in f.names}
    datelines = {fold(f.place) for f in furniture if f.place}
    writers = {fold(n) for f in furniture if f.kind == "byline" for n in f.names}
    taken = [False] * len(doc)
    out: list[Name] = []
    for ent in doc.ents:
        kind = _KINDS.get(ent.label_)
        if kind is None and ent.label_ not in {"PRODUCT", "WORK_OF_ART", "EVENT"}:
            continue
        name = _trimmed(doc, ent.start, ent.end - 1)
        if name is None or (kind is None and name.key not in outlets()) or name.key in _NO_NAMES:
            continue
        if (kind == "place" and _is_vessel(doc, name)) or (kind == "person" and _is_common(doc, name)):
            continue
        if kind:
            name.vote(kind, 1.0)
        out.append(name)
        for i in range(ent.start, ent.end):
            taken[i] = True
    out += _missed(doc, taken, {k for n in out for k in (n.key, n.key.rpartition(" ")[2] if n.votes.get("person") else n.key)})
    out.sort(key=lambda n: n.first)
    for name in out:
        _weigh_context(doc, name)
        if name.key in carriers:
            name.vote("outlet", 4.0)
        elif name.key in datelines:
            name.vote("place", 4.0)
        elif name.key in writers:
            name.vote("person", 4.0)
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
    # A double name that the recogniser cut at its hyphen.
    while last + 2 < len(doc) and doc[last + 1].text in {"-", "‑"} and not doc[last].whitespace_ and not doc[last + 1].whitespace_ and doc[last + 2].text.istitle() and doc[last + 2].tag_ in _NOUN:
        last += 2
    if first > last or last - first >= _LONGEST:
        return None
    text = doc[first : last + 1].text
    if not any(c.isupper() or (c.isalpha() and not c.islower()) for c in text) or text.startswith(("http", "@", "www.")):
        return None
    return Name(first, last, text, fold(text))


def _is_vessel(doc: Doc, name: Name) -> bool:
    """"the Aurora" is no place: one word with an article that no gazetteer knows (ships, streets' short names)."""
    article = name.first > 0 and doc[name.first - 1].lower_ == "the"
    return article and name.first == name.last and not gazetteer().find(name.text)


def _is_common(doc: Doc, name: Name) -> bool:
    """A common noun that only its place at the head of the sentence capitalised ("Turnout was low")."""
    if name.first != name.last:
        return False
    token = doc[name.first]
    starts = bool(token.is_sent_start) and token.lower_ not in given_names()
    return token.tag_ not in _NOUN or (starts and token.dep_ == "nsubj" and token.head.lemma_ == "be")


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
    if name.first < name.last <= name.first + 3 and doc[name.first].is_title and doc[name.last].is_title:
        if doc[name.first].lower_ in given_names():
            name.vote("person", 1.0)
            return True
        head = doc[name.last]
        after = doc[name.last + 1].text if name.last + 1 < len(doc) else ""
        aged = after == "," and name.last + 2 < len(doc) and doc[name.last + 2].text.isdigit()
        described = any(c.dep_ == "appos" and c.lemma_.lower() in words.person for c in head.children)
        if aged or described or (head.dep_ == "nsubj" and head.head.lemma_ in SPEECH):
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
    if before in words.titles:
        name.title = before
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
    head = doc[name.last]
    if any(c.dep_ == "appos" and c.i > name.last and c.lemma_.lower() in words.person and c.tag_ in {"NN", "NNP"} for c in head.children):
        name.vote("person", 2.0)
    elif head.dep_ == "appos" and head.head.i < name.first and head.head.lemma_.lower() in words.person and head.head.tag_ in {"NN", "NNP"}:
        name.vote("person", 2.0)
    if name.first < name.last and doc[name.first].lower_ in given_names():
        name.vote("person", 1.2)
    if after == "," and two_after.isdigit() and len(two_after) == 2 and not (name.last + 3 < len(doc) and doc[name.last + 3].text.isdigit()):
        name.vote("person", 1.0)
    if head.dep_ == "nsubj" and head.head.lemma_ in {"report", "broadcast", "publish", "quote", "cite"} and name.votes.get("organisation"):
        name.vote("outlet", 1.2)
    _weigh_office(doc, name)
    _weigh_place(doc, name, before)
    if after in {"said", "told", "added", "tweeted", "testified", "recalled"} and name.votes.get("place") and name.key not in nations.names:
        name.vote("person", 0.6)


def _weigh_office(doc: Doc, name: Name) -> None:
    """An organisation's or outlet's word beside the name: "the news site X", "X, the ferry company"."""
    head = doc[name.last]
    beside = [doc[name.first - 1]] if name.first and doc[name.first - 1].text.islower() else []
    beside += [c for c in head.children if c.dep_ == "appos" and c.i > name.last]
    if head.dep_ == "appos" and head.head.i < name.first:
        beside.append(head.head)
    for token in beside:
        found = organisation_head(doc, token.i) if token.tag_ in {"NN", "NNP"} else None
        if found and found[0] not in {"state", "house", "office"}:
            name.vote("outlet" if found[1] == "JRN" else "organisation", 2.0)
            return


def _weigh_place(doc: Doc, name: Name, before: str) -> None:
    """ "in X", "the town of X", and a town of that name in the gazetteer."""
    if name.key in countries().demonyms or name.votes.get("outlet", 0) > 2:
        return
    of_town = before == "of" and name.first > 1 and doc[name.first - 2].lower_ in {"city", "town", "village", "port", "capital", "province", "district", "island", "region"}
    if of_town:
        name.vote("place", 3.0)
    elif before in {"in", "near", "outside"} and name.last - name.first < 3:
        name.vote("place", 1.2)
    elif before in {"from", "at", "across", "around", "to"} and name.votes.get("place"):
        name.vote("place", 0.4)
    if name.votes.get("person", 0) < 2 and any(not c.alternate and c.population > 100_000 for c in gazetteer().find(name.text)):
        name.vote("place", 0.8)
