"""Statements → origins: who ultimately vouches for each.

Four steps. A cited source is a voice, and voices that share a person or an institution are
one origin. An unnamed source stays with the outlet that heard it. A party that announces
its own act in a report's own voice vouches for having done so. What is left in a report's
own voice repeats the named origin of the same happening where one is on record; else it is
the publisher's own, which `shown` says whether the passage shows (`carriers.shows`).
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from twosource.read.characters import CAPITAL
from twosource.records import Origin
from twosource.weigh import naming, repeats
from twosource.weigh.beside import voices_beside
from twosource.weigh.bodies import bodies_in
from twosource.weigh.carriers import carrier_kind, carrier_like, own_key, publishers, saw_itself, shows
from twosource.weigh.repeats import is_named
from twosource.weigh.speakers import groups
from twosource.weigh.voices import Voice, voice_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from twosource.records import Annotation, Entity, Statement, Story, Way

# The kinds of happening that exist by being announced: their actor is their witness.
_ANNOUNCED = frozenset({"AGREE", "REJECT", "ACCUSE", "REQUEST", "SUPPORT", "THREATEN"})
_ANNOUNCING = frozenset(
    """declare announce order decree sign appoint name raise impose introduce lift ban suspend abolish approve correct
    resign summon call grant issue open close refuse deny reject promise plan set""".split()
)
# A party that gives or changes a count vouches for it: "the hospital put the dead at 11".
_COUNTING = frozenset("put count raise revise correct lower cut change estimate give record tally register".split())
_BY_ORDER = re.compile(r"\bby (?:an? |the )?(?:order|decree|decision|edict|directive|command) of ", re.IGNORECASE)
_TITLE = re.compile(rf"(?:the )?(?:[{CAPITAL}][\w-]+ ){{0,3}}")  # a mention may begin behind it
_LED = 16  # characters: the clause may have lost the words that lead it
_SEVERAL = re.compile(
    r"(?:some|many|several|few|most|all|both|another|others?|hundreds|thousands|dozens|scores|crowds?|one|two|three|four|five|six|"
    r"seven|eight|nine|ten|twelve|twenty|\d[\d,.]*|you|people|men|women|children|nobody|no)\b",
    re.IGNORECASE,
)
_OURSELVES = re.compile(
    r"I|me|we|us|(?:our|this|the paper's) (?:own )?(?:newspaper|paper|camera|crew|staff)(?: .+)?", re.IGNORECASE
)
# What an outlet has printed: "an earlier version of this report said that 12 had died".
_ITSELF = re.compile(
    r"(?:(?:an?|the|this|our|its) )?(?:(?:earlier|previous|prior|first|original|online|print) )+(?:version|edition)"
    r"(?: of (?:this|our|the) (?:report|article|story|piece)\b|$)|(?:this|our) (?:report|article|story)$",
    re.IGNORECASE,
)
_REPORTER = re.compile(
    r"(?:(?:our|this|an?|the|its|own|two|three|special) )*(?P<outlet>.*?)(?:['’]s)? ?"
    rf"\b(?:reporter|correspondent|photographer|writer|(?:reporters|correspondents|photographers)(?!['’]? (?-i:[{CAPITAL}])))\b",
    re.IGNORECASE,
)
# Words that stand where a source should and name none: pronouns, quantities, what the parser took for one.
_NOBODY = re.compile(
    r"(?:nobody|no one|none|neither|not every|no [a-z]+|whose|every|each|any|more than|fewer than|at least|most of|[\w-]+ more)\b"
    r"|(?:he|she|it|they|this|that|these|those|which|who|whom|whoever|him|her|his|its|our|you|all|both|one|two|three|"
    r"(?:one|two|some|several|all|most|each) of (?:them|these|those|us|you|the wounded))$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"he|she|it|they|who|which|that|this|these|those|one|nobody|no one|everybody|whose", re.IGNORECASE)


@dataclass(frozen=True)
class Resolved:
    """The origins of a story.

    `of` maps statement id → origin id; `shown` holds the own-voice statements that show own reporting; `voices` maps
    the id of a statement that cites somebody → who is cited; `ways` says how the origin of a statement is known, where it is
    not the report's own voice.
    """

    origins: tuple[Origin, ...]
    of: Mapping[str, str]
    ways: Mapping[str, Way]
    shown: frozenset[str]
    voices: Mapping[str, Voice]

    @cached_property
    def outlets(self) -> frozenset[str]:
        """The ids of the origins that are outlets or agencies."""
        return frozenset(o.id for o in self.origins if o.kind in {"outlet", "agency"})


def resolve(story: Story, agree: frozenset[frozenset[str]]) -> Resolved:
    """Find who vouches for each statement of a story; `agree` holds pairs of statements that say the same."""
    by_report = {a.report.id: a for a in story.annotations}
    publisher = publishers(story)
    witnessed = frozenset(s.id for s in story.statements if saw_itself(by_report[s.report], s))
    said = voices(story.statements, by_report, witnessed)
    own = {s.id for s in story.statements if s.taken is None}
    keys = _clusters(dict(sorted(said.items(), key=lambda item: item[0] not in own)), own, publisher, by_report)
    acts, actors = _announced(story.statements, by_report, keys, said)
    cites = {s.id for s in story.statements if s.chain}
    ways: dict[str, Way] = {}
    for s in keys:
        ways[s] = "cited" if s in cites else "near"
    for s in acts:
        ways[s] = "acts"
    keys |= acts
    for s, key in repeats.relayed(story, keys, publisher, agree).items():
        keys[s], ways[s] = key, "relayed"
    before = dict(keys)
    keys |= repeats.same_words(story, keys, by_report, witnessed)
    keys |= repeats.repeated(story, keys, agree, by_report, witnessed)
    keys |= repeats.same_words(story, keys, by_report, witnessed)
    for s, key in keys.items():
        if before.get(s) != key:
            ways[s] = "repeated"
    keys = {s.id: keys.get(s.id, own_key(publisher[s.report])) for s in story.statements}
    names = naming.names(keys, said, actors, own)
    # An outlet that is cited and not among the reports is no less an outlet.
    names |= {key: (name, "outlet") for key, (name, kind) in names.items() if not is_named(key) and kind != "agency"}
    names |= {own_key(carrier): (carrier, carrier_kind(carrier, by_report)) for carrier in dict.fromkeys(publisher.values())}
    origins = {key: Origin(_id(key), name, kind) for key, (name, kind) in names.items()}
    # A by-line over copied text shows nothing: whoever copies can write one.
    shown = {s.id for s in story.statements if s.id in own and keys[s.id].startswith("own:") and shows(by_report[s.report], s)}
    return Resolved(
        origins=tuple(sorted({origins[k] for k in keys.values()}, key=lambda o: (o.name, o.id))),
        of={statement: origins[key].id for statement, key in keys.items()},
        ways={s: way for s, way in ways.items() if not keys[s].startswith("own:") or s in cites},
        shown=frozenset(shown),
        voices=said,
    )


def _id(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:12]


# --- the four steps ------------------------------------------------------------------


def voices(statements: Iterable[Statement], by_report: Mapping[str, Annotation], witnessed: AbstractSet[str]) -> dict[str, Voice]:
    """The voice of each statement that cites somebody; "we", "nobody" and a bare "he" are none, but the report's own."""
    out: dict[str, Voice] = {}
    told: dict[str, list[Statement]] = defaultdict(list)
    for s in statements:
        told[s.report].append(s)
    for report, said in told.items():
        annotation = by_report[report]
        bodies, beside = bodies_in(annotation), voices_beside(annotation, (s for s in said if s.id not in witnessed))
        for s in said:
            index = annotation.events[s.mention].attribution if s.mention >= 0 else None
            if index is not None and s.chain:
                out[s.id] = voice_of(annotation, s, annotation.attributions[index], bodies)
            elif (voice := beside.get(s.id)) is not None:
                out[s.id] = voice_of(annotation, replace(s, chain=(voice.chain[-1].name,)), voice, bodies)
    return {s: voice for s, voice in out.items() if _is_somebody(voice)}


