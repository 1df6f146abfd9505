"""Which place of that name: prior by size and kind, then the report's own geography.

The features are the usual ones of toponym resolution (Leidner 2007, "Toponym Resolution in Text";
Lieberman and Samet 2012, "Adaptive context features"): population, containers named beside the
name, countries and divisions named in the report, and nearness to its other places.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from twosource.annotate.gazetteer import fold, gazetteer
from twosource.annotate.lexicon import countries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twosource.annotate.gazetteer import Candidate

# Postal and press abbreviations of American and Canadian divisions, and names the gazetteer's hash would misread.
STATES = {
    "ala": "Alabama", "ariz": "Arizona", "ark": "Arkansas", "calif": "California", "colo": "Colorado", "conn": "Connecticut",
    "del": "Delaware", "fla": "Florida", "ga": "Georgia", "ill": "Illinois", "ind": "Indiana", "kan": "Kansas", "ky": "Kentucky",
    "la": "Louisiana", "md": "Maryland", "mass": "Massachusetts", "mich": "Michigan", "minn": "Minnesota", "miss": "Mississippi",
    "mo": "Missouri", "mont": "Montana", "neb": "Nebraska", "nev": "Nevada", "nh": "New Hampshire", "nj": "New Jersey",
    "nm": "New Mexico", "ny": "New York", "nc": "North Carolina", "nd": "North Dakota", "okla": "Oklahoma", "ore": "Oregon",
    "pa": "Pennsylvania", "ri": "Rhode Island", "sc": "South Carolina", "sd": "South Dakota", "tenn": "Tennessee", "tex": "Texas",
    "vt": "Vermont", "va": "Virginia", "wash": "Washington", "wva": "West Virginia", "wis": "Wisconsin", "wyo": "Wyoming",
    "ont": "Ontario", "bc": "British Columbia", "al": "Alabama", "ak": "Alaska", "az": "Arizona", "ar": "Arkansas",
    "ca": "California", "co": "Colorado", "ct": "Connecticut", "fl": "Florida", "ia": "Iowa", "il": "Illinois", "ks": "Kansas",
    "mi": "Michigan", "mn": "Minnesota", "ms": "Mississippi", "mt": "Montana", "ne": "Nebraska", "nv": "Nevada", "oh": "Ohio",
    "tn": "Tennessee", "tx": "Texas", "ut": "Utah", "wi": "Wisconsin", "wv": "West Virginia", "wy": "Wyoming",
}  # fmt: skip
# Short forms in use that are no entry's name.
SHORT = {
    "nyc": "New York City",
    "st petersburg": "Saint Petersburg", "gaza": "Gaza Strip", "vatican": "Vatican City", "bosnia": "Bosnia and Herzegovina",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weights:
    """What each piece of evidence counts, in powers of ten of population; `*_cap` bounds what many mentions add up to.

    Found by a random search on half of two development sets, one of local and one of international news.
    """

    country: float = 1.9
    country_cap: float = 4.0
    division: float = 0.15
    division_cap: float = 3.8
    within: float = 1.5
    within_cap: float = 1.75
    near: float = 1.5
    near_cap: float = 1.8
    container: float = 3.0
    certain: float = 1.05
    alternate: float = 1.6
    capital: float = 0.75
    capital_name: float = 2.0
    pair: float = 0.5
    pair_cap: float = 1.0


W = Weights()
_PRIOR = {"country": 9.0, "region": 7.8, "division": 0.7, "county": -0.5, "city": -0.6}
_TYPES = frozenset({"city", "province", "region", "state", "district", "town", "governorate", "oblast", "prefecture"})
_MOST = 30  # candidates of a name that are weighed, the likeliest first
_NEAR_KM = 150.0
_PAIR_KM, _CELL = 40.0, 0.5  # a pair's distance, and degrees


def candidates(name: str) -> tuple[Candidate, ...]:
    """What a name may mean, by the gazetteer, press abbreviations and short forms.

    A city that is most of the division of its name stands for both ("Almaty", "Beijing").
    """
    found = _named(name)
    cities = [c for c in found if c.kind == "city"]

    def is_city_state(c: Candidate) -> bool:
        return c.kind in {"division", "county"} and any(
            t.country == c.country and 2 * t.population > c.population and kilometres(t, c) < _NEAR_KM for t in cities
        )

    return tuple(c for c in found if not is_city_state(c))


def _named(name: str) -> tuple[Candidate, ...]:
    key = fold(name)
    if key in {"washington dc", "washington d c", "dc"}:
        return tuple(c for c in gazetteer().find("Washington") if c.kind == "city" and c.country == "USA")[:1]
    found = gazetteer().find(name)
    if key in {"us", "uk"}:
        found = tuple(c for c in found if c.kind != "city")
    if key in SHORT:
        found = (*gazetteer().find(SHORT[key]), *found)
    if not found and key in STATES:
        found = tuple(c for c in gazetteer().find(STATES[key]) if c.kind == "division")
    if not found and key.startswith(("city of ", "town of ", "province of ", "state of ")):
        found = gazetteer().find(key.split(" of ", 1)[1])
    words = key.split(" ")
    if not found and len(words) > 1 and words[-1] in _TYPES:
        found = gazetteer().find(" ".join(words[:-1]))
    return found


def state_of(text: str) -> Candidate | None:
    """The American or Canadian division that a press or postal abbreviation after a comma means ("Tex.", "TX")."""
    full = STATES.get(fold(text))
    if full is None:
        return None
    return next((c for c in gazetteer().find(full) if c.kind == "division" and c.country in {"USA", "CAN"}), None)


def prior(c: Candidate) -> float:
    """How likely a place is meant before the report is read: size, kind, and whether this is its usual name."""
    score = _PRIOR[c.kind] + (0.0 if c.kind in {"country", "region"} else math.log10(c.population + 10))
    if c.kind == "city" and countries().capitals.get(fold(c.name)) == c.country and c.population > 10_000:
        score += W.capital
    return score - (W.alternate if c.alternate else 0.0)


def kilometres(a: Candidate, b: Candidate) -> float:
    """Great-circle distance."""
    la, lo, lb, lp = map(math.radians, (a.lat, a.lon, b.lat, b.lon))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def inside(c: Candidate, container: Candidate) -> bool:
    """Whether `c` lies in `container`."""
    if c.geonames == container.geonames and c.geonames:
        return False
    if container.kind == "country":
        return c.country == container.country
    if container.kind == "division":
        return c.country == container.country and c.division == container.division
    return c.country == container.country and kilometres(c, container) < 80


@dataclass(frozen=True, slots=True)
class Named:
    """The place names of a report, folded: what each may mean, its mentions, and what stands behind it as its container."""

    candidates: dict[str, tuple[Candidate, ...]]
    mentions: Mapping[str, int]
    containers: dict[str, list[str]]


def resolve(named: Named) -> dict[str, Candidate]:
    """One candidate a name, those without any left out. Three rounds: each choice is context for the next."""
    likely = {n: sorted(cs, key=prior, reverse=True)[:_MOST] for n, cs in named.candidates.items() if cs}
    chosen = {n: cs[0] for n, cs in likely.items()}
    pairs = _pairs(likely)
    for _ in range(3):
        before = dict(chosen)
        for name, found in likely.items():
            scores = [
                prior(c) + _held(c, name, chosen, named) + _around(c, name, chosen, named) + pairs[name][i]
                for i, c in enumerate(found)
            ]
            chosen[name] = found[scores.index(max(scores))]
        if chosen == before:
            break
    return chosen


def _pairs(likely: dict[str, list[Candidate]]) -> dict[str, list[float]]:
    """Name → what each of its candidates gains by lying beside a candidate of another name.

    That an Athens and a Henderson County lie side by side says which of each is meant, before either is chosen.
    """
    cells: dict[tuple[str, int, int], list[tuple[str, Candidate]]] = {}
    for name, found in likely.items():
        for c in found:
            if c.kind in {"city", "county"}:
                cells.setdefault(_cell(c), []).append((name, c))
    return {name: [_gain(name, c, cells) for c in found] for name, found in likely.items()}


def _cell(c: Candidate, north: int = 0, east: int = 0) -> tuple[str, int, int]:
    """The half degree that a place lies in, or one beside it: at most 40 km lie in it or in the eight around it."""
    return c.country, int(c.lat // _CELL) + north, int(c.lon // _CELL) + east


def _gain(name: str, c: Candidate, cells: dict[tuple[str, int, int], list[tuple[str, Candidate]]]) -> float:
    if c.kind not in {"city", "county"}:
        return 0.0
    beside: set[str] = set()
    for cell in (_cell(c, north, east) for north in (-1, 0, 1) for east in (-1, 0, 1)):
        for other, place in islice(cells.get(cell, ()), _MOST):
            if other != name and other not in beside and kilometres(c, place) < _PAIR_KM:
                beside.add(other)
    return min(W.pair_cap, W.pair * len(beside))


def _held(c: Candidate, name: str, chosen: dict[str, Candidate], named: Named) -> float:
    """What containers say: "Paris, Texas" of Paris, "Seattle, Washington" of Washington."""
    score = 0.0
    for container in named.containers.get(name, ()):
        options = named.candidates.get(container, ())
        if any(inside(c, o) for o in options if o.kind != "city"):
            score += W.container
        elif any(inside(c, o) for o in options):
            score += W.container / 2
    if c.kind in {"division", "county"}:
        if any(name in holders and n in chosen and inside(chosen[n], c) for n, holders in named.containers.items()):
            score += W.container
        elif countries().capitals.get(name) == c.country:
            score -= W.capital_name
    return score


def _around(c: Candidate, name: str, chosen: dict[str, Candidate], named: Named) -> float:
    """What the report's other places say: same country, same division, inside a named division, near."""
    country = division = within = near = 0.0
    for other, place in chosen.items():
        if other == name or place.country != c.country or not c.country:
            continue
        certain = 1.0 if place.kind == "country" or len(named.candidates[other]) == 1 else W.certain
        mentions = certain * (1 + math.log2(named.mentions[other]))
        country += mentions
        if place.division != c.division or "country" in {place.kind, c.kind}:
            continue
        if place.kind == "division":
            within += mentions
        else:
            division += mentions
        if "division" not in {place.kind, c.kind} and (km := kilometres(c, place)) < _NEAR_KM:
            near += mentions * (1 - km / _NEAR_KM)
    score = min(W.country_cap, W.country * country) + min(W.division_cap, W.division * division)
    return score + min(W.within_cap, W.within * within) + min(W.near_cap, W.near * near)
