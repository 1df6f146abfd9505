"""Set phrases that take a stand: "is in favour of", "turned their backs on", "made it clear that" (in `cues.toml`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.annotate.attribution import spans

if TYPE_CHECKING:
    from spacy.tokens import Token

    from twosource.annotate.attribution.cues import Cues

_GAP = 2  # words that "*" may stand for: "threw all its weight behind"


def find(verb: Token, lemma: str, lexicon: Cues) -> tuple[int, set[int]] | None:
    """(end of the phrase, tokens of the content) where the verb opens a set phrase, or None."""
    for words in lexicon.stands.get(lemma, ()):
        end = _match(verb, words)
        if end is not None:
            content = _rest(verb, end)
            return (end, content) if content else None
    return None


def _match(verb: Token, words: tuple[str, ...]) -> int | None:
    """The token after the phrase, if its words follow the verb, with at most an adverb or two between."""
    doc, at = verb.doc, verb.i + 1
    gap = 1 if verb.lemma_ == "be" else 0
    for word in words:
        if word == "*":
            gap = _GAP
            continue
        wanted = word.split("|")
        stop = min(at + gap + 1, verb.sent.end)
        found = next((i for i in range(at, stop) if doc[i].lower_ in wanted or doc[i].lemma_ in wanted), None)
        if found is None:
            return None
        at, gap = found + 1, 0
    return at


def _rest(verb: Token, start: int) -> set[int]:
    """What the verb governs after the phrase, up to a clause that only stands beside it."""
    left = spans.subtree(verb)
    for child in verb.children:
        beside = child.dep_ in {"conj", "cc", "advcl", "parataxis"} and child.left_edge.i > start
        if beside and verb.doc[child.left_edge.i - 1].text in {",", ";", "and", "but"}:
            left -= spans.subtree(child)
    out = {i for i in left if i >= start}
    return out if any(not verb.doc[i].is_punct for i in out) else set()
