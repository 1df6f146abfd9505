"""The number before a unit of time: "three", "2 1/2", "a couple of", "more than four", "two to three"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from twosource.annotate.times.atoms import data

if TYPE_CHECKING:
    from twosource.annotate.times.atoms import Atom


@dataclass(frozen=True, slots=True)
class Number:
    """A count; `amount` None for "several", "a few", "dozens of". `mod` is a TimeML modifier or None."""

    amount: float | None
    mod: str | None = None
    article: bool = False


_VAGUE_HEADS = {"dozens", "tens", "hundreds", "thousands", "scores"}


@cache
def _approximators() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word → (words, modifier), the longest first."""
    table: dict[str, str] = data()["approximators"]
    out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, mod in sorted(table.items(), key=lambda row: -len(row[0].split())):
        out.setdefault(words.split()[0], []).append((tuple(words.split()), mod))
    return out


def read(atoms: list[Atom], at: int) -> list[tuple[int, Number]]:
    """Every reading of a number from atom `at`: (index after it, number), the longest first."""
    mod = None
    for words, name in _approximators().get(atoms[at].lower if at < len(atoms) else "", ()):
        if tuple(a.lower for a in atoms[at : at + len(words)]) == words:
            at, mod = at + len(words), name or None
            break
    found = _count(atoms, at)
    if found is None:
        return []
    end, amount, article = found
    out = [(end, Number(amount, mod, article))]
    joined = end < len(atoms) and atoms[end].lower in {"to", "or", "-", "–"} and amount is not None
    if joined and (second := _count(atoms, end + 1)) and not second[2] and second[1] is not None:
        out.insert(0, (second[0], Number(amount, "APPROX", article=False)))
    return out


def _count(atoms: list[Atom], at: int) -> tuple[int, float | None, bool] | None:  # noqa: C901, PLR0911 - one line a form
    """(index after, amount or None when vague, is it only an article)."""
    if at >= len(atoms):
        return None
    word, n = atoms[at].lower, len(atoms)
    after = atoms[at + 1].lower if at + 1 < n else ""
    if word in {"a", "an"}:
        return _after_article(atoms, at + 1)
    if word == "couple":
        return at + 1 + (after == "of"), 2, False
    if word == "few":
        return at + 1, None, False
    if word in _VAGUE_HEADS and after == "of":
        return at + 2, None, False
    if word == "half" and after in {"a", "an"}:
        return at + 2, 0.5, False
    if "VAGUE" in atoms[at].classes:
        return at + 1, None, False
    if "NUM" in atoms[at].classes:
        return _digits(atoms, at)
    if "FRACTION" in atoms[at].classes:
        return at + 1, _fraction(word), False
    if "NUMBER" in atoms[at].classes:
        return _words(atoms, at)
    return None


def _after_article(atoms: list[Atom], at: int) -> tuple[int, float | None, bool]:
    word = atoms[at].lower if at < len(atoms) else ""
    after = atoms[at + 1].lower if at + 1 < len(atoms) else ""
    if word == "couple":
        return at + 1 + (after == "of"), 2, False
    if word == "few" or (word == "good" and after == "few"):
        return at + 1 + (word == "good"), None, False
    if word == "number" and after == "of":
        return at + 2, None, False
    if word == "half" and after == "-":
        return at + 2, 0.5, False
    if word in {"hundred", "thousand", "dozen"}:
        return _words(atoms, at)
    return at, 1, True


def _digits(atoms: list[Atom], at: int) -> tuple[int, float, bool]:
    amount = float(atoms[at].lower.replace(",", "")[:12])
    at += 1
    if at + 1 < len(atoms) and atoms[at].lower == "-" and "FRACTION" in atoms[at + 1].classes:
        at += 1  # "4-1/2"
    if at < len(atoms) and "FRACTION" in atoms[at].classes:
        return at + 1, amount + _fraction(atoms[at].lower), False
    if at < len(atoms) and "SCALE" in atoms[at].classes:
        return at + 1, amount * float(atoms[at].classes["SCALE"]), False
    return _and_a_half(atoms, at, amount)


def _words(atoms: list[Atom], at: int) -> tuple[int, float, bool]:
    total, current = 0.0, 0.0
    while at < len(atoms):
        classes = atoms[at].classes
        if "NUMBER" in classes:
            value = float(classes["NUMBER"])
            if current % 100 and not (current % 10 == 0 and current % 100 >= 20 and 1 <= value <= 9):
                break
            current += value
        elif "SCALE" in classes:
            scale = float(classes["SCALE"])
            if scale >= 1000:
                total, current = total + max(current, 1) * scale, 0.0
            else:
                current = max(current, 1) * scale
        elif not (_joins(atoms, at) and current):
            break
        at += 1
    return _and_a_half(atoms, at, total + current)


def _joins(atoms: list[Atom], at: int) -> bool:
    """True at the hyphen of "twenty-five" and the "and" of "two hundred and five"."""
    after = atoms[at + 1].classes if at + 1 < len(atoms) else {}
    if "NUMBER" not in after:
        return False
    if atoms[at].lower == "-":
        return 1 <= int(after["NUMBER"]) <= 9 and int(atoms[at - 1].classes.get("NUMBER", 0)) >= 20
    return atoms[at].lower == "and" and "SCALE" in atoms[at - 1].classes


def _and_a_half(atoms: list[Atom], at: int, amount: float) -> tuple[int, float, bool]:
    if tuple(a.lower for a in atoms[at : at + 3]) == ("and", "a", "half"):
        return at + 3, amount + 0.5, False
    if tuple(a.lower for a in atoms[at : at + 6]) == ("-", "and", "-", "a", "-", "half"):
        return at + 6, amount + 0.5, False
    return at, amount, False


def _fraction(text: str) -> float:
    above, _, below = text.partition("/")
    return int(above[:6]) / int(below[:6]) if int(below[:6]) else 0.0
