"""The desk keeps reports and what was made of them: incremental, versioned, never torn by a kill."""

import sqlite3
import sys

import msgspec
import pytest

import twosource
from twosource import codec
from twosource import desk as desks
from twosource.desk import store
from twosource.records import Annotation, SetAside
from twosource.weigh.overrides import BadOverridesError

STORM = {
    "id": "r1",
    "outlet": "Herald",
    "published": "2031-01-14",
    "text": "A storm hit the port of Kotka on Monday. Two people died.",
}
VOTE = {"id": "r2", "outlet": "Post", "published": "2031-03-02", "text": "Voters in Sudria chose a new parliament on Sunday."}
RAIL = {"id": "r3", "outlet": "Post", "published": "2031-05-02", "text": "A train left the rails near Olten. Nobody was hurt."}


@pytest.fixture
def annotator(monkeypatch):
    """A quick annotator that counts its calls: the desk's own work is under test here."""
    import sys

    import twosource.annotate.parse  # noqa: F401 - the package is loaded before it is looked up

    seen = []

    def annotate(report):
        seen.append(report.id)
        return Annotation(report, sentences=((0, len(report.text)),))

    monkeypatch.setattr(sys.modules["twosource.annotate"], "annotate", annotate)
    return seen


@pytest.fixture
def desk(tmp_path, annotator):
    with twosource.open(tmp_path / "a.desk") as opened:
        yield opened


def told(desk):
    return codec.to_json(desk.account())


def test_a_second_read_annotates_nothing(desk, annotator):
    first = desk.read([STORM, VOTE])
    assert (first.added, first.known, first.annotated) == (2, 0, 2)
    account = told(desk)
    again = desk.read([STORM, VOTE])
    assert (again.added, again.known, again.annotated) == (0, 2, 0)
    assert annotator == ["r1", "r2"]
    assert told(desk) == account
    assert desk.counts() == {"report": 2, "alias": 0, "annotation": 2, "set_aside": 0, "story": 2}


def test_what_was_told_stays_told_when_more_comes(desk, annotator):
    desk.read([STORM])
    before = desk.account().stories
    desk.read([VOTE])
    assert set(before) <= set(desk.account().stories)
    assert annotator == ["r1", "r2"]


@pytest.mark.parametrize(
    "again", [{"id": "other"}, {"url": "https://herald.example/1"}, {"id": "other", "url": "https://x.example"}]
)
def test_the_same_content_under_another_id_or_address_is_known(desk, annotator, again):
    desk.read([STORM])
    for _ in range(2):
        assert desk.read([STORM | again]).known == 1
    assert annotator == ["r1"]
    assert desk.counts()["alias"] == 1


def test_changed_text_under_the_same_id_is_a_later_version_and_both_are_kept(desk):
    desk.read([STORM])
    intake = desk.read([STORM | {"text": "A storm hit the port of Kotka on Monday. Three people died."}])
    assert (intake.added, intake.revised) == (1, 1)
    assert [a.report.id for a in desk.annotations()] == ["r1", "r1~2"]
    assert desk.read([STORM | {"text": "Four died."}]).revised == 1
    assert [a.report.id for a in desk.annotations()] == ["r1", "r1~2", "r1~3"]


def test_changed_text_under_the_same_address_is_a_later_version(desk):
    url = "https://herald.example/1"
    desk.read([STORM | {"url": url}])
    assert desk.read([{"text": "Two died in Kotka.", "url": url}]).revised == 1


def test_what_was_changed_stands_in_the_account(desk):
    url = "https://herald.example/1"
    desk.read([STORM | {"url": url}])
    desk.read([STORM | {"url": url, "id": "r9", "text": STORM["text"].replace("Two", "Three")}])
    (revision,) = [r for s in desk.account().stories for r in s.revisions]
    assert (revision.report, revision.of) == ("r9", "r1")
    assert [STORM["text"][slice(*e.there)] for e in revision.edits] == ["Two"]
    assert [a.report.revises for a in desk.annotations()] == [None, "r1"]


