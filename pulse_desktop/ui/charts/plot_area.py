"""Where instants and values lie on a plot, in pixels. Pure: no Qt."""

from dataclasses import dataclass

import numpy as np

from pulse_desktop.history.line import FloatArray
from pulse_desktop.ui.charts.picture import Scale


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotArea:
    """The rectangle of curves within a widget, and what its sides stand for."""

    left: float
    top: float
    width: float
    height: float
    window_s: tuple[float, float]
    scale: Scale

    @property
    def second_px(self) -> float:
        """Pixels for each second."""
        return self.width / (self.window_s[1] - self.window_s[0])

    def x_of(self, at_s: float) -> float:
        """Where an instant lies in the widget."""
        return self.left + (at_s - self.window_s[0]) * self.second_px

    def y_of(self, value: float) -> float:
        """Where a value lies in the widget, downwards."""
        share = (value - self.scale.lower) / (self.scale.upper - self.scale.lower)
        return self.top + self.height * (1 - share)

    def height_of(self, value: float) -> float:
        """How far a value lies above the lower end of the plot."""
        return self.top + self.height - self.y_of(value)

    def instant_at(self, x: float) -> float:
        """The instant at a place in the widget, at most an end of the window."""
        share = min(max((x - self.left) / self.width, 0.0), 1.0) if self.width > 0 else 0.0
        return self.window_s[0] + share * (self.window_s[1] - self.window_s[0])

    def is_over(self, x: float) -> bool:
        """Whether a place in the widget is right or left of no curve."""
        return self.left <= x <= self.left + self.width

    def across(self, at_s: FloatArray) -> FloatArray:
        """Pixels from the left end of the plot. Shapes (n,) → (n,)."""
        return (at_s - self.window_s[0]) * self.second_px

    def up(self, value: FloatArray) -> FloatArray:
        """Pixels from the lower end of the plot. Shapes (n,) → (n,).

        What is far beyond the axis ends a plot's height beyond it: painters know no farther.
        """
        length = self.scale.upper - self.scale.lower
        with np.errstate(over="ignore"):
            pixels = (value - self.scale.lower) * (self.height / length)
        return np.clip(pixels, -self.height, 2 * self.height)
