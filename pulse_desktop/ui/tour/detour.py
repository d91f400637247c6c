"""The windows of time that stops show, and the way back to the one that was looked at before."""

from datetime import datetime

from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.ui.clock.time_control import TimeControl
from pulse_desktop.ui.clock.time_window import TimeWindow


class Detour:
    """Leaves alone what the user chose on the way."""

    def __init__(self, time: TimeControl) -> None:
        self._time = time
        self._left: TimeWindow | None = None
        self._led_to: TimeWindow | None = None
        """The window of time before the tour, and the one that a stop led to."""

    def go(self, window: tuple[datetime, datetime] | None) -> None:
        """Show what a stop is about; for ``None`` what was shown before the tour."""
        if window is None:
            self.come_back()
            return
        if self._left is None:
            self._left = self._time.window
        start, end = window
        self._time.fix(epoch_ms(start) / 1000, epoch_ms(end) / 1000)
        self._led_to = self._time.window

    def come_back(self) -> None:
        """Show what was shown before."""
        if self._left is not None and self._time.window == self._led_to:
            self._time.show(self._left)
        self._left = self._led_to = None
