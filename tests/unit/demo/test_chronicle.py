"""The past of a site, told bit by bit."""

from datetime import timedelta

from pulse_desktop.demo.chronicle import Chronicle
from pulse_desktop.demo.grid import past_begins


def told(chronicle, at):
    while chronicle.owes:
        yield chronicle.told_by(at)


def test_all_of_ninety_days_is_told_once(site, clock):
    parts = list(told(Chronicle(site, clock.at), clock.at))
    instants = [one.at for part in parts for one in part]
    expected = (clock.at - past_begins(clock.at)) // timedelta(hours=1)
    assert len(instants) == len(set(instants)) == expected
    assert min(instants) == past_begins(clock.at)


def test_the_newest_is_told_first_and_never_much_at_once(site, clock):
    parts = list(told(Chronicle(site, clock.at), clock.at))
    assert all(len(part) <= 250 + 24 for part in parts)
    assert min(one.at for one in parts[0]) >= max(one.at for one in parts[1])


def test_what_happens_meanwhile_comes_before_the_past(site, clock):
    chronicle = Chronicle(site, clock.at)
    chronicle.told_by(clock.at)
    later = clock.at + timedelta(hours=2)
    assert [one.at for one in chronicle.told_by(later)[:2]] == [
        clock.at,
        clock.at + timedelta(hours=1),
    ]


def test_a_clock_that_is_set_back_has_nothing_told_twice(site, clock):
    chronicle = Chronicle(site, clock.at)
    list(told(chronicle, clock.at))
    chronicle.told_by(clock.at + timedelta(hours=3))
    assert chronicle.told_by(clock.at) == ()
    assert chronicle.told_by(clock.at + timedelta(hours=3)) == ()
