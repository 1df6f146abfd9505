"""The command line: what it prints where, and how it ends."""

import json
import os
import pty
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from click.testing import CliRunner

import twosource
from twosource import codec
from twosource.cli import main

STORM = "A storm hit Kotka on Monday. Two people died, the coast guard said."
COMMANDS = ["annotate", "read", "account", "page", "explain", "desk"]


def run(*args, given=None):
    return CliRunner().invoke(main, [str(a) for a in args], input=given)


def words(*args):
    return [sys.executable, "-m", "twosource", *map(str, args)]


@pytest.fixture
def reports(tmp_path):
    path = tmp_path / "reports.jsonl"
    rows = [{"id": "r1", "outlet": "Herald", "published": "2031-01-14", "text": STORM}]
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


@pytest.fixture
def broken(tmp_path):
    path = tmp_path / "broken.jsonl"
    path.write_text(json.dumps({"id": "r1", "text": STORM}) + "\n{broken\n" + json.dumps({"text": ""}))
    return path


# --- what goes well -------------------------------------------------------------------


def test_help_lists_the_verbs_in_the_order_of_the_flow_with_examples():
    text = run("--help").stdout
    places = [text.index(f"\n  {name} ") for name in COMMANDS]
    assert places == sorted(places)
    for name in COMMANDS:
        told = run(name, "-h").stdout
        assert "Example" in told
        assert f"twosource {name}" in told
    assert all(ending in run("read", "-h").stdout for ending in (".txt", ".jsonl", ".json", ".csv", ".tsv", "fundus"))


@pytest.mark.parametrize("name", [None, *COMMANDS])
def test_help_keeps_the_lines_of_its_examples_and_shows_no_marks_of_its_own(name):
    told = run(*filter(None, [name]), "--help").stdout
    assert all(c.isprintable() or c == "\n" for c in told)
    assert "\\b" not in told
    examples = re.findall(r"^ +(?:curl … \| )?twosource [a-z]+ .*", told, re.MULTILINE)
    assert examples
    assert all(line.count("twosource ") == 1 for line in examples)


def test_version():
    assert run("--version").stdout == f"twosource {twosource.__version__}\n"


def test_annotate_writes_json_lines_and_nothing_else(reports):
    done = run("annotate", reports)
    assert done.exit_code == 0
    (row,) = map(json.loads, done.stdout.splitlines())
    assert row["text"] == STORM
    assert done.stderr == ""


def test_annotate_to_a_file(reports, tmp_path):
    target = tmp_path / "out.jsonl"
    assert run("annotate", reports, "--to", target).stdout == ""
    assert json.loads(target.read_text())["id"] == "r1"
    assert not list(tmp_path.glob("*.part"))


def test_annotate_may_write_over_what_it_reads(reports):
    assert run("annotate", reports, "--to", reports).exit_code == 0
    assert json.loads(reports.read_text())["sentences"]


def test_a_reports_own_field_set_aside_is_a_field_like_any_other(tmp_path):
    path = tmp_path / "reports.jsonl"
    rows = [{"id": "r1", "text": STORM, "set_aside": True}, {"id": "r2", "text": STORM, "set_aside": "x", "reason": "y"}]
    path.write_text("\n".join(map(json.dumps, rows)))
    done = run("annotate", path)
    assert (done.exit_code, done.stderr) == (0, "")
    assert [(row["id"], row["set_aside"], row.get("reason")) for row in map(json.loads, done.stdout.splitlines())] == [
        ("r1", True, None),
        ("r2", "x", "y"),
    ]


def test_standard_input():
    done = run("annotate", "-", given=json.dumps({"id": "r9", "text": STORM}))
    assert json.loads(done.stdout)["id"] == "r9"


