"""What may be an attribution, before it is decided: source, cue, content and the features that speak for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twosource.records import Span

Tokens = tuple[int, int]  # a stretch of tokens, [first, last + 1)


@dataclass(slots=True)
class Candidate:
    """One possible attribution.

    `head` is the token that carries the cue and `lemma` its lemma; `cue` and `source` are stretches of tokens;
    `content` are spans of characters; `frame` names the construction that found it; `order` is its place among the report's;
    `features` are
    named numbers for the decision, so that learned evidence can be set beside the rules'.
    """

    head: int
    lemma: str
    frame: str
    cue: Tokens
    source: Tokens | None
    content: list[Span]
    source_head: int | None = None
    order: int = 0
    features: dict[str, float] = field(default_factory=dict[str, float])
