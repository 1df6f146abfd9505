"""The desk's one SQLite file: schema and queries. Nothing else in Twosource keeps state.

WAL mode: readers go on while a writer writes, and a killed process leaves the last commit.
`made_by` on every derived row names the version of Twosource and of its models.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

SCHEMA_VERSION = 1

_SCHEMA = """
CREATE TABLE IF NOT EXISTS report (
    seq       INTEGER PRIMARY KEY,          -- order of arrival
    id        TEXT NOT NULL UNIQUE,
    content   TEXT NOT NULL UNIQUE,         -- hash of outlet, date, title and text
    url       TEXT,
    revises   TEXT,                         -- the id of the version that this one replaces
    record    BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS report_url ON report(url);
CREATE TABLE IF NOT EXISTS alias (          -- the same content came again under another id or address
    id        TEXT NOT NULL,
    url       TEXT NOT NULL,
    report    TEXT NOT NULL REFERENCES report(id),
    PRIMARY KEY (id, url)
);
CREATE TABLE IF NOT EXISTS annotation (
    report    TEXT PRIMARY KEY REFERENCES report(id),
    made_by   TEXT NOT NULL,
    record    BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS set_aside (
    place     TEXT NOT NULL,
    reason    TEXT NOT NULL,
    PRIMARY KEY (place, reason)
);
CREATE TABLE IF NOT EXISTS story (
    id        TEXT PRIMARY KEY,
    digest    TEXT NOT NULL,                -- of the members and of all that the account rests on
    made_by   TEXT NOT NULL,
    record    BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS member (
    report    TEXT PRIMARY KEY REFERENCES report(id),
    story     TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS member_story ON member(story);
CREATE TABLE IF NOT EXISTS trace (          -- a story that was merged into another, or split from it
    story     TEXT NOT NULL,
    became    TEXT NOT NULL,
    PRIMARY KEY (story, became)
);
"""


class NotADeskError(ValueError):
    """The file is not a desk, or a newer Twosource wrote it."""


def connect(path: Path | str) -> sqlite3.Connection:
    """Open or create the desk file. Raises `NotADeskError` when it is some other file."""
    db = sqlite3.connect(path, timeout=30, isolation_level=None)
    try:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=NORMAL")
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version > SCHEMA_VERSION:
            raise NotADeskError(f"{path}: written by a newer Twosource (desk format {version}, known is {SCHEMA_VERSION})")
        db.executescript(_SCHEMA)
        db.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
    except sqlite3.DatabaseError as error:
        db.close()
        raise NotADeskError(f"{path}: not a desk ({error})") from error
    return db


def known_content(db: sqlite3.Connection, content: str) -> str | None:
    """The id of the report with this content, if it is there."""
    return _one(db, "SELECT id FROM report WHERE content = ?", content)


def latest_under(db: sqlite3.Connection, report: str, url: str | None) -> str | None:
    """The id of the newest report that stands under this id or address, if any."""
    return _one(
        db,
        "SELECT id FROM report WHERE id = ? OR id LIKE ? || '~_%' OR (url IS NOT NULL AND url = ?) ORDER BY seq DESC LIMIT 1",
        report,
        report,
        url,
    )


def add_report(db: sqlite3.Connection, row: tuple[str, str, str | None, str | None, bytes]) -> None:
    """Add a report: (id, content, url, revises, record)."""
    db.execute("INSERT INTO report (id, content, url, revises, record) VALUES (?, ?, ?, ?, ?)", row)


def add_alias(db: sqlite3.Connection, same: str, url: str | None, report: str) -> None:
    """Note that a report came again under another id or address."""
    db.execute("INSERT OR IGNORE INTO alias VALUES (?, ?, ?)", (same, url or "", report))


def add_set_aside(db: sqlite3.Connection, place: str, reason: str) -> None:
    """Note what could not be read, and why."""
    db.execute("INSERT OR IGNORE INTO set_aside VALUES (?, ?)", (place, reason))


def set_aside(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """All that was set aside: (place, reason)."""
    return db.execute("SELECT place, reason FROM set_aside ORDER BY place").fetchall()


def unannotated(db: sqlite3.Connection, *, but_by: str | None = None) -> list[str]:
    """Ids of reports without an annotation, or (with `but_by`) without one made by that version; in order of arrival."""
    if but_by is None:
        sql, args = "SELECT id FROM report WHERE id NOT IN (SELECT report FROM annotation) ORDER BY seq", ()
    else:
        sql = "SELECT id FROM report WHERE id NOT IN (SELECT report FROM annotation WHERE made_by = ?) ORDER BY seq"
        args = (but_by,)
    return [row[0] for row in db.execute(sql, args)]


def report(db: sqlite3.Connection, report_id: str) -> bytes | None:
    """The record of a report."""
    return _one(db, "SELECT record FROM report WHERE id = ?", report_id)


def add_annotation(db: sqlite3.Connection, report_id: str, made_by: str, record: bytes) -> None:
    """Add or replace a report's annotation."""
    db.execute("INSERT OR REPLACE INTO annotation VALUES (?, ?, ?)", (report_id, made_by, record))


def annotations(db: sqlite3.Connection, ids: Iterable[str] | None = None) -> Iterator[bytes]:
    """Annotations of the named reports, in order of arrival; of all without `ids`."""
    if ids is None:
        for (record,) in db.execute("SELECT a.record FROM annotation a JOIN report r ON r.id = a.report ORDER BY r.seq"):
            yield record
        return
    for report_id in ids:
        record = _one(db, "SELECT record FROM annotation WHERE report = ?", report_id)
        if record is not None:
            yield record


def revisions(db: sqlite3.Connection, ids: Iterable[str]) -> list[tuple[str, str]]:
    """(later, earlier) for those of the named reports that replace an earlier version of themselves."""
    rows = (db.execute("SELECT id, revises FROM report WHERE id = ? AND revises IS NOT NULL", (i,)).fetchone() for i in ids)
    return [row for row in rows if row]


def members(db: sqlite3.Connection) -> dict[str, str]:
    """Report id → story id."""
    return dict(db.execute("SELECT report, story FROM member"))


def put_story(db: sqlite3.Connection, row: tuple[str, str, str, bytes], reports: Iterable[str]) -> None:
    """Write a story (id, digest, made_by, record) and its members."""
    db.execute("INSERT OR REPLACE INTO story VALUES (?, ?, ?, ?)", row)
    db.executemany("INSERT OR REPLACE INTO member VALUES (?, ?)", ((r, row[0]) for r in reports))


def drop_story(db: sqlite3.Connection, story: str, became: Iterable[str]) -> None:
    """Take a story away that was merged or split, leaving a trace to what it became."""
    db.execute("DELETE FROM story WHERE id = ?", (story,))
    db.executemany("INSERT OR IGNORE INTO trace VALUES (?, ?)", ((story, other) for other in became))


def story_digests(db: sqlite3.Connection) -> dict[str, str]:
    """Story id → digest of what its account was made from."""
    return dict(db.execute("SELECT id, digest FROM story"))


def stories(db: sqlite3.Connection) -> Iterator[bytes]:
    """The accounts of all stories."""
    for (record,) in db.execute("SELECT record FROM story ORDER BY id"):
        yield record


def counts(db: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table holds."""
    tables = ("report", "alias", "annotation", "set_aside", "story")
    return {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}


def _one(db: sqlite3.Connection, sql: str, *args: object) -> str | bytes | None:
    row = db.execute(sql, args).fetchone()
    return row[0] if row else None
