"""Who does what to whom in a clause: subject, object, agent, through passive, control and coordination."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from twosource.annotate.events.clauses import SUBJECTS
from twosource.annotate.events.lexicon import noun_classes
from twosource.annotate.events.vocabulary import LIGHT
from twosource.annotate.wording import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

    from twosource.annotate.events.clauses import Clause
    from twosource.records import Span

_RECIPIENT_PREPS = word_set("against at on to with for from in over toward towards upon into")
_PERSONAL = word_set("he she they we i who him her them us me you everyone someone nobody people themselves whom")


@dataclass(frozen=True, slots=True)
class Frame:
    """The clause's arguments. `names` are the lexicon keys to try, longest first; `event` is the light verb's noun."""

    trigger: Token
    passive: bool
    subjects: tuple[Token, ...]
    objects: tuple[Token, ...]
    agents: tuple[Token, ...]
    names: list[str] = field(default_factory=list[str])
    event: Token | None = None


def frame_of(clause: Clause) -> Frame:
    """Read the clause's arguments off the parse."""
    verb = clause.head
    passive = is_passive(verb)
    subject = _subject(clause)
    objects = [c for c in verb.children if c.dep_ in {"dobj", "dative"} or (c.dep_ == "attr" and verb.lemma_ != "be")]
    objects = [_inside_dative(c) for c in objects]
    if not objects and verb.dep_ == "relcl":
        who = next((c for c in verb.children if c.dep_ == "dobj" or c.tag_ in {"WDT", "WP"}), None)
        if who is not None and who.dep_ == "dobj":
            objects = [verb.head]
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        subject = verb.head
    agents = [g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
    event = _light_noun(verb, passive, subject)
    return Frame(
        trigger=verb,
        passive=passive,
        subjects=spread(subject),
        objects=tuple(t for o in objects for t in spread(o)),
        agents=tuple(t for a in agents for t in spread(a)),
        names=names_of(verb, subject if passive else None),
        event=event,
    )


def _inside_dative(t: Token) -> Token:
    if t.pos_ == "ADP":
        return next((c for c in t.children if c.dep_ == "pobj"), t)
    return t


def is_passive(verb: Token) -> bool:
    """Passive: an auxiliary "be" or "get", or a bare participle on a noun."""
    if any(c.dep_ == "auxpass" for c in verb.children) or any(c.dep_ == "nsubjpass" for c in verb.children):
        return True
    return (
        verb.tag_ == "VBN" and not any(c.dep_ == "aux" for c in verb.children) and verb.dep_ in {"acl", "advcl", "conj", "ROOT"}
    )


def _subject(clause: Clause) -> Token | None:
    """The clause's own subject, or the one that it shares with the clause that governs it."""
    for t in (clause.head, clause.lead):
        if t is not None:
            own = next((c for c in t.children if c.dep_ in SUBJECTS and c.dep_ != "expl"), None)
            own = own or next((g for c in t.children if c.dep_ == "auxpass" for g in c.children if g.dep_ in SUBJECTS), None)
            if own is not None:
                return _antecedent(own)
    t = clause.top
    for _ in range(4):
        if t.dep_ == "acl" and t.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            return t.head
        if t.dep_ not in {"conj", "advcl", "xcomp", "pcomp", "prep", "ccomp"} or t.head.i == t.i:
            return None
        if t.dep_ == "ccomp" and not any(c.tag_ == "TO" for c in t.children):
            return None
        t = t.head
        own = next((c for c in t.children if c.dep_ in SUBJECTS and c.dep_ != "expl"), None)
        if own is not None:
            return _antecedent(own)
    return None


def _antecedent(t: Token) -> Token:
    """A relative pronoun stands for the noun that its clause hangs on."""
    if t.tag_ in {"WDT", "WP"} and t.head.dep_ == "relcl":
        return t.head.head
    return t


def spread(t: Token | None) -> tuple[Token, ...]:
    """A noun and those coordinated with it."""
    if t is None:
        return ()
    out = [t]
    for c in t.children:
        if c.dep_ == "conj" and c.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}:
            out.extend(spread(c))
    return tuple(out)


def names_of(verb: Token, promoted: Token | None) -> list[str]:
    """Lexicon keys of a verb, longest first: with particle and object, with object or goal, the lemma alone."""
    lemma = verb.lemma_.lower()
    particle = next((c.lower_ for c in verb.children if c.dep_ in {"prt", "advmod"} and c.lower_ in _PARTICLES), None)
    out: list[str] = []
    goals: list[str] = []
    for c in verb.children:
        if c.dep_ in {"dobj", "acomp", "oprd", "attr"} or (
            c.dep_ == "advmod" and c.lower_ in {"ablaze", "alight", "free", "ashore", "indoors", "back"}
        ):
            goals.extend(_noun_names(c))
        elif c.dep_ == "prep":
            goals.extend(name for g in c.children if g.dep_ == "pobj" for name in _noun_names(g))
            out.append(f"{lemma}-{c.lower_}")
        elif c.dep_ == "xcomp":
            goals.append(c.lemma_.lower())
    if promoted is not None:
        goals.extend(_noun_names(promoted))
    longer = [f"{lemma}-{g}" for g in goals]
    if particle:
        longer = [f"{lemma}-{particle}-{g}" for g in goals] + [f"{lemma}-{particle}"] + longer
    return longer + out + [lemma]


