"""The timeline: for each event when it happened (a bar) and when each report told it (a tick), on one axis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from markupsafe import Markup

from twosource.moments import YEARS
from twosource.tell import dates
from twosource.tell.drawings.svg import drawing, link, mark, tag
from twosource.tell.words import cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WIDE, _NARROW, _LEFT, _RIGHT, _TOP, _ROW = 760, 344, 26, 12, 30, 44
_LETTER = 7.4  # width of a letter of a label, about
_LONGEST = timedelta(days=45)  # an axis longer than this shows nothing of the days that matter


@dataclass(frozen=True, slots=True)
class Row:
    """One event: its label, when it happened (first and last moment) and who told it when."""

    label: str
    href: str
    standing: str
    happened: tuple[datetime, datetime] | None
    told: tuple[tuple[datetime | None, str, str], ...]
    date: str


def draw(rows: Sequence[Row], *, narrow: bool = False) -> Markup:
    """The drawing, or nothing where no report has a date that can be; `narrow` is for a telephone's width."""
    told = [when for row in rows for when, _, _ in row.told if when and when.year in YEARS]
    if not told:
        return Markup("")
    first, last = _window(rows, told)
    height = _TOP + _ROW * len(rows) + 8
    axis = Axis(first, last, _NARROW if narrow else _WIDE)
    return drawing(
        axis.width, height, "When each event happened, and when each report told it", _inside(rows, axis, height), "timeline"
    )


@dataclass(frozen=True, slots=True)
class Axis:
    """Moments → horizontal places of a drawing of some width."""

    first: datetime
    last: datetime
    width: int

    def at(self, moment: datetime) -> float:
        """The place of a moment; one outside the axis lies at its end."""
        share = (moment - self.first) / (self.last - self.first)
        return _LEFT + max(0.0, min(1.0, share)) * (self.width - _LEFT - _RIGHT)

    def days(self) -> list[datetime]:
        """Midnights to name, at most about nine; four where there is little room."""
        whole = (self.last - self.first).days + 1
        step = max(1, -(-whole // (9 if self.width == _WIDE else 4)))
        start = self.first.replace(hour=0, minute=0, second=0, microsecond=0)
        return [d for d in (start + timedelta(days=i) for i in range(0, whole + 1, step)) if self.first <= d <= self.last]


def _window(rows: Sequence[Row], told: Sequence[datetime]) -> tuple[datetime, datetime]:
    """From the first happening or report to the last, without what lies far off."""
    low, high = min(told), max(told)
    near = [h for row in rows if (h := row.happened) and low - _LONGEST / 3 < h[0] and h[1] < high + _LONGEST / 3]
    first = min([low, *(h[0] for h in near)])
    last = max([high, *(h[1] for h in near)])
    return first.replace(hour=0, minute=0, second=0), last + timedelta(hours=8)


def _inside(rows: Sequence[Row], axis: Axis, height: float) -> Iterator[Markup]:
    for d in axis.days():
        x = axis.at(d)
        yield tag("line", x1=x, x2=x, y1=_TOP - 8, y2=height - 4, class_="grid")
        if x + 44 < axis.width:
            yield tag("text", dates.day(d), x=x + 4, y=_TOP - 14, class_="axis")
    for n, row in enumerate(rows):
        yield from _row(row, axis, _TOP + n * _ROW)


def _row(row: Row, axis: Axis, y: float) -> Iterator[Markup]:
    label = tag("text", cut(row.label, int((axis.width - _LEFT) / _LETTER)), *_far(row, axis), x=_LEFT, y=y + 13, class_="row")
    yield link(row.href, f"{row.standing}: {row.label}", mark(row.standing, 10, y + 9), label)
    base = y + 28
    if row.happened:
        yield from _happened(row.happened, axis, base)
    seen: dict[int, int] = {}
    for when, outlet, href in row.told:
        if when is None:
            continue
        x = axis.at(when)
        slot = round(x / 5)
        seen[slot] = seen.get(slot, -1) + 1
        x += 5 * seen[slot]
        yield link(href, f"told by {outlet}", tag("rect", x=x - 1.5, y=base - 7, width=3.5, height=14, rx=1.5, class_="tick"))


def _far(row: Row, axis: Axis) -> Iterator[Markup]:
    """The date in words, for what lies off the axis."""
    if row.happened and (row.happened[1] <= axis.first or row.happened[0] >= axis.last):
        yield tag("tspan", f" · {row.date}", class_="date")


def _happened(happened: tuple[datetime, datetime], axis: Axis, y: float) -> Iterator[Markup]:
    a, b = happened
    if b > axis.first and a < axis.last:
        x = axis.at(a)
        yield tag("rect", x=x, y=y - 4, width=max(6, axis.at(b) - x), height=8, rx=4, class_="span")
