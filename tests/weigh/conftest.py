"""The example world, annotated once for all tests that read it."""

from pathlib import Path

import pytest

from twosource.annotate import annotate
from twosource.link import link
from twosource.read import read
from twosource.records import Annotation, StoryAccount
from twosource.weigh import weigh

EXAMPLE = Path(__file__).parents[2] / "examples" / "ferry"


@pytest.fixture(scope="session")
def ferry() -> list[Annotation]:
    return [annotate(r) for r in read([str(EXAMPLE / "reports.jsonl")])]  # type: ignore[arg-type] - nothing there is set aside


@pytest.fixture(scope="session")
def ferry_account(ferry: list[Annotation]) -> StoryAccount:
    return weigh(link(ferry))
