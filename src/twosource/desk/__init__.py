"""The desk: one file that holds reports and all that was made of them, and the flow that keeps it up to date."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from twosource import codec
from twosource.annotate import annotate
from twosource.desk import store
from twosource.desk.store import NotADeskError
from twosource.link import link, stories
from twosource.read import reports_from
from twosource.records import Account, Annotation, Report, SetAside, StoryAccount
from twosource.version import MADE_BY
from twosource.weigh import weigh
from twosource.weigh.overrides import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    Progress = Callable[[str, int, int], None]  # stage, done, of how many

__all__ = ["Desk", "Intake", "NotADeskError", "open_desk"]


@dataclass(frozen=True, slots=True)
class Intake:
    """What one call of `Desk.read` did: counts of reports, and what was set aside in it."""

    added: int
    known: int
    revised: int
    annotated: int
    set_aside: tuple[SetAside, ...]


def _silent(stage: str, done: int, total: int) -> None:
    """Report no progress."""


class Desk:
    """A desk file. Every step is committed as it is done: a killed run goes on where it stopped.

    `path` is the SQLite file; `<path>.overrides.toml` beside it holds a person's judgement.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self._db = store.connect(self.path)

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def read(
        self, reports: Iterable[Report | SetAside | Mapping[str, Any]], *, refresh: bool = False, progress: Progress = _silent
    ) -> Intake:
        """Add reports and bring the stories up to date.

        A report already there (by content) is not annotated again; one that stands under a
        known id or address with other content becomes a later version, and both are kept.
        `refresh` annotates again whatever another version of Twosource made.
        """
        added, known, revised, aside = 0, 0, 0, list[SetAside]()
        for item in _checked(reports):
            if isinstance(item, SetAside):
                aside.append(item)
                store.add_set_aside(self._db, item.where, item.reason)
                continue
            outcome = self._take_in(item)
            added, known, revised = added + (outcome != "known"), known + (outcome == "known"), revised + (outcome == "revised")
            progress("reading", added + known, 0)
        annotated = self._annotate(refresh, aside, progress)
        self._bring_up_to_date(progress)
        return Intake(added, known, revised, annotated, tuple(aside))

    def account(self) -> Account:
        """The whole account of every story, first story first."""
        self._annotate(refresh=False, aside=[], progress=_silent)
        self._bring_up_to_date(_silent)
        told = [codec.unpack(record, StoryAccount) for record in store.stories(self._db)]
        return Account(tuple(sorted(told, key=lambda s: (s.first or "9999", s.id))))

    def annotations(self, ids: Sequence[str] | None = None) -> list[Annotation]:
        """The annotated reports named, or all, in order of arrival."""
        return [codec.unpack(record, Annotation) for record in store.annotations(self._db, ids)]

    def set_aside(self) -> list[SetAside]:
        """All that could not be read so far, and why."""
        return [SetAside(place, reason) for place, reason in store.set_aside(self._db)]

    def counts(self) -> dict[str, int]:
        """How many reports, aliases, annotations, set-aside pieces and stories the desk holds."""
        return store.counts(self._db)

    # --- the flow ------------------------------------------------------------------

    def _take_in(self, report: Report) -> str:
        content = _digest(report.outlet, report.published, report.title, report.text)
        same = store.known_content(self._db, content)
        if same is not None:
            if same != report.id or report.url:
                store.add_alias(self._db, report.id, report.url, same)
            return "known"
        earlier = store.latest_under(self._db, report.id, report.url)
        if earlier is not None:
            report = replace(report, id=_next_version(report.id, earlier))
        store.add_report(self._db, (report.id, content, report.url, earlier, codec.pack(report)))
        return "new" if earlier is None else "revised"

    def _annotate(self, refresh: bool, aside: list[SetAside], progress: Progress) -> int:  # noqa: FBT001 - internal
        pending = store.unannotated(self._db, but_by=MADE_BY if refresh else None)
        for done, report_id in enumerate(pending, 1):
            record = store.report(self._db, report_id)
            if record is None:
                continue
            report = codec.unpack(record, Report)
            try:
                annotation = annotate(report)
            except Exception as fault:  # noqa: BLE001 - no report may stop the rest; it is set aside with its reason
                annotation = Annotation(report)
                aside.append(SetAside(report_id, f"could not be annotated: {type(fault).__name__}: {fault}"))
                store.add_set_aside(self._db, report_id, aside[-1].reason)
            store.add_annotation(self._db, report_id, MADE_BY, codec.pack(annotation))
            progress("annotating", done, len(pending))
        return len(pending)

    def _bring_up_to_date(self, progress: Progress) -> None:
        """Link and weigh every story whose reports, annotations or overrides have changed."""
        overrides_path = self.path.with_name(self.path.name + ".overrides.toml")
        overrides = load(overrides_path)
        judged = overrides_path.read_text(encoding="utf-8") if overrides_path.exists() else ""
        annotations = {a.report.id: a for a in self.annotations()}
        groups = stories.group(list(annotations.values()))
        had = store.story_digests(self._db)
        wanted: dict[str, str] = {}
        for done, members in enumerate(groups, 1):
            told = [annotations[r] for r in members]
            digest = _digest(MADE_BY, judged, *members, *(_digest(codec.pack(a).hex()) for a in told))
            name = stories.name(told)
            wanted[name] = digest
            if had.get(name) != digest:
                account = weigh(replace(link(told), id=name), overrides)
                self._db.execute("BEGIN")
                store.put_story(self._db, (name, digest, MADE_BY, codec.pack(account)), members)
                self._db.execute("COMMIT")
            progress("linking and weighing", done, len(groups))
        now = store.members(self._db)
        for gone in had.keys() - wanted.keys():
            store.drop_story(self._db, gone, sorted({now[r] for r, s in now.items() if s == gone} - {gone}))


def open_desk(path: Path | str) -> Desk:
    """Open a desk file, creating it where there is none. Raises `NotADeskError` when the file is something else."""
    return Desk(path)


def _checked(reports: Iterable[Report | SetAside | Mapping[str, Any]]) -> Iterable[Report | SetAside]:
    for number, item in enumerate(reports, 1):
        if isinstance(item, Report | SetAside):
            yield item
        else:
            yield from reports_from([item], first=number)


def _digest(*parts: str | None) -> str:
    return hashlib.sha256("\0".join(p or "" for p in parts).encode("utf-8", "surrogatepass")).hexdigest()


def _next_version(given: str, earlier: str) -> str:
    """`r1` comes again with other content: `r1~2`, then `r1~3`."""
    _, _, count = earlier.rpartition("~")
    return f"{given}~{int(count) + 1 if count.isdigit() and earlier != given else 2}"