def test_changed_text_under_an_alias_is_a_later_version(desk):
    desk.read([STORM, STORM | {"id": "alias"}])
    assert desk.read([STORM | {"id": "alias", "text": "Three people died."}]).revised == 1


def test_another_outlets_report_with_the_same_id_is_another_report(desk):
    desk.read([STORM])
    intake = desk.read([VOTE | {"id": "r1"}])
    assert (intake.added, intake.revised) == (1, 0)
    assert [a.report.id for a in desk.annotations()] == ["r1", "r1~2"]


@pytest.mark.parametrize("pair", [("a_b", "axb~2"), ("a%", "ab~2"), ("r1", "r1~2")])
def test_ids_are_compared_letter_by_letter(desk, pair):
    one, other = pair
    assert desk.read([STORM | {"id": other}, VOTE | {"id": one, "outlet": "Herald"}]).revised == 0
    assert sorted(a.report.id for a in desk.annotations()) == sorted(pair)


def test_reports_that_cannot_be_read_are_set_aside_and_listed(desk):
    intake = desk.read([{"title": "no body"}, STORM, SetAside("a.txt", "binary data, not text")])
    assert [s.where for s in intake.set_aside] == ["report 1", "a.txt"]
    assert {s.where for s in desk.set_aside()} == {"report 1", "a.txt"}
    assert intake.added == 1


def test_a_report_that_breaks_an_annotator_is_set_aside_until_it_can_be_annotated(desk, monkeypatch):
    def broken(report):
        raise ValueError("no luck")

    module = __import__("sys").modules["twosource.annotate"]
    with monkeypatch.context() as m:
        m.setattr(module, "annotate", broken)
        intake = desk.read([STORM])
    assert intake.set_aside == (SetAside("r1", "could not be annotated: ValueError: no luck"),)
    assert desk.set_aside() == list(intake.set_aside)
    monkeypatch.setattr(desks, "MADE_BY", "twosource 99")
    assert desk.read([], refresh=True).annotated == 1
    assert desk.set_aside() == []


def test_a_story_that_breaks_the_weighing_is_set_aside_and_tried_again(desk, monkeypatch):
    def broken(story, overrides, kept):
        if story.reports == ("r1",):
            raise ValueError("no luck")
        return weigh(story, overrides, kept)

    weigh = sys.modules["twosource.weigh"].weigh
    with monkeypatch.context() as m:
        m.setattr(sys.modules["twosource.weigh"], "weigh", broken)
        intake = desk.read([STORM, VOTE])
        assert intake.set_aside == (SetAside("s-r1", "could not be linked and weighed: ValueError: no luck"),)
        assert [s.id for s in desk.account().stories] == ["s-r2"]
    assert [s.id for s in desk.account().stories] == ["s-r1", "s-r2"]
    assert desk.set_aside() == []


def test_refresh_annotates_what_another_version_made(desk, annotator, monkeypatch):
    desk.read([STORM, VOTE])
    assert desk.read([], refresh=True).annotated == 0
    monkeypatch.setattr(desks, "MADE_BY", "twosource 99")
    assert desk.read([]).annotated == 0
    assert desk.read([], refresh=True).annotated == 2
    assert annotator == ["r1", "r2"] * 2
    made_by = {m for (m,) in sqlite3.connect(desk.path).execute("SELECT made_by FROM annotation UNION SELECT made_by FROM story")}
    assert made_by == {"twosource 99"}


def test_every_derived_row_says_what_made_it(desk):
    desk.read([STORM])
    rows = sqlite3.connect(desk.path).execute("SELECT made_by FROM annotation UNION ALL SELECT made_by FROM story").fetchall()
    assert len(rows) == 2
    assert all(made.startswith(f"twosource {twosource.__version__}, en_core_web_sm 3.8.0, models ") for (made,) in rows)


def test_annotations_that_cannot_be_read_any_more_say_how_to_make_them_anew(desk):
    desk.read([STORM])
    db = sqlite3.connect(desk.path)
    db.execute("UPDATE annotation SET record = ?, made_by = 'twosource 0.0.1'", (codec.pack({"report": {"id": 3}}),))
    db.commit()
    with pytest.raises(twosource.NotADeskError, match="twosource read --refresh --desk"):
        desk.annotations()
    desk.read([], refresh=True)
    assert desk.account().stories


