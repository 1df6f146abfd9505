"""The example world, annotated once for all tests that read it."""

from collections import defaultdict
from pathlib import Path

import pytest

from twosource.annotate import annotate
from twosource.link import link
from twosource.read import read
from twosource.records import Annotation, Confirmation, Statement, StoryAccount
from twosource.weigh import compared, confirm, disputes, together, weigh

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

    def find(known: compared.Known, found: list[tuple[Statement, Statement]], _: object) -> dict[frozenset[str], Confirmation]:
        both = [frozenset({a.id, b.id}) for a, b in found]
        sure = [p for p in both if known.likely.get(p, 0) > 0.5 and all(known.denies[s] < 0.5 for s in p)]
        return {p: Confirmation(*sorted(p), known.likely[p]) for p in sure}

    monkeypatch.setattr(confirm, "find", find)
