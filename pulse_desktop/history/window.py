"""What is asked of history: two instants, and how many points fit between them."""

from dataclasses import dataclass

from pulse_desktop.history.resolution import width_for
from pulse_desktop.history.tier import LAST_MS, floor_to


@dataclass(frozen=True, slots=True)
class Window:
    """Instants from ``start_ms`` to ``end_ms``, both included, and the points that fit."""

    start_ms: int
    end_ms: int
    max_points: int

    def width_ms(self, at_least_ms: int = 0) -> int:
        """The narrowest bucket of which the window touches at most ``max_points``."""
        return width_for(self.start_ms, self.end_ms, self.max_points, at_least_ms)

    def span_of(self, width_ms: int) -> tuple[int, int]:
        """The buckets that the window touches: start of the first, and end of the last."""
        return floor_to(self.start_ms, width_ms), floor_to(self.end_ms, width_ms) + width_ms


def window_of(window: tuple[float, float], max_points: int) -> Window | None:
    """The window between two epoch seconds; ``None`` for one that holds nothing."""
    start_ms, end_ms = (round(max(0.0, min(at_s * 1000, LAST_MS - 1))) for at_s in window)
    return Window(start_ms, end_ms, max_points) if start_ms < end_ms and max_points > 0 else None
