"""Bytes → text: what encoding they are in, and what was lost."""

from __future__ import annotations

import codecs

_WIDE = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_LOOK = 4096  # bytes of a file that are searched for the zero bytes of binary data


def decoded(data: bytes) -> tuple[str | None, str]:
    """The text of the bytes and a note on how they were read ("" for plain UTF-8); None and the fault for binary data.

    UTF-8 and UTF-16 with a byte order mark; else Windows-1252, which maps nearly every byte, unless most
    of what is beyond ASCII is sound UTF-8: then a few bytes are damaged, and only they are lost.
    """
    if data[:2] in _WIDE:
        return data.decode(_WIDE[data[:2]], "replace"), "UTF-16"
    if b"\0" in data[:_LOOK]:
        return None, "binary data, not text; if it is UTF-16 without a byte order mark, save it as UTF-8"
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        loose = data.decode("utf-8-sig", "replace")
    lost = loose.count("\ufffd")
    if sum(c > "\x7f" for c in loose) - lost > 4 * lost:
        return loose, f"damaged UTF-8: {lost} characters could not be read"
    return data.decode("cp1252", "replace"), "not UTF-8: read as Windows-1252"
