"""Who says what in one report: source, cue, content, chain, kind of origin."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.annotate import attribution, furniture
from twosource.annotate.parse import parse
from twosource.records import Attribution, Report


def said(text: str, outlet: str | None = "The Gazette") -> list[Attribution]:
    report = Report(id="r", text=text, outlet=outlet, published="2031-01-02")
    frame = furniture.find(report)
    return list(attribution.find(parse(report, frame), frame, (), ()))


def words(text: str, span: tuple[int, int] | None) -> str | None:
    return text[span[0] : span[1]] if span else None


def one(text: str) -> tuple[str | None, str | None, list[str | None], Attribution]:
    found = said(text)
    assert len(found) == 1, found
    a = found[0]
    return words(text, a.source), words(text, a.cue), [words(text, c) for c in a.content], a


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The bridge, he said, is safe.", "he", "said", ["The bridge", "is safe"]),
        ("Officials fear the dam will burst.", "Officials", "fear", ["the dam will burst"]),
        ("The dam burst, according to the mayor of Arden.", "the mayor of Arden", "according to", ["The dam burst"]),
        ("The minister vowed to rebuild the road.", "The minister", "vowed", ["to rebuild the road"]),
        ("The mayor criticized the plan.", "The mayor", "criticized", ["the plan"]),
        ("The plan was criticized by the mayor.", "the mayor", "was criticized", ["The plan"]),
        ("The union has called for a new vote.", "The union", "has called for", ["a new vote"]),
        (
            "Twelve people were hurt, said chief physician Ole Dahl.",
            "chief physician Ole Dahl",
            "said",
            ["Twelve people were hurt"],
        ),
    ],
)
def test_constructions(text: str, source: str, cue: str, content: list[str]) -> None:
    assert one(text)[:3] == (source, cue, content)


def test_no_source() -> None:
    source, cue, content, record = one("Prices are expected to rise.")
    assert (source, cue, content) == (None, "are expected", ["Prices", "to rise"])
    assert record.origin == "unnamed"


def test_quotation_goes_on_after_its_cue() -> None:
    text = '"I was there," said Mr Olsen, a baker. "It was dark. I ran."'
    assert one(text)[2] == ['"I was there,"', '"It was dark. I ran."']
    assert one(text)[3].kind == "direct"


def test_speech_of_several_paragraphs_has_one_speaker() -> None:
    text = "“We lost the boat,” Ada Krull said. “It sank at noon.\n\n“Nobody was hurt.”"
    assert one(text)[2] == ["“We lost the boat,”", "“It sank at noon.\n\n“Nobody was hurt.”"]


def test_mixed_quotation() -> None:
    assert one("The mayor said the road was “a disgrace to the town”.")[3].kind == "mixed"


@pytest.mark.parametrize(
    "text", ["The so-called “iron ring” fell.", "She read “War and Peace” on the train.", "It rained all day."]
)
def test_scare_quotes_and_titles_are_no_attributions(text: str) -> None:
    assert said(text) == []


def test_relayed_words_keep_both_voices() -> None:
    text = "Norwire quoted a ministry official as saying that the pump had failed."
    _, _, content, record = one(text)
    assert content == ["that the pump had failed"]
    assert [(link.name, link.part) for link in record.chain] == [
        ("The Gazette", "carrier"),
        ("Norwire", "relay"),
        ("ministry official", "source"),
    ]
    assert record.origin == "official"


def test_citing_names_the_source_cited() -> None:
    text = "Three people died, Norwire said, citing the police."
    record = next(a for a in said(text) if words(text, a.cue) == "said")
    assert words(text, record.source) == "the police"
    assert [link.name for link in record.chain] == ["The Gazette", "Norwire", "police"]


def test_dateline_agency_is_a_carrier() -> None:
    text = "ARDEN, Jan 2 (Reuters) - The police said two men were held on Tuesday."
    record = said(text)[-1]
    assert ("Reuters", "carrier") in [(link.name, link.part) for link in record.chain]
    assert record.chain[-1].part == "source"


def test_denials() -> None:
    denied = one("The harbour regulator denied that it had seen the letter.")[3]
    assert denied.denies


def test_pronoun_takes_up_the_speaker_before() -> None:
    text = "The fire began below deck, coast guard spokeswoman Laura Berg said. The crew was safe, she said."
    names = [a.chain[-1].name for a in said(text)]
    assert names == ["coast guard spokeswoman Laura Berg"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        '"',
        "“““",
        '"He said',
        "said",
        "said.",
        "According to",
        "He said that",
        "\x93Yes,\x94 he said.",
        "👍 said 👍",
        "قال محمد said yes.",
        "so\u00adft said",
        "'' ''",
    ],
)
def test_odd_texts_never_raise(text: str) -> None:
    said(text)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["he said", '"', "“", "”", "''", "The mayor", "lied", ",", ".", "\n\n", "according to", "that", "‘", "’"]
        ),
        max_size=25,
    )
)
def test_spans_lie_in_the_text_and_in_order(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for a in said(text):
        spans = [*a.content, *([a.source] if a.source else []), *([a.cue] if a.cue else [])]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert list(a.content) == sorted(a.content)


def test_long_quotation_costs_little() -> None:
    text = "“" + "The sea was rough and we were cold. " * 200 + "” she said."
    said(text)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The premier made it clear that he would stay.", "The premier", "made it clear", ["that he would stay"]),
        ("The council is in favour of a second bridge.", "The council", "is in favour of", ["a second bridge"]),
        ("The villagers turned their backs on the plan.", "The villagers", "turned their backs on", ["the plan"]),
        ("The union has counted 44 dead.", "The union", "has counted", ["44 dead"]),
        ("The hospital put the number of wounded at 31.", "The hospital", "put", ["the number of wounded at 31"]),
        ("The poll shows the mayor in second place.", "The poll", "shows", ["the mayor in second place"]),
    ],
)
def test_stands_and_counts(text: str, source: str, cue: str, content: list[str]) -> None:
    assert one(text)[:3] == (source, cue, content)


def test_what_seems_so_is_said_by_nobody() -> None:
    source, cue, content, _ = one("The pump seems to have failed.")
    assert (source, cue, content) == (None, "seems", ["The pump", "to have failed"])


@pytest.mark.parametrize(
    "text",
    [
        "The Herald reported, citing two bankers, that the merger was off.",
        "The Herald, citing two bankers, said the merger was off.",
    ],
)
def test_the_one_cited_is_the_source_and_the_citing_no_attribution_of_its_own(text: str) -> None:
    source, _, _, record = one(text)
    assert source == "two bankers"
    assert [link.part for link in record.chain] == ["carrier", "relay", "source"]


def test_a_thing_cited_as_a_reason_is_no_voice() -> None:
    assert one("The bank cited the strike as a reason for its loss.")[0] == "The bank"


def test_a_statement_leads_to_its_issuer() -> None:
    text = "The coast guard issued a statement on Monday. The statement said the ship had no licence."
    assert said(text)[-1].chain[-1].name == "coast guard statement"


@pytest.mark.parametrize(
    "text",
    [
        "Divers found the bodies in the wheelhouse.",
        "The flood claimed the lives of eleven people.",
        "The clock on the tower said nine.",
        "She spoke for an hour without notes.",
        "The report was published on Monday.",
        "He told the truth and paid for it.",
    ],
)
def test_sayings_without_a_content(text: str) -> None:
    assert said(text) == []


_ODD = st.sampled_from(
    [
        *"\"'“”‘’«»„‟‹›`\x91\x92\x93\x94\u00ad\u200f\u202b\u202c\u2028\x00\x85",
        *["\n", "\n\n", "\r\n", "\t", "\xa0", "👩‍🚒", "🔥", "محمد الأحمد", "שרה", "é", "ǆ", "𝔘", "said", "says", "was told"],
        *["the mayor", "The ministry's claim that", "citing", "quoted", "as saying", "according to", "seems to", "it", "is"],
        *[
            "in favour of",
            "put the toll at",
            "nine",
            "that",
            "a statement",
            "reportedly",
            "MAYOR:",
            "—",
            "--",
            "…",
            ".",
            "?",
            ",",
        ],
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_ODD, max_size=40), st.sampled_from(["", " "]))
def test_odd_pieces_never_raise_and_spans_hold(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    for a in said(text):
        for start, end in [*a.content, *([a.source] if a.source else []), *([a.cue] if a.cue else [])]:
            assert 0 <= start < end <= len(text)
        assert all(x[1] <= y[0] for x, y in zip(a.content, a.content[1:], strict=False))


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=120))
def test_any_text_never_raises(text: str) -> None:
    said(text)


def test_a_quotation_of_two_hundred_sentences_keeps_its_speaker() -> None:
    speech = "The sea was rough and we were cold. " * 200
    found = said(f"“{speech.strip()}” said Ada Krull.")
    assert words(f"“{speech.strip()}” said Ada Krull.", found[0].source) == "Ada Krull"
    assert found[0].content[0][1] - found[0].content[0][0] > 7000
