"""Where a report names a place: the parser's place names, trimmed and split, and those that it missed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from twosource.annotate.gazetteer import fold, gazetteer
from twosource.annotate.lexicon import actors, countries, outlets, word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Entity

_MISTAKEN = frozenset({"ORG", "PERSON", "NORP", "PRODUCT", "WORK_OF_ART"})
PLACE_WORDS = word_set("place_place_words")
# Countries whose name is also a given name or surname.
GIVEN = word_set("place_given")
_PLACE = frozenset({"GPE", "LOC", "FAC"})
_TRIM = frozenset("\"“”'‘’()[]«»,;:–—-*•.")
_PARTS = word_set("place_parts")
# Capitalised words that are part of a longer name or a direction, no place of their own.
_GENERIC = _PARTS | word_set("place_generic")
LARGE = 100_000  # people: a name that the recogniser took for something else is a place if a town of this size bears it


@dataclass(frozen=True, slots=True)
class Spot:
    """Tokens `[first, last]` that name a place.

    `site`: the recogniser or its last word says building, road or field. `office`: it only opens
    the name of an organisation ("Texas" of a department). `meant` is the name to look up where the
    text shortens it ("Clay" of "Clay and Grant counties").
    """

    first: int
    last: int
    text: str
    site: bool = False
    office: bool = False
    meant: str = ""

    @property
    def name(self) -> str:
        """The name to look up."""
        return self.meant or self.text


def find_spots(doc: Doc) -> list[Spot]:
    """Every place name, in order."""
    out: list[Spot] = []
    taken = [False] * len(doc)
    surnames = {e[-1].lower_ for e in doc.ents if e.label_ == "PERSON" and len(e) > 1}
    for ent in doc.ents:
        if ent.label_ in _PLACE:
            found = _split(doc, ent)
            # A town's name that is somebody's surname in this report needs "in".
            if (
                len(ent) == 1
                and ent[0].lower_ in surnames
                and not _after_in(doc, ent.start)
                and fold(ent.text) not in countries().names
            ):
                found = []
        elif ent.label_ in _MISTAKEN and _really_place(doc, ent, surnames):
            found = _split(doc, ent)
        else:
            found = _inside_name(doc, ent) if ent.label_ in {"ORG", "PERSON", "FAC", "EVENT", "LAW"} else []
        out += found
        if found or ent.label_ not in {"NORP", "EVENT", "LAW"}:
            for i in range(ent.start, ent.end):
                taken[i] = True
    out += _missed(doc, taken, {fold(s.text) for s in out})
    out += _openings(doc, out)
    listed = _counties(doc)
    out = [s for s in out if not any(a.first <= s.last and s.first <= a.last for a in listed)] + listed
    return sorted(out, key=lambda s: s.first)


def _openings(doc: Doc, found: list[Spot]) -> list[Spot]:
    """Names that open a longer name or stand before a noun of town life: "Harlan Police Department", "a Harlan resident".

    The name is a place elsewhere in the report, or a town of the gazetteer before such a noun.
    """
    known = {fold(s.text) for s in found if not s.site}
    covered = {i for s in found for i in range(s.first, s.last + 1)}
    out: list[Spot] = []
    i = 0
    while i < len(doc):
        spot = None if i in covered else _opening(doc, i, known)
        if spot is None:
            i += 1
            continue
        out.append(spot)
        i = spot.last + 1
    return out


def _opening(doc: Doc, first: int, known: set[str]) -> Spot | None:
    """The longest name of a known place, or of a town before a noun of town life, that starts at token `first`."""
    if (
        doc[first].tag_ not in {"NNP", "NNPS"}
        or not doc[first].text[:1].isupper()
        or doc[first].ent_type_ in {"NORP", "WORK_OF_ART"}
    ):
        return None
    inner = first > 0 and doc[first - 1].tag_ == "NNP" and doc[first - 1].text[:1].isupper()  # within a name: "North Harlan"
    for n in (3, 2, 1):
        last = first + n - 1
        if inner or last + 1 >= len(doc) or doc[last].tag_ not in {"NNP", "NNPS"}:
            continue
        text = _text(doc, first, last)
        key = fold(text)
        if (n == 1 and key in _GENERIC) or key in countries().demonyms or key in actors().person:
            continue
        after = doc[last + 1].lower_
        if n > 1 and doc[last].lower_ in {"county", "parish"} and any(c.kind == "county" for c in gazetteer().find(text)):
            return Spot(first, last, text, office=doc[last + 1].text[:1].isupper())
        if after in CIVIC and (key in known or _is_town(text)) and key not in GIVEN | _RANKS:
            return Spot(first, last, text, office=doc[last + 1].text[:1].isupper())
        if key in known and _attributive(doc, first, last):
            return Spot(first, last, text)
    return None


def _attributive(doc: Doc, first: int, last: int) -> bool:
    """A known town's name before a common noun ("a Harlan farmer"), or with a possessive ("Harlan's mayor")."""
    after = doc[last + 1]
    person = doc[first].ent_type_ == "PERSON" and doc[first].ent_iob_ == "I"
    return not person and (after.tag_ in {"NN", "NNS", "POS"} or after.text in {"--", "—", "–"})


