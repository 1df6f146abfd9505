"""The benchmark of stages does what the annotators do: else it measures something else, or nothing."""

import runpy
from pathlib import Path

from twosource.annotate import annotate
from twosource.records import Report

STAGES = Path(__file__).parents[1] / "benchmarks" / "stages.py"


def test_timed_annotators_find_what_annotate_finds():
    stages = runpy.run_path(str(STAGES))
    clock = stages["Clock"]()
    report = Report("r", "Two people died in Lima on Monday, the police said.", "The Post", "2031-05-20")
    timed, plain = stages["annotated"](report, clock), annotate(report)
    assert (timed.events, timed.attributions, timed.mentions) == (plain.events, plain.attributions, plain.mentions)
    assert {"annotate", "  events"} <= set(clock.wall)
