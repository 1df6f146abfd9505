"""Text → atoms: words, numbers and marks with the classes that the patterns name (`MONTH`, `YEAR`, `CLOCK`, …)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

Value = str | int

_ATOM = re.compile(
    r"""(?P<iso>\d{4}-\d{2}-\d{2}(?![\d-]))
      | (?P<slash>\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?!\d))
      | (?P<fraction>\d{1,2}/\d{1,2}(?!\d))
      | (?P<decade>['’]?\d{2,3}0['’]?s\b|['’]\d0s\b)
      | (?P<ordinal>\d{1,3}(?:st|nd|rd|th)\b)
      | (?P<clock>\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?![\d%]))
      | (?P<number>\d+(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?)
      | (?P<ampm>[aApP]\.\ ?[mM]\.?(?!\w)|[aApP][mM]\b\.?)
      | (?P<quarter>Q[1-4]\b)
      | (?P<possessive>['’]s\b)
      | (?P<word>[^\W\d_]\w*(?:['’](?!s\b)\w+)*)
      | (?P<mark>[^\s\w]|_)""",
    re.VERBOSE,
)
# Month and weekday abbreviations own the full stop that follows; other words do not.
_DOTTED = re.compile(r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\.", re.IGNORECASE)
_YEARS = (1000, 2900)  # years that a report tells; the calendar's ends are far from them
_BRITISH_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)(?:[:.][0-5]\d)?")


@dataclass(frozen=True, slots=True)
class Atom:
    """One word, number or mark: its span in the text, its words in lower case, and class → value."""

    start: int
    end: int
    text: str
    lower: str
    classes: dict[str, Value]


@cache
def data() -> dict[str, Any]:
    """The words and patterns of `data/times.toml`."""
    return tomllib.loads((resources.files("twosource.data") / "times.toml").read_text("utf-8"))


def listed(name: str) -> frozenset[str]:
    """A list of words of `data/times.toml`."""
    return frozenset(data()["lists"][name])


@cache
def _lexicon() -> dict[str, dict[str, Value]]:
    words: dict[str, dict[str, Value]] = {}
    for name, table in data()["words"].items():
        for word, value in table.items():
            words.setdefault(word, {})[name] = value
    return words


def split(text: str) -> list[Atom]:
    """The atoms of `text`, in order."""
    atoms: list[Atom] = []
    for found in _ATOM.finditer(text):
        start, end = found.span()
        if atoms and start < atoms[-1].end:  # the full stop of an abbreviation
            continue
        kind, word = found.lastgroup or "mark", found.group()
        if kind == "word" and text[end : end + 1] == "." and (dotted := _DOTTED.match(text, start)) and dotted.end() == end + 1:
            end, word = end + 1, text[start : end + 1]
        lower = word.lower()
        atoms.append(Atom(start, end, word, lower, _classes(kind, word, lower)))
    return atoms


def _classes(kind: str, word: str, lower: str) -> dict[str, Value]:  # noqa: PLR0911 - one line a kind
    if kind == "word":
        known = _lexicon().get(lower)
        if known:
            return _of_word(word, known)
        return {"CAPITALISED": word} if word[0].isupper() else {}
    if kind in {"mark", "possessive"}:
        return {}
    if kind == "number":
        return _of_number(lower)
    if kind == "clock":
        return _of_clock(lower)
    if kind == "ordinal":
        day = int(lower[:-2])
        return {"ORD": day} if day <= 31 else {}
    if kind == "decade":
        return {"DECADE": re.sub(r"\D", "", lower)}
    name = {"iso": "ISODATE", "slash": "SLASHDATE", "ampm": "AMPM", "quarter": "QUARTER", "fraction": "FRACTION"}[kind]
    return {name: int(lower[1]) if kind == "quarter" else lower}


def _of_word(word: str, known: dict[str, Value]) -> dict[str, Value]:
    """Names of months, weekdays and feasts are written with a capital."""
    out = known
    if word[0].islower() and any(name in known for name in ("MONTH", "WEEKDAY", "WEEKDAY_SHORT", "WEEKDAYS", "HOLIDAY", "ZONE")):
        out = {n: v for n, v in known.items() if n not in {"MONTH", "WEEKDAY", "WEEKDAY_SHORT", "WEEKDAYS", "HOLIDAY", "ZONE"}}
    if "ZONE" in out and not word.isupper():
        out = {n: v for n, v in out.items() if n != "ZONE"}
    if "NUMBER" in out and 1 <= int(out["NUMBER"]) <= 12:
        out = {**out, "HOUR_WORD": out["NUMBER"]}
    if "ORDINAL" in out:
        out = {**out, "ORD": out["ORDINAL"]}
    return out


def _of_number(lower: str) -> dict[str, Value]:
    out: dict[str, Value] = {"NUM": lower}
    if lower.isdecimal():
        n = int(lower[:12])
        if len(lower) == 4:
            if _YEARS[0] <= n <= _YEARS[1]:
                out["YEAR"] = n
            if n % 100 < 60 and n < 2400:
                out["HHMM"] = lower
        if len(lower) <= 2:
            if 1 <= n <= 31:
                out["DAY"] = n
            if n <= 24:
                out["HOUR"] = n
            if len(lower) == 2:
                out["YEAR_TAIL"] = n
    return out


def _of_clock(lower: str) -> dict[str, Value]:
    out: dict[str, Value] = {}
    if _BRITISH_CLOCK.fullmatch(lower):
        out["CLOCK"] = lower.replace(".", ":")
    if lower.count(".") == 1 and ":" not in lower:
        out["NUM"] = lower
    return out
