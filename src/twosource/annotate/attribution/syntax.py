"""Candidates that the parse shows: a cue, its subject, and the clause or phrase that it governs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.annotate.attribution import clauses, inverted, nominal, objects, outward, phrases, spans, tallies
from twosource.annotate.attribution.candidate import Candidate
from twosource.annotate.attribution.cues import cues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Sentence

    from twosource.annotate.attribution.cues import Cues


# "according to plan", "sorted according to size": nobody speaks.
_MEASURES = frozenset(
    [
        "plan",
        "timetable",
        "schedule",
        "age",
        "size",
        "rank",
        "need",
        "custom",
        "tradition",
        "taste",
        "weight",
        "height",
        "merit",
        "type",
    ]
)

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_ASKING = frozenset({"poll", "survey"})
_MINDS = frozenset({"view", "opinion", "words", "word", "eye", "mind", "telling", "estimation", "judgment", "judgement"})
_LEADS = frozenset({"as", "of", "for"})
_PASSIVE_LEADS = {"ask": frozenset({"about", "for"})}  # "Asked about the toll, he ..."


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
        elif token.lower_ in {"in", "by", "on"} and token.dep_ in {"prep", "agent"}:
            yield from _in_view(doc, token)


def _verb(doc: Doc, verb: Token, lexicon: Cues) -> Iterator[Candidate]:
    """A cue verb with the one thing that it says: a clause before all else, then an infinitive, a phrase, an object."""
    lemma = lexicon.lemma(verb)
    if lemma == "accord":
        yield from _according(doc, verb)
        return
    if lemma in lexicon.seeming:
        yield from _seeming(doc, verb, lemma)
    stand = _stand(doc, verb, lemma, lexicon)
    if stand is not None:
        yield stand
    elif (turned := inverted.behind(doc, verb, lemma)) is not None:
        yield _candidate(doc, verb, lemma, "inside", *turned)
    elif (count := tallies.kept(verb)) is not None:
        yield _candidate(doc, verb, lemma, "object", *count)
    elif lemma in lexicon.verbs and not _only_cites(verb, lemma, lexicon):
        governed = list(_governing(doc, verb, lemma, lexicon))
        if not any(c.content and c.source for c in governed) and (tail := inverted.before(doc, verb, lemma)) is not None:
            governed = [_candidate(doc, verb, lemma, "inside", *tail)]
        yield from governed


def _governing(doc: Doc, verb: Token, lemma: str, lexicon: Cues) -> Iterator[Candidate]:
    """A cue verb with what it governs."""
    cited = spans.cited(verb, lexicon)
    passive = spans.is_passive(verb)
    voice = cited[0] if cited is not None else outward.voice(verb, lexicon) or _voice(doc, verb, lemma, passive=passive)
    if passive and voice is None:
        yield from _passive(doc, verb, lemma, lexicon)
        return
    said = clauses.content(doc, verb, lemma, lexicon)
    last = None
    if said is None:
        told = objects.infinitive(verb, lemma, lexicon)
        toward = objects.preposition(verb, lemma, lexicon) if not told else None
        if told:
            said = "infinitive", told
        elif toward is not None:
            last, said = toward[0], ("preposition", toward[1])
        elif thing := objects.thing(verb, lemma, voice, lexicon, passive=passive):
            said = "object", thing
    if said is not None:
        frame, content = said
        if frame != "inside":
            content = outward.shed(doc, verb, content, lexicon)
        yield _relayed(_candidate(doc, verb, lemma, frame, voice, content, last), cited)


def _stand(doc: Doc, verb: Token, lemma: str, lexicon: Cues) -> Candidate | None:
    found = phrases.find(verb, lemma, lexicon)
    if found is None or spans.is_passive(verb):
        return None
    voice = spans.subject(verb)
    return _candidate(doc, verb, lemma, "stand", voice, found[1], doc[found[0] - 1]) if voice is not None else None


def _only_cites(verb: Token, lemma: str, lexicon: Cues) -> bool:
    """As in "X reported, citing Y, that ...": the citing belongs to the reporting, whose source Y is."""
    return lemma in {"cite", "quote"} and verb.tag_ == "VBG" and spans.cited(verb.head, lexicon) is not None


def _voice(doc: Doc, verb: Token, lemma: str, *, passive: bool) -> Token | None:
    """Whose cue it is."""
    if passive:
        return spans.agent(verb)
    issuing = _issuing(verb, cues())
    voice = spans.subject(issuing or verb)
    if voice is not None and voice.tag_ == "WDT" and voice.lower_ == "that":
        # "a letter that urges": the letter; "who" and "which" after a comma stand for themselves.
        return next((a.head for a in voice.ancestors if a.dep_ == "relcl" and a.head.i < voice.i), voice)
    if voice is not None and lemma in clauses.PARENTHETICAL:
        return clauses.set_off(doc, verb) or voice
    return voice


def _issuing(verb: Token, lexicon: Cues) -> Token | None:
    """The verb that puts out what speaks: "released a statement saying that", "sent a letter urging"."""
    paper = verb.head
    if verb.dep_ != "acl" or verb.tag_ != "VBG" or paper.dep_ != "dobj" or paper.lemma_.lower() not in lexicon.medium:
        return None
    host = paper.head
    return (
        host if lexicon.lemma(host) in lexicon.light and not spans.is_passive(host) and spans.subject(host) is not None else None
    )


def _relayed(candidate: Candidate, cited: tuple[Token, Token | None] | None) -> Candidate:
    """Keep who relays the words of the one cited."""
    if cited is not None and cited[1] is not None:
        candidate.features["relay"] = float(cited[1].i)
    return candidate


def _passive(doc: Doc, verb: Token, lemma: str, lexicon: Cues) -> Iterator[Candidate]:
    """As in "is expected to rise", "it was reported that": said, but nobody is named."""
    if lemma not in lexicon.passive:
        return
    content: set[int] = set()
    named = next((c for c in verb.children if c.dep_ in {"nsubjpass", "nsubj"}), None)
    for child in verb.children:
        if (child.dep_ in {"xcomp", "ccomp", "oprd"} and child.i > verb.i) or (
            child.dep_ == "prep" and child.lower_ in _PASSIVE_LEADS.get(lemma, _LEADS) and child.i > verb.i
        ):
            content |= spans.subtree(child)
    if not content:
        return
    # "The committee was told that ...": the one told is no part of what was said.
    if named is not None and named.lower_ != "it" and lemma not in lexicon.addressed:
        content |= spans.subtree(named)
    yield _candidate(doc, verb, lemma, "passive", None, content)


def _seeming(doc: Doc, verb: Token, lemma: str) -> Iterator[Candidate]:
    """As in "The pump seems to have failed": said by nobody, or by the one it seems so to."""
    named = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    rest = next((c for c in verb.children if c.dep_ in {"xcomp", "ccomp", "oprd", "acomp"} and c.i > verb.i), None)
    if rest is None or (named is None and verb.dep_ != "ROOT"):
        return
    to = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "to"), None)
    whom = next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
    content = spans.subtree(rest)
    if to is not None:
        content -= spans.subtree(to)
    if named is not None and named.lower_ not in {"it", "there"}:
        content |= spans.subtree(named)
    yield _candidate(doc, verb, lemma, "seeming", whom, content)


def _according(doc: Doc, token: Token) -> Iterator[Candidate]:
    """As in "according to X": the content is the clause around it."""
    right = token.i + 1
    if token.lower_ != "per":
        if right >= len(doc) or doc[right].lower_ != "to":
            return
        inner = doc[right]
    else:
        inner = token
    noun = next((c for c in inner.children if c.dep_ == "pobj"), None)
    if (
        noun is None
        or noun.lemma_.lower() in _MEASURES
        or (token.lower_ == "per" and noun.ent_type_ not in {"PERSON", "ORG", "GPE", "NORP"})
    ):
        return
    cue = (token.i, inner.i + 1)
    own = spans.subtree(token) | spans.subtree(inner)
    host = token.head
    while host.pos_ not in {"VERB", "AUX"} and host.head.i != host.i:
        host = host.head
    content = spans.subtree(host) - own
    first, last = min(own), max(own)
    behind = doc[last + 1].text if last + 1 < len(doc) else "."
    if first > 0 and doc[first - 1].text == "," and behind in {";", "."}:  # behind it all: of both clauses before it
        content = set(range(_clause_start(doc, first), first - 1))
    content -= {i for i in content if i > min(own) and i < max(own)}
    found = _contents(doc, content)
    if found:
        yield Candidate(token.i, "according", "according", cue, spans.phrase(noun), found, noun.i)


def _clause_start(doc: Doc, at: int) -> int:
    """Where the sentence begins, or what stands behind its last semicolon before this token."""
    start = doc[at].sent.start
    return next((i + 1 for i in range(at - 1, start, -1) if doc[i].text == ";"), start)


def _in_view(doc: Doc, token: Token) -> Iterator[Candidate]:
    """As in "in a poll for the Gazette", "in the mayor's view", "by his account": the content is the clause around it."""
    noun = next((c for c in token.children if c.dep_ == "pobj"), None)
    owner = next((c for c in noun.children if c.dep_ == "poss"), None) if noun is not None else None
    if (keeper := tallies.by_account(token)) is not None:
        voice = keeper
    elif token.lower_ != "in" or noun is None:
        return
    elif noun.lemma_.lower() in _ASKING:
        voice = noun
    elif owner is not None and noun.lemma_.lower() in _MINDS:
        voice = owner
    else:
        return
    host = token.head
    while host.pos_ not in {"VERB", "AUX"} and host.head.i != host.i:
        host = host.head
    content = spans.subtree(host) - spans.subtree(token)
    found = _contents(doc, content)
    if found and any(doc[i].tag_ in _FINITE for i in content):
        yield Candidate(token.i, "according", "according", (token.i, token.i + 1), spans.phrase(voice), found, voice.i)


def _adverb(doc: Doc, token: Token) -> Iterator[Candidate]:
    host = token.head
    if host.pos_ not in {"VERB", "AUX", "ADJ", "NOUN"}:
        return
    content = spans.subtree(host) - {token.i}
    found = _contents(doc, content)
    if found:
        yield Candidate(token.i, token.lower_, "adverb", (token.i, token.i + 1), None, found)


def _candidate(  # noqa: PLR0913, PLR0917 (the parts of one record)
    doc: Doc,
    verb: Token,
    lemma: str,
    frame: str,
    voice: Token | None,
    content: set[int],
    last: Token | None = None,
) -> Candidate:
    group = spans.verb_group(verb)
    issuing = _issuing(verb, cues())
    if issuing is not None and verb.i - issuing.i <= 5:
        group = (spans.verb_group(issuing)[0], group[1])
    if last is not None and last.i - group[1] <= 3:
        group = (group[0], last.i + 1)
    place = spans.medium(verb, cues())
    if place is not None and place.i - verb.i <= 8 and place.i not in content:
        group = (group[0], max(group[1], place.i + 1))
    if frame in {"object", "preposition", "stand"}:
        content = spans.without_asides(doc, content)
    source = spans.phrase(voice, verb) if voice is not None else None
    if source is not None:
        content = (
            content - set(range(*source))
            if not (source[0] <= min(content, default=0) and max(content, default=0) < source[1])
            else content
        )
    content = content - set(range(*group))
    return Candidate(verb.i, lemma, frame, group, source, _contents(doc, content), voice.i if voice is not None else None)


def _contents(doc: Doc, tokens: set[int]) -> list[tuple[int, int]]:
    """The characters of a content, in order, one span an unbroken stretch that holds a word."""
    return [spans.characters(doc, run) for run in spans.runs(doc, tokens) if spans.wordy(doc, run)]
