"""The stores of a site over the last day, kept ready for whoever looks at storage (M-11)."""

from pulse_desktop.demo.reader import curves_of
from pulse_desktop.demo.shelf import Shelf
from pulse_desktop.demo.subject import CurveClass
from pulse_desktop.demo.thing import Site
from pulse_desktop.history.tier import DAY_MS, MINUTE_MS, floor_to

WIDTH_MS = 10 * MINUTE_MS
"""That of a summary chart of a day in a window of usual width."""


class Summary:
    """Refilled at every tick: one bucket a store then, but for the first time."""

    def __init__(self, site: Site, shelf: Shelf) -> None:
        self._shelf = shelf
        self._curves = tuple(
            curve
            for thing in site.things
            for curve in curves_of(thing)
            if curve.subject.curve is CurveClass.STORAGE
        )

    def refill(self, tick_ms: int) -> None:
        """Work out what is new with the reading at ``tick_ms``."""
        if self._curves:
            span = floor_to(tick_ms - DAY_MS, WIDTH_MS), tick_ms + 1
            self._shelf.buckets(self._curves, span, WIDTH_MS, tick_ms)
