"""One chart: its header and its face."""

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from pulse_desktop.history.line import FloatArray
from pulse_desktop.ui.charts.chart_header import ChartHeader, header_px
from pulse_desktop.ui.charts.composition import with_legend
from pulse_desktop.ui.charts.face import Face, Shown
from pulse_desktop.ui.charts.marks import Marks
from pulse_desktop.ui.charts.picture import Panel, Picture
from pulse_desktop.ui.charts.plot_area import PlotArea
from pulse_desktop.ui.charts.rim import Rim
from pulse_desktop.ui.charts.summary import spoken
from pulse_desktop.ui.formatting import Formats


class ChartView(QWidget):
    """A panel of a picture on the screen. It lays itself out as its column tells it."""

    def __init__(self, rim: Rim, parent: QWidget, *, has_header: bool) -> None:
        super().__init__(parent)
        self.header = ChartHeader(self)
        self.header.setVisible(has_header)
        self.face = Face(rim, self)
        self.setFocusProxy(self.face)
        self._formats = Formats()
        self._panel: Panel | None = None

    @property
    def panel(self) -> Panel | None:
        """What is on show, with the legend as it is at the crosshair."""
        return self._panel

    @property
    def plot_rect(self) -> QRect:
        """Where the curves are, in its own coordinates."""
        area, origin = self.face.area, self.face.pos()
        left, top = round(area.left) + origin.x(), round(area.top) + origin.y()
        return QRect(left, top, round(area.width), round(area.height))

    @property
    def header_height(self) -> int:
        """0 where it has none."""
        return 0 if self.header.isHidden() else header_px(self.font())

    def arrange(self) -> None:
        """Give header and face their places."""
        top = self.header_height
        self.header.setGeometry(0, 0, self.width(), top)
        self.face.setGeometry(0, top, self.width(), self.height() - top)

    def show_panel(self, picture: Picture, panel: Panel, formats: Formats) -> None:
        """Show another panel."""
        self._panel, self._formats = panel, formats
        words = spoken(panel, formats)
        self.setAccessibleName(panel.title)
        self.setAccessibleDescription(words)
        self.face.setAccessibleName(panel.title)
        self.face.setAccessibleDescription(words)
        self.face.show_panel(Shown(picture, panel))

    def mark(self, marks: Marks, chip: str) -> None:
        """Move crosshair and selection, and tell the values there. Paint it yourself."""
        if self._panel is not None:
            self._panel = with_legend(self._panel, marks.at_s, self._formats)
            self.header.tell(self._panel.title, self._panel.legend)
        self.face.mark(marks, chip)

    def instants(self) -> FloatArray:
        """Where points are within the window: of the curve that has the most."""
        shown = self.face.shown
        if shown is None:
            return np.empty(0)
        lines = [trace.line for trace in shown.panel.traces]
        lines += [band.line for band in shown.panel.bands]
        most = max((line.at_s for line in lines), key=len, default=np.empty(0))
        first, last = shown.picture.window_s
        return most[(most >= first) & (most <= last)]

    def area(self) -> PlotArea:
        """Where instants and values lie on the face."""
        return self.face.area
