"""What stands where a chart will be, and how one begins."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from pulse_desktop.ui.theme import scaled, sizes

_TITLE = 1.3


class EmptyChart(QWidget):
    """Says how series come into the chart, and offers to add the first."""

    def __init__(self, add: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        size = sizes(self.font())
        title = QLabel(self.tr("Nothing is drawn yet"), self)
        title.setFont(scaled(self.font(), _TITLE, bold=True))
        text = QLabel(
            self.tr(
                "Put any metrics of any resources side by side. "
                "Add series here, or press C on a row of a table."
            ),
            self,
            wordWrap=True,
        )
        text.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        button = QPushButton(self.tr("Add series (A)"), self)
        button.clicked.connect(add.trigger)
        column = QVBoxLayout(self)
        column.setSpacing(size.medium)
        column.addStretch(2)
        for widget in (title, text):
            widget.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(widget)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.setFocusProxy(button)
