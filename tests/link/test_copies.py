# ruff: noqa: E501 - texts and tables stand as they are
"""Copies: who takes whose text, how, and what is no copy. Own examples; the worlds and judged pairs where they lie."""

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest
import rewrites

from twosource.annotate import furniture
from twosource.link import copies
from twosource.link.copies import cites, direction, words
from twosource.records import Report

SHARED = Path(__file__).parents[3] / "shared"

AGENCY = """BERGVIK, May 4 (Nordpress) — A landslide buried part of the coastal road near Bergvik early on Tuesday and cut off three villages, the county administration said.

About 400 people live in the villages of Sund, Aaker and Lillevik, which can now be reached only by boat. Two cars were swept into the fjord, but their drivers had climbed out in time, county governor Hanne Moen said.

The slide came down at 5.20 a.m. after four days of rain, according to the road authority. Geologists who flew over the slope by helicopter saw cracks 60 metres long above it.

"We expect more of it to come down before the weekend," said Jostein Falk, who leads the geologists.

A ferry that usually serves the islands was sent to carry food and medicine. The school at Aaker will stay closed until Monday.

The road was last closed for a week in 2019, when a smaller slide killed two workers."""
CUT = "\n\n".join(AGENCY.split(" — ", 1)[1].split("\n\n")[:4])
EDITED = """Three villages near Bergvik have been cut off by a landslide that buried part of the coastal road early on Tuesday, the county administration said.

The slide came down at 5.20 a.m. after four days of rain, the road authority said. Above the slope geologists who flew over it by helicopter saw cracks that were 60 metres long.

About 400 people live in Sund, Aaker and Lillevik, villages which can now be reached by boat only. Two cars were swept into the fjord but their drivers had climbed out in time, according to Hanne Moen, the county governor.

The school at Aaker will stay closed until Monday. A ferry that usually serves the islands was sent to carry medicine and food."""
OWN = """By Rolf Berg in Sund

Anna Lie heard it before she saw it. The 71-year-old was feeding her hens in Sund when the hillside across the bay began to move.

"It sounded like a train," she told the Courier on her doorstep on Tuesday. She rang her daughter, who lives on the far side of the slide and cannot come home.

Nobody in the village has a boat large enough for the cattle, Lie said. The shop has bread for two days.

"We expect more of it to come down before the weekend," said Jostein Falk, a geologist.

Her neighbour, a retired fisherman, has started to carry people across for nothing."""


def report(name, text, outlet, published="2031-05-04T08:00:00+02:00"):
    return Report(id=name, text=text, outlet=outlet, published=published, title=None)


def found(*reports: Report):
    return copies.find(reports, {r.id: furniture.find(r) for r in reports})


SCOOP = """By Tor Vik and Liv Aas

The county knew. Eleven weeks before the hillside at Sund came down its own engineers wrote that the slope was moving, by four millimetres a day.

The letter, which the Courier has read, is dated 17 February and addressed to the county governor, Hanne Moen. It asks for sensors at a price of 600,000 crowns and for the road to be closed when it rains for more than two days.

Nothing came of it. "We get forty such letters a year," Moen said when we called her on Wednesday. She could not remember having read this one.

One of the two who signed it resigned in March. He told us that he had been asked to find a kinder word than "moving".

The sensors lie in a store in Bergvik, still wrapped. They had been bought for another slope, which has since been declared safe.

A widow whose husband died in the slide of 2019 keeps a list of all the letters in a kitchen drawer. She has bought a second drawer."""
RETOLD = """Warnings about the slope that buried the road at Sund lay on the governor's desk for nearly three months, The Fjord Courier reports.

According to the paper two of the county's engineers put down in February that the ground was shifting by some four millimetres each day. They wanted 600,000 crowns for sensors and a closed road after two days of rain.

Hanne Moen, the governor, told the Courier that such letters come in by the dozen. She has no memory of this one.

One of the engineers gave up his post in March, the newspaper says. He claims to have been urged to use a softer word.

The sensors exist, the Courier found: they are in storage in Bergvik, never unpacked, having been meant for a different hillside."""
MENTIONS = """Work to clear the coastal road at Sund began on Thursday with two excavators and a crew of nine.

The road authority hopes to open one lane by the end of the month, its engineer, Silje Brekke, told reporters at the site. Lorries will carry the rock to a quarry 12 kilometres to the south.

A warning about the slope had been sent to the county in February, The Fjord Courier reported on Wednesday. The county declined to say more.

Children from Aaker went to school by boat for the second day. The station at Bergvik ran extra trains, and the site was lit through the night.

The power station above the town was switched off as a precaution, the operator said. It was to start again on Friday."""

