"""The clock in the toolbar: which instant the tables show, and the ways to another one."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from pulse_desktop.model.condition import Shape
from pulse_desktop.ui import shapes
from pulse_desktop.ui.clock.travel_actions import TravelActions
from pulse_desktop.ui.clock.yielding_button import YieldingButton
from pulse_desktop.ui.theme import colours, sizes


class ClockButton(YieldingButton):
    """Says *Live*, or the instant."""

    def __init__(self, actions: TravelActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        menu = QMenu(self)
        actions.fill(menu)
        self.setMenu(menu)
        self._shape = Shape.OK
        self.show_live()

    def show_live(self) -> None:
        """The tables go on with time."""
        self._tell(Shape.OK, self.tr("Live"), self.tr("The tables show the present"))

    def show_instant(self, instant: str) -> None:
        """The tables show the past."""
        tip = self.tr("The tables show {instant}").format(instant=instant)
        self._tell(Shape.UNKNOWN, instant, tip)

    def show_way(self) -> None:
        """The past is being read."""
        self._tell(Shape.CHANGING, self.tr("Going there…"), self.tr("Reading what was recorded"))

    def _tell(self, shape: Shape, text: str, tip: str) -> None:
        self._shape = shape
        self.say(f" {text}")  # room for the icon
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self._draw()

    def _draw(self) -> None:
        side = sizes(self.font()).shape
        self.setIconSize(QSize(side, side))
        self.setIcon(shapes.icon(self._shape, colours(self.palette()), side))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._draw()
