"""A person's judgement has an effect, and is shown as a person's."""

import pytest
from byhand import line, story, told

from twosource.weigh import weigh
from twosource.weigh.overrides import BadOverridesError, load

pytestmark = pytest.mark.usefixtures("plain_confirming")

ONE = story(
    told("The Post", line("Four people died in the crash.", "the police", what="killed", low=4), byline="Bergvik"),
    told("The Echo", line("Nine people died in the crash.", "the hospital", what="killed", low=9), published="2031-05-04T09:00"),
    told("The Sun", line("The road is shut.", "the mayor", event="e2")),
)
POST, ECHO, SUN = (s.id for s in ONE.statements)


def judged(tmp_path, words):
    path = tmp_path / "my.desk.overrides.toml"
    path.write_text(words, encoding="utf-8")
    return weigh(ONE, load(path))


def test_no_file_no_overrides(tmp_path):
    assert weigh(ONE, load(tmp_path / "none.toml")) == weigh(ONE)


def test_merge(tmp_path):
    account = judged(tmp_path, f'[[merge]]\nstatements = ["{POST}", "{SUN}"]')
    assert len(account.events) == 1
    assert account.events[0].by_hand == ("a person merged 2 statements into it",)


def test_split(tmp_path):
    account = judged(tmp_path, f'[[split]]\nstatement = "{ECHO}"')
    assert len(account.events) == 3
    assert [e.by_hand for e in account.events if ECHO in e.statements] == [("a person split it off",)]
    assert account.conflicts == ()


def test_rename(tmp_path):
    origin = next(o.id for o in weigh(ONE).origins if o.name == "the police")
    account = judged(tmp_path, f'[[rename]]\norigin = "{origin}"\nname = "Bergvik police"')
    assert "Bergvik police" in {o.name for o in account.origins}
    assert any("a person" in note for e in account.events for note in e.by_hand)


def test_an_origin_may_be_given_by_its_name_old_or_new(tmp_path):
    rename = '[[rename]]\norigin = "The Police"\nname = "Bergvik police"\n'
    for name in ("the police", "Bergvik Police"):
        account = judged(tmp_path, f'{rename}[[not_independent]]\norigins = ["{name}", "the hospital"]')
        assert "Bergvik police" in {o.name for o in account.origins}
        assert next(e for e in account.events if POST in e.statements).independent == 1


def test_dismiss(tmp_path):
    assert len(weigh(ONE).conflicts) == 1
    account = judged(tmp_path, f'[[dismiss]]\nstatements = ["{POST}", "{ECHO}"]')
    assert account.conflicts == ()
    assert any("a person" in note for e in account.events for note in e.by_hand)


def test_not_independent(tmp_path):
    account = judged(tmp_path, '[[not_independent]]\norigins = ["the police", "the hospital"]')
    event = next(e for e in account.events if POST in e.statements)
    assert event.independent == 1
    assert any("a person" in tie.reason for tie in event.ties)


def test_same_publisher(tmp_path):
    seen = line("Our reporter saw four houses burn.")
    one = story(told("The Post", seen, byline="Bergvik"), told("The Echo", seen, byline="Bergvik"))
    assert weigh(one).events[0].independent == 2
    path = tmp_path / "o.toml"
    path.write_text('[[same_publisher]]\noutlets = ["The Post", "The Echo"]', encoding="utf-8")
    (event,) = weigh(one, load(path)).events
    assert event.independent == 1
    assert any("a person" in tie.reason for tie in event.ties)


@pytest.mark.parametrize(
    "words",
    [
        "[[merg]]\nstatements = []",
        "[merge]\nstatements = []",
        "[[merge]]\nstatement = 'a'",
        "x = ",
        "merge = [1]",
        "[[merge]]\nstatements = 'ab'",
        "[[merge]]\nstatements = ['ab', 'ab']",
        "[[rename]]\norigin = 'ab'\nname = ' '",
    ],
)
def test_faults_are_named(tmp_path, words):
    path = tmp_path / "o.toml"
    path.write_text(words, encoding="utf-8")
    with pytest.raises(BadOverridesError, match=r"o\.toml"):
        load(path)
