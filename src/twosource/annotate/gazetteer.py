"""The gazetteer: place name → candidates, read from one compiled file (see `training/build_gazetteer.py`).

Entries are parallel arrays sorted by country, division and GeoNames id. Names are not kept for
look-up: a sorted array of 40-bit hashes of folded names stands for them, found by bisection, so
that the whole gazetteer loads in a tenth of a second and takes some twenty megabytes.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

FILE = "gazetteer.npz"
PlaceKind = Literal["country", "region", "division", "county", "city"]
KINDS: tuple[PlaceKind, ...] = ("country", "region", "division", "county", "city")

_DROPPED = re.compile(r"[.'’‘ʻʼ`\"“”]")
_JOINED = re.compile(r"[\s\-‐‑–—_]+")


def fold(name: str) -> str:
    """The form in which names are compared: lower case, no accents, apostrophes or full stops, hyphens as blanks."""
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = _JOINED.sub(" ", _DROPPED.sub("", name)).strip().casefold().split(" ")
    if words[0] in {"saint", "sainte"} and len(words) > 1:
        words[0] = "st"
    return " ".join(words)


def name_hash(folded: str) -> int:
    """40 bits: among 10^6 names, a name that is not there is taken for one once in a million look-ups."""
    return int.from_bytes(hashlib.blake2b(folded.encode(), digest_size=5).digest(), "big")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that a name may mean. `geonames` 0: not in GeoNames. `alternate`: found by a lesser name."""

    geonames: int
    name: str
    lat: float
    lon: float
    kind: PlaceKind
    country: str
    division: int
    population: int
    alternate: bool


class Gazetteer:
    """Read-only look-up over the compiled arrays."""

    def __init__(self, arrays: dict[str, NDArray[np.generic]]) -> None:
        """`arrays` as `training/build_gazetteer.py` writes them."""
        self._hash = np.cumsum(arrays["hash"].astype(np.int64))
        self._entry: NDArray[np.generic] = arrays["entry"]
        self._alternate: NDArray[np.generic] = arrays["alternate"]
        self._id = np.cumsum(arrays["id"].astype(np.int64))
        self._lat: NDArray[np.generic] = arrays["lat"]
        self._lon: NDArray[np.generic] = arrays["lon"]
        self._kind: NDArray[np.generic] = arrays["kind"]
        self._country: NDArray[np.generic] = arrays["country"]
        self._division: NDArray[np.generic] = arrays["division"]
        self._population: NDArray[np.generic] = arrays["population"]
        self._countries: list[str] = bytes(arrays["countries"].tobytes()).decode().split(" ")
        self._names = bytes(arrays["names"].tobytes())
        self._ends = np.flatnonzero(np.frombuffer(self._names, dtype=np.uint8) == ord("\n"))

    def find(self, name: str) -> tuple[Candidate, ...]:
        """Every place of that name, most populous first. () if there is none."""
        return self._find(fold(name))

    @lru_cache(maxsize=8192)  # noqa: B019 - the one gazetteer lives as long as the process
    def _find(self, folded: str) -> tuple[Candidate, ...]:
        wanted = name_hash(folded)
        start = int(np.searchsorted(self._hash, wanted))
        end = int(np.searchsorted(self._hash, wanted, side="right"))
        return tuple(sorted((self._candidate(i) for i in range(start, end)), key=lambda c: (c.alternate, -c.population)))

    def _candidate(self, row: int) -> Candidate:
        i = int(self._entry[row])
        first = int(self._ends[i - 1]) + 1 if i else 0
        return Candidate(
            geonames=int(self._id[i]),
            name=self._names[first : int(self._ends[i])].decode(),
            lat=int(self._lat[i]) / 1e4,
            lon=int(self._lon[i]) / 1e4,
            kind=KINDS[int(self._kind[i])],
            country=self._countries[int(self._country[i])],
            division=int(self._division[i]),
            population=round(2 ** (int(self._population[i]) / 8)) - 1,
            alternate=bool(self._alternate[row]),
        )


@cache
def gazetteer() -> Gazetteer:
    """The shipped gazetteer, loaded once a process."""
    with (files("twosource") / "data" / FILE).open("rb") as f, np.load(f) as arrays:
        return Gazetteer({name: arrays[name] for name in arrays.files})
