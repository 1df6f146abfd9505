"""The account as one self-contained HTML page: no network, no script from elsewhere, every line with its receipts.

The page is made in two steps. `story.view` turns an account into what is shown, in plain
values; the templates (`twosource/tell/templates`, autoescape on) set it. Text from reports
is hostile: it reaches the page only through `plain`, `visible` and the escaping of the
templates, and a content security policy forbids all but the page's own script and style.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from twosource.tell.page import story as stories_view
from twosource.tell.words import STANDING_MEANS, STANDINGS, counted, cut
from twosource.version import MADE_BY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twosource.records import Report, StoryAccount

__all__ = ["render"]


def render(stories: Sequence[StoryAccount], reports: Mapping[str, Report]) -> str:
    """One HTML file that tells the stories; `reports` holds the reports that they name, by id."""
    env = _environment()
    style, script = _asset("page.css"), _asset("page.js")
    return env.get_template("page.html").render(
        stories=[stories_view.view(s, reports, n) for n, s in enumerate(stories, 1)],
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        style_hash=_hash(style),
        script_hash=_hash(script),
        made_by=MADE_BY,
    )


@cache
def _environment() -> Environment:
    env = Environment(
        loader=PackageLoader("twosource.tell", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # jinja2 types both as holding its own functions only
    cast("dict[str, Any]", env.globals).update(counted=counted, standings=STANDINGS, standing_means=STANDING_MEANS)
    cast("dict[str, Any]", env.filters)["cut"] = cut
    return env


def _asset(name: str) -> str:
    env = _environment()
    source, _, _ = env.loader.get_source(env, name) if env.loader else ("", None, None)
    return source


def _hash(text: str) -> str:
    """The hash by which a content security policy lets one inline script or style through."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
