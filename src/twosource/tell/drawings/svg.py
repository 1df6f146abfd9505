"""A little SVG: elements as safe markup, and the mark of each standing (a shape, so that colour is never alone)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable


def tag(name: str, *inside: Markup | str, **attributes: str | float) -> Markup:
    """An element; text inside and attributes are escaped. `class_` is `class`, `font_size` is `font-size`."""
    written = Markup("").join(
        Markup(' {}="{}"').format(k.rstrip("_").replace("_", "-"), _value(v)) for k, v in attributes.items()
    )
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), written, Markup("").join(escape(i) for i in inside))  # noqa: S704 - names are ours


def drawing(width: float, height: float, title: str, inside: Iterable[Markup], kind: str) -> Markup:
    """The whole picture, with its title for those who do not see it."""
    return tag(
        "svg",
        tag("title", title),
        *inside,
        width=width,
        height=height,
        viewBox=f"0 0 {width:g} {height:g}",
        class_=f"drawing {kind}",
        role="group",
        aria_label=title,
    )


def link(href: str, title: str, *inside: Markup) -> Markup:
    """A link to a place in the page around some marks."""
    return tag("a", tag("title", title), *inside, href=f"#{href}", aria_label=title)


def mark(standing: str, x: float, y: float, size: float = 6) -> Markup:
    """Corroborated: two discs; single: one disc; disputed: two half discs apart; denied: a cross."""
    css = f"mark {standing}"
    if standing == "corroborated":
        return tag("g", *(tag("circle", cx=x + d, cy=y, r=size * 0.72) for d in (-size * 0.62, size * 0.95)), class_=css)
    if standing == "disputed":
        half = f"M{x - 1.5:.1f},{y - size:.1f}a{size},{size} 0 0 0 0,{2 * size}z"
        other = f"M{x + 1.5:.1f},{y - size:.1f}a{size},{size} 0 0 1 0,{2 * size}z"
        return tag("g", tag("path", d=half), tag("path", d=other, class_="hollow"), class_=css)
    if standing == "denied":
        d = size * 0.8
        return tag(
            "path",
            d=f"M{x - d:.1f},{y - d:.1f}l{2 * d:.1f},{2 * d:.1f}m0,{-2 * d:.1f}l{-2 * d:.1f},{2 * d:.1f}",
            class_=css + " line",
        )
    return tag("circle", cx=x, cy=y, r=size * 0.85, class_=css)


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else f"{round(value, 1):g}"
