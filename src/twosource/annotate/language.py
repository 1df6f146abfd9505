"""Is the report English? The rules and weights are English only, and are never run over another language.

Two shares tell (Grefenstette 1995 and many after him identify a language by its commonest short words): the
share of Latin letters among the letters, and the share of English function words among the words, over the
head of the text, and over its middle where the head fails. Of the words listed here English news has at least one in
five, lists of names apart; Danish, Dutch and other kin stay under one in ten.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twosource.annotate.wording import word_set
from twosource.records import Abstention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twosource.records import Report, Span

_LOOKED_AT = 4000  # characters
_ENOUGH = 20  # words: with fewer a text is taken as English, since names and headlines have no function words
_LEAST_LATIN = 0.5  # share of the letters
_LEAST_COMMON = 0.12  # share of the words
_LEAST_COMMON_SHORT = 0.05  # the same, for texts under `_SURE` words: headlines drop articles
_SURE = 60
# English words of grammar, without those that are common words of other languages in Latin script, Dutch and the
# Scandinavian ones first ("a", "in", "on", "is", "was", "had", "have", "her", "at", "by", "over", "under", "will", "all").
_COMMON = word_set(
    "the of and to for that with from it its be been are were has his their they them she this these those which who "
    "what when where would could should said says after before about against into between during than then there not "
    "but two three other only out up off you your our us if because while since until according some such any can may "
    "might must did does being new"
)
_MARKUP = re.compile(r"<[^<>]{1,300}>")
_WORD = re.compile(r"[^\W\d_]+")


def other_language(report: Report) -> Abstention | None:
    """Why the report is not annotated, or None where it is English, or too short to tell."""
    given = (report.language or "").strip().lower().replace("_", "-").split("-")[0]
    if given in {"en", "eng", "english"}:
        return None
    if given.isalpha() and given not in {"und", "mul", "unknown", "none", "null"}:
        return Abstention("language", f"the report's language is given as “{report.language}”: only English is annotated")
    middle = len(report.text) // 2
    windows = [report.text[:_LOOKED_AT]]
    if len(report.text) > 2 * _LOOKED_AT:  # a page may open with its menus
        windows.append(report.text[middle : middle + _LOOKED_AT])
    reasons = [_unlike(_MARKUP.sub(" ", w)) for w in windows]
    reason = reasons[0] if all(reasons) else None
    return Abstention("language", f"{reason}: only English is annotated") if reason else None


def _unlike(text: str) -> str | None:
    """What speaks against English, if anything does."""
    letters = [c for c in text if c.isalpha()]
    if len(letters) >= 2 * _ENOUGH and sum(map(_is_latin, letters)) < _LEAST_LATIN * len(letters):
        return "most letters are not Latin ones"
    words = _WORD.findall(text.lower())
    share = sum(w in _COMMON for w in words) / max(1, len(words))
    if len(words) >= _ENOUGH and share < (_LEAST_COMMON if len(words) >= _SURE else _LEAST_COMMON_SHORT):
        return f"only {share:.0%} of the words are English words of grammar"
    return None


def paragraphs(text: str) -> Iterator[Span]:
    """The paragraphs of a text whose sentences cannot be told, without the blanks around them."""
    for found in re.finditer(r"\S(?:[^\n]*[^\s])?", text):
        yield found.span()


def _is_latin(letter: str) -> bool:
    """Latin letters stand below U+0250, among the letters with marks (1E00), full width and in the mathematical alphabets."""
    code = ord(letter)
    return code < 0x250 or 0x1E00 <= code < 0x1F00 or 0xFF21 <= code <= 0xFF5A or 0x1D400 <= code < 0x1D7CC
