"""The formats that outside programs rely on: every field of the contract's tables is there, under its name."""

import json

import pytest
from tests.paths import FERRY

import twosource
from twosource import codec

pytestmark = pytest.mark.xdist_group("ferry")  # one worker reads the ferry, once

# As in the contract: list → the fields of its items. Fields may be added; none may go or change its name.
ANNOTATED = {
    "entities": {"id", "name", "kind", "country", "role"},
    "mentions": {"start", "end", "entity", "form"},
    "times": {"start", "end", "type", "value"},
    "places": {"start", "end", "name", "geonames", "country", "lat", "lon"},
    "figures": {"start", "end", "what", "low", "high", "approximate"},
    "attributions": {"source", "cue", "content", "kind", "entity"},
    "events": {
        *("start", "end", "trigger", "type", "mode", "actor", "recipient", "place", "date", "figures", "status"),
        "attribution",
    },
}
STORY = {
    "copies": {"report", "of", "kind", "share", "credited"},
    "origins": {"id", "name", "kind"},
    "statements": {"id", "report", "start", "end", "event", "chain", "origin", "polarity", "date", "figure"},
    "events": {
        *("id", "summary", "type", "date", "place", "actor", "recipient", "status", "statements", "origins"),
        *("independent", "standing"),
    },
    "conflicts": {"kind", "event", "a", "b"},
    "updates": {"event", "earlier", "later"},
    "frames": {"target", "words"},
    "timeline": {"date", "event"},
}
KINDS = {
    ("entities", "kind"): {"person", "organisation", "place", "group", "outlet"},
    ("mentions", "form"): {"name", "nominal", "pronoun"},
    ("times", "type"): {"DATE", "TIME", "DURATION", "SET"},
    ("attributions", "kind"): {"direct", "indirect", "mixed"},
    ("events", "status"): {"actual", "negated", "planned", "hypothetical"},
    ("copies", "kind"): {"verbatim", "edited", "paraphrase"},
    ("origins", "kind"): {"official", "agency", "outlet", "witness", "organisation", "document", "unnamed"},
    ("statements", "polarity"): {"asserts", "denies"},
    ("events", "standing"): {"corroborated", "single", "disputed", "denied"},
    ("conflicts", "kind"): {"figure", "time", "place", "actor", "polarity"},
}


@pytest.fixture(scope="module")
def annotated(ferry):
    """The ferry's annotated reports, as `twosource annotate` writes them."""
    with twosource.open(ferry[0]) as desk:
        return [json.loads(codec.to_json(codec.annotated(a))) for a in desk.annotations()]


@pytest.fixture(scope="module")
def stories(ferry):
    return ferry[1]["stories"]


def check(items, name, fields):
    assert items, f"no {name} in the whole example"
    for item in items:
        assert fields <= item.keys()
        for field in fields:
            known = KINDS.get((name, field))
            assert known is None or item[field] in known


@pytest.mark.parametrize("name", ANNOTATED)
def test_annotated_lists_hold_the_contracts_fields(annotated, name):
    check([item for row in annotated for item in row[name]], name, ANNOTATED[name])


@pytest.mark.parametrize("name", STORY)
def test_story_lists_hold_the_contracts_fields(stories, name):
    check([item for story in stories for item in story[name]], name, STORY[name])


def test_a_report_keeps_its_own_fields(annotated):
    given = [json.loads(line) for line in FERRY.read_text("utf-8").splitlines()]
    assert len(annotated) == len(given)
    for row, report in zip(annotated, given, strict=True):
        assert row.items() >= report.items()


def test_fields_that_are_not_ours_are_kept_and_ours_win():
    (row,) = twosource.annotate([{"text": "Rain fell.", "desk": {"a": [1, None]}, "events": "theirs"}])
    assert row["desk"] == {"a": [1, None]}
    assert isinstance(row["events"], list)


def test_every_span_lies_in_the_text(annotated):
    for row in annotated:
        size = len(row["text"])
        spans = [tuple(s) for s in row["sentences"]]
        spans += [(i["start"], i["end"]) for name in ANNOTATED for i in row[name] if "start" in i]
        for a in row["attributions"]:
            spans += [tuple(s) for s in (a["source"], a["cue"], *a["content"]) if s]
        for e in row["events"]:
            spans += [tuple(s) for s in (e["trigger"], *e["actor"], *e["recipient"])]
        assert all(0 <= start < end <= size for start, end in spans)


def test_indexes_and_ids_lead_somewhere(annotated):
    for row in annotated:
        entities = {e["id"] for e in row["entities"]}
        assert {m["entity"] for m in row["mentions"]} <= entities
        assert {a["entity"] for a in row["attributions"]} <= entities | {None}
        for event in row["events"]:
            assert event["place"] is None or event["place"] in range(len(row["places"]))
            assert event["attribution"] is None or event["attribution"] in range(len(row["attributions"]))
            assert all(f in range(len(row["figures"])) for f in event["figures"])


def test_a_story_holds_together(stories, annotated):
    texts = {row["id"]: row["text"] for row in annotated}
    for story in stories:
        assert story.keys() >= {"id", "title", "first", "last", "reports", *STORY}
        statements = {s["id"]: s for s in story["statements"]}
        events, origins = {e["id"]: e for e in story["events"]}, {o["id"] for o in story["origins"]}
        for s in statements.values():
            assert s["report"] in story["reports"]
            assert s["event"] in events
            assert s["origin"] in origins
            assert texts[s["report"]][s["start"] : s["end"]].strip()
            assert s["figure"] is None or s["figure"].keys() >= {"what", "low", "high"}
        for e in events.values():
            assert e["statements"]
            assert all(statements[i]["event"] == e["id"] for i in e["statements"])
            assert {statements[i]["origin"] for i in e["statements"]} >= set(e["origins"])
            assert 0 <= e["independent"] <= len(e["origins"])
        for c in story["conflicts"]:
            assert {c["a"], c["b"]} <= statements.keys()
        for u in story["updates"]:
            assert {u["earlier"], u["later"]} <= statements.keys()
        assert [t["date"] for t in story["timeline"]] == sorted(t["date"] for t in story["timeline"])
        assert all(t["event"] in events for t in story["timeline"])
        for frame in story["frames"]:
            assert all({"text", "count"} <= w.keys() for words in frame["words"].values() for w in words)
