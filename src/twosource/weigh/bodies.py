"""For which body a person speaks, as the report's words give it: "its dean", "X of the general staff", "who chairs it"."""

from __future__ import annotations

import re
from itertools import chain, takewhile
from typing import TYPE_CHECKING

from twosource.read.characters import CAPITAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twosource.records import Annotation, Entity, Mention

_OF = re.compile(rf" (?:of|from|at|for|with) (?:the |[{CAPITAL}][\w’'-]+['’]s? )?$")
_HEADS = (
    r"(?:spokes\w+|chair\w*|head|director|president|leader|secretary|chief|boss|commander|manager|dean|rector|principal|"
    r"treasurer|coordinator|commissioner|superintendent|registrar|counsel)(?:-general)?"
)
_RANKED = r"(?:own |chief |deputy |senior |acting |new |press |vice |managing |executive |general |information |media )*"
_WORD = r"(?:[\w’'.-]+ )"
_ITS = re.compile(" ")  # "*its* own press officer": whatever follows
_THEIRS = re.compile(rf"(?:['’]s?)? {_RANKED}{_HEADS}\b")  # "*the Authority*'s director-general", "*company* spokesman"
_SERVES = re.compile(r"(?:-general)? (?:of|for|at|with|from) (?:the |its |his |her |their )?$")
_LEADS = re.compile(
    r",? who (?:leads|heads|chairs|runs|represents|commands|directs|manages|coordinates|speaks for|presides over|"
    rf"(?:is|was) in charge of|(?:leads|runs|manages|chairs|coordinates|directs) {_WORD}{{1,3}}?(?:for|of|at)) "
    r"(?:the )?(?:\w+ )?$"
)
_IS = re.compile(rf", (?:(?:an?|the|its|acting|deputy|chief|senior) )*{_WORD}{{0,2}}?[\w-]+ (?:of|for|at) (?:the )?$")
_BOSS = rf"{_HEADS}(?: for {_WORD}{{1,3}})?,? (?:[{CAPITAL}][\w’'.-]* ){{0,2}}$"
# "*its* volunteer X", "*its* chief press officer, Ms X"
_ITS_BOSS = re.compile(rf"(?: [a-z][\w-]+){{1,4}},? (?:[{CAPITAL}][\w’'.-]* ){{0,2}}$")
_THEIR_BOSS = re.compile(rf"(?:['’]s?)? {_RANKED}{_BOSS}")  # "*the party*'s treasurer, X", "*Snowline* spokesman X"
_NAMED = re.compile(rf", {_WORD}{{0,2}}$")  # "the dean of the hospital, *Dr* P. Kausalya"
_POSSESSIVE = frozenset({"its", "their", "his", "her", "whose"})
_HIS = re.compile(r"\b(?:spokes\w+|secretary|office|aide|advis[eo]r|chief of staff|lawyer|counsel)\b", re.IGNORECASE)
_REACH = 64  # characters from a name to the body before or behind it
# Those of whom a body may be said without their speaking for it.
_NOT_FOR_IT = re.compile(
    r"\b(?:victim|customer|client|patient|critic|opponent|enemy|rival|survivor|inhabitant|resident|native|citizen|son|daughter|"
    r"wife|widow|husband|brother|sister|mother|father|friend|neighbou?r|former|ex-\w+|operator|owner|prisoner|hostage|visitor|guest)s?\b",
    re.IGNORECASE,
)
# Groups that act as one body; "two men", "residents" are none.
_BODIES = frozenset({"MIL", "COP", "GOV", "LEG", "JUD", "REB", "OPP", "PTY", "LAB", "MED", "EDU", "SPY", "BUS"})
_PRESIDED = frozenset({"JUD", "LEG", "BUS", "LAB", "EDU", "MED", "PTY"})


