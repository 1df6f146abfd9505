"""What an amount counts, of whom, and in what unit: read off the parse around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from twosource.annotate.figures.words import tables
from twosource.annotate.wording import word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from twosource.annotate.figures.numerals import Amount

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_PEOPLE = frozenset({"people", "members", "men", "women", "officials"})
_OWN_WORDS = frozenset({"compound", "amod", "nmod"})
_RISE = word_set("rise climb grow increase jump soar reach stand hit fall drop go be stay remain exceed swell pass top")


_DAYS = frozenset({"yesterday", "today", "tomorrow", "tonight"})
_SETS = word_set("put bring raise place take give estimate list correct revise cut lower reduce")


@dataclass(frozen=True, slots=True)
class Counted:
    """What was made out about an amount; `noun` is the token that is counted, if one is named."""

    what: str
    of: str | None
    unit: str | None
    noun: Token | None
    certain: bool
    total: bool = False
    part: bool = False


def anchor(doc: Doc, a: Amount) -> Token:
    """The amount's token that hangs on the rest of the sentence."""
    inside = [t for t in doc[a.first : a.last] if not a.first <= t.head.i < a.last]
    inside = [t.head if t.head.lower_ in {"more", "others"} and t.head.i == a.last else t for t in inside]
    numerals = [t for t in inside if t.tag_ == "CD" or t.dep_ in {"nummod", "det", "pobj", "dobj", "attr"}]
    at = (numerals or inside or [doc[a.core]])[-1]
    return at.head if at.dep_ == "nummod" and at.head.lower_ in _DAYS else at  # "the number was 410 yesterday"


def noun_of(doc: Doc, a: Amount, at: Token) -> Token | None:
    """The counted noun: "14 *people*", "640 of its *members*", "a crew of 41" → *crew*."""
    if (
        at.dep_ in {"nummod", "det", "amod", "quantmod", "compound", "nmod", "advmod", "poss", "predet"}
        and at.head.tag_[:2] == "NN"
        and (at.head.i > at.i or at.dep_ != "nummod")  # "on 6 March fourteen workers": not of March
    ):
        return at.head
    for child in at.children:
        if child.lower_ == "of" and child.i >= a.core:
            inner = next((t for t in child.children if t.dep_ == "pobj"), None)
            if inner is not None and inner.tag_[:2] == "NN":
                return inner
    if at.dep_ == "pobj" and at.head.lower_ == "of" and at.head.head.lemma_.lower() in tables()["collections"]:
        return at.head.head
    nxt = doc[a.last] if a.last < len(doc) else None  # a parse gone wrong: the next noun of the same phrase
    while nxt is not None and nxt.tag_ in {"JJ", "VBN", "NNP"} and nxt.i + 1 < len(doc) and nxt.i < a.last + 3:
        if nxt.tag_ == "VBN" and nxt.i + 1 < len(doc) and doc[nxt.i + 1].tag_ not in {"NNS", "JJ"}:
            return None
        nxt = doc[nxt.i + 1]
    return nxt if nxt is not None and nxt.tag_ == "NNS" else None


def understand(doc: Doc, a: Amount, at: Token) -> Counted:
    """What, of whom and in what unit. `certain` is False where only the noun's own word could be given."""
    noun = noun_of(doc, a, at)
    of = _class_of(noun) if noun is not None else None
    dead = _of_state(at)
    if dead is not None:
        return Counted(dead, of, None, None, certain=True, part=True)
    state = _next_state(doc, a)
    if state:
        return Counted(state, of, None, noun, certain=True)
    toll = _toll(at)
    if toll is not None:
        return toll
    partitive = noun is not None and noun.dep_ == "pobj" and noun.head.head.i == at.i
    site = noun if noun is not None and not partitive else at
    what = _after_noun(doc, noun) or _by_predicate(site, bare=noun is None) or (_by_modifier(noun) if noun is not None else None)
    if what == "arrested" and not of and _is_thing(noun or _whole_of(doc, a)):
        what = None  # "hold 77 of the 120 seats"
    own = tables()["nouns"].get(noun.lemma_.lower()) if noun is not None else None
    if own and (what is None or own in {"killed", "injured", "arrested"}) and not (own == "killed" and what == "injured"):
        what = what or own if noun is not None and own in {"aboard", "troops", "participants"} else own
    what = what or (_by_next_predicate(at) if noun is not None and of else None)
    if what:
        return Counted(what, of, None, noun, certain=True, part=_is_part(at, a, doc))
    what = "people" if of else (noun.lower_ if noun is not None else "")
    return Counted(what, of, None, noun, certain=False, part=_is_part(at, a, doc))


