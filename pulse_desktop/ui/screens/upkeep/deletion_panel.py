"""Choosing an instant, seeing what deleting everything older frees, and watching it go."""

from datetime import datetime, timedelta

from PySide6.QtCore import QDate, QDateTime, QTime, Signal
from PySide6.QtWidgets import (
    QDateEdit,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pulse_desktop.model.clock import epoch_ms, from_epoch_ms
from pulse_desktop.ui.formatting import Formats
from pulse_desktop.ui.screens.connections.wording import muted
from pulse_desktop.ui.theme import sizes

_OFFERED = timedelta(days=365)
"""How old what is offered first is; half of what there is where that is less."""


class DeletionPanel(QWidget):
    """A date and a button; while it deletes, a bar and a button to stop."""

    chosen = Signal(object)
    """Carries the ``datetime`` whose price is asked for."""

    wanted = Signal(object)
    """Carries the ``datetime`` before which everything is to go."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._freed: int | None = None
        self._offered = False
        self._date = QDateEdit(self)
        self._date.setCalendarPopup(True)
        self._date.setDisplayFormat("d MMM yyyy")
        self._date.setAccessibleName(self.tr("Delete history older than"))
        self._delete = QPushButton(self.tr("&Delete…"), self, autoDefault=False)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 100)
        self._bar.setAccessibleName(self.tr("Deleting history"))
        self._stop = QPushButton(self.tr("&Stop"), self, autoDefault=False)
        self._price = muted("", self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._choosing())
        self._stack.addWidget(self._deleting())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes(self.font()).tight)
        column.addWidget(self._stack)
        column.addWidget(self._price)
        self._date.dateChanged.connect(self._ask)
        self._delete.clicked.connect(self._want)
        self._stop.clicked.connect(self.stopped)
        self.setEnabled(False)

    @property
    def before(self) -> datetime:
        """The start of the day on show, by the local clock."""
        start = QDateTime(self._date.date(), QTime(0, 0))
        return from_epoch_ms(start.toMSecsSinceEpoch())

    def offer(self, since: datetime | None, now: datetime) -> None:
        """Let a day from the first one recorded up to today be chosen."""
        self.setEnabled(since is not None)
        if since is None:
            return
        self._date.setDateRange(_day(since), _day(now))
        if not self._offered:
            self._offered = True
            self._date.setDate(_day(max(since + (now - since) / 2, now - _OFFERED)))
        self._ask()

    def tell_price(self, freed: int | None, formats: Formats) -> None:
        """Say what it frees; ``None`` while that is not known."""
        self._freed = freed
        if freed is None:
            self._price.setText(self.tr("Counting…"))
        elif freed:
            text = self.tr("Frees about {size}. Events and notes stay.")
            self._price.setText(text.format(size=formats.size(freed)))
        else:
            self._price.setText(self.tr("There is nothing older to free."))
        self._delete.setEnabled(bool(freed))

    def say(self, text: str) -> None:
        """Say something in place of the price."""
        self._price.setText(text)

    def tell_progress(self, percent: int) -> None:
        """Show how far the deletion is."""
        self._bar.setValue(percent)

    def tell_busy(self, *, busy: bool) -> None:
        """Turn to the bar, or back to the date."""
        self._bar.setValue(0)
        self._stop.setEnabled(True)
        self._stack.setCurrentIndex(int(busy))
        (self._stop if busy else self._date).setFocus()

    def tell_stopping(self) -> None:
        """It was told to stop, and does at its next step."""
        self._stop.setEnabled(False)
        self._price.setText(self.tr("Stopping…"))

    def price(self) -> str:
        """The sentence below the date."""
        return self._price.text()

    def _choosing(self) -> QWidget:
        label = QLabel(self.tr("Delete history &older than"), self)
        label.setBuddy(self._date)
        return self._in_a_row(label, self._date, self._delete)

    def _deleting(self) -> QWidget:
        self._bar.setMinimumWidth(24 * sizes(self.font()).character)
        return self._in_a_row(self._bar, self._stop)

    def _in_a_row(self, *widgets: QWidget) -> QWidget:
        page = QWidget(self)
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(sizes(self.font()).small)
        for widget in widgets:
            row.addWidget(widget, int(isinstance(widget, QProgressBar)))
        if not any(isinstance(widget, QProgressBar) for widget in widgets):
            row.insertStretch(len(widgets) - 1, 1)
        return page

    def _ask(self) -> None:
        self.chosen.emit(self.before)

    def _want(self) -> None:
        self.wanted.emit(self.before)


def _day(at: datetime) -> QDate:
    return QDateTime.fromMSecsSinceEpoch(epoch_ms(at)).date()
