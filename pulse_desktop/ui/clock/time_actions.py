"""Everything that is done about the window of time, as actions: menus and keys come from here."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from pulse_desktop.ui.clock.time_control import TimeControl
from pulse_desktop.ui.clock.time_window import Range
from pulse_desktop.ui.clock.typing_guard import TypingGuard
from pulse_desktop.ui.clock.wording import RANGE_TITLES
from pulse_desktop.ui.translation import translate

_ZOOM = 2.0
_KEYS = "123456789"
"""The ranges from the shortest on; *All* has none left."""


class TimeActions(QObject):
    """Owns the actions of one window, which change ``control`` and show what it shows."""

    def __init__(self, window: QWidget, control: TimeControl) -> None:
        super().__init__(window)
        self._window = window
        self._control = control
        self.ranges = QActionGroup(self)
        self.ranges.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        self._make_ranges()
        self.custom = self._make(self.tr("&Custom…"))
        self.earlier = self._make(self.tr("&Earlier by half a window"), "[")
        self.later = self._make(self.tr("&Later by half a window"), "]")
        self.zoom_out = self._make(self.tr("Zoom &out"), "-")
        self.zoom_in = self._make(self.tr("Zoom &in"), "=", "+")
        self.back = self._make(self.tr("&Back out of the zoom"), "Backspace")
        self.live = self._make(self.tr("Back to &live"), "0")
        self._guard = TypingGuard(self)
        self._connect()
        self._show()

    def all(self) -> list[QAction]:
        """Every action, in the order of the menu."""
        return [*self.ranges.actions(), self.custom, *self._steps(), self.live]

    def fill(self, menu: QMenu) -> None:
        """Put everything into ``menu``."""
        menu.addActions(self.ranges.actions())
        menu.addAction(self.custom)
        menu.addSeparator()
        menu.addActions(self._steps())
        menu.addSeparator()
        menu.addAction(self.live)

    def _make_ranges(self) -> None:
        for number, (chosen, name) in enumerate(RANGE_TITLES.items()):
            action = self._make(translate(name), *_KEYS[number : number + 1])
            action.setCheckable(True)
            action.setData(chosen.value)
            self.ranges.addAction(action)

    def _connect(self) -> None:
        control = self._control
        self.ranges.triggered.connect(self._choose)
        self.earlier.triggered.connect(partial(control.shift, -1))
        self.later.triggered.connect(partial(control.shift, 1))
        self.zoom_out.triggered.connect(partial(control.scale, _ZOOM))
        self.zoom_in.triggered.connect(partial(control.scale, 1 / _ZOOM))
        self.back.triggered.connect(control.back)
        self.live.triggered.connect(control.live)
        control.changed.connect(self._show)

    def _steps(self) -> list[QAction]:
        return [self.earlier, self.later, self.zoom_out, self.zoom_in, self.back]

    def _make(self, text: str, *keys: str) -> QAction:
        action = QAction(text, self._window)
        action.setShortcuts([QKeySequence(key) for key in keys])
        return action

    def _show(self) -> None:
        window = self._control.window
        for action in self.ranges.actions():
            action.setChecked(action.data() == window.range)
        self.back.setEnabled(bool(window.outer))

    def _choose(self, action: QAction) -> None:
        self._control.choose(Range(action.data()))
        self._show()  # a second choice of the same range unticked it
