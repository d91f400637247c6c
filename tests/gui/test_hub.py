"""The hub brings the newest state, and not too often."""

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
