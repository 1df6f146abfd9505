"""Speakers set before a colon: transcripts ("SMITH: Well, ...") and headings ("Minister: no deal")."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from twosource.annotate.attribution.candidate import Candidate

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LABEL = re.compile(r"^[ \t\"“]*(?P<name>[^\W\d_][\w.’'\-]*(?: [^\W\d_a-z][\w.’'\-]*){0,4}):[ \t\xa0]+(?=\S)", re.MULTILINE)
_LEAST = 2  # a label seen this often is a speaker's


def candidates(doc: Doc) -> list[Candidate]:
    """A candidate for every turn of a speaker who has at least two, in a text where two speakers have."""
    text = doc.text
    turns = [m for m in _LABEL.finditer(text) if m["name"][0].isupper()]
    often = Counter(m["name"] for m in turns)
    if sum(n >= _LEAST for n in often.values()) < _LEAST:
        return []
    out: list[Candidate] = []
    for turn in turns:
        label = doc.char_span(turn.start("name"), turn.end("name"), alignment_mode="expand")
        end = text.find("\n", turn.end())
        end = len(text) if end < 0 else end
        if label is not None and len(text[turn.end() : end].split()) > 1:
            mark = label.end if label.end < len(doc) else label.end - 1
            out.append(
                Candidate(mark, ":", "transcript", (mark, mark + 1), (label.start, label.end), [(turn.end(), end)], label.root.i)
            )
    return out
