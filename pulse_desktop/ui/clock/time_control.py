"""The one time window that the strip, the inspector and the Charts workspace share."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from pulse_desktop.model.clock import Clock, epoch_ms
from pulse_desktop.ui.clock.time_window import Present, Range, Stretch, TimeWindow


class TimeControl(QObject):
    """Owns a ``TimeWindow``. Whoever shows charts follows it; a pop-out window has its own."""

    changed = Signal()
    """The window is another one; it is not emitted as a live one goes on with time."""

    travelled = Signal()
    """``instant_s`` is another one."""

    def __init__(
        self, now: Clock, since_s: Callable[[], float | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._since_s = since_s
        self._window = TimeWindow()
        self._instant_s: float | None = None

    @property
    def window(self) -> TimeWindow:
        """What is looked at."""
        return self._window

    @property
    def present(self) -> Present:
        """What the window is worked out from at this moment."""
        return Present(epoch_ms(self._now()) / 1000, self._since_s())

    @property
    def stretch(self) -> Stretch:
        """Its instants at this moment."""
        return self._window.stretch(self.present)

    @property
    def instant_s(self) -> float | None:
        """The past instant that tables show, epoch seconds; ``None`` while they are live."""
        return self._instant_s

    def go_to(self, instant_s: float | None) -> None:
        """Say which instant tables show; charts mark it. ``None`` for the present."""
        if instant_s != self._instant_s:
            self._instant_s = instant_s
            self.travelled.emit()

    def choose(self, chosen: Range) -> None:
        """Show one of the offered ranges."""
        self.show(self._window.ranged(chosen))

    def fix(self, start_s: float, end_s: float) -> None:
        """Show a stretch that the user named."""
        self.show(self._window.fixed_to(start_s, end_s))

    def zoom(self, start_s: float, end_s: float) -> None:
        """Show a part of what is shown; ``back`` leads out again."""
        self.show(self._window.zoomed(start_s, end_s))

    def back(self) -> None:
        """Leave the last zoom."""
        self.show(self._window.back())

    def live(self) -> None:
        """Go on with time again."""
        self.show(self._window.live())

    def shift(self, halves: int) -> None:
        """Move by half windows, later for a positive number."""
        self.show(self._window.shifted(halves, self.present))

    def scale(self, factor: float) -> None:
        """Show more (above 1) or less around the middle."""
        self.show(self._window.scaled(factor, self.present))

    def show(self, window: TimeWindow) -> None:
        """Look at ``window``."""
        if window != self._window:
            self._window = window
            self.changed.emit()
