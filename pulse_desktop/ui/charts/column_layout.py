"""Which labels the panels of a column have, and how high its plots are."""

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtGui import QFont

from pulse_desktop.ui.charts.chart_header import header_px
from pulse_desktop.ui.charts.rim import Rim, footer_px, gutter_px, headroom_px
from pulse_desktop.ui.charts.time_axis import OVERHANG_PX
from pulse_desktop.ui.theme import sizes

_LEAST_PLOT = 3
"""Height of a plot that shares what there is, in lines of text."""


class Axes(Enum):
    """Which axes are labelled."""

    FULL = auto()
    """Values at each panel, times below the last one."""

    EACH = auto()
    """Both at each panel: where not all of them are in sight."""

    BARE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLayout:
    """Lengths in device-independent pixels; each depends on the font."""

    panel_height: int | None
    """Of a plot; ``None`` where plots share what there is."""

    axes: Axes
    pans_on_wheel: bool
    has_headers: bool

    def rim(self, position: int, count: int) -> Rim:
        """What is around the plot at a position among so many."""
        is_last = position == count - 1
        return Rim(
            has_values=self.axes is not Axes.BARE,
            has_times=self.axes is Axes.EACH or (self.axes is Axes.FULL and is_last),
            pans_on_wheel=self.pans_on_wheel,
        )

    def gap(self, font: QFont) -> int:
        """Between two panels."""
        return sizes(font).small if self.has_headers else 0

    def beside(self, font: QFont) -> int:
        """What is left and right of a plot."""
        return 0 if self.axes is Axes.BARE else gutter_px(font) + OVERHANG_PX

    def around(self, count: int, font: QFont) -> int:
        """What so many panels need above, below and between their plots."""
        header = header_px(font) if self.has_headers else 0
        footers = sum(footer_px(font, self.rim(place, count)) for place in range(count))
        gaps = max(0, count - 1) * self.gap(font)
        return count * (header + headroom_px(font)) + footers + gaps

    def plot_height(self, count: int, font: QFont, room: int) -> int:
        """Of each of so many plots in so much room."""
        if self.panel_height is not None:
            return self.panel_height
        return max(1, (room - self.around(count, font)) // max(1, count))

    def wanted_height(self, count: int, font: QFont) -> int:
        """Of so many panels together."""
        plot = self.panel_height or _LEAST_PLOT * sizes(font).large
        return count * plot + self.around(count, font)
