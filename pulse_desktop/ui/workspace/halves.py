"""Panels and legend: side by side where there is room, else one below the other."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from pulse_desktop.ui.theme import sizes

BESIDE_FROM = 1000
"""Width in device-independent pixels from which the legend stands beside the panels."""

_BESIDE = (7, 4)
_BELOW = (7, 2)


class Halves(QSplitter):
    """The user moves the line between; it is put anew when the halves turn."""

    def __init__(self, panels: QWidget, legend: QWidget, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        size = sizes(self.font())
        self._is_shared = False
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.addWidget(_padded(panels, size.medium, QPalette.ColorRole.Window))
        self.addWidget(_padded(legend, size.small, QPalette.ColorRole.Base))

    def _share(self, orientation: Qt.Orientation) -> None:
        self._is_shared = True
        self.setOrientation(orientation)
        is_beside = orientation is Qt.Orientation.Horizontal
        whole = self.width() if is_beside else self.height()
        shares = _BESIDE if is_beside else _BELOW
        self.setSizes([whole * share // sum(shares) for share in shares])

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= BESIDE_FROM
        wanted = Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical
        if not self._is_shared or self.orientation() is not wanted:
            self._share(wanted)

    @override
    def minimumSizeHint(self) -> QSize:
        """Panels share what there is, however little that is."""
        return QSize(0, 0)


def _padded(widget: QWidget, margin: int, ground: QPalette.ColorRole) -> QWidget:
    """``widget`` on a ground of its own colour, not glued to the edges."""
    frame = QWidget()
    frame.setBackgroundRole(ground)
    frame.setAutoFillBackground(True)
    column = QVBoxLayout(frame)
    column.setContentsMargins(margin, 0, margin, 0)
    column.addWidget(widget)
    return frame
