"""Let a language model word the brief, and believe nothing of it: off unless an endpoint is given.

Any OpenAI-compatible endpoint will do (`POST {url}/chat/completions`). Each line of the brief is
sent with nothing but its own words. Of what comes back each sentence is checked by itself: what
the receipts of the line do not hold (`support`) is dropped. What is left stands only if it keeps
the line's burden: who says so, how many say so, that it is denied or disputed, and no denial
that the line does not have. Else, and without an answer, the line stays as it was; the log says
why.
"""

from __future__ import annotations

import json
import logging
import os
import re
import urllib.request
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from twosource.weigh.support import supported

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twosource.records import Annotation, BriefLine

_log = logging.getLogger(__name__)
_ASK = (
    "Reword the sentence as one plain English sentence of a news brief. Use only what it says. Add no name, number, "
    "date or place, keep who says it and every doubt, and answer with the sentence alone."
)
_PATIENCE = 2  # answers that may fail to come, one after the other
_KEY = "TWOSOURCE_LLM_KEY"
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?![\s”\"’')]*(?:\s|$))[^.!?]*)*[.!?]*[”\"’')]*", re.DOTALL)
_ABBREVIATED = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|St|No|[^\W\d_]|[ap]\.m)\.)$")
_NOT = re.compile(r"\b(?:no|not|never|nobody|none|nothing|neither|nor|without|deni\w+|reject\w*)\b|n['’]t\b", re.IGNORECASE)
# What a line of the brief must keep: the words that bear it there, and those that may bear it in another wording.
_BURDENS = (
    (
        re.compile(r"^Denied by|; this is denied by"),
        re.compile(r"\b(?:den(?:y|ies|ied)|reject\w*|dismiss\w*|dispute[sd]?|contradict\w*)\b", re.IGNORECASE),
    ),
    (
        re.compile(r"^Sources disagree|figures differ"),
        re.compile(
            r"\b(?:disagree|differ\w*|against|but|while|whereas|though|although|contradict\w*|dispute\w*)\b", re.IGNORECASE
        ),
    ),
    (
        re.compile(r"^According to .* alone: “"),
        re.compile(r"\b(?:according to|say|says|said|alone|only|reports?|reported|tells?|told|states?|stated)\b", re.IGNORECASE),
    ),
)
_COUNTED = re.compile(r"\b(\w+) independent sources\b", re.IGNORECASE)
_WHO = re.compile(r"(?:According to|[Dd]enied by) (.+?)(?: alone)?: “|” \(([^()]+)\)")
_TELLING = re.compile(r"\b(?!(?:the|and|for|from|who|his|her|its|their|one|report)\b)\w{3,}")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model is asked. `url` ends before `/chat/completions`; `key` may be empty."""

    url: str
    model: str
    key: str = ""
    seconds: float = 30.0


def endpoint(url: str, model: str) -> Endpoint:
    """The endpoint at an address, with the key that stands in `TWOSOURCE_LLM_KEY`, if any."""
    return Endpoint(url, model, os.environ.get(_KEY, ""))


def reword(lines: Sequence[BriefLine], annotations: Mapping[str, Annotation], model: Endpoint) -> tuple[BriefLine, ...]:
    """The brief with each line in the model's words where its receipts hold them, in its own words elsewhere.

    A model that twice in a row gives no answer is not asked again.
    """
    out: list[BriefLine] = []
    silent = 0
    for line in lines:
        words = _answer(line.text, model) if silent < _PATIENCE else None
        silent = 0 if words is not None else silent + 1
        out.append(_checked(line, words, annotations, model.model))
    return tuple(out)


def _checked(line: BriefLine, words: str | None, annotations: Mapping[str, Annotation], model: str) -> BriefLine:
    """The line in the model's words, without the sentences that its receipts do not hold; as it was where nothing is left."""
    held: list[str] = []
    for sentence in sentences(" ".join((words or "").split())):
        if supported(replace(line, text=sentence), annotations):
            held.append(sentence)
        else:
            _log.info("dropped what the model wrote, its receipts do not hold it: %s", sentence)
    text = " ".join(held)
    if not text:
        return line
    if not keeps(line.text, text):
        _log.info("dropped what the model wrote, it does not keep who says so or what is in doubt: %s", text)
        return line
    return replace(line, text=text, worded_by=model)


def sentences(text: str) -> list[str]:
    """The sentences of one line of text; initials and titles end none."""
    out: list[str] = []
    for m in _SENTENCE.finditer(text):
        piece = m.group().strip()
        if out and _ABBREVIATED.search(out[-1]):
            out[-1] += " " + piece
        elif piece:
            out.append(piece)
    return out


def keeps(line: str, text: str) -> bool:
    """Whether another wording keeps what a line of the brief rests on: its sources, their number, and every doubt."""
    if any(has.search(line) and not may.search(text) for has, may in _BURDENS):
        return False
    counted = _COUNTED.search(line)
    if counted and not re.search(rf"\b{counted[1]}\b", text, re.IGNORECASE):
        return False
    who = [set(_TELLING.findall((a or b).casefold())) for a, b in _WHO.findall(line)]
    told = set(_TELLING.findall(text.casefold()))
    if any(names and not names & told for names in who):
        return False
    return bool(_NOT.search(line)) == bool(_NOT.search(text))


def _answer(text: str, model: Endpoint) -> str | None:
    """What the model makes of a sentence; None where it cannot be had."""
    if not model.url.startswith(("http://", "https://")):
        _log.warning("the model's address must begin with http:// or https://: %s", model.url)
        return None
    messages = [{"role": "system", "content": _ASK}, {"role": "user", "content": text}]
    body = {"model": model.model, "temperature": 0, "messages": messages}
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {model.key}"} if model.key else {})
    request = urllib.request.Request(  # noqa: S310 - the scheme was checked above
        f"{model.url.rstrip('/')}/chat/completions", json.dumps(body).encode(), headers
    )
    try:
        with urllib.request.urlopen(request, timeout=model.seconds) as response:  # noqa: S310 - as above
            return str(json.load(response)["choices"][0]["message"]["content"]).strip()
    except (OSError, ValueError, KeyError, IndexError, TypeError) as fault:
        _log.warning("the model at %s gave no answer: %s", model.url, fault)
        return None
