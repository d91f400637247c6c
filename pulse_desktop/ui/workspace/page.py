"""The place of the Charts tab, empty until it is first looked at."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from pulse_desktop.ui.workspace.workspace import Workspace


class ChartsTab(QWidget):
    """Has its workspace made when it is first shown and what draws is loaded."""

    made = Signal(object)
    """Carries the ``Workspace``."""

    def __init__(
        self,
        make: "Callable[[QWidget], Workspace]",
        once_loaded: Callable[[Callable[[], None]], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._once_loaded = once_loaded
        self._is_wanted = False
        self.workspace: Workspace | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def _fill(self) -> None:
        self.workspace = self._make(self)
        self._column.addWidget(self.workspace)
        self.workspace.show()  # a layout does so later: too late to be given the keyboard
        self.setFocusProxy(self.workspace)
        self.made.emit(self.workspace)
        QTimer.singleShot(0, self._begin)

    def _begin(self) -> None:
        """Of all that is new here, the chart has the keyboard; what is elsewhere keeps it."""
        focus = QApplication.focusWidget()
        if focus is None or focus is self or self.isAncestorOf(focus):
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        if not self._is_wanted:
            self._is_wanted = True
            self._once_loaded(self._fill)
        super().showEvent(event)
