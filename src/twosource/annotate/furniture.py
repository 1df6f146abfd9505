"""By-lines, datelines, stamps, credit lines and footers: words that carry a report and state nothing.

Works on lines of the bare text, before any parse, so that none of them is ever read as a
statement. Only the head and the tail of a report are looked at (`_HEAD`, `_TAIL` lines),
but for corrections, which are marked wherever they start a paragraph.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from twosource.read.characters import CAPITAL
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
_UPPER = rf"[{CAPITAL}]"
_NAME = r"[^\W\d_][\w'’.\-]*"
_OUTLET = rf"{_UPPER}[\w .&'’\-]{{1,40}}"

# KOTKA, Finland (Harlan-Reade) —
# PORT LENNIS, 11 March –
# (Reuters) -
# STATE HOUSE, Thursday. –
# PORT LENNIS. From our correspondent
_PLACE = rf"(?P<place>{_UPPER}{{2,}}(?:[ \-'’/.]{{1,2}}{_UPPER}+)*)"
_DATELINE = re.compile(
    rf"(?:{_PLACE}(?:, (?P<land>{_UPPER}[\w. \-]{{1,24}}?))?(?:[,.]? (?P<date>{_DATE}))?\.?)?"
    rf"\s*(?:\((?P<agency>{_UPPER}[\w .,&'’/\-]{{1,40}})\))?\.?\s*(?P<dash>--?|—|–|―|:)\s+"
)
_FROM = re.compile(rf"{_PLACE}\.? (?:From|By) (?:our|a|the) [\w ]{{3,40}}")
_CREDITED = re.compile(rf"\((?P<agency>{_OUTLET})\)\s+(?={_UPPER}|[“\"])")

_BYLINE = re.compile(
    rf"(?:(?:Written |Reported |Story )?[Bb]y|BY|Von|Text:)\s+(?P<names>(?:{_UPPER}|our |a |the )[\w .,'’&\-]{{2,120}}?)"
    rf"(?:,? (?:in|at|on|aboard|near|outside|inside) (?P<place>(?:the |{_UPPER})[\w .'’\-]{{1,40}})|"
    rf", (?P<place2>{_UPPER}[\w .'’\-]{{1,40}}))?\.?$"
)
# By Thursday evening, 34 people had died: a first name may be a day's or a month's, so a capital letter must not follow.
_BY_A_DAY = re.compile(
    r"By (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|"
    rf"October|November|December)(?! {_UPPER}|$)"
)
_NO_PLACE = re.compile(
    rf"\b(?:correspondents?|editors?|reporters?|writers?|columnists?|analysts?|critics?|photographers?|producers?|presenters?|"
    rf"contributors?|stringers?|envoys?|staff|desk|newsroom|bureau|service|agency|agencies|press|edition|website|{_DATE})\b",
    re.IGNORECASE,
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
    r"(?P<published>This (?:(?:article|story) (?:was|is|first|originally)|report (?:was |is )?(?:first|originally))[\w ]*?\b"
    r"(?:publish|appear|post|produc|provid|suppli|reprint|distribut|syndicat|translat|adapt)\w+ (?:by|in|on|from)\b))\s*:?)"
    r"\s*(?P<names>[^()\[\]]{2,160})[)\]]?\.?$",
    re.IGNORECASE,
)
_CONTRIBUTED = re.compile(
    rf"(?P<names>{_UPPER}[^.!?]{{2,160}}?) (?:also )?contributed "
    r"(?:to this (?:report|story|article)|reporting)(?: (?:from|to this)\b[^.!?]*)?\.?$"
)
_SIGNED = re.compile(rf"[(\[]?(?P<agency>{_UPPER}[\w .&'’/\-]{{1,40}})[)\]]?$")
_SIGNED_BEHIND = re.compile(rf"\s[(\[](?P<agency>{_UPPER}[^\W\d_]{{1,20}}(?:/{_UPPER}[^\W\d_]{{1,20}})*)[)\]]$")
_FOOTER = re.compile(
    r"©|\(c\)|copyright(?=\W*(?:©|\(c\)|\d{4}|by\b|$))|all rights reserved|click here|"
    r"sign up (?:for (?:our|the|free|breaking|news|daily|weekly|e-?mails?|alerts)\b|to our|here|now|today)|subscribe\b(?! \w+ed)|"
    r"follow (?:us|him|her|me|them) on (?!the )|read more(?::|\b\W*$| (?:here|on|about|at|from)\b)|related:|email us|e-mail us|"
    r"do you have a story|get daily updates|this material may not be|"
    r"for more (?:news|information),? (?:on|about|see|visit|call|check|contact|go to|please|write)\b|"
    r"our (?:weather|sports?) page",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"(?:CORRECTIONS?|Corrections?|CLARIFICATION|Clarification|Amended|"
    r"This (?:article|story|report) (?:has been|was) (?:corrected|amended))\b\s*[:—–-]*\s*"
)


# Words without a capital that stand among names: "the night desk", "our own people in Kotka", "Inés de la Rúa", "the Post's".
_AMONG_NAMES = frozenset(
    """a additional agencies agency an and at bureau by contributor contributors correspondent correspondents desk edition
    editing editor editors envoy files for foreign freelance from further her his in jr material newsroom night of on
    other our own people photographer press reporter reporters reporting s service services special sports staff stringer
    stringers team the their to wire wires with writer writers writing al bin bint d da de del della den der des di do dos
    du e el ibn l la las le los ten ter van von y zu zur""".split()
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
    if len(text) < 140 and (m := _BYLINE.match(text)) and not _BY_A_DAY.match(text) and not _is_sentence(text):
        return Furniture(line.start, line.start + len(text), "byline", _names(m["names"]), _place(m["place"] or m["place2"]))
    if opening and len(text) < 60 and _BARE_NAMES.match(text) and not text.isupper():
        return Furniture(line.start, line.start + len(text), "byline", (text.split(",")[0],), _place(text.partition(", ")[2]))
    return None


def _dateline(text: str) -> re.Match[str] | None:
    m = _DATELINE.match(text)
    if m and (m["place"] or m["agency"]) and (m["dash"] != ":" or m["agency"] or m["date"]):
        return m
    return _FROM.match(text) or _CREDITED.match(text)


def _tail(line: _Line) -> Furniture | None:
    text = line.text
    end = line.start + len(text)
    m = _CREDIT.match(text)
    if m and not m["lead"].endswith(":") and not m["published"] and _is_sentence(text[m.start("names") :]):
        m = None  # Agencies say 40 are dead.
    if m := m or _CONTRIBUTED.match(text):
        of_a_picture = m.groupdict().get("lead", "").casefold().startswith(("photo", "image"))  # says nothing of the words
        return Furniture(line.start, end, "credit", () if of_a_picture else _names(m["names"]))
    if len(text) <= 42 and text[-1] not in '.?!”"' and _SIGNED.match(text) and (text.isupper() or text[0] in "(["):
        return Furniture(line.start, end, "credit", (text.strip("()[]"),))
    if len(text) < 400 and _FOOTER.match(text):
        return Furniture(line.start, end, "credit")
    if m := _SIGNED_BEHIND.search(text):
        return Furniture(line.start + m.start() + 1, end, "credit", (m["agency"],))
    return None


def _place(text: str | None) -> str | None:
    """Where a by-line says that its reporter was; "Political Editor", "Friday" and "the news desk" are no places."""
    return text if text and not _NO_PLACE.search(text) else None


def _is_sentence(text: str) -> bool:
    """Whether words that might be names end like a sentence and hold what no name does: "By a vote of 61 to 39 it fell."."""
    return text[-1:] in ".!?" and any(w.islower() and w not in _AMONG_NAMES for w in re.findall(r"[^\W\d_]+", text))


def _corrections(lines: list[_Line]) -> Iterator[Furniture]:
    for line in lines:
        if (m := _CORRECTION.match(line.text)) and len(line.text) > m.end():
            yield Furniture(line.start, line.start + len(m.group().rstrip()), "correction")


def _names(text: str) -> tuple[str, ...]:
    parts = re.split(r",| and | & |;|/", re.sub(r"\b(?:Editing|Writing|Reporting|Additional)\b.*", "", text))
    names = (re.sub(rf" in {_UPPER}.*", "", p).strip(" .") for p in parts)  # Ann Bell in Kotka
    return tuple(name for name in names if name)
