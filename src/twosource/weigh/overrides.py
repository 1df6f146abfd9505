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

Each entry may say `who`, `when` and `why`. Unknown keys are errors.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from twosource.records import Origin

if TYPE_CHECKING:
    from pathlib import Path

    from twosource.records import Conflict, Event, Story
    from twosource.weigh.origins import Resolved

_KEYS = {
    "merge": {"statements"},
    "split": {"statement"},
    "rename": {"origin", "name"},
    "same_publisher": {"outlets"},
    "not_independent": {"origins"},
    "dismiss": {"statements"},
}
_NOTES = {"who", "when", "why"}


class BadOverridesError(ValueError):
    """The overrides file cannot be read; the message names the entry and what is wrong."""


@dataclass(frozen=True, slots=True)
class Overrides:
    """What a person has decided. Ids are statement and origin ids of the account."""

    merges: tuple[frozenset[str], ...] = ()
    splits: frozenset[str] = frozenset()
    names: tuple[tuple[str, str], ...] = ()
    not_independent: frozenset[frozenset[str]] = frozenset()
    dismissed: frozenset[frozenset[str]] = frozenset()

    def regroup(self, story: Story) -> Story:
        """The story with a person's merges and splits applied."""
        event = {s.id: s.event for s in story.statements}
        for merged in self.merges:
            groups = sorted({event[i] for i in merged if i in event})
            event = {i: groups[0] if e in groups[1:] else e for i, e in event.items()}
        event |= {i: f"e-{i}" for i in self.splits if i in event}
        return replace(story, statements=tuple(replace(s, event=event[s.id]) for s in story.statements))

    def rename(self, resolved: Resolved) -> Resolved:
        """The origins under the names that a person gave them."""
        names = dict(self.names)
        return replace(resolved, origins=tuple(Origin(o.id, names.get(o.id, o.name), o.kind) for o in resolved.origins))

    def dismisses(self, conflict: Conflict) -> bool:
        """Has a person said that this is no contradiction?"""
        return frozenset({conflict.a, conflict.b}) in self.dismissed

    def mark(self, event: Event) -> Event:
        """The event with what a person did to it, for the page to show."""
        mine = set(event.statements)
        done = [f"a person merged {len(m & mine)} statements into it" for m in self.merges if m & mine]
        done += ["a person split it off" for i in self.splits if i in mine]
        return replace(event, by_hand=tuple(done))


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

    def sets(kind: str, key: str) -> frozenset[frozenset[str]]:
        return frozenset(frozenset(e[key]) for e in data.get(kind, ()))

    return Overrides(
        merges=tuple(frozenset(e["statements"]) for e in data.get("merge", ())),
        splits=frozenset(e["statement"] for e in data.get("split", ())),
        names=tuple((e["origin"], e["name"]) for e in data.get("rename", ())),
        not_independent=sets("same_publisher", "outlets") | sets("not_independent", "origins"),
        dismissed=sets("dismiss", "statements"),
    )


def _check(path: Path, kind: str, entries: Any) -> None:  # noqa: ANN401 - anything may stand in a file
    if kind not in _KEYS:
        raise BadOverridesError(f"{path}: unknown entry [[{kind}]]: known are {', '.join(_KEYS)}")
    if not isinstance(entries, list):
        raise BadOverridesError(f"{path}: write [[{kind}]] with two brackets")
    for number, entry in enumerate(entries, 1):  # type: ignore[arg-type] - a TOML list
        keys = set(entry)  # type: ignore[arg-type] - a TOML table
        if keys - _NOTES != _KEYS[kind]:
            raise BadOverridesError(f"{path}: entry {number} of [[{kind}]] has {sorted(keys)}; it needs {sorted(_KEYS[kind])}")
