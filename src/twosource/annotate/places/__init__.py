"""Places named in a report, resolved to GeoNames.

`spots` finds the names, `resolve` decides which place of that name is meant, and this door puts
both together: precision, the town that an unlisted site lies in, and whether the name stands for
a government ("Beijing opposes"). Demonyms ("Kazakh police") are actors and not listed.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from twosource.annotate.gazetteer import fold
from twosource.annotate.lexicon import countries, word_set
from twosource.annotate.places.resolve import Named, candidates, resolve, state_of
from twosource.annotate.places.spots import ROADS, expected_here, find_spots
from twosource.records import Place

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from twosource.annotate.gazetteer import Candidate
    from twosource.annotate.parse import Parsed
    from twosource.annotate.places.spots import Spot
    from twosource.records import Furniture, Precision

_PRECISION: dict[str, Precision] = {
    "country": "country",
    "region": "region",
    "division": "region",
    "county": "region",
    "city": "city",
}
# Verbs whose subject acts or speaks: a capital or country there is its government.
_ACTS = word_set("place_acts")


def find(parsed: Parsed, furniture: tuple[Furniture, ...]) -> tuple[Place, ...]:
    """The places of a report, in order."""
    del furniture
    doc = parsed.doc
    spots = find_spots(doc)
    keys = [fold(s.name) for s in spots]
    names = {k: candidates(s.name) for k, s in zip(keys, spots, strict=True)}
    containers = _containers(doc, spots, keys, names)
    chosen = resolve(Named(names, Counter(keys), containers))
    out: list[Place] = []
    sure = {k for k, s in zip(keys, spots, strict=True) if k in containers or expected_here(doc, s)}
    for spot, key in zip(spots, keys, strict=True):
        place = chosen.get(key)
        if place and key not in sure and _doubtful(place, key, chosen):
            out.append(Place(doc[spot.first].idx, doc[spot.first].idx + len(spot.text), spot.text))
            continue
        held = next((chosen[c] for c in containers.get(key, ()) if c in chosen and chosen[c].kind != "country"), None)
        if place:
            out.append(_place(doc, spot, place))
        elif held or (spot.site and (held := _town(doc, spot, spots, keys, chosen))):
            out.append(_within(doc, spot, held))
        else:
            out.append(Place(doc[spot.first].idx, doc[spot.first].idx + len(spot.text), spot.text))
    return tuple(out)


def _containers(doc: Doc, spots: list[Spot], keys: list[str], names: dict[str, tuple[Candidate, ...]]) -> dict[str, list[str]]:
    """Name → names right behind it after a comma or in brackets: "Paris, Texas", "Almaty (Kazakhstan)"."""
    out: dict[str, list[str]] = {}
    for (a, key), (b, other) in zip(zip(spots, keys, strict=True), zip(spots[1:], keys[1:], strict=True), strict=False):
        if b.first == a.last + 2 and doc[a.last + 1].text in {",", "("} and key != other:
            state = state_of(b.text) if not names.get(other) or len(b.text) <= 5 else None
            if state:
                names[other] = (state,)
            out.setdefault(key, []).append(other)
        elif 2 <= b.first - a.last <= 4 and doc[a.last + 1].lower_ == "in" and key != other:
            out.setdefault(key, []).append(other)
    return out


def _doubtful(place: Candidate, key: str, chosen: dict[str, Candidate]) -> bool:
    """A hamlet far from everything else in the report, or a saint: more likely a surname, a firm, a church. Left unresolved."""
    if key.startswith("st ") and place.kind != "city":
        return True
    if place.kind != "city" or place.population > 8_000:
        return False
    return not any(k != key and (c.country == place.country) for k, c in chosen.items())


def _place(doc: Doc, spot: Spot, place: Candidate) -> Place:
    start = doc[spot.first].idx
    return Place(
        start,
        start + len(spot.text),
        place.name,
        geonames=place.geonames or None,
        country=place.country or None,
        lat=place.lat,
        lon=place.lon,
        precision=_PRECISION[place.kind],
        actor=spot.office or _acts(doc, spot, place),
    )


def _acts(doc: Doc, spot: Spot, place: Candidate) -> bool:
    """Whether the name stands for a government or its people: subject of a verb of acting, or modifier of a noun."""
    if place.kind != "country" and fold(spot.text) not in countries().capitals:
        return False
    head = doc[spot.last]
    for i in range(spot.first, spot.last + 1):
        if not spot.first <= doc[i].head.i <= spot.last:
            head = doc[i]
    if head.dep_ in {"nsubj", "nsubjpass"} and head.head.lemma_ in _ACTS:
        return True
    if head.dep_ == "pobj" and head.head.lower_ == "by" and head.head.dep_ == "agent":
        return True
    return place.kind == "country" and head.dep_ in {"compound", "amod", "nmod"} and head.head.i > head.i


def _town(doc: Doc, spot: Spot, spots: list[Spot], keys: list[str], chosen: dict[str, Candidate]) -> Candidate | None:
    """The town that a site hangs on: named nearest in its sentence, else before it. None: no town in sight."""
    towns = [(s, chosen[k]) for s, k in zip(spots, keys, strict=True) if k in chosen and chosen[k].kind == "city"]
    if not towns:
        return None
    sentence = doc[spot.first].sent
    same = [t for t in towns if sentence.start <= t[0].first < sentence.end]
    earlier = [t for t in towns if t[0].first < spot.first]
    near = min(same, key=lambda t: abs(t[0].first - spot.first)) if same else (earlier or towns[:1])[-1]
    return near[1]


def _within(doc: Doc, spot: Spot, holder: Candidate) -> Place:
    """A place of no gazetteer, at the coordinates of the place that holds it, which `within` names."""
    start = doc[spot.first].idx
    # A road may run far out of its town: it gets the name, no coordinates.
    road = doc[spot.last].lower_ in ROADS or doc[spot.first].lower_ in ROADS
    return Place(
        start,
        start + len(spot.text),
        spot.text,
        country=holder.country or None,
        lat=None if road else holder.lat,
        lon=None if road else holder.lon,
        precision="site" if spot.site or holder.kind == "city" else "region",
        within=holder.name,
    )
