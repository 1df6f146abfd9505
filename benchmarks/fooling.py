"""How often made-up outlets raise the number of independent origins, by strength of rewording.

    python benchmarks/fooling.py [--outlets 100] WORLD...

Each world is a folder with `reports.jsonl` and `key.json`; without any, the example is read.
The most copied text of each world is what the crowd rewords. Nothing is clustered into stories
first: all made-up reports stand in the story, which is the worst that can happen.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "weigh"))  # before this folder: the generators have the same name

import fooling  # noqa: E402 - found on the path just set

from twosource.annotate import annotate  # noqa: E402 - after it
from twosource.link import link  # noqa: E402
from twosource.read import read  # noqa: E402
from twosource.records import Report  # noqa: E402
from twosource.tell import explain  # noqa: E402
from twosource.weigh import weigh  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from twosource.records import Annotation


def main() -> None:
    """Print a line for each world and each way of fooling."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("worlds", nargs="*", type=Path, default=[ROOT / "examples" / "ferry"])
    wanted.add_argument("--outlets", type=int, default=100)
    wanted.add_argument("--show", action="store_true", help="print the events that rose")
    given = wanted.parse_args()
    for world in given.worlds:
        _measure(world, given.outlets, show=given.show)


def _measure(world: Path, outlets: int, *, show: bool) -> None:
    reports = [r for r in read([str(world / "reports.jsonl")]) if isinstance(r, Report)]
    original = fooling.most_copied(reports, json.loads((world / "key.json").read_text(encoding="utf-8"))["copies"])
    annotations = [annotate(r) for r in reports]
    before = weigh(link(annotations))
    ways: dict[str, Callable[[], Sequence[Report]]] = {
        name: lambda strength=strength: fooling.crowd(original, outlets, strength) for name, strength in fooling.STRENGTHS.items()
    }
    ways |= {
        "one publisher": lambda: fooling.one_publisher(original, min(outlets, 30)),
        "ring": lambda: fooling.ring(original, 5),
    }
    for name, make in ways.items():
        start = time.perf_counter()
        crowd: list[Annotation] = [annotate(r) for r in make()]
        read_in = time.perf_counter() - start
        after = weigh(link([*annotations, *crowd]))
        rose = fooling.risen(before, after)
        took = sum(c.report in {a.report.id for a in crowd} for c in after.copies)
        print(
            f"{world.name:10} {name:14} {len(crowd):4} reports, {took:4} found to be copies, "
            f"{len(rose):3} of {len(after.events):3} events rose; "
            f"annotated in {read_in:.0f} s, all in {time.perf_counter() - start:.0f} s",
            flush=True,
        )
        for was, now in rose if show else ():
            _show(was.independent if was else 0, now.id, after, {a.report.id: a.report for a in [*annotations, *crowd]})


def _show(was: int, event: str, after: object, reports: dict[str, Report]) -> None:
    print(f"--- was {was}")
    print(explain.render(after, event, reports).split("what was kept apart")[0][:4000])  # type: ignore[arg-type] - a StoryAccount


if __name__ == "__main__":
    main()
