"""Compare the second annotation (`second/*.txt`, made from the bare text) with the first, passage by passage.

python training/attribution/agree.py
"""

from __future__ import annotations

import sys

from markup import DATA, Marked, passages


def covered(spans: list[tuple[int, int]]) -> set[int]:
    """The code points that spans cover."""
    return {i for start, end in spans for i in range(start, end)}


def alike(a: list[tuple[int, int]], b: list[tuple[int, int]]) -> float:
    """Dice of the code points of two sets of spans; 1 where both are empty."""
    x, y = covered(a), covered(b)
    return 2 * len(x & y) / (len(x) + len(y)) if x or y else 1.0


def paired(first: tuple[Marked, ...], second: tuple[Marked, ...]) -> list[tuple[Marked, Marked]]:
    """Attributions of both readings whose contents overlap by half, each once."""
    out: list[tuple[Marked, Marked]] = []
    left = list(second)
    for a in first:
        best = max(left, key=lambda b: alike(a.content, b.content), default=None)
        if best is not None and alike(a.content, best.content) >= 0.5:
            left.remove(best)
            out.append((a, best))
    return out


def main() -> None:
    """Print the figures, and every passage on which the two disagree."""
    first = {p.text: p for p in passages()}
    second = list(passages(DATA.parent / "second"))
    n = same = one = two = both = 0
    exact = {"source": 0, "cue": 0, "content": 0}
    for again in second:
        p = first.get(again.text)
        if p is None:
            sys.stdout.write(f"not in the data: {again.text!r}\n")
            continue
        pairs = paired(p.attributions, again.attributions)
        n += 1
        same += bool(p.attributions) == bool(again.attributions)
        one += len(p.attributions)
        two += len(again.attributions)
        for a, b in pairs:
            for role in exact:
                exact[role] += getattr(a, role) == getattr(b, role)
        if len(pairs) < max(len(p.attributions), len(again.attributions)):
            sys.stdout.write(f"differ ({len(p.attributions)}, {len(again.attributions)}): {again.text}\n")
        both += len(pairs)
    sys.stdout.write(f"passages {n}; same on whether there is an attribution {same / n:.3f}\n")
    sys.stdout.write(f"attributions {one} and {two}, paired {both}: F1 {2 * both / (one + two):.3f}\n")
    sys.stdout.write(
        "of the pairs, the same to the character: " + ", ".join(f"{k} {v / both:.3f}" for k, v in exact.items()) + "\n"
    )


if __name__ == "__main__":
    main()
