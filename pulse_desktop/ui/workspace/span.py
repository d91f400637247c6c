"""The time of a saved chart as the window of a control, and back."""

from pulse_desktop.model.saved_chart import Span
from pulse_desktop.ui.clock.time_window import Stretch, TimeWindow


def window_of(span: Span) -> TimeWindow:
    """What to look at."""
    fixed = None if span.fixed_s is None else Stretch(*span.fixed_s)
    return TimeWindow(span.length_s, fixed)


def span_of(window: TimeWindow) -> Span:
    """What is looked at, without the way back out of a zoom."""
    fixed = window.fixed
    return Span(window.length_s, None if fixed is None else (fixed.start_s, fixed.end_s))
