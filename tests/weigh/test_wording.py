"""A language model may word the brief; what its receipts do not hold is dropped. A stub on this machine plays the model."""

import json
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import pytest
from byhand import line, story, told

from twosource.tell.wording import Endpoint, endpoint, keeps, reword, sentences
from twosource.weigh import weigh
from twosource.weigh.support import supported

ONE = story(
    told("The Post", line("Four people died in Bergvik on Monday.", "the police")),
    told("The Echo", line("The road to Bergvik is shut until Friday.", "the mayor", event="e2")),
)
BY_ID = {a.report.id: a for a in ONE.annotations}
BRIEF = weigh(ONE).brief


@pytest.fixture
def model():
    """An endpoint that answers with `answers`, in turn; it keeps what it was asked."""

    class Stub(BaseHTTPRequestHandler):
        answers: ClassVar[list[str]] = []
        asked: ClassVar[list[tuple[str, dict]]] = []

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.asked.append((self.headers.get("Authorization", ""), body))
            answer = self.answers[(len(self.asked) - 1) % len(self.answers)]
            self.send_response(200)
            self.end_headers()
            self.wfile.write(
                answer.encode()
                if answer.startswith("!")
                else json.dumps({"choices": [{"message": {"content": answer}}]}).encode()
            )

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Stub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Endpoint(f"http://127.0.0.1:{server.server_port}/v1", "a-model", "secret", 5), Stub
    server.shutdown()
    server.server_close()


def test_what_the_receipts_hold_is_taken(model):
    asked, stub = model
    stub.answers = ["Four people died in Bergvik on Monday, the police alone say."]
    lines = [one for one in BRIEF if "died" in one.text]
    (worded,) = reword(lines, BY_ID, asked)
    assert worded.text == stub.answers[0]
    assert worded.receipts == lines[0].receipts
    assert stub.asked[0][0] == "Bearer secret"
    assert stub.asked[0][1]["model"] == "a-model"


@pytest.mark.parametrize(
    "made_up", ["Five people died in Bergvik.", "Four people died in Oslo.", "Four died on 3 May.", "", "!no json"]
)
def test_what_they_do_not_hold_is_dropped(model, made_up):
    asked, stub = model
    stub.answers = [made_up]
    assert reword(BRIEF, BY_ID, asked) == BRIEF
    assert all(supported(one, BY_ID) for one in BRIEF)


def test_a_sentence_that_is_not_held_is_dropped_and_the_rest_stands(model):
    asked, stub = model
    stub.answers = ["Four people died in Bergvik on Monday, the police alone say. Their bus had left Oslo at dawn."]
    (worded,) = reword([one for one in BRIEF if "died" in one.text], BY_ID, asked)
    assert worded.text == "Four people died in Bergvik on Monday, the police alone say."
    assert worded.worded_by == "a-model"


@pytest.mark.parametrize(
    ("line", "text", "kept"),
    [
        ("According to the police alone: “four died”.", "Four died, the police say.", True),
        ("According to the police alone: “four died”.", "Four died.", False),
        ("Denied by the union: “the gate was shut”.", "The union denies that the gate was shut.", True),
        ("Denied by the union: “the gate was shut”.", "The union says that the gate was shut.", False),
        ("Denied by the union: “the gate was shut”.", "It is denied that the gate was shut.", False),
        ("Two independent sources tell of this: “four died”.", "Two independent sources say that four died.", True),
        ("Two independent sources tell of this: “four died”.", "Four died.", False),
        ("Sources disagree on the figure: “4” (the mayor) against “5” (the union).", "The mayor says 4 but the union 5.", True),
        ("Sources disagree on the figure: “4” (the mayor) against “5” (the union).", "The mayor says 4, the union 5.", False),
        ("Sources disagree on the figure: “4” (the mayor) against “5” (the union).", "Some say 4 but others 5.", False),
        ("According to the police alone: “four died”.", "The police say that nobody died.", False),
        ("According to the police alone: “nobody died”.", "The police say that people died.", False),
    ],
)
def test_another_wording_keeps_who_says_so_and_every_doubt(line, text, kept):
    assert keeps(line, text) is kept


def test_sentences_end_where_they_end():
    assert sentences("Dr. A. Berg said “It is done.” At 4.20 p.m. they left. Why?") == [
        "Dr. A. Berg said “It is done.”",
        "At 4.20 p.m. they left.",
        "Why?",
    ]
    assert sentences("") == []


def test_a_model_that_does_not_answer_is_not_asked_for_ever(model):
    asked, stub = model
    stub.answers = ["!no json"]
    assert reword(BRIEF * 3, BY_ID, asked) == BRIEF * 3
    assert len(stub.asked) == 2


def test_no_endpoint_no_harm():
    assert reword(BRIEF, BY_ID, Endpoint("http://127.0.0.1:9/v1", "m", seconds=1)) == BRIEF
    assert reword(BRIEF, BY_ID, Endpoint("file:///etc", "m")) == BRIEF


def test_the_key_comes_from_the_environment(monkeypatch):
    monkeypatch.delenv("TWOSOURCE_LLM_KEY", raising=False)
    assert endpoint("http://127.0.0.1:1/v1", "m") == Endpoint("http://127.0.0.1:1/v1", "m", "")
    monkeypatch.setenv("TWOSOURCE_LLM_KEY", "secret")
    assert endpoint("http://127.0.0.1:1/v1", "m").key == "secret"


def test_one_is_a_count_and_network_holds_no_two():
    many = next(one for one in BRIEF if "Four people" in one.text)
    assert not supported(replace(many, text="According to the police alone, one of the people died in Bergvik."), BY_ID)
    told_by_two = "Two independent sources tell of this: “the network failed” (Police); “the network was cut” (Fingrid)."
    assert not keeps(told_by_two, "Police and Fingrid tell that the network failed.")
    assert keeps(told_by_two, "Police and Fingrid, two independent sources, tell that the network failed.")
