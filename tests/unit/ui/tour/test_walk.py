"""Where on a tour one is."""

from pulse_desktop.model.text import mark
from pulse_desktop.model.tour import Stop
from pulse_desktop.ui.tour.walk import Walk


def stop(word):
    return Stop(title=mark("Test", word), words=mark("Test", word), tab="storage")


THREE = Walk((stop("one"), stop("two"), stop("three")))


def test_a_walk_begins_at_the_first_stop():
    assert (THREE.number, THREE.is_first, THREE.is_last) == (1, True, False)


def test_a_walk_leads_on_and_back():
    second = THREE.on()
    assert (second.number, str(second.stop.title)) == (2, "two")
    assert second.back() == THREE


def test_nothing_comes_before_the_first_stop_nor_after_the_last():
    last = THREE.on().on()
    assert last.is_last
    assert last.on() == last
    assert THREE.back() == THREE
