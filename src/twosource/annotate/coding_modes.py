"""The mode of a pair's act: what the type leaves open, told by the words of its predicates and their objects."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NEAR = _words("nsubj dobj nsubjpass attr oprd acomp xcomp ccomp prep pobj pcomp agent compound amod prt advcl poss conj")
_DEPTH = 4
_WHOLE = frozenset({"MOBILIZE", "ASSAULT", "PROTEST"})  # what was used often stands elsewhere in the sentence
# Where no word tells, the mode that the type itself most nearly means.
_USUAL = {
    "ACCUSE": "disapprove",
    "COERCE": "restrict",
    "MOBILIZE": "troops",
    "PROTEST": "demo",
    "REJECT": "change",
    "REQUEST": "change",
    "SANCTION": "discontinue",
}


def mode_of(kind: str, predicates: list[Token], doc: Doc) -> str | None:
    """A mode of PLOVER 2.0 for the type, or None where the type has none or no word tells it.

    The predicates and what hangs on them speak first, then, for some types, the rest of the sentence.
    """
    table = cues().get(kind)
    if table is None:
        return None
    readings = [_words_of(predicates[:3])]
    if kind in _WHOLE:
        readings.append({t.lemma_.lower() for t in doc})
    for words in readings:
        found = next((mode for mode, cue in table if words & cue), None)
        if found is not None:
            return None if found == "none" else found
    return _USUAL.get(kind)


@cache
def cues() -> dict[str, list[tuple[str, frozenset[str]]]]:
    """Type → its modes with the lemmas that tell them, in the order in which they are asked."""
    raw = tomllib.loads(files("twosource.data").joinpath("coding/modes.toml").read_text("utf-8"))
    return {kind: [(mode, _words(lemmas)) for mode, lemmas in modes.items()] for kind, modes in raw.items()}


def _words_of(predicates: list[Token]) -> set[str]:
    words: set[str] = set()
    ring = list(predicates)
    for _ in range(_DEPTH):
        words.update(t.lemma_.lower() for t in ring)
        words.update(t.lower_ for t in ring)
        ring = [c for t in ring for c in t.children if c.dep_ in _NEAR]
    return words