def test_read_then_account_page_explain_desk(reports, tmp_path):
    desk = tmp_path / "a.desk"
    done = run("read", reports, "--desk", desk)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "1 added, 0 already there, 1 annotated\n")
    assert run("read", reports, "--desk", desk).stderr == "0 added, 1 already there, 0 annotated\n"

    (story,) = json.loads(run("account", "--desk", desk).stdout)["stories"]
    assert story["reports"] == ["r1"]
    assert "Herald r1[" in run("account", "--desk", desk, "--format", "text").stdout
    assert json.loads(run("account", "--desk", desk, "--story", story["id"]).stdout)["stories"] == [story]

    page = tmp_path / "a.html"
    assert run("page", "--desk", desk, "--to", page).stdout == f"{page}\n"
    assert "coast guard" in page.read_text()

    event = story["events"][0]
    assert event["standing"] in run("explain", desk, event["id"]).stdout

    listed = run("desk", "--desk", desk).stdout
    assert "1 report\n" in listed
    assert story["id"] in listed


def test_read_ends_with_what_was_not_read_of_the_reports(tmp_path):
    path, desk = tmp_path / "reports.jsonl", tmp_path / "a.desk"
    rows = [
        {"id": "r1", "text": STORM, "published": "soon", "outlet": ["A"]},
        {"id": True, "text": STORM + " Again.", "published": "2031-02-30"},
        {"id": "r3", "text": STORM + " Once more.", "published": "Mon, 13 Jan 2031 14:00:00 CET"},
    ]
    path.write_text("\n".join(map(json.dumps, rows)))
    said = run("read", path, "--desk", desk).stderr
    assert said == (
        "3 added, 0 already there, 3 annotated; "
        "not read: id of 1 report, outlet of 1 report, date of 2 reports; in doubt: date of 1 report\n"
    )
    assert run("read", path, "--desk", desk).stderr == "0 added, 3 already there, 0 annotated\n"


def test_one_is_no_plural(reports, tmp_path):
    desk = tmp_path / "a.desk"
    run("read", reports, "--desk", desk)
    reports.write_text(reports.read_text().replace("Two people", "Three people"))
    assert run("read", reports, "--desk", desk).stderr == "1 added, 0 already there, 1 annotated, 1 new version\n"
    listed = run("desk", "--desk", desk).stdout
    assert "2 reports\n" in listed
    assert "1 story\n" in listed
    assert run("account", "--desk", desk, "--format", "text").stdout.splitlines()[2].startswith("2 reports, ")


def test_the_desk_is_only_read_and_says_what_waits(reports, tmp_path, monkeypatch):
    from twosource.desk import Desk, store
    from twosource.read import report_of

    path = tmp_path / "a.desk"
    run("read", reports, "--desk", path)
    rows = [{"id": f"r{n}", "text": f"{STORM} It was number {n}."} for n in (2, 3)]
    with twosource.open(path) as desk:
        for row in rows:
            desk._take_in(report_of(row))  # noqa: SLF001 - as a run leaves it that is killed here
    before = path.read_bytes()
    monkeypatch.setattr(Desk, "account", None)
    waits = f"reports that wait: 2 to be annotated; `twosource account --desk {path}` does it, and tells the account\n"
    listed = run("desk", "--desk", path)
    assert listed.exit_code == 0
    assert waits in listed.stdout
    assert "s-r1  2031-01-14     1 report  " in listed.stdout
    assert path.read_bytes() == before

    (tmp_path / "a.desk.overrides.toml").write_text("")  # no judgement is no change
    with twosource.open(path) as desk:
        assert desk.waiting() == (2, 0)
        store.mark_stale(desk._db, "r1")  # noqa: SLF001 - as above
        assert desk.waiting() == (2, 1)
    assert "2 to be annotated and 1 to be linked" in run("desk", "--desk", path).stdout


# --- what goes wrong ------------------------------------------------------------------


