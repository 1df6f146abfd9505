"""Every record type that flows through Twosource, in the order in which it flows.

    Report ──annotate──▶ Annotation ──link──▶ Story ──weigh──▶ StoryAccount

All records are frozen: a stage takes records and returns new ones. Lists are
tuples. Every offset is a `Span`, `[start, end)` in Unicode code points into the
report's `text`. Where a value could not be found it is None, and `abstained`
of the record (or of the report's annotation) names the field and the reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Span = tuple[int, int]

EntityKind = Literal["person", "organisation", "place", "group", "outlet"]
MentionForm = Literal["name", "nominal", "pronoun"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Precision = Literal["country", "region", "city", "site"]
SpeechKind = Literal["direct", "indirect", "mixed"]
Status = Literal["actual", "negated", "planned", "hypothetical"]
OriginKind = Literal["official", "agency", "outlet", "witness", "organisation", "document", "unnamed"]
Polarity = Literal["asserts", "denies"]
Way = Literal["cited", "near", "acts", "relayed", "repeated", "own"]
CopyKind = Literal["verbatim", "edited", "paraphrase"]
Standing = Literal["corroborated", "single", "disputed", "denied"]
ConflictKind = Literal["figure", "time", "place", "actor", "polarity"]


@dataclass(frozen=True, slots=True)
class Abstention:
    """A value that was not given, and why: `field` of what, the reason in plain words, and in a story's account the report."""

    field: str
    reason: str
    span: Span | None = None
    report: str | None = None


# --- read ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Report:
    """One text that one outlet published at one time.

    `published` is an ISO 8601 date or date-time as given, or None. `kept` holds the
    input's other fields untouched. `revises` is the report of which a desk holds this
    to be a later version.
    """

    id: str
    text: str
    outlet: str | None = None
    published: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None
    credit: str | None = None
    authors: tuple[str, ...] = ()
    kept: dict[str, Any] = field(default_factory=dict[str, Any])
    abstained: tuple[Abstention, ...] = ()
    revises: str | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """A piece of input that could not become a report: where it stands, and why."""

    where: str
    reason: str


