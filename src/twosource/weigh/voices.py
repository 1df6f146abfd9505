"""Who speaks in a statement: the person and the institution behind the words of its chain.

A voice is what is known of a source from its name, its entity and its attribution. Two
voices are compared word by word, with words of office folded ("minister" → "ministry",
"spokeswoman for the police" → "police"), never by a list of names.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from twosource.annotate.lexicon import countries
from twosource.read.characters import CAPITAL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twosource.records import Annotation, Attribution, Entity, OriginKind, Statement

# Words that say how a voice speaks or stands, not whose voice it is.
_ROLE = frozenset(
    """a an the of for in on at to and or by with from its his her their our s who which that
    spokesman spokeswoman spokesperson spokespeople spokesmen representative official officials officer officers
    chief head deputy vice acting senior junior duty director general managing executive chairman chairwoman chair
    chairperson boss leader member members statement statements office press secretary service's own according
    inspector sergeant captain commander colonel major lieutenant superintendent commissioner mr mrs ms miss dr
    executive dean consultant treasurer registrar professor sir former new then local national state federal regional central
    government's named unnamed""".split()
)
# Holder of an office → the institution that the holder speaks for.
_OFFICE = {
    "minister": "ministry",
    "ministers": "ministry",
    "president's": "president",
    "presidential": "president",
    "prosecutors": "prosecutor",
    "policeman": "police",
    "policemen": "police",
    "doctors": "doctor",
    "physicians": "physician",
    "firefighters": "fire",
    "authorities": "authority",
    "indictment": "prosecutor",
    "agency's": "agency",
    "defence": "defense",
    "labour": "labor",
    "centre": "center",
}
_POLICE = re.compile(r"\b(?:inspector|constable|sergeant|superintendent|detective|police commissioner)\b", re.IGNORECASE)
_NAME = rf"[{CAPITAL}][\w'’-]+"
_OFFICER = re.compile(
    rf"(?:(?:Chief|Senior|Detective) )*(?:Superintendent|Inspector|Sergeant|Constable) (?P<person>(?:{_NAME} ?){{1,3}})$"
)
_SOLDIER = re.compile(r"\b(?:general|brigadier|colonel|admiral|commodore|major)\b", re.IGNORECASE)
_BENCH = re.compile(r"\b(?:chief justice|presiding judge|registrar)\b", re.IGNORECASE)
# What an army is called by those who lead it.
_ARMY = re.compile(r"\b(?:general staff|armed forces|high command|military|defen[cs]e forces?)\b", re.IGNORECASE)
_HEADS = {"head of government": "prime minister", "head of state": "president"}
# Offices that a word before them makes others: the vice-president is not of the president's mind.
_APART = re.compile(r"\b(vice|former|ex)[ -](president|premier|minister|prime minister|chancellor)\b", re.IGNORECASE)
_NOT_NAMES = frozenset({"the", "a", "an", "he", "she", "it", "they", "who", "we", "i", "some", "its", "their", "his", "her"})
_COUNT = re.compile(r"^\d[\d,.]*, (?:the |an? )?")  # "which makes 27, a spokeswoman said"
_COMMON = 2  # words of a name by which a body is only taken up
_STEM = 7  # letters by which words are compared: "Kestovian" and "Kestovia" name one country
_IN_OFFICE = re.compile(
    r"\b(?:spokes\w+|chief|sergeant|captain|officer|head|director|chair\w*|inspector|lieutenant|secretary|commander|manager)\b",
    re.IGNORECASE,
)
# Who will not be named, whatever he is held to be: "a police source".
_NAMELESS = re.compile(
    r"(?:\b|^[Aa] )(?:sources?|insiders?|anonymous|unnamed|unidentified)\b|^(?:Sources|Insiders|Anonymous|Unnamed|Unidentified)\b"
)
_UNNAMED = re.compile(
    r"\b(?:sources?|insiders?|persons? (?:with|close|familiar)|people (?:with|close|familiar)|somebody|someone|anonymous|unnamed|"
    r"unidentified|not (?:to )?be (?:named|identified)|not authori[sz]ed)\b|"
    r"^(?:an?|one|some|two|three|several|many|other|the)? ?(?:[\w-]+ ){0,2}"
    r"(?:officials?|diplomats?|engineers?|employees?|workers?|crew members?|members? of (?:the )?crew|analysts?|experts?|critics|"
    r"residents?|neighbou?rs?|witness(?:es)?|eyewitness(?:es)?|people|observers|lawyers|aides?)\b",
    re.IGNORECASE,
)
_LINKS = frozenset({"the", "of", "for", "at", "in", "and", "from", "owner", "operator"})  # behind them stands a body's name
_TITLED = re.compile(rf"(?:\b(?P<title>[a-zß-öø-ÿ]\w+)|,) (?P<person>(?:{_NAME} ){{1,2}}{_NAME})$")
_WORD = re.compile(r"[^\W_]+(?:['’]s\b)?")


@dataclass(frozen=True, slots=True)
class Voice:
    """A source as one statement names it.

    `person` and `institution` are sets of telling words, lower case; `named` is False for a
    source that the report does not name. `outlet` is who carries the words; `body` is for whom a person speaks,
    by the fullest name that the report gives, "" where it gives none.
    """

    name: str
    kind: OriginKind
    person: frozenset[str]
    institution: frozenset[str]
    named: bool
    outlet: str
    body: str = ""


