"""The fixed words of the page: what a standing, a kind or a way of copying is called, and what it means."""

from __future__ import annotations

from twosource.tell.passages import plain

STANDINGS = ("corroborated", "disputed", "single", "denied")
STANDING_MEANS = {
    "corroborated": "two or more independent origins vouch for it",
    "disputed": "one side says so, another denies it or says otherwise",
    "single": "it rests on one origin, however many outlets tell it",
    "denied": "only its denial is on record",
}
ORIGIN_KINDS = {
    "official": "official",
    "agency": "news agency",
    "outlet": "the outlet's own reporting",
    "witness": "witness",
    "organisation": "person or organisation",
    "document": "document",
    "unnamed": "source not named",
}
# How the origin of a statement is known; nothing need be said of what is cited, or is the report's own.
WAYS = {
    "cited": "",
    "near": "cites nobody: held to be its source by how it is named nearby",
    "acts": "cites nobody: it is its own act",
    "relayed": "by way of another report",
    "repeated": "cites nobody: held to repeat it",
    "own": "",
}
COPY_KINDS = {"verbatim": "word for word", "edited": "edited", "paraphrase": "reworded"}
STATUSES = {"negated": "said not to have happened", "planned": "planned", "hypothetical": "might happen"}
CONFLICT_KINDS = {
    "figure": "Figures differ",
    "time": "Times differ",
    "place": "Places differ",
    "actor": "Who did it differs",
    "polarity": "One says so, another denies it",
}


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 report`, `2 reports`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def amount(low: float, high: float | None) -> str:
    """A figure with its bounds: `26`, `12 or more`, `20 to 30`."""
    if high is None:
        return f"{_number(low)} or more"
    return _number(low) if low == high else f"{_number(low)} to {_number(high)}"


def what(kind: str, of: str | None) -> str:
    """What a figure counts: `killed, police`."""
    return plain(f"{kind}, {of}" if of and of != kind else kind)


def capital(text: str) -> str:
    """With a capital first letter, the rest left as it is."""
    return text[:1].upper() + text[1:]


def cut(text: str, most: int) -> str:
    """Text shortened to `most` characters at a word, with an ellipsis."""
    text = plain(text)
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return (head.rsplit(" ", 1)[0] if " " in head[most // 2 :] else head).rstrip(" ,;:–-") + "…"


def _number(value: float) -> str:
    return f"{int(value):,}" if value == int(value) else f"{value:,g}"
