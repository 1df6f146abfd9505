"""The clause that a cue verb governs, wherever the parse has put it: after the cue, before it, or around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.annotate.attribution import spans

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from twosource.annotate.attribution.cues import Cues

_NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_QUOTES = frozenset({'"', "“", "”", "``", "''"})
_LONGEST_CUE = 8  # tokens from the cue to the comma behind it: "the two firms said in a joint statement,"
_NEAR = 8  # tokens after that comma within which the verb stands that the cue parted from its subject
_DASHES = frozenset({"--", "—", "–", "-"})
# Verbs that stand in a clause of their own between commas or at a sentence's end: ", he said".
PARENTHETICAL = frozenset(
    [
        "say",
        "add",
        "tell",
        "write",
        "note",
        "state",
        "report",
        "announce",
        "explain",
        "argue",
        "claim",
        "reply",
        "respond",
        "warn",
        "recall",
        "insist",
        "acknowledge",
        "concede",
        "admit",
        "observe",
        "remark",
        "suggest",
        "predict",
        "believe",
        "think",
        "conclude",
        "point",
        "calculate",
        "recount",
        "relate",
        "lament",
        "establish",
        "reckon",
        "specify",
        "repeat",
        "confirm",
    ]
)

# Of them those that take a clause without "that" and hardly anything else.
_BARE = frozenset({"say", "tell", "claim", "believe", "think", "insist"})


def content(doc: Doc, verb: Token, lemma: str, lexicon: Cues) -> tuple[str, set[int]] | None:
    """(frame, tokens) of the clause that is said, or None.

    The frame is `clause` where the verb governs it, `inside` where it stands around the verb.
    """
    clause = _governed(verb, lemma, lexicon)
    if clause is not None:
        tokens = spans.subtree(clause)
        return "clause", (_after_break(doc, verb, clause) or tokens) if clause.i < verb.i else tokens
    if lemma in lexicon.clause or lemma in lexicon.quote:
        tokens = around(verb, lemma)
        if any(doc[i].tag_ in _FINITE for i in tokens):
            return "inside", tokens
    return None


def set_off(doc: Doc, verb: Token) -> Token | None:
    """The noun that a misread parse leaves before a cue set off by commas: 'Some of them, the inspector added, fled'."""
    left = verb.i - 1
    if verb.i + 1 >= len(doc) or doc[verb.i + 1].text not in {",", "."} or left < 1 or doc[left].tag_ not in _NOMINAL:
        return None
    while left > verb.sent.start and verb.i - left <= 8 and doc[left].text not in {",", '"', "”", "''"}:
        if doc[left].tag_ in _FINITE or doc[left].tag_ in {"IN", "TO"}:
            return None
        left -= 1
    if doc[left].text not in {",", '"', "”", "''"}:
        return None
    last = doc[verb.i - 1]
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return last if subject is not None and subject.i < left and subject.right_edge.i < verb.i - 1 else None


def _governed(verb: Token, lemma: str, lexicon: Cues) -> Token | None:
    """The that-clause of a cue verb."""
    if lemma not in lexicon.clause:
        return None
    for child in verb.children:
        if child.dep_ == "ccomp":
            return child
        if (
            lemma in {"ask", "wonder", "inquire"}
            and child.dep_ == "advcl"
            and any(g.dep_ == "mark" and g.lower_ in {"if", "whether"} for g in child.children)
        ):
            return child
    return None


def around(verb: Token, lemma: str) -> set[int]:
    """The clause that a parenthetical cue stands in or at the edge of: "The bridge, he said, is safe"."""
    host = verb.head
    own = spans.subtree(verb)
    if verb.dep_ in {"parataxis", "dep"} or (verb.dep_ == "advcl" and _as(verb)):
        if _says_more(verb):
            return _hung_elsewhere(verb, lemma)
        if host.i != verb.i:
            return {t.i for t in host.subtree} - own
        return set()
    bare = lemma in {"tell", "write", "report"} or not any(c.dep_ in {"dobj", "xcomp"} for c in verb.children)
    if lemma in PARENTHETICAL and verb.tag_ in {"VBD", "VBZ", "VBP", "VBN", "VBG"}:
        hung = _hung_elsewhere(verb, lemma) if bare or lemma == "say" else set[int]()
        return (bare and _before_tail(verb)) or _interrupted(verb, lemma) or hung
    return set()


def _says_more(verb: Token) -> bool:
    """Tell whether the cue has an object or infinitive of its own: "as the judge read the verdict", "..., she vowed to stay"."""
    return any(c.i > verb.i and c.dep_ in {"dobj", "xcomp"} and c.left_edge.i <= verb.i + 3 for c in verb.children) and (
        verb.lemma_ != "tell"
    )


def _after_break(doc: Doc, verb: Token, clause: Token) -> set[int]:
    """What follows the cue, where only a semicolon or colon joins what stands before: "It rained; he said it snowed"."""
    voice = next((c for c in verb.children if c.dep_ == "nsubj" and clause.i < c.i < verb.i), None)
    if voice is None or doc[voice.left_edge.i - 1].text not in {";", ":", *_DASHES}:
        return set()
    last = verb.sent.end
    rest = {t.i for t in doc[verb.i + 1 : last] if not t.is_space}
    return rest if any(doc[i].tag_ in _FINITE for i in rest) else set()


def _as(verb: Token) -> bool:
    return any(c.lower_ == "as" and c.dep_ in {"mark", "advmod"} for c in verb.children)


def _hung_elsewhere(verb: Token, lemma: str) -> set[int]:
    """A that-clause that the parse hung elsewhere: "told the paper before he spoke that the ..."."""
    sentence = verb.sent
    last = next((t.i for t in reversed(list(sentence)) if not t.is_punct and not t.is_space), verb.i)
    for token in sentence.doc[verb.i + 1 : last]:
        if token.lower_ == "that" and token.dep_ in {"mark", "nsubj", "det"} and token.i <= verb.i + 12 and token.tag_ == "IN":
            return set(range(token.i, last + 1))
    start = verb.i + 1
    told = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None) if lemma == "tell" else None
    if told is not None:
        start = told.right_edge.i + 1
    if last <= start or (lemma == "tell" and told is None) or (lemma == "say" and any(c.dep_ == "dobj" for c in verb.children)):
        return set()
    after = sentence.doc[start]
    if (
        lemma in _BARE
        and last - start > 2
        and after.tag_ not in {",", "IN", "RB", "VBD", ".", "CC", "TO", "RP"}
        and any(t.tag_ in _FINITE for t in sentence.doc[start + 1 : last + 1])
    ):
        return set(range(start, last + 1))
    return set()


def _interrupted(verb: Token, lemma: str) -> set[int]:
    """A sentence that the cue interrupts between commas: "The treaty, said the minister, is dead"."""
    sentence, doc = verb.sent, verb.doc
    first = last = verb.i
    led = any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children)
    if led and any(c.dep_ in {"dobj", "attr"} for c in verb.children) and lemma != "tell":
        return set()
    if any(c.dep_ == "prep" and c.i > verb.i and c.lower_ not in {"in", "on", "at"} for c in verb.children):
        return set()
    for child in verb.children:
        if (
            child.dep_ in {"nsubj", "dobj", "attr", "aux"}
            and doc[child.left_edge.i : child.right_edge.i + 1].text.count(",") == 0
        ):
            first, last = min(first, child.left_edge.i), max(last, child.right_edge.i)
    while last + 1 < sentence.end and doc[last + 1].text != "," and last - verb.i < _LONGEST_CUE:
        last += 1
    if first - 1 <= sentence.start or last + 1 >= sentence.end or doc[first - 1].text != "," or doc[last + 1].text != ",":
        return set()
    before, after = doc[sentence.start : first - 1], doc[last + 2 : sentence.end]
    if any(t.tag_ in _FINITE or t.text in _QUOTES for t in before) or not any(t.tag_ in _FINITE for t in after[:_NEAR]):
        return set()
    if any(t.tag_ in _FINITE or t.text in _QUOTES for t in doc[first : last + 1] if t.i != verb.i):
        return set()
    return {t.i for t in before} | {t.i for t in after}


def _before_tail(verb: Token) -> set[int]:
    """A sentence that ends ", he said" whose parse missed it: all that stands before the comma."""
    sentence, doc = verb.sent, verb.doc
    voice = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if voice is None:
        return set()
    first = min(voice.left_edge.i, verb.i)
    while first > sentence.start and doc[first - 1].dep_ in {"advmod", "aux"} and doc[first - 1].i > voice.i:
        first -= 1
    last = max(voice.right_edge.i, verb.i)
    after: list[Token] = []
    for token in doc[last + 1 : sentence.end]:
        if token.text in _DASHES:
            break
        if not token.is_punct and not token.is_space:
            after.append(token)
    if first - sentence.start < 3 or doc[first - 1].text != "," or len(after) > (12 if verb.lemma_ == "tell" else 6):
        return set()
    return set(range(sentence.start, first - 1))
