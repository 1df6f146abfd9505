"""By-lines, datelines, stamps, credit lines and footers: words that carry a report and state nothing.

Works on lines of the bare text, before any parse, so that none of them is ever read as a
statement. Only the head and the tail of a report are looked at (`_HEAD`, `_TAIL` lines),
but for corrections, which are marked wherever they start a paragraph.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from twosource.records import Furniture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twosource.records import Report

_HEAD, _TAIL = 6, 5  # lines that may hold furniture at either end of a report

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
_DATE = (
    rf"(?:{_WEEKDAY},? ?)?(?:{_MONTH} \d{{1,2}}(?:,? \d{{4}})?|\d{{1,2}} {_MONTH}(?:,? \d{{4}})?|"
    rf"\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|{_WEEKDAY})"
)
_CLOCK = r"\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: ?[A-Z]{2,5})?"
_UPPER = r"[^\W\d_a-zß-öø-ÿ]"
_NAME = r"[^\W\d_][\w'’.\-]*"
_OUTLET = r"[A-Z][\w .&'’\-]{1,40}"

# KOTKA, Finland (Harlan-Reade) —
# PORT LENNIS, 11 March –
# (Reuters) -
# STATE HOUSE, Thursday. –
# PORT LENNIS. From our correspondent
_PLACE = rf"(?P<place>{_UPPER}{{2,}}(?:[ \-'’/.]{{1,2}}{_UPPER}+)*)"
_DATELINE = re.compile(
    rf"(?:{_PLACE}(?:, (?P<land>[A-Z][\w. ]{{1,24}}?))?(?:[,.]? (?P<date>{_DATE}))?\.?)?"
    r"\s*(?:\((?P<agency>[A-Z][\w .,&'’/\-]{1,40})\))?\.?\s*(?P<dash>--?|—|–|―|:)\s+"
)
_FROM = re.compile(rf"{_PLACE}\.? (?:From|By) (?:our|a|the) [\w ]{{3,40}}")
_CREDITED = re.compile(rf"\((?P<agency>{_OUTLET})\)\s+(?=[A-Z“\"])")

_BYLINE = re.compile(
    r"(?:(?:Written |Reported |Story )?[Bb]y|BY|Von|Text:)\s+(?P<names>(?:[A-Z]|our |a |the )[\w .,'’&\-]{2,120}?)"
    r"(?:,? (?:in|at) (?P<place>[A-Z][\w .'’\-]{1,40})|, (?P<place2>[A-Z][\w .'’\-]{1,40}))?\.?$"
)
_BARE_NAMES = re.compile(rf"(?:{_UPPER}{_NAME}\s+){{1,2}}{_UPPER}{_NAME}(?:, {_UPPER}{_NAME})?$")
_STAMP = re.compile(
    rf"(?:\((?P<agency>{_OUTLET})\)\s*)?"
    r"(?:(?:Published|Updated|Last updated|Posted|First published|Modified|Issued)\b[: ]*)?"
    rf"(?:{_CLOCK},? )?(?:{_DATE})(?:,? (?:at )?{_CLOCK})?(?:\s*\|.*)?\.?$",
    re.IGNORECASE,
)
_PIPED = re.compile(rf"(?P<agency>{_OUTLET}?)\s*\|\s*(?:Updated|Published|Posted)?:?\s*(?:{_DATE}|\d).*$")

_CREDIT = re.compile(
    r"[(\[]?(?P<lead>(?:With )?(?:additional |further |other )?"
    r"(?:reporting|writing|editing|files|material|contributions?|inputs?) (?:by|from)|"
    r"(?:Source|Agencies|Agency|Credit|Photo|Image|Via|Originally published (?:by|in|on)|"
    r"This (?:article|story|report) (?:was|is|first|originally)[\w ]*?\b(?:by|in|on|from)\b)\s*:?)"
    r"\s*(?P<names>[^()\[\]]{2,160})[)\]]?\.?$",
    re.IGNORECASE,
)
_CONTRIBUTED = re.compile(
    r"(?P<names>[A-Z][^.!?]{2,160}?) (?:also )?contributed (?:to this (?:report|story|article)|reporting)\b.*$"
)
_SIGNED = re.compile(r"[(\[]?(?P<agency>[A-Z][\w .&'’/\-]{1,40}|[A-Z]{2,12}(?:/[A-Z]{2,12})*)[)\]]?$")
_FOOTER = re.compile(
    r"(?:©|\(c\)|copyright\b|all rights reserved|click here|sign up|subscribe|follow (?:us|him|her|me|them) on|"
    r"read more|related:|email us|e-mail us|do you have a story|get daily updates|this material may not be|"
    r"for more (?:news|information)|our (?:weather|sports?) page)",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"(?:CORRECTIONS?|Corrections?|CLARIFICATION|Clarification|Amended|"
    r"This (?:article|story|report) (?:has been|was) (?:corrected|amended))\b\s*[:—–-]*\s*"
)


class _Line(NamedTuple):
    start: int
    text: str


def find(report: Report) -> tuple[Furniture, ...]:
    """The furniture of a report, in order. Offsets are code points into the report's text."""
    lines = [_Line(m.start(), m.group().rstrip()) for m in re.finditer(r"[^\s][^\n]*", report.text)]
    found: list[Furniture] = []
    prose = False
    for line in lines[:_HEAD]:
        piece = _head(line, opening=not prose, title=report.title)
        if piece:
            found.append(piece)
        prose = prose or piece is None or piece.kind == "dateline"
    for line in reversed(lines[max(1, len(lines) - _TAIL) :]):
        piece = None if any(f.start == line.start for f in found) else _tail(line)
        if piece is None:
            if line.text[:1].isalnum() and len(line.text) > 160:
                break
            continue
        found.append(piece)
    found.extend(_corrections(lines))
    return tuple(sorted(found, key=lambda f: f.start))


