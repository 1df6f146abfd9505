"""The same happening in other words: given triggers → clusters.

Blocking: only triggers of one report or of two reports on like matters are compared (`Documents`, `_LIKE`). Then a score
for each such pair (`score_pairs`), and average-link clustering over the scores (`cluster`). After Barhom et al. 2019 and
Held et al. 2021, with one pass of the shared encoder over each sentence instead of one over each pair.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from twosource.annotate.parse import parse
from twosource.link.coreference.clusters import cluster
from twosource.link.coreference.documents import Bags, Documents, bags
from twosource.link.coreference.mentions import TriggerMention, describe
from twosource.link.coreference.scorer import score_pairs, threshold
from twosource.records import Report

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from twosource.records import Span

__all__ = ["Bags", "Documents", "TriggerMention", "bags", "describe", "link_events", "score_pairs"]

_LIKE = 0.12  # least likeness of two reports whose triggers are compared: keeps 99.5 % of the gold pairs of ECB+ dev


def link_events(reports: Sequence[Report | Mapping[str, object]], triggers: Sequence[tuple[str, Span]]) -> list[int]:
    """A cluster number for each trigger, in order: the same number, the same happening.

    `reports`: records, or mappings with `id` and `text`; `triggers`: report id and span (code points of its text).
    """
    texts = {it.id: it for it in map(_report, reports)}
    wanted: dict[str, list[int]] = {}
    for i, (name, _) in enumerate(triggers):
        if name not in texts:
            message = f"trigger {i} is in report {name!r}, which is not among the {len(texts)} reports given"
            raise KeyError(message)
        wanted.setdefault(name, []).append(i)
    mentions: dict[int, TriggerMention] = {}
    of = np.zeros(len(triggers), np.intp)
    parsed = {name: parse(texts[name]) for name in wanted}
    for row, (name, places) in enumerate(wanted.items()):
        of[places] = row
        mentions |= zip(places, describe(parsed[name], [triggers[i][1] for i in places]), strict=True)
    documents = Documents([bags(it) for it in parsed.values()])
    return join([mentions[i] for i in range(len(triggers))], documents, of)


def join(mentions: Sequence[TriggerMention], documents: Documents, of: NDArray[np.intp]) -> list[int]:
    """A cluster number for each mention; `of` gives its report's row in `documents`."""
    pairs = candidates(documents, of)
    return cluster(len(mentions), pairs, score_pairs(mentions, pairs, documents, of), threshold())


def candidates(documents: Documents, of: NDArray[np.intp]) -> NDArray[np.intp]:
    """The pairs (m, 2) of mentions that are worth a comparison: of one report, or of two on like matters."""
    like = np.maximum(documents.words, documents.names) >= _LIKE
    members = [np.flatnonzero(of == row) for row in range(len(like))]
    found: list[NDArray[np.intp]] = [np.zeros((0, 2), np.intp)]
    for row, own in enumerate(members):
        others = np.concatenate([members[k] for k in np.flatnonzero(like[row]) if k >= row] or [own])
        a, b = np.repeat(own, len(others)), np.tile(others, len(own))
        keep = (of[b] > row) | (b > a)
        found.append(np.stack([a[keep], b[keep]], 1))
    return np.concatenate(found)


def _report(given: Report | Mapping[str, object]) -> Report:
    return given if isinstance(given, Report) else Report(id=str(given["id"]), text=str(given["text"]))