def _is_town(text: str) -> bool:
    return any(
        not c.alternate and (c.kind == "county" or (c.kind == "city" and c.population > _TOWN)) for c in gazetteer().find(text)
    )


def _counties(doc: Doc) -> list[Spot]:
    """As in "Becker, Clay and Grant counties": each name is short for "… County"."""
    out: list[Spot] = []
    for token in doc:
        listed: list[Spot] = []
        kind = {"counties": "County", "parishes": "Parish"}.get(token.lower_)
        i, end = token.i - 1, token.i - 1
        if kind is None:
            continue
        while i >= 0 and (doc[i].text[:1].isupper() or doc[i].text in {",", "-", "–", "/"} or doc[i].lower_ == "and"):
            closes = doc[i].text in {",", "-", "–", "/"} or doc[i].lower_ == "and"
            if closes:
                end = i - 1
            elif i == 0 or not doc[i - 1].text[:1].isupper():
                spot = _trimmed(doc, i, end, "GPE")
                if spot is None or not any(c.kind == "county" for c in gazetteer().find(f"{spot.text} {kind}")):
                    break
                listed.append(replace(spot, meant=f"{spot.text} {kind}"))
            i -= 1
        out += listed if len(listed) > 1 else []
    return out


def _split(doc: Doc, ent: Entity) -> list[Spot]:
    """Cut at commas: "Paris, Texas" is two names."""
    cuts = [i for i in range(ent.start, ent.end) if doc[i].text in {",", "/"} or "\n" in doc[i].text]
    bounds = [ent.start, *(c + 1 for c in cuts)]
    spots = (_trimmed(doc, a, b - 1, ent.label_) for a, b in zip(bounds, [*cuts, ent.end], strict=True))
    return [s for s in spots if s]


def _trimmed(doc: Doc, first: int, last: int, label: str) -> Spot | None:
    while first <= last and (doc[first].lower_ in {"the", "a", "an"} or doc[first].text in _TRIM or doc[first].is_space):
        first += 1
    while last >= first and (
        doc[last].tag_ == "POS" or doc[last].text in {"'s", "’s", "’", "'"} or (doc[last].text in _TRIM) or doc[last].is_space
    ):
        last -= 1
    while first < last and doc[first].lower_ in _PARTS and not gazetteer().find(_text(doc, first, last)):
        first += 1
    if first > last or (first == last and doc[first].lower_ in _GENERIC):
        return None
    text = _text(doc, first, last)
    for glued in ("’s", "'s"):  # the tokeniser leaves some possessives on
        text = text.removesuffix(glued)
    county = next((i for i in range(first + 1, last) if doc[i].text in {"County", "Parish"}), None)
    if county is not None and any(c.kind == "county" for c in gazetteer().find(_text(doc, first, county))):
        return Spot(first, county, _text(doc, first, county), office=True)  # "Harlan County Jail"
    named = any(c.isupper() or (c.isalpha() and not c.islower()) for c in text)
    if not named or text[:1].isdigit() or len(text) < 2:
        return None
    return Spot(first, last, text, site=label == "FAC" or doc[last].lower_ in SITE_WORDS)


def _text(doc: Doc, first: int, last: int) -> str:
    return doc[first : last + 1].text


