"""What the slow tests share: each world is read once a session (once a worker, unless they run in one group)."""

import json
import os

import pytest
from tests.paths import FERRY, SHARED

import twosource
from twosource import codec

os.environ.setdefault("OMP_NUM_THREADS", "1")


def _told(path, reports):
    """The desk of these reports and its account in the contract's JSON."""
    with twosource.open(path) as desk:
        intake = desk.read(twosource.read([reports]))
        assert not intake.set_aside
        return path, json.loads(codec.to_json(codec.account(desk.account())))


@pytest.fixture(scope="session")
def ferry(tmp_path_factory):
    """(desk file, account) of the example that ships with the project."""
    return _told(tmp_path_factory.mktemp("ferry") / "ferry.desk", FERRY)


@pytest.fixture(scope="session")
def seeds(tmp_path_factory):
    """(desk file, account) of the two real reports."""
    if not (SHARED / "seeds").exists():
        pytest.skip(f"the two real reports are not at {SHARED / 'seeds'}")
    return _told(tmp_path_factory.mktemp("seeds") / "seeds.desk", SHARED / "seeds")
