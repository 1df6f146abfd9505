"""Words that look like a time and are none: "may", "march", a number that is not a year, "the fall of the city"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.annotate.times.atoms import listed

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from twosource.annotate.times.atoms import Atom
    from twosource.annotate.times.grammar import Match

_YEAR_BEFORE = listed("before a year")
_COUNTED = listed("counted")
_SPEEDS = listed("rates")
_BARE_UNITS = frozenset({"D", "W", "M", "Y", "TH", "DE", "CE"})


def admits(match: Match, atoms: list[Atom], doc: Doc) -> bool:
    """May this match be a time here?"""
    check = _CHECKS.get(match.sense)
    return _no_age(match, atoms) and _plain_case(match, atoms, doc) and (check is None or check(match, atoms, doc))


def _before(match: Match, atoms: list[Atom]) -> str:
    return atoms[match.start - 1].lower if match.start else ""


def _after(match: Match, atoms: list[Atom], by: int = 0) -> str:
    return atoms[match.end + by].lower if match.end + by < len(atoms) else ""


def _tag(atom: Atom, doc: Doc) -> str:
    span = doc.char_span(atom.start, atom.end, alignment_mode="expand")
    return span[0].tag_ if span is not None and len(span) else ""


def _no_age(match: Match, atoms: list[Atom]) -> bool:
    """ "34-year-old", "34 years old", "aged": an age is no time in TimeBank and AQUAINT (0 of 33)."""
    if match.group not in {"span", "date"}:
        return True
    after = _after(match, atoms)
    return after not in {"old", "olds"} and not (after in {"-", "–"} and _after(match, atoms, 1) in {"old", "olds"})


def _month(match: Match, atoms: list[Atom], doc: Doc) -> bool:
    """A bare "May", "March", "August" must be a name by its tag, and not a person's ("May said")."""
    atom = atoms[match.end - 1]
    if atom.lower in {"mar", "jan", "jun", "sep", "dec"}:
        return False
    if atom.lower in {"may", "march", "april", "june", "august", "jan."}:
        if not _tag(atom, doc).startswith("NNP"):
            return False
        if atom.lower == "march" and match.end - match.start == 1:
            before, after = _before(match, atoms), _after(match, atoms)
            if after in {"for", "on", "of", "against"} and before not in _YEAR_BEFORE:
                return False
        names = [n for n in (match.start - 1, match.end) if 0 <= n < len(atoms)]
        return match.end - match.start > 1 or not any(_is_name(atoms[n], doc) for n in names)
    return True


def _is_name(atom: Atom, doc: Doc) -> bool:
    return "CAPITALISED" in atom.classes and _tag(atom, doc).startswith("NNP")


def _year(match: Match, atoms: list[Atom], doc: Doc) -> bool:
    if match.end - match.start > 1:
        return True
    atom, before, after = atoms[match.start], _before(match, atoms), _after(match, atoms)
    year = int(atom.classes.get("YEAR", 0))
    if not 1000 <= year <= 2200 or after in _COUNTED or before in {"$", "£", "€", "#", "no.", "number", "flight", "route"}:
        return False
    if 1900 <= year <= 2050:
        return not (_tag_at(match.end, atoms, doc) == "NNS" and before not in _YEAR_BEFORE)
    return before in {"in", "since", "by", "from", "until", "around", "circa", "year", "("}


def _tag_at(index: int, atoms: list[Atom], doc: Doc) -> str:
    return _tag(atoms[index], doc) if index < len(atoms) else ""


def _season(match: Match, atoms: list[Atom], doc: Doc) -> bool:
    """ "the fall of the regime" falls; "spring" leaps."""
    if "year" in match.found or "year_of" in match.found or "by" in match.found:
        return True
    word = atoms[match.end - 1]
    before = _before(match, atoms)
    if word.lower in {"fall", "spring"}:
        return (
            before in {"in", "since", "by", "during", "until", "this", "through", "early", "late"}
            and _after(match, atoms) != "of"
        )
    return _tag(word, doc).startswith("NN") and (
        atoms[match.start].lower == "the" or before in {"in", "since", "by", "during", "last"}
    )


