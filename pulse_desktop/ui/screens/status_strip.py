"""The status bar: connections, recording, freshness."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QStatusBar, QWidget
from typing_extensions import override

from pulse_desktop.model.condition import Shape
from pulse_desktop.model.poll import ConnectionState, ConnectionStatus
from pulse_desktop.ui import shapes
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.standing import shape_of
from pulse_desktop.ui.theme import colours, sizes

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import Published, RecorderStatus

_TICK_MS = 1000
_FAILED = frozenset({ConnectionState.FAILED, ConnectionState.REJECTED})
_DEGRADED = frozenset({ConnectionState.DEGRADED, ConnectionState.NEEDS_SECRET})


class StatusStrip(QStatusBar):
    """Cells at the foot of the window; the first is a button."""

    connections_requested = Signal()

    def __init__(self, presentation: Presentation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presentation = presentation
        self._published: Published | None = None
        self._connections = QPushButton(self, flat=True)
        self._connections.clicked.connect(self.connections_requested)
        self._recording = QLabel(self)
        self._mark = QLabel(self)
        self._updated = QLabel(self)
        self.setSizeGripEnabled(False)
        size = sizes(self.font())
        self.setContentsMargins(size.tight, 0, size.medium, 0)
        self.addWidget(self._connections)
        self.addWidget(self._mark)
        self.addWidget(self._recording)
        self.addPermanentWidget(self._updated)
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._tell_age)
        self._timer.start()
        self._connections.setAccessibleName(self.tr("Connections"))

    def present(self, presentation: Presentation) -> None:
        """Write values another way."""
        self._presentation = presentation
        if self._published is not None:
            self.show_published(self._published)

    def show_published(self, published: "Published") -> None:
        """Take a newer state."""
        self._published = published
        self._tell_connections(published.connections)
        self._tell_recording(published.recorder)
        self._tell_age()

    def _tell_connections(self, connections: tuple[ConnectionStatus, ...]) -> None:
        states = [status.state for status in connections]
        worst = shapes.worst([shape_of(state) for state in states])
        said = self._counted(states) if states else self.tr("No connections")
        self._connections.setText(f" {said}")
        side = sizes(self.font()).shape
        self._connections.setIcon(shapes.icon(worst, colours(self.palette()), side))
        self._connections.setIconSize(QSize(side, side))
        self._connections.setToolTip(self.tr("Open Connections"))
        self._connections.setAccessibleName(self.tr("Connections: {counts}").format(counts=said))

    def _counted(self, states: list[ConnectionState]) -> str:
        live = sum(state is ConnectionState.LIVE for state in states)
        degraded = sum(state in _DEGRADED for state in states)
        failed = sum(state in _FAILED for state in states)
        other = len(states) - live - degraded - failed
        parts = [
            (live, self.tr("{n} live")),
            (degraded, self.tr("{n} degraded")),
            (failed, self.tr("{n} failed")),
            (other, self.tr("{n} waiting or paused")),
        ]
        return " · ".join(text.format(n=count) for count, text in parts if count)

    def _tell_recording(self, recorder: "RecorderStatus") -> None:
        formats = self._presentation.formats
        parts = [self.tr("Recording") if recorder.is_recording else self.tr("Not recording")]
        if recorder.under_way is not None:
            parts = [f"{formats.say(recorder.under_way.sentence)} · {recorder.under_way.percent} %"]
        if recorder.database_bytes is not None:
            parts.append(formats.size(recorder.database_bytes))
        if recorder.is_recording and recorder.since is not None:
            since = formats.day(recorder.since)
            parts.append(self.tr("since {date}").format(date=since))
        self._recording.setText(" · ".join(parts))
        self._recording.setToolTip(
            formats.say(recorder.problem) if recorder.problem is not None else ""
        )
        shape = Shape.OK if recorder.is_recording else Shape.OFF
        if recorder.problem is not None:
            shape = Shape.WARNING
        size = sizes(self.font())
        ratio = self.devicePixelRatioF()
        self._mark.setPixmap(shapes.pixmap(shape, colours(self.palette()), size.shape, ratio))
        self._mark.setContentsMargins(size.large, 0, size.tight, 0)

    def _tell_age(self) -> None:
        at = self._published.state.at if self._published is not None else None
        if at is None:
            self._updated.setText(self.tr("not updated yet"))
            return
        formats = self._presentation.formats
        age = formats.ago(at, self._presentation.now())
        self._updated.setText(self.tr("updated {age}").format(age=age))
        self._updated.setToolTip(formats.absolute(at))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._published is not None:
            self.show_published(self._published)
