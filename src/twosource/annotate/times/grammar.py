"""The matcher: patterns of `data/times.toml` over atoms. A pattern is a row of items, an item a few alternatives."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from twosource.annotate.times import numbers
from twosource.annotate.times.atoms import data, listed

if TYPE_CHECKING:
    from twosource.annotate.times.atoms import Atom, Value
    from twosource.annotate.times.numbers import Number

SOUGHT = ("date", "time", "span", "set")
_MOST = 14  # atoms: no expression is longer


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern found at atoms `[start, end)`: the sense that reads it and what was captured, by name."""

    group: str
    sense: str
    start: int
    end: int
    found: dict[str, Value | Number | Match] = field(default_factory=dict[str, "Value | Number | Match"])


@dataclass(frozen=True, slots=True)
class Item:
    """One place of a pattern: what may stand there, whether it may be missing, and the capture's name."""

    groups: tuple[str, ...]
    classes: tuple[str, ...]
    words: frozenset[str]
    optional: bool
    ahead: bool
    name: str | None


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern with its sense, the captures that the sense is given outright, and its place among its group's."""

    group: str
    items: tuple[Item, ...]
    sense: str
    given: dict[str, Value]
    place: int


def _item(text: str) -> Item:
    body, _, name = text.partition(":")
    optional = body.endswith("?") or name.endswith("?")
    body, name = body.rstrip("?"), name.rstrip("?")
    ahead = body.startswith("&")
    options = body.removeprefix("&").split("|")
    return Item(
        groups=tuple(o[1:-1] for o in options if o.startswith("{")),
        classes=tuple(o for o in options if o.isupper()),
        words=frozenset(o for o in options if not o.isupper() and not o.startswith("{")),
        optional=optional,
        ahead=ahead,
        name=name or None,
    )


def _rule(group: str, line: str, place: int) -> Rule:
    pattern, _, sense = line.partition(" -> ")
    name, *given = sense.split()
    pairs = (pair.partition("=")[::2] for pair in given)
    return Rule(
        group,
        tuple(_item(item) for item in pattern.split()),
        name,
        {k: int(v) if v.lstrip("-").isdecimal() else v for k, v in pairs},
        place,
    )


@cache
def _rules() -> dict[str, tuple[Rule, ...]]:
    return {
        group: tuple(_rule(group, line, place) for place, line in enumerate(lines)) for group, lines in data()["rules"].items()
    }


def _firsts(rules: dict[str, tuple[Rule, ...]], rule: Rule) -> tuple[set[str], bool]:
    """What the first atom of the rule can be (words and classes), and whether it can be a number."""
    keys: set[str] = set()
    number = False
    for item in rule.items:
        keys |= item.words | set(item.classes)
        for group in item.groups:
            if group == "n":
                number = True
            for inner in rules[group]:
                inner_keys, inner_number = _firsts(rules, inner)
                keys |= inner_keys
                number |= inner_number
        if not item.optional:
            break
    return keys, number


@cache
def _index() -> dict[str, dict[str, tuple[Rule, ...]]]:
    """Group → what the first atom may be → rules. The key "#" holds the rules that may start with a number."""
    rules = _rules()
    out: dict[str, dict[str, list[Rule]]] = {}
    for group, members in rules.items():
        table: dict[str, list[Rule]] = out.setdefault(group, {})
        for rule in members:
            keys, number = _firsts(rules, rule)
            for key in (*keys, "#") if number else keys:
                table.setdefault(key, []).append(rule)
    return {g: {k: tuple(v) for k, v in t.items()} for g, t in out.items()}


_NUMBER_WORDS = frozenset({"a", "an", "few", "couple", "half", "dozens", "tens", "hundreds", "thousands", "scores"})


@cache
def _number_starts() -> frozenset[str]:
    return _NUMBER_WORDS | {words.split()[0] for words in data()["approximators"]}


@cache
def _words() -> frozenset[str]:
    """The words that a pattern or a number may start with."""
    return _number_starts() | {key for table in _index().values() for key in table if not key.isupper()}


@lru_cache(maxsize=4096)
def _candidates(group: str, word: str, classes: tuple[str, ...]) -> tuple[Rule, ...]:
    """The rules of a group that may start at an atom with this word (or "") and these classes."""
    table = _index()[group]
    keys = [word, *classes]
    if word in _number_starts() or not {"NUM", "NUMBER", "VAGUE", "FRACTION"}.isdisjoint(classes):
        keys.append("#")
    rules = {rule.place: rule for key in keys for rule in table.get(key, ())}
    return tuple(rules[place] for place in sorted(rules))