def _whole_of(doc: Doc, a: Amount) -> Token | None:
    """The noun of "77 of the 120 *seats*", wherever the parser hung it."""
    rest = doc[a.last : a.last + 5]
    return next((t for t in rest if t.tag_ == "NNS"), None) if len(rest) and rest[0].lower_ == "of" else None


def _is_thing(noun: Token | None) -> bool:
    """Tell whether a noun counts no people, so that nobody can have been arrested."""
    own = tables()["nouns"].get(noun.lemma_.lower()) if noun is not None else None
    return noun is not None and _class_of(noun) is None and own not in {"arrested", "hostages", "killed", "injured", "survivors"}


def _is_part(at: Token, a: Amount, doc: Doc) -> bool:
    """Tell whether it is a share of another figure: "two of them", "including 3 children"."""
    after = doc[a.last : a.last + 2].text.lower()
    before = doc[a.first - 1].lower_ if a.first else ""
    return (
        after in {"of them", "of whom", "of these", "of those"}
        or before in {"including", "among"}
        or at.head.lower_ == "including"
    )


def _class_of(noun: Token) -> str | None:
    classes = tables()["classes"]
    found = classes.get(noun.lemma_.lower())
    for child in noun.children:
        mine = classes.get(child.lemma_.lower()) if child.dep_ in _OWN_WORDS or (child.dep_ == "conj" and found) else None
        if child.dep_ == "prep" and child.lower_ == "of" and found in _PEOPLE | {None, "police", "soldiers", "killed"}:
            inner = next((classes.get(t.lemma_.lower()) for t in child.children if t.dep_ == "pobj"), None)
            mine = inner or mine
        if mine and (found is None or found in _PEOPLE or (found == "people" and mine)):
            found = mine
    return found


def _next_state(doc: Doc, a: Amount) -> str | None:
    """The noun dropped: "26 dead", "18 wounded", "11 injured by", "26 killed and 18 wounded"."""
    if a.last >= len(doc):
        return None
    t = doc[a.last]
    if t.lower_ in {"more", "others", "other"} and a.last + 1 < len(doc):
        t = doc[a.last + 1]
    if t.tag_ in {"VBN", "VBD", "JJ", "NN", "NNS", "VB"}:
        after = doc[t.i + 1] if t.i + 1 < len(doc) else None
        if after is not None and after.tag_ in {"NN", "NNS"}:  # "26 dead bodies"
            return None
        found = tables()["undergoes"].get(t.lemma_.lower()) if t.tag_ in {"VBN", "VBD"} else None
        if t.tag_ == "VBD" and found and any(c.dep_ == "dobj" for c in t.children):
            return None
        return found or tables()["states"].get(t.lower_) if t.lower_ not in {"board", "custody", "hospital", "strike"} else None
    return None


def _toll(at: Token) -> Counted | None:  # noqa: C901 - the cases of one decision, side by side
    """A running count: "the toll rose to four", "a death toll of 7", "the number of dead is 4", "put participation at 640"."""
    tolls = tables()["tolls"]
    head = None
    if at.head.lemma_ == "number" and (numbered := _numbered(at)) is not None:
        return numbered
    if at.dep_ == "pobj" and at.head.lower_ in {"as", "at", "to"}:
        head = next((t for t in at.head.ancestors if t.lemma_.lower() in {"number", "toll", "tally"}), None)
    if at.dep_ == "pobj" and at.head.lower_ == "of" and at.head.head.lemma_.lower() in {"toll", "count", "tally", "total"}:
        head = at.head.head
    verb = at.head.head if at.dep_ == "pobj" and at.head.lower_ in {"to", "at", "by", "as"} else at.head
    if verb.lower_ == "from":  # "rose from 12 to 19"
        verb = verb.head
    if head is None and verb.lemma_ in _RISE:
        head = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
    if head is None and verb.lemma_ in _SETS:
        head = next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)
    if head is not None and verb.lemma_ == "be" and at.dep_ == "attr" and (state := tables()["states"].get(head.lower_)):
        return Counted(state, None, None, head, certain=True, total=True)  # "the dead are now 14"
    if head is None or (head.lemma_.lower() not in tolls and head.lemma_.lower() not in {"participation", "turnout"}):
        return None
    if head.lemma_.lower() in {"participation", "turnout"}:
        return Counted("participants", None, None, head, certain=True, total=True)
    what, of = None, None
    for word in head.subtree:
        lemma = word.lemma_.lower()
        what = what or tables()["nouns"].get(lemma) or tables()["states"].get(lemma) or _participle(word)
        of = of or tables()["classes"].get(lemma)
    if what is None and head.lemma_.lower() == "toll":
        what = "killed"
    return Counted(what or ("people" if of else head.lower_), of, None, head, certain=what is not None, total=True)


