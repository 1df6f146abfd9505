"""The example world, annotated once for all tests that read it."""

from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from twosource.annotate import annotate
from twosource.link import link
from twosource.read import read
from twosource.records import Annotation, Confirmation, StoryAccount
from twosource.weigh import confirm, disputes, together, weigh
from twosource.weigh.told import Told

EXAMPLE = Path(__file__).parents[2] / "examples" / "ferry"


@pytest.fixture(scope="session")
def ferry() -> list[Annotation]:
    return [annotate(r) for r in read([str(EXAMPLE / "reports.jsonl")])]  # type: ignore[arg-type] - nothing there is set aside


@pytest.fixture(scope="session")
def ferry_account(ferry: list[Annotation]) -> StoryAccount:
    return weigh(link(ferry))


@pytest.fixture
def by_rule_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No reading of two passages at once: what rules find stays, and nothing comes to it."""
    monkeypatch.setattr(together, "read", lambda *_: defaultdict(lambda: together.Answers(*[0.0] * 6)))
    monkeypatch.setattr(disputes, "settle", lambda matter, _: tuple(matter.ruled))


@pytest.fixture
def plain_confirming(monkeypatch: pytest.MonkeyPatch, by_rule_alone: None) -> None:
    """Passages confirm each other by their likelihood alone: stories made by hand have nothing else that trees could go by."""

    def look(told: Told) -> confirm.FirstLook:
        sure = [p for p in confirm.pairs(told) if told.alike(*p) > 0.5 and all(told.denies[s.id] < 0.5 for s in p)]
        return confirm.FirstLook(sure, np.array([[told.alike(*p)] for p in sure]).reshape(-1, 1))

    def find(sure: confirm.FirstLook, _: object) -> dict[frozenset[str], Confirmation]:
        both = [sorted((a.id, b.id)) for a, b in sure.pairs]
        return {frozenset(p): Confirmation(*p, float(likely)) for p, (likely,) in zip(both, sure.table, strict=True)}

    monkeypatch.setattr(confirm, "first_look", look)
    monkeypatch.setattr(confirm, "find", find)
