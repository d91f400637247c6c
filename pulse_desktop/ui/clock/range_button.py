"""The range in the toolbar: what is shown, and a menu of everything else."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from pulse_desktop.ui.clock.time_actions import TimeActions
from pulse_desktop.ui.clock.time_control import TimeControl
from pulse_desktop.ui.clock.wording import breadcrumb
from pulse_desktop.ui.clock.yielding_button import YieldingButton
from pulse_desktop.ui.presentation import Presentation

if TYPE_CHECKING:
    from pulse_desktop.ui.clock.custom_range import CustomRange


class RangeButton(YieldingButton):
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
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        menu = QMenu(self)
        actions.fill(menu)
        self.setMenu(menu)
        actions.custom.triggered.connect(self.choose_custom)
        control.changed.connect(self._show)
        self._show()

    def choose_custom(self) -> "CustomRange":
        """Let the user name a stretch."""
        # Dialogs are loaded when they are asked for.
        from pulse_desktop.ui.clock.custom_range import CustomRange

        popover = CustomRange(self._control, self._presents(), self)
        popover.open_below(self)
        return popover

    def _show(self) -> None:
        control, formats = self._control, self._presents().formats
        shown = breadcrumb(control.window, control.present, formats)
        self.say(shown)
        self.setToolTip(self.tr("Range: {range}").format(range=shown))
        self.setAccessibleName(self.toolTip())
