"""The trigger lexicon: word → PLOVER type and mode, by the company that the word keeps.

`data/triggers.txt` holds the words, `data/noun_classes.toml` the classes that its conditions name.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Code = tuple[str, str | None]
"""PLOVER type and mode; the types `NONE` and `ACCIDENT` are the lexicon's own."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One sense: its code, and what its arguments' classes must (or must not) be."""

    code: Code
    role: str | None = None
    classes: frozenset[str] = frozenset()
    negated: bool = False

    def fits(self, arguments: Mapping[str, frozenset[str]]) -> bool:
        """Tell whether the arguments (role → their classes) allow this sense."""
        if self.role is None:
            return True
        here = bool(arguments.get(self.role, frozenset()) & self.classes)
        return here != self.negated


@cache
def triggers() -> dict[tuple[str, str], tuple[Entry, ...]]:
    """`(v or n, entry)` → its senses, in the order in which they are to be tried."""
    out: dict[tuple[str, str], list[Entry]] = {}
    for line in resources.files("twosource.data").joinpath("triggers.txt").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, kind, words, condition = (part.strip() for part in line.split("|"))
        entry = _entry(name, condition)
        for word in words.split():
            out.setdefault((kind, word), []).append(entry)
    # A sense with a condition is tried before one without, whatever their order in the file.
    return {k: tuple(sorted(v, key=lambda e: e.role is None)) for k, v in out.items()}


def _entry(name: str, condition: str) -> Entry:
    kind, _, mode = name.partition("-")
    code = (kind, mode or None)
    if not condition:
        return Entry(code)
    role, _, classes = condition.partition("=")
    return Entry(code, role.rstrip("!"), frozenset(classes.split(",")), negated=role.endswith("!"))


@cache
def noun_classes() -> dict[str, frozenset[str]]:
    """Noun → the classes that it is in."""
    raw = tomllib.loads(resources.files("twosource.data").joinpath("noun_classes.toml").read_text("utf-8"))
    out: dict[str, set[str]] = {}
    for name, words in raw.items():
        for word in words.split():
            out.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in out.items()}


def sense(kind: str, names: list[str], arguments: Mapping[str, frozenset[str]]) -> Code | None:
    """The code of the first of `names` (longest first) that has a fitting sense."""
    table = triggers()
    for name in names:
        for entry in table.get((kind, name), ()):
            if entry.fits(arguments):
                return entry.code
    return None