def _is_somebody(voice: Voice) -> bool:
    """Whether a voice is somebody's but the outlet's own; "office" alone may be anybody's."""
    telling = voice.person or voice.institution or voice.kind in {"unnamed", "witness"}
    return bool(telling) and not _OURSELVES.fullmatch(voice.name) and not _NOBODY.match(voice.name)


def _clusters(
    voices: Mapping[str, Voice], own: AbstractSet[str], publisher: Mapping[str, str], by_report: Mapping[str, Annotation]
) -> dict[str, str]:
    """Statement id → key of its origin, for statements that cite somebody."""
    keys: dict[str, str] = {}
    named: dict[Voice, list[str]] = defaultdict(list)
    carriers = {(a.report.outlet or "").casefold() for a in by_report.values()}
    behind = _behind(publisher, by_report)
    for statement, voice in voices.items():
        outlet = _outlet(voice, carriers)
        if outlet is not None:
            carrier = carrier_like(outlet, behind)
            keys[statement] = own_key(behind.get(carrier, carrier))
        elif not voice.named:
            keys[statement] = f"unnamed:{voice.outlet.casefold()}:{' '.join(sorted(voice.institution)) or voice.name.casefold()}"
        else:
            named[voice].append(statement)
    copied = frozenset(voice for voice, said in named.items() if own.isdisjoint(said))
    for group in groups(list(named), copied):
        key = "voice:" + min(f"{' '.join(sorted(v.institution))}/{' '.join(sorted(v.person))}" for v in group)
        keys |= {statement: key for voice in group for statement in named[voice]}
    return keys


