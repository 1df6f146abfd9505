"""Which place of that name: prior by size and kind, then the report's own geography.

The features are the usual ones of toponym resolution (Leidner 2007, "Toponym Resolution in Text";
Lieberman and Samet 2012, "Adaptive context features"): population, containers named beside the
name, countries and divisions named in the report, and nearness to its other places.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from twosource.annotate.gazetteer import fold, gazetteer
from twosource.annotate.lexicon import countries

if TYPE_CHECKING:
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
    "nyc": "New York City", "dc": "Washington", "washington dc": "Washington", "washington d c": "Washington",
    "st petersburg": "Saint Petersburg", "gaza": "Gaza Strip", "vatican": "Vatican City", "bosnia": "Bosnia and Herzegovina",
}  # fmt: skip

W = {
    "country": 1.9,
    "country_cap": 4.0,
    "division": 0.15,
    "division_cap": 3.8,
    "within": 1.5,
    "within_cap": 1.75,
    "near": 1.5,
    "near_cap": 1.8,
    "container": 3.0,
    "certain": 1.05,
    "p_country": 9.0,
    "p_region": 7.8,
    "p_division": 0.7,
    "p_county": -0.5,
    "p_city": -0.6,
    "alternate": 1.6,
    "capital": 0.75,
    "capital_name": 2.0,
    "pop": 1.0,
}
_NEAR_KM = 150.0


def candidates(name: str) -> tuple[Candidate, ...]:
    """What a name may mean, by the gazetteer, press abbreviations and short forms; a county may be named without a comma."""
    key = fold(name)
    found = gazetteer().find(name)
    nation = countries().names.get(key)
    if nation:
        found = tuple(c for c in found if c.kind != "city" or c.population > 100_000 or key not in {"us", "uk"})
    if not found and key in STATES:
        found = tuple(c for c in gazetteer().find(STATES[key]) if c.kind == "division")
    if key in SHORT:
        found = (*gazetteer().find(SHORT[key]), *found) if key != "washington d c" else gazetteer().find("Washington")
    if key in {"washington dc", "washington d c", "dc"}:
        found = tuple(c for c in found if c.kind == "city" and c.country == "USA" and c.population > 100_000)
    if not found:
        for tail in (" city", " province", " region", " state", " district", " town", " governorate", " oblast", " prefecture"):
            if key.endswith(tail):
                return gazetteer().find(key[: -len(tail)])
    if not found and key.startswith(("city of ", "town of ", "province of ", "state of ")):
        return gazetteer().find(key.split(" of ", 1)[1])
    return found


def state_of(text: str) -> Candidate | None:
    """The American or Canadian division that a press or postal abbreviation after a comma means ("Tex.", "TX")."""
    full = STATES.get(fold(text))
    if full is None:
        return None
    return next((c for c in gazetteer().find(full) if c.kind == "division" and c.country in {"USA", "CAN"}), None)


def prior(c: Candidate) -> float:
    """How likely a place is meant before the report is read: size, kind, and whether this is its usual name."""
    score = W["p_" + c.kind] + (0.0 if c.kind in {"country", "region"} else W["pop"] * math.log10(c.population + 10))
    if c.kind == "city" and countries().capitals.get(fold(c.name)) == c.country and c.population > 10_000:
        score += W["capital"]
    return score - (W["alternate"] if c.alternate else 0.0)


def kilometres(a: Candidate, b: Candidate) -> float:
    """Great-circle distance."""
    la, lo, lb, lp = map(math.radians, (a.lat, a.lon, b.lat, b.lon))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def inside(c: Candidate, container: Candidate) -> bool:
    """Does `c` lie in `container`?"""
    if c.geonames == container.geonames and c.geonames:
        return False
    if container.kind == "country":
        return c.country == container.country
    if container.kind == "division":
        return c.country == container.country and c.division == container.division
    return c.country == container.country and kilometres(c, container) < 80


def resolve(
    names: dict[str, tuple[Candidate, ...]], containers: dict[str, list[str]], counts: dict[str, int]
) -> dict[str, Candidate]:
    """One candidate a name. `containers`: name → names that stand after it behind a comma; `counts`: mentions a name."""
    chosen = {n: max(cs, key=prior) for n, cs in names.items() if cs}
    for _ in range(3):
        before = dict(chosen)
        for name, found in names.items():
            if found:
                chosen[name] = max(found, key=lambda c: _score(c, name, chosen, containers, counts, names))
        if chosen == before:
            break
    return chosen


def _score(
    c: Candidate,
    name: str,
    chosen: dict[str, Candidate],
    containers: dict[str, list[str]],
    counts: dict[str, int],
    names: dict[str, tuple[Candidate, ...]],
) -> float:
    score = prior(c)
    for container in containers.get(name, ()):
        options = names.get(container, ())
        if any(inside(c, o) for o in options if o.kind != "city"):
            score += W["container"]
        elif any(inside(c, o) for o in options):
            score += W["container"] / 2
    if c.kind in {"division", "county"}:
        # "Seattle, Washington": what names it as its container says which Washington.
        held = [n for n, inside_of in containers.items() if name in inside_of and n in chosen]
        if any(inside(chosen[n], c) for n in held):
            score += W["container"]
        elif countries().capitals.get(name) == c.country:
            score -= W["capital_name"]
    country = division = within = near = 0.0
    for other, place in chosen.items():
        if other == name or place.country != c.country or not c.country:
            continue
        certain = 1.0 if place.kind == "country" or len(names[other]) == 1 else W["certain"]
        mentions = certain * (1 + math.log2(counts[other]))
        country += mentions
        if place.division != c.division or "country" in {place.kind, c.kind}:
            continue
        if place.kind == "division":
            within += mentions
        else:
            division += mentions
        if "division" not in {place.kind, c.kind} and (km := kilometres(c, place)) < _NEAR_KM:
            near += mentions * (1 - km / _NEAR_KM)
    score += min(W["country_cap"], W["country"] * country) + min(W["division_cap"], W["division"] * division)
    return score + min(W["within_cap"], W["within"] * within) + min(W["near_cap"], W["near"] * near)