def _really_place(doc: Doc, ent: Entity, surnames: set[str]) -> bool:
    """A country, or a town's name where a place is expected, that the recogniser filed elsewhere."""
    spot = _trimmed(doc, ent.start, ent.end - 1, ent.label_)
    if spot is None or spot.last - spot.first > 3:
        return False
    text, key = spot.text, fold(spot.text)
    parts = [p.strip() for p in text.split(",")]
    if len(parts) > 1:
        return all(gazetteer().find(p) for p in parts if p)
    before = doc[spot.first - 1].lower_ if spot.first else ""
    if key in countries().demonyms or key in outlets() or before in actors().titles or before in actors().person:
        return False
    person = ent.label_ == "PERSON"
    if key in countries().names:
        return text[:1].isupper() and (not person or key not in GIVEN or _after_in(doc, spot.first))
    office = doc[spot.last].lower_ in actors().organisation_names or (text.isupper() and len(text) < 4)
    return not office and _town_meant(doc, spot, surnames, person=person)


def _town_meant(doc: Doc, spot: Spot, surnames: set[str], *, person: bool) -> bool:
    """Whether a name that the recogniser took for a person or a firm is a town: its size against its surroundings."""
    found = gazetteer().find(spot.text)
    if not found:
        return False
    single = spot.first == spot.last
    if single and doc[spot.first].lower_ in surnames:
        return doc[spot.first - 1].lower_ == "in"
    if expected_here(doc, spot) and (not person or single or found[0].population > 10_000):
        return True
    largest = max((c.population for c in found if not c.alternate), default=0)
    return largest > (5 * LARGE if person else LARGE)


def _after_in(doc: Doc, first: int) -> bool:
    """Whether it stands right after "in", "near", "outside", or "in the"."""
    before = doc[first - 1].lower_ if first else ""
    if before == "the" and first > 1:
        before = doc[first - 2].lower_
    return before in {"in", "near", "outside", "around"}


def expected_here(doc: Doc, spot: Spot) -> bool:
    """Whether the words around say place: "in X", "the town of X", "X district", "X, Texas", "Cairo, X and Y"."""
    first, last = spot.first, spot.last
    if _after_in(doc, first):
        return True
    before = doc[first - 1].lower_ if first else ""
    if before == "of" and first > 1 and doc[first - 2].lemma_.lower() in PLACE_WORDS:
        return True
    after = doc[last + 1].lower_ if last + 1 < len(doc) else ""
    if after in PLACE_WORDS:
        return True
    if after == "," and last + 2 < len(doc) and doc[last + 2].ent_type_ == "GPE":
        return True
    dateline = doc[first].is_sent_start and spot.text.isupper() and len(spot.text) > 3 and after in {"—", "–", "-", "--", "---"}
    if dateline and gazetteer().find(spot.text):
        return True
    # A member of a list of places.
    return before in {",", "and"} and first > 1 and doc[first - 2].ent_type_ in {"GPE", "LOC"}


def _inside_name(doc: Doc, ent: Entity) -> list[Spot]:
    """The place that opens a longer name: "Rapides Parish" of a fire district, "Texas" of a department."""
    start = ent.start + (doc[ent.start].lower_ == "the")
    if doc[ent.end - 1].lower_ in actors().outlet_names or fold(ent.text.removeprefix("the ")) in outlets():
        return []
    for n in (3, 2, 1):
        last = start + n - 1
        if last >= ent.end - 1 or doc[last + 1].text in {"-", "–", "&", ",", "and"}:
            continue
        spot = _trimmed(doc, start, last, "GPE")
        if spot and _well_known(spot.text) and (ent.label_ != "PERSON" or " " in spot.text):
            return [replace(spot, office=True)]
    return []


def _well_known(text: str) -> bool:
    """A country, division, county or large town by its usual name."""
    if fold(text) in countries().demonyms:
        return False
    return any(not c.alternate and (c.kind != "city" or c.population > LARGE) for c in gazetteer().find(text))


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
    if key in actors().person or not gazetteer().find(spot.text):
        return spot.text.rstrip(".") != spot.text and doc[spot.first - 1].text in {"D-", "R-"}
    after = doc[spot.last + 1].text if spot.last + 1 < len(doc) else ""
    if doc[spot.first].is_sent_start and spot.text.isupper() and after in {":", "-", "–", "—", "(", ","}:
        return True
    return expected_here(doc, spot)


# What a town has: its name stands before these.
CIVIC = word_set("place_civic")
_RANKS = word_set("ranks")
_TOWN = 2_000  # people
SITE_WORDS = word_set("place_site_words")
ROADS = word_set("place_roads")
