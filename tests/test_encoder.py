import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource import encoder


def test_offsets_are_code_points_into_the_text():
    text = "👍🏽 Café talks — in Zürich"
    (it,) = encoder.encode([text])
    words = {text[a:b] for a, b in it.offsets}
    assert {"talks", "—", "in", "Zürich"} <= words
    assert it.vectors.shape == (len(it.offsets), encoder.WIDTH[encoder.SUBJECTS])


def test_a_texts_vectors_depend_on_that_text_alone():
    a, b = "The bridge was closed on Monday.", "Voters in the north go to the polls. " * 6
    (alone,) = encoder.encode([a])
    among = encoder.encode([b, a, b])[1]
    assert np.array_equal(alone.vectors, among.vectors)


def test_like_sentences_are_nearer_than_unlike_ones():
    near, base, far = encoder.sentence_vectors(
        [
            "A ferry caught fire off the coast.",
            "Fire broke out aboard a ferry at sea.",
            "The central bank raised its interest rate.",
        ]
    )
    assert near @ base > 0.6
    assert base @ far < 0.3


def test_a_long_text_is_cut_into_windows():
    (it,) = encoder.encode(["word " * 1000])
    assert len(it.offsets) == 1000
    assert np.isfinite(it.vectors).all()


@pytest.mark.parametrize("text", ["", " ", "\x00", "\n\n"])
def test_an_empty_text_has_no_subtokens_and_a_zero_vector(text):
    (it,) = encoder.encode([text])
    assert it.offsets.shape == (0, 2)
    assert not it.pooled.any()
    assert not it.over(0, 1).any()


def test_a_span_that_touches_no_subtoken_gets_the_sentences_vector():
    (it,) = encoder.encode(["a  b"])
    assert np.array_equal(it.over(1, 1), it.pooled)


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("talks", "lower"),
        ("Oslo", "capital"),
        ("A", "capital"),
        ("NATO", "upper"),
        ("McKay", "mixed"),
        ("2019", "digits"),
        (".", "sign"),
        ("会谈", "other"),
    ],
)
def test_shapes(word, shape):
    assert encoder.SHAPES[encoder.shape_of(word)] == shape


@given(st.text(st.characters(codec=None), max_size=60))
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_it(text):
    (it,) = encoder.encode([text])
    assert np.isfinite(it.pooled).all()
    assert (it.offsets >= 0).all()
    assert (it.offsets <= len(text)).all()


def test_changed_weights_are_refused(monkeypatch):
    monkeypatch.setattr(encoder, "_sums", lambda: {"tokenizer.json": "0" * 64})
    with pytest.raises(encoder.BrokenWeightsError, match=r"tokenizer\.json"):
        encoder.read("tokenizer.json")


def test_the_tuned_weights_bring_two_tellings_of_one_happening_nearer():
    told = [
        ("Police arrested the captain of the ferry.", "arrested"),
        ("The master of the vessel was taken into custody.", "custody"),
        ("The ferry caught fire off Kotka on Monday night.", "caught"),
    ]

    def alike(weights: str) -> np.ndarray:
        read = encoder.encode([text for text, _ in told], weights)
        spans = [it.over(text.index(word), text.index(word) + len(word)) for (text, word), it in zip(told, read, strict=True)]
        vectors = encoder.unit(np.stack(spans))
        return vectors @ vectors.T

    base, tuned = alike(encoder.SUBJECTS), alike(encoder.HAPPENINGS)
    assert tuned[0, 1] > base[0, 1] + 0.1
    assert tuned[0, 1] > tuned[0, 2] + 0.4


def test_each_set_of_weights_keeps_its_own_vectors():
    (one,), (other,) = encoder.encode(["A bridge fell."]), encoder.encode(["A bridge fell."], encoder.HAPPENINGS)
    assert one.vectors.shape == (4, encoder.WIDTH[encoder.SUBJECTS])
    assert other.vectors.shape == (4, encoder.WIDTH[encoder.HAPPENINGS])


def test_a_whole_report_in_subtokens():
    text = "Nine died.\n\nÉtoile shut 👍 on Monday."
    it = encoder.subtokens(text)
    assert len(it.ids) == len(it.offsets) == len(it.shapes)
    start, end = it.within(text.index("Étoile"), text.index(" shut"))
    assert text[it.offsets[start, 0] : it.offsets[end - 1, 1]] == "Étoile"
    assert [text[a] for (a, _), shape in zip(it.offsets, it.shapes, strict=True) if shape >= len(encoder.SHAPES)] == ["É"]
    assert it.within(len("Nine died."), len("Nine died.") + 1) is None
    assert encoder.subtokens("").ids == []
