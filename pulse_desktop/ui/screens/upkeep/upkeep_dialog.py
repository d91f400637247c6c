"""The dialog of what recorded history takes on disk, how long it is kept, and deleting it."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGroupBox,
    QHBoxLayout,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pulse_desktop.database import Job, Progress
from pulse_desktop.model.clock import Clock
from pulse_desktop.model.errors import PulseError
from pulse_desktop.ui.formatting import Formats
from pulse_desktop.ui.screens.connections.wording import sentence
from pulse_desktop.ui.screens.upkeep.deletion_panel import DeletionPanel
from pulse_desktop.ui.screens.upkeep.retention_choice import (
    Estimate,
    RetentionChoice,
    RetentionCost,
)
from pulse_desktop.ui.screens.upkeep.use_panel import UsePanel
from pulse_desktop.ui.tasks import Spawn
from pulse_desktop.ui.theme import sizes
from pulse_desktop.ui.translation import localised, translate

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import Desk

_WIDTH = 76
"""Characters."""


class UpkeepDialog(QDialog):
    """Asks the desk anew each time it is opened. A deletion goes on when it is closed."""

    kept = Signal(object)
    """Carries the ``Preferences`` with another retention, to be saved."""

    def __init__(
        self, desk: "Desk", spawn: Spawn, now: Clock, estimate: Estimate, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("History and disk use"))
        self._desk, self._spawn, self._now = desk, spawn, now
        self._request = 0
        self._freed: int | None = None
        self._job: Job | None = None
        self.use = UsePanel(self)
        self.retention = RetentionChoice(desk.preferences().retention, self)
        self.retention.setAccessibleName(self.tr("How long history is kept"))
        self._cost = RetentionCost(self.retention, estimate, self)
        self._keep = QPushButton(self.tr("&Apply"), self, autoDefault=False)
        self._change = QWidget(self)
        self._warning = sentence(
            self.tr("Details that are no longer kept are deleted within minutes, for good."),
            self._change,
        )
        self.deletion = DeletionPanel(self)
        self.question = QMessageBox(self)
        self._arrange()
        self._make_question()
        self._connect()
        self._follow_choice()

    @property
    def _formats(self) -> Formats:
        return localised(self._desk.preferences())

    def _arrange(self) -> None:
        size = sizes(self.font())
        column = QVBoxLayout(self)
        column.setContentsMargins(size.large, size.large, size.large, size.large)
        column.setSpacing(size.medium)
        column.addWidget(self.use)
        column.addSpacing(size.small)
        column.addWidget(self._keeping())
        column.addWidget(self._clearing())
        column.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.setMinimumWidth(_WIDTH * size.character)

    def _keeping(self) -> QGroupBox:
        box = QGroupBox(self.tr("Keep"), self)
        size = sizes(self.font())
        column = QVBoxLayout(box)
        column.setSpacing(size.tight)
        column.addWidget(self.retention)
        column.addWidget(self._cost)
        row = QHBoxLayout(self._change)
        row.setContentsMargins(0, size.tight, 0, 0)
        row.setSpacing(size.small)
        row.addWidget(self._warning, 1)
        row.addWidget(self._keep)
        column.addWidget(self._change)
        return box

    def _clearing(self) -> QGroupBox:
        box = QGroupBox(self.tr("Make room"), self)
        column = QVBoxLayout(box)
        column.addWidget(self.deletion)
        return box

    def _make_question(self) -> None:
        box = self.question
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Delete recorded history"))
        self._agree = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))

    def _connect(self) -> None:
        self.retention.currentIndexChanged.connect(self._follow_choice)
        self._keep.clicked.connect(self._take_choice)
        self.deletion.chosen.connect(self._count)
        self.deletion.wanted.connect(self._ask)
        self.deletion.stopped.connect(self._stop)
        self._agree.clicked.connect(self._begin)

    def _follow_choice(self) -> None:
        """A preset takes effect only when it is applied, and says what that costs."""
        is_other = self.retention.retention is not self._desk.preferences().retention
        self._change.setVisible(is_other)

    def _take_choice(self) -> None:
        preferences = self._desk.preferences()
        self.kept.emit(replace(preferences, retention=self.retention.retention))
        self._change.hide()
        self.retention.setFocus()

    def _look(self) -> None:
        self._spawn(self._read_use())

    async def _read_use(self) -> None:
        try:
            use = await self._desk.upkeep.use()
        except PulseError as error:
            self.deletion.say(translate(error.message))
            return
        self.use.show_use(use, self._formats)
        if self._job is None:
            self.deletion.offer(None if use is None else use.since, self._now())

    def _count(self, before: datetime) -> None:
        self._request += 1
        self.deletion.tell_price(None, self._formats)
        self._spawn(self._read_price(before, self._request))

    async def _read_price(self, before: datetime, request: int) -> None:
        try:
            freed = await self._desk.upkeep.freed_by(before)
        except PulseError as error:
            self.deletion.say(translate(error.message))
            return
        if request == self._request and self._job is None:
            self._freed = freed
            self.deletion.tell_price(freed, self._formats)

    def _ask(self, before: datetime) -> None:
        """Say in words what goes, what stays, and that it is for good."""
        day = self._formats.day(before)
        self.question.setText(
            self.tr("Delete recorded history from before {date}?").format(date=day)
        )
        self.question.setInformativeText(
            self.tr(
                "Charts will be empty before that day, and about {size} are freed. Events and "
                "notes stay. Averages of up to 60 days before it stay in the file, hidden. This "
                "cannot be undone."
            ).format(size=self._formats.size(self._freed))
        )
        self.question.open()

    def _begin(self) -> None:
        self._spawn(self._delete(self.deletion.before))

    async def _delete(self, before: datetime) -> None:
        job = self._job = Job(self._show_progress)
        self.deletion.tell_busy(busy=True)
        self.deletion.say(self.tr("Recording goes on meanwhile."))
        try:
            freed = await self._desk.upkeep.delete_before(before, job)
        except PulseError as error:
            told = translate(error.message)
        else:
            told = self._outcome(freed, is_stopped=job.is_stopped)
        finally:
            self._job = None
            self.deletion.tell_busy(busy=False)
        await self._read_use()
        self._request += 1
        self.deletion.say(told)

    def _outcome(self, freed: int, *, is_stopped: bool) -> str:
        size = self._formats.size(freed)
        if is_stopped:
            text = self.tr("Stopped. What was deleted until then freed {size}.")
        else:
            text = self.tr("Deleted. The file is {size} smaller.")
        return text.format(size=size)

    def _show_progress(self, progress: Progress) -> None:
        self.deletion.tell_progress(progress.percent)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()
            self.deletion.tell_stopping()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._job is None:
            self.retention.choose(self._desk.preferences().retention)
            self._follow_choice()
            self.retention.setFocus()
        self._look()
