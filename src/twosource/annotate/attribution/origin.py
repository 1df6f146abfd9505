"""What kind of voice a source is: official, agency, outlet, witness, organisation, document or unnamed."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from twosource.annotate.entities.words import organisation_head, person_head

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from twosource.records import Entity, OriginKind

OFFICIAL = frozenset({"GOV", "COP", "MIL", "JUD", "LEG", "SPY"})  # sectors of the state
CIVIL = frozenset({"CVL", "AGR", "LAB", "REF"})  # sectors of people who bear witness
_ORGANISED = frozenset({"BUS", "EDU", "MED", "REL", "PTY", "SOC", "OPP", "REB", "UAF", "NGO", "IGO"})
_PRESS = re.compile(r"\bpress (?:service|office|secretary|release|department|cent(?:re|er)|officer)\b", re.IGNORECASE)
_AGENCY = re.compile(r"\b(?:news ?agency|newswire|wire service|press agency)\b", re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:anonym|unnamed|unidentified|condition of|not (?:to )?be (?:named|identified)|"
    r"not authori[sz]ed|familiar with|knowledge of|close to|briefed on)",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:police|ministry|minister|government|coast ?guard|army|navy|military|court|"
    r"prosecutors?|prosecutor's|council|department|inspectorate|"
    r"authority|authorities|embassy|parliament|senate|rescue service|fire (?:service|brigade|department)|"
    r"president|governor|mayor|regulator)\b",
    re.IGNORECASE,
)


@cache
def _words() -> dict[str, frozenset[str]]:
    data: dict[str, Any] = tomllib.loads(resources.files("twosource.data").joinpath("cues.toml").read_text("utf-8"))
    return {name: frozenset(str(words).split()) for name, words in data["origins"].items()}


@cache
def _carriers() -> dict[str, OriginKind]:
    """Well-known agencies and outlets by every name, lower case."""
    out: dict[str, OriginKind] = {}
    for line in resources.files("twosource.data").joinpath("outlets.txt").read_text("utf-8").splitlines():
        if line.startswith("#") or line.count("|") < 2:
            continue
        names, _, kind = line.split("|")[:3]
        for name in names.split(";"):
            out[name.strip().casefold()] = "agency" if kind.strip() == "agency" else "outlet"
    return out


# One ladder of cases, first match wins: it reads best whole.
def kind_of(  # noqa: C901, PLR0911, PLR0912
    doc: Doc, head: Token, name: str, phrase: str, entity: Entity | None
) -> OriginKind | None:
    """The kind of the source whose head word is `head`; None where nothing in the text says so."""
    carrier = _carriers().get((entity.name if entity else name).casefold())
    if carrier is not None:
        return carrier
    if _PRESS.search(phrase):  # a body's own voice, no newspaper
        return "official" if _OFFICE.search(phrase) else "organisation"
    if _AGENCY.search(phrase):
        return "agency"
    if entity is not None and entity.kind == "outlet":
        return "outlet"
    lemma = head.lemma_.lower()
    named = head.pos_ == "PROPN" or (entity is not None and entity.name[:1].isupper())
    if _ASKED.search(phrase) and not named:
        return "unnamed"
    if not named and head.pos_ == "NOUN" and lemma in _words()["document"]:
        return "document"
    sector = _sector(doc, head, entity)
    if named and entity is None and sector is None:
        return _by_words(phrase, head)
    if not named and lemma in _words()["unnamed"]:
        return "official" if _OFFICE.search(phrase) else "unnamed"
    if sector in OFFICIAL:
        return "official"
    if not named and lemma in _words()["witness"]:
        return "unnamed" if lemma in {"driver", "electrician", "sailor"} else "witness"
    if sector == "JRN":
        return "outlet"
    if sector in _ORGANISED or (sector == "LAB" and (entity is None or entity.kind != "person")):
        return "organisation"
    if sector in {"CVL", "AGR", "LAB", "REF", "CRM", "UNK"} or (entity is not None and entity.kind == "person"):
        return _by_words(phrase, head) or ("witness" if sector in CIVIL else None)
    if entity is not None and entity.kind == "place":
        return "official"
    if head.pos_ == "PRON":
        return "unnamed"
    return _by_words(phrase, head)


def _sector(doc: Doc, head: Token, entity: Entity | None) -> str | None:
    if entity is not None and entity.sector:
        return entity.sector
    tokens = [head, *(c for c in head.children if c.dep_ in {"appos", "compound"})]
    for token in tokens:
        found = organisation_head(doc, token.i) or person_head(doc, token.i)
        if found is not None:
            return found[1]
    return None


def _by_words(phrase: str, head: Token) -> OriginKind | None:
    """By words of office in the phrase; an organisation for names of organisations; a country speaks for its government."""
    if _OFFICE.search(phrase):
        return "official"
    words = {w.strip(".,'’").casefold() for w in phrase.split()}
    if words & _words()["witness"]:
        return "witness"
    if head.ent_type_ == "ORG":
        return "organisation"
    return "official" if head.ent_type_ in {"GPE", "NORP"} else None