def test_the_order_of_arrival_changes_nothing_but_the_order(tmp_path, annotator):
    accounts = []
    for n, order in enumerate([(STORM, VOTE, RAIL), (RAIL, STORM, VOTE)]):
        with twosource.open(tmp_path / f"{n}.desk") as desk:
            desk.read(order)
            accounts.append(told(desk))
    assert accounts[0] == accounts[1]


def test_a_story_that_gets_another_name_leaves_none_behind(desk):
    desk.read([STORM, VOTE])
    earlier = STORM | {"id": "r0", "published": "2031-01-13", "outlet": "Post"}
    desk.read([earlier])
    assert [story.id for story in desk.account().stories] == ["s-r0", "s-r2"]


def test_a_story_of_too_many_texts_says_that_it_may_depend_on_their_order(desk, monkeypatch):
    monkeypatch.setattr("twosource.link.stories.index.CROWD", 2)
    desk.read([STORM | {"id": f"r{k}", "text": STORM["text"] + f" Pier {k} is shut."} for k in range(4)] + [VOTE])
    said = {
        len(story.reports): [gap.reason for gap in story.abstained if gap.field == "reports"] for story in desk.account().stories
    }
    assert said[1] == []
    assert "may depend on their order" in said[4][0]


def test_overrides_are_replayed_and_a_bad_file_is_named_before_any_work(desk, annotator):
    path = desk.path.with_name("a.desk.overrides.toml")
    path.write_text("[[merge]]\nstatement = 'x'\n")
    with pytest.raises(BadOverridesError, match=r"a\.desk\.overrides\.toml: entry 1"):
        desk.read([STORM])
    assert annotator == []
    path.write_text("[[split]]\nstatement = 'x'\n")
    assert desk.read([STORM]).annotated == 1


# --- files ---------------------------------------------------------------------------


