"""The public one-step flow: reports in, annotated reports out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twosource import codec
from twosource.annotate import annotate as annotate_one
from twosource.read import reports_from
from twosource.records import SetAside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from twosource.records import Report


def annotate(reports: Iterable[Report | SetAside | Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Annotate reports (records, or mappings in the contract's fields) one by one, as the contract writes them.

    What cannot be read is yielded as `{"set_aside": where, "reason": why}`, and the rest goes on.
    """
    for item in reports_from(reports):
        if isinstance(item, SetAside):
            yield {"set_aside": item.where, "reason": item.reason}
            continue
        try:
            yield codec.annotated(annotate_one(item))
        except Exception as fault:  # noqa: BLE001 - no report may stop the rest; it is named with its reason
            yield {"set_aside": item.id, "reason": f"could not be annotated: {type(fault).__name__}: {fault}"}
