"""What is said before its cue, the speaker behind it: "The bridge is shut, added Colonel Bray, head of the garrison."

The parser knows "said X" so, and takes most other verbs there for a participle or a second predicate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.annotate.entities.words import organisation_head, person_head
from twosource.annotate.wording import word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CUES = word_set(
    """add announce argue caution claim clarify complain concede confess confirm contend continue counter declare disclose elaborate
    emphasise emphasize estimate explain hint indicate insist lament maintain note object observe point quip recall reckon recount
    reiterate relate remark repeat reply report respond retort reveal say specify state stress suggest underline underscore write"""
)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_LONGEST = 14  # tokens of the speaker's name and office, up to the first comma
_OF_A_NAME = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "DT", "PRP$", "POS", "HYPH", "IN", "CD", "VBG", "VBN", "NNP", "CC"})
_FEWEST = 3  # words of what is said


def find(doc: Doc, verb: Token, lemma: str) -> tuple[Token, set[int]] | None:
    """(who speaks, tokens of what is said), or None."""
    if lemma not in _CUES or verb.tag_ not in {"VBD", "VBN", "VBZ"}:
        return None
    comma = verb.i - 1
    if comma > 0 and doc[comma].tag_ == "RB":
        comma -= 1
    sentence = verb.sent
    if comma <= sentence.start or doc[comma].text != ",":
        return None
    said = range(sentence.start, comma)
    if sum(doc[i].is_alpha for i in said) < _FEWEST or not _is_clause(doc, said):
        return None
    first = verb.i + 1
    if first < sentence.end and doc[first].tag_ == "RP":  # "pointed out X"
        first += 1
    last = first
    while last < sentence.end and last - verb.i <= _LONGEST and doc[last].tag_ in _OF_A_NAME:
        last += 1
    who = _speaker(doc, first, last)
    if who is None or not _closes(doc, last, sentence.end):
        return None
    return who, {i for i in said if not doc[i].is_space}


def _is_clause(doc: Doc, said: range) -> bool:
    """Tell whether what stands before has a subject and a finite verb that does not hang on a "when" or "if"."""
    return any(
        doc[i].tag_ in _FINITE
        and any(c.dep_ in _SUBJECTS and c.i in said for c in (doc[i] if doc[i].dep_ not in {"aux", "auxpass"} else doc[i].head).children)
        for i in said
    ) and doc[said.start].lower_ not in {"when", "if", "although", "though", "while", "after", "before", "as", "because", "asked"}


def _speaker(doc: Doc, first: int, last: int) -> Token | None:
    """The head of the name or office of somebody who can speak, where the words up to the comma are nothing else."""
    if first >= last or doc[first].tag_ in {"IN", "VBN", "VBG", "POS", "CC"}:
        return None
    end = next((i for i in range(first + 1, last) if doc[i].tag_ == "IN"), last)
    head = doc[end - 1]
    if head.tag_[:2] != "NN":
        return None
    named = head.ent_type_ in {"PERSON", "ORG"} or head.tag_ in {"NNP", "NNPS"}
    return head if named or person_head(doc, head.i) is not None or organisation_head(doc, head.i) is not None else None


def _closes(doc: Doc, at: int, end: int) -> bool:
    """Tell whether the sentence ends there, or goes on with who the speaker is or where he spoke."""
    if at >= end or doc[at].text in {".", "!", ";", "”", '"', ":"}:
        return True
    return doc[at].text == "," and at + 1 < end and doc[at + 1].tag_ not in {"VBD", "VBZ", "VBP", "CC", "RB", "PRP", "EX"}