def test_status_1_when_some_reports_are_set_aside_and_the_rest_is_done(broken, tmp_path):
    for verb in (["annotate", broken], ["read", broken, "--desk", tmp_path / "a.desk"]):
        done = run(*verb)
        assert done.exit_code == 1
        assert f"set aside: {broken}:2: not JSON" in done.stderr
        assert f"set aside: {broken}:3: the text is empty" in done.stderr
    assert done.stderr.endswith("1 added, 0 already there, 1 annotated, 2 set aside\n")
    listed = run("desk", "--desk", tmp_path / "a.desk", "--set-aside")
    assert listed.stdout.splitlines()[0].startswith(f"{broken}:2: not JSON")
    assert listed.exit_code == 0


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["annotate"], "Missing argument 'REPORTS...'"),
        (["annotate", "gone.jsonl"], "no such file or folder: gone.jsonl"),
        (["read", "--desk", "a.desk"], "name the reports to read"),
        (["read", "here.txt"], "Missing option '--desk'"),
        (["read", "gone.jsonl", "--desk", "a.desk"], "no such file or folder: gone.jsonl"),
        (["read", "here.txt", "--desk", "no/such/a.desk"], "no/such/a.desk: there is no folder no/such: make it first"),
        (["read", "here.txt", "--desk", "here.txt"], "here.txt: not a desk"),
        (["account", "--desk", "gone.desk"], "no desk at gone.desk: `twosource read REPORTS… --desk gone.desk` makes one"),
        (["account", "--desk", "here.txt"], "here.txt: not a desk"),
        (["account", "--desk", "a.desk", "--format", "pdf"], "'pdf' is not one of"),
        (["account", "--desk", "empty.desk", "--story", "s-1"], "no story 's-1' on this desk: `twosource desk"),
        (["page", "--desk", "empty.desk", "--story", "s-1", "--to", "x.html"], "no story 's-1'"),
        (["page", "--desk", "empty.desk", "--to", "no/such/x.html"], "no/such/x.html: there is no folder no/such: make it first"),
        (["explain", "empty.desk", "e-1"], "no event 'e-1' on this desk"),
        (["account", "--desk", "newer.desk"], "newer Twosource"),
        (["account", "--desk", "judged.desk"], "judged.desk.overrides.toml: unknown entry [[fix]]"),
        (["annotate", "here.txt", "--to", "no/such/x.jsonl"], "no/such/x.jsonl: there is no folder no/such: make it first"),
        (["annotate", "here.txt", "--to", "x" * 255], "x: File name too long"),
        (["reed"], "No such command 'reed'"),
    ],
)
def test_status_2_when_the_call_is_wrong(tmp_path, monkeypatch, args, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here.txt").write_text(STORM)
    for name in ("empty.desk", "newer.desk", "judged.desk"):
        twosource.open(name).close()
    with sqlite3.connect("newer.desk") as db:
        db.execute("PRAGMA user_version=9")
    (tmp_path / "judged.desk.overrides.toml").write_text("[[fix]]\n")
    done = run(*args)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_a_failed_run_leaves_the_target_as_it_was(tmp_path, monkeypatch, reports):
    from twosource import flow

    target = tmp_path / "out.jsonl"
    target.write_text("before")
    monkeypatch.setattr(flow, "annotate_each", lambda _: 1 / 0)
    assert run("annotate", reports, "--to", target).exit_code != 0
    assert target.read_text() == "before"
    assert not list(tmp_path.glob("*.part"))


def test_a_stop_by_hand_says_that_the_call_can_go_on(tmp_path, monkeypatch, reports):
    from twosource.desk import Desk

    def stopped(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(Desk, "read", stopped)
    done = run("read", reports, "--desk", tmp_path / "a.desk")
    assert done.exit_code == 130
    assert "goes on from there" in done.stderr


def test_hostile_titles_ids_and_reasons_reach_no_terminal(tmp_path):
    hostile = "\x1b]0;owned\x07\u202e"
    path, desk = tmp_path / "reports.jsonl", tmp_path / "a.desk"
    rows = [{"id": f"r1{hostile}", "title": f"Storm {hostile}", "text": STORM}, {"id": f"r2{hostile}", "title": "no text"}]
    path.write_text("\n".join(map(json.dumps, rows)))
    odd = tmp_path / f"a{hostile}.xyz{hostile}"
    odd.write_text("x")
    done = [run("read", path, odd, "--desk", desk), run("desk", "--desk", desk), run("desk", "--desk", desk, "--set-aside")]
    done.append(run("account", "--desk", desk, "--format", "text"))
    assert "Storm" in done[1].stdout
    assert ".xyz" in done[2].stdout
    for shown in (piece for one in done for piece in (one.stdout, one.stderr)):
        assert not set(shown) & set(hostile[:1] + hostile[-2:])


def test_what_is_said_while_working_repaints_no_terminal(tmp_path):
    path = tmp_path / "reports.jsonl"
    path.write_text(json.dumps({"id": "r1\x1b[31m", "text": STORM}))
    verb = words("-v", "read", path, "--desk", tmp_path / "a.desk")
    assert "\x1b" not in subprocess.run(verb, capture_output=True, text=True, check=True).stderr


# --- -q and -v, terminals and pipes ---------------------------------------------------


@pytest.mark.parametrize("where", ["before", "after"])
def test_quiet_says_nothing_but_faults(reports, broken, tmp_path, where):
    def quiet(*verb):
        return run("-q", *verb) if where == "before" else run(*verb, "-q")

    assert quiet("read", reports, "--desk", tmp_path / "a.desk").stderr == ""
    assert quiet("read", broken, "--desk", tmp_path / "a.desk").stderr.count("set aside: ") == 2


def test_verbose_says_what_is_done_and_how_long_it_takes(reports, tmp_path):
    verb = words("read", reports, "--desk", tmp_path / "a.desk", "-v")
    lines = subprocess.run(verb, capture_output=True, text=True, check=True).stderr.splitlines()
    assert lines[0].startswith("annotated r1, 67 characters, in ")
    assert lines[1].startswith("story s-r1: 1 reports linked in ")
    assert lines[-1].startswith("done in ")


def test_verbose_may_stand_before_the_verb_too(reports, tmp_path, caplog):
    run("-v", "read", reports, "--desk", tmp_path / "a.desk")
    assert any(line.startswith("annotated r1, ") for line in caplog.messages)


def on_a_terminal(*verb):
    """What the command shows when standard error is a terminal."""
    main_end, other_end = pty.openpty()
    with subprocess.Popen(words(*verb), stderr=other_end, stdout=subprocess.DEVNULL) as done:
        os.close(other_end)
        shown = b""
        while True:
            try:
                piece = os.read(main_end, 4096)
            except OSError:  # Linux's way to say that the other end is closed
                break
            if not piece:
                break
            shown += piece
    os.close(main_end)
    assert done.returncode == 0
    return shown


def test_a_terminal_shows_progress_and_a_file_does_not(reports, tmp_path):
    shown = on_a_terminal("read", reports, "--desk", tmp_path / "a.desk")
    assert b"annotating" in shown
    assert b"1 added" in shown


def test_bringing_a_desk_up_to_date_shows_progress_too(reports, tmp_path):
    run("read", reports, "--desk", tmp_path / "a.desk")
    (tmp_path / "a.desk.overrides.toml").write_text("# looked at\n")  # the accounts rest on it: they are made anew
    assert b"linking and weighing" in on_a_terminal("account", "--desk", tmp_path / "a.desk")


def test_a_reader_that_goes_away_gets_no_traceback(reports, tmp_path):
    path = tmp_path / "a.desk"
    run("read", reports, "--desk", path)
    for verb in (["account", "--format", "text"], ["desk"]):
        with subprocess.Popen(words(*verb, "--desk", path), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as done:
            done.stdout.close()
            assert done.stderr.read() == b""
        assert done.returncode in {141, -signal.SIGPIPE}


# --- kill -9 --------------------------------------------------------------------------


def test_killed_in_the_middle_nothing_is_lost(tmp_path):
    """A real process, a real SIGKILL, twice: the third run ends with the account of one that was left alone."""
    rows = [
        {
            "id": f"r{n}",
            "outlet": f"Outlet {n}",
            "published": f"2031-0{n}-14",
            "text": f"{STORM} Port {n} was closed for {n} days.",
        }
        for n in range(1, 7)
    ]
    path, desk = tmp_path / "reports.jsonl", tmp_path / "a.desk"
    path.write_text("\n".join(map(json.dumps, rows)))
    for least in (1, 4):
        with subprocess.Popen(words("-q", "read", path, "--desk", desk)) as process:
            while process.poll() is None and _annotated(desk) < least:
                time.sleep(0.01)
            process.kill()
        assert _annotated(desk) >= least
    with twosource.open(desk) as again, twosource.open(tmp_path / "whole.desk") as whole:
        intake = again.read(rows)
        whole.read(rows)
        assert intake.annotated < len(rows)
        assert codec.to_json(again.account()) == codec.to_json(whole.account())
        assert again.counts() == whole.counts()


def _annotated(desk):
    if not desk.exists():
        return 0
    db = sqlite3.connect(desk, timeout=30)
    try:
        return db.execute("SELECT count(*) FROM annotation").fetchone()[0]
    except sqlite3.OperationalError:
        return 0
    finally:
        db.close()


# --- a model that words the brief -------------------------------------------------------


@pytest.fixture
def model():
    """A model on this machine that answers as it is told; it keeps what it was asked."""
    asked = []

    class Stub(BaseHTTPRequestHandler):
        answer = "Two people died, the coast guard says. A ship sank off Oslo."

        def do_POST(self):
            asked.append((self.headers.get("Authorization"), json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"choices": [{"message": {"content": self.answer}}]}).encode())

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Stub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1", asked
    server.shutdown()
    server.server_close()


@pytest.fixture
def told_desk(tmp_path):
    rows = [
        {
            "id": "r1",
            "outlet": "Herald",
            "published": "2031-01-14",
            "text": "Two people died in a storm at the harbour of Kotka, the coast guard said.",
        }
    ]
    path = tmp_path / "a.desk"
    with twosource.open(path) as desk:
        desk.read(rows)
    return path


def test_a_model_words_the_brief_and_what_is_not_held_is_dropped(told_desk, model, monkeypatch):
    url, asked = model
    monkeypatch.setenv("TWOSOURCE_LLM_KEY", "secret")
    (story,) = json.loads(run("account", "--desk", told_desk, "--reword", url, "--model", "m1").stdout)["stories"]
    assert story["brief"][0]["text"] == "Two people died, the coast guard says."
    assert story["brief"][0]["worded_by"] == "m1"
    assert asked[0][0] == "Bearer secret"
    assert asked[0][1]["model"] == "m1"
    assert "secret" not in json.dumps(story)
    text = run("account", "--desk", told_desk, "--format", "text", "--reword", url, "--model", "m1").stdout
    assert "Two people died, the coast guard says. (worded by m1)" in text


def test_the_page_says_who_worded_the_brief(told_desk, model, tmp_path):
    run("page", "--desk", told_desk, "--to", tmp_path / "a.html", "--reword", model[0], "--model", "<m1>")
    assert "worded by &lt;m1&gt;, checked against these passages" in (tmp_path / "a.html").read_text("utf-8")


def test_no_model_is_asked_unless_it_is_named(told_desk, model):
    (story,) = json.loads(run("account", "--desk", told_desk).stdout)["stories"]
    assert story["brief"][0]["worded_by"] is None
    assert model[1] == []


@pytest.mark.parametrize("verb", [("account", "--format", "text"), ("page", "--to", "x.html")])
def test_a_model_that_gives_no_answer_is_told_of_once(tmp_path, monkeypatch, verb):
    monkeypatch.chdir(tmp_path)
    told = [
        {"id": "r1", "published": "2031-01-14", "text": "Two people died in a storm at Kotka on Monday, the coast guard said."},
        {"id": "r2", "published": "2031-06-02", "text": "Voters in Sudria chose a new parliament on Sunday, officials said."},
    ]
    with twosource.open("a.desk") as desk:
        desk.read(told)
        assert sum(bool(s.brief) for s in desk.account().stories) == 2
    done = run(*verb, "--desk", "a.desk", "--reword", "http://127.0.0.1:9/v1", "--model", "m1")
    assert done.exit_code == 1
    (said,) = done.stderr.splitlines()
    assert said.startswith("the model at http://127.0.0.1:9/v1 gave no answer: ")
    assert said.endswith("; what it did not word stays in the brief's own words")
    assert "parliament" in (done.stdout if verb[0] == "account" else (tmp_path / "x.html").read_text("utf-8"))


@pytest.mark.parametrize(
    "half", [("--reword", "http://127.0.0.1:9/v1"), ("--model", "m"), ("--reword", "file:///x", "--model", "m")]
)
def test_half_a_model_is_a_wrong_call(told_desk, half):
    assert run("account", "--desk", told_desk, *half).exit_code == 2
