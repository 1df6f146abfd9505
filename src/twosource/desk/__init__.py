"""The desk: one file that holds reports and all that was made of them, and the flow that keeps it up to date."""

from __future__ import annotations

import hashlib
import logging
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from twosource import codec
from twosource.desk import store
from twosource.desk.store import NotADeskError
from twosource.flow import annotate_one
from twosource.read import reports_from
from twosource.records import Abstention, Account, Annotation, Report, SetAside, StoryAccount
from twosource.version import MADE_BY

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Self

    from twosource.weigh.overrides import Overrides

    Progress = Callable[[str, int, int], None]  # stage, done, of how many (0: not known)

__all__ = ["Desk", "Intake", "NotADeskError", "open_desk"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Intake:
    """What one call of `Desk.read` did: counts of reports, and what was set aside in it.

    `lost` counts the added reports by each field that was given and could not be read, `doubted` by
    each field that was read with a reservation; the reports' `abstained` gives the reasons.
    """

    added: int
    known: int
    revised: int
    annotated: int
    set_aside: tuple[SetAside, ...]
    lost: Mapping[str, int] = field(default_factory=dict[str, int])
    doubted: Mapping[str, int] = field(default_factory=dict[str, int])


def _silent(stage: str, done: int, total: int) -> None:
    """Report no progress."""


class Desk:
    """A desk file. Every step is committed as it is done: a killed run goes on where it stopped.

    `path` is the SQLite file; `<path>.overrides.toml` beside it holds a person's judgement.
    """

    def __init__(self, path: Path | str) -> None:
        """Open the file, creating it where there is none. Raises `NotADeskError` when it is something else."""
        self.path = Path(path)
        self._db = store.connect(self.path)

    def __enter__(self) -> Self:
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
        known address, or under a known id of the same outlet, with other content becomes a
        later version, and both are kept. `refresh` annotates again whatever another version
        of Twosource made. Raises `BadOverridesError` when the overrides file cannot be read.
        """
        judgement = self._overrides()  # a fault in that file is told before an hour's work, not after it
        outcomes = {"new": 0, "known": 0, "revised": 0}
        lost, doubted = Counter[str](), Counter[str]()
        aside = list[SetAside]()
        for item in reports_from(reports):
            if isinstance(item, SetAside):
                aside.append(item)
                store.add_set_aside(self._db, item.where, item.reason)
                continue
            outcome = self._take_in(item)
            outcomes[outcome] += 1
            for name in {a.field for a in item.abstained} if outcome != "known" else ():
                kept = name == "text" or (name == "published" and item.published)  # another field with a fault is left out
                (doubted if kept else lost)[name] += 1
            progress("reading", sum(outcomes.values()), 0)
        annotated = self._annotate(refresh, aside, progress)
        self._bring_up_to_date(judgement, aside, progress)
        added = outcomes["new"] + outcomes["revised"]
        return Intake(added, outcomes["known"], outcomes["revised"], annotated, tuple(aside), lost, doubted)

    def account(self, *, progress: Progress = _silent) -> Account:
        """The whole account of every story, first story first; what waits to be told is told before."""
        self._annotate(refresh=False, aside=[], progress=progress)
        self._bring_up_to_date(self._overrides(), [], progress)
        return self.told()

    def told(self) -> Account:
        """The account as it was last brought up to date: nothing is read or linked."""
        told = [codec.unpack(record, StoryAccount) for record in store.story_records(self._db)]
        return Account(tuple(sorted(told, key=lambda s: (s.first or "9999", s.id))))

    def waiting(self) -> tuple[int, int]:
        """How many reports wait to be annotated, and how many others to be linked and weighed."""
        fresh = store.unannotated(self._db)
        if store.grouping(self._db)[0] == _ground(self._overrides()[1]):
            return len(fresh), len({*store.ungrouped(self._db), *store.stale(self._db)})
        return len(fresh), store.counts(self._db)["annotation"]

    def annotations(self, ids: Sequence[str] | None = None) -> list[Annotation]:
        """The annotated reports named, or all, in order of arrival."""
        try:
            return [codec.unpack(record, Annotation) for record in store.annotation_records(self._db, ids)]
        except msgspec.ValidationError as error:
            call = f"`twosource read --refresh --desk {self.path}`"
            raise NotADeskError(f"{self.path}: annotated by another version of Twosource; {call} does it anew") from error

    def set_aside(self) -> list[SetAside]:
        """All that could not be read so far, and why."""
        return [SetAside(place, reason) for place, reason in store.set_aside(self._db)]

    def counts(self) -> dict[str, int]:
        """How many reports, aliases, annotations, set-aside pieces and stories the desk holds."""
        return store.counts(self._db)

    # --- the flow ------------------------------------------------------------------

    def _take_in(self, report: Report) -> str:
        """Add one report and say whether it is "new", "known", or a "revised" version of one that is there."""
        content = _digest(report.outlet, report.published, report.title, report.text)
        with store.writing(self._db):
            if (same := store.known_content(self._db, content)) is not None:
                first, given, url = same
                if (report.id, report.url) not in {(given, url), (first, url), (given, None), (first, None)}:
                    store.add_alias(self._db, report.id, report.url, first)
                return "known"
            standing = store.standing_under(self._db, report.id, report.url)
            earlier = next((r for r, outlet, url in standing if _is_version(report, outlet, url)), None)
            given, report = report.id, replace(report, id=self._free_id(report.id), revises=earlier)
            row = (report.id, given, content, report.outlet, report.url, earlier, codec.pack(report))
            store.add_report(self._db, row)
        return "new" if earlier is None else "revised"

    def _free_id(self, given: str) -> str:
        """The id, or when another report has it: `r1~2`, then `r1~3`."""
        name, count = given, 1
        while store.taken(self._db, name):
            count += 1
            name = f"{given}~{count}"
        return name

    def _annotate(self, refresh: bool, aside: list[SetAside], progress: Progress) -> int:  # noqa: FBT001 - internal
        pending = store.unannotated(self._db, but_by=MADE_BY if refresh else None)
        for done, report_id in enumerate(pending, 1):
            report = codec.unpack(store.report_record(self._db, report_id), Report)
            made = annotate_one(report)
            with store.writing(self._db):
                store.take_back(self._db, report_id)
                if isinstance(made, SetAside):  # the report is kept all the same, with nothing read out of it
                    aside.append(made)
                    store.add_set_aside(self._db, report_id, made.reason)
                    made = Annotation(report)
                store.add_annotation(self._db, report_id, MADE_BY, codec.pack(made))
                if refresh:
                    store.mark_stale(self._db, report_id)
            progress("annotating", done, len(pending))
        return len(pending)

    def _bring_up_to_date(self, judgement: tuple[Overrides | None, str], aside: list[SetAside], progress: Progress) -> None:
        """Group what is new, then link and weigh the stories that it changes; all of them when the ground has changed.

        The ground is the versions and the person's judgement. Whatever a kill interrupts is still marked stale.
        """
        overrides, judged = judgement
        stamp, record = store.grouping(self._db)
        ground = _ground(judged)
        fresh = store.ungrouped(self._db)
        if not fresh and stamp == ground and not store.stale(self._db):
            return
        from twosource.link import stories  # noqa: PLC0415 - loads slowly: a desk that is up to date need not wait

        index = stories.Stories(stories.unpack(record) if record else None)
        changed = set[str](index.state.members) if stamp != ground else set[str]()
        for done, report_id in enumerate(fresh, 1):
            changed |= set(index.add(codec.unpack(store.report_record(self._db, report_id), Report)))
            progress("grouping", done, len(fresh))
        groups = index.groups()
        touched = {r for story in changed for r in groups.get(story, ())}
        with store.writing(self._db):
            store.put_grouping(self._db, ground, stories.pack(index.state), touched)
        waiting = sorted({story for r in store.stale(self._db) if (story := index.story(r))})
        for done, story in enumerate(waiting, 1):
            told = self.annotations(groups[story])
            name = stories.name(told)
            readings = _Readings(self._db)
            account, fault = _weighed(name, told, overrides, readings)
            with store.writing(self._db):
                store.take_back(self._db, name)
                store.add_readings(self._db, readings.items())
                if fault is not None:  # it stays stale: the next run tries again
                    aside.append(fault)
                    store.add_set_aside(self._db, name, fault.reason)
                if account is not None:
                    if (why := index.cut_short(story)) is not None:
                        account = replace(account, abstained=(*account.abstained, Abstention("reports", why)))
                    store.put_story(self._db, (name, MADE_BY, codec.pack(account)), groups[story])
            progress("linking and weighing", done, len(waiting))

    def _overrides(self) -> tuple[Overrides | None, str]:
        """A person's judgement, and the words it stands in."""
        path = self.path.with_name(self.path.name + ".overrides.toml")
        if not path.exists():
            return None, ""
        from twosource.weigh.overrides import load  # noqa: PLC0415 - loads slowly, and few desks have one

        return load(path), path.read_text(encoding="utf-8")


def open_desk(path: Path | str) -> Desk:
    """Open a desk file, creating it where there is none. Raises `NotADeskError` when the file is something else."""
    return Desk(path)


class _Readings(dict[bytes, bytes]):
    """What reading pairs of passages said: looked up in the desk; what is new waits here to be written."""

    def __init__(self, db: sqlite3.Connection) -> None:
        super().__init__()
        self._db = db

    def __missing__(self, pair: bytes) -> bytes:
        kept = store.reading(self._db, pair)
        if kept is None:
            raise KeyError(pair)
        return kept


def _weighed(
    name: str, told: Sequence[Annotation], overrides: Overrides | None, readings: _Readings
) -> tuple[StoryAccount | None, SetAside | None]:
    """The account of a story; None and the reason where it cannot be told: no story may stop the rest."""
    from twosource.link import link  # noqa: PLC0415 - loads slowly
    from twosource.weigh import weigh  # noqa: PLC0415

    start = time.perf_counter()
    try:
        story = link(told)
        linked = time.perf_counter()
        account = weigh(story, overrides, readings)
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is told
        _log.debug("story %s", name, exc_info=True)
        return None, SetAside(name, f"could not be linked and weighed: {type(fault).__name__}: {fault}")
    took = (linked - start, time.perf_counter() - linked)
    _log.info("story %s: %d reports linked in %.2f s, weighed in %.2f s", name, len(told), *took)
    return account, None


def _ground(judged: str) -> str:
    """What all accounts rest on: the versions, and the words of a person's judgement."""
    return _digest(MADE_BY, judged)


def _is_version(report: Report, outlet: str | None, url: str | None) -> bool:
    """Is what stands under the same id or address the same report? An id alone does not tell across outlets."""
    return (url is not None and url == report.url) or None in (outlet, report.outlet) or outlet == report.outlet


def _digest(*parts: str | None) -> str:
    return hashlib.sha256("\0".join(p or "" for p in parts).encode("utf-8", "surrogatepass")).hexdigest()
