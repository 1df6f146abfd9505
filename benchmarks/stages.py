"""How fast each stage is, beside the bare parser on the same texts in the same run.

    python benchmarks/stages.py [--reports FILE] [--repeat N] [--write]

Prints reports a second by stage, with a row per annotator, as ratios to the bare parser, in
wall and processor time; the time of a 600-word report from text to its place in the account;
the cold start of the example (a fresh process); and the peak memory. One core: the parser and
the encoder are held to one thread. `--write` puts it into docs/speed.md.
"""

from __future__ import annotations

import os

os.environ.update(OMP_NUM_THREADS="1", MKL_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

import argparse
import contextlib
import io
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from twosource.annotate import attribution, entities, events, figures, furniture, measures, places, times
from twosource.annotate.parse import parse, pipeline
from twosource.link import link, stories
from twosource.read import read
from twosource.records import Annotation, Report
from twosource.weigh import weigh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")
FERRY = Path(__file__).parents[1] / "examples" / "ferry" / "reports.jsonl"


class Clock:
    """Wall and processor seconds by name."""

    def __init__(self) -> None:
        """Start with nothing measured."""
        self.wall: dict[str, float] = defaultdict(float)
        self.cpu: dict[str, float] = defaultdict(float)

    @contextlib.contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        """Add what is done within to `name`."""
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.wall[name] += time.perf_counter() - wall
        self.cpu[name] += time.process_time() - cpu


def annotated(report: Report, clock: Clock) -> Annotation:
    """Annotate as `twosource.annotate` does, timing each annotator."""

    def timed(name: str, step: Callable[[], T]) -> T:
        with clock(f"  {name}"):
            return step()

    with clock("annotate"):
        frame = timed("furniture", lambda: furniture.find(report))
        parsed = timed("parse", lambda: parse(report, frame))
        when = timed("times", lambda: times.find(parsed, frame))
        who, mentions = timed("entities", lambda: entities.find(parsed, frame))
        where = timed("places", lambda: places.find(parsed, frame))
        counts = timed("figures", lambda: figures.find(parsed, when))
        said = timed("attribution", lambda: attribution.find(parsed, frame, who, mentions))
        happened = timed("events", lambda: events.find(parsed, frame, when, where, counts, said))
        in_force = timed("measures", lambda: measures.find(parsed, happened, when, where))
    ends = tuple((s.start_char, s.end_char) for s in parsed.sentences)
    return Annotation(report, ends, frame, who, mentions, when, where, counts, said, happened, in_force)


def stages(path: Path, repeat: int) -> None:
    """Print the table of stages."""
    clock = Clock()
    reports: list[Report] = []
    nlp = pipeline()
    for turn in range(repeat + 1):
        if turn == 1:
            clock = Clock()  # the first turn loads weights and fills caches: it is not counted
        with clock("read"):
            reports = [r for r in read([path]) if isinstance(r, Report)]
        with clock("bare parser"):
            for report in reports:
                nlp(report.text)
        told = [annotated(report, clock) for report in reports]
        by_id = {a.report.id: a for a in told}
        with clock("group into stories"):
            groups = stories.group(told)
        for members in groups:
            with clock("link"):
                story = link([by_id[r] for r in members])
            with clock("weigh"):
                weigh(story)
    done = len(reports) * repeat
    words = sum(len(r.text.split()) for r in reports) // len(reports)
    print(f"{len(reports)} reports of {words} words on average, {repeat} turns\n")
    print("| stage | reports a second | ms a report | processor ms | x bare parser |")
    print("| --- | ---: | ---: | ---: | ---: |")
    bare = clock.cpu["bare parser"]
    annotators = [name for name in clock.wall if name.startswith(" ")]
    for name in ("bare parser", "read", "annotate", *annotators, "group into stories", "link", "weigh"):
        wall, cpu = clock.wall[name] / done, clock.cpu[name] / done
        shown = name.replace("  ", "annotate: ")
        print(f"| {shown} | {1 / wall:.1f} | {wall * 1e3:.1f} | {cpu * 1e3:.1f} | {cpu * done / bare:.2f} |")


def long_report(path: Path) -> None:
    """Print the time that a 600-word report takes from text to its place in the account."""
    words: list[str] = []
    for report in read([path]):
        if isinstance(report, Report) and len(words) < 600:
            words += report.text.split(" ")
    report = Report("long", " ".join(words[:600]), "Herald", "2031-01-15")
    others = [annotated(r, Clock()) for r in list(read([path]))[:8] if isinstance(r, Report)]
    weigh(link([*others, annotated(report, Clock())]))
    clock, turns = Clock(), 5
    for _ in range(turns):
        with clock("annotate"):
            mine = annotated(report, Clock())
        with clock("alone in its story"):
            weigh(link([mine]))
        with clock("with eight others in its story"):
            weigh(link([*others, mine]))
    for name in clock.wall:
        print(f"- 600 words, {name}: {clock.wall[name] / turns:.2f} s, processor {clock.cpu[name] / turns:.2f} s")


def cold_start() -> None:
    """Print the time of the example from a cold start: a fresh process, a fresh desk."""
    with tempfile.TemporaryDirectory() as folder:
        start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        call = [sys.executable, "-m", "twosource", "-q", "read", str(FERRY), "--desk", f"{folder}/a.desk"]
        subprocess.run(call, check=True)  # noqa: S603 - our own command
        wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"- the example from a cold start: {wall:.1f} s, processor {cpu:.1f} s, peak memory {after.ru_maxrss / 1024:.0f} MB")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=Path, default=FERRY)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="put the figures into docs/speed.md")
    args = parser.parse_args()
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        stages(args.reports, args.repeat)
        print()
        long_report(args.reports)
        cold_start()
    print(told.getvalue())
    if args.write:
        page = Path(__file__).parents[1] / "docs" / "speed.md"
        head = page.read_text("utf-8").split("<!-- figures -->")[0]
        page.write_text(f"{head}<!-- figures -->\n\n{told.getvalue()}", encoding="utf-8")


if __name__ == "__main__":
    main()
