"""Words that look like a time and are none: "may", "march", a number that is not a year, "the fall of the city"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.annotate.times import tense
from twosource.annotate.times.atoms import listed
from twosource.annotate.times.grammar import Match
from twosource.annotate.times.numbers import Number

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

    from twosource.annotate.times.atoms import Atom

_YEAR_BEFORE = listed("before a year")
_COUNTED = listed("counted")
_RATES = listed("rates")
_STOPS = listed("stops")
_CLOCK_BEFORE = listed("before a clock time")
_NO_HOUR = frozenset({"-", "–", "of", "to", "or", "hundred", "thousand", "%", "$", "/"})
_SUMS = listed("sums")
_BEFORE_PART = listed("before a part of the day")
_BEFORE_DAY = frozenset({"on", "until", "till", "by", "since", "before", "after", "from", "to"})
_BEFORE_TO = (_CLOCK_BEFORE - {"by", "to", "and", "from"}) | {"was", "is", "it", "nearly", "almost"}
_CURRENCY = frozenset({"$", "£", "€", "#", "no.", "number", "flight", "route"})
_SPANS = frozenset({"D", "W", "M", "Y", "TH", "DE", "CE"})  # units that name a span without a number: "for years"


def admits(match: Match, atoms: list[Atom], doc: Doc) -> bool:
    """True where this match may be a time here."""
    if _is_age(match, atoms) or _is_title(match, atoms):
        return False
    parts = (part for part in match.found.values() if isinstance(part, Match))
    if not all(_closes(part, atoms, doc) for part in parts if _CHECKS.get(part.sense) is _closes):
        return False
    check = _CHECKS.get(match.sense)
    return check is None or check(match, atoms, doc)


def _before(match: Match, atoms: list[Atom]) -> str:
    return atoms[match.start - 1].lower if match.start else ""


def _after(match: Match, atoms: list[Atom], by: int = 0) -> str:
    return atoms[match.end + by].lower if match.end + by < len(atoms) else ""


def _tag(index: int, atoms: list[Atom], doc: Doc) -> str:
    if not 0 <= index < len(atoms):
        return ""
    span = doc.char_span(atoms[index].start, atoms[index].end, alignment_mode="expand")
    return span[0].tag_ if span is not None and len(span) else ""


def _is_age(match: Match, atoms: list[Atom]) -> bool:
    """An age ("34-year-old", "34 years old") is no time in TimeBank and AQUAINT (1 of 38)."""
    if match.group not in {"span", "date"}:
        return False
    after = _after(match, atoms)
    return after in {"old", "olds"} or (after in {"-", "–"} and _after(match, atoms, 1) in {"old", "olds"})


def _is_title(match: Match, atoms: list[Atom]) -> bool:
    """A unit with a capital within a name: "60 Minutes", "This Week", "High Noon"."""
    last = atoms[match.end - 1]
    if match.end - match.start == 1 or match.sense == "holiday" or last.classes.keys().isdisjoint({"UNIT", "UNITS", "NOON"}):
        return False
    return last.text[0].isupper() and not last.text.isupper()


def _month(match: Match, atoms: list[Atom], doc: Doc) -> bool:
    """A bare "May", "March", "August" must be a name by its tag, and no person's or rally's."""
    last, lone = match.end - 1, match.end - match.start == 1
    word = atoms[last].lower
    if word in {"mar", "jan", "jun", "sep", "dec"}:
        return False
    if word not in {"may", "march", "april", "june", "august", "jan."}:
        return True
    if not _tag(last, atoms, doc).startswith("NNP"):
        return False
    if word == "march" and lone and _after(match, atoms) in {"for", "on", "of", "against"}:
        return _before(match, atoms) in _YEAR_BEFORE
    return not lone or not (_is_name(match.start - 1, atoms, doc) or _is_name(match.end, atoms, doc))


def _is_name(index: int, atoms: list[Atom], doc: Doc) -> bool:
    return 0 <= index < len(atoms) and "CAPITALISED" in atoms[index].classes and _tag(index, atoms, doc).startswith("NNP")


def _year(match: Match, atoms: list[Atom], doc: Doc) -> bool:
    """Four digits alone are a year by their size and what stands around them: no sum, no count, no number of a thing."""
    if match.end - match.start > 1:
        return True
    year, before = int(atoms[match.start].classes.get("YEAR", 0)), _before(match, atoms)
    if _after(match, atoms) in _COUNTED or before in _CURRENCY:
        return False
    if 1900 <= year <= 2050:
        return _tag(match.end, atoms, doc) != "NNS" or before in {"in", "the", "since", "its", "their", "'s", "’s"}
    return 1000 <= year <= 2200 and before in {"in", "since", "by", "from", "until", "around", "circa", "year", "("}


def _year_said(match: Match, atoms: list[Atom], doc: Doc) -> bool:
    """Two numbers in words are a year behind "in" or a month, not in "nineteen thirty-ton lorries"."""
    named = any(atom.lower == "year" for atom in atoms[match.start : match.end])
    return named or (_before(match, atoms) in _YEAR_BEFORE and _tag(match.end, atoms, doc) not in {"NN", "NNS"})


def _season(match: Match, atoms: list[Atom], doc: Doc) -> bool:
    """No season where a regime falls ("the fall of …") or someone springs; a lone one needs "the" or "in" before it."""
    if not match.found.keys().isdisjoint({"year", "year_of", "by"}):
        return True
    last, before = match.end - 1, _before(match, atoms)
    if atoms[last].lower in {"fall", "spring"}:
        return before in {"in", "since", "by", "during", "until", "this", "through"} and _after(match, atoms) != "of"
    lone = atoms[match.start].lower != "the" and before not in {"in", "since", "by", "during", "last"}
    return not lone and _tag(last, atoms, doc).startswith("NN")


def _duration(match: Match, atoms: list[Atom], _: Doc) -> bool:
    """Bare units count for a day or more; "a second", "a quarter", "a day" and rates ("miles an hour") name no span."""
    number, unit = match.found.get("n"), str(match.found.get("unit", ""))
    if not isinstance(number, Number):
        counted = match.end < len(atoms) and "YEAR" in atoms[match.end].classes  # "the years 2029 and 2030"
        return "long" in match.found or (unit in _SPANS and not counted)
    if 1900 <= (number.amount or 0) <= 2050 and unit in {"Q", "Y", "M"}:
        return False  # "the 1988 quarter"
    if number.article and (unit in {"TS", "Q", "CE", "NI", "WE"} or (unit == "TH" and _before(match, atoms) in _RATES)):
        return False
    if number.article and "UNITS" in atoms[match.end - 1].classes:
        return False  # "a months-long siege"
    if number.article and unit == "D" and atoms[match.start].lower == "a":
        return False
    return not (unit == "Q" and number.amount == 1)


def _ref(match: Match, atoms: list[Atom], doc: Doc) -> bool:
    """Not where "now that" and "as soon as" join clauses, nor in "futures", "future plans"."""
    word, after = atoms[match.end - 1].lower, _after(match, atoms)
    if word == "now":
        return after != "that" and not (
            after == "," and _tag(match.end - 1, atoms, doc) == "RB" and atoms[match.end - 1].text == "Now"
        )
    if word == "current":
        return not _tag(match.end - 1, atoms, doc).startswith("NN")  # of water or electricity
    if word == "soon":
        past = tense.direction(doc, atoms[match.start].start, atoms[match.end - 1].end) == tense.BACK  # "was soon released"
        return after not in {"as", "after"} and _before(match, atoms) != "as" and not past
    if word == "future":
        return _tag(match.end - 1, atoms, doc).startswith("NN") and not _tag(match.end, atoms, doc).startswith("NN")
    return True


def _at(match: Match, atoms: list[Atom], doc: Doc) -> bool:  # noqa: PLR0911 - one line a form of the hour
    """A bare 9.50 or 3:20 is a figure or a score; a day, "p.m.", a zone, or "at" before it makes it a time."""
    clock = match.found.get("clock")
    if not isinstance(clock, Match):
        return True
    said = clock.found
    if "lone" in said:
        return _lone_hour(clock, atoms, doc, dated="date" in match.found)
    if "bare" in said and _before(clock, atoms) not in _BEFORE_TO:
        return False  # "five to four" is a vote, "at five to four" an hour
    if "date" in match.found:
        return True
    if clock.end - clock.start > 1 or "noon" in said:
        return "ampm" in said or "." not in atoms[clock.start].text or clock.end - clock.start > 2
    if _opens_line(match, atoms, doc):
        return True
    if ":" not in atoms[clock.start].text:
        return _before(match, atoms) == "at" and _lone_hour(clock, atoms, doc, dated=False)
    return _before(match, atoms) in _CLOCK_BEFORE


def _opens_line(match: Match, atoms: list[Atom], doc: Doc) -> bool:
    """True for the hour at the head of an entry of a running report: "• 14.20 – Shots at the bridge"."""
    if _after(match, atoms) not in {"-", "–", "—", ":", "|"}:
        return False
    span = doc.char_span(atoms[match.start].start, atoms[match.end - 1].end, alignment_mode="expand")
    at = span.start - 1 if span is not None else -1
    while at >= 0 and doc[at].is_punct and "\n" not in doc[at].text:
        at -= 1
    return span is not None and (at < 0 or "\n" in doc[at].text)


def _with_mod(match: Match, atoms: list[Atom], doc: Doc) -> bool:
    """Not where the word is a verb: "will not start today"."""
    return atoms[match.start].lower not in {"start", "end"} or not _tag(match.start, atoms, doc).startswith("VB")


def _part_of_day(match: Match, atoms: list[Atom], _: Doc) -> bool:
    """A part of the day alone is a time behind its preposition: "in the morning", "by evening", "before first light"."""
    if "bare" not in match.found:
        return True
    before = _before(match, atoms)
    if before == "in":
        return atoms[match.start].lower == "the" and _after(match, atoms) != "of"
    return before in _BEFORE_PART and _after(match, atoms) not in {"of", "on", "-"}


def _lone_hour(clock: Match, atoms: list[Atom], doc: Doc, *, dated: bool) -> bool:
    """A number alone is an hour after "at" or "until", and after "by" at the head of a sentence ("By seven we had …")."""
    before, after = _before(clock, atoms), _after(clock, atoms)
    if before in {"about", "around", "nearly", "almost", "exactly"} and clock.start > 1:
        before = atoms[clock.start - 2].lower
    span = doc.char_span(atoms[clock.start].start, atoms[clock.start].end)
    if span is None or before not in {"at", "by", "until", "till"}:
        return False
    hour = span[0]
    if after in _COUNTED or after in _NO_HOUR or hour.dep_ in {"nummod", "compound"}:
        return False
    if hour.i + 1 < len(doc) and doc[hour.i + 1].tag_[:2] in {"NN", "JJ", "CD"} and not dated:
        return False
    preposition = hour.head
    if before == "by":
        return bool(preposition.is_sent_start) or dated
    return not any(t.lemma_ in _SUMS for t in doc[hour.sent.start : hour.i])


def _the_unit(match: Match, atoms: list[Atom], _: Doc) -> bool:
    """The year or week at hand only where no "of" or "after" makes another of it."""
    after = _after(match, atoms)
    return atoms[match.start].lower == "the" and after not in {"of", "that", "when", "after", "before", "-"}


def _closes(match: Match, atoms: list[Atom], _: Doc) -> bool:
    """A count before "before" is a date at the end of its clause; "two days before the vote" is a span and a word."""
    if atoms[match.end - 1].lower not in {"before", "after"}:
        return True
    return not _after(match, atoms) or _after(match, atoms) in _STOPS


def _calendar(match: Match, atoms: list[Atom], doc: Doc) -> bool:
    """A day without its month behind "on" or the like, and no "8th floor": "was detained on the 8th"."""
    if "lone" not in match.found:
        return True
    if _before(match, atoms) not in _BEFORE_DAY or not atoms[match.end - 1].text[0].isdigit():
        return False
    return not _tag(match.end, atoms, doc).startswith(("NN", "JJ", "CD")) and _after(match, atoms) not in {"-", "of"}


_CHECKS: dict[str, Callable[[Match, list[Atom], Doc], bool]] = {
    "calendar": _calendar,
    "month": _month,
    "year": _year,
    "year_said": _year_said,
    "season": _season,
    "duration": _duration,
    "ref": _ref,
    "at": _at,
    "with_mod": _with_mod,
    "part_of_day": _part_of_day,
    "the_unit": _the_unit,
    "earlier": _closes,
    "narrative": _closes,
}