def _numbered(at: Token) -> Counted | None:
    """As in "The dead number six", "the attackers number six"."""
    if at.head.pos_ not in {"VERB", "NOUN"} or at.dep_ not in {"dobj", "attr", "nummod"}:
        return None
    words = {w.lower_ for w in at.head.subtree}
    if what := next((w for s, w in tables()["states"].items() if s in words), None):
        return Counted(what, None, None, None, certain=True, total=True)
    who = next((c for c in at.head.children if c.dep_ == "nsubj"), None)
    of = _class_of(who) if who is not None else None
    return Counted("people", of, None, who, certain=True, total=True) if of else None


def is_toll(at: Token) -> bool:
    """Tell whether the number closes a running count: "put the number of teams *at six*"."""
    return at.dep_ == "pobj" and at.head.lower_ in {"at", "to", "as"} and _toll(at) is not None


def _participle(word: Token) -> str | None:
    return tables()["undergoes"].get(word.lemma_.lower()) if word.tag_ in {"VBN", "VBD"} else None


def keys(verb: Token) -> list[str]:
    """The verb's lemma with its particle, adverb, object or goal: "pull-out", "bring-ashore", "lose-life", "take-hospital"."""
    lemma = verb.lemma_.lower()
    out: list[str] = []
    for c in verb.children:
        if c.dep_ in {"prt", "advmod", "dobj", "acomp", "oprd"}:
            out.append(f"{lemma}-{c.lemma_.lower()}")
        elif c.dep_ == "prep":
            if c.lower_ in {"off", "out", "over"}:
                out.append(f"{lemma}-{c.lower_}")
            out.extend(f"{lemma}-{g.lemma_.lower()}" for g in c.children if g.dep_ == "pobj")
    out.append(lemma)
    return out


def _by_predicate(site: Token, *, bare: bool) -> str | None:
    """Climb from the counted noun to the verb that takes it, and read the verb's table."""
    t, role = site, site.dep_
    for _ in range(4):
        if t.dep_ in {"conj", "appos"}:
            t, role = t.head, t.head.dep_
            continue
        break
    verb = t.head
    if role == "pobj":
        prep = t.head
        verb = prep.head
        if prep.dep_ == "agent":
            return None
        if prep.lower_ == "of" and verb.tag_[:2] == "NN":  # "the killing of two officers", "the body of one miner"
            own = tables()["nouns"].get(verb.lemma_.lower())
            if own in {"killed", "injured", "arrested"}:
                return own
            if verb.lemma_.lower() in {"rescue", "evacuation", "abduction", "release", "deportation", "kidnapping", "dismissal"}:
                return {"rescue": "rescued", "evacuation": "evacuated", "release": "released", "deportation": "deported"}.get(
                    verb.lemma_.lower(), "abducted" if verb.lemma_.lower() in {"abduction", "kidnapping"} else "dismissed"
                )
        if prep.lower_ in {"for", "of", "among", "between", "than"} and verb.pos_ not in {"VERB", "AUX"}:
            return (
                _by_predicate(verb, bare=False)
                if prep.lower_ == "of" and verb.tag_[:2] == "NN" and verb.lemma_.lower() in tables()["collections"]
                else None
            )
        role = prep.lower_
    if verb.pos_ not in {"VERB", "AUX"}:
        return None
    return by_verb(verb, role, bare=bare, site=t)


