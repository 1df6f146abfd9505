"""The example world from end to end: what must hold whatever the models make of single sentences."""

from twosource.link import link
from twosource.weigh import weigh
from twosource.weigh.brief import supported


def test_every_statement_stands_in_one_event_and_has_an_origin(ferry_account):
    told = [i for e in ferry_account.events for i in e.statements]
    assert sorted(told) == sorted(s.id for s in ferry_account.statements)
    origins = {o.id for o in ferry_account.origins}
    assert all(s.origin in origins for s in ferry_account.statements)
    assert all(set(e.origins) <= origins and 1 <= e.independent <= max(1, len(e.origins)) for e in ferry_account.events)


def test_one_text_under_two_names_corroborates_nothing(ferry_account):
    """NewsRaft carries Nordtel's report of the strike word for word: what only these two tell has one source."""
    said = {s.id: s for s in ferry_account.statements}
    only = [e for e in ferry_account.events if {said[i].report for i in e.statements} <= {"r04", "r12"}]
    shared = [e for e in only if {said[i].report for i in e.statements} == {"r04", "r12"}]
    alone = [e for e in ferry_account.events if {said[i].report for i in e.statements} == {"r04"}]
    assert shared
    assert alone == []
    for e in shared:
        named = {i for i in e.statements if said[i].report == "r12" and said[i].chain}
        assert e.independent <= max(1, len({said[i].chain[-1] for i in named}))


def test_copies_never_add_an_origin(ferry, ferry_account):
    """Without the four copies every event of the others has as many independent origins as with them."""
    copies = {c.report for c in ferry_account.copies}
    assert {"r03", "r04", "r11"} <= copies
    without = weigh(link([a for a in ferry if a.report.id not in copies]))
    count = {i: e.independent for e in without.events for i in e.statements}
    had = {i: e.independent for e in ferry_account.events for i in e.statements if i in count}
    assert len(had) > 100
    assert all(had[i] <= count[i] for i in had)


def test_order_of_arrival_changes_nothing(ferry, ferry_account):
    again = weigh(link(ferry[::-1]))
    assert sorted((e.id, e.independent, e.standing) for e in again.events) == sorted(
        (e.id, e.independent, e.standing) for e in ferry_account.events
    )


def test_receipts_hold_the_brief(ferry, ferry_account):
    by_id = {a.report.id: a for a in ferry}
    assert 3 <= len(ferry_account.brief) <= 20
    assert all(supported(line, by_id) for line in ferry_account.brief)


def test_conflicts_and_updates_name_an_event_of_theirs(ferry_account):
    said = {s.id: s for s in ferry_account.statements}
    for c in ferry_account.conflicts:
        assert c.a != c.b
        assert c.event in {said[c.a].event, said[c.b].event}
    for u in ferry_account.updates:
        assert u.event in {said[u.earlier].event, said[u.later].event}