_PARTICLES = word_set("up down out off over on in back away aside apart through")


def _noun_names(t: Token) -> list[str]:
    lemma = t.lemma_.lower()
    compounds = [c.lemma_.lower() for c in t.children if c.dep_ in {"compound", "amod"} and c.i == t.i - 1]
    return [f"{c}-{lemma}" for c in compounds] + [lemma]


def noun_names(t: Token) -> list[str]:
    """Lexicon keys of a noun: with its nearest modifier, then alone."""
    return _noun_names(t)


def _light_noun(verb: Token, passive: bool, subject: Token | None) -> Token | None:  # noqa: FBT001 - inner step of one caller
    """The noun that names the happening when the verb only lends it a clause."""
    if verb.lemma_.lower() not in LIGHT:
        return None
    if passive:
        return subject
    return next((c for c in verb.children if c.dep_ == "dobj"), None)


def classes_of(tokens: tuple[Token, ...]) -> frozenset[str]:
    """The noun classes of an argument, by its words' heads."""
    out: set[str] = {"any"} if tokens else set()
    for t in tokens:
        if any(c.dep_ == "compound" and "illness" in noun_classes().get(c.lemma_.lower(), ()) for c in t.children):
            out.add("illness")  # "a heart attack"
            continue
        if t.lower_ in _PERSONAL or t.ent_type_ == "PERSON":
            out.add("person")
        elif t.ent_type_ in {"GPE", "LOC", "FAC"}:
            out.add("place" if t.ent_type_ != "GPE" else "group")
        elif t.ent_type_ in {"ORG", "NORP"} or t.tag_ in {"NNP", "NNPS"}:
            out.add("group")
        out |= noun_classes().get(t.lemma_.lower(), frozenset())
        if (
            t.lower_ == "of"
            or t.tag_ == "CD"
            or t.lemma_ in {"number", "hundred", "thousand", "dozen", "group", "couple", "most", "some"}
        ):
            for c in t.children:
                if c.lower_ == "of":
                    out |= classes_of(tuple(g for g in c.children if g.dep_ == "pobj"))
            if t.tag_ == "CD":
                out.add("person")
    return frozenset(out)


def np_span(t: Token) -> Span:
    """A noun phrase's span: without relative clauses, appositions after a comma, and coordinated phrases."""
    first, last = t.left_edge.i, t.i
    for c in t.children:
        if c.i > t.i and c.dep_ in {"prep", "poss", "case", "compound", "nummod", "amod", "flat", "acl"} and c.dep_ != "acl":
            last = max(last, c.right_edge.i if c.dep_ != "prep" or c.lower_ in {"of", "for"} else last)
    doc = t.doc
    for i in range(t.i + 1, last + 1):  # stop at a comma or a verb: a parse gone too far
        if doc[i].text in {",", ";", "—"} or doc[i].tag_ in {"VBD", "VBZ", "WDT", "WP"}:
            last = i - 1
            break
    while first < t.i and (
        doc[first].is_punct or (doc[first].dep_ in {"cc", "mark", "advmod"} and doc[first].head.i == t.i and doc[first].is_punct)
    ):
        first += 1
    return doc[first].idx, doc[last].idx + len(doc[last])


def recipients_of(frame: Frame) -> tuple[Token, ...]:  # noqa: C901 - the places to look, in order
    """To whom it is done: object, passive subject, or the noun behind a preposition such as "against" or "with"."""
    if frame.passive and frame.event is None:
        return frame.subjects
    if frame.event is None and frame.objects:
        return frame.objects
    inner = next((c for c in frame.trigger.children if c.dep_ == "xcomp" and c.i > frame.trigger.i), None)
    if inner is not None and not frame.objects:  # "refused to meet the envoy"
        goal = next((c for c in inner.children if c.dep_ == "dobj"), None)
        if goal is not None and classes_of((goal,)) & {"person", "group"}:
            return spread(goal)
    hosts = [frame.trigger] + ([frame.event] if frame.event is not None else [])
    for host in hosts:
        for c in host.children:
            if c.dep_ in {"prep", "dative"} and c.lower_ in _RECIPIENT_PREPS | {"of"} and c.i > host.i:
                if c.lower_ in {"in", "on", "at", "from", "over", "for", "into"} and host.ent_type_ in {"DATE", "TIME"}:
                    continue
                goal = next((g for g in c.children if g.dep_ == "pobj"), None)
                if goal is None or goal.ent_type_ in {"DATE", "TIME"}:
                    continue
                if c.lower_ in {"in", "on", "at", "from", "over", "into", "for"} and not classes_of((goal,)) & {
                    "person",
                    "group",
                }:
                    continue
                return spread(goal)
    return ()
