"""Let a language model word the brief, and believe nothing of it: off unless an endpoint is given.

Any OpenAI-compatible endpoint will do (`POST {url}/chat/completions`). Each line of the brief
is sent with nothing but its own words; the sentence that comes back stands only if the receipts
of that line hold it (`support`), else the line stays as it was. Without an answer the brief
stays as it was, and the log says why.
"""

from __future__ import annotations

import json
import logging
import os
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


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model is asked. `url` ends before `/chat/completions`; `key` may be empty."""

    url: str
    model: str
    key: str = ""
    seconds: float = 30.0


def from_environment() -> Endpoint | None:
    """The endpoint of `TWOSOURCE_LLM_URL`, `TWOSOURCE_LLM_MODEL` and `TWOSOURCE_LLM_KEY`; None unless the first two are set."""
    url, model = os.environ.get("TWOSOURCE_LLM_URL", ""), os.environ.get("TWOSOURCE_LLM_MODEL", "")
    return Endpoint(url, model, os.environ.get("TWOSOURCE_LLM_KEY", "")) if url and model else None


def reword(lines: Sequence[BriefLine], annotations: Mapping[str, Annotation], endpoint: Endpoint) -> tuple[BriefLine, ...]:
    """The brief with each line in the model's words where its receipts hold them, in its own words elsewhere."""
    return tuple(_checked(line, _answer(line.text, endpoint), annotations) for line in lines)


def _checked(line: BriefLine, words: str | None, annotations: Mapping[str, Annotation]) -> BriefLine:
    if not words:
        return line
    new = replace(line, text=" ".join(words.split()))
    if supported(new, annotations):
        return new
    _log.info("dropped what the model wrote, its receipts do not hold it: %s", new.text)
    return line


def _answer(text: str, endpoint: Endpoint) -> str | None:
    """What the model makes of a sentence; None where it cannot be had."""
    if not endpoint.url.startswith(("http://", "https://")):
        _log.warning("the model's address must begin with http:// or https://: %s", endpoint.url)
        return None
    messages = [{"role": "system", "content": _ASK}, {"role": "user", "content": text}]
    body = {"model": endpoint.model, "temperature": 0, "messages": messages}
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {})
    request = urllib.request.Request(  # noqa: S310 - the scheme was checked above
        f"{endpoint.url.rstrip('/')}/chat/completions", json.dumps(body).encode(), headers
    )
    try:
        with urllib.request.urlopen(request, timeout=endpoint.seconds) as response:  # noqa: S310 - as above
            return str(json.load(response)["choices"][0]["message"]["content"]).strip()
    except (OSError, ValueError, KeyError, IndexError, TypeError) as fault:
        _log.warning("the model at %s gave no answer: %s", endpoint.url, fault)
        return None
