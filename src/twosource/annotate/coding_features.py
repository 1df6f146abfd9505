"""What the coder sees of a pair: the words on the way from the actor to the recipient in the parse, by their parts.

Names are left out (every proper noun reads as `@`), so that who acts on whom does not tell what was done.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from twosource.annotate.events.lexicon import sense

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from twosource.records import Span


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PREDICATES = frozenset({"VERB", "AUX", "NOUN", "ADJ"})
_INNER = frozenset({"xcomp", "ccomp", "acomp", "attr", "oprd", "pcomp", "advcl", "conj", "acl", "relcl"})
_OBJECTS = frozenset({"dobj", "nsubjpass", "attr", "oprd", "dative"})
_SPEECH = _words("say tell add state report note announce declare confirm insist claim think believe hope")
_SELF = _words("it they he she we i")
MOST_STEPS = 12  # a longer way through the parse says nothing that the nearer part does not


def features(doc: Doc, actor: Span | None, recipient: Span | None) -> list[str]:
    """The pair's features, as strings. Spans are in code points of the document's text."""
    a, r = head_of(doc, actor), head_of(doc, recipient)
    out = ["bias"]
    way = path(a, r) if a is not None else []
    out.extend(f"way:{_word(t)}" for t in way)
    predicates = governing(a, r)
    for n, p in enumerate(predicates[:3]):
        out.extend(_of_predicate(p, "p" if n == 0 else "q"))
    out.extend(f"then:{_word(x)}>{_word(y)}" for x, y in pairwise(predicates))
    out.extend(_codes(predicates))
    if a is not None:
        out.append(f"role:{a.dep_}")
        out.append(f"pr:{a.dep_}:{_word(predicates[0])}" if predicates else "pr:none")
    if r is not None:
        out.append(f"to:{_mark(r)}")
        out.append(f"r-role:{r.dep_}:{_word(r.head)}")
        if predicates:
            out.append(f"pto:{_word(predicates[-1])}:{_mark(r)}")
    inside_a, inside_r = _tokens(doc, actor), _tokens(doc, recipient)
    out.extend(f"a:{_word(t)}" for t in inside_a if _plain(t))
    out.extend(f"r:{_word(t)}" for t in inside_r if _plain(t))
    out.extend(_between(doc, inside_a, inside_r))
    out.extend(f"w:{_word(t)}" for t in doc if _plain(t))
    out.append("no-recipient" if r is None else "recipient")
    return out


def head_of(doc: Doc, span: Span | None) -> Token | None:
    """The head token of a span, or None where the span touches none."""
    inside = _tokens(doc, span)
    if not inside:
        return None
    own = {t.i for t in inside}
    tops = [t for t in inside if t.head.i not in own or t.head is t]
    nouns = [t for t in tops if t.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}]
    return (nouns or tops or inside)[0]


def path(a: Token | None, r: Token | None) -> list[Token]:
    """The tokens from one to the other through the parse, both left out; towards the root where there is no other."""
    if a is None:
        return []
    up = [a, *a.ancestors]
    if r is None:
        return up[1:MOST_STEPS]
    down = [r, *r.ancestors]
    met = {t.i for t in down}
    meet = next((t for t in up if t.i in met), None)
    if meet is None:
        return [*up[1:MOST_STEPS], *down[1:MOST_STEPS]]
    rise = up[: [t.i for t in up].index(meet.i) + 1]
    fall = down[: [t.i for t in down].index(meet.i)]
    return [t for t in [*rise, *reversed(fall)] if t.i not in {a.i, r.i}][:MOST_STEPS]


def governing(a: Token | None, r: Token | None) -> list[Token]:
    """The predicates of which the actor is a part, outermost first, down to what holds the recipient.

    A verb of speech above the deed is passed over where its content holds the recipient.
    """
    if a is None:
        return []
    first = next(
        (t for t in a.ancestors if t.pos_ in {"VERB", "AUX"} or (t.pos_ == "NOUN" and t.dep_ != "appos" and a.dep_ != "appos")),
        None,
    )
    if first is None:
        first = a.head if a.head is not a else a
    first = _own_words(first)
    chain = [first]
    # A noun of doing ("an attack by …", "Israel's raid") stands under a verb that belongs to the deed too.
    if first.pos_ == "NOUN" and first.head is not first:
        chain.append(first.head)
    way = [t for t in path(a, r) if t.pos_ in _PREDICATES and t.i not in {c.i for c in chain}] if r is not None else []
    chain.extend(t for t in way if t.dep_ in _INNER | _OBJECTS or t.pos_ == "VERB")
    chain.extend(c for c in first.children if c.dep_ in {"xcomp", "acomp", "ccomp"} and c.i not in {t.i for t in chain})
    extra = [c for t in chain if t.dep_ == "acomp" for c in t.children if c.dep_ == "xcomp"]
    return [*chain, *(c for c in extra if c.i not in {t.i for t in chain})]


def _own_words(verb: Token) -> Token:
    """What "The army said it had shelled …" tells: the deed that a speaker tells of himself, else the verb as it is."""
    if verb.lemma_.lower() not in _SPEECH:
        return verb
    for c in verb.children:
        if c.dep_ != "ccomp":
            continue
        subject = next((g for g in c.children if g.dep_ in {"nsubj", "nsubjpass"}), None)
        if subject is None or subject.lower_ in _SELF:
            return c
    return verb


def _of_predicate(p: Token, name: str) -> Iterator[str]:
    word = _word(p)
    yield f"{name}:{word}"
    yield f"{name}:{word}:{p.dep_}" if p.dep_ in _INNER else f"{name}.top:{word}"
    helpers = [c for c in p.children if c.dep_ in {"aux", "auxpass", "neg", "prt"}]
    for c in helpers:
        kind = c.lower_ if c.dep_ != "neg" else "not"
        yield f"{name}+{kind}"
        yield f"{name}+{kind}:{word}"
    if any(c.dep_ == "neg" for c in helpers) and any(c.tag_ == "MD" for c in helpers):
        yield f"{name}+will-not"
    for c in p.children:
        if c.dep_ in _OBJECTS or c.dep_ in {"xcomp", "acomp", "ccomp", "advcl", "compound", "amod"}:
            yield f"{name}>{c.dep_}:{word}:{_word(c)}"
            yield f"{name}>{_word(c)}"
            for g in c.children:
                if g.dep_ in {"dobj", "amod", "compound", "xcomp"} or (g.dep_ == "prep" and c.dep_ in _OBJECTS):
                    yield f"{name}>>{_word(c)}:{_word(g)}"
                if g.dep_ == "prep":
                    yield from (f"{name}>>{_word(c)}:{g.lower_}:{_word(o)}" for o in g.children if o.dep_ in {"pobj", "pcomp"})
        if c.dep_ in {"prep", "agent"}:
            yield f"{name}/{word}:{c.lower_}"
            yield from (f"{name}/{word}:{c.lower_}:{_word(o)}" for o in c.children if o.dep_ in {"pobj", "pcomp"})


def _codes(predicates: list[Token]) -> Iterator[str]:
    """What the event lexicon says of each predicate and of what it takes, alone and one after another."""
    said: list[str] = []
    for p in predicates[:3]:
        found = [
            code[0]
            for names in (names_of(p),)
            if (code := sense("n" if p.pos_ == "NOUN" else "v", names, {})) and code[0] not in {"NONE", "ACCIDENT"}
        ]
        if not found and p.pos_ != "NOUN":
            nouns = (c.lemma_.lower() for c in p.children if c.dep_ in _OBJECTS)
            found = [code[0] for n in nouns if (code := sense("n", [n], {})) and code[0] not in {"NONE", "ACCIDENT"}]
        will = "will+" if any(c.tag_ == "MD" and c.lower_ in {"will", "would", "'ll"} for c in p.children) else ""
        said.append(will + (found[0] if found else f"({_word(p)})" if _word(p) in _SPEECH else "-"))
    yield from (f"code{n}:{c}" for n, c in enumerate(said))
    yield "codes:" + ">".join(said)


def names_of(p: Token) -> list[str]:
    """Keys of the event lexicon for a predicate, longest first."""
    lemma = _word(p)
    particle = next((c.lower_ for c in p.children if c.dep_ == "prt"), None)
    goals = [_word(c) for c in p.children if c.dep_ in _OBJECTS | {"acomp"}]
    goals += [_word(o) for c in p.children if c.dep_ == "prep" for o in c.children if o.dep_ == "pobj"]
    longer = [f"{lemma}-{g}" for g in goals] + [f"{lemma}-{c.lower_}" for c in p.children if c.dep_ == "prep"]
    if particle:
        longer = [f"{lemma}-{particle}-{g}" for g in goals] + [f"{lemma}-{particle}", *longer]
    compounds = [f"{_word(c)}-{lemma}" for c in p.children if c.dep_ in {"compound", "amod"}]
    return [*longer, *compounds, lemma]


def _between(doc: Doc, a: list[Token], r: list[Token]) -> Iterator[str]:
    """Words and pairs of words from the first of the two spans to the second, and just after the second."""
    if not a:
        return
    if not r:
        low, high, order = a[-1].i + 1, min(len(doc), a[-1].i + 9), "a"
    elif a[0].i <= r[0].i:
        low, high, order = a[-1].i + 1, r[0].i, "ar"
    else:
        low, high, order = r[-1].i + 1, a[0].i, "ra"
    words = [_word(t) for t in doc[low:high] if not t.is_space]
    yield f"order:{order}"
    yield from (f"m:{order}:{w}" for w in words)
    yield from (f"m2:{x} {y}" for x, y in pairwise(words))
    yield from (f"m3:{x} {y} {z}" for x, y, z in zip(words, words[1:], words[2:], strict=False))
    last = max(a[-1].i, r[-1].i if r else 0)
    after = [_word(t) for t in doc[last + 1 : last + 5] if not t.is_space]
    yield from (f"after:{w}" for w in after)
    yield "after2:" + " ".join(after[:2])


def _mark(t: Token) -> str:
    return t.head.lower_ if t.dep_ == "pobj" else t.dep_


def _word(t: Token) -> str:
    return "@" if t.pos_ == "PROPN" else t.lemma_.lower()


def _plain(t: Token) -> bool:
    return t.pos_ in {"NOUN", "VERB", "ADJ", "ADV", "ADP", "AUX"} and not t.is_space


def _tokens(doc: Doc, span: Span | None) -> list[Token]:
    if span is None:
        return []
    return [t for t in doc if t.idx < span[1] and t.idx + len(t) > span[0] and not t.is_space]
