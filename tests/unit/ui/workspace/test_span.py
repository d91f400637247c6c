"""The time of a saved chart: what is saved is what is looked at again."""

import pytest

from pulse_desktop.model.saved_chart import Span
from pulse_desktop.ui.clock.time_window import Range, TimeWindow
from pulse_desktop.ui.workspace.span import span_of, window_of


@pytest.mark.parametrize("window", [TimeWindow().ranged(one) for one in Range])
def test_a_range_is_kept(window):
    assert window_of(span_of(window)) == window


def test_a_fixed_stretch_is_kept():
    window = TimeWindow().fixed_to(1000.0, 5000.0)
    assert span_of(window).fixed_s == (1000.0, 5000.0)
    assert window_of(span_of(window)) == window


def test_the_way_out_of_a_zoom_is_not_kept():
    zoomed = TimeWindow().zoomed(1000.0, 5000.0)
    assert window_of(span_of(zoomed)).outer == ()


def test_everything_that_was_recorded_is_kept():
    assert window_of(Span(None)).range is Range.ALL
