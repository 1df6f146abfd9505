"""The word lists that entities and places share: countries, outlets, roles, given names. Read once a process."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from twosource.annotate.gazetteer import fold


def _lines(name: str) -> list[str]:
    text = (files("twosource") / "data" / name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@dataclass(frozen=True, slots=True)
class Countries:
    """Folded name, demonym or capital → ISO 3166-1 alpha-3."""

    names: dict[str, str]
    demonyms: dict[str, str]
    capitals: dict[str, str]


@cache
def countries() -> Countries:
    """The countries of `data/countries.txt`."""
    out = Countries({}, {}, {})
    for line in _lines("countries.txt"):
        iso3, _, _, _, capital, names, demonyms = line.split("|")
        out.names.update({fold(n): iso3 for n in names.split(";")})
        out.demonyms.update({fold(n): iso3 for n in demonyms.split(";") if n})
        out.capitals[fold(capital)] = iso3
    return out


@dataclass(frozen=True, slots=True)
class Outlet:
    """A known agency or outlet: its fullest name, its country, and which of the two it is."""

    name: str
    country: str
    agency: bool


@cache
def outlets() -> dict[str, Outlet]:
    """Folded name → outlet, from `data/outlets.txt`."""
    out: dict[str, Outlet] = {}
    for line in _lines("outlets.txt"):
        names, iso3, kind = line.split("|")
        for name in names.split(";"):
            out[fold(name)] = Outlet(names.split(";")[0], iso3, kind == "agency")
    return out


@cache
def given_names() -> dict[str, str]:
    """Given name, lower case → "female" or "male"."""
    return {n.lower(): line.split(":")[0] for line in _lines("given_names.txt") for n in line.split(":")[1].split()}


@dataclass(frozen=True, slots=True)
class Actors:
    """What `data/actors.toml` says of words: head noun → sector, and so on. All keys lower case."""

    person: dict[str, str]
    organisation: dict[str, str]
    group: dict[str, str]
    gender: dict[str, str]
    titles: frozenset[str]
    title_sector: dict[str, str]
    organisation_names: frozenset[str]
    outlet_names: frozenset[str]
    outlet_context: frozenset[str]


@cache
def _actors_table() -> dict[str, Any]:
    return tomllib.loads((files("twosource") / "data" / "actors.toml").read_text("utf-8"))


def word_set(name: str) -> frozenset[str]:
    """One of the small word sets under `[words]` in `data/actors.toml`."""
    return frozenset(_actors_table()["words"][name].split())


@cache
def actors() -> Actors:
    """The actor words of `data/actors.toml`."""
    table = _actors_table()

    def by_word(of: dict[str, list[str]]) -> dict[str, str]:
        out: dict[str, str] = {}
        for sector, words in of.items():
            for word in words:
                out.setdefault(word, sector)
        return out

    return Actors(
        person=by_word(table["person"]),
        organisation=by_word(table["organisation"]),
        group=by_word(table["group"]),
        gender=by_word(table["gender"]),
        titles=frozenset(table["title"]["words"]),
        title_sector=table["title"]["sector"],
        organisation_names=frozenset(table["organisation_name"]["words"]),
        outlet_names=frozenset(table["outlet_name"]["words"]),
        outlet_context=frozenset(table["outlet_context"]["words"]),
    )
