"""The desk's one SQLite file: schema and queries. Nothing else in Twosource keeps state.

WAL mode: readers go on while a writer writes, and a killed process leaves the last commit.
`made_by` on every derived row names the version of Twosource and of its models.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence

SCHEMA_VERSION = 4
_OLDEST = 3  # the format of the oldest desks that are brought up to date as they are opened
_APPLICATION = 0x32736F75  # "2sou": tells a desk from any other SQLite file

_SCHEMA = """
CREATE TABLE IF NOT EXISTS report (
    seq       INTEGER PRIMARY KEY,          -- order of arrival
    id        TEXT NOT NULL UNIQUE,
    given     TEXT NOT NULL,                -- the id that it came with: another for later versions only
    content   TEXT NOT NULL UNIQUE,         -- hash of outlet, date, title and text
    outlet    TEXT,
    url       TEXT,
    revises   TEXT,                         -- the id of the version that this one replaces
    record    BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS report_url ON report(url);
CREATE INDEX IF NOT EXISTS report_given ON report(given);
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
    made_by   TEXT NOT NULL,
    record    BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS grouping (       -- the index by which reports find their story: one row
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    stamp     TEXT NOT NULL,                -- of the versions and the person's judgement that the accounts rest on
    record    BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS stale (          -- reports whose story is to be linked and weighed anew
    report    TEXT PRIMARY KEY REFERENCES report(id)
);
CREATE TABLE IF NOT EXISTS reading (        -- what reading two passages together said: it takes long and never changes
    pair      BLOB PRIMARY KEY,             -- hash of both passages and of the reader
    answers   BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS member (
    report    TEXT PRIMARY KEY REFERENCES report(id),
    story     TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS member_story ON member(story);
DROP TABLE IF EXISTS trace;                 -- of format 3: read by nothing
"""


class NotADeskError(ValueError):
    """The file is not a desk, cannot be opened as one, or a newer Twosource wrote it."""


def connect(path: Path | str) -> sqlite3.Connection:
    """Open or create the desk file. Raises `NotADeskError` when it is some other file, or in a folder that is not there."""
    if not Path(path).parent.is_dir():
        raise NotADeskError(f"{path}: there is no folder {Path(path).parent}: make it first")
    try:
        db = sqlite3.connect(path, timeout=30, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise NotADeskError(f"{path}: {error}") from error
    try:
        _check(db, path)
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=NORMAL")
        if db.execute("PRAGMA user_version").fetchone()[0] < SCHEMA_VERSION:
            with writing(db):
                for statement in _SCHEMA.split(";\n"):
                    db.execute(statement)
                db.execute(f"PRAGMA application_id={_APPLICATION}")
                db.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
    except sqlite3.OperationalError as error:
        db.close()
        raise NotADeskError(f"{path}: cannot be opened as a desk: {error}") from error
    except sqlite3.DatabaseError as error:
        db.close()
        raise NotADeskError(f"{path}: not a desk ({error})") from error
    except NotADeskError:
        db.close()
        raise
    return db


def _check(db: sqlite3.Connection, path: Path | str) -> None:
    """Let an empty file pass, and a desk of a format that is known."""
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if tables and application != _APPLICATION:
        raise NotADeskError(f"{path}: not a desk, but a database of some other program")
    if tables and version < _OLDEST:
        raise NotADeskError(f"{path}: an older desk (format {version}, now {SCHEMA_VERSION}): read its reports into a new one")
    if version > SCHEMA_VERSION:
        raise NotADeskError(f"{path}: written by a newer Twosource (desk format {version}, known is {SCHEMA_VERSION})")


@contextmanager
def writing(db: sqlite3.Connection) -> Generator[None]:
    """One transaction: all of it is written, or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def known_content(db: sqlite3.Connection, content: str) -> tuple[str, str, str | None] | None:
    """(id, id that it came with, address) of the report with this content, if it is there."""
    return db.execute("SELECT id, given, url FROM report WHERE content = ?", (content,)).fetchone()


def standing_under(db: sqlite3.Connection, given: str, url: str | None) -> list[tuple[str, str | None, str | None]]:
    """(id, outlet, address) of the reports that came under this id or address, the newest first."""
    sql = """
        SELECT id, outlet, url FROM report
        WHERE given = :given OR url = :url OR id IN (SELECT report FROM alias WHERE id = :given OR url = :url)
        ORDER BY seq DESC
    """
    return db.execute(sql, {"given": given, "url": url}).fetchall()


def taken(db: sqlite3.Connection, report_id: str) -> bool:
    """Tell whether there is a report with this id."""
    return db.execute("SELECT 1 FROM report WHERE id = ?", (report_id,)).fetchone() is not None


def add_report(db: sqlite3.Connection, row: tuple[str, str, str, str | None, str | None, str | None, bytes]) -> None:
    """Add a report: (id, given, content, outlet, url, revises, record)."""
    db.execute("INSERT INTO report (id, given, content, outlet, url, revises, record) VALUES (?, ?, ?, ?, ?, ?, ?)", row)


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


def report_record(db: sqlite3.Connection, report_id: str) -> bytes:
    """The record of a report that is there."""
    return db.execute("SELECT record FROM report WHERE id = ?", (report_id,)).fetchone()[0]


def take_back(db: sqlite3.Connection, place: str) -> None:
    """Forget that something was set aside: it has been read after all."""
    db.execute("DELETE FROM set_aside WHERE place = ?", (place,))


def add_annotation(db: sqlite3.Connection, report_id: str, made_by: str, record: bytes) -> None:
    """Add or replace a report's annotation."""
    db.execute("INSERT OR REPLACE INTO annotation VALUES (?, ?, ?)", (report_id, made_by, record))


def annotation_records(db: sqlite3.Connection, ids: Iterable[str] | None = None) -> Iterator[bytes]:
    """Annotations of the named reports, in order of arrival; of all without `ids`."""
    if ids is None:
        for (record,) in db.execute("SELECT a.record FROM annotation a JOIN report r ON r.id = a.report ORDER BY r.seq"):
            yield record
        return
    for report_id in ids:
        for (record,) in db.execute("SELECT record FROM annotation WHERE report = ?", (report_id,)):
            yield record


def ungrouped(db: sqlite3.Connection) -> list[str]:
    """Ids of annotated reports that are in no story yet and not on their way into one; in order of arrival."""
    sql = """SELECT a.report FROM annotation a JOIN report r ON r.id = a.report
             WHERE a.report NOT IN (SELECT report FROM member) AND a.report NOT IN (SELECT report FROM stale) ORDER BY r.seq"""
    return [row[0] for row in db.execute(sql)]


def grouping(db: sqlite3.Connection) -> tuple[str, bytes | None]:
    """The stamp and the index that `put_grouping` wrote last."""
    row = db.execute("SELECT stamp, record FROM grouping").fetchone()
    return row or ("", None)


def put_grouping(db: sqlite3.Connection, stamp: str, record: bytes, stale: Iterable[str]) -> None:
    """Write the index, and which reports' stories it makes stale."""
    db.execute("INSERT OR REPLACE INTO grouping VALUES (1, ?, ?)", (stamp, record))
    db.executemany("INSERT OR IGNORE INTO stale VALUES (?)", ((r,) for r in stale))


def mark_stale(db: sqlite3.Connection, report_id: str) -> None:
    """Have the story of a report linked and weighed anew, if it is in one."""
    db.execute("INSERT OR IGNORE INTO stale SELECT report FROM member WHERE report = ?", (report_id,))


def stale(db: sqlite3.Connection) -> list[str]:
    """The reports whose stories are to be linked and weighed anew."""
    return [row[0] for row in db.execute("SELECT report FROM stale ORDER BY report")]


def put_story(db: sqlite3.Connection, row: tuple[str, str, bytes], reports: Sequence[str]) -> None:
    """Write a story (id, made_by, record) and its members, which are stale no more; a story that they left empty goes."""
    db.execute("INSERT OR REPLACE INTO story VALUES (?, ?, ?)", row)
    were = "SELECT story FROM member WHERE report = ? AND story <> ?"
    left = {story for r in reports for (story,) in db.execute(were, (r, row[0]))}
    db.executemany("INSERT OR REPLACE INTO member VALUES (?, ?)", ((r, row[0]) for r in reports))
    db.executemany("DELETE FROM stale WHERE report = ?", ((r,) for r in reports))
    empty = "DELETE FROM story WHERE id = ? AND NOT EXISTS (SELECT 1 FROM member WHERE member.story = story.id)"
    db.executemany(empty, ((story,) for story in left))


def reading(db: sqlite3.Connection, pair: bytes) -> bytes | None:
    """What was kept of reading a pair of passages, or None."""
    row = db.execute("SELECT answers FROM reading WHERE pair = ?", (pair,)).fetchone()
    return None if row is None else row[0]


def add_readings(db: sqlite3.Connection, found: Iterable[tuple[bytes, bytes]]) -> None:
    """Keep what reading pairs of passages said: (pair, answers)."""
    db.executemany("INSERT OR IGNORE INTO reading VALUES (?, ?)", found)


def story_records(db: sqlite3.Connection) -> Iterator[bytes]:
    """The accounts of all stories."""
    for (record,) in db.execute("SELECT record FROM story ORDER BY id"):
        yield record


def counts(db: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table holds."""
    tables = ("report", "alias", "annotation", "set_aside", "story")
    return {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}