# --- annotate ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Furniture:
    """Words that carry the report and state nothing: by-line, dateline, stamp, credit, heading.

    `names` are the people or agencies named there; `place` is the dateline's place name.
    """

    start: int
    end: int
    kind: Literal["byline", "dateline", "stamp", "credit", "heading", "correction"]
    names: tuple[str, ...] = ()
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """What mentions of one report refer to. `country` is ISO 3166-1 alpha-3; `role` is as the text gives it."""

    id: str
    name: str
    kind: EntityKind
    country: str | None = None
    role: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that refer to an entity."""

    start: int
    end: int
    entity: str
    form: MentionForm


@dataclass(frozen=True, slots=True)
class Time:
    """A TIMEX3 time expression: `value` as TimeML writes it, `mod` one of its modifiers or None."""

    start: int
    end: int
    type: TimeType
    value: str
    mod: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in the text, resolved to GeoNames where it can be (`geonames`, `lat`, `lon` else None).

    `actor` marks a name that stands for a government or people ("Beijing opposes").
    """

    start: int
    end: int
    name: str
    geonames: int | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: Precision | None = None
    within: str | None = None
    actor: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that counts something. `high` is None for "at least"; both bounds are inclusive.

    `of` is the class that is counted ("police", "children"), `unit` a currency or measure,
    `part` marks a share of another figure, `total` a cumulative count.
    """

    start: int
    end: int
    what: str
    low: float
    high: float | None
    approximate: bool = False
    of: str | None = None
    unit: str | None = None
    part: bool = False
    total: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """One voice in a chain of citation: its name, its words in the text (None for the outlet) and its part."""

    name: str
    span: Span | None = None
    entity: str | None = None
    part: Literal["carrier", "relay", "source"] = "source"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says, knows or thinks what: spans of source and cue (None where unsaid) and of the content.

    `chain` names the voices, outermost first; the last is the source itself. `origin` is
    the kind of that source.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    kind: SpeechKind
    entity: str | None = None
    chain: tuple[Link, ...] = ()
    origin: OriginKind | None = None
    denies: bool = False


@dataclass(frozen=True, slots=True)
class EventMention:
    """One clause that says something happened, did not, will or might.

    `trigger` is the naming word's span. `type` is a PLOVER type, or None for what is not
    political (an accident, a storm); `head` is the trigger's lemma. `place` indexes the
    annotation's places, `figures` its figures, `attribution` its attributions. `date` is an
    ISO date, an interval `a/b`, or None; `time` is the finest TIMEX3 value in the clause.
    `background` marks what the report only recalls.
    """

    start: int
    end: int
    trigger: Span
    head: str
    type: str | None = None
    mode: str | None = None
    actor: tuple[Span, ...] = ()
    recipient: tuple[Span, ...] = ()
    place: int | None = None
    date: str | None = None
    time: str | None = None
    figures: tuple[int, ...] = ()
    status: Status = "actual"
    attribution: int | None = None
    background: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """A restriction or alert in force: what it is, what it restricts, where and when. Ends are ISO dates or None."""

    start: int
    end: int
    what: str
    restricts: str | None = None
    place: int | None = None
    since: str | None = None
    until: str | None = None
    lifted: bool = False


@dataclass(frozen=True, slots=True)
class Annotation:
    """Everything that was read out of one report."""

    report: Report
    sentences: tuple[Span, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    figures: tuple[Figure, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[EventMention, ...] = ()
    measures: tuple[Measure, ...] = ()
    abstained: tuple[Abstention, ...] = ()

    def sentence(self, start: int, end: int) -> Span:
        """The sentence that holds `[start, end)`; the span itself where no single one does."""
        return next(((a, b) for a, b in self.sentences if a <= start and end <= b), (start, end))


@dataclass(frozen=True, slots=True)
class Coding:
    """PLOVER code of one (text, actor, recipient) pair. `confidence` is the probability of `type`."""

    type: str
    mode: str | None
    status: Status
    confidence: float = 0.0


# --- link ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Passage:
    """The same words in two reports: span in the copy, span in what it copies."""

    here: Span
    there: Span


@dataclass(frozen=True, slots=True)
class Copy:
    """`report` takes its text from `of`. `share` is the part of the report's words that come from `of`.

    `evidence` says in plain words what argued for the direction.
    """

    report: str
    of: str
    kind: CopyKind
    share: float
    credited: bool
    passages: tuple[Passage, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MissingOriginal:
    """A text that is not among the reports, but from which several of them take theirs."""

    name: str | None
    reports: tuple[str, ...]
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """The figure of a statement: what is counted, of whom, and its inclusive bounds (`high` None: at least)."""

    what: str
    low: float
    high: float | None
    of: str | None = None
    part: bool = False
    total: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """One clause of one report that says something happened or did not, with who vouches for it.

    `chain` names who is cited, outermost first; `origin` is an id of the story's origins.
    `time` is the finest TIMEX3 value, `place` and `actor` are the words of the text;
    `mention` indexes the events of the report's annotation; `taken` is the report whose text
    the statement's words are copied from, None where they are the report's own.

    `known_by` says how its origin is known: it is cited for it; named near it and likely its source; it acts in
    it (who orders has ordered); relayed from whom another outlet cites; repeated, as far as anybody can tell, from
    what is cited elsewhere; or the report's own voice.
    """

    id: str
    report: str
    start: int
    end: int
    event: str
    chain: tuple[str, ...] = ()
    origin: str = ""
    polarity: Polarity = "asserts"
    date: str | None = None
    figure: Counted | None = None
    time: str | None = None
    place: str | None = None
    actor: str | None = None
    status: Status = "actual"
    background: bool = False
    mention: int = -1
    taken: str | None = None
    known_by: Way = "own"


@dataclass(frozen=True, slots=True)
class Join:
    """Why two statements are held to tell one happening, or why they are kept apart."""

    a: str
    b: str
    score: float
    joined: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """The reports on one course of events, with what joins them."""

    id: str
    title: str
    first: str | None
    last: str | None
    reports: tuple[str, ...]
    annotations: tuple[Annotation, ...] = ()
    copies: tuple[Copy, ...] = ()
    missing: tuple[MissingOriginal, ...] = ()
    statements: tuple[Statement, ...] = ()
    joins: tuple[Join, ...] = ()


# --- weigh ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Origin:
    """Who ultimately vouches for a statement."""

    id: str
    name: str
    kind: OriginKind


@dataclass(frozen=True, slots=True)
class Tie:
    """Two origins of an event that are not independent, and what joins them."""

    a: str
    b: str
    reason: str
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Two statements of an event by which one independent origin confirms another: how likely, and what speaks for it."""

    a: str
    b: str
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """The moment at which an event's standing changed, and the report that changed it."""

    when: str | None
    standing: Standing
    report: str


