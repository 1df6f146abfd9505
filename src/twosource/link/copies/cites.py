"""How often a report cites each outlet: by its name, its short name ("the Ledger"), its sign ("MPA"), or as "the paper".

A generic word stands for the outlet that was named last; a short name that several outlets share, likewise.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twosource.link import publishers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from twosource.link.copies.direction import Masthead
    from twosource.link.copies.words import Words

_READ = 40_000  # characters of a report in which outlets are looked for
_WORD = re.compile(r"[^\W_]+")
_ARTICLE = re.compile(r"(?<!\w)[Tt]he $")
_MORE = re.compile(r"[ \-][^\W\d_a-z]")  # "the Review Board" is not the Review
_KIND = r"(?:(?:exile|state|public|private|local|regional|national|news|daily|weekly|online|financial|independent|same) )?"
_GENERIC = re.compile(
    rf"(?<!\w)(?:[Tt]he {_KIND}(?:newspaper|paper|daily|weekly|magazine|tabloid|broadsheet|newswire|broadcaster)"
    r"|[Ii]ts (?:reporters?|correspondents?|journalists?|readers|listeners|viewers))(?!\w)"
)
# "The site", "the station" and the like are mostly no outlets: only where they speak or are spoken to.
_DOUBTFUL = rf"{_KIND}(?P<noun>agency|wire|channel|station|radio|network|site|website|portal|outlet)(?!\w)"
_SPEAKS = re.compile(
    rf"(?<!\w)(?:[Tt]he {_DOUBTFUL}(?=(?:'s|’s)? (?:(?:also|further|has|had) )?(?:sa(?:ys|id)|writes|wrote|written|adds|added"
    r"|reports?|reported|quote[sd]|cite[sd]|tells|told|finds|found|learnt|learned|claim(?:s|ed)|keeps|kept|notes|noted)(?!\w)))"
)
_HEARS = re.compile(
    rf"(?:[Tt]old|[Tt]ells|[Tt]elling|[Aa]ccording to|(?:[Qq]uoted|[Cc]ited|[Ss]een|[Oo]btained) by|(?:[Ss]poke|[Ss]peaking) to) "
    rf"(?=the {_DOUBTFUL})"
)
_AGENCY = re.compile(rf"(?<!\w)[Tt]he {_KIND}agency(?!\w)")  # where the outlet named last is one


@dataclass(frozen=True, slots=True)
class Cites:
    """Where a report first names an outlet (code points; 0 in the headline) and how many sentences cite it, of how many."""

    first: int
    sentences: int
    of: int

    @property
    def share(self) -> float:
        """The part of the report's sentences that cite the outlet."""
        return self.sentences / max(1, self.of)


class Outlets:
    """The names under which the outlets of some reports can be cited, looked up by their first words."""

    def __init__(self, heads: Sequence[Masthead]) -> None:
        """Collect the names; an outlet known under several names is one publisher."""
        found: defaultdict[str, set[tuple[str, str, bool]]] = defaultdict(set)
        named = {h.report.outlet for h in heads if h.report.outlet}
        whole = {form: publishers.publisher(outlet) for outlet in named for form in _whole(outlet)}
        for outlet, signs in {(h.report.outlet, h.signs) for h in heads if h.report.outlet}:
            key = publishers.publisher(outlet)
            if not outlet or not key:
                continue
            for form, short in (
                *((f, False) for f in publishers.forms(outlet)),
                # who prints another's text with its sign in it is not called so
                *((f, False) for f in signs if whole.get(f, key) == key),
                *((f, True) for f in publishers.short(outlet)),
            ):
                if first := _WORD.search(form):
                    found[first.group()].add((form, key, short))
        self._agencies = {publishers.publisher(o) for o in named if publishers.agency(o) or publishers.agency_like(o)}
        self._forms: Mapping[str, list[tuple[str, str, bool]]] = {
            word: sorted(forms, key=lambda f: (-len(f[0]), f)) for word, forms in found.items()
        }

    def named(self, text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Offsets at which a text names outlets, each with the publishers that the name there may mean."""
        last = 0
        for m in _WORD.finditer(text):
            if m.start() < last:
                continue
            fit = [(f, k) for f, k, short in self._forms.get(m.group(), ()) if _stands(text, m.start(), f, short=short)]
            if fit:
                longest = fit[0][0]
                last = m.start() + len(longest)
                yield m.start(), tuple(dict.fromkeys(k for f, k in fit if f == longest))

    def _mentions(self, text: str) -> Iterator[tuple[int, tuple[str, ...], bool]]:
        """Names, and generic words (no publishers): offset, publishers, whether it only means an agency."""
        yield from ((at, keys, False) for at, keys in self.named(text))
        for pattern in (_GENERIC, _SPEAKS, _HEARS, _AGENCY):
            yield from ((m.start(), (), pattern is _AGENCY) for m in pattern.finditer(text))

    def cited(self, words: Words) -> dict[str, Cites]:
        """The publishers other than its own that a report cites, outside its furniture."""
        report, house = words.report, publishers.publisher(words.report.outlet)
        text = report.text[:_READ]
        starts = [words.spans[s.first][0] for s in words.sentences]
        first: dict[str, int] = {}
        where: defaultdict[str, set[int]] = defaultdict(set)
        now: str | None = None
        for at, keys, agency in sorted(self._mentions(text)):
            i = bisect_right(starts, at) - 1
            if i < 0 or at >= words.spans[words.sentences[i].last - 1][1] or (agency and now not in self._agencies):
                continue
            now = keys[0] if len(keys) == 1 else now if now in keys or not keys else None
            if now and now != house:
                first.setdefault(now, at)
                where[now].add(i)
        for _, keys in self.named(report.title or ""):
            if len(keys) == 1 and keys[0] in first:
                first[keys[0]] = 0
        return {k: Cites(at, len(where[k]), len(words.sentences)) for k, at in first.items()}


def _whole(outlet: str) -> tuple[str, ...]:
    """The whole name of an outlet, with and without its article."""
    return outlet, outlet.removeprefix("The ")


def _stands(text: str, at: int, form: str, *, short: bool) -> bool:
    """Whether a name stands at an offset as a name of its own; a short one after "the" and before no other name."""
    end = at + len(form)
    if not text.startswith(form, at) or (end < len(text) and (text[end].isalnum() or text[end] == "_")):
        return False
    return not short or (_ARTICLE.search(text, max(0, at - 5), at) is not None and not _MORE.match(text, end))
