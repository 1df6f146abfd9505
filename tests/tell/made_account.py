"""A small account made by hand, in which everything that the page shows occurs once or more, and a hostile report."""

from __future__ import annotations

from twosource.records import (
    Abstention,
    BriefLine,
    Confirmation,
    Conflict,
    Copy,
    Counted,
    Event,
    Frame,
    InForce,
    MissingOriginal,
    Moment,
    Omission,
    Origin,
    Passage,
    Report,
    Statement,
    StoryAccount,
    Tally,
    Tie,
    Turn,
    Update,
    Word,
)
from twosource.weigh.revisions import between

FIRST = (
    "LUND, May 2 (Agenta) — A bridge over the Lower Canal collapsed on Tuesday, the fire service said.\n\n"
    "Two people were killed, it said.\n\nThe city denied that the bridge had been closed before."
)
SECOND = "A bridge over the Lower Canal collapsed on Tuesday, Agenta reported, citing the fire service. Two people were killed."
THIRD = "Five people were killed when the bridge fell, police chief Ana Berg said. The road is shut until Friday."
EVIL = (
    '<script>document.title="owned"</script><img src=x onerror="document.title=1"> \u202eesrever\u202c '
    + "w" * 400
    + " &amp; \"quoted\" 'single' {{ 7*7 }} {% raw %}\n\nשלום עולם the bridge\x00\x1b[31m fell \ud800 \U0001f469\u200d\U0001f692"
)

AGAIN = THIRD.replace("Five people", "Six <b>people</b>").replace(" The road is shut until Friday.", "") + " Nobody is missing."

REPORTS = {
    "a1": Report("a1", FIRST, "Agenta", "2030-05-02T08:00:00+02:00", "Bridge collapses", "https://agenta.example/1", "en"),
    "b1": Report("b1", SECOND, "Morning Sheet", "2030-05-02T10:00:00+02:00", "Bridge down", "javascript:alert(1)"),
    "c1": Report("c1", THIRD, "City Post", "2030-05-03T07:30:00+02:00", None, None, authors=("Jo Lind",)),
    "evil": Report(
        "evil\"'><b>",
        EVIL,
        "<b>Out</b>let \u202e",
        "not a date <i>",
        "</title><script>1</script>",
        'https://x.example/"onmouseover=1',
        abstained=(Abstention("published", "the date <cannot> be read"),),
    ),
}
REPORTS["evil\"'><b>"] = REPORTS.pop("evil")
EVIL_ID = "evil\"'><b>"
REPORTS["c1~2"] = Report("c1~2", AGAIN, "City Post", "2030-05-03T12:00:00+02:00", "Bridge falls", None, revises="c1")


def said(name: str, report: str, words: str, event: str, **more: object) -> Statement:
    """A statement on the first place where the words stand in the report."""
    start = REPORTS[report].text.index(words)
    return Statement(name, report, start, start + len(words), event, **more)  # type: ignore[arg-type]


def figure(low: float, high: float | None) -> Counted:
    return Counted("killed", low, high, "people")


STATEMENTS = (
    said("s1", "a1", "A bridge over the Lower Canal collapsed on Tuesday", "e1", chain=("fire service",), origin="o1"),
    said("s2", "b1", "A bridge over the Lower Canal collapsed on Tuesday", "e1", chain=("Agenta", "fire service"), origin="o1"),
    said("s3", "c1", "the bridge fell", "e1", chain=("police chief Ana Berg",), origin="o2"),
    said("s4", "a1", "Two people were killed", "e2", origin="o1", figure=figure(2, 2), known_by="near"),
    said("s5", "b1", "Two people were killed", "e2", origin="o3", figure=figure(2, None)),
    said("s6", "c1", "Five people were killed", "e2", origin="o2", figure=figure(5, 5)),
    said("s7", "a1", "the bridge had been closed before", "e3", chain=("the city",), origin="o4", polarity="denies"),
    said("s8", EVIL_ID, EVIL[:300], "e4", chain=("<b>nobody</b>",), origin="o5", background=True),
)
ORIGINS = (
    Origin("o1", "fire service", "official"),
    Origin("o2", "police chief Ana Berg", "official"),
    Origin("o3", "Morning Sheet", "outlet"),
    Origin("o4", "the city", "official"),
    Origin("o5", "<b>nobody</b>", "unnamed"),
)