@dataclass(frozen=True, slots=True)
class Event:
    """One happening, told by statements of any number of reports."""

    id: str
    summary: str
    type: str | None
    date: str | None
    place: str | None
    actor: str | None
    recipient: str | None
    status: Status
    statements: tuple[str, ...]
    origins: tuple[str, ...]
    independent: int
    standing: Standing
    ties: tuple[Tie, ...] = ()
    confirmed: tuple[Confirmation, ...] = ()
    history: tuple[Turn, ...] = ()
    by_hand: tuple[str, ...] = ()
    abstained: tuple[Abstention, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two statements on one happening that cannot both be true as reported."""

    kind: ConflictKind
    event: str
    a: str
    b: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Update:
    """A later statement that replaces an earlier one without contradicting it."""

    event: str
    earlier: str
    later: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """Words that an outlet changed: span in this version, span in the one before; empty where words were added or removed."""

    here: Span
    there: Span


@dataclass(frozen=True, slots=True)
class Revision:
    """`report` is a later version of `of`: what changed in the text, and which other fields (`title`, `published`, …)."""

    report: str
    of: str
    edits: tuple[Edit, ...]
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """A count of an event over time: `current` is the newest live statement, `low` and `high` span all live ones.

    `history` holds the statements that give the count, in order of publication; `high` is None where one is open.
    """

    event: str
    what: str
    of: str | None
    current: str
    low: float
    high: float | None
    history: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A word that an outlet uses for a target, how often, and where first."""

    text: str
    count: int
    report: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """How outlets name one person, act or event: outlet → the words that it uses."""

    target: str
    words: dict[str, tuple[Word, ...]]
    unlike: float = 0.0


@dataclass(frozen=True, slots=True)
class Omission:
    """An event that most outlets of a story tell and this one does not."""

    outlet: str
    event: str


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline."""

    date: str
    event: str


@dataclass(frozen=True, slots=True)
class InForce:
    """A measure in force, with the statement's report and words that say so."""

    what: str
    restricts: str | None
    place: str | None
    since: str | None
    until: str | None
    lifted: bool
    report: str
    span: Span


@dataclass(frozen=True, slots=True)
class BriefLine:
    """One sentence of the brief and its receipts: `(report, start, end)`. `worded_by` names the model that worded it."""

    text: str
    receipts: tuple[tuple[str, int, int], ...]
    worded_by: str | None = None


@dataclass(frozen=True, slots=True)
class StoryAccount:
    """What may be said of a story, every line with receipts."""

    id: str
    title: str
    first: str | None
    last: str | None
    reports: tuple[str, ...]
    copies: tuple[Copy, ...] = ()
    missing: tuple[MissingOriginal, ...] = ()
    origins: tuple[Origin, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    updates: tuple[Update, ...] = ()
    tallies: tuple[Tally, ...] = ()
    frames: tuple[Frame, ...] = ()
    omissions: tuple[Omission, ...] = ()
    measures: tuple[InForce, ...] = ()
    timeline: tuple[Moment, ...] = ()
    brief: tuple[BriefLine, ...] = ()
    joins: tuple[Join, ...] = ()
    abstained: tuple[Abstention, ...] = ()
    revisions: tuple[Revision, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """The whole account of every story of a desk."""

    stories: tuple[StoryAccount, ...]
