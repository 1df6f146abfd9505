"""The tables of `data/figures.toml`, read once: word → what it counts, class, unit."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import cast


@cache
def tables() -> dict[str, dict[str, str]]:
    """Section → word → key. Of a word in two rows the first wins."""
    raw = cast(
        "dict[str, dict[str, str]]", tomllib.loads(resources.files("twosource.data").joinpath("figures.toml").read_text("utf-8"))
    )
    out: dict[str, dict[str, str]] = {}
    for section, rows in raw.items():
        if section == "other":
            out.update({name: dict.fromkeys(words.split(), name) for name, words in rows.items()})
            continue
        table: dict[str, str] = {}
        for key, words in rows.items():
            for word in words.split():
                table.setdefault(word, key)
        out[section] = table
    return out