def event(name: str, summary: str, statements: tuple[str, ...], **more: object) -> Event:
    """An event of which nothing is known but what is given."""
    nothing = dict.fromkeys(("type", "date", "place", "actor", "recipient"))
    return Event(**{**nothing, "id": name, "summary": summary, "statements": statements, "status": "actual"} | more)  # type: ignore[arg-type]


EVENTS = (
    event(
        "e4",
        EVIL[:60],
        ("s8",),
        origins=("o5",),
        independent=1,
        standing="single",
        by_hand=("renamed <by> hand",),
        date="1990-01-01/1999-12-31",
    ),
    event("e3", "the bridge had been closed before", ("s7",), origins=(), independent=0, standing="denied"),
    event(
        "e2",
        "Two people were killed",
        ("s4", "s5", "s6"),
        origins=("o1", "o2", "o3"),
        independent=2,
        standing="disputed",
        date="2030-05-02",
        ties=(Tie("o3", "o3", "lineage not recorded"), Tie("o3", "o1", "its text is a copy")),
    ),
    event(
        "e1",
        "A bridge over the Lower Canal collapsed",
        ("s1", "s2", "s3"),
        origins=("o1", "o2"),
        independent=2,
        standing="corroborated",
        date="2030-05-02",
        confirmed=(Confirmation("s1", "s3", 0.62, ("likely one happening", "<both> name a bridge")),),
        history=(Turn("2030-05-02T08:00:00+02:00", "single", "a1"), Turn("2030-05-03T07:30:00+02:00", "corroborated", "c1")),
        abstained=(Abstention("place", "two places are named"),),
    ),
)

STORY = StoryAccount(
    id="s-1",
    title="A bridge falls <&>",
    first="2030-05-02T08:00:00+02:00",
    last="2030-05-03T07:30:00+02:00",
    reports=tuple(REPORTS),
    copies=(
        Copy(
            "b1",
            "a1",
            "edited",
            0.8,
            credited=True,
            passages=(Passage((0, 50), (24, 74)), Passage((94, 116), (99, 121))),
            evidence=("it names Agenta",),
        ),
    ),
    missing=(MissingOriginal(None, ("c1", EVIL_ID), ("both hold the same sentence",)),),
    origins=ORIGINS,
    statements=STATEMENTS,
    events=EVENTS,
    conflicts=(
        Conflict("figure", "e2", "s5", "s6", "at least 2 against 5 killed"),
        Conflict("figure", "e2", "s6", "s4", "5 against 2 killed"),
    ),
    updates=(Update("e2", "s4", "s6", "the count rose from 2 to 5"),),
    tallies=(Tally("e2", "killed", "people", "s6", 2, None, ("s4", "s5", "s6")),),
    frames=(
        Frame(
            "actor of: the fall",
            {
                "Agenta": (Word("collapsed", 1, "a1", (53, 62)),),
                EVIL_ID: (Word("<i>fell</i>", 2, EVIL_ID, (3, 9)), Word("fell", 1)),
            },
        ),
    ),
    omissions=(Omission("City Post", "e3"),),
    measures=(InForce("shut", "road", None, None, "2030-05-03", lifted=False, report="c1", span=(74, 104)),),
    timeline=(Moment("2030-05-02", "e1"), Moment("2030-05-02", "e2"), Moment("1990-01-01/1999-12-31", "e4")),
    brief=(BriefLine("“A bridge collapsed”: so say two independent sources.", (("a1", 24, 74), ("c1", 29, 44), ("a1", 53, 62))),),
    abstained=(
        Abstention("event.date", "no date <near> it", report="a1"),
        Abstention("event.date", "no date <near> it", report=EVIL_ID),
    ),
    revisions=(between(REPORTS["c1"], REPORTS["c1~2"]),),
)
