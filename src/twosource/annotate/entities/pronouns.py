"""Pronouns tied to their entity within the report, conservatively.

Candidates are scored by recency, subjecthood and agreement, in the line of Lappin and Leass (1994,
"An algorithm for pronominal anaphora resolution"); where the best two lie close together and nothing
tells them apart, the pronoun is left alone.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING

from twosource.annotate.lexicon import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

    from twosource.annotate.entities.cast import Cast, Member, Seen

_FEMALE = frozenset({"she", "her", "hers", "herself"})
_MALE = frozenset({"he", "him", "his", "himself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_THING = frozenset({"it", "its", "itself"})
_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_WINDOW = 3  # sentences back
_MARGIN = 0.7  # least lead of the best candidate over the next
_SAYS = word_set("says")


def find_pronouns(cast: Cast) -> None:
    """Add to `cast` every pronoun whose antecedent is clear."""
    seen = sorted(cast.seen, key=lambda s: s.head)
    heads = [s.head for s in seen]
    for token in cast.doc:
        if token.i in cast.covered:
            continue
        if token.tag_ in {"PRP", "PRP$"}:
            member = _antecedent(token, cast, seen, heads)
        elif token.tag_ in {"WP", "WDT"}:
            member = _relative(token, cast)
        else:
            continue
        if member is None:
            continue
        cast.mention(token.i, token.i, token.i, member, "pronoun")
        new = cast.covered[token.i]
        insort(seen, new, key=lambda s: s.head)
        insort(heads, token.i)


def _antecedent(token: Token, cast: Cast, seen: list[Seen], heads: list[int]) -> Member | None:
    gender = _agreement(token)
    if gender is None:
        return None
    scores: dict[int, float] = {}
    members: dict[int, Member] = {}
    here = cast.sentence_of[token.i]
    for at in range(bisect_left(heads, token.i) - 1, -1, -1):
        mention = seen[at]
        gap = here - cast.sentence_of[mention.head]
        if gap > _WINDOW:
            break
        if not _fits(mention.member, gender) or _bound(token, cast.doc[mention.head]) or _describes(cast.doc[mention.head]):
            continue
        score = _score(token, cast.doc[mention.head], mention, gap, gender)
        if cast.quoted[mention.head] and not cast.quoted[token.i]:
            score -= 1.5  # whom a quotation names is seldom the one that says it
        number = mention.member.number
        if score > scores.get(number, float("-inf")):
            scores[number], members[number] = score, mention.member
    if not scores:
        return None
    ranked = sorted(scores, key=lambda n: -scores[n])
    best = members[ranked[0]]
    if scores[ranked[0]] < 2.0 or (len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < _MARGIN):
        return None
    if gender in {"female", "male"} and best.gender is None:
        best.gender = gender
    return best


def _agreement(token: Token) -> str | None:
    """What the pronoun agrees with: "female", "male", "plural", "thing"; None if it refers to nothing here."""
    word = token.lower_
    if word in _FEMALE:
        return "female"
    if word in _MALE:
        return "male"
    if word in _PLURAL:
        return "plural"
    return "thing" if word in _THING and _means_something(token) else None


def _relative(token: Token, cast: Cast) -> Member | None:
    """Whom a relative pronoun takes up: in "the captain, who said ..." the captain."""
    verb = token.head
    if token.dep_ not in _SUBJECT or verb.dep_ != "relcl":
        return None
    seen = cast.covered.get(verb.head.i)
    if seen is None or seen.first > token.i:
        return None
    person = seen.member.kind in {"person", "group"}
    return seen.member if (token.lower_ == "who") == person or token.lower_ == "that" else None


def _means_something(token: Token) -> bool:
    """Whether "it" means something, unlike in "it is raining" or "it is likely that ..."."""
    if token.lower_ != "it":
        return True
    if token.dep_ == "expl" or token.dep_ not in _SUBJECT:
        return token.dep_ in {"dobj", "pobj"}
    verb = token.head
    return verb.lemma_ in _SAYS or (
        verb.dep_ in {"ccomp", "ROOT", "conj"}
        and verb.lemma_ not in {"be", "seem", "appear", "take", "rain", "snow", "become", "turn"}
    )


def _fits(member: Member, gender: str) -> bool:
    if gender == "thing":
        return member.kind in {"organisation", "outlet"} and not member.plural
    if gender == "plural":
        return member.plural or member.kind == "group" or member.kind in {"organisation", "outlet"}
    return member.kind == "person" and member.gender in {gender, None}


def _bound(pronoun: Token, other: Token) -> bool:
    """Whether the two cannot be one: arguments of the same verb ("Smith told him")."""
    if pronoun.tag_ == "PRP$":
        # "his minister" is not himself.
        return pronoun.head.i == other.i
    if pronoun.lower_.endswith(("self", "selves")):
        return False
    return pronoun.head.i == other.head.i and other.dep_ in {"nsubj", "nsubjpass", "dobj", "dative"} and other.i != pronoun.i


def _describes(other: Token) -> bool:
    """An adjective of nationality or party before a noun is nobody that a pronoun could mean."""
    return other.ent_type_ == "NORP" and other.dep_ in {"amod", "compound", "nmod"}


def _score(pronoun: Token, other: Token, mention: Seen, gap: int, gender: str) -> float:
    score = 3.0 - 0.9 * gap - 0.004 * min(pronoun.i - other.i, 100)
    if other.dep_ == "conj" and other.head.dep_ in _SUBJECT:
        other = other.head  # both of a pair are subjects
    subject = other.dep_ in _SUBJECT
    score += 1.2 if subject else 0.0
    score += 0.5 if subject and other.head.dep_ == "ROOT" else 0.0
    score -= 0.8 if other.dep_ in {"pobj", "compound", "nmod"} else 0.3 if other.dep_ == "poss" else 0.0
    speaks = subject and other.head.lemma_ in _SAYS
    if speaks and pronoun.dep_ in _SUBJECT and pronoun.head.lemma_ in _SAYS:
        score += 1.0
    elif speaks:
        score += 0.3
    if mention.form == "pronoun":
        score += 0.5
    elif mention.form == "nominal" and not mention.member.named:
        score -= 0.3
    if gender in {"female", "male"} and mention.member.gender == gender:
        score += 0.6
    if gender == "plural":
        score += 0.4 if mention.member.plural else -1.2
    return score
