"""How the processor time to add one report to the stories grows with the desk: generated desks of 1,000, 10,000 and 100,000.

    python benchmarks/link_scale.py [--largest 100000] [--out docs/figures/link_scale.svg]

A desk is made of invented stories (three to nine reports each, a few days long) over names and words made from
syllables, beside common English words that all of them share. Vectors are seeded noise around each story's own: the
encoder's own time does not depend on the desk and is left out. Measured: the median and the 95th percentile of the last
500 additions at each size, the recall of the candidates, and B-cubed F1 against the invented stories.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from twosource.link import rarity
from twosource.link.stories import Stories
from twosource.link.stories.fingerprint import of_parts
from twosource.records import Report

_SYLLABLES = [c + v for v in "aeio" for c in "bdklmnrstv"]


def word(rng: random.Random) -> str:
    return "".join(rng.choice(_SYLLABLES) for _ in range(rng.randint(3, 4)))


def common(count: int) -> list[str]:
    """English words of middling rarity, which stories on one subject share."""
    ranks = rarity._ranks()  # noqa: SLF001 - the benchmark needs words of known rarity
    return [w for w, r in ranks.items() if w.isalpha() and 300 < r < 12_000][:count]


def desk(size: int, seed: int = 7) -> list[tuple[date, Report, int, np.ndarray]]:
    """Reports and their stories, in order of time with reports of many stories mixed."""
    rng = random.Random(seed)  # noqa: S311 - a seeded desk, no secret
    pick = rng.choice
    words = common(6_000)
    subjects = [rng.sample(words, 60) for _ in range(200)]
    people = [word(rng).capitalize() for _ in range(3_000)]  # who come back from story to story
    made_of: list[tuple[date, Report, int, np.ndarray]] = []
    vectors = np.random.default_rng(seed)
    count = story = 0
    while count < size:
        names = [word(rng).capitalize() for _ in range(6)] + rng.sample(people, 4)
        subject = rng.choice(subjects)
        own = rng.sample(subject, 15) + rng.sample(words, 15)
        centre = vectors.normal(size=384)
        start = date(2031, 1, 1) + timedelta(days=count * 365 // size)
        for _ in range(min(rng.randint(3, 9), size - count)):
            told, who = rng.sample(own, 14), [*rng.sample(names, 5), *rng.sample(people, 3)]  # each outlet's own side of it
            title = " ".join([*rng.sample(who, 2), *rng.sample(told, 4)])
            body = " ".join(
                f"the {pick(told)} of {pick(who)} and {pick(words)} {pick(words)} in {pick(subject)}" for _ in range(45)
            )
            day = start + timedelta(days=rng.randint(0, 2))
            report = Report(f"r{count:06d}", body, f"Outlet {rng.randint(1, 80)}", day.isoformat(), title)
            made_of.append((day, report, story, vector(centre + 1.0 * vectors.normal(size=384))))
            count += 1
        story += 1
    made_of.sort(key=lambda m: (m[0], m[1].id))
    return made_of


def vector(raw: np.ndarray) -> np.ndarray:
    return (raw / np.linalg.norm(raw)).astype(np.float16)


def run(size: int) -> dict[str, float]:
    stories = Stories()
    truth: dict[str, int] = {}
    recall_hit = recall_all = 0
    texts_of: defaultdict[int, list[str]] = defaultdict(list)
    spent: list[float] = []
    for _, report, story, unit in desk(size):
        it = of_parts(report, unit, unit)
        if len(truth) >= size - 500 and texts_of[story]:
            found = set(stories.candidates(it))
            recall_hit += len(found & set(texts_of[story]))
            recall_all += len(texts_of[story])
        start = time.process_time()
        stories.add(report, it)
        spent.append(time.process_time() - start)
        truth[report.id] = story
        texts_of[story].append(it.text)
    last = sorted(spent[-500:])
    return {
        "size": size,
        "median_ms": 1000 * statistics.median(last),
        "p95_ms": 1000 * last[int(0.95 * len(last))],
        "total_s": sum(spent),
        "recall": recall_hit / max(1, recall_all),
        "f1": b_cubed(truth, {r: s for s, rs in stories.groups().items() for r in rs}),
    }


def b_cubed(gold: dict[str, int], guess: dict[str, str]) -> float:
    g, h = defaultdict(set), defaultdict(set)
    for r, s in gold.items():
        g[s].add(r)
        h[guess[r]].add(r)
    p = sum(len(g[gold[r]] & h[guess[r]]) / len(h[guess[r]]) for r in gold) / len(gold)
    r_ = sum(len(g[gold[r]] & h[guess[r]]) / len(g[gold[r]]) for r in gold) / len(gold)
    return 2 * p * r_ / (p + r_)


def svg(rows: list[dict[str, float]]) -> str:
    """The growth curve: reports on the desk (logarithmic) against milliseconds to add one."""
    top = 1.25 * max(r["p95_ms"] for r in rows)
    x = lambda n: 70 + 480 * (np.log10(n) - 3) / 2  # noqa: E731 - two scales of one drawing
    y = lambda ms: 260 - 220 * ms / top  # noqa: E731
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 320" font-family="sans-serif" font-size="13" role="img">',
        "<title>Time to add one report to the stories, by size of the desk</title>",
        '<path d="M70 40V260H560" fill="none" stroke="#444"/>',
        *(f'<text x="{x(n)}" y="280" text-anchor="middle">{n:,}</text>' for n in (1_000, 10_000, 100_000)),
        '<text x="315" y="305" text-anchor="middle">reports on the desk</text>',
        *(f'<text x="62" y="{y(v) + 4}" text-anchor="end">{v:.0f} ms</text>' for v in np.linspace(0, top, 5)),
    ]
    for field, dash, name in (("median_ms", "", "median"), ("p95_ms", "5 4", "95th percentile")):
        points = " ".join(f"{x(r['size']):.1f},{y(r[field]):.1f}" for r in rows)
        parts.append(f'<polyline points="{points}" fill="none" stroke="#1f5f8b" stroke-width="2" stroke-dasharray="{dash}"/>')
        parts += [
            f'<circle cx="{x(r["size"]):.1f}" cy="{y(r[field]):.1f}" r="3"><title>{r[field]:.1f} ms</title></circle>'
            for r in rows
        ]
        parts.append(f'<text x="{x(rows[0]["size"]) + 8:.1f}" y="{y(rows[0][field]) - 8:.1f}">{name}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--largest", type=int, default=100_000)
    options.add_argument("--out", type=Path)
    asked = options.parse_args()
    rows: list[dict[str, float]] = []
    for size in (1_000, 3_000, 10_000, 30_000, 100_000):
        if size <= asked.largest:
            rows.append(run(size))
            print(" ".join(f"{k}={v:,.3f}" if isinstance(v, float) else f"{k}={v:,}" for k, v in rows[-1].items()), flush=True)
    if asked.out:
        asked.out.parent.mkdir(parents=True, exist_ok=True)
        asked.out.write_text(svg(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
