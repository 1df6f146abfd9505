"""What kind of thing a name names: votes from the name's own words, its neighbours and the report's furniture."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from twosource.annotate.entities.words import organisation_head
from twosource.annotate.gazetteer import fold, gazetteer
from twosource.annotate.lexicon import actors, countries, given_names, outlets

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from twosource.records import EntityKind, Furniture

_MODIFIES = frozenset({"compound", "amod", "appos", "nmod", "nsubj", "ROOT"})
_TOWN = frozenset({"city", "town", "village", "port", "capital", "province", "district", "island", "region"})
_MEDIUM = frozenset({"newspaper", "daily", "broadcaster", "magazine", "website", "tabloid", "channel", "agency"})
_OFFICE = frozenset({"ministry", "department", "university", "bank", "office", "committee"})
_REPORTS = frozenset({"report", "broadcast", "publish", "quote", "cite"})
_SAID = frozenset({"said", "told", "added", "tweeted", "testified", "recalled"})


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


@dataclass(frozen=True, slots=True)
class Carriers:
    """Folded names that the furniture explains: who carries the report, who wrote it, where it was written."""

    outlets: frozenset[str]
    writers: frozenset[str]
    datelines: frozenset[str]

    @staticmethod
    def of(outlet: str | None, furniture: tuple[Furniture, ...]) -> Carriers:
        """From the report's outlet and its furniture."""
        carried = {fold(n) for f in furniture if f.kind in {"dateline", "credit", "stamp"} for n in f.names}
        return Carriers(
            frozenset(carried | ({fold(outlet)} if outlet else set())),
            frozenset(fold(n) for f in furniture if f.kind == "byline" for n in f.names),
            frozenset(fold(f.place) for f in furniture if f.place),
        )


def weigh(doc: Doc, name: Name, carriers: Carriers) -> None:
    """Add every vote. The weights were set by hand on invented reports: a word list or title outweighs the parser."""
    before = doc[name.first - 1].lower_ if name.first else ""
    after, next_but_one = (doc[i].lower_ if i < len(doc) else "" for i in (name.last + 1, name.last + 2))
    if before in actors().titles:
        name.title = before
    _by_lists(name, carriers)
    if before == "the" and any(full.endswith(f" {name.key}") for full in carriers.outlets):
        name.vote("outlet", 4.0)  # "the Ledger" in the Helsinki Ledger
    _as_outlet(doc, name, before, after, next_but_one)
    _as_organisation(doc, name)
    _as_person(doc, name, before, after, next_but_one)
    _as_place(doc, name, before)


def _by_lists(name: Name, carriers: Carriers) -> None:
    nations = countries()
    if name.key in nations.demonyms:
        name.vote("group", 4.0)
        name.demonym = nations.demonyms[name.key]
    elif name.key in nations.names:
        name.vote("place", 4.0)
    if name.key in outlets():
        name.vote("outlet", 5.0)
    if name.key in carriers.outlets:
        name.vote("outlet", 4.0)
    elif name.key in carriers.datelines:
        name.vote("place", 4.0)
    elif name.key in carriers.writers:
        name.vote("person", 4.0)


def _as_outlet(doc: Doc, name: Name, before: str, after: str, next_but_one: str) -> None:
    words, head = actors(), doc[name.last]
    if name.first < name.last and head.lower_ in words.outlet_names and name.key not in outlets():
        name.vote("outlet", 2.0)
    medium = after in {"news", "state"} and next_but_one in {"agency", "television", "tv", "media"}
    if medium or after in words.outlet_context:
        name.vote("outlet", 2.0)
    if before in _MEDIUM:
        name.vote("outlet", 2.5)
    if head.dep_ == "nsubj" and head.head.lemma_ in _REPORTS and name.votes.get("organisation"):
        name.vote("outlet", 1.2)


def _as_organisation(doc: Doc, name: Name) -> None:
    named = doc[name.last].lower_ in actors().organisation_names or doc[name.first].lower_ in _OFFICE
    if named and name.votes.get("outlet", 0) < 3:
        name.vote("organisation", 2.5)
    # A word beside it: "the news site X", "X, the ferry company".
    beside = [doc[name.first - 1]] if name.first and doc[name.first - 1].text.islower() else []
    for token in beside + _appositions(doc, name):
        found = organisation_head(doc, token.i) if token.tag_ in {"NN", "NNP"} else None
        if found and found[0] not in {"state", "house", "office"}:
            name.vote("outlet" if found[1] == "JRN" else "organisation", 2.0)
            return


def _appositions(doc: Doc, name: Name) -> list[Token]:
    head = doc[name.last]
    out = [c for c in head.children if c.dep_ == "appos" and c.i > name.last]
    if head.dep_ == "appos" and head.head.i < name.first:
        out.append(head.head)
    return out


def _as_person(doc: Doc, name: Name, before: str, after: str, next_but_one: str) -> None:
    words = actors()
    if (before in words.titles or before in words.person) and doc[name.first - 1].dep_ in _MODIFIES:
        name.vote("person", 2.5)
    if any(t.lemma_.lower() in words.person and t.tag_ in {"NN", "NNP"} for t in _appositions(doc, name)):
        name.vote("person", 2.0)
    if name.first < name.last and doc[name.first].lower_ in given_names():
        name.vote("person", 1.2)
    day = name.last + 3 < len(doc) and doc[name.last + 3].text.isdigit()  # "March 7, 20 2009" and other tables
    if after == "," and next_but_one.isdigit() and len(next_but_one) == 2 and not day:
        name.vote("person", 1.0)
    if after in _SAID and name.votes.get("place") and name.key not in countries().names:
        name.vote("person", 0.6)


def _as_place(doc: Doc, name: Name, before: str) -> None:
    """By its neighbours ("in X", "the town of X"), or because a large town of that name is in the gazetteer."""
    if name.demonym or name.votes.get("outlet", 0) > 2:
        return
    if before == "of" and name.first > 1 and doc[name.first - 2].lower_ in _TOWN:
        name.vote("place", 3.0)
    elif before in {"in", "near", "outside"} and name.last - name.first < 3:
        name.vote("place", 1.2)
    elif before in {"from", "at", "across", "around", "to"} and name.votes.get("place"):
        name.vote("place", 0.4)
    if name.votes.get("person", 0) < 2 and any(not c.alternate and c.population > 100_000 for c in gazetteer().find(name.text)):
        name.vote("place", 0.8)
