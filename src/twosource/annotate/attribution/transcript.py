"""Speakers set apart by a mark: transcripts ("SMITH: ..."), headings ("Minister: no deal"), quotations signed with a dash."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from twosource.annotate.attribution.candidate import Candidate
from twosource.annotate.attribution.cues import cues
from twosource.annotate.entities.words import person_head
from twosource.read.characters import CAPITAL

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from twosource.annotate.attribution.quotes import Quote

_LABEL = re.compile(r"^[ \t\"“]*(?P<name>[^\W\d_][\w.’'\-]*(?: [^\W\d_a-z][\w.’'\-]*){0,4}):[ \t\xa0]+(?=\S)", re.MULTILINE)
_LEAST = 2  # a label seen this often is a speaker's, one letter ("Q:", "A:") is nobody's

# A heading's first words before a colon, a few of them; a line that is signed with a dash behind its quotation.
_HEADING = re.compile(r"\s*(?P<name>[^\s:][^:\n]{1,60}):\s+(?P<said>\S[^\n]*)")
_SIGNED = re.compile(r"\s*[―—–]\s*(?P<name>[^\W\d_][\w.’'\-]*(?: [^\W\d_][\w.’'\-]*){0,5})\s*(?=\n|$)")
_LABELLED = re.compile(rf"[.?!] [{CAPITAL}][\w ]{{1,30}}: ")  # another turn on the same line
_MOST_LABEL = 6  # words of a heading's label
_MARKS = "\"“”'‘’«„"
# Labels that tell whose finding follows, though they name nobody.
_FINDING = frozenset(
    ["poll", "report", "survey", "study", "insider", "source", "analyst", "expert", "official", "police", "aide"]
)


def headings(doc: Doc) -> list[Candidate]:
    """A candidate for a first line that sets its speaker before a colon: "Mayor: 'We will rebuild'", "Poll: voters tire"."""
    line = _HEADING.match(doc.text)
    if line is None or len(line["name"].split()) > _MOST_LABEL or len(line["said"].split()) < 2:
        return []
    label = doc.char_span(line.start("name"), line.end("name"), alignment_mode="expand")
    said = doc.char_span(line.start("said"), line.end("said"), alignment_mode="expand")
    if label is None or said is None or not line["name"][0].isupper() or _LABELLED.search(line["said"]):
        return []
    if any(t.tag_ in {"VBD", "VBZ", "VBP"} and cues().lemma(t) in cues().clause for t in label):
        return []  # "The minister said: ...": no heading, and no need of this
    last = label[-1]
    if last.ent_type_ == "ORG" and line["said"][0] not in _MARKS and not any(t.pos_ in {"VERB", "AUX"} for t in said):
        return []
    speaks = (
        last.ent_type_ in {"PERSON", "ORG", "NORP"}
        or last.lemma_.lower() in _FINDING
        or person_head(doc, last.i) is not None
        # The parse of a heading is poor: what its name is, the text below it shows.
        or any(t.ent_type_ in {"PERSON", "ORG"} for t in doc[said.start :] if t.lower_ == last.lower_)
    )
    quoted = line["said"][0] in _MARKS and last.ent_type_ != "GPE"
    if not speaks and not quoted:
        return []
    end = line.start("said") + len(line["said"].rstrip())
    mark = label.end if label.end < len(doc) else label.end - 1
    return [
        Candidate(mark, ":", "transcript", (mark, mark + 1), (label.start, label.end), [(line.start("said"), end)], label.root.i)
    ]


def signed(doc: Doc, marked: tuple[Quote, ...]) -> list[Candidate]:
    """A candidate for every quotation with its speaker's name behind a dash: '"We lost it all." ― Ana Ruiz'."""
    out: list[Candidate] = []
    for quote in marked:
        name = _SIGNED.match(doc.text, quote.end)
        if name is None or not name["name"][0].isupper():
            continue
        label = doc.char_span(name.start("name"), name.end("name"), alignment_mode="expand")
        if label is not None and label.start:
            cue = (label.start - 1, label.start)
            out.append(
                Candidate(cue[0], "―", "transcript", cue, (label.start, label.end), [(quote.start, quote.end)], label.root.i)
            )
    return out


def candidates(doc: Doc) -> list[Candidate]:
    """A candidate for every turn of a speaker who has at least two, in a text where two speakers have."""
    text = doc.text
    turns = [m for m in _LABEL.finditer(text) if m["name"][0].isupper() and len(m["name"]) > 1]
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
