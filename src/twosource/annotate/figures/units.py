"""Amounts of money, shares and measures: the unit beside the number, and what is measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.annotate.figures.words import tables
from twosource.annotate.wording import word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from twosource.annotate.figures.numerals import Amount

_SYMBOLS = frozenset("$€£¥₹₽₸₩₺₪₦₴")
_PREFIXED = frozenset({"rs"})
_MEASURED = {
    "km/h": "speed",
    "mph": "speed",
    "knots": "speed",
    "degrees": "temperature",
    "megawatts": "power",
    "barrels": "volume",
    "tonnes": "weight",
    "kg": "weight",
    "litres": "volume",
    "hectares": "area",
}
# Units that are counted things as often as measures, and letters that stand for too much.
_NEEDS_DIGIT = frozenset({"m", "points", "inches", "feet"})
_NAMED = word_set(
    "wind gust height depth distance length width magnitude temperature speed rainfall turnout price wave inflation"
)


def unit_of(doc: Doc, a: Amount) -> tuple[str, str | None, int, int] | None:  # noqa: C901, PLR0911 - the cases of one decision, side by side
    """`(what, unit, first token, end token)` if the amount is money, a share, a measure or a grade on a scale."""
    before = doc[a.core - 1] if a.core else None
    after = doc[a.last] if a.last < len(doc) else None
    sign = _sign(before) if before is not None else None
    if before is not None and sign is not None:
        return "money", tables()["currency"].get(sign, before.text), min(a.first, before.i), a.last
    if after is None:
        return _scale(a, before)
    second = doc[a.last + 1] if a.last + 1 < len(doc) else None
    share = _share(doc, a, after, second)
    if share is not None:
        return share
    at = a.last
    if after.text == "-" and second is not None:  # "a 21,000-tonne vessel"
        after, at = second, a.last + 1
        second = doc[at + 1] if at + 1 < len(doc) else None
    if after.text[0] in _SYMBOLS:
        return "money", tables()["currency"].get(after.text[0]), a.first, at + 1
    word = after.lemma_.lower()
    if after.tag_ in {"JJ", "NNP"} and second is not None and second.lemma_.lower() in tables()["currency"]:  # "200 Swiss francs"
        return "money", tables()["currency"][second.lemma_.lower()], a.first, at + 2
    if word in tables()["currency"] or after.lower_ in tables()["currency"]:
        return "money", tables()["currency"].get(word) or tables()["currency"][after.lower_], a.first, at + 1
    if second is not None and f"{word}-{second.lemma_.lower()}" == "nautical-mile":
        return "distance", "nautical-miles", a.first, at + 2
    if word in {"square", "cubic"} and second is not None and second.lemma_.lower() in tables()["units"]:
        return ("area" if word == "square" else "volume"), f"{word} {tables()['units'][second.lemma_.lower()]}", a.first, at + 2
    unit = tables()["units"].get(word) or tables()["units"].get(after.lower_)
    if unit is None or unit == "percent" or (unit in _NEEDS_DIGIT and not doc[a.core].text[0].isdigit()):
        return _scale(a, before)
    end, speed = _per_hour(doc, at)
    what = "speed" if speed else _MEASURED.get(unit, "distance")
    return _named(doc[a.core], what), (f"{unit}/h" if speed and unit in {"km", "m", "miles"} else unit), a.first, end


def _sign(before: Token) -> str | None:
    """The sign of a currency before its amount: "$" in "US$ 40", "rs" in "Rs 40"."""
    word = before.lower_.rstrip(".")
    return before.text[-1] if before.text[-1] in _SYMBOLS else word if word in _PREFIXED else None


def _share(doc: Doc, a: Amount, after: Token, second: Token | None) -> tuple[str, str | None, int, int] | None:
    joined = after.lower_ == "per" and second is not None and second.lower_ in {"cent", "cents"}
    if after.text == "%" or after.lower_ in {"percent", "pct"} or joined:
        return _named(doc[a.core], "share"), "percent", a.first, a.last + (2 if joined else 1)
    if after.lower_ == "percentage" and second is not None and second.lemma_ == "point":
        return "share", "points", a.first, a.last + 2
    return None


def _per_hour(doc: Doc, at: int) -> tuple[int, bool]:
    rest = [t.lower_ for t in doc[at + 1 : at + 3]]
    if rest in (["an", "hour"], ["per", "hour"], ["a", "second"], ["per", "second"]):
        return at + 3, True
    return at + 1, False


def _named(core: Token, default: str) -> str:
    """The thing measured, if the phrase or its subject names it: "winds of 155 km/h", "turnout was 68 per cent"."""
    t = core
    for _ in range(5):
        if t.lemma_.lower() in _NAMED:
            return t.lemma_.lower()
        if t.pos_ in {"VERB", "AUX"}:
            subject = next((c.lemma_.lower() for c in t.children if c.dep_ in {"nsubj", "nsubjpass"}), "")
            return subject if subject in _NAMED else default
        t = t.head
    return default


def _scale(a: Amount, before: Token | None) -> tuple[str, str | None, int, int] | None:
    """As in "Category three", "magnitude 6.1": a grade on a scale."""
    if before is None or a.core != a.first or before.lemma_.lower() not in tables()["scales"] or a.high is None:
        return None
    return before.lemma_.lower(), None, before.i, a.last