def bodies_in(annotation: Annotation) -> dict[str, Entity]:
    """Person's entity id → the entity for which he speaks or which he heads, where the report says so.

    Read off a description of the person that holds a mention of the body ("its spokesman"), else off the words before and
    behind his name.
    """
    known = {e.id: e for e in annotation.entities}
    at = sorted(annotation.mentions, key=lambda m: (m.start, -m.end))
    out: dict[str, Entity] = {}
    for k, mention in enumerate(at):
        person = known.get(mention.entity)
        if person is None or person.kind != "person" or person.id in out or mention.form == "pronoun":
            continue
        if mention.form == "nominal":
            near = _described(annotation, at, k)
        else:
            near = chain(_behind(annotation, at, k, person), _before(annotation, at, k))
        found = next((body for m in near if (body := known.get(m.entity)) is not None and _is_body(body, person)), None)
        if found is not None:
            out[person.id] = found
    return out


def _described(annotation: Annotation, at: Sequence[Mention], k: int) -> Iterator[Mention]:
    """Whose description it is: "*its* dean", "head of the press centre of *the Border Service*", "secretary of *the union*"."""
    text, whole = annotation.report.text, at[k]
    if _NOT_FOR_IT.search(text, whole.start, whole.end):
        return
    inside = [m for m in takewhile(lambda m: m.start < whole.end, at[k + 1 :]) if m.end <= whole.end]
    for m in reversed(inside):
        first = m.start == whole.start or text[whole.start : m.start].lower() in {"the ", "a ", "an "}
        if _owns(text, m, _ITS, _THEIRS).match(text, m.end) if first else _SERVES.search(_led(text, whole.start, m.start)):
            yield m
    for m in takewhile(lambda m: m.start <= whole.end + _REACH, at[k + 1 :]):
        if m.start >= whole.end and _SERVES.fullmatch(_led(text, whole.end, m.start)):
            yield m


def _behind(annotation: Annotation, at: Sequence[Mention], k: int, person: Entity) -> Iterator[Mention]:
    """The body that stands behind a name: "X, who leads *it*", "Colonel X of *the staff*", "X, *the Authority*'s director"."""
    text, name = annotation.report.text, at[k]
    ranked = person.role is None or person.sector in {"MIL", "COP", None}  # behind others' names a party may stand
    near = list(takewhile(lambda m: m.start <= name.end + _REACH, at[k + 1 :]))
    for m in reversed(near):  # "who manages the house for *Serafin Homes*"
        between = _led(text, name.end, m.start)
        if (
            _LEADS.fullmatch(between)
            or _IS.fullmatch(between)
            or (ranked and _OF.fullmatch(between))
            or (between in {", ", ", the "} and _THEIRS.match(text, m.end))
        ):
            yield m


def _before(annotation: Annotation, at: Sequence[Mention], k: int) -> Iterator[Mention]:
    """The body that stands before a name: "*its* dean, X", "the dean of *the hospital*, Dr X", "*the party*'s treasurer, X"."""
    text, name = annotation.report.text, at[k]
    for n in takewhile(lambda n: at[n].start >= name.start - 2 * _REACH, range(k - 1, -1, -1)):
        if at[n].end > name.start:
            continue
        between = text[at[n].end : name.start]
        if at[n].form == "nominal" and _NAMED.fullmatch(between):
            yield from _described(annotation, at, n)
        if _owns(text, at[n], _ITS_BOSS, _THEIR_BOSS).fullmatch(between) and not _NOT_FOR_IT.search(between):
            yield at[n]


def _owns(text: str, m: Mention, its: re.Pattern[str], theirs: re.Pattern[str]) -> re.Pattern[str]:
    """What must follow a mention: `its` behind a pronoun, `theirs` behind a name."""
    return its if text[m.start : m.end].lower() in _POSSESSIVE else theirs


def _led(text: str, start: int, end: int) -> str:
    """The words up to a mention, its own article with them: mentions begin before or behind it."""
    return text[start:end] + ("the " if text[end : end + 4].lower() == "the " else "")


def _is_body(body: Entity, person: Entity) -> bool:
    if body.id == person.id:
        return False
    if (person.role or "").lower().startswith("president") and body.sector not in _PRESIDED:
        return False  # "its president": of the country, as a rule
    if body.kind == "person":  # "his spokesman", where he is known by his office alone or with it; not "his Kazakh counterpart"
        return body.role is not None and body.sector == "GOV" and _HIS.search(person.role or person.name) is not None
    return body.kind == "organisation" or (body.kind == "group" and body.sector in _BODIES)
