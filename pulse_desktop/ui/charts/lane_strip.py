"""The lane below a column's plots: what happened, where it happened."""

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from pulse_desktop.ui.charts.look import Look
from pulse_desktop.ui.charts.painter_axes import Axes
from pulse_desktop.ui.charts.painter_lane import lane_height, paint_lane
from pulse_desktop.ui.charts.picture import LaneMark, Scale
from pulse_desktop.ui.charts.plot_area import PlotArea
from pulse_desktop.ui.tool_tip import as_written

_REACH_PX = 8
"""How far from a mark the mouse still means it."""


class LaneStrip(QWidget):
    """Marks in line with the plots above; what they are is also in the tool tip."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._marks: tuple[LaneMark, ...] = ()
        self._area = PlotArea(
            left=0, top=0, width=1, height=1, window_s=(0.0, 1.0), scale=Scale(0.0, 1.0, ())
        )
        self.setAccessibleName(self.tr("Events"))

    @property
    def natural_height(self) -> int:
        """0 where nothing happened."""
        return round(lane_height(self._look())) if self._marks else 0

    def show_marks(self, marks: tuple[LaneMark, ...]) -> None:
        """Show other marks."""
        if marks != self._marks:
            self._marks = marks
            self.setVisible(bool(marks))
            self.setAccessibleDescription("; ".join(mark.text for mark in marks))
            self.update()

    def line_up(self, area: PlotArea) -> None:
        """Be in line with a plot, whose left end is counted from this widget's."""
        if area != self._area:
            self._area = area
            self.update()

    def mark_at(self, x: float) -> LaneMark | None:
        """The mark that is nearest to a place, if it is near."""
        window_s = self._area.window_s
        seen = [mark for mark in self._marks if mark.start_s <= window_s[1]]
        near = [(self._distance(mark, x), mark) for mark in seen]
        distance, mark = min(near, key=lambda pair: pair[0], default=(_REACH_PX + 1, None))
        return mark if distance <= _REACH_PX else None

    def _distance(self, mark: LaneMark, x: float) -> float:
        end_s = mark.start_s if mark.end_s is None else mark.end_s
        first, last = self._area.x_of(mark.start_s), self._area.x_of(end_s)
        return max(first - x, x - last, 0.0)

    def _look(self) -> Look:
        return Look.of(self.palette(), self.font())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        rect = QRectF(self._area.left, 0, self._area.width, self.height())
        axes = Axes(rect, self._area.window_s, self._area.scale)
        painter = QPainter(self)
        try:
            paint_lane(painter, axes, self._marks, self._look())
        finally:
            painter.end()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            mark = self.mark_at(event.pos().x())
            said = "" if mark is None else mark.text
            QToolTip.showText(event.globalPos(), as_written(said), self)
            return True
        return super().event(event)
