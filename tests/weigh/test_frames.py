"""How outlets name the same act, and what they leave out."""

from byhand import line, story, told

from twosource.weigh import weigh


def test_words_are_counted_by_outlet_and_ranked_by_how_unlike_they_are():
    one = story(
        told("The Post", line("Riots broke out at the port.", "the police"), line("Trade fell.", "the bank", event="e2")),
        told("The Echo", line("Protests broke out at the port.", "the union"), line("Trade fell.", "the bank", event="e2")),
    )
    (frame,) = weigh(one).frames
    assert {outlet: [(w.text, w.count) for w in words] for outlet, words in frame.words.items()} == {
        "The Post": [("riots", 1)],
        "The Echo": [("protests", 1)],
    }
    assert frame.unlike == 1
    word = frame.words["The Post"][0]
    text = next(a.report.text for a in one.annotations if a.report.id == word.report)
    assert word.span is not None
    assert text[slice(*word.span)].casefold() == word.text


def test_what_most_outlets_tell_and_one_does_not_is_left_out():
    both = (line("Riots broke out.", "the police"), line("Four were hurt.", "the hospital", event="e2"))
    one = story(told("The Post", *both), told("The Echo", *both), told("The Sun", both[0]))
    assert [(o.outlet, o.event) for o in weigh(one).omissions] == [("The Sun", "e2")]