def _head(line: _Line, *, opening: bool, title: str | None) -> Furniture | None:
    text = line.text
    if title and opening and text.casefold() == title.casefold():
        return Furniture(line.start, line.start + len(text), "heading")
    if m := _dateline(text):
        agency, place = m.groupdict().get("agency"), m.groupdict().get("place")
        return Furniture(line.start, line.start + len(m.group().rstrip()), "dateline", (agency,) if agency else (), place)
    if m := _PIPED.match(text) or (_STAMP.fullmatch(text) if len(text) < 90 else None):
        agency = m.groupdict().get("agency")
        return Furniture(line.start, line.start + len(text), "stamp", (agency,) if agency else ())
    if len(text) < 140 and (m := _BYLINE.match(text)):
        return Furniture(line.start, line.start + len(text), "byline", _names(m["names"]), m["place"] or m["place2"])
    if opening and len(text) < 60 and _BARE_NAMES.match(text) and not text.isupper():
        return Furniture(line.start, line.start + len(text), "byline", (text.split(",")[0],), text.partition(", ")[2] or None)
    return None


def _dateline(text: str) -> re.Match[str] | None:
    m = _DATELINE.match(text)
    if m and (m["place"] or m["agency"]) and (m["dash"] != ":" or m["agency"] or m["date"]):
        return m
    return _FROM.match(text) or _CREDITED.match(text)


def _tail(line: _Line) -> Furniture | None:
    text = line.text
    end = line.start + len(text)
    if m := _CREDIT.match(text) or _CONTRIBUTED.match(text):
        return Furniture(line.start, end, "credit", _names(m["names"]))
    if len(text) <= 42 and text[-1] not in '.?!”"' and _SIGNED.match(text) and (text.isupper() or text[0] in "(["):
        return Furniture(line.start, end, "credit", (text.strip("()[]"),))
    if len(text) < 400 and _FOOTER.match(text):
        return Furniture(line.start, end, "credit")
    if m := re.search(r"\s[(\[](?P<agency>[A-Z][A-Za-z]{1,20}(?:/[A-Z][A-Za-z]{1,20})*)[)\]]$", text):
        return Furniture(line.start + m.start() + 1, end, "credit", (m["agency"],))
    return None


def _corrections(lines: list[_Line]) -> Iterator[Furniture]:
    for line in lines:
        if (m := _CORRECTION.match(line.text)) and len(line.text) > m.end():
            yield Furniture(line.start, line.start + len(m.group().rstrip()), "correction")


def _names(text: str) -> tuple[str, ...]:
    parts = re.split(r",| and | & |;|/", re.sub(r"\b(?:Editing|Writing|Reporting|Additional)\b.*", "", text))
    names = (re.sub(rf" in {_UPPER}.*", "", p).strip(" .") for p in parts)  # Ann Bell in Kotka
    return tuple(name for name in names if name)
