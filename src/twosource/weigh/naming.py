"""What an origin is called: the body, by the name that most use, or the person where no body is known."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from twosource.records import OriginKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from twosource.weigh.voices import Voice

# Words before or after a body's name that say through whom it speaks.
_THROUGH = r"(?:spokes\w+|press (?:service|office|secretary)|statement|representative)"
_MOUTH = re.compile(
    rf"^(?:(?:an?|the|its|one|official|chief|senior) )*(?:{_THROUGH}|officials?) (?:of|for|by|from|at) (?:the )?|"
    rf"(?:[’']s)? {_THROUGH}$",
    re.IGNORECASE,
)


def names(
    keys: Mapping[str, str], voices: Mapping[str, Voice], actors: Mapping[str, str], own: AbstractSet[str]
) -> dict[str, tuple[str, OriginKind]]:
    """Key → the name to show and the kind: what the body is called most, else its fullest-named person; copies name nobody anew.

    Who spoke for a body stands in the statements' chains; the origin is the body.
    """
    grouped: dict[str, list[Voice]] = defaultdict(list)
    for statement, key in sorted(keys.items(), key=lambda item: item[0] not in own):
        if statement in voices and (statement in own or not grouped[key]):
            grouped[key].append(voices[statement])
    carriers = {v.outlet.casefold() for v in voices.values()}  # they relay what others said
    out: dict[str, tuple[str, OriginKind]] = {}
    for key in set(keys.values()):
        group = grouped.get(key)
        if not group:
            out[key] = (actors.get(key, key.partition(":")[2]), "organisation")
            continue
        group = [v for v in group if v.kind not in {"outlet", "agency"} and v.name.casefold() not in carriers] or group
        out[key] = (_shown(group), Counter[OriginKind](v.kind for v in group).most_common(1)[0][0])
    return out


def _shown(group: Sequence[Voice]) -> str:
    """The body, by its own name before a common one ("Snowline Expeditions", not "company"), else the person."""
    called = Counter(n for v in group if (n := _body(v.name) if not v.person and not v.body else v.body))
    if not called:
        return max((v.name for v in group), key=lambda n: (len(n), n))
    common = {n for n in called if n == n.lower()}
    return max(called, key=lambda n: (_is_proper(n, common), called[n], len(n), n))


def _is_proper(name: str, common: AbstractSet[str]) -> bool:
    """Tell whether a body is called by its own name and not, at the head of a sentence, by a common one."""
    words = name.split()
    return any(w[:1].isupper() for w in words[1:]) or (words[0][:1].isupper() and name.lower() not in common)


def _body(name: str) -> str:
    """The body for which somebody speaks: "spokeswoman for the commission" → "commission"."""
    return _MOUTH.sub("", name).strip(" ,") or name
