"""The hub brings the newest state, and not too often."""

from dataclasses import replace
from time import monotonic


def test_a_state_reaches_the_window_soon(qtbot, hub, estate):
    with qtbot.waitSignal(hub.published, timeout=500) as heard:
        hub.offer(estate.empty())
    assert heard.args[0].connections == ()


def test_offering_never_calls_the_window_at_once(qtbot, hub, estate):
    heard = []
    hub.published.connect(heard.append)
    hub.offer(estate.empty())
    assert heard == []
    qtbot.waitUntil(lambda: len(heard) == 1)


def test_of_many_states_the_newest_wins(qtbot, hub, estate):
    heard = []
    hub.published.connect(heard.append)
    states = [estate.published(estate.read_state((), revision=n)) for n in range(50)]
    for state in states:
        hub.offer(state)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [states[-1]]


def test_two_states_in_a_row_are_a_tenth_of_a_second_apart(qtbot, hub, estate):
    heard = []
    hub.published.connect(lambda _: heard.append(monotonic()))
    hub.offer(estate.empty())
    qtbot.waitUntil(lambda: len(heard) == 1)
    hub.offer(estate.published())
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard[1] - heard[0] >= 0.09


def test_what_was_touched_in_a_state_that_nobody_saw_is_told_with_the_next(qtbot, hub, estate):
    with qtbot.waitSignal(hub.published, timeout=500) as heard:
        hub.offer(replace(estate.published(), touched=frozenset({"vm-web-1"})))
        hub.offer(replace(estate.published(), touched=frozenset({"vm-web-2"})))
    assert heard.args[0].touched == {"vm-web-1", "vm-web-2"}


def test_after_a_state_in_which_anything_may_differ_anything_may_differ(qtbot, hub, estate):
    with qtbot.waitSignal(hub.published, timeout=500) as heard:
        hub.offer(estate.published())
        hub.offer(replace(estate.published(), touched=frozenset({"vm-web-2"})))
    assert heard.args[0].touched is None


def test_what_was_told_is_not_told_again(qtbot, hub, estate):
    heard = []
    hub.published.connect(heard.append)
    for name in ("vm-web-1", "vm-web-2"):
        hub.offer(replace(estate.published(), touched=frozenset({name})))
        qtbot.waitUntil(lambda name=name: bool(heard) and name in heard[-1].touched)
    assert [one.touched for one in heard] == [{"vm-web-1"}, {"vm-web-2"}]
