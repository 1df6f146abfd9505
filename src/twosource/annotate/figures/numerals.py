"""Amounts in running text: tokens → bounds.

The grammar, over tokens: *hedge* core [scale], or two cores joined as a range.

    core   digits | number words | "dozens" | "a dozen" | "scores" | "several hundred" | "a third" | "none"
    hedge  "at least" | "more than" | "up to" | "about" | "no fewer than" | "... or more" | "... or so"

Bounds are inclusive. "More than 280" counts heads, so its low bound is 281; "more than 3.5 billion"
keeps 3.5 billion, since nobody counts to the last unit. Vague plurals ("dozens", "scores") give the
least number that the word allows (24, 40) and no high bound, marked approximate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from twosource.annotate.wording import word_list, word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc

UNITS = {
    w: float(i)
    for i, w in enumerate(
        word_list(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        )
    )
}
TENS = {w: 10.0 * i for i, w in enumerate(word_list("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)}
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "bn": 1e9,
    "tn": 1e12,
    "k": 1e3,
    "lakh": 1e5,
    "crore": 1e7,
}
# The least number that a vague plural allows.
VAGUE = {
    "dozens": 24.0,
    "scores": 40.0,
    "tens": 20.0,
    "hundreds": 200.0,
    "thousands": 2e3,
    "millions": 2e6,
    "billions": 2e9,
}
FEW = {"several": 3.0, "few": 3.0, "couple": 2.0}
FRACTIONS = {
    "half": 1 / 2,
    "third": 1 / 3,
    "quarter": 1 / 4,
    "fourth": 1 / 4,
    "fifth": 1 / 5,
    "sixth": 1 / 6,
    "seventh": 1 / 7,
    "eighth": 1 / 8,
    "ninth": 1 / 9,
    "tenth": 1 / 10,
}
ORDINALS = {
    w: i
    for i, w in enumerate(
        word_list(
            "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
            "sixteenth seventeenth eighteenth nineteenth twentieth"
        ),
        start=2,
    )
}
NOBODY = frozenset({"none", "nobody", "no-one"})

# A longer one is no number that anybody counted (and a float may not hold it).
_MOST_DIGITS, _MOST_SCALES = 24, 2
_DIGITS = re.compile(r"(?:\d{1,3}(?:[,\u00a0\u202f]\d{3})+|\d+)(?:\.\d+)?")
_WITH_SCALE = re.compile(rf"({_DIGITS.pattern})(m|mn|mln|bn|tn|k|million|billion)", re.IGNORECASE)
_RANGE = re.compile(rf"({_DIGITS.pattern})[-–—]({_DIGITS.pattern})")
_DASHES = frozenset("-–—")
# Behind these "over" is where something went: "has passed over 7,400 hectares".
_MOVES = word_set(
    "pass passed passes passing fly flew flown flying run ran running sweep swept sweeping spread roll rolled drive drove driven "
    "cross crossed jump jumped walk walked sail sailed pour poured burn burned burnt blow blew take took"
)

_PAIRED = word_set("trousers scissors glasses gloves shoes boots socks shorts jeans binoculars spectacles pliers hands eyes")

# Words before an amount → what they do to its bounds. Longest first.
_BEFORE: tuple[tuple[tuple[str, ...], str], ...] = (
    (("as", "many", "as"), "same"),
    (("as", "much", "as"), "same"),
    (("no", "fewer", "than"), "least"),
    (("no", "less", "than"), "least"),
    (("not", "less", "than"), "least"),
    (("no", "more", "than"), "most"),
    (("not", "more", "than"), "most"),
    (("not", "exceed"), "most"),
    (("not", "exceeding"), "most"),
    (("never", "exceeded"), "most"),
    (("a", "total", "of"), "same"),
    (("at", "least"), "least"),
    (("at", "most"), "most"),
    (("a", "minimum", "of"), "least"),
    (("a", "maximum", "of"), "most"),
    (("more", "than"), "over"),
    (("better", "than"), "over"),
    (("upward", "of"), "over"),
    (("upwards", "of"), "over"),
    (("in", "excess", "of"), "over"),
    (("not", "even"), "under"),
    (("nigh", "on"), "about"),
    (("close", "on"), "about"),
    (("greater", "than"), "over"),
    (("higher", "than"), "over"),
    (("less", "than"), "under"),
    (("fewer", "than"), "under"),
    (("lower", "than"), "under"),
    (("up", "to"), "upto"),
    (("close", "to"), "about"),
    (("well", "over"), "over"),
    (("just", "over"), "over"),
    (("just", "under"), "under"),
    (("over",), "over"),
    (("above",), "over"),
    (("exceeding",), "over"),
    (("exceed",), "over"),
    (("exceeded",), "over"),
    (("exceeds",), "over"),
    (("under",), "under"),
    (("below",), "under"),
    (("nearly",), "about"),
    (("almost",), "about"),
    (("about",), "about"),
    (("around",), "about"),
    (("some",), "about"),
    (("approximately",), "about"),
    (("roughly",), "about"),
    (("circa",), "about"),
    (("an", "estimated"), "about"),
    (("estimated",), "about"),
    (("perhaps",), "about"),
    (("maybe",), "about"),
    (("exactly",), "same"),
    (("precisely",), "same"),
    (("only",), "same"),
    (("just",), "same"),
    (("all",), "same"),
    (("another",), "same"),
)
# Prepositions of place or time that look like a hedge ("over two days", "under two governments") are told apart later.
_AFTER: tuple[tuple[tuple[str, ...], str], ...] = (
    (("or", "more"), "least"),
    (("or", "so"), "about"),
    (("or", "fewer"), "most"),
    (("or", "less"), "most"),
    (("at", "least"), "least"),
    (("at", "most"), "most"),
    (("plus",), "least"),
    (("-", "odd"), "about"),
    (("odd",), "about"),
)


@dataclass(frozen=True, slots=True)
class Amount:
    """Bounds that tokens `[first, last)` of the doc give, `core` their numeral's first token.

    `whole` is set for a fraction ("a third of"): the share, not yet multiplied with what follows.
    """

    first: int
    last: int
    core: int
    low: float
    high: float | None
    approximate: bool = False
    scaled: bool = False
    fraction: bool = False
    vague: bool = False
    over: bool = False


def amounts(doc: Doc) -> list[Amount]:
    """Every amount of the doc, in order, hedges and ranges resolved."""
    words = [t.lower_ for t in doc]
    tags = [t.tag_ for t in doc]
    out: list[Amount] = []
    i = 0
    while i < len(words):
        found = _core(words, tags, i)
        if found is None:
            i += 1
            continue
        found = _range(words, tags, found)
        found = _hedged(words, found, out[-1].last if out else 0)
        out.append(_hedged_behind(words, tags, found))
        i = found.last
    return out


def number(text: str) -> float | None:
    """The value of digits with or without separators of thousands, or of one number word."""
    if len(text) <= _MOST_DIGITS and _DIGITS.fullmatch(text):
        return float(re.sub(r"[,\u00a0\u202f]", "", text))
    return UNITS.get(text, TENS.get(text))


def _core(words: list[str], tags: list[str], i: int) -> Amount | None:
    w = words[i]
    if w[0].isdigit():
        return _digits(words, i)
    if w in UNITS or w in TENS or (w in SCALES and len(w) > 3 and i and words[i - 1] in {"a", "an"}):
        return _spelled(words, tags, i)
    if w in {"half", "a", "an"} | VAGUE.keys() | FEW.keys() | {"dozen", "hundred", "thousand"}:
        return _loose(words, i)
    if w in NOBODY or (w == "no" and words[i + 1 : i + 2] == ["one"]):
        return Amount(i, i + (2 if w == "no" else 1), i, 0.0, 0.0)
    if w == "no" and tags[i] == "DT" and words[i + 1 : i + 2] not in (["more"], ["fewer"], ["less"], ["longer"]):
        return Amount(i, i + 1, i, 0.0, 0.0)
    return None


def _digits(words: list[str], i: int) -> Amount | None:
    w = words[i]
    joined = _RANGE.fullmatch(w)
    if joined:
        low, high = (number(g) or 0.0 for g in joined.groups())
        return Amount(i, i + 1, i, low, high) if low < high else None
    scaled = _WITH_SCALE.fullmatch(w)
    if scaled:
        value = (number(scaled[1]) or 0.0) * SCALES[scaled[2]]
        return Amount(i, i + 1, i, value, value, scaled=True)
    value = number(w)
    if value is None:
        return None
    j, scale = _scale(words, i + 1)
    return Amount(i, j, i, value * scale, value * scale, scaled=scale > 1)


def _scale(words: list[str], j: int) -> tuple[int, float]:
    scale = 1.0
    most = j + _MOST_SCALES
    while j < min(most, len(words)) and words[j] in SCALES and (len(words[j]) > 1 or scale == 1.0):
        scale, j = scale * SCALES[words[j]], j + 1
    return j, scale


def _spelled(words: list[str], tags: list[str], i: int) -> Amount | None:  # noqa: C901, PLR0912 - the cases of one decision, side by side
    """Number words: "forty-eight", "three hundred and twelve", "two thirds", "nine in ten"."""
    total, current, j, scaled = 0.0, 0.0, i, False
    if words[i] in SCALES:  # "a hundred and two"
        current = 1.0
    while j < len(words):
        w = words[j]
        if w in UNITS and (current % 10 == 0 and (current % 100 == 0 or UNITS[w] < 10) and (j == i or words[j - 1] not in UNITS)):
            current += UNITS[w]
        elif w in TENS and current % 100 == 0:
            current += TENS[w]
        elif w in SCALES and len(w) > 3 and 0 < current < 1e15:
            scaled = True
            if SCALES[w] == 100.0:
                current *= 100.0
            else:
                total, current = total + current * SCALES[w], 0.0
        elif (w in _DASHES and j > i and words[j - 1] in TENS and j + 1 < len(words) and words[j + 1] in UNITS) or (
            w == "and" and words[j - 1] in SCALES and j + 1 < len(words) and (words[j + 1] in UNITS or words[j + 1] in TENS)
        ):
            pass
        else:
            break
        j += 1
    value = total + current
    if words[j : j + 3] == ["and", "a", "half"]:  # "one and a half", "two and a half thousand"
        end, scale = _scale(words, j + 3)
        return Amount(i, end, i, (value + 0.5) * scale, (value + 0.5) * scale, scaled=scale > 1)
    bare = words[i] not in SCALES
    first = i if bare else i - 1
    after = j + (1 if j < len(words) and words[j] in _DASHES else 0)
    if (
        after < len(words)
        and (part := _fraction(words[after]))
        and bare
        and value < 10
        and (value == 1) == (not words[after].endswith("s"))
    ):
        return Amount(first, after + 1, i, value * part, value * part, fraction=True)
    if j + 1 < len(words) and words[j] in {"in", "out"} and bare:  # "nine in ten"
        k = j + (2 if words[j + 1] == "of" else 1)
        of = number(words[k]) if k < len(words) else None
        if of and value < of and (k + 1 >= len(words) or tags[k + 1] not in {"NN", "NNS"} or words[j] == "out"):
            return Amount(first, k + 1, i, value / of, value / of, fraction=True)
    if j < len(words) and words[j] == "dozen":
        return Amount(first, j + 1, i, value * 12, value * 12)
    return Amount(first, j, i, value, value, scaled=scaled and value % 100 == 0 and value >= 1e6)


def _fraction(word: str) -> float | None:
    return FRACTIONS.get(word.removesuffix("s") if word not in {"half", "halves"} else "half")


def _loose(words: list[str], i: int) -> Amount | None:  # noqa: C901, PLR0911, PLR0912 - the cases of one decision, side by side
    """As in "A dozen", "dozens", "tens of thousands", "several hundred", "a few", "half a million", "a third"."""
    w, after = words[i], words[i + 1 : i + 3]
    if w in VAGUE:
        low, j = VAGUE[w], i + 1
        if len(after) == 2 and after[0] == "of" and after[1] in VAGUE:
            low, j = low / 2 * VAGUE[after[1]] / 2 if w != "tens" else 10 * VAGUE[after[1]], i + 3
        elif len(after) == 2 and after[0] == "of" and after[1] in SCALES:
            low, j = low * SCALES[after[1]], i + 3
        return Amount(i, j, i, low, None, approximate=True, vague=True)
    if w in FEW and after:
        if after[0] in {"hundred", "thousand", "million", "billion", "dozen"}:
            low = FEW[w] * (SCALES.get(after[0]) or 12.0)
            return Amount(i, i + 2, i, low, None, approximate=True, vague=True)
        if w == "couple" and after[0] == "of" and i and words[i - 1] == "a":
            return Amount(i - 1, i + 2, i, 2.0, 2.0, approximate=True, vague=True)
        if w == "several":
            return Amount(i, i + 1, i, 3.0, None, approximate=True, vague=True)
        return None
    if w == "half":
        return _half(words, i)
    if w in {"dozen", "hundred", "thousand"}:
        return None
    if after == ["pair", "of"] and words[i + 3 : i + 4] and words[i + 3] not in _PAIRED:
        return Amount(i, i + 3, i + 1, 2.0, 2.0)
    if after[:1] == ["dozen"]:
        return Amount(i, i + 2, i + 1, 12.0, 12.0)
    if after[:1] and (part := FRACTIONS.get(after[0])) and (after[0] == "half" or after[1:] == ["of"]):
        return Amount(i, i + 2, i + 1, part, part, fraction=True)
    if len(after) == 2 and after[0] == "few" and after[1] in {"hundred", "thousand", "dozen", "million"}:
        return Amount(i, i + 3, i + 1, 3 * (SCALES.get(after[1]) or 12.0), None, approximate=True, vague=True)
    return None


def _half(words: list[str], i: int) -> Amount | None:
    after = words[i + 1 : i + 3]
    if len(after) == 2 and after[0] == "a" and after[1] in {"million", "billion", "dozen"}:
        value = 0.5 * (SCALES.get(after[1]) or 12.0)
        return Amount(i, i + 3, i, value, value, approximate=True)
    if after[:1] and after[0] in {"of", "the", "its", "their", "his", "her"}:
        return Amount(i, i + 1, i, 0.5, 0.5, fraction=True)
    return None


def _range(words: list[str], tags: list[str], a: Amount) -> Amount:
    """As in "3 to 5", "between 3 and 5", "3-5", "from 48 to 60" where the first number is the smaller."""
    j = a.last
    if j + 1 >= len(words) or a.high is None or a.low == 0 or a.fraction:
        return a
    before = words[a.first - 1] if a.first else ""
    link = words[j]
    if link in _DASHES and words[a.core][0].isdigit() != words[j + 1][0].isdigit():
        return a  # "3.20 – Eight soldiers"
    ok = link in _DASHES or (link == "and" and before == "between") or (link in {"to", "or"} and before != "from")
    b = _core(words, tags, j + 1) if ok else None
    if b is None or b.high is None or b.fraction or b.first != j + 1:
        return a
    low = a.low
    scale = SCALES.get(words[b.last - 1], 1.0) if len(words[b.last - 1]) > 3 else 1.0
    if (b.scaled and not a.scaled and low < b.low / 1000) or (low < scale and low * scale < b.high):  # "2 to 3 million"
        low *= scale
    if not low < b.high:
        return a
    first = a.first - 1 if before == "between" else a.first
    return replace(a, first=first, last=b.last, low=low, high=b.high, scaled=a.scaled or b.scaled)


def _hedged(words: list[str], a: Amount, floor: int) -> Amount:
    for phrase, effect in _BEFORE:
        at = a.first - len(phrase)
        if phrase == ("over",) and at > 0 and words[at - 1] in _MOVES:
            continue
        if at >= floor and tuple(words[at : a.first]) == phrase:
            return _hedged(words, replace(_apply(a, effect), first=at), at) if at else replace(_apply(a, effect), first=at)
    for phrase, effect in _AFTER:
        if tuple(words[a.last : a.last + len(phrase)]) == phrase:
            return replace(_apply(a, effect), last=a.last + len(phrase))
    return a


def _hedged_behind(words: list[str], tags: list[str], a: Amount) -> Amount:
    """As in "five people at least": the hedge stands behind the counted noun. The span stays the number's."""
    if a.high is None or a.last >= len(words) or tags[a.last][:2] != "NN":
        return a
    after = " ".join(words[a.last + 1 : a.last + 3])
    effect = {"at least": "least", "at most": "most", "or more": "least"}.get(after)
    return _apply(a, effect) if effect else a


def _apply(a: Amount, effect: str) -> Amount:
    counts = not (a.scaled or a.fraction) and float(a.low).is_integer()
    match effect:
        case "least":
            return replace(a, high=None)
        case "over":
            return replace(a, low=a.low + 1 if counts and not a.vague else a.low, high=None, over=counts and not a.vague)
        case "under":
            return replace(a, low=0.0, high=(a.low - 1 if counts else a.low))
        case "most" | "upto":
            return replace(a, low=0.0)
        case "about":
            return replace(a, approximate=True)
        case _:
            return a
