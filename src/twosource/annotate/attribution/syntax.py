"""Candidates that the parse shows: a cue, its subject, and the clause or phrase that it governs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.annotate.attribution import nominal, spans
from twosource.annotate.attribution.candidate import Candidate
from twosource.annotate.attribution.cues import cues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Span as Sentence, Token

    from twosource.annotate.attribution.candidate import Tokens
    from twosource.annotate.attribution.cues import Cues

_NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_DASHES = frozenset({"--", "—", "–", "-"})
# Verbs that stand in a clause of their own between commas or at a sentence's end: ", he said".
_PARENTHETICAL = frozenset({
    "say", "add", "tell", "write", "note", "state", "report", "announce", "explain", "argue", "claim", "reply", "respond", "warn", "recall",
    "insist", "acknowledge", "concede", "admit", "observe", "remark", "suggest", "predict", "believe", "think", "conclude", "point",
})


def candidates(doc: Doc, sentence: Sentence) -> Iterator[Candidate]:
    """Every candidate whose cue stands in the sentence."""
    lexicon = cues()
    for token in sentence:
        if token.tag_ in {"VBD", "VBZ", "VBP", "VB", "VBG", "VBN"} and token.dep_ not in {"aux", "auxpass", "amod", "compound"}:
            yield from _verb(doc, token, lexicon)
        elif token.tag_ in {"NN", "NNS"}:
            yield from nominal.nouns(doc, token, lexicon)
        elif token.tag_ == "JJ" and token.dep_ == "acomp":
            yield from nominal.adjectives(doc, token, lexicon)
        elif token.lower_ in {"according", "per"}:
            yield from _according(doc, token)
        elif token.lower_ in lexicon.adverbs:
            yield from _adverb(doc, token)


def _verb(doc: Doc, verb: Token, lexicon: Cues) -> Iterator[Candidate]:
    lemma = lexicon.lemma(verb)
    if lemma == "accord":
        yield from _according(doc, verb)
        return
    cited = spans.cited(verb, lexicon)
    passive = spans.is_passive(verb)
    voice = spans.agent(verb) if passive else spans.subject(verb)
    if cited is not None:
        voice = cited[0]
    elif lemma in _PARENTHETICAL and voice is not None:
        voice = _set_off(doc, verb) or voice
    children = {c.dep_: c for c in verb.children}
    made = False
    if passive and voice is None and cited is None:
        yield from _passive(doc, verb, lemma, lexicon)
        return
    clause = _clause(verb, lemma, lexicon)
    if clause is not None:
        tokens = spans.subtree(clause)
        if clause.i < verb.i:
            tokens = _after_break(doc, verb, clause) or tokens
        made = True
        yield _relayed(_candidate(doc, verb, lemma, "clause", voice, tokens, lexicon), cited)
    elif lemma in lexicon.clause or lemma in lexicon.quote:
        around = _around(verb, lemma, lexicon)
        if around and any(doc[i].tag_ in _FINITE for i in around):
            made = True
            yield _relayed(_candidate(doc, verb, lemma, "inside", voice, around, lexicon), cited)
    if made:
        return
    xcomp = children.get("xcomp")
    if xcomp is not None and xcomp.i > verb.i:
        patient = children.get("dobj") or children.get("iobj") or children.get("dative")
        controlled = any(c.dep_ == "nsubj" for c in xcomp.children)
        if (lemma in lexicon.infinitive and not controlled) or lemma == "deny" or (lemma in lexicon.command and (patient is not None or controlled)):
            tokens = spans.subtree(xcomp)
            if patient is not None and patient.i > verb.i and lemma not in {"tell", "ask"}:
                tokens |= spans.subtree(patient)
            yield _candidate(doc, verb, lemma, "infinitive", voice, tokens, lexicon)
            return
    wanted = lexicon.prepositions.get(lemma, frozenset())
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in wanted and child.i > verb.i:
            tokens = spans.subtree(child) - {child.i}
            for other in verb.children:
                if other.i > child.i and other.dep_ in {"xcomp", "advcl"} and other.left_edge.i == child.right_edge.i + 1 and other.left_edge.lower_ in {"to", "for"}:
                    tokens |= spans.subtree(other)
            if tokens and lemma != "accuse":
                yield _candidate(doc, verb, lemma, "preposition", voice, tokens, lexicon, last=child)
                return
    thing = children.get("dobj")
    if passive and thing is None:
        # "was praised by X": what is praised is the subject, or the noun that the participle stands by.
        thing = children.get("nsubjpass") or (verb.head if verb.dep_ == "acl" else None)
        if lemma in lexicon.object and thing is not None and voice is not None:
            tokens = spans.subtree(thing) - spans.subtree(verb) if verb.dep_ == "acl" else spans.subtree(thing)
            yield _candidate(doc, verb, lemma, "object", voice, tokens, lexicon)
        return
    if thing is None and lemma in lexicon.object:
        # "opposes raising the tax".
        thing = next((c for c in verb.children if c.i > verb.i and c.tag_ == "VBG" and c.dep_ in {"xcomp", "ccomp", "advcl"} and c.left_edge.i == c.i), None)
    if lemma in {"show", "find", "demonstrate", "illustrate"} and thing is not None:
        if voice is not None and voice.lemma_.lower() in lexicon.speaking:
            yield _candidate(doc, verb, lemma, "object", voice, spans.subtree(thing), lexicon)
        return
    if lemma == "see" and thing is not None:
        view = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as" and c.i > thing.i), None)
        if view is not None:
            yield _candidate(doc, verb, lemma, "object", voice, spans.subtree(thing) | spans.subtree(view), lexicon)
        return
    if lemma in lexicon.object and thing is not None:
        tokens = spans.subtree(thing)
        for child in verb.children:
            if child.i > thing.i and child.dep_ in {"prep", "xcomp", "oprd", "advcl", "dative"} and (
                child.lower_ in {"as", "of", "for", "to", "on"} or child.dep_ in {"xcomp", "oprd"}
            ):
                tokens |= spans.subtree(child)
        yield _candidate(doc, verb, lemma, "object", voice, tokens, lexicon)
        return
    if lemma in {"put", "charge"} and thing is not None:
        where = next((c for c in verb.children if c.dep_ == "prep" and c.i > thing.i and c.lower_ == ("with" if lemma == "charge" else "at")), None)
        if where is not None:
            yield _candidate(doc, verb, lemma, "object", voice, spans.subtree(thing) | spans.subtree(where), lexicon)
        return
    if lemma in {"call", "dub", "label", "deem", "declare", "brand", "term", "consider"}:
        told = children.get("oprd") or children.get("ccomp")
        if told is not None:
            yield _candidate(doc, verb, lemma, "object", voice, spans.subtree(told), lexicon)


def _set_off(doc: Doc, verb: Token) -> Token | None:
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


def _relayed(candidate: Candidate, cited: tuple[Token, Token | None] | None) -> Candidate:
    """Keep who relays the words of the one cited."""
    if cited is not None and cited[1] is not None:
        candidate.features["relay"] = float(cited[1].i)
    return candidate


def _clause(verb: Token, lemma: str, lexicon: Cues) -> Token | None:
    """The that-clause of a cue verb."""
    if lemma not in lexicon.clause:
        return None
    for child in verb.children:
        if child.dep_ == "ccomp":
            return child
        if lemma in {"ask", "wonder", "inquire"} and child.dep_ == "advcl" and any(g.dep_ == "mark" and g.lower_ in {"if", "whether"} for g in child.children):
            return child
    return None


def _around(verb: Token, lemma: str, lexicon: Cues) -> set[int]:
    """The clause that a parenthetical cue stands in or at the edge of: "The bridge, he said, is safe"."""
    host = verb.head
    own = spans.subtree(verb)
    if verb.dep_ in {"parataxis", "dep"} or (verb.dep_ == "advcl" and _as(verb)):
        if host.i != verb.i:
            return {t.i for t in host.subtree} - own
        return set()
    bare = lemma in {"tell", "write", "report"} or not any(c.dep_ in {"dobj", "xcomp"} for c in verb.children)
    if bare and lemma in _PARENTHETICAL and verb.tag_ in {"VBD", "VBZ", "VBP", "VBN", "VBG"}:
        return _before_tail(verb) or _rest(verb, lemma)
    return set()


def _after_break(doc: Doc, verb: Token, clause: Token) -> set[int]:
    """What follows the cue, where only a semicolon or colon joins the clause before it to the cue's own: "It rained; he said it snowed"."""
    voice = next((c for c in verb.children if c.dep_ == "nsubj" and clause.i < c.i < verb.i), None)
    if voice is None or doc[voice.left_edge.i - 1].text not in {";", ":", *_DASHES}:
        return set()
    last = verb.sent.end
    rest = {t.i for t in doc[verb.i + 1 : last] if not t.is_space}
    return rest if any(doc[i].tag_ in _FINITE for i in rest) else set()


