"""The coder of pairs: what counts as what, steadiness under rewording, odd input."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource import code_pairs
from twosource.annotate.coding import TYPES

GROUPS = json.loads(Path(__file__).with_name("coding_invariances.json").read_text("utf-8"))["groups"]
STEADY = 0.90  # share of groups whose every wording gets one code
RIGHT = 0.90  # share of wordings that get the right type


def pair(marked: str):
    """Text and spans of a marked sentence."""
    text, at, spans = "", 0, {}
    for mark in re.finditer(r"\[([AR]):([^\]]*)\]", marked):
        text += marked[at : mark.start()]
        spans[mark[1]] = (len(text), len(text) + len(mark[2]))
        text, at = text + mark[2], mark.end()
    return text + marked[at:], spans.get("A"), spans.get("R")


def code(marked: str):
    return code_pairs([pair(marked)])[0]


@pytest.fixture(scope="module")
def coded():
    flat = [t for g in GROUPS for t in g["texts"]]
    out = iter(code_pairs([pair(t) for t in flat]))
    return [[next(out) for _ in g["texts"]] for g in GROUPS]


def test_rewording_does_not_change_the_code(coded):
    torn = [
        (g["kind"], g["texts"], [c.type for c in cs])
        for g, cs in zip(GROUPS, coded, strict=True)
        if len({c.type for c in cs}) > 1
    ]
    rate = 1 - len(torn) / len(GROUPS)
    assert rate >= STEADY, (rate, torn)


def test_the_code_is_right(coded):
    pairs = [(g["type"], c.type) for g, cs in zip(GROUPS, coded, strict=True) for c in cs]
    rate = sum(a == b for a, b in pairs) / len(pairs)
    assert rate >= RIGHT


@pytest.mark.parametrize(
    ("marked", "kind", "mode", "status"),
    [
        ("[A:Police] fired tear gas at [R:students].", "ASSAULT", "crowd-control", "actual"),
        ("[A:A drone] of the air force struck [R:a rebel camp].", "ASSAULT", "drone", "actual"),
        ("[A:Sailors] kidnapped [R:a harbour pilot].", "ASSAULT", "abduct", "actual"),
        ("[A:The court] ordered the arrest of [R:the banker].", "COERCE", "arrest", "actual"),
        ("[A:The governor] imposed a curfew in [R:the port].", "COERCE", "curfew", "actual"),
        ("[A:Ghana] deported [R:forty Nigerien miners].", "COERCE", "deport", "actual"),
        ("[A:The president] telephoned [R:the Chadian leader].", "CONSULT", "phone", "actual"),
        ("[A:Kuwait] mediated between [R:the two clans].", "CONSULT", "third-party", "actual"),
        ("[A:The guerrillas] declared a ceasefire in [R:the delta].", "YIELD", "ceasefire", "actual"),
        ("[A:The rebels] freed [R:two prisoners].", "YIELD", "release", "actual"),
        ("[A:The government] gave in to [R:the students' demands].", "YIELD", None, "actual"),
        ("[A:Farmers] blocked [R:the motorway] with tractors.", "PROTEST", "obstruct", "actual"),
        ("[A:A prisoner] went on hunger strike against [R:the warden].", "PROTEST", "hunger", "actual"),
        ("[A:Latvia] expelled [R:a Russian diplomat].", "SANCTION", "expel", "actual"),
        ("[A:The army] did not shell [R:the village].", "ASSAULT", "heavy-weapons", "negated"),
        ("[A:The king] will visit [R:Jakarta] in May.", "AGREE", None, "planned"),
        ("[A:The rebels] may have attacked [R:the convoy].", "ASSAULT", "firearms", "hypothetical"),
        ("[A:The minister] refused to meet [R:the strikers].", "REJECT", "meet", "actual"),
    ],
)
def test_type_mode_and_status(marked, kind, mode, status):
    found = code(marked)
    assert (found.type, found.mode, found.status) == (kind, mode, status)


def test_the_marked_pair_decides():
    told = "{} bombed {} and {} sent doctors to the town, hours after {} condemned the raid."
    names = ["The air force", "a market town", "Norway", "the bishops"]
    first = told.format(f"[A:{names[0]}]", f"[R:{names[1]}]", *names[2:])
    aid = "The air force bombed the bridge and [A:Norway] sent doctors to [R:the town]."
    assert code(first).type == "ASSAULT"
    assert code(aid).type == "AID"


def test_order_and_batch_do_not_matter():
    pairs = [pair(t) for g in GROUPS[:8] for t in g["texts"]]
    assert code_pairs(pairs) == list(reversed(code_pairs(pairs[::-1])))
    assert code_pairs(pairs[3:4])[0] == code_pairs(pairs)[3]


def test_odd_input_is_coded_without_a_word():
    odd = ["", " ", "\n\n", "🙂", "“Stop”", "soft\u00adhyphen", "محمد زار بيروت", "\ud800", "x" * 9000]
    out = code_pairs([(t, a, r) for t in odd for a, r in ((None, None), ((0, 3), None), ((5, 2), (900, 901)))])
    assert len(out) == len(odd) * 3
    assert all(c.type in TYPES for c in out)
    assert code_pairs([]) == []


def test_the_head_was_trained_on_the_encoder_that_is_shipped():
    """Else run training/plover/train.py again: its vectors have changed."""
    sums = files("twosource.data").joinpath("encoder/SHA256SUMS").read_text("utf-8").splitlines()
    with files("twosource.data").joinpath("coding/head.npz").open("rb") as file, np.load(file) as head:
        trained_on = bytes(head["encoder"]).decode("ascii")
    assert trained_on in next(line for line in sums if line.endswith("encoder.onnx"))


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=60), st.integers(0, 70), st.integers(0, 70))
def test_any_text_and_span(text, start, end):
    found = code_pairs([(text, (start, end), (0, start))])[0]
    assert found.type in TYPES
    assert 0 <= found.confidence <= 1
