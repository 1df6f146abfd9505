"""The lexicon of cues: which words tie a content to a source, and in which frames (`data/cues.toml`)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Token

_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Cues:
    """The lists of `cues.toml`; `forms` leads from an inflected form to its lemma."""

    clause: frozenset[str]
    quote: frozenset[str]
    object: frozenset[str]
    infinitive: frozenset[str]
    command: frozenset[str]
    addressed: frozenset[str]
    passive: frozenset[str]
    seeming: frozenset[str]
    denial: frozenset[str]
    mental: frozenset[str]
    prepositions: dict[str, frozenset[str]]
    noun_clause: frozenset[str]
    noun_infinitive: frozenset[str]
    noun_preposition: frozenset[str]
    light: frozenset[str]
    adjectives: dict[str, frozenset[str]]
    speaking: frozenset[str]
    medium: frozenset[str]
    adverbs: frozenset[str]
    stands: dict[str, tuple[tuple[str, ...], ...]]
    verbs: frozenset[str]
    forms: dict[str, str]

    def lemma(self, token: Token) -> str:
        """The token's lemma; a form of a verb of ours is looked up first, as the tagger's lemmas are at times wrong."""
        lower = token.lower_
        found = self.forms.get(lower)
        return found if found is not None else token.lemma_.lower()


@cache
def cues() -> Cues:
    """The lexicon, read once a process."""
    data: dict[str, Any] = tomllib.loads(resources.files("twosource.data").joinpath("cues.toml").read_text("utf-8"))
    lists = {name: frozenset(str(words).split()) for name, words in data["verbs"].items()}
    nouns = {name: frozenset(str(words).split()) for name, words in data["nouns"].items()}
    prepositions = {verb: frozenset(str(words).split()) for verb, words in data["prepositions"].items()}
    every: set[str] = set(prepositions).union(*lists.values())
    return Cues(
        **lists,
        prepositions=prepositions,
        noun_clause=nouns["clause"],
        noun_infinitive=nouns["infinitive"],
        noun_preposition=nouns["preposition"],
        light=nouns["light"],
        adjectives={frame: frozenset(str(words).split()) for frame, words in data["adjectives"].items()},
        speaking=nouns["speaking"],
        medium=nouns["medium"],
        adverbs=frozenset(str(data["phrases"]["adverbs"]).split()),
        stands=_stands(data["phrases"]["stands"]),
        verbs=frozenset(every) | {"put", "charge", "cite", "quote", "give", "measure", "attribute", "ascribe"},
        forms={form: verb for verb in sorted(every) for form in _regular(verb)} | {verb: verb for verb in every},
    )


def _stands(phrases: list[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Set phrases by their verb, the longer first."""
    out: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases, key=lambda p: -len(p.split())):
        verb, *words = phrase.split()
        out.setdefault(verb, []).append(tuple(words))
    return {verb: tuple(all_of_it) for verb, all_of_it in out.items()}


def _regular(verb: str) -> list[str]:
    """The regular inflected forms of a verb ("hope" → hopes, hoped, hoping)."""
    if verb.endswith("e"):
        return [verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return [verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    forms = [verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s"), verb + "ed", verb + "ing"]
    if len(verb) > 2 and verb[-1] not in _VOWELS + "wxy" and verb[-2] in _VOWELS and verb[-3] not in _VOWELS:
        forms += [verb + verb[-1] + "ed", verb + verb[-1] + "ing"]
    return forms
