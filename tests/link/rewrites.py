# ruff: noqa: E501 - texts and tables stand as they are
"""Rewrites of one text as outlets make them to hide where it is from: several strengths, seeded.

The synonyms are a small table of ours, of words that news texts are full of. `reword(text, 0.3)` changes three in ten
of all the words: those of the table by a synonym and, where these are too few, others by a word of the table at random,
which hides more than a person who rewrites would: the sense goes too. Names and numbers stay.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twosource.records import Report

STRENGTHS = (0.1, 0.3, 0.5)

_SETS = """
said stated declared noted|told informed|says states|announced made known|reported related|according to in the words of
killed slain|died perished|dead lifeless|injured hurt wounded|wounded injured hurt|people persons individuals|person individual
man fellow|woman lady|child youngster|children youngsters|police officers|officers policemen|officer constable|soldiers troops
troops soldiers|crowd throng|protesters demonstrators|demonstrators protesters|protest demonstration|protests demonstrations
government authorities|authorities officials|officials authorities|official functionary|minister member of the cabinet
president head of state|spokesman representative|spokeswoman representative|company firm|firm company|operator manager
fire blaze|blaze fire|ship vessel|vessel ship|ferry boat|boat craft|lorry truck|truck lorry|car vehicle|vehicle car|plane aircraft
explosion blast|blast explosion|accident mishap|crash collision|attack assault|shooting gunfire|city town|town municipality
capital main city|country nation|republic state|region area|area zone|port harbour|harbour port|hospital clinic|building structure
road route|street avenue|border frontier|west western part|began started|started began|begin start|ended finished|stopped halted
broke out erupted|caught took|took seized|taken carried|brought conveyed|carried borne|left departed|arrived came|returned went back
moved shifted|opened unlocked|closed shut|shut closed|called summoned|asked requested|asking requesting|ordered instructed
refused declined|declined refused|denied rejected|rejected dismissed|agreed consented|approved endorsed|demanded insisted on
wants desires|want desire|expected anticipated|planned intended|tried attempted|hoped wished|showed displayed|shows displays
found discovered|seen spotted|saw noticed|heard learned|known understood|believed thought|thought believed|held kept|kept held
gave provided|given provided|made created|put placed|set placed|large big|big large|small little|new fresh|old former|former previous
early at the start|late towards the end|last most recent|first initial|second next|several a number of|many numerous|most the majority
more further|less fewer|least minimum|nearly almost|almost nearly|about around|around about|some roughly|over more than|only merely
still yet|also likewise|however though|after following|before ahead of|during in the course of|while as|because since|near close to
inside within|outside beyond|under beneath|against versus|without lacking|between among|on board aboard|aboard on board
quickly swiftly|slowly gradually|clearly plainly|immediately at once|sharply steeply|largely mostly|strike walkout|workers employees
employees workers|members participants|union association|jobs positions|price cost|prices costs|talks negotiations|meeting gathering
deal agreement|agreement accord|plan scheme|plans schemes|dispute quarrel|statement declaration|report account|reports accounts
inquiry investigation|investigation inquiry|court tribunal|judge magistrate|law statute|charge accusation|arrested detained
detained arrested|charged accused|released freed|vote ballot|election poll|winner victor|candidate contender|result outcome|results outcomes
share portion|number figure|figures numbers|half fifty per cent|day date|night evening|evening night|morning forenoon|week seven days
month four weeks|hours while|minutes moments|years twelvemonths|year twelvemonth|today this day|families relatives|passengers travellers
passenger traveller|crew hands|captain master|master captain|mother parent|families kin|doctors physicians|smoke fumes|water sea
ship's vessel's|burning blazing|burned scorched|missing unaccounted for|alive living|safe unharmed|serious grave|severe grave
main principal|major principal|public open|private personal|foreign overseas|local nearby|national countrywide|military army
army military|defence protection|security safety|economic financial|political civic|situation state of affairs|problem difficulty
cause reason|reason cause|danger peril|threat menace|damage harm|loss losses|help aid|support backing|need require|use employ|used employed
""".replace("\n", "|")

SYNONYMS: dict[str, list[str]] = {}
for _entry in filter(None, (e.strip() for e in _SETS.split("|"))):
    _head, *_rest = _entry.split()
    SYNONYMS.setdefault(_head, []).append(" ".join(_rest) if len(_rest) > 2 or _head in {"last", "put"} else _rest[0])

_ANY = sorted({new for found in SYNONYMS.values() for new in found})
_FAKE_NAMES = ("Ann Porter", "Joel Harding", "Mira Castell", "Peter Lund", "Sara Vance", "Tom Eddowes")
_OUTLETS = ("Daily Mirage", "The Evening Kite", "Newsladle", "Fastwire", "Harbour Echo", "Morning Lamp", "Global Herald Online")
_DATELINE = re.compile(r"\A(?:By [^\n]+\n\n)?(?:[A-Z][A-Z ,.\-]+[^\n—–-]{0,60}?(?:—|–|--)\s+)?")


def rewrite(report: Report, strength: float, seed: int) -> Report:
    """The report as another outlet would pass it off: words changed, paragraphs and sentences moved, made-up by-line."""
    rng = random.Random(f"{report.id}/{strength}/{seed}")  # noqa: S311 - seeded, no secret
    text = _DATELINE.sub("", report.text, count=1)
    paragraphs = [reword(p, strength, rng) for p in text.split("\n\n")]
    if strength >= 0.3:
        head, rest = paragraphs[:1], paragraphs[1:]
        rng.shuffle(rest)
        paragraphs = head + rest
    if strength >= 0.5:
        paragraphs = [_reordered(p, rng) for p in paragraphs]
        rng.shuffle(paragraphs)
    body = f"By {rng.choice(_FAKE_NAMES)}\n\n" + "\n\n".join(paragraphs)
    name = f"{rng.choice(_OUTLETS)} {seed}"
    return replace(
        report,
        id=f"{report.id}-x{seed}",
        outlet=name,
        text=body,
        title=reword(report.title or "", strength, rng) or None,
        published=_moved(report.published, rng),
        url=None,
        credit=None,
        authors=(),
    )


def reword(text: str, strength: float, rng: random.Random) -> str:
    """`text` with this part of its words changed: those of the table first, then any others but names and numbers."""
    words = list(re.finditer(r"[^\W\d_]+(?:['’]\w+)?", text))
    open_ = [m for m in words if m.group()[0].islower() or m.group().lower() in SYNONYMS]
    rng.shuffle(open_)
    open_.sort(key=lambda m: m.group().lower() not in SYNONYMS)
    chosen = {m.start() for m in open_[: round(strength * len(words))]}

    def change(m: re.Match[str]) -> str:
        word = m.group()
        if m.start() not in chosen:
            return word
        new = rng.choice(SYNONYMS.get(word.lower()) or _ANY)
        return new[:1].upper() + new[1:] if word[0].isupper() else new

    return re.sub(r"[^\W\d_]+(?:['’]\w+)?", change, text)


def changed(before: str, after: str) -> float:
    """The part of the words of `after` that are not in `before`'s, as a rough measure of what a rewrite did."""
    had = set(re.findall(r"\w+", before.lower()))
    now = re.findall(r"\w+", after.lower())
    return sum(w not in had for w in now) / max(1, len(now))


def _reordered(paragraph: str, rng: random.Random) -> str:
    sentences = re.split(r"(?<=[.!?][\"”]) |(?<=[.!?]) ", paragraph)
    rng.shuffle(sentences)
    return " ".join(_turned(s) for s in sentences)


def _turned(sentence: str) -> str:
    """ "A, B, C." → "B, A, C.": the order of clauses changed where there are three."""
    parts = sentence.split(", ")
    if len(parts) < 3 or '"' in sentence:
        return sentence
    parts[0], parts[1] = parts[1][:1].upper() + parts[1][1:], parts[0][:1].lower() + parts[0][1:]
    return ", ".join(parts)


def _moved(published: str | None, rng: random.Random) -> str | None:
    if not published:
        return None
    return (datetime.fromisoformat(published) + timedelta(hours=rng.choice((-24, -3, 2, 5, 24)))).isoformat()