def _duration(match: Match, atoms: list[Atom], doc: Doc) -> bool:
    """Bare units count only in the plural and for a day or more; "a second", "a quarter", "a day" seldom name a span."""
    number, unit = match.found.get("n"), str(match.found.get("unit", ""))
    if number is None and "long" not in match.found:
        return unit in _BARE_UNITS
    if 1900 <= (getattr(number, "amount", None) or 0) <= 2050 and unit in {"Q", "Y", "M"}:
        return False  # "the 1988 quarter"
    if getattr(number, "article", False):
        if unit in {"TS", "Q", "CE", "NI", "WE"}:
            return False
        if unit == "TH" and _before(match, atoms) in _SPEEDS:
            return False
        if unit == "D":
            return atoms[match.start].lower not in {"a"} and bool(doc)
    if unit == "Q":
        return getattr(number, "amount", None) != 1
    return True


def _now(match: Match, atoms: list[Atom], doc: Doc) -> bool:
    """ "now that" and "as soon as" join clauses."""
    word, after = atoms[match.end - 1].lower, _after(match, atoms)
    if word == "now":
        return after != "that"
    if word == "soon":
        return after not in {"as", "after"} and _before(match, atoms) != "as"
    if word == "future":
        return _tag(atoms[match.end - 1], doc).startswith("NN") and _tag_at(match.end, atoms, doc)[:2] not in {"NN"}
    return True


def _clock(match: Match, atoms: list[Atom], doc: Doc) -> bool:
    """A bare 9.50 or 3:2 is a figure or a score; the colon, "at" or a zone makes it a time."""
    clock = match.found.get("clock")
    inner = getattr(clock, "found", {})
    if "date" not in match.found and "." in atoms[getattr(clock, "start", match.start)].text and "ampm" not in inner:
        return "hhmm" in inner or "noon" in inner
    if "date" in match.found or "ampm" in inner or clock is None:
        return True
    if getattr(clock, "end", 0) - getattr(clock, "start", 0) > 1 or "noon" in inner:
        return True
    return (
        ":" in str(inner.get("clock", ""))
        and len(str(inner.get("clock", "")).split(":")[1]) == 2
        and bool(doc)
        and (
            _before(match, atoms)
            in {"at", "by", "around", "about", "until", "from", "before", "after", "between", "since", "to", "and"}
        )
    )


def _the_unit(match: Match, atoms: list[Atom], doc: Doc) -> bool:
    """ "the year", "the week" only where no "of" or "after" makes another of it; "the day" is none."""
    if atoms[match.start].lower != "the":
        return False
    return _after(match, atoms) not in {"of", "that", "when", "after", "before", "-"} and bool(doc)


def _earlier(match: Match, atoms: list[Atom], doc: Doc) -> bool:
    """ "two days before" ends its clause; "two days before the vote" is a span and what follows."""
    last = atoms[match.end - 1].lower
    if last not in {"before", "after"}:
        return True
    return not _after(match, atoms) or (_after(match, atoms) in _STOPS and bool(doc))


_STOPS = listed("stops")


def _plain_case(match: Match, atoms: list[Atom], doc: Doc) -> bool:
    """ "60 Minutes", "This Week", "High Noon" are titles."""
    last = atoms[match.end - 1]
    return (
        not ("UNIT" in last.classes or "UNITS" in last.classes or "NOON" in last.classes)
        or last.text[0].islower()
        or (last.text.isupper() or (match.end - match.start == 1 and bool(doc)))
    )


_CHECKS = {
    "month": _month,
    "year": _year,
    "season": _season,
    "duration": _duration,
    "ref": _now,
    "at": _clock,
    "the_unit": _the_unit,
    "earlier": _earlier,
    "narrative": _earlier,
}
