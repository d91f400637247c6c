"""The inspector's curves: recorded history of what one resource measures."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from pulse_desktop.model.errors import PulseError
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.series import SeriesKey, SeriesTarget
from pulse_desktop.ui.charts.loading import load_charts
from pulse_desktop.ui.charts.plan import CHARTED
from pulse_desktop.ui.clock.range_bar import RangeBar
from pulse_desktop.ui.clock.time_control import TimeControl
from pulse_desktop.ui.clock.time_window import TimeWindow
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.tasks import Spawn
from pulse_desktop.ui.theme import sizes
from pulse_desktop.ui.translation import translate

if TYPE_CHECKING:  # loaded when a chart is first looked at
    from pulse_desktop.ui.charts.chart_column import ChartColumn
    from pulse_desktop.ui.charts.export.subject import Subject
    from pulse_desktop.ui.charts.resource_charts import Lines
    from pulse_desktop.ui.desk import Recordings

_REFRESH_MS = 60_000
"""After this long the recorded lines are read again; until then readings are added to them."""

_SETTLED_MS = 90
"""How long the window of time has to stay before it is asked for: a drag passes over many."""

_FEWEST_POINTS = 120
_LINES_HIGH = 7


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the curves on show, or on their way, are of."""

    target: SeriesTarget
    window: TimeWindow


