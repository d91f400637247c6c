"""The staged connection test: each step as it ends, and what to do about one that fails."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pulse_desktop.model.clock import Clock, iso_utc
from pulse_desktop.model.condition import Shape
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import Category, Certificate
from pulse_desktop.provider.platform import Platform
from pulse_desktop.ui import clipboard
from pulse_desktop.ui.desk import Desk
from pulse_desktop.ui.screens.connections.examination import Examination, Subject
from pulse_desktop.ui.screens.connections.progress import Phase, Progress
from pulse_desktop.ui.screens.connections.remedies import Remedies
from pulse_desktop.ui.screens.connections.report import public_address, report
from pulse_desktop.ui.screens.connections.stage_list import StageList
from pulse_desktop.ui.screens.connections.status_mark import StatusMark
from pulse_desktop.ui.screens.connections.times import duration
from pulse_desktop.ui.screens.connections.wording import heading, muted, strong
from pulse_desktop.ui.screens.primary_button import PrimaryButton
from pulse_desktop.ui.tasks import Spawn
from pulse_desktop.ui.theme import sizes, tabular
from pulse_desktop.ui.translation import localised, translate

_TICK_MS: Final = 100
COOL_DOWN_MS: Final = 30_000
"""Pause before another test when the other side asked for one."""

_WIDTH, _HEIGHT = 112, 40
"""In characters and lines."""


class ExaminationDialog(QDialog):
    """Shows one subject's test. Nothing is saved by it; the result stays until it closes."""

    trusted = Signal(object)
    """Carries the ``Connection`` with the certificate that the user agreed to."""

    save_wanted = Signal(object)
    """Carries the ``Connection`` to save."""

    other_wanted = Signal(object)
    """Carries the ``Platform`` that answers at the address instead."""

    advanced = Signal(object)
    """Carries the ``Progress`` of the test."""

    def __init__(
        self, subject: Subject, desk: Desk, spawn: Spawn, now: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._subject = subject
        self._platforms = desk.platforms()
        self._platform = _platform_of(desk, subject.connection)
        self._now = now
        self._formats = localised(desk.preferences())
        self._examination = Examination(desk.examiner, spawn, self)
        self._clock, self._step_clock = QElapsedTimer(), QElapsedTimer()
        self._ticking = QTimer(self, interval=_TICK_MS)
        self._cooling = QTimer(self, singleShot=True, interval=COOL_DOWN_MS)
        self._make_head()
        self._make_body()
        self._make_foot()
        self._arrange()
        self._connect()

    @property
    def progress(self) -> Progress:
        """How far the test has come."""
        return self._examination.progress

    def start(self) -> None:
        """Test the subject from the first step on."""
        self._clock.start()
        self._ticking.start()
        connection = self._subject.connection
        titles = () if self._platform is None else self._platform.stages(connection)
        self._examination.start(self._subject, titles)

    def report(self) -> str:
        """The result as text, without secrets."""
        return report(self._subject.connection, self._title, self.progress, self._now())

    def verdict(self) -> str:
        """The line that sums it up."""
        return self._verdict.text()

    @property
    def _title(self) -> str:
        """The platform's; its id where this version does not know it."""
        if self._platform is None:
            return self._subject.connection.platform
        return self._platform.title

    def _make_head(self) -> None:
        connection = self._subject.connection
        self.setWindowTitle(self.tr("Test “{name}”").format(name=connection.name))
        self._heading = heading(connection.name, self)
        self._target = muted(self._target_text(connection), self)
        self._stop = QPushButton(self.tr("Stop"), self, autoDefault=False)
        self._again = QPushButton(self.tr("Test again"), self, autoDefault=False)

    def _make_body(self) -> None:
        self._stages = StageList(self._formats, self)
        self._remedies = Remedies(self._platforms, self)

    def _make_foot(self) -> None:
        self._mark = StatusMark(Shape.CHANGING, self)
        self._verdict = strong("", self)
        self._total = muted("", self)
        self._total.setFont(tabular(self.font()))
        self._total.setWordWrap(False)
        self._copy = QPushButton(self.tr("Copy report"), self, autoDefault=False)
        self._close = PrimaryButton(self.tr("Close"), self)
        self._save = PrimaryButton(self.tr("Save"), self)

    def _arrange(self) -> None:
        size = sizes(self.font())
        column = QVBoxLayout(self)
        column.setContentsMargins(size.large, size.large, size.large, size.large)
        column.setSpacing(size.medium)
        column.addLayout(self._head())
        column.addWidget(_line(self))
        column.addWidget(self._body(), 1)
        column.addWidget(_line(self))
        column.addLayout(self._foot())
        self.resize(_WIDTH * size.character, _HEIGHT * self.fontMetrics().height())

    def _head(self) -> QHBoxLayout:
        titles = QVBoxLayout()
        titles.setSpacing(sizes(self.font()).tight)
        titles.addWidget(self._heading)
        titles.addWidget(self._target)
        row = QHBoxLayout()
        row.addLayout(titles, 1)
        for button in (self._stop, self._again):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _body(self) -> QScrollArea:
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, sizes(self.font()).small, 0)
        column.setSpacing(sizes(self.font()).medium)
        column.addWidget(self._stages)
        column.addWidget(self._remedies)
        column.addStretch(1)
        area = QScrollArea(self, widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(self.tr("Steps of the test"))
        area.setWidget(inside)
        self._area = area
        return area

    def _foot(self) -> QVBoxLayout:
        size = sizes(self.font())
        verdict, buttons, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        for row in (verdict, buttons):
            row.setSpacing(size.small)
            column.addLayout(row)
        column.setSpacing(size.medium)
        verdict.addWidget(self._mark)
        verdict.addWidget(self._verdict, 1)
        verdict.addWidget(self._total)
        buttons.addWidget(self._copy)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        buttons.addWidget(self._save)
        return column

    def _connect(self) -> None:
        self._examination.advanced.connect(self._show)
        self._examination.advanced.connect(self.advanced)
        self._ticking.timeout.connect(self._tick)
        self._cooling.timeout.connect(self._end_cooling)
        self._stages.trusted.connect(self._trust)
        self._stages.declined.connect(self.reject)
        self._remedies.other_wanted.connect(self._want_other)
        self._stop.clicked.connect(self._examination.stop)
        self._again.clicked.connect(self.start)
        self._copy.clicked.connect(self._copy_report)
        self._close.clicked.connect(self.reject)
        self._save.clicked.connect(self._want_save)

    def _show(self, progress: Progress) -> None:
        self._step_clock.start()
        self._stages.show_progress(progress, self._subject.connection.pinned_at)
        self._show_verdict(progress)
        is_running = progress.phase is Phase.RUNNING
        self._stop.setVisible(is_running)
        self._again.setVisible(not is_running)
        self._copy.setEnabled(not is_running)
        self._save.setVisible(self._subject.is_edited)
        self._save.set_primary(primary=progress.is_usable and self._subject.is_edited)
        is_question = progress.question is not None
        self._close.set_primary(primary=not (is_running or is_question or self._save.is_primary()))
        self._remedies.show_for(progress, self._subject.connection)
        self._put_in_tab_order()
        if not is_running:
            self._finish(progress)

    def _put_in_tab_order(self) -> None:
        """A question of trust comes between the head and the foot, however late it was asked."""
        panel = self._stages.panel()
        answers = panel.findChildren(QAbstractButton) if panel is not None else []
        last: QWidget = self._again
        for later in (*answers, self._copy, self._close, self._save):
            QWidget.setTabOrder(last, later)
            last = later

    def _show_verdict(self, progress: Progress) -> None:
        self._verdict.setText(progress.verdict(translate))
        self._mark.show_shape(verdict_shape(progress))

    def _finish(self, progress: Progress) -> None:
        self._ticking.stop()
        self._tick()
        failure = progress.failure
        if failure is not None and failure.category is Category.RATE_LIMITED:
            self._again.setEnabled(False)
            self._again.setToolTip(self.tr("Available again in 30 s"))
            self._cooling.start()
        panel = self._stages.panel()
        if panel is not None:
            panel.focus_first()
            self._area.ensureWidgetVisible(panel)
        said = QAccessibleAnnouncementEvent(self, self._verdict.text())
        QAccessible.updateAccessibility(said)

    def _tick(self) -> None:
        self._total.setText(duration(self._clock.elapsed(), self._formats))
        self._stages.show_elapsed(self._step_clock.elapsed())

    def _end_cooling(self) -> None:
        self._again.setEnabled(True)
        self._again.setToolTip("")

    def _want_other(self, platform: Platform) -> None:
        self.reject()
        self.other_wanted.emit(platform)

    def _trust(self, certificate: Certificate) -> None:
        """Pin what was shown, and test again with it."""
        pinned = replace(
            self._subject.connection,
            fingerprint=certificate.fingerprint,
            pinned_at=iso_utc(self._now()),
        )
        self._subject = replace(self._subject, connection=pinned)
        self.trusted.emit(pinned)
        self.start()

    def _copy_report(self) -> None:
        clipboard.put(self.report())

    def _want_save(self) -> None:
        self.accept()
        self.save_wanted.emit(self._subject.connection)

    def _target_text(self, connection: Connection) -> str:
        parts = [self._title, public_address(connection.address)]
        if connection.token_id is not None:
            parts.append(self.tr("token {name}").format(name=connection.token_id))
        elif connection.user is not None:
            parts.append(self.tr("user {name}").format(name=connection.user))
        return " · ".join(parts)

    @override
    def done(self, result: int) -> None:
        self._ticking.stop()
        self._examination.stop()
        super().done(result)


def _platform_of(desk: Desk, connection: Connection) -> Platform | None:
    return next((each for each in desk.platforms() if each.id == connection.platform), None)


def verdict_shape(progress: Progress) -> Shape:
    """The shape that goes with the verdict."""
    if progress.phase is Phase.RUNNING:
        return Shape.CHANGING
    if progress.phase is Phase.STOPPED:
        return Shape.OFF
    if not progress.is_usable:
        return Shape.WARNING if _asks_to_trust(progress) else Shape.CRITICAL
    return Shape.WARNING if progress.missing else Shape.OK


def _asks_to_trust(progress: Progress) -> bool:
    question = progress.question
    return question is not None and question.category is Category.TLS_UNTRUSTED


def _line(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setFrameShape(QFrame.Shape.HLine)
    line.setFrameShadow(QFrame.Shadow.Plain)
    line.setForegroundRole(line.palette().ColorRole.Mid)
    return line
