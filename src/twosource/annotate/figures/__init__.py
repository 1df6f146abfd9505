"""Numbers that count something: what, of whom, how many at least and at most.

`numerals` reads amounts out of the tokens, `counted` reads what they count out of the parse; here the
two meet, and numbers that are names, ages, times, scores or parts of words are left out.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from twosource.annotate.figures.counted import Counted, anchor, by_verb, is_toll, keys, understand
from twosource.annotate.figures.guards import is_no_count
from twosource.annotate.figures.numerals import FRACTIONS, ORDINALS, Amount, amounts
from twosource.annotate.figures.units import unit_of
from twosource.annotate.figures.words import tables
from twosource.records import Figure

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from twosource.annotate.parse import Parsed
    from twosource.records import Time

_LENGTH = re.compile(r"P(T?)(\d+)([YMWDHS])")
_UNITS = {
    ("", "Y"): "years",
    ("", "M"): "months",
    ("", "W"): "weeks",
    ("", "D"): "days",
    ("T", "H"): "hours",
    ("T", "M"): "minutes",
    ("T", "S"): "seconds",
}
_OF_US = frozenset({"of us", "of them", "of you", "of its", "of our", "of their", "of his", "of her"})
_HARM = frozenset(
    {"killed", "injured", "arrested", "missing", "abducted", "evacuated", "displaced", "casualties", "jobs", "hostages"}
)


def find(parsed: Parsed, times: tuple[Time, ...]) -> tuple[Figure, ...]:
    """The figures of a report, in order; numbers inside time expressions are not figures."""
    doc = parsed.doc
    taken = _covered(doc, times)
    found: list[Figure] = []
    for a in amounts(doc):
        if a.core in taken and not is_toll(anchor(doc, a)):  # "put the number of teams at six": no clock
            continue
        if is_no_count(doc, a):
            continue
        figure = _figure(doc, a)
        if figure is not None:
            found.append(figure)
    found.extend(_ordinals(doc, taken))
    found.extend(_single_parts(doc))
    found.extend(_durations(doc, times))
    return tuple(sorted(found, key=lambda f: (f.start, f.end)))


def _covered(doc: Doc, times: tuple[Time, ...]) -> frozenset[int]:
    """Indexes of the tokens that stand in time expressions (a set of times may well be a count: "four times")."""
    out: set[int] = set()
    for time in times:
        span = doc.char_span(time.start, time.end, alignment_mode="expand")
        if span is not None:
            out.update(range(span.start, span.end))
    return frozenset(out)


def _figure(doc: Doc, a: Amount) -> Figure | None:  # noqa: PLR0911 - the cases of one decision, side by side
    at = anchor(doc, a)
    measured = unit_of(doc, a)
    if a.over and _is_denied(doc, a):  # "no money for more than five per cent": five at most
        a = replace(a, low=0.0, high=a.low - 1, over=False)
    if measured is not None:
        what, unit, first, last = measured
        if a.over:  # what is measured is not counted by ones: more than five per cent starts at five
            a = replace(a, low=a.low - 1)
        return _record(doc, a, Counted(what, None, unit, None, certain=True), first, last)
    seen = understand(doc, a, at)
    zero = a.high == 0
    if zero and (not seen.certain or seen.what not in _HARM):
        return None
    if a.fraction:
        return _fraction(doc, a, seen)
    if a.low == a.high == 1 and not seen.certain and not seen.part:
        return None
    if a.low == a.high == 1 and doc[a.core].lower_ == "one" and not seen.part and doc[a.last : a.last + 1].text.lower() == "of":
        return None
    if seen.part and not seen.certain:
        seen = _part(doc, a, at, seen)
    if not seen.what:
        return (
            _record(doc, a, Counted("count", None, None, None, certain=False), a.first, a.last)
            if _stands_alone(doc, a, at)
            else None
        )
    return _record(doc, a, seen, a.first, _noun_end(a, seen))


def _is_denied(doc: Doc, a: Amount) -> bool:
    """Tell whether "more than N" is denied in the four words before it."""
    return any(t.lower_ in {"no", "not", "n't", "nothing", "never"} for t in doc[max(0, a.first - 4) : a.first])


def _noun_end(a: Amount, seen: Counted) -> int:
    return seen.noun.i + 1 if seen.noun is not None and a.last <= seen.noun.i <= a.last + 6 else a.last


def _record(doc: Doc, a: Amount, seen: Counted, first: int, last: int) -> Figure:
    first, last = min(first, a.first), max(last, a.last)
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
    high = None if a.high is not None and _is_sighting(seen) else a.high
    return Figure(
        start,
        end,
        seen.what,
        _tidy(a.low),
        None if high is None else _tidy(high),
        a.approximate,
        seen.of,
        seen.unit,
        seen.part,
        seen.total,
    )


def _tidy(value: float) -> float:
    """A whole number as an int, so that it is written "3" and not "3.0"; binary dust off the others."""
    return int(value) if float(value).is_integer() else round(value, 6)


def _is_sighting(seen: Counted) -> bool:
    """Who saw or counted seven bodies vouches for at least seven dead."""
    noun = seen.noun
    return seen.what == "killed" and noun is not None and noun.dep_ == "dobj" and noun.head.lemma_ in {"see", "count"}


def _stands_alone(doc: Doc, a: Amount, at: Token) -> bool:
    """A bare numeral as subject or object ("sticking to 37", "make it 94") counts what the sentence before named."""
    sure = doc[a.core].text[0].isdigit() or a.low >= 10
    last = doc[a.last] if a.last < len(doc) else None
    if a.low > 1 and at.dep_ in {"dobj", "nsubj", "nsubjpass"} and doc[a.last : a.last + 2].text.lower() in _OF_US:
        return True  # "took seven of us", "have lost five of their own"
    if (
        1 < a.low < 10
        and at.tag_ == "CD"
        and at.dep_ in {"attr", "acomp", "dobj", "pobj", "oprd"}
        and (last is None or last.is_punct)
    ):
        # "speaks of six", "made it four", "puts the loss at three"
        return (
            at.dep_ != "pobj" or at.head.lower_ in {"of", "as", "to"} or (at.head.lower_ == "at" and at.head.head.lemma_ == "put")
        )
    if a.low < 10 and at.tag_ == "CD" and (at.dep_ in {"nsubj", "nsubjpass"} or (at.dep_ == "attr" and at.head.lemma_ == "be")):
        return True
    return sure and at.dep_ in {
        "pobj",
        "dobj",
        "nsubj",
        "nsubjpass",
        "attr",
        "ROOT",
        "oprd",
        "npadvmod",
        "appos",
        "conj",
        "ccomp",
    }


def _fraction(doc: Doc, a: Amount, seen: Counted) -> Figure | None:
    """As in "A third of the 90 passengers" is 30 passengers; without the whole it is a share in per cent."""
    rest = doc[a.last : a.last + 5]
    whole = (
        next((n for n in amounts(rest.as_doc()) if n.high == n.low and n.low > 1), None)
        if rest.text.lower().startswith("of")
        else None
    )
    if whole is not None:
        count = round(a.low * whole.low)
        a = Amount(a.first, a.last + whole.last, a.core, count, count, approximate=True)
        return _record(doc, a, Counted(seen.what or "people", seen.of, None, seen.noun, certain=True, part=True), a.first, a.last)
    share = round(100 * a.low, 1)
    a = Amount(a.first, a.last, a.core, share, share if a.high is not None else None, approximate=True)
    return _record(doc, a, Counted("share", seen.of, "percent", None, certain=True, part=True), a.first, a.last)


def _part(doc: Doc, a: Amount, at: Token, seen: Counted) -> Counted:
    """As in "…, two of them children": the class is in the same phrase, what is counted is that of the figure before."""
    classes = tables()["classes"]
    of = next((classes[t.lemma_.lower()] for t in doc[a.last + 2 : a.last + 6] if t.lemma_.lower() in classes), seen.of)
    host = at
    for _ in range(4):
        if host.pos_ in {"VERB", "AUX"} or host.head.i == host.i:
            break
        host = host.head
    what = by_verb(host, "nsubjpass" if any(c.dep_ == "auxpass" for c in host.children) else "nsubj") or by_verb(host, "dobj")
    inner = next((tables()["states"][t.lower_] for t in doc[a.last + 2 : a.last + 6] if t.lower_ in tables()["states"]), None)
    return Counted(inner or what or "people", of, None, None, certain=True, part=True)


def _ordinals(doc: Doc, taken: frozenset[int]) -> list[Figure]:
    """As in "A third body was found", "a fifth worker has died": the running count reached that number."""
    out: list[Figure] = []
    for t in doc[1:]:
        value = ORDINALS.get(t.lower_)
        if value is None or t.i in taken or t.dep_ not in {"amod", "nummod"}:
            continue
        noun = t.head
        own = tables()["nouns"].get(noun.lemma_.lower())
        before = t.nbor(-1).lower_
        if before not in {"a", "another"} and not (before == "the" and own in {"killed", "casualties"}):
            continue
        if own is None and noun.lemma_.lower() not in tables()["classes"]:
            continue
        verb = noun.head
        what = by_verb(verb, noun.dep_) if verb.pos_ in {"VERB", "AUX"} else None
        what = own if own == "killed" else what or (own if own in _HARM else None)  # a body that is recovered
        if what in _HARM and t.lower_ != "half":
            end = noun.idx + len(noun)
            out.append(
                Figure(t.nbor(-1).idx, end, what, value, value, of=tables()["classes"].get(noun.lemma_.lower()), total=True)
            )
    return out


def _durations(doc: Doc, times: tuple[Time, ...]) -> list[Figure]:
    """How long something lasted: "was closed for eleven weeks", "the truce lasted 11 days"."""
    out: list[Figure] = []
    for time in times:
        length = _LENGTH.fullmatch(time.value) if time.type == "DURATION" else None
        span = doc.char_span(time.start, time.end, alignment_mode="expand") if length is not None else None
        if length is None or span is None or not span.start:
            continue
        before = doc[span.start - 1]
        lasts = before.lemma_ in {"last", "take"} or (before.lower_ == "for" and before.head.pos_ in {"VERB", "AUX", "NOUN"})
        if lasts and doc[span.start].lower_ not in {"the", "a", "an"}:
            unit = _UNITS[length[1] or "", length[3]]
            out.append(Figure(time.start, time.end, "duration", _tidy(float(length[2])), _tidy(float(length[2])), unit=unit))
    return out


def _single_parts(doc: Doc) -> list[Figure]:
    """As in "…, including a child", "a child was among the dead": one, by the article."""
    classes, out = tables()["classes"], list[Figure]()
    for t in doc[:-2]:
        if t.lower_ not in {"a", "an"} or t.dep_ != "det" or t.head.lemma_.lower() not in classes:
            continue
        noun = t.head
        before = doc[t.i - 1].lower_ if t.i else ""
        of = classes[noun.lemma_.lower()]
        if before == "including":
            out.append(Figure(t.idx, noun.idx + len(noun), _before(doc, t) or "people", 1, 1, of=of, part=True))
        elif noun.dep_ in {"nsubj", "nsubjpass"} and noun.head.pos_ == "VERB" and by_verb(noun.head, noun.dep_) == "killed":
            out.append(Figure(t.idx, noun.idx + len(noun), "killed", 1, 1, of=of, part=True))  # one victim, not the toll
        elif noun.dep_ == "nsubj" and (among := next((c for c in noun.head.children if c.lower_ == "among"), None)) is not None:
            goal = next((g.lower_ for g in among.children if g.dep_ == "pobj"), "")
            what = tables()["states"].get(goal) or {"victims": "killed", "wounded": "injured"}.get(goal)
            if what:
                out.append(Figure(t.idx, noun.idx + len(noun), what, 1, 1, of=of, part=True))
    return out


def _before(doc: Doc, t: Token) -> str | None:
    """What the sentence's figure before this one counts: the nearest word of harm to the left."""
    for w in reversed(doc[t.sent.start : t.i]):
        lemma = w.lemma_.lower()
        found = tables()["states"].get(w.lower_) or tables()["nouns"].get(lemma)
        if w.pos_ == "VERB":
            found = next((f for k in keys(w) if (f := tables()["undergoes"].get(k) or tables()["does"].get(k))), found)
        if found in _HARM:
            return found
    return None


__all__ = ["FRACTIONS", "find"]
