"""The one-step flow: reports in, annotated reports out; no report stops the rest."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any

from twosource import codec
from twosource.read import reports_from
from twosource.records import SetAside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from twosource.records import Annotation, Report

_log = logging.getLogger(__name__)


def annotate(reports: Iterable[Report | SetAside | Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Annotate reports (records, or mappings in the contract's fields) one by one, as the contract writes them.

    What cannot be read is yielded as `{"set_aside": where, "reason": why}`, and the rest goes on. A row with a
    `text` is always a report, whatever other fields it came with.
    """
    for made in annotate_each(reports):
        yield {"set_aside": made.where, "reason": made.reason} if isinstance(made, SetAside) else codec.annotated(made)


def annotate_each(reports: Iterable[Report | SetAside | Mapping[str, Any]]) -> Iterator[Annotation | SetAside]:
    """The same as records."""
    for item in reports_from(reports):
        yield item if isinstance(item, SetAside) else annotate_one(item)


def annotate_one(report: Report) -> Annotation | SetAside:
    """The annotation of one report; where an annotator fails, the report's id and the reason."""
    from twosource.annotate import annotate as read_out  # noqa: PLC0415 - the parser takes a second to load

    start = time.perf_counter()
    try:
        annotation = read_out(report)
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is told, and the rest goes on
        return SetAside(report.id, f"could not be annotated: {type(fault).__name__}: {fault}")
    _log.info("annotated %s, %d characters, in %.2f s", report.id, len(report.text), time.perf_counter() - start)
    return annotation
