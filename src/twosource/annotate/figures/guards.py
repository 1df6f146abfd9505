"""Numbers that count nothing: names, ages, clock times, years, scores, parts of hyphenated words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twosource.annotate.figures.words import tables
from twosource.annotate.wording import word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from twosource.annotate.figures.numerals import Amount

_DASHES = frozenset("-–—")
_MONTHS = word_set(
    "january february march april may june july august september october november december "
    "jan jan. feb feb. mar mar. apr apr. jun jun. jul jul. aug aug. sep sep. sept sept. oct oct. nov nov. dec dec."
)
_CLOCK = re.compile(r"(?:[01]?[0-9]|2[0-3])\.[0-5][0-9]")
_AT = word_set("at until by from since before after around about • - –")
_GROWN = 5
_PERSON_ENDS = (
    "er",
    "or",
    "ist",
    "ant",
    "ent",
    "man",
    "woman",
    "ee",
    "mother",
    "father",
    "ian",
    "nurse",
    "cook",
    "pilot",
    "widow",
    "clerk",
    "child",
)
_SPORT = word_set("win beat lose draw defeat score lead thrash")


def is_no_count(doc: Doc, a: Amount) -> bool:
    """Tell whether the amount is a name, age, time, score or piece of a word rather than a count."""
    return _is_time(doc, a) or _is_age(doc, a) or _is_name(doc, a) or _is_piece(doc, a) or _is_year(doc, a)


def _is_time(doc: Doc, a: Amount) -> bool:
    t = tables()
    after = doc[a.last] if a.last < len(doc) else None
    before = doc[a.first - 1].lower_ if a.first else ""
    if after is not None:
        if (
            after.lower_.replace("’", "'") in t["clock"]
            or after.lower_ in _MONTHS
            or (after.lemma_.lower() in t["times"] and not a.fraction)
        ):
            return True
        second = doc[a.last + 1] if a.last + 1 < len(doc) else None
        if (
            after.lower_ in {"-", "more", "consecutive", "straight"}
            and second is not None
            and second.lemma_.lower() in t["times"]
        ):
            return True
        if after.lower_ == ":" and second is not None and second.text[:1].isdigit():
            return True
    glued = a.first > 1 and not doc[a.first - 1].whitespace_ and doc[a.first].text[:1].isdigit()
    if before == ":" and glued and doc[a.first - 2].text[:1].isdigit():
        return True
    # "14.00: …", "at 3.20 the …": a clock with a stop
    if _CLOCK.fullmatch(doc[a.core].text) and (before in _AT or doc[a.core].is_sent_start):
        return after is None or after.tag_ not in {"NNS", "NN"}
    plain = a.first == a.core and a.low == a.high
    return plain and (
        (before in _MONTHS and doc[a.core].is_digit) or (before == "past" and a.low < 60 and doc[a.core].lower_ != "no")
    )


def _is_age(doc: Doc, a: Amount) -> bool:  # noqa: PLR0911 - the cases of one decision, side by side
    before = doc[a.first - 1] if a.first else None
    after = doc[a.last] if a.last < len(doc) else None
    if before is None:
        return False
    if before.lower_ in tables()["kin"]:
        return True
    if not 0 < a.low < 120 or a.low != a.high:
        return False
    if before.text == "," and (after is None or after.text in {",", ".", ";"}):
        named = doc[a.first - 2] if a.first > 1 else None
        return named is not None and (named.tag_ in {"NNP", "NNPS"} or named.ent_type_ == "PERSON")
    if before.text == "(" and after is not None and after.text == ")":
        return True
    if before.lower_ == "of" and a.first > 1:
        noun = doc[a.first - 2]
        if noun.lemma_ in {"woman", "man", "age", "boy", "girl"}:
            return noun.tag_ == "NN"
        # "a firefighter of 26", "the driver, a father of 52": one person, and nothing counted behind
        alone = after is None or after.tag_ not in {"NN", "NNS", "NNP", "NNPS", "JJ"}
        one = noun.tag_ == "NN" and any(c.lower_ in {"a", "an"} for c in noun.lefts)
        return (
            one
            and alone
            and a.low >= _GROWN
            and noun.lemma_ not in tables()["collections"]
            and noun.lower_.endswith(_PERSON_ENDS)
        )
    if before.lower_ in {"is", "was", "turned", "under", "over"} and (after is None or after.text in {",", ".", ";", "and"}):
        subject = doc[a.first - 2].lower_ if a.first > 1 else ""
        return subject in {"who", "she", "he"} or (before.lower_ in {"turned", "under", "over"} and doc[a.core].text.isdigit())
    return False


def _is_name(doc: Doc, a: Amount) -> bool:  # noqa: PLR0911 - the cases of one decision, side by side
    before = doc[a.core - 1] if a.core and a.core == a.first else None
    core = doc[a.core]
    if before is None:
        return False
    if before.lower_ in {"no.", "nos.", "#", "№", "nr."}:
        return True
    if before.lower_ == "number" and (
        before.pos_ == "VERB" or (before.dep_ in {"ROOT", "ccomp", "conj"} and core.head.i == before.i)
    ):
        return False  # "the dead now number six"
    if before.text == "." and a.core > 1 and doc[a.core - 2].lower_ in {"no", "nr"}:
        return True
    after = doc[a.last] if a.last < len(doc) else None
    counted = after is not None and after.tag_ in {"NNS", "NN"} and core.head.i >= after.i
    if before.lemma_.lower() in tables()["names"] and before.lower_ != "no" and not counted and before.tag_[:2] == "NN":
        return True
    if core.lower_ == "no" and after is not None and (after.text == "." or after.lower_ in {"longer", "more", "doubt"}):
        return True
    digits = core.text[0].isdigit()
    if after is not None and (after.text == "%" or after.lower_ in {"per", "percent", "pct"}):
        return False
    if digits and before.tag_ == "NNP" and not counted and core.head.i < core.i and core.dep_ in {"nummod", "appos", "npadvmod"}:
        return before.is_alpha and before.text[0].isupper() and before.lower_ != "u.s."
    return digits and core.ent_type_ in {"PRODUCT", "FAC", "WORK_OF_ART", "LAW"} and before.ent_type_ == core.ent_type_


def _is_piece(doc: Doc, a: Amount) -> bool:
    after = doc[a.last] if a.last < len(doc) else None
    before = doc[a.first - 1] if a.first else None
    glued = after is not None and after.text in _DASHES and not doc[a.last - 1].whitespace_ and not after.whitespace_
    if glued and after is not None and after.i + 1 < len(doc):
        follow = doc[after.i + 1]
        return follow.lemma_.lower() not in tables()["units"] and follow.lower_ not in {
            "dollar",
            "euro",
            "pound",
            "tonne",
            "ton",
            "strong",
        }
    if (
        before is not None
        and before.text in _DASHES
        and not before.whitespace_
        and a.first > 1
        and not doc[a.first - 2].whitespace_
    ):
        return doc[a.first - 2].is_alpha or doc[a.first - 2].text[:1].isdigit()
    if (before is not None and before.text == "/") or (after is not None and after.text == "/" and doc[a.core].text[0].isdigit()):
        return True
    verb = doc[a.core].head
    return any(ch in doc[a.core].text for ch in "-–") and verb.lemma_ in _SPORT


def _is_year(doc: Doc, a: Amount) -> bool:
    text = doc[a.core].text
    if not (len(text) == 4 and text.isdigit() and 1000 <= int(text) <= 2100 and a.low == a.high and a.first == a.core):
        return False
    after = doc[a.last] if a.last < len(doc) else None
    return after is None or after.tag_ not in {"NNS", "NN", "CD", "JJ"} or doc[a.core].dep_ == "pobj"
