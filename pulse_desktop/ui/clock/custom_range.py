"""The popover in which the user says from when to when."""

from PySide6.QtCore import QDateTime, QPoint, Qt
from PySide6.QtWidgets import (
    QDateTimeEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from pulse_desktop.ui.clock.time_control import TimeControl
from pulse_desktop.ui.clock.time_window import SHORTEST_S
from pulse_desktop.ui.clock.wording import length
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.theme import sizes

_FORMAT = "yyyy-MM-dd HH:mm"


class CustomRange(QDialog):
    """Two instants in local time. Enter shows them, Esc leaves; deletes itself when closed."""

    def __init__(
        self, control: TimeControl, presentation: Presentation, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Custom range"))
        self._control = control
        self._formats = presentation.formats
        shown = control.stretch
        self.start = self._editor(shown.start_s, self.tr("From"))
        self.end = self._editor(shown.end_s, self.tr("To"))
        self._verdict = QLabel(self, wordWrap=True)
        self._lay_out()
        self.start.dateTimeChanged.connect(self._judge)
        self.end.dateTimeChanged.connect(self._judge)
        self.accepted.connect(self._apply)
        self._judge()

    def open_below(self, anchor: QWidget) -> None:
        """Show it under ``anchor``, within the screen."""
        self.adjustSize()
        room = anchor.screen().availableGeometry()
        corner = anchor.mapToGlobal(QPoint(0, anchor.height()))
        left = max(room.left(), min(corner.x(), room.right() - self.width()))
        top = max(room.top(), min(corner.y(), room.bottom() - self.height()))
        self.move(left, top)
        self.show()
        self.start.setFocus(Qt.FocusReason.PopupFocusReason)

    def verdict(self) -> str:
        """How long it is, or why it cannot be shown."""
        return self._verdict.text()

    def _editor(self, at_s: float, name: str) -> QDateTimeEdit:
        whole_minute_s = int(at_s) // 60 * 60
        editor = QDateTimeEdit(QDateTime.fromSecsSinceEpoch(whole_minute_s), self)
        editor.setDisplayFormat(_FORMAT)
        editor.setCalendarPopup(True)
        editor.setAccessibleName(name)
        return editor

    def _lay_out(self) -> None:
        size = sizes(self.font())
        self._buttons = QDialogButtonBox(self)
        standard = QDialogButtonBox.StandardButton
        self._show_button = self._buttons.addButton(
            self.tr("Show"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._buttons.addButton(standard.Cancel)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow(self.tr("&From"), self.start)
        form.addRow(self.tr("&To"), self.end)
        column = QVBoxLayout(self)
        column.setContentsMargins(size.large, size.medium, size.large, size.medium)
        column.setSpacing(size.small)
        column.addLayout(form)
        column.addWidget(self._verdict)
        column.addWidget(self._buttons)
        self._verdict.setMinimumHeight(2 * self._verdict.fontMetrics().height())
        self._show_button.setDefault(True)

    def _instants_s(self) -> tuple[int, int]:
        return self.start.dateTime().toSecsSinceEpoch(), self.end.dateTime().toSecsSinceEpoch()

    def _problem(self) -> str:
        start_s, end_s = self._instants_s()
        if end_s > self._control.present.now_s:
            return self.tr("The end lies in the future. Choose one up to now.")
        if end_s <= start_s:
            return self.tr("The beginning must lie before the end.")
        if end_s - start_s < SHORTEST_S:
            return self.tr("Choose a minute or more.")
        return ""

    def _judge(self) -> None:
        problem = self._problem()
        start_s, end_s = self._instants_s()
        shown = problem or self.tr("{length} long").format(
            length=length(end_s - start_s, self._formats)
        )
        self._verdict.setText(shown)
        self._show_button.setEnabled(not problem)

    def _apply(self) -> None:
        self._control.fix(*map(float, self._instants_s()))
