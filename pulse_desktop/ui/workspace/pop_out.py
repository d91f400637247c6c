"""A chart in a window of its own, with its own time."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeySequence, QScreen
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget
from typing_extensions import override

from pulse_desktop.model.saved_chart import PopOut, SavedChart
from pulse_desktop.ui.clock.time_actions import TimeActions
from pulse_desktop.ui.clock.time_control import TimeControl
from pulse_desktop.ui.icons import program_icon
from pulse_desktop.ui.workspace.document import ChartDocument
from pulse_desktop.ui.workspace.place import Display, relative, restored
from pulse_desktop.ui.workspace.span import span_of, window_of

if TYPE_CHECKING:
    from pulse_desktop.ui.workspace.workspace import Workspace

_SIZE = (980, 620)
_OFFSET = 32
"""Each new window stands this much lower and further right than the one before."""


class PopOutWindow(QWidget):
    """Tells when it is closed by the user; the program closes it with the main window."""

    closed = Signal(object)
    """Carries the window itself."""

    def __init__(self, document: ChartDocument, control: TimeControl) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._document, self._control = document, control
        document.setParent(self)
        control.setParent(self)
        self._actions = TimeActions(self, control)
        self.addActions(self._actions.all())
        closing = QKeySequence.keyBindings(QKeySequence.StandardKey.Close)
        self._make(self.tr("Close"), closing).triggered.connect(self.close)
        next_pane = self._make(self.tr("Next pane"), [QKeySequence(Qt.Key.Key_F6)])
        next_pane.triggered.connect(self._turn_pane)
        self.setWindowIcon(program_icon())
        self.resize(*_SIZE)
        self._on_top = QCheckBox(self.tr("Always on top"), self)
        self._on_top.toggled.connect(self._stay)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        document.changed.connect(self._entitle)
        self._entitle()

    @property
    def on_top(self) -> QCheckBox:
        """Whether it stays above other windows."""
        return self._on_top

    def take(self, workspace: "Workspace") -> None:
        """Show ``workspace``."""
        self.workspace = workspace
        workspace.give_place(self._on_top)
        self._column.addWidget(workspace)
        self.setFocusProxy(workspace)

    def restore(self, left: PopOut) -> None:
        """Stand where it stood, with what it showed."""
        self._document.show(left.chart)
        self._control.show(window_of(left.chart.span))
        place = restored(left.screen, left.place, _displays())
        self.move(QPoint(*place[:2]))
        self.resize(*place[2:])
        self._on_top.setChecked(left.stays_on_top)

    def show_aside(self) -> None:
        """Open without taking the keyboard from where it is: nobody asked for it just now."""
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, on=True)
        self.show()
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, on=False)

    def begin_with(self, chart: SavedChart, number: int) -> None:
        """Show a chart beside the windows that there are."""
        self._document.show(chart)
        self._control.show(window_of(chart.span))
        offset = _OFFSET * (number + 1)
        room = _display(self.screen()).room
        self.move(QPoint(room[0] + offset, room[1] + offset))

    def remembered(self) -> PopOut:
        """What it shows, and where it stands."""
        display = _display(self.screen())
        frame = (self.x(), self.y(), self.width(), self.height())
        return PopOut(
            chart=replace(self._document.chart, span=span_of(self._control.window)),
            screen=display.name,
            place=relative(frame, display),
            stays_on_top=self._on_top.isChecked(),
        )

    def _make(self, text: str, keys: list[QKeySequence]) -> QAction:
        action = QAction(text, self)
        action.setShortcuts(keys)
        self.addAction(action)
        return action

    def _turn_pane(self) -> None:
        """To the legend where there is one, and from there to what is drawn or listed."""
        legend = self.workspace.legend
        if legend.isVisible() and not legend.hasFocus():
            legend.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.workspace.focus_chart()

    def _stay(self, on_top: bool) -> None:  # noqa: FBT001 - a signal's argument
        was_visible = self.isVisible()
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, on_top)
        if was_visible:  # another flag makes another window of the operating system
            self.show()
            self.activateWindow()

    def _entitle(self) -> None:
        name = self._document.chart.name or self.tr("Chart")
        self.setWindowTitle(f"{name} – Pulse Desktop")

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit(self)


def _displays() -> list[Display]:
    """The main screen first."""
    main = QGuiApplication.primaryScreen()
    others = [screen for screen in QGuiApplication.screens() if screen is not main]
    return [_display(screen) for screen in (main, *others)]


def _display(screen: QScreen) -> Display:
    room = screen.availableGeometry()
    return Display(screen.name(), (room.x(), room.y(), room.width(), room.height()))
