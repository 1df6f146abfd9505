"""The encoder: text → a vector for each subtoken and one for the whole; every head and every join stands on it.

Four sets of weights as int8 ONNX in `data/encoder/`. `SUBJECTS`, what a text is about: all-MiniLM-L6-v2 (Wang et al. 2020;
Reimers and Gurevych 2019) as it is. `HAPPENINGS`, which happening a clause tells: eight layers of all-mpnet-base-v2 (Song et
al. 2020), tuned by us (`training/encoder/tune.py`); many times the work. Tuning pulls apart what is told of one subject, which
is what stories are found by, so neither can stand in for the other. `TOGETHER` reads two passages as one text
(`twosource.weigh.together`): twelve layers of the same, tuned by us (`training/pairs`); it shares its table of words with the
second. `WHOSE` reads a whole report for who vouches for what (`twosource.weigh.whose`): the first, tuned by us
(`training/beside`). Each text is run on its own, so its vectors depend on nothing else: the same
sentence has the same vectors in every report, batch and order. Loaded at the first use, hashes checked once.

All are uncased and have one vocabulary; beside each subtoken it is told the shape of the word in the text (`SHAPES`).
"""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import erf, sqrt
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import onnxruntime as ort  # its own types are partly unknown to pyright: the three ignores below
from tokenizers import Tokenizer

from twosource.read.characters import sound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


WINDOW = 254  # subtokens a run, without the two marks at the ends; a longer text is cut into windows
SUBJECTS, HAPPENINGS, TOGETHER, WHOSE = "encoder.onnx", "happenings.onnx", "together.onnx", "whose.onnx"  # by their files
WIDTH = {SUBJECTS: 384, HAPPENINGS: 768, TOGETHER: 768, WHOSE: 384}  # numbers in a vector
SHAPES = ("none", "lower", "capital", "upper", "mixed", "digits", "sign", "other")

_KEPT = 1024  # texts whose vectors are kept, some 100 MB: copies and joins ask for the same sentences of a story

_THREADS = {SUBJECTS: 1, HAPPENINGS: 2, TOGETHER: 2, WHOSE: 2}  # the larger ones gain from a second core

_CLS, SEP = 101, 102
_erf = np.vectorize(erf, otypes=[np.float32])


class BrokenWeightsError(RuntimeError):
    """A file of the encoder is missing or not the one that was shipped."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """One text read by the encoder.

    `offsets` (n, 2): each subtoken's `[start, end)` in code points of the text; `vectors` (n, `WIDTH`); `pooled` (`WIDTH`):
    the model's own sentence vector (mean over all subtokens and marks), not normalised; zeros for an empty text.
    """

    offsets: NDArray[np.int32]
    vectors: NDArray[np.float32]
    pooled: NDArray[np.float32]

    def over(self, start: int, end: int) -> NDArray[np.float32]:
        """The mean vector of the subtokens that touch `[start, end)`; the sentence's where none does."""
        inside = _touching(self.offsets, start, end)
        return self.vectors[inside].mean(axis=0) if inside.any() else self.pooled


def encode(texts: Sequence[str], weights: str = SUBJECTS) -> list[Encoded]:
    """Run the encoder with `SUBJECTS` or `HAPPENINGS` over each text (a sentence, a title), in order."""
    return [_encoded(text, weights) for text in texts]


@lru_cache(maxsize=_KEPT)
def _encoded(text: str, weights: str) -> Encoded:
    clean = sound(text)  # the tokeniser could not take half a character
    it = _tokeniser().encode(clean, add_special_tokens=False)
    found = _encode_one(clean, it.ids, it.offsets, it.word_ids, weights)
    for part in (found.offsets, found.vectors, found.pooled):
        part.flags.writeable = False  # it is shared by all that ask for the same text
    return found


def tokens(text: str) -> list[int]:
    """The subtokens of a text, as indexes into the vocabulary."""
    return _tokeniser().encode(sound(text), add_special_tokens=False).ids


@dataclass(frozen=True, slots=True)
class Subtokens:
    """A whole report in subtokens: indexes into the vocabulary, `[start, end)` of each in code points of the text, and shapes.

    The shape of what opens a paragraph is that of its word and `len(SHAPES)`.
    """

    ids: list[int]
    offsets: NDArray[np.int32]
    shapes: list[int]

    def within(self, start: int, end: int) -> tuple[int, int] | None:
        """The subtokens, first and behind the last, that touch a span of the text; None where none does."""
        inside = np.flatnonzero(_touching(self.offsets, start, end))
        return (int(inside[0]), int(inside[-1]) + 1) if len(inside) else None


def _touching(offsets: NDArray[np.int32], start: int, end: int) -> NDArray[np.bool_]:
    return (offsets[:, 0] < end) & (offsets[:, 1] > start)


def subtokens(text: str) -> Subtokens:
    """A whole report, as `WHOSE` reads it."""
    clean = sound(text)
    it = _tokeniser().encode(clean, add_special_tokens=False)
    offsets = np.array(it.offsets, np.int32).reshape(len(it.ids), 2)
    shapes = shapes_of(clean, it.offsets, it.word_ids)
    for opens in {int(np.searchsorted(offsets[:, 0], m.start(), "right")) for m in re.finditer("\n", clean)}:
        if opens < len(shapes):
            shapes[opens] += len(SHAPES)
    return Subtokens(it.ids, offsets, shapes)