ORIGINAL = report("a", AGENCY, "Nordpress", "2031-05-04T07:10:00+02:00")


def test_a_text_cut_from_the_end_is_a_verbatim_copy_of_the_agency():
    (copy,), missing = found(report("b", CUT + "\n\nNORDPRESS", "Fjord Courier"), ORIGINAL)
    assert (copy.report, copy.of, copy.kind, copy.credited) == ("b", "a", "verbatim", True)
    assert copy.share > 0.95
    assert missing == ()


def test_passages_hold_the_same_words_on_both_sides():
    (copy,), _ = found(report("b", CUT, "Fjord Courier"), ORIGINAL)
    for passage in copy.passages:
        assert CUT[slice(*passage.here)] == AGENCY[slice(*passage.there)]


def test_changed_words_and_moved_paragraphs_are_an_edited_copy_without_credit():
    (copy,), _ = found(ORIGINAL, report("b", EDITED, "Fjord Courier"))
    assert (copy.report, copy.of, copy.kind, copy.credited) == ("b", "a", "edited", False)


def test_own_reporting_that_shares_a_quotation_is_no_copy():
    assert found(ORIGINAL, report("b", OWN, "Fjord Courier")) == ((), ())


def test_a_spliced_passage_is_a_copy_with_a_small_share():
    text = OWN + "\n\n" + "\n\n".join(CUT.split("\n\n")[1:3])
    (copy,), _ = found(ORIGINAL, report("b", text, "Fjord Courier"))
    assert copy.of == "a"
    assert 0.3 < copy.share < 0.65


def test_the_wrong_time_stamp_does_not_turn_the_direction():
    (copy,), _ = found(ORIGINAL, report("b", CUT + "\n\nNORDPRESS", "Fjord Courier", "2031-05-03T06:00:00+02:00"))
    assert (copy.report, copy.of) == ("b", "a")
    assert any(e.startswith("against:") and "stamped" in e for e in copy.evidence)


def test_the_nearest_ancestor_is_named():
    middle = report(
        "b",
        CUT.replace("cut off three villages", "left three villages without a road"),
        "Fjord Courier",
        "2031-05-04T08:00:00+02:00",
    )
    last = report("c", middle.text.rsplit("\n\n", 1)[0], "Coast Today", "2031-05-04T11:00:00+02:00")
    found_, _ = found(ORIGINAL, middle, last)
    assert {(c.report, c.of) for c in found_} == {("b", "a"), ("c", "b")}


def test_two_papers_on_an_agency_that_is_not_there_have_a_missing_original():
    a, b = (report(n, AGENCY + tail, o) for n, o, tail in (("a", "Fjord Courier", "\n\nIt rained."), ("b", "Coast Today", "")))
    found_, (missing,) = found(a, b)
    assert found_ == ()
    assert (missing.name, missing.reports) == ("Nordpress", ("a", "b"))


COURIER = report("a", SCOOP, "The Fjord Courier", "2031-05-05T06:00:00+02:00")
DIGEST = report("b", RETOLD, "Northern Digest", "2031-05-05T12:00:00+02:00")


def test_a_report_that_retells_what_the_paper_found_is_a_credited_paraphrase():
    others = [replace(ORIGINAL, id="c"), report("d", MENTIONS, "Coast Today", "2031-05-06T09:00:00+02:00")]
    found_, missing = found(COURIER, DIGEST, *others)
    assert [(c.report, c.of, c.kind, c.credited) for c in found_] == [("b", "a", "paraphrase", True)]
    assert missing == ()


def test_own_reporting_that_mentions_another_outlet_is_no_retelling():
    assert found(COURIER, report("d", MENTIONS, "Coast Today", "2031-05-06T09:00:00+02:00")) == ((), ())


