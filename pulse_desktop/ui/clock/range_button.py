"""The range in the toolbar: what is shown, and a menu of everything else."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from pulse_desktop.ui.clock.custom_range import CustomRange
from pulse_desktop.ui.clock.time_actions import TimeActions
from pulse_desktop.ui.clock.time_control import TimeControl
from pulse_desktop.ui.clock.wording import breadcrumb
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.theme import sizes

_WIDEST = 44
"""Characters; a longer text is cut, and whole in the tool tip."""


class RangeButton(QToolButton):
    """Says which window of time the charts show, and where it was zoomed from."""

    def __init__(
        self,
        control: TimeControl,
        actions: TimeActions,
        presents: Callable[[], Presentation],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._control = control
        self._presents = presents
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        menu = QMenu(self)
        actions.fill(menu)
        self.setMenu(menu)
        actions.custom.triggered.connect(self.choose_custom)
        control.changed.connect(self._say)
        self._say()

    def choose_custom(self) -> CustomRange:
        """Let the user name a stretch."""
        popover = CustomRange(self._control, self._presents(), self)
        popover.open_below(self)
        return popover

    def _say(self) -> None:
        control, formats = self._control, self._presents().formats
        shown = breadcrumb(control.window, control.present, formats)
        room = _WIDEST * sizes(self.font()).character
        text = self.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideMiddle, room)
        self.setText(f"{text}  ")  # room for the arrow
        self.setToolTip(self.tr("Range: {range}").format(range=shown))
        self.setAccessibleName(self.toolTip())