def _behind(publisher: Mapping[str, str], by_report: Mapping[str, Annotation]) -> dict[str, str]:
    """Outlet → whose words it prints: its own, or those of the one from which all its reports are copied."""
    printed: dict[str, set[str]] = defaultdict(set)
    for report, root in publisher.items():
        printed[by_report[report].report.outlet or root].add(root)
        printed[root].add(root)
    return {outlet: next(iter(roots)) if len(roots) == 1 else outlet for outlet, roots in printed.items()}


def _outlet(voice: Voice, carriers: AbstractSet[str]) -> str | None:
    """The outlet that speaks, itself or by a reporter: the one named with him, else the one that carries his words."""
    if _ITSELF.match(voice.name):
        return voice.outlet
    if m := _REPORTER.match(voice.name):
        return m["outlet"] if m["outlet"][:1].isupper() else voice.outlet
    return voice.name if voice.name.casefold() in carriers or voice.kind in {"agency", "outlet"} else None


def _announced(
    statements: Iterable[Statement], by_report: Mapping[str, Annotation], keys: Mapping[str, str], voices: Mapping[str, Voice]
) -> tuple[dict[str, str], dict[str, str]]:
    """A party that announces its own act in the report's own voice: statement → key, and key → the party's words."""
    own = (s.id for s in statements if s.taken is None and keys.get(s.id, "").startswith("voice:"))
    known = sorted({(keys[i], voices[i].person, voices[i].institution) for i in own if i in voices}, key=lambda k: k[0])
    out: dict[str, str] = {}
    actors: dict[str, str] = {}

    def of(words: frozenset[str], *, proper: bool, name: str) -> str | None:
        """The key of a party: that of a known voice, else, where it has a name of its own, a new one."""
        match = next((k for k, who, whose in known if words <= who | whose or (who and who <= words)), None) if words else None
        if match is None and words and proper:
            match = f"voice:{' '.join(sorted(words))}/"
            actors.setdefault(match, name)
        return match

    for s in statements:
        if s.id not in keys and (ordered := _ordered(by_report[s.report], s)) is not None:
            if key := of(words_of(f"{ordered.role or ''} {ordered.name}"), proper=True, name=ordered.name):
                out[s.id] = key
            continue
        if s.id in keys or not s.actor or _PRONOUN.fullmatch(s.actor) or _SEVERAL.match(s.actor) or s.mention < 0:
            continue
        event = by_report[s.report].events[s.mention]
        counts = event.head in _COUNTING and s.figure is not None
        if s.status == "hypothetical" or not (counts or event.type in _ANNOUNCED or event.head in _ANNOUNCING):
            continue
        name = s.actor.split("; ")[0]
        proper = any(w[:1].isupper() for w in s.actor.split()[:4] if w not in {"The", "A", "An"})
        if key := of(words_of(name), proper=proper, name=name):
            out[s.id] = key
    return out, actors


def _ordered(annotation: Annotation, s: Statement) -> Entity | None:
    """Who ordered what a statement tells: "By decree of the president the borders are closed"."""
    text = annotation.report.text
    said = _BY_ORDER.search(text, max(0, s.start - _LED), s.end)
    if said is None:
        return None
    near = (m for m in annotation.mentions if said.end() <= m.start < s.end and m.form != "pronoun")
    at = next((m for m in near if _TITLE.fullmatch(text, said.end(), m.start)), None)
    return next((e for e in annotation.entities if at is not None and e.id == at.entity), None)
