"""The signs of a measure in a clause: what it is and what it restricts."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

_NEAR = 12  # words before a verb in which its true subject may stand
_SERVICES = frozenset({"flights", "trains", "ferries", "buses", "internet", "phones", "power", "water"})
_COLOURS = frozenset({"red", "orange", "amber", "yellow", "green", "blue", "black"})
_STANDING = frozenset({"curfew", "lockdown"})
_REOPENING = frozenset({"reopen", "resume", "restart", "restore", "unblock", "reinstate"})


@dataclass(frozen=True, slots=True)
class Sign:
    """What the measure is, what it restricts, and whether the clause tells of its end."""

    what: str
    restricts: str | None
    lifted: bool = False


@cache
def _tables() -> dict[str, dict[str, str]]:
    raw = cast(
        "dict[str, dict[str, str]]", tomllib.loads(resources.files("twosource.data").joinpath("measures.toml").read_text("utf-8"))
    )
    out = {"nouns": raw["nouns"]}
    for section in ("verbs", "things", "phases"):
        out[section] = {word: key for key, words in raw[section].items() for word in words.split()}
    return out


def sign_of(trigger: Token) -> Sign | None:
    """The measure that the clause of this trigger (verb, or noun that names the event) tells of, if any."""
    verb = trigger
    while (
        verb.pos_ not in {"VERB", "AUX"}
        and verb.head.i != verb.i
        and verb.dep_ in {"dobj", "nsubj", "nsubjpass", "attr", "pobj", "prep"}
    ):
        verb = verb.head
    if verb.pos_ not in {"VERB", "AUX"}:
        return _named(trigger, lifted=False)
    lifted = _tables()["phases"].get(verb.lemma_.lower()) == "end"
    return _alert(verb) or _order(verb) or _of_noun(verb, trigger, lifted=lifted) or _of_verb(verb, lifted=lifted)


def _arguments(verb: Token) -> list[Token]:
    out = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass", "nsubj", "attr"}]
    # A subject that the parser left on the auxiliary ("the bridge was closed").
    out += [g for c in verb.children if c.dep_ == "auxpass" for g in c.children if g.dep_ in {"nsubj", "nsubjpass"}]
    out += [
        g for c in verb.children if c.dep_ == "prep" and c.lower_ in {"under", "in", "of"} for g in c.children if g.dep_ == "pobj"
    ]
    if verb.dep_ in {"acl", "relcl"} and verb.head.pos_ == "NOUN":
        out.append(verb.head)
    return out + [g for t in out for g in t.children if g.dep_ == "conj"]


def _of_noun(verb: Token, trigger: Token, *, lifted: bool) -> Sign | None:
    """A noun that names the measure, under a verb that puts it in force or ends it."""
    if verb.lemma_.lower() not in _tables()["phases"] and trigger == verb:
        return None
    for t in _arguments(verb):
        found = _named(t, lifted=lifted)
        if found is not None:
            return found
    return None


def _named(t: Token, *, lifted: bool) -> Sign | None:
    lemma = t.lemma_.lower()
    before = t.nbor(-1).lemma_.lower() if t.i else ""
    behind = [g for c in t.children if c.lower_ in {"on", "of", "to", "against", "for"} for g in c.children if g.dep_ == "pobj"]
    names = [f"{before} {lemma}", *(f"{lemma} of {g.lemma_.lower()}" for g in behind), lemma]
    for name in names:
        restricts = _tables()["nouns"].get(name)
        if restricts is None or (name == "emergency" and before != "of"):
            continue
        return Sign(name, restricts or _phrase(behind) or _compound(t), lifted)
    return None


def _compound(t: Token) -> str | None:
    return next((c.lower_ for c in t.children if c.dep_ in {"compound", "amod"} and c.pos_ == "NOUN"), None)


def _phrase(tokens: list[Token]) -> str | None:
    """The words of what is restricted, without their own clauses."""
    if not tokens:
        return None
    t = tokens[0]
    words = [w for w in t.subtree if w.i <= t.i and w.dep_ != "det"]
    return " ".join(w.text for w in words) or None


def _of_verb(verb: Token, *, lifted: bool) -> Sign | None:
    """As in "Flights were suspended", "internet services have been cut", "schools will not open", "the bridge reopened"."""
    keys = [f"{verb.lemma_.lower()}-{c.lower_}" for c in verb.children if c.dep_ in {"prt", "advmod"}] + [verb.lemma_.lower()]
    what = next((_tables()["verbs"][k] for k in keys if k in _tables()["verbs"]), None)
    if what is None and verb.lemma_.lower() in _REOPENING:
        what = "closure" if verb.lemma_ == "reopen" else "suspension"
    if what is None and verb.lemma_ == "be":
        what = next(
            (
                w
                for c in verb.children
                if (
                    w := {"closed": "closure", "shut": "closure", "down": "cut", "off": "cut", "suspended": "suspension"}.get(
                        c.lower_
                    )
                )
            ),
            None,
        )
    if what is None and verb.lemma_ == "stay":
        what = next(("closure" for c in verb.children if c.lower_ in {"shut", "closed", "suspended"}), None)
    if what is None:
        return None
    passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)
    for t in _arguments(verb):
        if t.dep_ == "nsubj" and not passive and any(c.dep_ == "dobj" for c in verb.children) and not passive:
            continue
        kind = _thing(t)
        if kind is not None:
            return Sign(
                "cut" if what in {"closure", "suspension"} and kind in {"internet", "phones", "power"} else what,
                _noun_words(t),
                lifted,
            )
    # Where the parser took a name in apposition for the subject: "flight services in its hub, Almaty has been suspended".
    before = [verb.doc[k] for k in range(max(verb.sent.start, verb.i - _NEAR), verb.i)] if passive else []
    t = next((t for t in reversed(before) if t.pos_ == "NOUN" and _thing(t) in _SERVICES), None)
    return Sign(what, _noun_words(t), lifted) if t is not None else None


def standing(sentence: Sentence) -> Token | None:
    """A noun of the sentence that names a measure as known to be in force: "the curfew", "under martial law"."""
    for t in sentence:
        if t.lemma_.lower() in _STANDING and any(c.lower_ in {"the", "night", "overnight"} for c in t.children):
            return t
    return None


def _thing(t: Token) -> str | None:
    table = _tables()["things"]
    for word in (
        t,
        *(c for c in t.children if c.dep_ in {"compound", "amod"}),
        *(g for c in t.children if c.lower_ == "of" for g in c.children),
    ):
        if word.lemma_.lower() in table:
            return table[word.lemma_.lower()]
    return None


def _noun_words(t: Token) -> str:
    return " ".join(w.text for w in t.doc[t.left_edge.i : t.i + 1] if w.dep_ not in {"det", "poss", "case"} or w.i == t.i)


def _alert(verb: Token) -> Sign | None:
    """As in "Raised the alert level to red", "the red level of terrorist danger was introduced"."""
    for t in _arguments(verb):
        words = [w.lower_ for w in t.subtree]
        if not (
            "alert" in words or ("level" in words and {"danger", "threat", "terrorist", "terrorism", "warning"} & set(words))
        ):
            continue
        around = words + [w.lower_ for c in verb.children if c.dep_ in {"prep", "oprd", "acomp"} for w in c.subtree]
        after_to = [
            around[i + 1]
            for i in range(len(around) - 1)
            if around[i] == "to" and _tables()["phases"].get(around[i + 1]) == "colours"
        ]
        named = after_to or [w for w in around if _tables()["phases"].get(w) == "colours"] or [None]
        colour = next((w for w in named if w in _COLOURS), named[0])
        if colour or "level" in words:
            return Sign(
                f"{colour} alert" if colour else "alert level", "general", _tables()["phases"].get(verb.lemma_.lower()) == "end"
            )
    return None


def _order(verb: Token) -> Sign | None:
    """As in "Ordered people to stay indoors", "must stay at home", "ordered troops to shoot without warning"."""
    lemma = verb.lemma_.lower()
    inner = next((c for c in verb.children if c.dep_ in {"xcomp", "ccomp"}), verb)
    words = {w.lower_ for w in inner.subtree}
    if (
        lemma in {"permit", "allow", "authorise", "authorize", "order", "let"}
        and words & {"shoot", "fire"}
        and words & {"open", "kill", "shoot"}
    ):
        return Sign("order to shoot", "life")
    told = lemma in {"order", "tell", "instruct", "command", "require", "urge", "advise", "ask"} or any(
        c.lower_ == "must" for c in verb.children
    )
    if not told:
        return None
    if inner.lemma_ in {"stay", "remain", "keep"} and words & {"indoors", "home", "inside"}:
        return Sign("stay-at-home order" if lemma not in {"urge", "advise", "ask"} else "stay-at-home advice", "movement")
    if inner.lemma_ in {"shoot", "fire", "open"} and words & {"warning", "kill", "sight"}:
        return Sign("order to shoot", "life")
    if (
        inner.lemma_ in {"evacuate", "leave"}
        and lemma in {"order", "tell", "instruct", "command"}
        and words & {"home", "homes", "area", "town", "village", "houses", "evacuate"}
    ):
        return Sign("evacuation order", "residence")
    return None
