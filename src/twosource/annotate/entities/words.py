"""Head words of descriptions of persons, organisations and groups, and how far their noun phrases reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.annotate.lexicon import actors

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def person_head(doc: Doc, i: int) -> tuple[str, str] | None:
    """(head, sector) if token `i` is the head word of a description of a person ("prime minister" → GOV)."""
    return _look_up(doc, i, actors().person)


def organisation_head(doc: Doc, i: int) -> tuple[str, str] | None:
    """(head, sector) if token `i` is the head word of an organisation ("coast guard" → COP)."""
    return _look_up(doc, i, actors().organisation)


def group_head(doc: Doc, i: int) -> tuple[str, str] | None:
    """(head, sector) if token `i` is the head word of a group ("security forces" → COP)."""
    return _look_up(doc, i, actors().group)


def _look_up(doc: Doc, i: int, words: dict[str, str]) -> tuple[str, str] | None:
    own = _singular(doc[i])
    forms = (doc[i].lower_, own) if own != doc[i].lower_ else (own,)
    for n in (2, 1):
        if i >= n:
            left = doc[i - n : i].text_with_ws.lower()
            for form in forms:
                if (sector := words.get(left + form)) is not None:
                    return left + form, sector
    for form in forms:
        if (sector := words.get(form)) is not None:
            return form, sector
    return None


def _singular(token: Token) -> str:
    """The lemma; capitalised plurals ("Ministers") and names lose what the lemmatiser leaves."""
    lemma = token.lemma_.lower()
    if token.tag_ in {"NNS", "NNPS"} and lemma == token.lower_ and lemma.endswith("s"):
        return lemma[:-1]
    return lemma


def phrase(doc: Doc, head: Token, limit: int | None = None) -> tuple[int, int]:
    """The noun phrase of `head`: from its left edge to the end of its "of", "for", "at", "from" phrases.

    Stops before a comma, a quotation mark or a clause; `limit` is the last token that it may reach.
    """
    first = head.i
    for left in head.lefts:
        if left.dep_ in {"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet"}:
            first = min(first, left.left_edge.i)
    last = head.i
    for right in head.rights:
        to = right.lower_ == "to" and head.lemma_ in {"ambassador", "envoy", "adviser", "advisor", "aide", "assistant"}
        if right.dep_ == "prep" and (to or right.lower_ in {"of", "for", "at", "from", "with", "in"}) and right.i == last + 1:
            last = _end_of_prep(right)
        elif right.dep_ not in {"case", "prep"}:
            break
    if limit is not None:
        last = min(last, limit)
    while last > head.i and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    return first, last


def _end_of_prep(prep: Token) -> int:
    """The end of a prepositional phrase, cut before any comma, verb or relative clause in it."""
    doc = prep.doc
    end = prep.i
    for i in range(prep.i + 1, prep.right_edge.i + 1):
        token = doc[i]
        if (
            token.text in {",", ";", ":", "—", "–", '"', "“", "”", "(", ")"}
            or token.pos_ in {"VERB", "AUX"}
            or token.tag_ in {"WDT", "WP", "WRB", "PRP", "PRP$"}
        ):
            break
        end = i
    while end > prep.i and doc[end].pos_ in {"ADP", "CCONJ", "DET", "PUNCT", "SPACE", "PART"}:
        end -= 1
    return end