def by_verb(verb: Token, role: str, *, bare: bool = False, site: Token | None = None) -> str | None:  # noqa: C901, PLR0911, PLR0912 - the cases of one decision, side by side
    """What the verb says of the argument that stands in `role`."""
    t = tables()
    passive = role == "nsubjpass" or (role == "nsubj" and verb.tag_ == "VBN" and not any(c.dep_ == "aux" for c in verb.children))
    has_object = any(c.dep_ == "dobj" for c in verb.children)
    names = keys(verb)
    if verb.lower_ == "missing" and role == "nsubj" and not has_object:
        return "missing"
    if role == "dobj" or passive:
        for name in names:
            if name in t["undergoes"]:
                return t["undergoes"][name]
    if role == "nsubj" and not passive:
        for name in names:
            if name in t["does"]:
                return t["does"][name]
        if verb.lemma_ in {"suffer", "sustain"} and any(
            c.lemma_ in {"injury", "burn", "wound", "inhalation"} for c in verb.subtree
        ):
            return "injured"
        if bare and not has_object and verb.lemma_ in t["undergoes"]:
            return t["undergoes"][verb.lemma_]
    if role in {"nsubj", "nsubjpass", "attr", "dobj"}:
        for c in verb.children:
            if c.dep_ in {"acomp", "attr", "oprd", "advmod"} and c.lower_ in t["states"] and c != site:
                return t["states"][c.lower_]
            if c.dep_ == "prep" and c.i > verb.i:
                if c.lower_ in {"aboard", "onboard"}:
                    return "aboard"
                goal = next((g for g in c.children if g.dep_ == "pobj"), None)
                if goal is not None and goal.lower_ in t["states"] and goal.lower_ != "dead":
                    return t["states"][goal.lower_]
                if (
                    goal is not None
                    and c.lower_ == "among"
                    and goal.lower_ in {"dead", "injured", "wounded", "victims", "missing"}
                ):
                    return t["states"].get(goal.lower_, "killed")
                if verb.lemma_ == "be" and c.lower_ == "on" and goal is not None and site is not None and _is_craft(goal):
                    return "aboard"
        for c in verb.children:  # "were reported killed", "are feared dead", "were found dead", "are believed to have died"
            if c.dep_ in {"xcomp", "oprd", "ccomp"} and c.i > verb.i:
                inner = (
                    t["undergoes"].get(c.lemma_)
                    if c.tag_ == "VBN" and not any(g.dep_ == "aux" for g in c.children)
                    else t["states"].get(c.lower_)
                )
                inner = inner or by_verb(c, "nsubjpass" if any(g.dep_ == "auxpass" for g in c.children) else "nsubj")
                if inner:
                    return inner
    return None


def _of_state(at: Token) -> str | None:
    """As in "Six of the dead", "34 of the 61 injured"."""
    goal = next((g for c in at.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"), None)
    if goal is None or goal.lower_ not in {"dead", "injured", "wounded", "missing"}:
        return None
    return tables()["states"].get(goal.lower_)


def _after_noun(doc: Doc, noun: Token | None) -> str | None:
    """As in "Left two people dead", "made 4,000 people homeless": the state right behind the noun."""
    if noun is None or noun.i + 1 >= len(doc):
        return None
    t = doc[noun.i + 1]
    return (
        tables()["states"].get(t.lower_)
        if t.lower_ in {"dead", "injured", "wounded", "homeless", "missing", "trapped", "stranded", "aboard"}
        else None
    )


def _by_next_predicate(at: Token) -> str | None:
    """The parse lost the subject: a predicate above whose only subject is a part of this very count ("two of them")."""
    for verb in at.ancestors:
        if verb.pos_ in {"VERB", "AUX"} and verb.dep_ != "relcl":
            subject = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
            if subject is None or any(g.lower_ == "them" for g in subject.subtree):
                return by_verb(verb, "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj")
            return None
    return None


def _is_craft(goal: Token) -> bool:
    known = {
        "ship",
        "ferry",
        "boat",
        "plane",
        "train",
        "bus",
        "vessel",
        "aircraft",
        "flight",
        "helicopter",
        "barge",
        "tram",
        "coach",
    }
    return goal.lemma_.lower() in known or goal.tag_ == "NNP"


def _by_modifier(noun: Token) -> str | None:  # noqa: C901, PLR0911 - the cases of one decision, side by side
    """A clause or word on the noun itself: "people who died", "men detained", "people on board", "missing children"."""
    t = tables()
    for c in noun.children:
        if c.dep_ in {"relcl", "acl"} and c.pos_ in {"VERB", "AUX"}:
            role = "nsubjpass" if c.tag_ == "VBN" else "nsubj"
            who = next((g for g in c.children if g.tag_ in {"WDT", "WP"}), None)
            if who is not None:
                role = who.dep_
            found = by_verb(c, role)
            if found:
                return found
        if c.dep_ in {"amod", "advmod"} and c.lower_ in t["states"]:
            return t["states"][c.lower_]
        if c.dep_ == "amod" and c.tag_ == "VBN" and c.lemma_ in t["undergoes"]:
            return t["undergoes"][c.lemma_]
        if c.dep_ == "prep" and c.lower_ in {"aboard", "on", "in"}:
            goal = next((g.lower_ for g in c.children if g.dep_ == "pobj"), "")
            if c.lower_ == "aboard" or goal == "board":
                return "aboard"
            if goal in {"hospital", "custody", "strike"}:
                return t["states"][goal]
        if c.dep_ == "acl" and c.lower_ in t["states"]:
            return t["states"][c.lower_]
    return None