@lru_cache(maxsize=20_000)  # the same names come again in every pair that is compared
def words_of(text: str) -> frozenset[str]:
    """The telling words of a name or role, folded to lower case, without accents, and to the institution.

    "Järvi" and "Jarvi" are one name. A country, its people and its capital are one word, the
    country's code: "Beijing", "China" and "Chinese" name one party.
    """
    plain = text if text.isascii() else "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = _APART.sub(r"\1\2", _ARMY.sub("army", plain))
    for said, meant in _HEADS.items():
        plain = plain.replace(said, meant)
    found = [m.group().casefold().replace("’", "'").removesuffix("'s") for m in _WORD.finditer(plain)]
    return frozenset(_state(w) or _OFFICE.get(w, w)[:_STEM] for w in found if w not in _ROLE and len(w) > 1)


def may_speak_for(a: Voice, b: Voice) -> bool:
    """Whether one is a person in some office, nobody says of what body ("Spokesman Hugo Paz"), and the other is a body."""

    def bare(who: Voice, body: Voice) -> bool:
        of_none = bool(who.person) and not who.institution and not who.body
        return of_none and bool(body.institution) and not body.person and _IN_OFFICE.search(who.name) is not None

    return bare(a, b) or bare(b, a)


def names_in(actor: str | None) -> frozenset[str]:
    """The telling words of an actor that begin with a capital letter: its names."""
    return words_of(" ".join(w for w in (actor or "").split() if w[:1].isupper() and w.casefold() not in _NOT_NAMES))


def states_in(text: str) -> frozenset[str]:
    """The codes (ISO 3166-1 alpha-3) of the states that a name names by country, people or capital."""
    return frozenset(w for w in words_of(text) if len(w) == 3 and w.isupper())


def _state(word: str) -> str | None:
    known = countries()
    return known.names.get(word) or known.demonyms.get(word) or known.capitals.get(word)


def voice_of(annotation: Annotation, statement: Statement, said: Attribution, bodies: Mapping[str, Entity]) -> Voice:
    """The voice at the end of a statement's chain; `bodies` says for whom the report's persons speak (`weigh.bodies`)."""
    name = _COUNT.sub("", statement.chain[-1]) if statement.chain else ""
    entity = next((e for e in annotation.entities if e.id == said.entity), None)
    person, institution = _split(name, entity)
    kind = said.origin or ("unnamed" if _UNNAMED.search(name) else "organisation")
    kind = "unnamed" if not person and _NAMELESS.search(name) else kind
    body = bodies.get(entity.id) if entity is not None else None
    whose = "" if body is None else body.role or body.name if body.kind == "person" else body.name
    institution |= words_of(whose) - person
    named = kind != "unnamed" and bool(person or institution)
    if entity is not None and entity.kind == "organisation" and name == name.lower() and len(name.split()) <= _COMMON:
        whose = entity.name  # "the company"
    return Voice(_fullest(name, entity), kind, person, institution, named, annotation.report.outlet or "", whose)


def _trailing_name(name: str) -> str:
    """The person's name behind a title or a description ("defence minister Oskar Dorn", "its owner, Oskar Dorn"), or nothing."""
    m = _TITLED.search(name)
    return m["person"] if m and m["title"] not in _LINKS else ""


def _fullest(name: str, entity: Entity | None) -> str:
    """The name to show: a description ("the nurse") gets the name that the report gives elsewhere."""
    if entity is None or entity.kind != "person" or words_of(entity.name) & words_of(name) or not entity.name[:1].isupper():
        return name
    return f"{entity.name}, {name}"


def _split(name: str, entity: Entity | None) -> tuple[frozenset[str], frozenset[str]]:
    """Words of the person and of the institution in a source's name."""
    if entity is None or (entity.kind == "person" and entity.name[:1].islower()):  # "owner of the Karrow mill": no person's name
        person = _trailing_name(name)
        return words_of(person), words_of(name.removesuffix(person))
    if entity.kind == "place" and words_of(name) <= words_of(entity.name):
        # A country that says something is its government, not every office with its name in its title.
        return frozenset[str](), words_of(f"{name} {entity.name} government")
    if entity.kind != "person":
        if m := _OFFICER.match(name):  # a surname with a hyphen: the parser took her for a body
            return words_of(m["person"]), words_of("police")
        return frozenset[str](), words_of(name) | words_of(entity.name)
    person = words_of(entity.name)
    institution = (words_of(name) | words_of(entity.role or "")) - person
    return person, institution or _ranked(f"{name} {entity.role or ''}", entity)


def _ranked(words: str, entity: Entity) -> frozenset[str]:
    """The body that a rank alone tells: an inspector's police, a colonel's army, a chief justice's court."""
    body = {"COP": (_POLICE, "police"), "MIL": (_SOLDIER, "army"), "JUD": (_BENCH, "court")}.get(entity.sector or "")
    return words_of(body[1]) if body is not None and body[0].search(words) else frozenset[str]()
