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

from twosource.moments import order
from twosource.records import Origin
from twosource.weigh import naming
from twosource.weigh.beside import voice_beside
from twosource.weigh.bodies import bodies_in
from twosource.weigh.carriers import carrier_kind, carrier_like, own_eyes, publishers, saw_itself, shows
from twosource.weigh.voices import Voice, names_in, voice_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from twosource.records import Annotation, Entity, Statement, Story

# The kinds of happening that exist by being announced: their actor is their witness.
_ANNOUNCED = frozenset({"AGREE", "REJECT", "ACCUSE", "REQUEST", "SUPPORT", "THREATEN"})
_ANNOUNCING = frozenset(
    """declare announce order decree sign appoint name raise impose introduce lift ban suspend abolish approve correct
    resign summon call grant issue open close refuse deny reject promise plan set""".split()
)
# Offices that one person holds alone, as `voices.words_of` writes them: two people with the title are two.
_OF_ONE = frozenset(
    w
    for title in (
        "president premier chancellor king queen emperor governor mayor prime pope prince sheikh judge professor lawyer bishop"
    ).split()
    for w in words_of(title)
)
# Words that many bodies go by: they join a voice to a body only where the voice says no more.
_GENERIC = words_of(
    "ministry company firm government office agency service authority commission union party group department operator"
)
_OF_A_STATE = words_of("ministry army government president parliament embassy")
_OFFICES = words_of(
    "foreign interior defence defense health transport energy finance justice prime affairs internal information state"
)
_HEAD = re.compile(r"\b(?:minister|ministre|secretary of state)\b", re.IGNORECASE)
_UNDER = re.compile(r"\b(?:deputy|vice|junior|former|spokes\w+|adviser|advisor|aide)\b", re.IGNORECASE)
# A party that gives or changes a count vouches for it: "the hospital put the dead at 11".
_COUNTING = frozenset("put count raise revise correct lower cut change estimate give record tally register".split())
_BY_ORDER = re.compile(r"\bby (?:an? |the )?(?:order|decree|decision|edict|directive|command) of ", re.IGNORECASE)
_TITLE = re.compile(r"(?:the )?(?:[A-Z][\w-]+ ){0,3}")  # a mention may begin behind it
_LED = 16  # characters: the clause may have lost the words that lead it
_SEVERAL = re.compile(
    r"(?:some|many|several|few|most|all|both|another|others?|hundreds|thousands|dozens|scores|crowds?|one|two|three|four|five|six|"
    r"seven|eight|nine|ten|twelve|twenty|\d[\d,.]*|you|people|men|women|children|nobody|no)\b",
    re.IGNORECASE,
)
_OURSELVES = re.compile(
    r"I|me|we|us|(?:our|this|the paper's) (?:own )?(?:newspaper|paper|camera|crew|staff)(?: .+)?", re.IGNORECASE
)
_REPORTER = re.compile(
    r"(?:(?:our|this|an?|the|its|own|two|three|special) )*(?P<outlet>.*?)(?:['’]s)? ?"
    r"\b(?:reporter|correspondent|photographer|writer|(?:reporters|correspondents|photographers)(?!['’]? (?-i:[A-Z])))\b",
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
    the id of a statement that cites somebody → who is cited.
    """

    origins: tuple[Origin, ...]
    of: Mapping[str, str]
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
    keys |= acts
    keys |= _relayed(story, keys, publisher, agree)
    keys |= _same_words(story, keys, by_report, witnessed)
    keys |= _repeated(story, keys, agree, by_report, witnessed)
    keys |= _same_words(story, keys, by_report, witnessed)
    keys = {s.id: keys.get(s.id, _own(publisher[s.report])) for s in story.statements}
    names = naming.names(keys, said, actors, own)
    # An outlet that is cited and not among the reports is no less an outlet.
    names |= {key: (name, "outlet") for key, (name, kind) in names.items() if not _named(key) and kind != "agency"}
    names |= {_own(carrier): (carrier, carrier_kind(carrier, by_report)) for carrier in publisher.values()}
    origins = {key: Origin(_id(key), name, kind) for key, (name, kind) in names.items()}
    # A by-line over copied text shows nothing: whoever copies can write one.
    shown = {s.id for s in story.statements if s.id in own and keys[s.id].startswith("own:") and shows(by_report[s.report], s)}
    return Resolved(
        origins=tuple(sorted({origins[k] for k in keys.values()}, key=lambda o: (o.name, o.id))),
        of={statement: origins[key].id for statement, key in keys.items()},
        shown=frozenset(shown),
        voices=said,
    )


def _own(carrier: str) -> str:
    """The key of what an outlet or agency says itself."""
    return f"own:{carrier.casefold()}"


def _id(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:12]


# --- the four steps ------------------------------------------------------------------


def voices(statements: Iterable[Statement], by_report: Mapping[str, Annotation], witnessed: AbstractSet[str]) -> dict[str, Voice]:
    """The voice of each statement that cites somebody; "we", "nobody" and a bare "he" are none, but the report's own."""
    out: dict[str, Voice] = {}
    bodies = {report: bodies_in(annotation) for report, annotation in by_report.items()}
    for s in statements:
        annotation = by_report[s.report]
        index = annotation.events[s.mention].attribution if s.mention >= 0 else None
        if index is not None and s.chain:
            out[s.id] = voice_of(annotation, s, annotation.attributions[index], bodies[s.report])
        elif index is None and s.id not in witnessed and (said := voice_beside(annotation, s)) is not None:
            out[s.id] = voice_of(annotation, replace(s, chain=(said.chain[-1].name,)), said, bodies[s.report])
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
            keys[statement] = _own(behind.get(carrier, carrier))
        elif not voice.named:
            keys[statement] = f"unnamed:{voice.outlet.casefold()}:{' '.join(sorted(voice.institution)) or voice.name.casefold()}"
        else:
            named[voice].append(statement)
    copied = frozenset(voice for voice, said in named.items() if own.isdisjoint(said))
    groups = _joined(list(named), copied)
    for group in groups:
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
    if m := _REPORTER.match(voice.name):
        return m["outlet"] if m["outlet"][:1].isupper() else voice.outlet
    return voice.name if voice.name.casefold() in carriers or voice.kind in {"agency", "outlet"} else None


def _joined(voices: Sequence[Voice], copied: AbstractSet[Voice]) -> list[list[Voice]]:
    """Group named voices that are one origin.

    Greedy, fullest voice first, so that "the ministry" joins the one ministry there is; voices
    heard only in `copied` text last, so that they bring nobody together. Nobody joins by a word
    that any ministry or company goes by, and where several would fit, the one that the same outlet
    names so; two ministers are never of one ministry.
    """
    groups: list[list[Voice]] = []
    for voice in sorted(voices, key=lambda v: (v in copied, -len(v.institution), -len(v.person), v.name)):
        fits = [g for g in groups if _fits(voice, g)]
        if fits:
            max(fits, key=lambda g: _closeness(voice, g)).append(voice)
        else:
            groups.append([voice])
    return groups


def _fits(voice: Voice, group: Sequence[Voice]) -> bool:
    if any(_rivals(voice, other) for other in group):
        return False
    plain = voice.institution <= _GENERIC
    return any(same_voice(voice, other) for other in group if plain or not other.institution or not other.institution <= _GENERIC)


def _closeness(voice: Voice, group: Sequence[Voice]) -> tuple[bool, bool, bool, int]:
    return (
        any(voice.person and voice.person & other.person for other in group),
        any(voice.institution == other.institution for other in group),
        any(voice.outlet == other.outlet for other in group),
        len(group),
    )


def _rivals(a: Voice, b: Voice) -> bool:
    """Two people who each head a body of the kind that has one head; the ministries or armies of two countries."""
    if a.person & b.person:
        return False
    if (
        a.institution & b.institution & _OF_A_STATE
        and (whose := _whose(a))
        and (whose_else := _whose(b))
        and not whose & whose_else
    ):
        return True
    if not a.person or not b.person:
        return False
    return bool(_HEAD.search(a.name) and _HEAD.search(b.name) and not _UNDER.search(f"{a.name} {b.name}"))


def _whose(voice: Voice) -> frozenset[str]:
    """The names beside a body's common words: "foreign ministry *of Oskovia*", "*Hjelmark's* army"."""
    return names_in(f"{voice.name} {voice.body}") - voice.person - _OF_A_STATE - _OFFICES


def same_voice(a: Voice, b: Voice) -> bool:
    """One person, or two mouths of one institution."""
    if a.person and b.person and (a.person <= b.person or b.person <= a.person):
        return True
    # "The owner, Benedek Halas" may have been read as a body of that name.
    if any(len(x.person) > 1 and not y.person and x.person <= y.institution for x, y in ((a, b), (b, a))):
        return True
    witness = "witness" in {a.kind, b.kind}
    if witness or not a.institution or not b.institution:
        return not a.institution and not b.institution and not a.person and not b.person and a.name == b.name
    if a.person and b.person and min(a.institution, b.institution, key=len) <= _OF_ONE:
        return False
    return a.institution <= b.institution or b.institution <= a.institution


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


def _relayed(
    story: Story, keys: Mapping[str, str], publisher: Mapping[str, str], agree: frozenset[frozenset[str]]
) -> dict[str, str]:
    """Statements that a report has from another outlet: whom that outlet itself cites for the same thing.

    A report has it from another where it cites that outlet, or takes its text from it.
    """
    copied: dict[str, set[str]] = defaultdict(set)
    for copy in story.copies:
        copied[copy.report].add(copy.of)
    by_event: dict[str, list[Statement]] = defaultdict(list)
    for s in story.statements:
        by_event[s.event].append(s)
    out: dict[str, str] = {}
    for s in story.statements:
        cited = {_own(carrier_like(name, publisher.values())) for name in s.chain}
        if keys.get(s.id, "").startswith("voice:") and not cited & {_own(c) for c in publisher.values()}:
            continue
        fits = [
            t
            for t in by_event[s.event]
            if t.report != s.report
            and _may_rest_on(s, t)
            and (_own(publisher[t.report]) in cited or t.report in copied[s.report])
            and _named(keys.get(t.id))
            and _can_repeat(s, t)
        ]
        if fits:
            out[s.id] = keys[max(fits, key=lambda t: (frozenset({s.id, t.id}) in agree, _figure_fits(s, t), t.id)).id]
    return out


def _same_words(
    story: Story, keys: Mapping[str, str], by_report: Mapping[str, Annotation], witnessed: AbstractSet[str]
) -> dict[str, str]:
    """Own-voice statements that repeat the very words that another statement of the event attributes, or that hold them."""
    attributed: dict[tuple[str, frozenset[str], bool], str] = {}
    inner: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for s in story.statements:
        if _named(keys.get(s.id)):
            words = words_of(by_report[s.report].report.text[s.start : s.end])
            attributed.setdefault((s.event, words, True), keys[s.id])
            if s.taken is None:
                attributed.setdefault((s.event, words, False), keys[s.id])
            inner[s.event, s.report].append(s)
    out: dict[str, str] = {}
    for s in story.statements:
        if _named(keys.get(s.id)) or s.id in witnessed:
            continue
        within = [t for t in inner[s.event, s.report] if s.start <= t.start < s.end or t.start <= s.start < t.end]
        words = words_of(by_report[s.report].report.text[s.start : s.end])
        same = attributed.get((s.event, words, s.taken is not None))
        if within or same:
            out[s.id] = keys[within[0].id] if within else str(same)
    return out


def _repeated(
    story: Story,
    keys: Mapping[str, str],
    agree: frozenset[frozenset[str]],
    by_report: Mapping[str, Annotation],
    witnessed: AbstractSet[str],
) -> dict[str, str]:
    """Own-voice statements that repeat what a named origin said of the same happening.

    Said in the same report, or earlier, or (where the report does not show its own eyes on the
    scene) by anybody whose passage says the same: what may be repetition is held to be repetition.
    """
    when = {a.report.id: order(a.report.published) for a in story.annotations}
    on_record: dict[str, list[Statement]] = defaultdict(list)
    for s in story.statements:
        if _named(keys.get(s.id)):
            on_record[s.event].append(s)
    out: dict[str, str] = {}
    for s in story.statements:
        if s.id in keys or s.polarity == "denies" or s.id in witnessed:
            continue
        seen = own_eyes(by_report[s.report], s)
        fits = [t for t in on_record[s.event] if _can_repeat(s, t) and _may_rest_on(s, t)]
        near = [
            t
            for t in fits
            if t.report == s.report
            or (_figure_fits(s, t) and when[t.report] <= when[s.report])
            or (not seen and frozenset({s.id, t.id}) in agree)
        ]
        if near:
            best = max(near, key=lambda t: (_figure_fits(s, t), t.report == s.report, when[t.report], t.id))
            out[s.id] = keys[best.id]
    return out


def _named(key: str | None) -> bool:
    return key is not None and not key.startswith("own:")


def _may_rest_on(s: Statement, t: Statement) -> bool:
    """What a report says itself never gets its origin from a copied passage: copies must move nothing."""
    return t.taken is None or s.taken is not None


def _can_repeat(s: Statement, t: Statement) -> bool:
    return s.polarity == t.polarity and (s.figure is None or t.figure is None or _figure_fits(s, t))


def _figure_fits(s: Statement, t: Statement) -> bool:
    return bool(s.figure and t.figure and s.figure.what == t.figure.what and s.figure.low == t.figure.low)
