"""What the user can do about the demo estate: look at it, and come back."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from pulse_desktop.model.errors import PulseError
from pulse_desktop.ui.screens.connections.notice import Notice
from pulse_desktop.ui.screens.demo_pill import DemoPill
from pulse_desktop.ui.tasks import Spawn
from pulse_desktop.ui.translation import translate

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import Demo, Published


class DemoCommands(QObject):
    """Owner of what says that this is the demo, and of the notice that says why it is not."""

    refused = Signal()
    """The demo is not entered, or not left; the notice says why."""

    def __init__(
        self,
        demo: "Demo",
        spawn: Spawn,
        shown: QAction,
        unfit: Sequence[QAction],
        window: QWidget,
    ) -> None:
        """``shown`` is ticked while the demo is on show, and ``unfit`` out of use."""
        super().__init__(window)
        self._demo, self._spawn = demo, spawn
        self._action, self._unfit = shown, {each: each.toolTip() for each in unfit}
        self._entering, self._idle = self.tr("Opening the demo estate…"), shown.text()
        self._is_shown = self._is_busy = False
        self.pill = DemoPill(window)
        self.leave_button = QPushButton(self.tr("Leave demo"), window, flat=True)
        self.leave_button.hide()
        self.notice = Notice(window)
        self.leave_button.clicked.connect(self.leave)
        shown.triggered.connect(self._turn)

    @property
    def is_shown(self) -> bool:
        """Whether the window is of the demo estate."""
        return self._is_shown

    def show_published(self, published: "Published") -> None:
        """Take note of what the window is of."""
        if published.is_demo != self._is_shown:
            self._is_shown = published.is_demo
            self._follow()

    def enter(self) -> None:
        """Show the demo estate."""
        if not self._is_shown:
            self._begin(self._demo.enter)

    def leave(self) -> None:
        """Show the user's own estate again."""
        if self._is_shown:
            self._begin(self._demo.leave)

    def _turn(self) -> None:
        """The tick says what is on show, so it stays until something else is."""
        self._action.setChecked(self._is_shown)
        (self.leave if self._is_shown else self.enter)()

    def _follow(self) -> None:
        self.pill.setVisible(self._is_shown)
        self.leave_button.setVisible(self._is_shown)
        self._action.setChecked(self._is_shown)
        reason = self.tr("Not in the demo estate. Leave the demo first.")
        for action, tip in self._unfit.items():
            action.setEnabled(not self._is_shown)
            action.setToolTip(reason if self._is_shown else tip)

    def _begin(self, act: Callable[[], Awaitable[None]]) -> None:
        if not self._is_busy:
            self.notice.hide()
            self._tell_busy(busy=True)
            self._spawn(self._carry_out(act))

    async def _carry_out(self, act: Callable[[], Awaitable[None]]) -> None:
        try:
            await act()
        except PulseError as error:
            self.notice.say(translate(error.message), self.tr("Dismiss"))
            self.refused.emit()
        finally:
            self._tell_busy(busy=False)

    def _tell_busy(self, *, busy: bool) -> None:
        self._is_busy = busy
        self._action.setEnabled(not busy)
        self._action.setText(self._entering if busy and not self._is_shown else self._idle)
        self.leave_button.setEnabled(not busy)
        leaving = self.tr("Leaving…") if busy and self._is_shown else self.tr("Leave demo")
        self.leave_button.setText(leaving)
