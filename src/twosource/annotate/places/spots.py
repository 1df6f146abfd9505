"""Where a report names a place: the parser's place names, trimmed and split, and those that it missed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from twosource.annotate.gazetteer import fold, gazetteer
from twosource.annotate.lexicon import actors, countries, outlets

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span as Entity

_PLACE = frozenset({"GPE", "LOC", "FAC"})
_IN = frozenset({"in", "at", "near", "from", "to", "outside", "across", "around", "into", "toward", "towards", "of", "between", "through", "throughout"})
_TRIM = frozenset("\"“”'‘’()[]«»,;:–—-*•.")
_PARTS = frozenset({"northern", "southern", "eastern", "western", "central", "north", "south", "east", "west", "northeastern", "northwestern", "southeastern", "southwestern", "north-eastern", "north-western", "south-eastern", "south-western", "northeast", "northwest", "southeast", "southwest", "downtown", "mainland", "upper", "lower", "greater", "rural", "central"})
LARGE = 100_000  # people: a name that the recogniser took for something else is a place if a town of this size bears it


@dataclass(frozen=True, slots=True)
class Spot:
    """Tokens `[first, last]` that name a place. `site`: the recogniser or its last word says building, road or field."""

    first: int
    last: int
    text: str
    site: bool = False


def find_spots(doc: Doc) -> list[Spot]:
    """Every place name, in order."""
    out: list[Spot] = []
    taken = [False] * len(doc)
    for ent in doc.ents:
        if ent.label_ in _PLACE:
            out += _split(doc, ent)
        elif ent.label_ in {"ORG", "PERSON", "NORP", "PRODUCT", "WORK_OF_ART"} and _really_place(doc, ent):
            out += _split(doc, ent)
        elif ent.label_ == "ORG":
            out += _county_in(doc, ent)
        for i in range(ent.start, ent.end):
            taken[i] = True
    out += _missed(doc, taken, {fold(s.text) for s in out})
    return sorted(out, key=lambda s: s.first)


def _split(doc: Doc, ent: Entity) -> list[Spot]:
    """"Paris, Texas" is two names."""
    cuts = [i for i in range(ent.start, ent.end) if doc[i].text in {",", "/"} or "\n" in doc[i].text]
    bounds = [ent.start, *(c + 1 for c in cuts)]
    spots = (_trimmed(doc, a, b - 1, ent.label_) for a, b in zip(bounds, [*cuts, ent.end], strict=True))
    return [s for s in spots if s]


def _trimmed(doc: Doc, first: int, last: int, label: str) -> Spot | None:
    while first <= last and (doc[first].lower_ in {"the", "a", "an"} or doc[first].text in _TRIM or doc[first].is_space):
        first += 1
    while last >= first and (doc[last].tag_ == "POS" or doc[last].text in {"'s", "’s", "’", "'"} or (doc[last].text in _TRIM) or doc[last].is_space):
        last -= 1
    while first < last and doc[first].lower_ in _PARTS and not gazetteer().find(_text(doc, first, last)):
        first += 1
    if first > last:
        return None
    text = _text(doc, first, last)
    if not any(c.isupper() or (c.isalpha() and not c.islower()) for c in text) or any(c.isdigit() for c in text[:1]) or len(text) < 2:
        return None
    return Spot(first, last, text, site=label == "FAC" or doc[last].lower_ in SITE_WORDS)


def _text(doc: Doc, first: int, last: int) -> str:
    return doc.text[doc[first].idx : doc[last].idx + len(doc[last].text)]


def _really_place(doc: Doc, ent: Entity) -> bool:
    """A country, or a town's name where a place is expected, that the recogniser filed elsewhere."""
    text = ent.text.rstrip(",.")
    key = fold(text)
    if key in countries().demonyms or key in outlets():
        return False
    if key in countries().names and ent.label_ != "PERSON":
        return text.isupper() or text[:1].isupper()
    before = doc[ent.start - 1].lower_ if ent.start else ""
    if len(ent) > 3 or doc[ent.end - 1].lower_ in actors().organisation_names or text.isupper() and len(text) < 6:
        return False
    if before in actors().titles or before in actors().person:
        return False
    found = gazetteer().find(text)
    if not found:
        return False
    if before in {"in", "near", "outside"} and (ent.label_ != "PERSON" or len(ent) == 1):
        return True
    return ent.label_ != "PERSON" and max(c.population for c in found if not c.alternate or c.population > LARGE) > LARGE if any(
        not c.alternate or c.population > LARGE for c in found
    ) else False


def _county_in(doc: Doc, ent: Entity) -> list[Spot]:
    """"Rapides Parish" in "Rapides Parish Fire District": a county's name opens the name of its office."""
    for i in range(ent.start + 1, ent.end - 1):
        if doc[i].lower_ in {"county", "parish"} and doc[i].text[:1].isupper():
            spot = _trimmed(doc, ent.start, i, "GPE")
            return [spot] if spot and gazetteer().find(spot.text) else []
    return []


def _missed(doc: Doc, taken: list[bool], known: set[str]) -> list[Spot]:
    """Proper nouns outside every entity that are a country, a place named elsewhere in the report, or "in Town"."""
    out: list[Spot] = []
    i, end = 0, len(doc)
    while i < end:
        if taken[i] or doc[i].tag_ not in {"NNP", "NNPS"} or not doc[i].text[:1].isupper():
            i += 1
            continue
        j = i
        while j + 1 < end and not taken[j + 1] and doc[j + 1].tag_ in {"NNP", "NNPS"} and j - i < 3:
            j += 1
        spot = _trimmed(doc, i, j, "GPE")
        if spot and _expected(doc, spot, known):
            out.append(spot)
        i = j + 1
    return out


def _expected(doc: Doc, spot: Spot, known: set[str]) -> bool:
    key = fold(spot.text)
    if key in known or (key in countries().names and (len(key) > 3 or spot.text.isupper())):
        return True
    before = doc[spot.first - 1].lower_ if spot.first else ""
    return before in {"in", "near", "outside"} and bool(gazetteer().find(spot.text)) and key not in actors().person


SITE_WORDS = frozenset({"square", "street", "road", "avenue", "boulevard", "highway", "bridge", "airport", "stadium", "park", "building", "hospital", "school", "university", "college", "church", "mosque", "cathedral", "temple", "prison", "jail", "palace", "tower", "station", "port", "harbour", "harbor", "dam", "mine", "field", "plant", "hotel", "hall", "market", "mall", "museum", "embassy", "base", "camp", "checkpoint", "cemetery", "drive", "lane", "parkway", "interstate", "route", "terminal", "pier", "wharf", "court", "center", "centre", "theater", "theatre", "house", "library", "zoo", "gate", "arena", "speedway", "st.", "ave.", "rd.", "blvd.", "dr.", "quay", "shipyard"})
ROADS = frozenset({"street", "road", "avenue", "boulevard", "highway", "drive", "lane", "parkway", "interstate", "route", "st.", "ave.", "rd.", "blvd.", "dr."})
