"""Words that tell how a statement stands to others: that a count rose, that something is set right, that it was only planned.

English, from general knowledge of how news is written. Each is looked for in the clause or in
the sentences in which it stands.
"""

from __future__ import annotations

import re
from typing import Literal

Cue = Literal["rises", "changed", "remains", "announced", "position", "takes back", "corrects", "there is"]

# Words with which a report takes back what was said before; with a change of polarity, milder ones will do.
_WORD_OF = (
    r"(?:claims?|statements?|reports?|accusations?|allegations?|figures?|remarks?|story|account|announcement|tweets?|posts?)"
)
_TAKEN_BACK = (
    r"correction|corrigendum|erratum|corrected|retract(?:ed|s|ion)|t(?:ook|akes|aken|aking) back|mistaken(?:ly)?|wrongly|"
    rf"withdr(?:ew|awn|aws) (?:the |its |his |her |their |that |an? |this )?{_WORD_OF}|"  # armies withdraw, too
    rf"{_WORD_OF} (?:was|were|has been|have been) withdrawn|in error|(?:was|were) (?:wrong|incorrect|false)|turned out|"
    r"in the heat of|moved away from|backed away from|an earlier version"
)
_IN_CLAUSE: dict[Cue, str] = {
    # A count of those left is no count of all.
    "remains": r"\b(?:still|remain(?:s|ed|ing)?|left)\b",
    # What was asked for or promised is measured by what came.
    "announced": r"\b(?:asked for|requested|promised|pledged|expected|planned|announced|(?:is|are|was|were) to)\b",
    # So far from somewhere: a place, told by a distance.
    "position": (
        r"\b(?:miles?|kilomet(?:re|er)s?|met(?:re|er)s?|km|yards?|feet)\b[^.;]{0,20}?"
        r"\b(?:off|from|of|away|inside|within|into|on the)\b"
    ),
    "there is": r"^\W*there\b",
}
_IN_SENTENCE: dict[Cue, str] = {
    "rises": (
        r"\b(?:rose|risen|rises|rising|climbed|reached|now|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|latest|updated?s?|"
        r"revised|correct(?:ed|ion|s)|so far|no longer|(?:up|down) from|raised|lowered|fell|dropped|grew|grown|instead of)\b"
    ),
    "changed": (
        r"\b(?:(?:up|down) from|now|only|revised|correct(?:ed|ion|s)|lowered|fell|fallen|dropped|reduced|cut to|no more than|"
        r"in the end|third|fourth|fewer|less than)\b"
    ),
    "takes back": rf"\b(?:{_TAKEN_BACK})\b",
    "corrects": (
        rf"\b(?:{_TAKEN_BACK}|corrects|correcting|retracts|takes back|now (?:says|said|puts|admits?)|"
        r"earlier (?:report|statement)|first reported|had (?:earlier |first )?reported)\b"
    ),
}


def _compiled(table: dict[Cue, str]) -> dict[Cue, re.Pattern[str]]:
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in table.items()}


_CLAUSE, _SENTENCE = _compiled(_IN_CLAUSE), _compiled(_IN_SENTENCE)


def find(words: str, around: str) -> frozenset[Cue]:
    """The cues of a clause, given its words and the sentences around it."""
    found: list[Cue] = [name for name, pattern in _CLAUSE.items() if pattern.search(words)]
    found.extend(name for name, pattern in _SENTENCE.items() if pattern.search(around))
    return frozenset(found)
