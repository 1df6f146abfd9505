"""Names in a report: the parser's named entities, trimmed, completed and given a first kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.annotate.entities.evidence import Carriers, Name, weigh
from twosource.annotate.gazetteer import fold, gazetteer
from twosource.annotate.lexicon import actors, countries, given_names, outlets, word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Entity

    from twosource.annotate.parse import Parsed
    from twosource.records import EntityKind, Furniture

_KINDS: dict[str, EntityKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
}
_NOUN = frozenset({"NNP", "NNPS"})
_OPEN = frozenset("\"“”'‘’()[]«»,;:–—-*•")
# Capitalised words that the recogniser takes for names and that are nobody's.
_NO_NAMES = word_set("no_names")
SPEECH = word_set("speech")
_LONGEST = 12  # tokens of a name; longer ones are the recogniser running on


def find_names(parsed: Parsed, furniture: tuple[Furniture, ...]) -> list[Name]:
    """Every name, in order, none overlapping another, with the evidence for its kind."""
    doc = parsed.doc
    taken = [False] * len(doc)
    out: list[Name] = []
    for ent in doc.ents:
        name = _recognised(doc, ent)
        if name:
            out.append(name)
            for i in range(name.first, ent.end):
                taken[i] = True
    known = {n.key for n in out} | {n.key.rpartition(" ")[2] for n in out if n.votes.get("person")}
    out += _missed(doc, taken, known)
    out.sort(key=lambda n: n.first)
    carriers = Carriers.of(parsed.report.outlet, furniture)
    for name in out:
        weigh(doc, name, carriers)
    return out


def _recognised(doc: Doc, ent: Entity) -> Name | None:
    """A named entity of the parser as a name, with the parser's vote; None for what is no name."""
    kind = _KINDS.get(ent.label_)
    if kind is None and ent.label_ not in {"PRODUCT", "WORK_OF_ART", "EVENT"}:
        return None
    first = ent.start
    if kind == "person":
        # "Kazakh President X": the recogniser took the role into the name.
        words, people = actors(), countries().demonyms
        while (
            first < ent.end - 1
            and (lower := doc[first].lower_)
            and (lower in people or lower in words.person or lower in words.titles)
        ):
            first += 1
    name = _trimmed(doc, first, ent.end - 1)
    if name is None or name.key in _NO_NAMES or (kind is None and name.key not in outlets()):
        return None
    if (kind == "place" and _is_vessel(doc, name)) or (kind == "person" and _is_common(doc, name)):
        return None
    if kind:
        name.vote(kind, 1.0)
    return name


def _trimmed(doc: Doc, first: int, last: int) -> Name | None:
    """The name without articles, titles, quotation marks and the possessive; None if nothing name-like is left."""
    words = actors()
    while first <= last and (
        doc[first].lower_ in {"the", "a", "an", "our", "his", "its"}
        or doc[first].text in _OPEN
        or doc[first].is_space
        or (first < last and doc[first].lower_ in words.titles)
    ):
        first += 1
    for i in range(first, last + 1):
        if "\n" in doc[i].text or (i > first and doc[i].text in {"(", "["}):
            last = i - 1
            break
    while last >= first and (
        doc[last].tag_ == "POS" or doc[last].text in _OPEN or doc[last].is_space or doc[last].text in {"'s", "’s", "’", "."}
    ):
        last -= 1
    last = _over_hyphen(doc, last)
    if first > last or last - first >= _LONGEST:
        return None
    text = doc[first : last + 1].text
    if not any(c.isupper() or (c.isalpha() and not c.islower()) for c in text) or text.startswith(("http", "@", "www.")):
        return None
    return Name(first, last, text, fold(text))


def _over_hyphen(doc: Doc, last: int) -> int:
    """Where a double name ends that the recogniser cut at its hyphen."""
    while (
        last + 2 < len(doc)
        and doc[last + 1].text in {"-", "‑"}
        and not doc[last].whitespace_
        and not doc[last + 1].whitespace_
        and doc[last + 2].text.istitle()
        and doc[last + 2].tag_ in _NOUN
    ):
        last += 2
    return last


def _is_vessel(doc: Doc, name: Name) -> bool:
    """A ship, say: "the Aurora" is one word with an article that no gazetteer knows, so no place."""
    article = name.first > 0 and doc[name.first - 1].lower_ == "the"
    return article and name.first == name.last and not gazetteer().find(name.text)


def _is_common(doc: Doc, name: Name) -> bool:
    """A common noun that only its place at the head of the sentence capitalised ("Turnout was low")."""
    if name.first != name.last:
        return False
    token = doc[name.first]
    starts = bool(token.is_sent_start) and token.lower_ not in given_names()
    return token.tag_ not in _NOUN or (starts and token.dep_ == "nsubj" and token.head.lemma_ == "be")


def _missed(doc: Doc, taken: list[bool], known: set[str]) -> list[Name]:
    """Runs of proper nouns that the recogniser passed over: names that it knows elsewhere, outlets, countries, offices."""
    out: list[Name] = []
    i, end = 0, len(doc)
    while i < end:
        if taken[i] or doc[i].tag_ not in _NOUN or not doc[i].text[:1].isupper():
            i += 1
            continue
        j = i
        while j + 1 < end and not taken[j + 1] and (doc[j + 1].tag_ in _NOUN) and not doc[j + 1].is_sent_start:
            j += 1
        name = _trimmed(doc, i, j)
        if name and _is_name(doc, name, known):
            out.append(name)
            for k in range(i, j + 1):
                taken[k] = True
        i = j + 1
    return out


def _is_name(doc: Doc, name: Name, known: set[str]) -> bool:
    words = actors()
    if name.key in words.person or name.key in words.titles:
        return False
    if name.key in known or name.key in outlets() or name.key in countries().names or name.key in countries().demonyms:
        return True
    if name.first < name.last and doc[name.last].lower_ in words.organisation_names:
        name.vote("organisation", 1.0)
        return True
    before = doc[name.first - 1].lower_ if name.first else ""
    if before in words.titles or before in words.person or _is_full_name(doc, name):
        name.vote("person", 1.0)
        return True
    # A word in capitals that is not the whole line: "OSCE".
    short = name.text.isupper() and 2 <= len(name.text) <= 8 and name.text.isalpha()
    return short and name.last + 1 < len(doc) and not doc[name.last + 1].is_upper


def _is_full_name(doc: Doc, name: Name) -> bool:
    """Two to four capitalised words that a given name, an age, a description or a verb of speech makes a person's."""
    if not (name.first < name.last <= name.first + 3 and doc[name.first].is_title and doc[name.last].is_title):
        return False
    if doc[name.first].lower_ in given_names():
        return True
    head, rest = doc[name.last], doc[name.last + 1 : name.last + 3]
    aged = len(rest) == 2 and rest[0].text == "," and rest[1].text.isdigit()
    described = any(c.dep_ == "appos" and c.lemma_.lower() in actors().person for c in head.children)
    return aged or described or (head.dep_ == "nsubj" and head.head.lemma_ in SPEECH)
