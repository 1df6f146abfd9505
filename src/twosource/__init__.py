"""One sourced account of each story: what happened, who says so, and whether two independent sources agree.

    import twosource

    with twosource.open("my.desk") as desk:
        desk.read(twosource.read(["reports.jsonl"]))
        for story in desk.account().stories:
            print(story.title, [(e.summary, e.standing) for e in story.events])

The names below load what they need when they are first used: `import twosource` is cheap.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from twosource.annotate.coding import code_pairs
    from twosource.desk import Desk, NotADeskError
    from twosource.desk import open_desk as open  # noqa: A004 - the contract's name: twosource.open(path)
    from twosource.flow import annotate
    from twosource.link.coreference import link_events
    from twosource.read import read
    from twosource.records import Coding, Report, SetAside
    from twosource.version import VERSION as __version__  # noqa: N811 - the name that Python tools look for

_HOMES = {
    "Coding": "twosource.records:Coding",
    "Desk": "twosource.desk:Desk",
    "NotADeskError": "twosource.desk:NotADeskError",
    "Report": "twosource.records:Report",
    "SetAside": "twosource.records:SetAside",
    "__version__": "twosource.version:VERSION",
    "annotate": "twosource.flow:annotate",
    "code_pairs": "twosource.annotate.coding:code_pairs",
    "link_events": "twosource.link.coreference:link_events",
    "open": "twosource.desk:open_desk",
    "read": "twosource.read:read",
}

__all__ = [
    "Coding",
    "Desk",
    "NotADeskError",
    "Report",
    "SetAside",
    "__version__",
    "annotate",
    "code_pairs",
    "link_events",
    "open",
    "read",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public name
    if name not in _HOMES:
        raise AttributeError(f"module 'twosource' has no attribute {name!r}: it has {', '.join(__all__)}")
    module, _, attribute = _HOMES[name].partition(":")
    return getattr(import_module(module), attribute)


class _Package(ModuleType):
    """Keeps `twosource.read` and `twosource.annotate` the functions: importing a package of that name would hide them."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
