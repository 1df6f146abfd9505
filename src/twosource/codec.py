"""Records ↔ JSON and bytes. The only place that knows how a record is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

if TYPE_CHECKING:
    from twosource.records import Account, Annotation, StoryAccount

T = TypeVar("T")


def pack(record: object) -> bytes:
    """A record as bytes, for the desk."""
    return msgspec.msgpack.encode(record)


def unpack(data: bytes, kind: type[T]) -> T:
    """The record of `kind` that `pack` wrote. Raises `msgspec.ValidationError` on other bytes."""
    return msgspec.msgpack.decode(data, type=kind)


def annotated(annotation: Annotation) -> dict[str, Any]:
    """An annotated report as in the contract: the report's own fields, and what was read out of it."""
    row = _plain(annotation)
    report: dict[str, Any] = row.pop("report")
    kept: dict[str, Any] = report.pop("kept")
    abstained = [*report.pop("abstained"), *row.pop("abstained")]
    own = {k: v for k, v in report.items() if v not in (None, [], ())}
    return {**kept, **own, **row, "abstained": abstained}


def account(whole: Account) -> dict[str, Any]:
    """The whole account as in the contract."""
    return _plain(whole)


def story(one: StoryAccount) -> dict[str, Any]:
    """One story of the account as in the contract."""
    return _plain(one)


def to_json(value: object, *, indent: int = 0) -> str:
    """JSON text of plain values or records, non-ASCII kept as it is."""
    data = msgspec.json.encode(value)
    return (msgspec.json.format(data, indent=indent) if indent else data).decode()


def _plain(record: object) -> dict[str, Any]:
    """The record as JSON knows it: mappings, lists, text, numbers."""
    return msgspec.json.decode(msgspec.json.encode(record))
