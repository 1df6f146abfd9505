"""Do a sentence's receipts hold it? Every name, figure, date and place must stand in them.

The check is of words: each capitalised word, each word of a script without capitals, each
number in digits or in words must occur in the receipts' passages, in the words for their
sources, or in the names of their outlets; a number in digits may also be one that was read
from a passage ("four" holds 4). It cannot see words that are each held and wrongly put
together, which is why the brief is made of whole passages.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from twosource.records import Annotation, BriefLine, Span

_TOKEN = re.compile(r"\w(?:[\w'’.,:/-]*\w)?")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;]\s+|[“\"(])[“\"(]?(\w(?:[\w'’.,:/-]*\w)?)")
_COUNTED = re.compile(r"\b(two|three|four|five|six|\d+) independent sources\b", re.IGNORECASE)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_NUMBERS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions "
    "billion billions dozen dozens half twice double first second third fourth fifth sixth seventh eighth ninth tenth".split()
)
# What may begin a sentence of the brief, or join two passages in it: fixed phrases of ours, that name nothing.
_FIXED = frozenset(
    {"according", "sources", "denied", "the", "a", "an", "it", "this", "that", "but", "and", "also", "no", "however"}
)
_OWN_PHRASE = "; the first was “"


def supported(line: BriefLine, annotations: Mapping[str, Annotation]) -> bool:
    """Whether every name, number, date and place of a sentence is found behind its receipts.

    Without receipts nothing is; nor is a count of sources that there are fewer receipts for.
    """
    if not line.receipts:
        return False
    counted = _COUNTED.search(line.text)
    if counted and _COUNTS.get(counted[1].casefold(), 0 if not counted[1].isdigit() else int(counted[1])) > len(line.receipts):
        return False
    text = _COUNTED.sub("", line.text).replace(_OWN_PHRASE, "; “")
    held = {_bare(word) for words in _held(line, annotations) for word in _TOKEN.findall(words)}
    small = {word.casefold() for word in held}
    figures = {f"{n:g}" for n in _figures(line, annotations)}
    starts = {m[1] for m in _SENTENCE_START.finditer(text)}
    return all(
        _bare(word) in held or word in figures or (word in starts and _may_begin(_bare(word), small))
        for word in _TOKEN.findall(text)
        if _claims(word)
    )


def _claims(word: str) -> bool:
    """Whether a word names or counts something: a capital, a digit, a letter of a script without capitals, a number word."""
    if any(part in _NUMBERS for part in word.casefold().split("-")):
        return True
    return any(c.isupper() or c.isdigit() or (c.isalpha() and c.lower() == c.upper()) for c in word)


def _may_begin(word: str, held: set[str]) -> bool:
    """A word whose capital may come from its place: it is held in small letters, or one of our phrases."""
    return word.casefold() in held or word.casefold() in _FIXED


def _bare(word: str) -> str:
    return word.replace("’", "'").removesuffix("'s").removesuffix("'")


def _held(line: BriefLine, annotations: Mapping[str, Annotation]) -> Iterator[str]:
    for name, start, end in line.receipts:
        annotation = annotations[name]
        yield annotation.report.text[start:end]
        yield annotation.report.outlet or ""
        for said in annotation.attributions:
            if any(a < end and start < b for a, b in said.content):
                yield from (_words(annotation, said.source), *(link.name for link in said.chain))


def _words(annotation: Annotation, span: Span | None) -> str:
    return annotation.report.text[span[0] : span[1]] if span else ""


def _figures(line: BriefLine, annotations: Mapping[str, Annotation]) -> Iterator[float]:
    for name, start, end in line.receipts:
        for f in annotations[name].figures:
            if start <= f.start and f.end <= end:
                yield f.low
                if f.high is not None:
                    yield f.high
