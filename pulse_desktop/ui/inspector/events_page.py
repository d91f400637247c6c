"""The inspector's timeline: what happened to one resource, newest first."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QStackedLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pulse_desktop.model.change import Change
from pulse_desktop.model.errors import PulseError
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.timeline.selection import Selection
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.theme import sizes
from pulse_desktop.ui.translation import translate

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import Recordings

Spawn = Callable[[Coroutine[Any, Any, None]], object]
"""Runs a coroutine in a task that the application owns."""

_LIMIT = 200
_REFRESH_MS = 5000


class EventsPage(QWidget):
    """Reads the timeline when it is looked at. Answers that come too late are dropped."""

    def __init__(
        self, recordings: "Recordings", spawn: Spawn, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._recordings = recordings
        self._spawn = spawn
        self._resource: ResourceId | None = None
        self._presentation = Presentation()
        self._request = 0
        self._since_read = QElapsedTimer()
        size = sizes(self.font())
        self._message = QLabel(self, wordWrap=True)
        self._message.setMargin(size.large)
        self._list = _Timeline(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(size.medium, size.small, 0, 0)
        self._stack = QStackedLayout()
        column.addLayout(self._stack)
        self._stack.addWidget(self._message)
        self._stack.addWidget(self._list)

    def show_resource(self, resource: ResourceId, presentation: Presentation) -> None:
        """Read its timeline, or read it again once the last answer is a few seconds old."""
        self._presentation = presentation
        is_new = resource != self._resource
        if not is_new and not self._since_read.hasExpired(_REFRESH_MS):
            return
        self._resource = resource
        self._since_read.start()
        self._request += 1
        if is_new:
            self._say("")
        self._spawn(self._read(resource, self._request))

    def start_over(self) -> None:
        """Keep nothing that was read: what comes next may have the same id and be another."""
        self._resource = None
        self._request += 1
        self._say("")

    async def _read(self, resource: ResourceId, request: int) -> None:
        try:
            page = await self._recordings.events(Selection(resources=(resource,), limit=_LIMIT))
        except PulseError as error:
            if request == self._request:
                self._say(translate(error.message))
            return
        if request == self._request:
            self._fill(page.changes)

    def _fill(self, changes: tuple[Change, ...]) -> None:
        if not changes:
            self._say(self.tr("Nothing has been recorded about this yet."))
            return
        formats, now = self._presentation.formats, self._presentation.now()
        self._list.show_lines(
            [
                (formats.ago(change.at, now), formats.absolute(change.at), formats.say(change.text))
                for change in changes
            ]
        )
        self._stack.setCurrentWidget(self._list)

    def _say(self, text: str) -> None:
        self._message.setText(text)
        self._stack.setCurrentWidget(self._message)


class _Timeline(QTableWidget):
    """How long ago, and what; long sentences wrap."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(0, 2, parent)
        self.setAccessibleName(self.tr("Events"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(0, 15 * sizes(self.font()).character)

    def show_lines(self, lines: list[tuple[str, str, str]]) -> None:
        """Age, moment and sentence of each event, newest first."""
        muted = self.palette().brush(QPalette.ColorRole.PlaceholderText)
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        self.setRowCount(len(lines))
        for row, (age, moment, sentence) in enumerate(lines):
            when, what = QTableWidgetItem(age), QTableWidgetItem(sentence)
            when.setForeground(muted)
            for column, item in enumerate((when, what)):
                item.setTextAlignment(top)
                item.setToolTip(moment)
                self.setItem(row, column, item)
        self.resizeRowsToContents()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resizeRowsToContents()