def test_a_retelling_is_not_pinned_on_another_report_of_the_outlet_that_it_cites():
    assert found(DIGEST, replace(ORIGINAL, outlet="The Fjord Courier")) == ((), ())


def test_of_an_outlet_s_reports_the_earlier_one_is_retold():
    after = replace(COURIER, id="e", text=SCOOP.split("\n\n", 1)[1] + "\n\nThe county has no comment.", published="2031-05-07")
    found_, _ = found(COURIER, DIGEST, after)
    assert ("b", "a") in {(c.report, c.of) for c in found_}


def cited(text: str, *outlets: str):
    reports = [report(str(i), "Nothing.", o) for i, o in enumerate(outlets)] + [report("x", text, "Northern Digest")]
    heads = [direction.masthead(r, ()) for r in reports]
    return {k: v.sentences for k, v in cites.Outlets(heads).cited(words.read(reports[-1])).items()}


def test_a_citation_by_short_name_sign_or_generic_word_goes_to_the_outlet_named_last():
    text = "So says The Fjord Courier. The paper has seen it. He told the Courier so. Marovea News Agency adds more. MNA said it."
    assert cited(text, "The Fjord Courier", "Marovea News Agency") == {"fjord courier": 3, "marovea news agency": 2}
    assert cited("As the Courier writes.", "The Fjord Courier", "Sund Courier") == {}
    assert cited("The Diário was told.", "Diário da Costa") == {"diário da costa": 1}


def test_places_are_no_outlets():
    text = "He told Nordpress so. The power station burned. The station was shut. The site is wet. The Courier Bridge fell."
    assert cited(text, "Nordpress", "The Fjord Courier") == {"nordpress": 1}


def test_an_outlet_s_own_sign_is_not_an_agency_of_the_world():
    text = AGENCY.replace("(Nordpress)", "(AA)")
    first = report("a", text, "Agência Austral", "2031-05-04T07:10:00+02:00")
    found_, missing = found(first, report("b", EDITED, "Coast Today"), report("c", CUT + "\n\n(AA)", "Fjord Courier"))
    assert {(c.report, c.of, c.credited) for c in found_} == {("b", "a", False), ("c", "a", True)}
    assert missing == ()


def test_a_name_that_came_with_the_words_is_no_credit():
    text = CUT.replace("Hanne Moen said.", "Hanne Moen told Nordpress.")
    whole = replace(ORIGINAL, text=AGENCY.replace("Hanne Moen said.", "Hanne Moen told Nordpress."))
    (copy,), _ = found(whole, report("b", text, "Fjord Courier"))
    assert not copy.credited
    (copy,), _ = found(whole, report("b", text + "\n\nNORDPRESS", "Fjord Courier"))
    assert copy.credited


def test_the_order_of_the_reports_does_not_matter():
    reports = [ORIGINAL, report("b", EDITED, "Fjord Courier"), report("c", CUT, "Coast Today"), report("d", OWN, "Sund Post")]
    assert found(*reports) == found(*reversed(reports))


def test_equal_texts_are_copies_of_the_one_that_bears_its_own_name():
    reports = [replace(ORIGINAL, id=f"x{i}", outlet=f"Outlet {i}", published="2031-05-04T06:00:00Z") for i in range(5)]
    found_, _ = found(ORIGINAL, *reports)
    assert {(c.report, c.of, c.kind) for c in found_} == {(f"x{i}", "a", "verbatim") for i in range(5)}


def test_bad_input_is_read_in_bounded_time():
    start = time.process_time()
    huge = report("huge", AGENCY * 4_000, "Spool")  # 5 MB
    odd = [
        report(f"o{i}", t, "Odd")
        for i, t in enumerate(["", "One", "\n\n\n", "“", "a " * 5_000, "He said. " * 3_000, "🙂 \ud800 \u200f"])
    ]
    many = [replace(ORIGINAL, id=f"m{i}", outlet=f"O{i}") for i in range(10_000)]
    found_, _ = copies.find([huge, *odd, *many])
    assert time.process_time() - start < 30
    assert sum(c.kind == "verbatim" and c.share == 1.0 for c in found_) >= 9_999
    assert any("only the first" in e for c in found_ if "huge" in (c.report, c.of) for e in c.evidence)


