"""Commands that need live data: out of use while the past is shown, and they say why."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from pulse_desktop.model.text import mark
from pulse_desktop.ui.clock.time_control import TimeControl
from pulse_desktop.ui.translation import translate

NEEDS_LIVE = mark("LiveOnly", "It needs live data. Press 0 to go back to live.")
"""Why something is out of use while the past is shown."""


class LiveOnly(QObject):
    """Disables ``actions`` in the past, and has them as they were when it is over."""

    def __init__(self, control: TimeControl, actions: Sequence[QAction], parent: QObject) -> None:
        super().__init__(parent)
        self._control = control
        self._actions = tuple(actions)
        self._were: dict[QAction, tuple[bool, str]] = {}
        control.travelled.connect(self._follow)

    @property
    def is_past(self) -> bool:
        """Whether they are out of use."""
        return self._control.instant_s is not None

    def offer(self, action: QAction, *, offered: bool) -> None:
        """Enable one of them, at once or when the present is shown again."""
        if action in self._were:
            self._were[action] = (offered, self._were[action][1])
        else:
            action.setEnabled(offered)

    def _follow(self) -> None:
        if self.is_past and not self._were:
            self._were = {each: (each.isEnabled(), each.toolTip()) for each in self._actions}
            for each in self._actions:
                each.setEnabled(False)
                each.setToolTip(translate(NEEDS_LIVE))
        elif not self.is_past:
            were, self._were = self._were, {}
            for each, (is_enabled, tip) in were.items():
                each.setEnabled(is_enabled)
                each.setToolTip(tip)
