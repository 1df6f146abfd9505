"""The shared parse: offsets equal to the report's, sentences within paragraphs, bounded work."""

import sys

import pytest

from twosource.annotate import annotate
from twosource.annotate.furniture import find
from twosource.annotate.parse import is_wrapped, parse
from twosource.records import Report


def sentences(text):
    report = Report("r", text)
    return [s.text.strip() for s in parse(report, find(report)).sentences]


def test_token_offsets_are_the_reports():
    text = "👍🏽 The café’s owner,\u00a0Zoë Łukasz, said:\r\n\r\n“We’re open.”"
    parsed = parse(Report("r", text))
    assert all(text[t.idx : t.idx + len(t)] == t.text for t in parsed.doc)
    assert parsed.cut == len(text)


def test_a_sentence_ends_with_its_paragraph():
    assert sentences("Storm closes port\n\nTwo people died") == ["Storm closes port", "Two people died"]


def test_a_single_break_ends_a_sentence_too_unless_lines_were_wrapped_by_a_program():
    assert len(sentences("Storm closes the port\nTwo people have died")) == 2
    wrapped = (
        "Two people died when a storm hit the coast on\n"
        "Monday, and the port was closed until the wind\n"
        "had gone down again, the coast guard said in a\n"
        "statement that it gave to reporters on Tuesday\n"
        "evening in the town hall, where families met."
    )
    assert is_wrapped(wrapped)
    assert len(sentences(wrapped)) == 1


@pytest.mark.parametrize("text", ["", "One line.", "A.\nB.\nC.\nD.\nE.\nF.", "Short\nlines\nof\na\npoem\nhere\n"])
def test_short_lines_are_not_wrapped_ones(text):
    assert not is_wrapped(text)


def test_furniture_is_no_part_of_a_sentence():
    assert sentences("KOTKA (Nordtel) — Two people died in a storm.")[-1] == "Two people died in a storm."


def test_auxiliaries_and_lemmas():
    tokens = {t.text: t for t in parse(Report("r", "Two ships were damaged by the fire and have to wait.")).doc}
    assert (tokens["were"].pos_, tokens["damaged"].pos_, tokens["damaged"].lemma_) == ("AUX", "VERB", "damage")
    assert (tokens["ships"].pos_, tokens["ships"].lemma_) == ("NOUN", "ship")


def test_a_very_long_report_is_cut_and_says_so(monkeypatch):
    monkeypatch.setattr(sys.modules["twosource.annotate.parse"], "MOST_CHARACTERS", 40)
    text = "Two people died in a storm on Monday. The port was closed."
    annotation = annotate(Report("r", text, published="2031-01-14"))
    assert max(end for _, end in annotation.sentences) <= 40
    (gap,) = [a for a in annotation.abstained if a.field == "text"]
    assert gap.reason == f"read up to character 40 of {len(text)}: a longer report is cut short"
    assert gap.span == (40, len(text))


def test_without_a_date_of_publication_the_annotation_says_so():
    annotation = annotate(Report("r", "Two people died on Monday."))
    assert any(a.field == "times" for a in annotation.abstained)
    assert all(not t.value.startswith("20") for t in annotation.times)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        ".",
        "…",
        "“",
        "\u202eabc\u202c",
        "محمد قال ذلك.",
        "a\u00adb said no\u00adthing.",
        "\r\n" * 9,
        "👍" * 30,
        "A\0B said so.",
    ],
)
def test_odd_texts_never_raise(text):
    annotation = annotate(Report("r", text, published="2031-01-14"))
    assert all(0 <= a < b <= len(text) for a, b in annotation.sentences)
