"""Who rests on whom: reports as boxes, what they copy to their left; a text that is not here is a dashed box."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from twosource.tell.drawings.svg import drawing, link, tag
from twosource.tell.words import cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_BOX, _HIGH, _GAP, _ROW = 172, 50, 158, 66


@dataclass(frozen=True, slots=True)
class Node:
    """A report, or a text that is missing."""

    id: str
    name: str
    when: str
    href: str
    missing: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """`report` takes its text from `of`."""

    report: str
    of: str
    label: str
    credited: bool


def draw(nodes: Sequence[Node], edges: Sequence[Edge]) -> Markup:
    """The drawing, or nothing where no report rests on another."""
    if not edges:
        return Markup("")
    places = _places(nodes, edges)
    columns = max(x for x, _ in places.values()) + 1
    rows = max(y for _, y in places.values()) + 1
    width, height = columns * _BOX + (columns - 1) * _GAP + 4, rows * _ROW + 4
    at = {name: (2 + x * (_BOX + _GAP), 6 + y * _ROW) for name, (x, y) in places.items()}
    return drawing(width, height, "Which report takes its text from which", _inside(nodes, edges, at), "lineage")


def _places(nodes: Sequence[Node], edges: Sequence[Edge]) -> dict[str, tuple[int, float]]:
    """Column: how many steps from the original. Row: a tree's leaves one below the other, a parent level with its first child."""
    parent: dict[str, str] = {}
    for e in edges:
        if e.report not in parent and not _above(e.of, e.report, parent):
            parent[e.report] = e.of
    children: dict[str, list[str]] = {}
    for child, of in parent.items():
        children.setdefault(of, []).append(child)
    places: dict[str, tuple[int, float]] = {}
    row = 0

    def put(name: str, column: int) -> None:
        nonlocal row
        mine = row
        for child in children.get(name, ()):
            put(child, column + 1)
        if not children.get(name):
            row += 1
        places[name] = column, mine

    for node in nodes:
        if node.id not in parent:
            put(node.id, 0)
    return places


def _above(name: str, other: str, parent: Mapping[str, str]) -> bool:
    """Does `name` rest on `other` already? Then an edge the other way would close a ring."""
    while name in parent:
        name = parent[name]
        if name == other:
            return True
    return name == other


def _inside(nodes: Sequence[Node], edges: Sequence[Edge], at: Mapping[str, tuple[float, float]]) -> Iterator[Markup]:
    for e in edges:
        if e.of in at and e.report in at:
            yield from _edge(e, *at[e.of], *at[e.report])
    for node in nodes:
        x, y = at[node.id]
        box = tag(
            "g",
            tag("rect", x=x, y=y, width=_BOX, height=_HIGH, rx=6, class_="box missing" if node.missing else "box"),
            tag("text", cut(node.name, 22), x=x + 12, y=y + 21, class_="name"),
            tag("text", node.when, x=x + 12, y=y + 38, class_="axis"),
        )
        yield box if node.missing else link(node.href, f"{node.name}, {node.when}", box)


def _edge(e: Edge, ox: float, oy: float, x: float, y: float) -> Iterator[Markup]:
    a, b, mid = ox + _BOX, oy + _HIGH / 2, y + _HIGH / 2
    bend = (x - a) / 5
    path = f"M{a},{b}C{a + bend:g},{b:g} {a + bend:g},{mid:g} {a + 2 * bend:g},{mid:g}L{x - 7:g},{mid:g}"
    css = "edge" if e.credited else "edge uncredited"
    yield tag("path", d=path, class_=css)
    yield tag("path", d=f"M{x - 8:g},{mid - 4:g}l7,4l-7,4z", class_="head")
    middle = a + (_GAP + 20) / 2
    yield tag("text", e.label, x=middle, y=mid - 6, class_="axis middle")
    yield tag("text", "credited" if e.credited else "not credited", x=middle, y=mid + 15, class_="axis middle")