def _as(verb: Token) -> bool:
    return any(c.lower_ == "as" and c.dep_ in {"mark", "advmod"} for c in verb.children)


def _rest(verb: Token, lemma: str) -> set[int]:
    """A that-clause that the parse hung elsewhere: "told the paper before he spoke that the ..."."""
    sentence = verb.sent
    last = next((t.i for t in reversed(list(sentence)) if not t.is_punct and not t.is_space), verb.i)
    for token in sentence.doc[verb.i + 1 : last]:
        if token.lower_ == "that" and token.dep_ in {"mark", "nsubj", "det"} and token.i <= verb.i + 12 and token.tag_ == "IN":
            return set(range(token.i, last + 1))
    after = sentence.doc[verb.i + 1]
    if lemma == "say" and last - verb.i > 3 and after.tag_ not in {",", "IN", "RB", "VBD", "."} and any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in sentence.doc[verb.i + 2 : last + 1]):
        return set(range(verb.i + 1, last + 1))
    return set()


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


def _passive(doc: Doc, verb: Token, lemma: str, lexicon: Cues) -> Iterator[Candidate]:
    """"is expected to rise", "it was reported that": said, but nobody is named."""
    if lemma not in lexicon.passive:
        return
    content: set[int] = set()
    named = next((c for c in verb.children if c.dep_ in {"nsubjpass", "nsubj"}), None)
    for child in verb.children:
        if child.dep_ in {"xcomp", "ccomp", "oprd"} and child.i > verb.i:
            content |= spans.subtree(child)
        elif child.dep_ == "prep" and child.lower_ in {"as", "of", "for"} and child.i > verb.i:
            content |= spans.subtree(child)
    if not content:
        return
    if named is not None and named.lower_ not in {"it"}:
        content |= spans.subtree(named)
    yield _candidate(doc, verb, lemma, "passive", None, content, lexicon)


