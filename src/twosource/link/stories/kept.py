"""The state of the story index as bytes, and back: what the desk keeps between two runs."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np

from twosource.link.stories.fingerprint import Fingerprint, Sparse
from twosource.link.stories.index import State, Text
from twosource.link.stories.likeness import Days


def pack(state: State) -> bytes:
    """The state as MessagePack; vectors as raw little-endian numbers."""
    texts = {
        name: [_print(t.print), [t.days.first, t.days.last], t.reports, t.links, t.story, t.crowded]
        for name, t in state.texts.items()
    }
    members = {story: sorted(names) for story, names in state.members.items()}
    whole = [texts, state.postings, members, state.of]
    return msgspec.msgpack.encode(whole, enc_hook=float)  # a numpy number is the only thing it does not know


def unpack(data: bytes) -> State:
    """The state that `pack` wrote; that of a desk of format 3 held more of stories and less of texts."""
    texts, postings, members, of, *_ = msgspec.msgpack.decode(data, strict=False)
    return State(
        texts={
            name: Text(_fingerprint(name, it), Days(*days), reports, links, story, *crowded)
            for name, (it, days, reports, links, story, *crowded) in texts.items()
        },
        postings={key: [(name, weight) for name, weight in posting] for key, posting in postings.items()},
        members={story: set(names) for story, names in members.items()},
        of=of,
    )


def _print(it: Fingerprint) -> list[Any]:
    sparse = [part.tobytes() for s in (it.words, it.names) for part in (s.ids, s.weights)]
    return [*sparse, it.title.tobytes(), it.lead.tobytes(), it.keys]


def _fingerprint(name: str, row: list[Any]) -> Fingerprint:
    word_ids, word_weights, name_ids, name_weights, title, lead, keys = row
    return Fingerprint(
        name,
        Sparse(np.frombuffer(word_ids, np.uint64), np.frombuffer(word_weights, np.float32)),
        Sparse(np.frombuffer(name_ids, np.uint64), np.frombuffer(name_weights, np.float32)),
        np.frombuffer(title, np.float16),
        np.frombuffer(lead, np.float16),
        tuple((key, weight) for key, weight in keys),
    )
