"""Asks for an instant: typed as people say it, or set on a calendar."""

from datetime import datetime

from PySide6.QtCore import QDateTime, Qt, Signal
from PySide6.QtWidgets import (
    QDateTimeEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from pulse_desktop.model.clock import epoch_ms, from_epoch_ms
from pulse_desktop.model.instant import parsed
from pulse_desktop.ui.clock.time_window import Present
from pulse_desktop.ui.clock.wording import at
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.theme import sizes

_FORMAT = "yyyy-MM-dd HH:mm"


class InstantDialog(QDialog):
    """Enter goes there, Esc leaves; deletes itself when closed."""

    chosen = Signal(object)
    """Carries a ``datetime`` in UTC that is not later than now."""

    def __init__(
        self, present: Present, begin: datetime, presentation: Presentation, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Go to time"))
        self._now = at(present.now_s)
        self._since = None if present.since_s is None else at(present.since_s)
        self._presentation = presentation
        self._instant: datetime | None = begin
        self.typed = QLineEdit(self)
        self.typed.setPlaceholderText(self.tr("yesterday 21:40, 2h ago, tue 9:05"))
        self.calendar = QDateTimeEdit(self)
        self.calendar.setDisplayFormat(_FORMAT)
        self.calendar.setCalendarPopup(True)
        self._verdict = QLabel(self, wordWrap=True)
        self._lay_out()
        self._set_calendar(begin)
        self.typed.textChanged.connect(self._read)
        self.calendar.dateTimeChanged.connect(self._take)
        self.accepted.connect(self._go)
        self._judge()

    def verdict(self) -> str:
        """Where it leads, or why it leads nowhere."""
        return self._verdict.text()

    def _lay_out(self) -> None:
        size = sizes(self.font())
        buttons = QDialogButtonBox(self)
        self._go_button = buttons.addButton(
            self.tr("Go there"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._go_button.setDefault(True)
        form = QFormLayout()
        form.addRow(self.tr("&Say when"), self.typed)
        form.addRow(self.tr("&Or set it"), self.calendar)
        self._verdict.setMinimumHeight(2 * self._verdict.fontMetrics().height())
        self._verdict.setMinimumWidth(46 * size.character)
        column = QVBoxLayout(self)
        column.setContentsMargins(size.large, size.large, size.large, size.large)
        column.setSpacing(size.medium)
        column.addLayout(form)
        column.addWidget(self._verdict)
        column.addWidget(buttons)
        self.typed.setFocus()

    def _read(self, text: str) -> None:
        """What was typed counts, until the calendar is set."""
        self._instant = parsed(text, self._now)
        if self._instant is not None:
            self._set_calendar(self._instant)
        self._judge()

    def _take(self, shown: QDateTime) -> None:
        self._instant = from_epoch_ms(shown.toMSecsSinceEpoch())
        self._judge()

    def _set_calendar(self, instant: datetime) -> None:
        """Show ``instant`` without taking it from there, where it is rounded."""
        self.calendar.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self.calendar.setDateTime(QDateTime.fromMSecsSinceEpoch(epoch_ms(instant)))
        self.calendar.blockSignals(False)  # noqa: FBT003 - Qt's signature

    def _problem(self) -> str:
        instant, formats = self._instant, self._presentation.formats
        if instant is None:
            return self.tr("That is no time. Try “yesterday 21:40”, “2h ago” or 2026-01-31 08:00.")
        if instant > self._now:
            return self.tr("That lies in the future. Choose a time up to now.")
        if self._since is None:
            return self.tr("Nothing has been recorded yet, so there is no past to show.")
        if instant < self._since:
            moment = formats.absolute(self._since)
            return self.tr("Recording began {moment}. Choose a later time.").format(moment=moment)
        return ""

    def _judge(self) -> None:
        problem, formats = self._problem(), self._presentation.formats
        shown = problem
        if not problem and self._instant is not None:
            moment = formats.absolute(self._instant)
            shown = f"{moment}, {formats.ago(self._instant, self._now)}"
        self._verdict.setText(shown)
        self._go_button.setEnabled(not problem)

    def _go(self) -> None:
        if self._instant is not None:
            self.chosen.emit(self._instant)
