"""The inspector's timeline: what happened to one resource, newest first."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QStackedLayout,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from pulse_desktop.model.change import Change
from pulse_desktop.model.errors import PulseError
from pulse_desktop.model.ids import ResourceId
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
        self._list = QTreeWidget(self)
        self._list.setAccessibleName(self.tr("Events"))
        self._list.setColumnCount(2)
        self._list.setHeaderHidden(True)
        self._list.setRootIsDecorated(False)
        self._list.setWordWrap(True)
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self._list.header().resizeSection(0, 13 * size.character)
        self._stack = QStackedLayout(self)
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

    async def _read(self, resource: ResourceId, request: int) -> None:
        try:
            changes = await self._recordings.events(resource, _LIMIT)
        except PulseError as error:
            if request == self._request:
                self._say(translate(error.message))
            return
        if request == self._request:
            self._fill(changes)

    def _fill(self, changes: tuple[Change, ...]) -> None:
        if not changes:
            self._say(self.tr("Nothing has been recorded about this yet."))
            return
        formats, now = self._presentation.formats, self._presentation.now()
        self._list.clear()
        for change in changes:
            text = formats.say(change.text)
            row = QTreeWidgetItem(self._list, [formats.ago(change.at, now), text])
            row.setToolTip(0, formats.absolute(change.at))
            row.setToolTip(1, text)
        self._stack.setCurrentWidget(self._list)

    def _say(self, text: str) -> None:
        self._message.setText(text)
        self._stack.setCurrentWidget(self._message)