@pytest.mark.parametrize("strength", rewrites.STRENGTHS)
def test_rewrites_of_every_strength_stay_in_the_family(strength):
    made = [rewrites.rewrite(replace(ORIGINAL, text=AGENCY + LONGER), strength, k) for k in range(8)]
    found_, missing = found(replace(ORIGINAL, text=AGENCY + LONGER), report("own", OWN, "Sund Post"), *made)
    family = {"a"}
    ties = [{c.report, c.of} for c in found_] + [set(m.reports) for m in missing]
    for _ in made:
        family = family.union(*(t for t in ties if t & family))
    assert family == {"a", *(r.id for r in made)}


LONGER = """

The county has asked the army for two landing craft, which are expected from Harstad on Wednesday evening. Farmers in Aaker have 230 cows to milk and no way to bring the milk to the dairy at Bergvik.

Road engineer Silje Brekke put the mass of rock and clay at 40,000 cubic metres. Clearing it could take three weeks once the slope is safe, she said.

Bergvik's mayor, Odd Hauge, opened the town hall for 26 tourists whose bus was stopped south of the slide. Their guide said that they had slept on the benches."""


OURS = Path(__file__).parents[2] / "training"
WORLDS = sorted(p.parent for root in (SHARED / "worlds", OURS / "worlds") for p in root.glob("*/key.json"))
UNREAD = sorted(p.parent for p in (OURS / "unread").glob("*/key.json"))[::5]


# Of 352 copies those that we call edited and the key verbatim, or the other way.
ANOTHER_KIND = {"airbase": "r02", "kidnap": "r12", "raid": "r08", "warship": "r08"}


@pytest.fixture(scope="module")
def in_worlds():
    """World → (report, original, kind) as found, and as its key has it."""
    out = {}
    for folder in (*WORLDS, *UNREAD):
        reports = [Report(**json.loads(line)) for line in (folder / "reports.jsonl").read_text().splitlines()]
        key = json.loads((folder / "key.json").read_text())["copies"]
        copies_, _ = found(*reports)
        out[folder.name] = ({(c.report, c.of, c.kind) for c in copies_}, {(c["report"], c["of"], c["kind"]) for c in key})
    return out


@pytest.mark.parametrize("world", [p.name for p in WORLDS])
def test_nothing_in_a_world_is_called_a_copy_that_is_none(in_worlds, world):
    told, key = in_worlds[world]
    assert {pair[:2] for pair in told} <= {pair[:2] for pair in key}
    assert {copy for copy in told if copy[0] != ANOTHER_KIND.get(world)} <= key


def test_most_copies_of_the_worlds_are_found(in_worlds):
    told, key = (sum(len(in_worlds[p.name][k]) for p in WORLDS) for k in (0, 1))
    assert told / key > 0.92


@pytest.mark.parametrize("world", [p.name for p in UNREAD])
def test_copies_in_the_words_of_their_original_are_found_in_worlds_that_taught_nothing(in_worlds, world):
    told, key = ({copy[:2] for copy in copies_} for copies_ in in_worlds[world])
    assert told <= key
    assert {copy[:2] for copy in in_worlds[world][1] if copy[2] != "paraphrase"} <= told


@pytest.mark.skipif(not SHARED.exists(), reason="the judged reports are not here")
def test_pairs_judged_by_eye():
    lines = (SHARED / "eval/data/stories/reports.jsonl").read_text().splitlines()
    fields = ("id", "text", "outlet", "published", "title")
    texts = {
        r["id"]: Report(**{k: r.get(k) for k in fields}, authors=tuple(r.get("authors") or ())) for r in map(json.loads, lines)
    }
    judged = [json.loads(line) for line in (Path(__file__).parent / "data/judged_pairs.jsonl").read_text().splitlines()]
    wrong = [(p["a"], p["b"]) for p in judged if any(found(texts[p["a"]], texts[p["b"]])) != p["same_text"]]
    assert len(judged) > 100
    assert len(wrong) <= 3, wrong
