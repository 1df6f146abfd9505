"""A person's judgement: a plain TOML file beside the desk, replayed on every run.

    [[merge]]            # these statements tell one happening
    statements = ["3f2a…", "91bc…"]
    [[split]]            # this statement tells a happening of its own
    statement = "3f2a…"
    [[rename]]           # an origin's name
    origin = "ab12…"
    name = "Finnish coast guard"
    [[same_publisher]]   # two outlets of one owner
    outlets = ["The Herald", "The Evening Herald"]
    [[not_independent]]  # two origins that are not independent
    origins = ["Interior Ministry", "Police"]
    [[dismiss]]          # not a contradiction
    statements = ["3f2a…", "91bc…"]

Origins may be given by id or by name. Each entry may say `who`, `when` and `why`. Unknown
keys are errors; an id that no statement or origin has any more does nothing.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

from twosource.records import Event, Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from twosource.records import Story
    from twosource.weigh.origins import Resolved

_KEYS = {
    "merge": {"statements"},
    "split": {"statement"},
    "rename": {"origin", "name"},
    "same_publisher": {"outlets"},
    "not_independent": {"origins"},
    "dismiss": {"statements"},
}
_TWO = 2  # statements, outlets or origins at least, of which an entry says what they are to each other
_NOTES = {"who", "when", "why"}


class BadOverridesError(ValueError):
    """The overrides file cannot be read; the message names the entry and what is wrong."""


@dataclass(frozen=True, slots=True)
class Overrides:
    """What a person has decided. Ids are statement and origin ids of the account."""

    merges: tuple[frozenset[str], ...] = ()
    splits: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict[str, str])  # an origin → what it is to be called
    apart: Mapping[frozenset[str], str] = field(default_factory=dict[frozenset[str], str])  # two origins → what ties them
    dismissed: frozenset[frozenset[str]] = frozenset()

    def regroup(self, story: Story) -> Story:
        """The story with a person's merges and splits applied."""
        event = {s.id: s.event for s in story.statements}
        for merged in self.merges:
            groups = sorted({event[i] for i in merged if i in event})
            event = {i: groups[0] if e in groups[1:] else e for i, e in event.items()}
        event |= {i: f"e-{i}" for i in self.splits if i in event}
        return replace(story, statements=tuple(replace(s, event=event[s.id]) for s in story.statements))

    def on(self, resolved: Resolved) -> Overrides:
        """The same with origins' ids where the file gives names: those of the reports, or those that it gives itself."""
        ids: dict[str, set[str]] = defaultdict(set)
        for o in resolved.origins:
            called = {o.id, o.name.casefold()}
            for name in called | {self.names[key].casefold() for key in called if key in self.names}:
                ids[name].add(o.id)
        return replace(
            self,
            names={i: name for origin, name in self.names.items() for i in ids[origin]},
            apart={
                frozenset({a, b}): why for pair, why in self.apart.items() for a, b in product(*(ids[o] for o in pair)) if a != b
            },
        )

    def rename(self, resolved: Resolved) -> Resolved:
        """The origins under the names that a person gave them."""
        return replace(resolved, origins=tuple(Origin(o.id, self.names.get(o.id, o.name), o.kind) for o in resolved.origins))

    def agree(self) -> frozenset[frozenset[str]]:
        """Pairs of statements that say the same because a person has said so."""
        return _pairs(self.merges)

    def ties(self, a: Origin, b: Origin) -> str | None:
        """Why a person holds two origins not to be independent, or None."""
        return self.apart.get(frozenset({a.id, b.id}))

    def mark(self, event: Event) -> Event:
        """The event with what a person did to it, for the page to show."""
        mine = set(event.statements)
        done = [f"a person merged {len(m & mine)} statements into it" for m in self.merges if m & mine]
        done += ["a person split it off"] * len(self.splits & mine)
        done += [f"a person named an origin “{self.names[o]}”" for o in event.origins if o in self.names]
        done += sorted({tie.reason for tie in event.ties if tie.reason in self.apart.values()})
        done += ["a person dismissed a contradiction between two of its statements" for pair in self.dismissed if pair <= mine]
        return replace(event, by_hand=tuple(done))


def _pairs(groups: Iterable[frozenset[str]]) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for group in groups for pair in combinations(sorted(group), 2))


def load(path: Path) -> Overrides:
    """Read the overrides file; a missing file holds no overrides. Raises `BadOverridesError`."""
    if not path.exists():
        return Overrides()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadOverridesError(f"{path}: {error}") from error
    for kind, entries in data.items():
        _check(path, kind, entries)

    def sets(kind: str, key: str) -> list[frozenset[str]]:
        return [frozenset(e[key]) for e in data.get(kind, ())]

    publishers = _pairs(frozenset(map(str.casefold, group)) for group in sets("same_publisher", "outlets"))
    related = _pairs(frozenset(map(str.casefold, group)) for group in sets("not_independent", "origins"))
    return Overrides(
        merges=tuple(sets("merge", "statements")),
        splits=frozenset(e["statement"] for e in data.get("split", ())),
        names={e["origin"].casefold(): e["name"] for e in data.get("rename", ())},
        apart=dict.fromkeys(publishers, "a person has marked them as one publisher")
        | dict.fromkeys(related, "a person has marked them as not independent"),
        dismissed=_pairs(sets("dismiss", "statements")),
    )


def _check(path: Path, kind: str, entries: Any) -> None:  # noqa: ANN401 - anything may stand in a file
    if kind not in _KEYS:
        raise BadOverridesError(f"{path}: unknown entry [[{kind}]]: known are {', '.join(_KEYS)}")
    if not isinstance(entries, list):
        raise BadOverridesError(f"{path}: write [[{kind}]] with two brackets")
    for number, entry in enumerate(entries, 1):  # type: ignore[arg-type] - a TOML list
        if not isinstance(entry, dict):
            raise BadOverridesError(f"{path}: entry {number} of [[{kind}]] is no table")
        keys: set[str] = set(entry)  # type: ignore[arg-type] - a TOML table
        if keys - _NOTES != _KEYS[kind]:
            raise BadOverridesError(f"{path}: entry {number} of [[{kind}]] has {sorted(keys)}; it needs {sorted(_KEYS[kind])}")
        for key in _KEYS[kind]:
            _check_value(f"{path}: {key} of entry {number} of [[{kind}]]", entry[key], several=key.endswith("s"))


def _check_value(where: str, value: Any, *, several: bool) -> None:  # noqa: ANN401 - anything may stand in a file
    if several and not (isinstance(value, list) and all(isinstance(v, str) for v in value)):  # type: ignore[arg-type] - a TOML list
        raise BadOverridesError(f"{where} must be a list of texts")
    if several and len(set(value)) < _TWO:  # type: ignore[arg-type] - a list of texts by now
        raise BadOverridesError(f"{where} must name two or more")
    if not several and not (isinstance(value, str) and value.strip()):
        raise BadOverridesError(f"{where} must be a text")