def _according(doc: Doc, token: Token) -> Iterator[Candidate]:
    """"according to X": the content is the clause around it."""
    right = token.i + 1
    if token.lower_ != "per":
        if right >= len(doc) or doc[right].lower_ != "to":
            return
        inner = doc[right]
    else:
        inner = token
    noun = next((c for c in inner.children if c.dep_ == "pobj"), None)
    if noun is None or (token.lower_ == "per" and noun.ent_type_ not in {"PERSON", "ORG", "GPE", "NORP"}):
        return
    cue = (token.i, inner.i + 1)
    own = spans.subtree(token) | spans.subtree(inner)
    host = token.head
    while host.pos_ not in {"VERB", "AUX"} and host.head.i != host.i:
        host = host.head
    content = spans.subtree(host) - own
    content -= {i for i in content if i > min(own) and i < max(own)}
    found = _contents(doc, content)
    if found:
        yield Candidate(token.i, "according", "according", cue, spans.phrase(noun), found, noun.i)


def _adverb(doc: Doc, token: Token) -> Iterator[Candidate]:
    host = token.head
    if host.pos_ not in {"VERB", "AUX", "ADJ", "NOUN"}:
        return
    content = spans.subtree(host) - {token.i}
    found = _contents(doc, content)
    if found:
        yield Candidate(token.i, token.lower_, "adverb", (token.i, token.i + 1), None, found)


def _candidate(
    doc: Doc, verb: Token, lemma: str, frame: str, voice: Token | None, content: set[int], lexicon: Cues, last: Token | None = None
) -> Candidate:
    group = spans.verb_group(verb)
    if last is not None and last.i - group[1] <= 3:
        group = (group[0], last.i + 1)
    place = spans.medium(verb, lexicon)
    if place is not None and place.i - verb.i <= 8 and place.i not in content:
        group = (group[0], max(group[1], place.i + 1))
    if frame in {"object", "preposition"}:
        content = spans.without_asides(doc, content)
    source = spans.phrase(voice, verb) if voice is not None else None
    if source is not None:
        content = content - set(range(*source)) if not (source[0] <= min(content, default=0) and max(content, default=0) < source[1]) else content
    content = content - set(range(*group))
    return Candidate(verb.i, lemma, frame, group, source, _contents(doc, content), voice.i if voice is not None else None)


def _contents(doc: Doc, tokens: set[int]) -> list[tuple[int, int]]:
    """The characters of a content, in order, one span an unbroken stretch that holds a word."""
    return [spans.characters(doc, run) for run in spans.runs(doc, tokens) if spans.wordy(doc, run)]