# Every pattern holds one of these; where none is near, nothing is tried.
_HEART_CLASSES = listed("heart classes")
_HEART_WORDS = listed("heart words")
_HOURS, _BEFORE_HOUR = frozenset({"HOUR", "HOUR_WORD"}), listed("before an hour")
_REACH = 9  # atoms from the start of an expression to its heart


class Matcher:
    """Finds the patterns at any place of a list of atoms; what was found at a place is kept."""

    def __init__(self, atoms: list[Atom]) -> None:
        """Match over these atoms."""
        self.atoms = atoms
        self._kept: dict[tuple[str, int], list[Match]] = {}
        self._numbers: dict[int, list[tuple[int, Number]]] = {}

    def starts(self) -> list[int]:
        """The atoms at which an expression may start, in order."""
        out: list[int] = []
        words = _words()
        for i, atom in enumerate(self.atoms):
            heart = atom.lower in _HEART_WORDS or not _HEART_CLASSES.isdisjoint(atom.classes)
            if heart or self._is_hour(i) or self._is_day(i):
                out.extend(range(max(out[-1] + 1 if out else 0, i - _REACH), i + 1))
        return [i for i in out if self.atoms[i].classes or self.atoms[i].lower in words]

    def _is_hour(self, at: int) -> bool:
        """A number behind "at", "by", "until" may be an hour."""
        if not at or _HOURS.isdisjoint(self.atoms[at].classes):
            return False
        return self.atoms[at - 1].lower in _BEFORE_HOUR

    def _is_day(self, at: int) -> bool:
        """As in "the 8th": it may be a day of the month."""
        return at > 0 and "ORD" in self.atoms[at].classes and self.atoms[at - 1].lower == "the"

    def at(self, start: int) -> list[Match]:
        """Every expression sought that starts at atom `start`, the longest first."""
        found = [match for group in SOUGHT for match in self.group(group, start)]
        return sorted(found, key=lambda m: -m.end)

    def group(self, group: str, start: int) -> list[Match]:
        """Every match of a group's rules at atom `start`."""
        key = (group, start)
        if key not in self._kept:
            self._kept[key] = []  # a rule that starts with its own group finds nothing there
            self._kept[key] = [match for rule in self._rules_at(group, start) for match in self._rule(rule, start)]
        return self._kept[key]

    def _rules_at(self, group: str, at: int) -> tuple[Rule, ...]:
        if at >= len(self.atoms):
            return ()
        atom = self.atoms[at]
        return _candidates(group, atom.lower if atom.lower in _words() else "", tuple(atom.classes))

    def _rule(self, rule: Rule, start: int) -> list[Match]:
        ends: list[tuple[int, dict[str, Value | Number | Match]]] = [(start, dict[str, "Value | Number | Match"](rule.given))]
        for item in rule.items:
            if item.ahead:
                ends = [(end, step[1]) for end, found in ends for step in self._item(item, end, found)]
            else:
                ends = [step for end, found in ends for step in self._item(item, end, found)]
            if not ends:
                return []
        return [Match(rule.group, rule.sense, start, end, found) for end, found in ends if start < end <= start + _MOST]

    def _number(self, at: int) -> list[tuple[int, Number]]:
        if at not in self._numbers:
            self._numbers[at] = numbers.read(self.atoms, at)
        return self._numbers[at]

    def _item(
        self, item: Item, at: int, found: dict[str, Value | Number | Match]
    ) -> list[tuple[int, dict[str, Value | Number | Match]]]:
        out = [(at, found)] if item.optional else []
        if at >= len(self.atoms):
            return out
        atom = self.atoms[at]
        if atom.lower in item.words:
            out.append((at + 1, {**found, item.name: atom.lower} if item.name else found))
        for name in item.classes:
            if name in atom.classes:
                out.append((at + 1, {**found, item.name: atom.classes[name]} if item.name else found))
                break
        for group in item.groups:
            if group == "n":
                out += [(end, {**found, item.name: n} if item.name else found) for end, n in self._number(at)]
            else:
                out += [(m.end, {**found, **_lift(item, m)}) for m in self.group(group, at)]
        return out


def _lift(item: Item, match: Match) -> dict[str, Value | Number | Match]:
    """A named group is captured whole; the captures of an unnamed part are handed up."""
    return {item.name: match} if item.name else match.found
