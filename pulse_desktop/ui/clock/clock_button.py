"""The clock in the toolbar: which instant the tables show, and the ways to another one."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QToolButton, QWidget
from typing_extensions import override

from pulse_desktop.model.condition import Shape
from pulse_desktop.ui import shapes
from pulse_desktop.ui.clock.travel_actions import TravelActions
from pulse_desktop.ui.theme import colours, sizes


class ClockButton(QToolButton):
    """Says *Live*, or the instant."""

    def __init__(self, actions: TravelActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        menu = QMenu(self)
        actions.fill(menu)
        self.setMenu(menu)
        self._shape = Shape.OK
        self.show_live()

    def show_live(self) -> None:
        """The tables go on with time."""
        self._say(Shape.OK, self.tr("Live"), self.tr("The tables show the present"))

    def show_instant(self, instant: str) -> None:
        """The tables show the past."""
        tip = self.tr("The tables show {instant}").format(instant=instant)
        self._say(Shape.UNKNOWN, instant, tip)

    def show_way(self) -> None:
        """The past is being read."""
        self._say(Shape.CHANGING, self.tr("Going there…"), self.tr("Reading what was recorded"))

    def _say(self, shape: Shape, text: str, tip: str) -> None:
        self._shape = shape
        self.setText(f"{text}  ")  # room for the arrow
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self._draw()

    def _draw(self) -> None:
        side = sizes(self.font()).shape
        ratio = self.devicePixelRatioF()
        self.setIcon(QIcon(shapes.pixmap(self._shape, colours(self.palette()), side, ratio)))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._draw()
