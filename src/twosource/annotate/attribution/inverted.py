"""What is said before its cue, where the parse lost the thread: "The bridge is shut, added Colonel Bray, its commander".

The parser knows ", said X" and ", X said" in short sentences; it takes most other verbs there for a participle or a second
predicate, and loses the speaker behind an apposition. So the words themselves are asked: a whole clause, a comma, a name
or office of somebody who can speak, a cue, and nothing that the cue could govern instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.annotate.entities.words import organisation_head, person_head
from twosource.annotate.wording import word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CUES = word_set(
    """add announce argue caution claim clarify complain concede confess confirm contend continue counter declare disclose
    elaborate emphasise emphasize estimate explain hint indicate insist lament maintain note object observe point quip recall
    reckon recount reiterate relate remark repeat reply report respond retort reveal say specify state stress suggest underline
    underscore write"""
)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_LONGEST = 14  # tokens of the speaker's name and office, up to the first comma
_OF_A_NAME = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "DT", "PRP$", "POS", "HYPH", "IN", "CD", "VBG", "VBN", "CC"})
_TELLS = frozenset({"tell", "warn"})
_WHEN = word_set("monday tuesday wednesday thursday friday saturday sunday yesterday today tonight later afterwards earlier")
_OPENERS = word_set("after before when while as who which whose in on at during speaking adding citing by for a an the")
_HANGING = frozenset({"when", "if", "although", "though", "while", "after", "before", "as", "because", "asked"})
_FEWEST = 3  # words of what is said


def behind(doc: Doc, verb: Token, lemma: str) -> tuple[Token, set[int]] | None:
    """(who speaks, tokens of what is said) where the speaker stands behind the cue, or None."""
    if lemma not in _CUES or verb.tag_ not in {"VBD", "VBN", "VBZ"}:
        return None
    comma = verb.i - 1
    if comma > 0 and doc[comma].tag_ == "RB":
        comma -= 1
    sentence = verb.sent
    if comma <= sentence.start or doc[comma].text != ",":
        return None
    said = range(sentence.start, comma)
    if not _is_whole(doc, said) or not _is_clause(doc, said):
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


def before(doc: Doc, verb: Token, lemma: str) -> tuple[Token, set[int]] | None:
    """The same where the speaker stands before the cue: "…, the court's registrar, Helen Oru, said", "…, he said, and …"."""
    if lemma not in _CUES | _TELLS or verb.tag_ not in {"VBD", "VBZ", "VBP", "VBN"}:
        return None
    start = verb.sent.start
    last = verb.i
    while last - 1 > start and (doc[last - 1].lower_ in {"has", "have", "had"} or doc[last - 1].tag_ == "RB"):
        last -= 1
    first = _name_before(doc, start, last)
    who = None
    if first is not None and doc[last - 1].text == ",":  # "the registrar, Helen Oru, said"
        who = doc[last - 2] if doc[last - 2].tag_ == "NNP" else None
        last = first - 1
        first = _name_before(doc, start, last)
    if first is None or first - 1 <= start:
        return None
    said = range(start, first - 1)
    if last - first == 1 and doc[first].tag_ == "PRP" and doc[first].lower_ != "you":
        who = doc[first]
    who = who or _speaker(doc, first, last)
    end = _cue_end(doc, verb)
    if who is None or end is None or not _is_whole(doc, said):
        return None
    # What ends with "..., the committee said." is all told by it, whatever the parser made of it.
    mark = doc[end : end + 1].text
    if not (_is_clause(doc, said) or (end == verb.i + 1 and mark in {".", ""})):
        return None
    rest = range(end + 1, verb.sent.end) if mark == "," and _goes_on(doc, end + 1) else range(0)
    return who, {i for part in (said, rest) for i in part if not doc[i].is_space}


def _name_before(doc: Doc, start: int, last: int) -> int | None:
    """Where the name or office that ends before `last` begins: right behind a comma."""
    end = last - 1 if doc[last - 1].text == "," else last
    first = end
    while first > start and end - first <= _LONGEST and doc[first - 1].tag_ in _OF_A_NAME | {"PRP"}:
        first -= 1
    if first == end or first <= start or doc[first - 1].text != ",":
        return None
    return first


def _cue_end(doc: Doc, verb: Token) -> int | None:
    """Where the cue's own words end ("told reporters on Sunday"); None where it governs a clause or a thing behind it."""
    at = verb.i + 1
    if verb.lemma_ == "tell":  # whom
        while at < verb.sent.end and doc[at].tag_ in {"PRP", "DT", "NNP", "NN", "NNS", "PRP$"}:
            at += 1
    while at < verb.sent.end and at - verb.i <= _LONGEST:
        if doc[at].text in {",", ".", ";", "!"} or doc[at].is_space:
            return at
        opens = doc[at].tag_ in {"IN", "RB", "TO"} or doc[at].lower_ in _WHEN
        if not opens or doc[at].lower_ in {"that", "if", "whether", "how", "of"} or doc[at].tag_ == "TO":
            return None
        at += 1
        while at < verb.sent.end and doc[at].tag_ in _OF_A_NAME - {"IN"}:
            at += 1
    return at if at >= verb.sent.end else None


def _goes_on(doc: Doc, at: int) -> bool:
    """Tell whether what was said goes on behind the cue: ", and the troops answered"; not ", adding that", ", and left"."""
    if at >= len(doc):
        return False
    after = doc[at + 1] if at + 1 < len(doc) else None
    if doc[at].tag_ == "CC":
        return after is not None and after.tag_ in {"DT", "PRP", "NN", "NNS", "NNP", "PRP$", "EX", "CD", "JJ"}
    return doc[at].tag_ in {"NN", "NNS", "DT", "IN"} and doc[at].lower_ not in _OPENERS


def _is_whole(doc: Doc, said: range) -> bool:
    """Tell whether what stands before may be a sentence of its own: some words that do not hang on a "when" or "if"."""
    return sum(doc[i].is_alpha for i in said) >= _FEWEST and doc[said.start].lower_ not in _HANGING


def _is_clause(doc: Doc, said: range) -> bool:
    """Tell whether what stands before has a finite verb with a subject."""
    verbs = ((doc[i].head if doc[i].dep_ in {"aux", "auxpass"} else doc[i]) for i in said if doc[i].tag_ in _FINITE)
    return any(c.dep_ in _SUBJECTS and c.i in said for verb in verbs for c in verb.children)


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
