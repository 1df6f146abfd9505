"""A language model may word the brief; what its receipts do not hold is dropped. A stub on this machine plays the model."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import pytest
from byhand import line, story, told

from twosource.weigh import weigh
from twosource.weigh.support import supported
from twosource.weigh.wording import Endpoint, from_environment, reword

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
    endpoint, stub = model
    stub.answers = ["Four people died in Bergvik on Monday, the police alone say."]
    lines = [one for one in BRIEF if "died" in one.text]
    (worded,) = reword(lines, BY_ID, endpoint)
    assert worded.text == stub.answers[0]
    assert worded.receipts == lines[0].receipts
    assert stub.asked[0][0] == "Bearer secret"
    assert stub.asked[0][1]["model"] == "a-model"


@pytest.mark.parametrize(
    "made_up", ["Five people died in Bergvik.", "Four people died in Oslo.", "Four died on 3 May.", "", "!no json"]
)
def test_what_they_do_not_hold_is_dropped(model, made_up):
    endpoint, stub = model
    stub.answers = [made_up]
    assert reword(BRIEF, BY_ID, endpoint) == BRIEF
    assert all(supported(one, BY_ID) for one in BRIEF)


def test_no_endpoint_no_harm():
    assert reword(BRIEF, BY_ID, Endpoint("http://127.0.0.1:9/v1", "m", seconds=1)) == BRIEF
    assert reword(BRIEF, BY_ID, Endpoint("file:///etc", "m")) == BRIEF


def test_it_is_off_by_default(monkeypatch):
    for name in ("TWOSOURCE_LLM_URL", "TWOSOURCE_LLM_MODEL", "TWOSOURCE_LLM_KEY"):
        monkeypatch.delenv(name, raising=False)
    assert from_environment() is None
    monkeypatch.setenv("TWOSOURCE_LLM_URL", "http://127.0.0.1:1/v1")
    assert from_environment() is None
    monkeypatch.setenv("TWOSOURCE_LLM_MODEL", "m")
    assert from_environment() == Endpoint("http://127.0.0.1:1/v1", "m", "")
