"""Characters: which letters are capitals, and lone surrogates, halves that broken decoders leave behind and no JSON can hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from twosource.records import Abstention, Report

# The capital letters of Latin, Greek and Cyrillic, for a class of a pattern: a name may begin with É or Š.
CAPITAL = "".join(c for c in map(chr, range(0x530)) if c.isupper())

_SURROGATE = re.compile("[\ud800-\udfff]")
_NOTE = "lone surrogates are no characters: each is replaced by U+FFFD"
_DEEPEST = 40  # levels of kept fields


def sound(text: str) -> str:
    """The text with U+FFFD for every lone surrogate. Offsets stay."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def sound_report(report: Report) -> Report:
    """The report with U+FFFD for every lone surrogate in any of its fields, and an abstention that says so of its text."""
    text = sound(report.text)
    names = ("id", "outlet", "published", "title", "url", "language", "credit")
    plain = {n: new for n in names if (old := getattr(report, n)) is not None and (new := sound(old)) != old}
    authors, kept = tuple(sound(a) for a in report.authors), sound_value(report.kept)
    if text == report.text and not plain and authors == report.authors and kept == report.kept:
        return report
    told = report.abstained if text == report.text else (*report.abstained, Abstention("text", _NOTE))
    return replace(report, text=text, authors=authors, kept=kept, abstained=told, **plain)


def sound_value(value: Any, depth: int = 0) -> Any:  # noqa: ANN401 - any JSON value
    """The value with every text in it made sound."""
    if isinstance(value, str):
        return sound(value)
    if depth < _DEEPEST and isinstance(value, Mapping):
        return {sound_value(k, depth + 1): sound_value(v, depth + 1) for k, v in cast("Mapping[Any, Any]", value).items()}
    if depth < _DEEPEST and isinstance(value, list | tuple):
        return [sound_value(v, depth + 1) for v in cast("list[Any]", value)]
    return value
