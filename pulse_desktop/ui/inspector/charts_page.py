"""The inspector's curves: recorded history of what one resource measures."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedLayout,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.errors import PulseError
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.resource import Resource
from pulse_desktop.ui.charts.plan import CHARTED
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.tasks import Spawn
from pulse_desktop.ui.theme import sizes
from pulse_desktop.ui.translation import translate

if TYPE_CHECKING:
    from pulse_desktop.model.series import SeriesTarget
    from pulse_desktop.ui.charts.chart_stack import ChartStack
    from pulse_desktop.ui.desk import Recordings

_HOUR_S = 3600.0
_RANGES_S = (_HOUR_S, 24 * _HOUR_S)
_REFRESH_MS = 60_000
"""After this long the recorded lines are read again; until then readings are added to them."""

_FEWEST_POINTS = 120

Asked = tuple["SeriesTarget", tuple[Metric, ...], float]


class ChartsPage(QWidget):
    """Imports the chart library when it is first looked at, never before."""

    def __init__(
        self, recordings: "Recordings", spawn: Spawn, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._recordings = recordings
        self._spawn = spawn
        self._resource: Resource | None = None
        self._presentation = Presentation()
        self._asked: Asked | None = None
        self._request = 0
        self._since_read = QElapsedTimer()
        self._charts: ChartStack | None = None
        self._lay_out()
        self._ranges.currentChanged.connect(self._read_again)

    @property
    def charts(self) -> "ChartStack | None":
        """The charts, once they were looked at."""
        return self._charts

    def show_resource(self, resource: Resource, presentation: Presentation) -> None:
        """Show its curves: read them if it is another, else go on with them."""
        self._resource, self._presentation = resource, presentation
        if resource.series is None:
            self._forget(self.tr("Nothing that is measured here can be drawn over time."))
            return
        asked = (resource.series, CHARTED, _RANGES_S[self._ranges.currentIndex()])
        if asked != self._asked or self._since_read.hasExpired(_REFRESH_MS):
            self._ask(asked)
        elif self._charts is not None:
            self._charts.go_on(resource.metrics, self._window(), presentation.formats)

    def start_over(self) -> None:
        """Keep nothing that was read: what comes next may have the same address and be another."""
        self._forget("")

    def _lay_out(self) -> None:
        size = sizes(self.font())
        self._ranges = QTabBar(self, drawBase=False, expanding=False)
        self._ranges.setObjectName("ranges")
        self._ranges.setAccessibleName(self.tr("Range"))
        self._ranges.addTab(self.tr("1 h"))
        self._ranges.addTab(self.tr("24 h"))
        self._message = QLabel(self, wordWrap=True)
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
        row = QHBoxLayout()
        row.setContentsMargins(size.large, size.medium, 0, size.tight)
        row.addWidget(self._ranges)
        row.addStretch(1)
        column.addLayout(row)
        column.addLayout(self._stack, 1)

    def _ask(self, asked: Asked) -> None:
        if asked != self._asked:
            self._say("")
        self._asked = asked
        self._since_read.start()
        self._request += 1
        self._spawn(self._read(asked, self._request))

    async def _read(self, asked: Asked, request: int) -> None:
        target, metrics, _range_s = asked
        window, points = self._window(), max(_FEWEST_POINTS, self.width())
        try:
            lines = await self._recordings.lines(target, metrics, window, points)
        except PulseError as error:
            if request == self._request:
                self._say(translate(error.message))
            return
        if request != self._request:
            return
        if lines:
            self._stack_of_charts().show_lines(lines, window, self._presentation.formats)
            self._stack.setCurrentWidget(self._scroll)
        else:
            self._say(self.tr("Nothing has been recorded yet. Curves appear here as it is."))

    def _window(self) -> tuple[float, float]:
        end = epoch_ms(self._presentation.now()) / 1000
        return end - _RANGES_S[self._ranges.currentIndex()], end

    def _stack_of_charts(self) -> "ChartStack":
        if self._charts is None:
            # Half a second of imports, spent only by those who look at a chart.
            from pulse_desktop.ui.charts.chart_stack import ChartStack

            self._charts = ChartStack()
            self._scroll.setWidget(self._charts)
        return self._charts

    def _read_again(self) -> None:
        if self._resource is not None:
            self.show_resource(self._resource, self._presentation)

    def _forget(self, text: str) -> None:
        self._asked = None
        self._request += 1
        self._say(text)

    def _say(self, text: str) -> None:
        self._message.setText(text)
        self._stack.setCurrentWidget(self._message)
