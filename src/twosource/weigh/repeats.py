"""Statements in a report's own voice, or relayed, that rest on what another passage attributes: they get its origin."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from twosource.moments import order
from twosource.weigh.carriers import carrier_like, own_eyes, own_key
from twosource.weigh.voices import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from twosource.records import Annotation, Statement, Story


def relayed(
    story: Story, keys: Mapping[str, str], publisher: Mapping[str, str], agree: frozenset[frozenset[str]]
) -> dict[str, str]:
    """Statements that a report has from another outlet: whom that outlet itself cites for the same thing.

    A report has it from another where it cites that outlet, or takes its text from it.
    """
    copied: dict[str, set[str]] = defaultdict(set)
    for copy in story.copies:
        copied[copy.report].add(copy.of)
    by_event: dict[str, list[Statement]] = defaultdict(list)
    for s in story.statements:
        by_event[s.event].append(s)
    carriers = {own_key(c) for c in publisher.values()}
    # Whom a name means is asked once: a crowd cites few, and each is held against every carrier.
    meant = {name: own_key(carrier_like(name, publisher.values())) for name in {n for s in story.statements for n in s.chain}}
    out: dict[str, str] = {}
    for s in story.statements:
        cited = {meant[name] for name in s.chain}
        if keys.get(s.id, "").startswith("voice:") and not cited & carriers:
            continue
        fits = [
            t
            for t in by_event[s.event]
            if t.report != s.report
            and _may_rest_on(s, t)
            and (own_key(publisher[t.report]) in cited or t.report in copied[s.report])
            and is_named(keys.get(t.id))
            and _can_repeat(s, t)
        ]
        if fits:
            out[s.id] = keys[max(fits, key=lambda t: (frozenset({s.id, t.id}) in agree, _figure_fits(s, t), t.id)).id]
    return out


def same_words(
    story: Story, keys: Mapping[str, str], by_report: Mapping[str, Annotation], witnessed: AbstractSet[str]
) -> dict[str, str]:
    """Own-voice statements that repeat the very words that another statement of the event attributes, or that hold them."""
    attributed: dict[tuple[str, frozenset[str], bool], str] = {}
    inner: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for s in story.statements:
        if is_named(keys.get(s.id)):
            words = words_of(by_report[s.report].report.text[s.start : s.end])
            attributed.setdefault((s.event, words, True), keys[s.id])
            if s.taken is None:
                attributed.setdefault((s.event, words, False), keys[s.id])
            inner[s.event, s.report].append(s)
    out: dict[str, str] = {}
    for s in story.statements:
        if is_named(keys.get(s.id)) or s.id in witnessed:
            continue
        within = [t for t in inner[s.event, s.report] if s.start <= t.start < s.end or t.start <= s.start < t.end]
        words = words_of(by_report[s.report].report.text[s.start : s.end])
        same = attributed.get((s.event, words, s.taken is not None))
        if within or same:
            out[s.id] = keys[within[0].id] if within else str(same)
    return out


def repeated(
    story: Story,
    keys: Mapping[str, str],
    agree: frozenset[frozenset[str]],
    by_report: Mapping[str, Annotation],
    witnessed: AbstractSet[str],
) -> dict[str, str]:
    """Own-voice statements that repeat what a named origin said of the same happening.

    Said in the same report, or earlier, or (where the report does not show its own eyes on the
    scene) by anybody whose passage says the same: what may be repetition is held to be repetition.
    """
    when = {a.report.id: order(a.report.published) for a in story.annotations}
    on_record: dict[str, list[Statement]] = defaultdict(list)
    for s in story.statements:
        if is_named(keys.get(s.id)):
            on_record[s.event].append(s)
    out: dict[str, str] = {}
    for s in story.statements:
        if s.id in keys or s.polarity == "denies" or s.id in witnessed:
            continue
        seen = own_eyes(by_report[s.report], s)
        fits = [t for t in on_record[s.event] if _can_repeat(s, t) and _may_rest_on(s, t)]
        near = [
            t
            for t in fits
            if t.report == s.report
            or (_figure_fits(s, t) and when[t.report] <= when[s.report])
            or (not seen and frozenset({s.id, t.id}) in agree)
        ]
        if near:
            best = max(near, key=lambda t: (_figure_fits(s, t), t.report == s.report, when[t.report], t.id))
            out[s.id] = keys[best.id]
    return out


def is_named(key: str | None) -> bool:
    """Whether the key of an origin is a cited one's, and not an outlet's own."""
    return key is not None and not key.startswith("own:")


def _may_rest_on(s: Statement, t: Statement) -> bool:
    """What a report says itself never gets its origin from a copied passage: copies must move nothing."""
    return t.taken is None or s.taken is not None


def _can_repeat(s: Statement, t: Statement) -> bool:
    return s.polarity == t.polarity and (s.figure is None or t.figure is None or _figure_fits(s, t))


def _figure_fits(s: Statement, t: Statement) -> bool:
    return bool(s.figure and t.figure and s.figure.what == t.figure.what and s.figure.low == t.figure.low)