def test_a_file_that_is_not_a_database_is_no_desk(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("Notes on a storm. " * 100)
    with pytest.raises(twosource.NotADeskError, match=r"notes\.txt: not a desk"):
        twosource.open(path)
    assert path.read_text().startswith("Notes")


def test_another_programs_database_is_no_desk_and_stays_untouched(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE story (x)")
    before = path.read_bytes()
    with pytest.raises(twosource.NotADeskError, match="other program"):
        twosource.open(path)
    assert path.read_bytes() == before


def test_a_desk_of_a_newer_format_is_refused(tmp_path):
    path = tmp_path / "a.desk"
    twosource.open(path).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version=99")
    with pytest.raises(twosource.NotADeskError, match=f"desk format 99, known is {store.SCHEMA_VERSION}"):
        twosource.open(path)


@pytest.mark.parametrize("name", ["", "no/such/folder/a.desk"])
def test_a_place_where_no_desk_can_be_is_said(tmp_path, name):
    with pytest.raises(twosource.NotADeskError, match="unable to open"):
        twosource.open(tmp_path / name)


def test_readers_go_on_while_a_writer_writes(desk):
    desk.read([STORM])
    with twosource.open(desk.path) as reader, store.writing(desk._db):  # noqa: SLF001 - a transaction held open
        desk._db.execute("DELETE FROM story")  # noqa: SLF001
        assert reader.counts()["story"] == 1


# --- killed --------------------------------------------------------------------------


class Killed(BaseException):
    """The process dies at this statement."""


def test_killed_at_any_statement_a_run_goes_on_and_ends_alike(tmp_path, annotator, monkeypatch):
    """One statement to the database after another is the last one: the next run makes up for it."""
    reports = [STORM, VOTE, STORM | {"id": "alias"}, STORM | {"text": "Three people died in Kotka."}, {"title": "no body"}]
    with twosource.open(tmp_path / "whole.desk") as desk:
        desk.read(reports)
        whole, counts = told(desk), desk.counts()

    left = [float("inf")]
    opened = []

    class Dying(sqlite3.Connection):
        def execute(self, *args):
            left[0] -= 1
            if left[0] <= 0:
                raise Killed
            return super().execute(*args)

    def open_file(*args, **options):
        opened.append(plain(*args, **options, factory=Dying))
        return opened[-1]

    plain = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", open_file)
    for last in range(1, 500, 3):  # every third statement: a run has 13 a report, so that each kind has its turn
        path, left[0] = tmp_path / f"{last}.desk", last
        try:
            twosource.open(path).read(reports)
        except Killed:
            left[0] = float("inf")
            opened.pop().close()  # the system closes a dead process's files; what was not committed is gone
        else:
            break
        with twosource.open(path) as again:
            again.read(reports)
            assert told(again) == whole
            assert again.counts() == counts
    assert last > 40


def test_a_new_report_has_only_its_own_story_weighed_again(desk, monkeypatch):
    desk.read([STORM, VOTE])
    weighed = []
    real = desks._weighed  # noqa: SLF001 - what is counted is the work, not the result
    monkeypatch.setattr(desks, "_weighed", lambda name, *rest: weighed.append(name) or real(name, *rest))
    desk.read([RAIL])
    assert weighed == ["s-r3"]
    desk.account()
    assert weighed == ["s-r3"]


def test_a_desk_of_an_older_format_says_what_to_do(tmp_path, desk):
    with sqlite3.connect(desk.path) as db:
        db.execute("PRAGMA user_version=1")
    with pytest.raises(twosource.NotADeskError, match="read its reports into a new one"):
        twosource.open(desk.path)


def test_a_desk_of_the_format_before_is_brought_up_to_date(desk):
    from twosource.link import stories

    desk.read([STORM, VOTE])
    before = told(desk)
    with sqlite3.connect(desk.path) as db:
        (kept,) = db.execute("SELECT record FROM grouping").fetchone()
        texts, *rest = msgspec.msgpack.decode(kept, strict=False)
        older = [{name: row[:5] for name, row in texts.items()}, *rest, ["s-1"], [["s-1", "s-2", "r1", "merged"]]]
        db.execute("UPDATE grouping SET record = ?", (msgspec.msgpack.encode(older),))
        db.execute("CREATE TABLE trace (story TEXT, became TEXT)")
        db.execute("PRAGMA user_version=3")
    with twosource.open(desk.path) as again:
        assert told(again) == before
        assert again.read([STORM | {"id": "r9", "outlet": "Post"}]).added == 1
        assert sorted(len(story.reports) for story in again.account().stories) == [1, 2]
    with sqlite3.connect(desk.path) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (store.SCHEMA_VERSION,)
        assert db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'trace'").fetchone() == (0,)
        (record,) = db.execute("SELECT record FROM grouping").fetchone()
    assert len(stories.unpack(record).texts) == 2


def test_what_was_read_together_is_kept_and_not_read_again(tmp_path, monkeypatch):
    def report(outlet, words, hour):
        return {"outlet": outlet, "published": f"2031-05-05T{hour}:00Z", "title": "Bridge falls in Olten", "text": words}

    said = "Twelve people died when the bridge in Olten fell on Monday, {} said. Divers searched the river for survivors."
    reports = [report("Herald", said.format("the fire service"), "08"), report("Post", said.format("the hospital"), "09")]
    reports[1]["text"] = (
        "OLTEN - A hospital in Olten said 12 people were killed on Monday when a bridge collapsed into the river."
    )
    monkeypatch.setattr(desks, "MADE_BY", "twosource 1")
    with twosource.open(tmp_path / "a.desk") as desk:
        desk.read(reports)
        first = told(desk)
    with sqlite3.connect(tmp_path / "a.desk") as db:
        (kept,) = db.execute("SELECT count(*) FROM reading").fetchone()
    assert kept
    monkeypatch.setattr(sys.modules["twosource.weigh.together"], "_answers", None)
    monkeypatch.setattr(desks, "MADE_BY", "twosource 2")  # every story is linked and weighed anew
    with twosource.open(tmp_path / "a.desk") as desk:
        assert told(desk) == first
