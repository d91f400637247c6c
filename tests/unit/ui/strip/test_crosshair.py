"""The instant that all cards look at."""

from pulse_desktop.ui.strip.crosshair import Crosshair


def test_shift_selects_from_where_the_crosshair_was():
    assert Crosshair(5.0).reaching(8.0).reaching(9.0).span == (5.0, 9.0)


def test_a_span_runs_from_the_earlier_to_the_later_instant():
    assert Crosshair(5.0).reaching(2.0).span == (2.0, 5.0)


def test_a_span_without_length_is_none():
    assert Crosshair().reaching(5.0).span is None
    assert Crosshair(5.0).reaching(6.0).reaching(5.0).span is None


def test_moving_on_forgets_the_span():
    assert Crosshair(5.0).reaching(8.0).moved(9.0).span is None


def test_escape_takes_back_the_span_before_the_pin():
    pinned = Crosshair(5.0, is_pinned=True).reaching(8.0)
    assert pinned.back() == Crosshair(8.0, is_pinned=True)
    assert pinned.back().back() == Crosshair()
