"""Who stands behind an outlet's name, and where a text names an outlet or an agency.

The list is `data/publishers.toml`; an outlet that is not in it is its own publisher, known by its name without
article, or by its domain without `www` and suffix.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from twosource.link import rarity

_DOMAIN = re.compile(r"(?:https?://)?(?:www\d?\.)?(?P<host>[a-z0-9\-]+(?:\.[a-z0-9\-]+)+)(?:[/:?#].*)?$")
_SUFFIX = {"com", "co", "org", "net", "gov", "edu", "ac", "info"}
_AGENCY_WORD = re.compile(
    r"(?<!\w)(?:ag[eè]n[ct]|agênc|agencj|agentuur|agjenc|agenz|ajans|news service|press service|newswire)", re.IGNORECASE
)
_PARTICLES = frozenset({"of", "da", "de", "di", "do", "du", "del", "della", "des", "der", "den", "van", "von", "for", "in", "on"})
_NEWS = frozenset(
    {"news", "agency", "service", "press", "online", "radio", "television", "wire", "today", "live", "media", "daily", "now"}
)


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher of the list: its name, the names and domains it goes by, whether it is a news agency, and who owns it."""

    name: str
    names: tuple[str, ...]
    domains: tuple[str, ...]
    agency: bool
    owner: str


@cache
def known() -> tuple[Publisher, ...]:
    """The publishers of the list."""
    table = tomllib.loads((files("twosource.data") / "publishers.toml").read_text(encoding="utf-8"))
    return tuple(
        Publisher(p["name"], tuple(p["names"]), tuple(p["domains"]), kind == "agency", p.get("owner", p["name"]))
        for kind in ("agency", "publisher")
        for p in table[kind]
    )


@cache
def publisher(outlet: str | None) -> str | None:
    """The publisher behind an outlet's name or domain; None for no outlet."""
    if not outlet or not outlet.strip():
        return None
    found = _listed(outlet)
    return found.owner if found else _bare(outlet)


@cache
def agency(name: str) -> str | None:
    """The agency of the list that a name means (any case of its long names, short forms as written), or None."""
    found = _listed(name)
    return found.name if found and found.agency else None


def same(a: str | None, b: str | None) -> bool:
    """Whether two outlets are known to be of one publisher. Two unknown outlets are not the same."""
    return a is not None and b is not None and publisher(a) == publisher(b) is not None


def means(name: str, outlet: str) -> bool:
    """Whether a name is an outlet's: in full, as its publisher, by the noun that heads it ("the Ledger"), by its letters ("LNA").

    A part of it that may be a country's or a town's does not do: "Ansel" is not the Port Ansel Gazette.
    """
    plain = name.removeprefix("the ").removeprefix("The ").strip()
    if same(name, outlet) or {name, plain} & (forms(outlet) | short(outlet)):
        return True
    return abbreviates(plain, outlet) or re.search(rf"\b{re.escape(_bare(outlet))}\b", plain.casefold()) is not None


@cache
def spoken(outlet: str) -> re.Pattern[str] | None:
    """A pattern that finds an outlet where a text names it; None for a name too short to be told from a word."""
    names = sorted(forms(outlet), key=lambda f: (-len(f), f))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)") if names else None


@cache
def forms(outlet: str) -> frozenset[str]:
    """The names, as written, by which a text can name an outlet without saying more."""
    found = _listed(outlet)
    # Never less than the whole name: "Marovea News Agency" without its label is a country.
    names = {*(found.names if found else ()), outlet.strip(), acronym(outlet)}
    if m := _DOMAIN.match(outlet.strip().lower()):
        names = (
            {*(found.names if found else ()), m["host"], _stem(m["host"])}
            if found
            else {m["host"], _stem(m["host"]).capitalize(), _stem(m["host"]).upper()}
        )
    names = {_without_article(f) for f in names}
    return frozenset(f for f in names if len(f) > 3 or (f.isupper() and len(f) > 1))


@cache
def short(outlet: str) -> frozenset[str]:
    """What may stand for an outlet's name behind "the": the Ledger for The Castor Ledger, the Diário for Diário da Serra.

    Only the noun that heads the name: what else is in it names a place or says that it is news.
    """
    words = outlet.strip().removeprefix("The ").split()
    if len(words) < 2 or _DOMAIN.match(outlet.strip().lower()):
        return frozenset()
    particle = next((i for i, w in enumerate(words) if w.casefold() in _PARTICLES), 0)
    heads = [words[particle - 1]] if particle else [words[-1], " ".join(words[-2:])]
    return frozenset(h for h in heads if len(h) > 3 and h[0].isupper() and h.split()[-1].casefold() not in _NEWS)


def initials(outlet: str) -> frozenset[str]:
    """The letters with which an outlet may sign: AA for Agência Atlântica; with and without the small words' letters."""
    words = re.findall(r"[^\W_]+", outlet.removeprefix("The "))
    signs = ("".join(w[0] for w in words if w[0].isupper()), "".join(w[0] for w in words).upper())
    return frozenset(s for s in signs if len(s) > 1)


def abbreviates(sign: str, outlet: str) -> bool:
    """Whether letters may stand for an outlet: each word's first, others of it behind ("LNW" for Lowland Newswire)."""
    words = ["".join(filter(str.isalpha, w.upper())) for w in outlet.removeprefix("The ").split() if w[0].isupper()]
    letters = "".join(w[0] + "".join(f"{c}?" for c in w[1:]) for w in words if w)
    return sign in initials(outlet) or (len(sign) > 2 and sign.isupper() and re.fullmatch(letters, sign) is not None)


def acronym(outlet: str) -> str:
    """MNA for Marovea News Agency; empty for fewer than three capital words."""
    initials = "".join(w[0] for w in re.findall(r"[^\W_]+", outlet.removeprefix("The ")) if w[0].isupper())
    return initials if len(initials) > 2 else ""


def agency_like(outlet: str) -> bool:
    """Whether an outlet's name says in some European language, or in Turkish, that it is a news agency."""
    return _AGENCY_WORD.search(outlet) is not None


def _without_article(name: str) -> str:
    """Courier Post for The Courier Post; but The Sun stays: without its article it is a word."""
    rest = name.removeprefix("The ")
    return name if " " not in rest and rarity.weight(rest.casefold()) < 0.8 else rest


def _listed(outlet: str) -> Publisher | None:
    outlet = outlet.strip()
    if m := _DOMAIN.match(outlet.lower()):
        host = m["host"]
        return next((p for p in known() for d in p.domains if host == d or host.endswith("." + d)), None)
    return _by_name().get(outlet) or _by_name().get(re.sub(r"^the ", "", outlet.casefold()))


@cache
def _by_name() -> dict[str, Publisher]:
    names: dict[str, Publisher] = {}
    for p in known():
        for n in p.names:
            names.setdefault(n, p)
            if len(n) > 4:  # a short form in small letters is a word: "pa", "aa"
                names.setdefault(re.sub(r"^the ", "", n.casefold()), p)
    return names


def _bare(outlet: str) -> str:
    if m := _DOMAIN.match(outlet.strip().lower()):
        return _stem(m["host"])
    return re.sub(r"^the\s+", "", outlet.strip(), flags=re.IGNORECASE).casefold()


def _stem(host: str) -> str:
    """The label that names the site: "africa.chinadaily.com.cn" → "chinadaily"."""
    labels = host.split(".")[:-1] or [host]
    while len(labels) > 1 and labels[-1] in _SUFFIX:
        labels.pop()
    return labels[-1]
