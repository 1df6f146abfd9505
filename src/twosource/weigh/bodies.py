"""For which body a person speaks, as the report's words give it: "its spokesman", "X of the general staff", "who leads it"."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twosource.records import Annotation, Entity, Mention

_OF = re.compile(r" (?:of|from|at|for|with) (?:the |[A-Z][\w’'-]+['’]s? )?$")
_HEADS = r"spokes\w+|chair\w*|head|director|president|leader|secretary|chief|boss|commander|manager"
_ITS = re.compile(
    rf"(?:['’]s?)? (?:own |chief |deputy |senior |acting |new )*(?:{_HEADS}|vice|managing|press|executive|general)\b"
)
_HEADED = re.compile(rf"\b(?:{_HEADS}|cent(?:re|er)|office|service) (?:of|for|at) (?:the )?$")
_LEADS = re.compile(
    r",? who (?:leads|heads|chairs|runs|represents|commands|directs|speaks for|is in charge of|was in charge of) (?:the )?$"
)
_REACH = 48  # characters from a name to the body behind it
# Groups that act as one body; "two men", "residents" are none.
_BODIES = frozenset({"MIL", "COP", "GOV", "LEG", "JUD", "REB", "OPP", "PTY", "LAB", "MED", "EDU", "SPY", "BUS"})
_PRESIDED = frozenset({"JUD", "LEG", "BUS", "LAB", "EDU", "MED", "PTY"})


def bodies_in(annotation: Annotation) -> dict[str, Entity]:
    """Person's entity id → the entity for which he speaks or which he heads, where the report says so.

    Read off a description of the person that holds a mention of the body ("its spokesman"), else off the words behind
    his name.
    """
    known = {e.id: e for e in annotation.entities}
    text = annotation.report.text
    at = sorted(annotation.mentions, key=lambda m: (m.start, -m.end))
    out: dict[str, Entity] = {}
    for k, mention in enumerate(at):
        person = known.get(mention.entity)
        if person is None or person.kind != "person" or person.id in out:
            continue
        near = _inside(text, at, k) if mention.form == "nominal" else _behind(text, at, k, ranked=_is_ranked(person))
        found = next((body for m in near if (body := known.get(m.entity)) is not None and _is_body(body, person)), None)
        if found is not None:
            out[person.id] = found
    return out


def _inside(text: str, at: list[Mention], k: int) -> list[Mention]:
    """Whose description it is, the last first: "*its* spokesman", "head of the press centre of *the Border Service*"."""
    whole = at[k]
    out: list[Mention] = []
    for m in islice(at, k + 1, None):
        if m.start >= whole.end:
            break
        first = m.start == whole.start or text[whole.start : m.start].lower() == "the "
        if m.end <= whole.end and (
            (first and _ITS.match(text, m.end)) or (not first and _HEADED.search(_led(text, whole.start, m.start)))
        ):
            out.append(m)
    return out[::-1]


def _behind(text: str, at: list[Mention], k: int, *, ranked: bool) -> list[Mention]:
    """The mention right behind a name: "Colonel Yakété *of the general staff*", "Tsotneli, who leads *it*"."""
    name = at[k]
    out: list[Mention] = []
    for m in islice(at, k + 1, None):
        if m.start > name.end + _REACH:
            break
        between = _led(text, name.end, m.start)
        if _LEADS.fullmatch(between) or (ranked and _OF.fullmatch(between)):
            out.append(m)
    return out


def _led(text: str, start: int, end: int) -> str:
    """The words up to a mention, its own article with them: mentions begin before or behind it."""
    return text[start:end] + ("the " if text[end : end + 4].lower() == "the " else "")


def _is_ranked(person: Entity) -> bool:
    """Tell whether the report gives the person a rank or nothing: what stands behind the name is then no party."""
    return person.role is None or person.sector in {"MIL", "COP", None}


def _is_body(body: Entity, person: Entity) -> bool:
    if body.id == person.id:
        return False
    if (person.role or "").lower().startswith("president") and body.sector not in _PRESIDED:
        return False  # "its president": of the country, as a rule
    if body.kind == "person":  # "his spokesman", where he is known by his office alone or with it
        return body.role is not None and body.sector == "GOV"
    return body.kind == "organisation" or (body.kind == "group" and body.sector in _BODIES)