class ChartsPage(QWidget):
    """Follows the shared window of time, and changes it. Old curves stay until new ones come."""

    def __init__(
        self,
        recordings: "Recordings",
        time: TimeControl,
        spawn: Spawn,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._recordings = recordings
        self._time = time
        self._spawn = spawn
        self._resource: Resource | None = None
        self._presentation = Presentation()
        self._asked: _Asked | None = None
        self._request = 0
        self._since_read = QElapsedTimer()
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._lines: Lines = {}
        self._lines_of: SeriesTarget | None = None
        self._column: ChartColumn | None = None
        self._lay_out()
        self._settled.timeout.connect(self._catch_up)
        time.changed.connect(self._follow)
        time.travelled.connect(self._mark_moment)

    @property
    def column(self) -> "ChartColumn | None":
        """The charts, once they were looked at."""
        return self._column

    def show_resource(self, resource: Resource, presentation: Presentation) -> None:
        """Show its curves: read them if they are others, else go on with them."""
        self._resource, self._presentation = resource, presentation
        if resource.series is None:
            self._forget(self.tr("Nothing that is measured here can be drawn over time."))
            return
        asked = _Asked(resource.series, self._time.window)
        if asked != self._asked or self._is_worn():
            self._ask(asked)
        elif self._time.window.is_live:
            self._go_on(resource)

    def subject(self) -> "Subject | None":
        """The charts on show, to be exported; ``None`` where there are none."""
        resource, column = self._resource, self._column
        if resource is None or column is None or column.picture is None or not self._lines:
            return None
        from pulse_desktop.ui.charts.export.subject import ExportedSeries, Subject

        return Subject(
            picture=column.picture,
            series=tuple(
                ExportedSeries(resource.name, resource.id, SeriesKey(resource.series, metric), line)
                for metric, line in self._lines.items()
                if resource.series is not None
            ),
            window_s=column.picture.window_s,
            size=(column.width(), column.height()),
            max_points=self._points(),
        )

    def start_over(self) -> None:
        """Keep nothing that was read: what comes next may have the same address and be another."""
        self._forget("")

    def _lay_out(self) -> None:
        size = sizes(self.font())
        self._ranges = RangeBar(self._time, self._presents, self)
        self._ranges.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._message = QLabel(self, wordWrap=True)
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setMargin(size.large)
        self._message.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._message)
        self._stack.addWidget(self._scroll)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QVBoxLayout()
        row.setContentsMargins(size.medium, size.small, size.small, size.tight)
        row.addWidget(self._ranges)
        column.addLayout(row)
        column.addLayout(self._stack, 1)

    def _presents(self) -> Presentation:
        return self._presentation

    def _is_worn(self) -> bool:
        """Whether what was read of a live window has to be read again."""
        return self._time.window.is_live and self._since_read.hasExpired(_REFRESH_MS)

    def _follow(self) -> None:
        """Another window of time: show what is known of it, and read the rest once it stays."""
        if self._resource is None or self._resource.series is None or not self.isVisible():
            return
        if self._lines_of == self._resource.series:
            self._draw()
        self._settled.start()

    def _catch_up(self) -> None:
        if self._resource is not None:
            self.show_resource(self._resource, self._presentation)

    def _ask(self, asked: _Asked) -> None:
        if asked.target != self._lines_of:
            self._lines, self._lines_of = {}, None
            self._say("")
        self._asked = asked
        self._since_read.start()
        self._request += 1
        self._spawn(self._read(asked, self._window_s(), self._request))

    async def _read(self, asked: _Asked, window_s: tuple[float, float], request: int) -> None:
        try:
            await load_charts()
            points = self._points()
            lines = await self._recordings.lines(asked.target, CHARTED, window_s, points)
        except PulseError as error:
            if request == self._request:
                self._lines, self._lines_of = {}, None
                self._say(translate(error.message))
            return
        if request == self._request:
            self._take(asked, lines)

    def _take(self, asked: _Asked, lines: "Lines") -> None:
        self._lines, self._lines_of = lines, asked.target
        if lines:
            self._draw()
            self._stack.setCurrentWidget(self._scroll)
        elif asked.window.is_live:
            self._say(self.tr("Nothing has been recorded yet. Curves appear here as it is."))
        else:
            self._say(self.tr("Nothing was recorded between these times. Try a longer range."))

    def _go_on(self, resource: Resource) -> None:
        """Add what was read since. Draws only if there is something newer."""
        if not self._lines or self._lines_of != resource.series:
            return
        from pulse_desktop.ui.charts.resource_charts import gone_on

        lines = gone_on(self._lines, resource.metrics, self._window_s()[0])
        if lines is not self._lines:
            self._lines = lines
            self._draw()

    def _draw(self) -> None:
        """Show the lines that are known in the window as it is now."""
        if not self._lines or self._resource is None:
            return
        from pulse_desktop.ui.charts.composition import compose
        from pulse_desktop.ui.charts.resource_charts import panels

        formats, column = self._presentation.formats, self._chart_column()
        plans = panels(self._lines, formats)
        frame = column.frame(self._window_s(), formats, len(plans))
        column.set_picture(compose(self._resource.name, plans, frame), formats)

    def _chart_column(self) -> "ChartColumn":
        if self._column is None:
            from pulse_desktop.ui.charts.chart_column import ChartColumn
            from pulse_desktop.ui.charts.column_layout import Axes
            from pulse_desktop.ui.charts.time_link import TimeLink

            size = sizes(self.font())
            self._column = ChartColumn(
                panel_height=_LINES_HIGH * size.large, axes=Axes.EACH, pans_on_wheel=False
            )
            self._column.setContentsMargins(size.large, size.small, size.small, size.medium)
            self._column.mark_moment(self._time.instant_s)
            self._column.resized.connect(self._draw)
            TimeLink(self._column, self._time)
            self._scroll.setWidget(self._column)
        return self._column

    def _mark_moment(self) -> None:
        if self._column is not None:
            self._column.mark_moment(self._time.instant_s)

    def _points(self) -> int:
        """How many have room side by side."""
        return max(_FEWEST_POINTS, self.width())

    def _window_s(self) -> tuple[float, float]:
        stretch = self._time.stretch
        return stretch.start_s, stretch.end_s

    def _forget(self, text: str) -> None:
        self._asked = None
        self._lines, self._lines_of = {}, None
        self._request += 1
        self._say(text)

    def _say(self, text: str) -> None:
        self._message.setText(text)
        self._stack.setCurrentWidget(self._message)
