"""Measure the quality of Twosource on the development data and hold it to the recorded floors.

    python quality/measure.py [--only NAME] [--write]

Runs the scorers of `../shared/eval/score.py`, prints one table, and exits with 1 when a figure
falls below its floor in `quality/floors.toml`. `--write` puts the table into `docs/quality.md`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import tomllib
import xml.etree.ElementTree as ET
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
DATA = SHARED / "eval" / "data"
SCORER = SHARED / "eval" / "score.py"
WORLDS = ("ferry", "fuel", "vote")
LOOK_ALIKES = "look-alikes as conflicts"
CEILINGS = {LOOK_ALIKES}  # figures of which less is better: their bound is the most that they may be

Figures = dict[str, float]


def score(*args: str | Path) -> str:
    """What the scorer prints."""
    done = subprocess.run([sys.executable, str(SCORER), *map(str, args)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"score.py {' '.join(map(str, args))}: {done.stderr.strip()}")
    return done.stdout


def figures(printed: str, wanted: Iterable[str]) -> Figures:
    """The last number of each wanted line (F1 where the scorer prints P, R, F1)."""
    lines = {line.split()[0]: line.split()[1:] for line in printed.splitlines() if line}
    return {name: float(lines[name][-1]) for name in wanted}


def annotated(reports: str, folder: Path) -> Path:
    """Annotate JSON Lines of reports in a process of its own; the path of the result."""
    source, target = folder / "reports.jsonl", folder / "annotated.jsonl"
    source.write_text(reports, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "twosource", "-q", "annotate", str(source), "--to", str(target)], check=True)
    return target


def attribution(folder: Path) -> Figures:
    key = DATA / "attribution" / "dev"
    out = score("attribution", key, annotated(score("reports", "attribution", key), folder))
    return figures(out, ("attribution", "content-words", "with-cue", "with-source"))


def times(folder: Path) -> Figures:
    found: Figures = {}
    for part in ("TimeBank", "AQUAINT"):
        key = DATA / "times" / part
        out = score("times", key, annotated(score("reports", "times", key), folder))
        found[f"{part} value"] = figures(out, ("times-value",))["times-value"]
        found[f"{part} spans"] = figures(out, ("relaxed",))["relaxed"]
    return found


def places(folder: Path) -> Figures:
    tree = ET.parse(DATA / "places" / "lgl.xml")
    for article in list(tree.getroot())[100:]:
        tree.getroot().remove(article)
    key = folder / "lgl.xml"
    tree.write(key, encoding="utf-8")
    out = score("places", key, annotated(score("reports", "places", key), folder))
    return {"LGL, 100 articles": figures(out, ("places",))["places"]}


def plover(folder: Path) -> Figures:
    import re

    import twosource

    key = DATA / "plover" / "train.tsv"
    rows = [line.split("\t") for line in key.read_text("utf-8").splitlines()]
    marked = [row[rows[0].index("marked_sentence")] for row in rows[1:]]
    pairs: list[tuple[str, tuple[int, int], tuple[int, int]]] = []
    for sentence in marked:
        at: dict[str, int] = {}
        text = ""
        for piece in re.split(r"(</?[st]>)", sentence):
            if piece in {"<s>", "</s>", "<t>", "</t>"}:
                at[piece] = len(text)
            else:
                text += piece
        # A few rows mark no recipient: theirs is an empty span.
        pairs.append((text, (at.get("<s>", 0), at.get("</s>", 0)), (at.get("<t>", 0), at.get("</t>", 0))))
    target = folder / "plover.txt"
    target.write_text("\n".join(c.type for c in twosource.code_pairs(pairs)) + "\n")
    return figures(score("plover", key, target), ("plover-macro-f1", "accuracy"))


def account(reports: Path, folder: Path) -> Path:
    """Read reports into a fresh desk; the path of the account."""
    desk, target = folder / "measure.desk", folder / "account.json"
    desk.unlink(missing_ok=True)
    base = [sys.executable, "-m", "twosource", "-q"]
    subprocess.run([*base, "read", str(reports), "--desk", str(desk)], check=True)
    subprocess.run([*base, "account", "--desk", str(desk), "--to", str(target)], check=True)
    return target


def stories(folder: Path) -> Figures:
    """Reports grouped as a desk groups them: which reports tell one story rests on their texts alone, so none is annotated."""
    import twosource
    from twosource.link.stories import assign

    reports = [r for r in twosource.read([DATA / "stories" / "reports.jsonl"]) if isinstance(r, twosource.Report)]
    target = folder / "stories.json"
    target.write_text(json.dumps({"stories": [{"id": s, "reports": told} for s, told in assign(reports).items()]}))
    return figures(score("stories", DATA / "stories" / "key.json", target), ("stories",))


def coreference(folder: Path) -> Figures:
    import twosource

    base = DATA / "coreference" / "dev"
    reports = [json.loads(line) for line in (base / "reports.jsonl").read_text("utf-8").splitlines()]
    triggers = [json.loads(line) for line in (base / "triggers.jsonl").read_text("utf-8").splitlines()]
    found = twosource.link_events(reports, [(t["report"], tuple(t["span"])) for t in triggers])
    target = folder / "coreference.json"
    target.write_text(json.dumps({t["id"]: c for t, c in zip(triggers, found, strict=True)}))
    return figures(score("coreference", base / "key.json", target), ("coreference-conll-f1",))


def look_alikes(place: Path, told: Path) -> float:
    """The share of a key's look-alikes (`not_conflicts`) that the account reports as conflicts.

    The key's statements are matched to ours as the scorer's `score_world` matches them.
    """
    import runpy

    scorer = runpy.run_path(str(SCORER))
    texts = {name: report["text"] for name, report in scorer["jsonl"](place / "reports.jsonl").items()}
    key, stories = json.loads((place / "key.json").read_text()), json.loads(told.read_text())["stories"]
    said, ours = key["statements"], [s for story in stories for s in story["statements"]]

    def words(report: str, start: int, end: int) -> set[int]:
        return scorer["words"](texts[report], [(start, end)])

    starts = [texts[s["report"]].index(s["quote"]) for s in said]
    gold = [words(s["report"], at, at + len(s["quote"])) for s, at in zip(said, starts, strict=True)]
    mine = [words(s["report"], s["start"], s["end"]) for s in ours]

    def overlap(i: int, j: int) -> float:
        return scorer["dice"](gold[i], mine[j])

    match: dict[int, str] = {}
    for report in texts:
        g = [i for i, s in enumerate(said) if s["report"] == report]
        h = [j for j, s in enumerate(ours) if s["report"] == report]
        pairs = scorer["pair_up"](g, h, overlap, 0.4)
        match |= {g[i]: ours[h[j]]["id"] for i, j in pairs}
    reported = {frozenset({c["a"], c["b"]}) for story in stories for c in story["conflicts"]}
    alike = [frozenset({match.get(c["a"]), match.get(c["b"])}) for c in key["not_conflicts"]]
    return sum(pair in reported for pair in alike) / len(alike) if alike else 0.0


def world(name: str) -> Callable[[Path], Figures]:
    def measure(folder: Path) -> Figures:
        place = SHARED / "worlds" / name
        told = account(place / "reports.jsonl", folder)
        out = score("world", place, told)
        wanted = ("stories", "copies", "statements-found", "events-b-cubed", "origin-named", "date-right", "figure-right")
        found = figures(out, (*wanted, "two-source", "conflicts", "updates"))
        line = next(line for line in out.splitlines() if line.startswith("two-source")).split()
        found |= {"two-source precision": float(line[1]), "two-source recall": float(line[2])}
        return found | {LOOK_ALIKES: look_alikes(place, told)}

    return measure


def seeds(folder: Path) -> Figures:
    """The two real reports run through: how many stories they make, and how many copies or joined events they show."""
    told = json.loads(account(SHARED / "seeds", folder).read_text())["stories"]
    both = [s for s in told if len(s["reports"]) == 2]
    by_report = {s["id"]: s["report"] for st in told for s in st["statements"]}
    joined = sum(len({by_report[i] for i in e["statements"]}) == 2 for s in both for e in s["events"])
    return {"one story with both": float(len(both) == 1), "events told by both": float(joined)}


MEASURES: dict[str, Callable[[Path], Figures]] = {
    "attribution": attribution,
    "times": times,
    "places": places,
    "plover": plover,
    "stories": stories,
    "coreference": coreference,
    **{f"world {name}": world(name) for name in WORLDS},
    "seeds": seeds,
}


def run(name: str) -> tuple[str, Figures, float]:
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        found = MEASURES[name](Path(folder))
    return name, found, time.perf_counter() - start


def table(results: dict[str, Figures], floors: dict[str, Figures]) -> str:
    rows = ["| measured on | figure | value | floor |", "| --- | --- | --- | --- |"]
    for name, found in results.items():
        for figure, value in found.items():
            floor = floors.get(name, {}).get(figure)
            most = "at most " if figure in CEILINGS else ""
            rows.append(f"| {name} | {figure} | {value:.3f} | {'' if floor is None else f'{most}{floor:.3f}'} |")
    return "\n".join(rows)


def holds(figure: str, value: float | None, bound: float) -> bool:
    """Whether a figure keeps to its bound; one that was not measured does not."""
    if value is None:
        return False
    return value <= bound if figure in CEILINGS else value >= bound


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=list(MEASURES), action="append")
    parser.add_argument("--write", action="store_true", help="put the table into docs/quality.md")
    args = parser.parse_args()
    if not SCORER.exists():
        print(f"nothing measured: the scorers and their data are not at {SHARED}")
        return 0
    floors = tomllib.loads((ROOT / "quality" / "floors.toml").read_text("utf-8"))
    names = args.only or list(MEASURES)
    with ProcessPoolExecutor(2) as pool:  # two cores
        done = {name: (found, took) for name, found, took in pool.map(run, names)}
    results = {name: done[name][0] for name in names}
    printed = table(results, floors)
    print(printed)
    print("seconds: " + ", ".join(f"{name} {took:.0f}" for name, (_, took) in done.items()))
    if args.write:
        page = ROOT / "docs" / "quality.md"
        head = page.read_text("utf-8").split("<!-- table -->")[0] if page.exists() else "# Quality\n\n"
        page.write_text(f"{head}<!-- table -->\n\n{printed}\n", encoding="utf-8")
    fallen = [
        f"{name}: {figure} is {results[name].get(figure, 0.0):.3f}, the bound is {bound:.3f}"
        for name in names
        for figure, bound in floors.get(name, {}).items()
        if not holds(figure, results[name].get(figure), bound)
    ]
    print("\n".join(fallen) or "every figure keeps to its bound")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