def states(ids: Sequence[int], weights: str, shapes: Sequence[int] | None = None) -> NDArray[np.float32]:
    """The vectors (1 + len(ids) + 1, `WIDTH`) of subtokens that are read in one run, and of the marks at their two ends."""
    return _run([*ids], [0] * len(ids) if shapes is None else [*shapes], weights)


def sentence_vectors(texts: Sequence[str], weights: str = SUBJECTS) -> NDArray[np.float32]:
    """Unit vectors (len(texts), `WIDTH`) whose dot product says how alike two texts are; zeros for an empty text."""
    if not texts:
        return np.zeros((0, WIDTH[weights]), np.float32)
    return unit(np.stack([it.pooled for it in encode(texts, weights)]))


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each row scaled to length one; a row of zeros stays."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return (vectors / np.where(length > 0, length, 1)).astype(np.float32)


def shape_of(word: str) -> int:
    """The index in `SHAPES` of a word as it stands in the text."""
    if word.isdigit():
        return 5
    if not any(map(str.isalnum, word)):
        return 6
    if word.islower():
        return 1
    if word.isupper() and len(word) > 1:
        return 3
    if word[0].isupper() and (len(word) == 1 or word[1:].islower()):
        return 2
    return 4 if any(map(str.isupper, word)) else 7


def shapes_of(text: str, offsets: Sequence[tuple[int, int]], words: Sequence[int | None]) -> list[int]:
    """The shape of each subtoken's whole word."""
    ends: dict[int | None, tuple[int, int]] = {}
    for (start, end), word in zip(offsets, words, strict=True):
        ends[word] = (ends.get(word, (start, end))[0], end)
    of = {word: shape_of(text[start:end]) if end > start else 0 for word, (start, end) in ends.items()}
    return [of[word] for word in words]


def _encode_one(text: str, ids: list[int], offsets: list[tuple[int, int]], words: list[int | None], weights: str) -> Encoded:
    if not ids:
        nothing = np.zeros((0, WIDTH[weights]), np.float32)
        return Encoded(np.zeros((0, 2), np.int32), nothing, nothing.sum(axis=0))
    shapes = shapes_of(text, offsets, words)
    runs = [_run(ids[i : i + WINDOW], shapes[i : i + WINDOW], weights) for i in range(0, len(ids), WINDOW)]
    vectors = np.concatenate([run[1:-1] for run in runs])
    pooled = sum((run.sum(axis=0) for run in runs), np.zeros(WIDTH[weights], np.float32)) / sum(map(len, runs))
    return Encoded(np.array(offsets, np.int32), vectors, pooled.astype(np.float32))


def _run(ids: list[int], shapes: list[int], weights: str) -> NDArray[np.float32]:
    whole = np.array([_CLS, *ids, SEP], np.int64)
    read = {"ids": whole} if weights in {SUBJECTS, WHOSE} else {"words": _words_of(whole)}
    given = read | {"shapes": np.array([0, *shapes, 0], np.int64)}
    # onnxruntime's `run` is typed as a sequence of anything; the graph has this one output.
    return cast("NDArray[np.float32]", _session(weights).run(None, given)[0])  # pyright: ignore[reportUnknownMemberType]


def _words_of(ids: NDArray[np.int64]) -> NDArray[np.float32]:
    """The words' vectors, from the table that the two larger sets of weights share: whole numbers, and a scale for each row."""
    file = arrays("words.npz")
    return file["whole"][ids].astype(np.float32) * file["scale"][ids]


@cache
def _tokeniser() -> Tokenizer:
    return Tokenizer.from_str(read("tokenizer.json").decode())


@cache
def _session(weights: str) -> ort.InferenceSession:
    options: Any = ort.SessionOptions()  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    options.intra_op_num_threads = _THREADS[weights]
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(read(weights), options, providers=["CPUExecutionProvider"])


@cache
def _sums() -> dict[str, str]:
    lines = (files("twosource.data") / "encoder" / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}


@cache
def arrays(name: str) -> dict[str, NDArray[Any]]:
    """The arrays of an `.npz` file in `data/encoder`, by name."""
    with np.load(io.BytesIO(read(name))) as file:
        return {part: file[part] for part in file.files}


def layers(x: NDArray[np.float32], name: str, first: str, second: str) -> NDArray[np.float32]:
    """Two layers of a head on the encoder, from the arrays of a file, the activation (GELU) between them."""
    head = arrays(name)
    inner = x @ head[f"{first}.weight"].T + head[f"{first}.bias"]
    active = inner * (1 + _erf(inner / sqrt(2))) / 2
    return active @ head[f"{second}.weight"].T + head[f"{second}.bias"]


def digest(name: str) -> str:
    """The SHA-256 of a file in `data/encoder`, as it was shipped."""
    return _sums()[name]


def read(name: str) -> bytes:
    """The bytes of a file in `data/encoder`, or BrokenWeightsError where they are not those that were shipped."""
    try:
        content = (files("twosource.data") / "encoder" / name).read_bytes()
    except OSError as why:
        message = f"the encoder's file {name} cannot be read ({why}); install twosource again"
        raise BrokenWeightsError(message) from why
    if hashlib.sha256(content).hexdigest() != _sums().get(name):
        message = f"the encoder's file {name} is not the one that was shipped (sha256 differs); install twosource again"
        raise BrokenWeightsError(message)
    return content
