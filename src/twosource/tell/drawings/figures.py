"""A figure over time: each passage's figure at its moment of publication; "or more" has an arrow, a range a bar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from markupsafe import Markup

from twosource.tell import dates
from twosource.tell.drawings.svg import drawing, link, tag
from twosource.tell.words import amount

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WIDE, _NARROW, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 720, 344, 210, 56, 24, 18, 30


_LABEL = 130  # room that a date needs


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure: when it was published, its bounds, whether it is current, replaced or contested."""

    when: datetime | None
    low: float
    high: float | None
    state: str
    href: str
    title: str


def draw(marks: Sequence[Mark], name: str, *, narrow: bool = False) -> Markup:
    """The drawing, or nothing where fewer than two figures have a date; `narrow` is for a telephone's width."""
    dated = [(m.when, m) for m in marks if m.when]
    if len(dated) < 2:
        return Markup("")
    first, last = min(w for w, _ in dated), max(w for w, _ in dated)
    last = max(last, first + timedelta(hours=1))
    values = [v for _, m in dated for v in (m.low, m.high) if v is not None]
    low, high = min(values), max(values)
    pad = (high - low) * 0.15 or max(1.0, high * 0.1)
    width = _NARROW if narrow else _WIDE
    scale = Scale(first, last, max(0.0, low - pad) if low >= 0 else low - pad, high + pad, width)
    return drawing(width, _HEIGHT, f"{name}: figures by date of publication", _inside(dated, scale), "figures")


@dataclass(frozen=True, slots=True)
class Scale:
    """Moments and values → places."""

    first: datetime
    last: datetime
    low: float
    high: float
    width: int

    def x(self, moment: datetime) -> float:
        """The horizontal place of a moment."""
        return _LEFT + 10 + (moment - self.first) / (self.last - self.first) * (self.width - _LEFT - _RIGHT - 20)

    def y(self, value: float) -> float:
        """The vertical place of a value."""
        return _TOP + (self.high - value) / (self.high - self.low) * (_HEIGHT - _TOP - _BOTTOM)


def _inside(dated: Sequence[tuple[datetime, Mark]], scale: Scale) -> Iterator[Markup]:
    yield from _grid(dated, scale)
    taken: set[tuple[int, int]] = set()
    for when, m in sorted(dated, key=lambda d: d[0]):
        x, y = scale.x(when), scale.y(m.low)
        while (round(x / 9), round(y / 9)) in taken and x < scale.width - _RIGHT:
            x += 11
        taken.add((round(x / 9), round(y / 9)))
        yield link(m.href, f"{m.title} ({m.state})", *_figure(m, x, y, scale))


def _grid(dated: Sequence[tuple[datetime, Mark]], scale: Scale) -> Iterator[Markup]:
    shown: list[float] = []
    for value in sorted({m.low for _, m in dated}):
        y = scale.y(value)
        if all(abs(y - other) > 15 for other in shown):
            shown.append(y)
            yield tag("line", x1=_LEFT, x2=scale.width - _RIGHT, y1=y, y2=y, class_="grid")
            yield tag("text", amount(value, value), x=_LEFT - 8, y=y + 4, class_="axis end")
    yield tag("line", x1=_LEFT, x2=scale.width - _RIGHT, y1=_HEIGHT - _BOTTOM, y2=_HEIGHT - _BOTTOM, class_="base")
    before = -1000.0
    for when in sorted({w for w, _ in dated}):
        x = scale.x(when)
        if x - before > _LABEL and x < scale.width - _LABEL / 2 + 8:
            before = x
            yield tag(
                "text", f"{dates.day(when)} {when:%H:%M}", x=x, y=_HEIGHT - 10, class_="axis middle" if x > _LEFT + 30 else "axis"
            )


def _figure(m: Mark, x: float, y: float, scale: Scale) -> Iterator[Markup]:
    if m.high is None:
        yield tag("path", d=f"M{x:.1f},{y - 5:.1f}v-16m-4,5l4,-5l4,5", class_=f"reach {m.state}")
    elif m.high != m.low:
        yield tag("line", x1=x, x2=x, y1=y, y2=scale.y(m.high), class_=f"reach {m.state}")
    if m.state == "contested":
        yield tag("path", d=f"M{x:.1f},{y - 7:.1f}l7,7l-7,7l-7,-7z", class_="dot contested")
    else:
        yield tag("circle", cx=x, cy=y, r=5, class_=f"dot {m.state}")
