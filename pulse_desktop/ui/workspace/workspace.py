"""One chart with everything around it: toolbar, panels, legend, data table, notes."""

import asyncio
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pulse_desktop.model.text import Text, mark
from pulse_desktop.resources.read_state import EMPTY, ReadState
from pulse_desktop.ui.charts.chart_column import ChartColumn
from pulse_desktop.ui.charts.composition import Frame
from pulse_desktop.ui.charts.export.subject import Subject
from pulse_desktop.ui.charts.picture import Picture
from pulse_desktop.ui.charts.time_link import TimeLink
from pulse_desktop.ui.clock.time_control import TimeControl
from pulse_desktop.ui.tasks import is_alive
from pulse_desktop.ui.theme import scaled, sizes
from pulse_desktop.ui.translation import translate
from pulse_desktop.ui.workspace.chart_menu import ChartMenu
from pulse_desktop.ui.workspace.commands import WorkspaceCommands
from pulse_desktop.ui.workspace.document import ChartDocument
from pulse_desktop.ui.workspace.empty_chart import EmptyChart
from pulse_desktop.ui.workspace.halves import BESIDE_FROM, Halves
from pulse_desktop.ui.workspace.legend import Legend
from pulse_desktop.ui.workspace.note_commands import NoteCommands
from pulse_desktop.ui.workspace.note_line import NoteLine
from pulse_desktop.ui.workspace.picker import Picker
from pulse_desktop.ui.workspace.point_table import PointTable
from pulse_desktop.ui.workspace.points import points
from pulse_desktop.ui.workspace.projection import Projection, Shown
from pulse_desktop.ui.workspace.seam import WindowSeam
from pulse_desktop.ui.workspace.seen import subject_of
from pulse_desktop.ui.workspace.shelf import Shelf
from pulse_desktop.ui.workspace.toolbar import Toolbar

_CAPTION = 0.88
_PINNED = mark("Workspace", "Pinned {moment}. Compare with it by “pinned time”.")


class Workspace(QWidget):
    """Draws the chart of a document over the time of a control."""

    export_requested = Signal()
    """What ``subject`` says is wanted outside of the program."""

    pop_out_requested = Signal(object)
    """Carries the ``SavedChart`` that is wanted in a window of its own."""

    def __init__(
        self,
        document: ChartDocument,
        control: TimeControl,
        shelf: Shelf,
        seam: WindowSeam,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._control = document, control
        self._seam = seam
        self._state: ReadState = EMPTY
        self._shown: Shown | None = None
        self._is_listing = False
        self._listed: tuple[object, ...] = ()
        self.commands = WorkspaceCommands(self)
        self._toolbar = Toolbar(self.commands, control, seam, self)
        self._menu = ChartMenu(document, control, shelf, self.commands, seam, self._toolbar)
        self._column = ChartColumn(self)
        self._legend = Legend(self)
        self._table = PointTable(self)
        self._empty = EmptyChart(self.commands.add, self)
        self._note = NoteLine(seam, self)
        self._notes = NoteCommands(
            control, self._crosshair, self._note, self.commands.note, self._toolbar.notes, seam
        )
        self._projection = Projection(document, control, seam, self._frame, self)
        self._lay_out()
        self._connect()
        TimeLink(self._column, control)
        self._show_document()

    @property
    def legend(self) -> Legend:
        """Every series in figures."""
        return self._legend

    @property
    def column(self) -> ChartColumn:
        """The panels."""
        return self._column

    @property
    def table(self) -> PointTable:
        """The points in figures."""
        return self._table

    @property
    def note_line(self) -> NoteLine:
        """Where notes are written."""
        return self._note

    @property
    def picture(self) -> Picture | None:
        """What is on show, with every figure of the legend."""
        if self._shown is None or not self._document.chart.series:
            return None
        return self._column.picture

    @property
    def subject(self) -> Subject | None:
        """The chart as it is exported; ``None`` where nothing is drawn."""
        picture, shown = self.picture, self._shown
        if picture is None or shown is None:
            return None
        return subject_of(picture, shown, (self._column.width(), self._column.height()))

    def look(self, state: ReadState) -> None:
        """Take a newer state; it is drawn while the chart is in sight."""
        self._state = state
        self._projection.look(state)

    def give_place(self, widget: QWidget) -> None:
        """Show something of the window's beside the commands."""
        self._toolbar.give_place(widget)

    def present(self) -> None:
        """Write values another way."""
        self._projection.draw()

    def start_over(self) -> None:
        """Another estate is open: what was read is not its."""
        self._shown = None
        self._projection.start_over()

    def add_series(self) -> Picker:
        """Let the user choose what to draw."""
        seam = self._seam
        picker = Picker(self._state, seam.presents(), seam.spawn, self)
        picker.chosen.connect(self._document.add)
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.open()
        return picker

    def _lay_out(self) -> None:
        size = sizes(self.font())
        self._message = QLabel(self, wordWrap=True)
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setMargin(size.large)
        self._message.hide()
        self._hint = QLabel(self._keys(), self)
        self._hint.setFont(scaled(self.font(), _CAPTION))
        self._hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._hint.setContentsMargins(size.large, size.tight, size.large, size.tight)
        self._hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._split = Halves(self._column, self._legend, self)
        self._pages = QStackedWidget(self)
        for page in (self._empty, self._split, self._table):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._toolbar)
        column.addWidget(self._message)
        column.addWidget(self._pages, 1)
        column.addWidget(self._note)
        column.addWidget(self._hint)

    def _keys(self) -> str:
        """What keys and mouse do, in one line."""
        return self.tr(
            "← → crosshair · ↑ ↓ series · drag or Shift+← → to zoom · Backspace back · "
            "P pin · N note · E export"
        )

    def _connect(self) -> None:
        document, column = self._document, self._column
        document.changed.connect(self._show_document)
        projection = self._projection
        projection.shown.connect(self._show)
        projection.answered.connect(self._message.hide)
        projection.failed.connect(self._fail)
        projection.emptied.connect(self._show_document)
        column.resized.connect(projection.resize)
        column.hovered.connect(self._hover)
        column.pinned.connect(self._pin)
        self._control.travelled.connect(self._mark_moment)
        self._legend.isolated.connect(document.isolate)
        self._legend.toggled.connect(document.toggle)
        self._legend.removed.connect(document.remove)
        self._legend.moved.connect(document.move)
        self._legend.attended.connect(column.emphasise)
        self._note.changed.connect(projection.read)
        self._note.closed.connect(self.focus_chart)
        self._notes.sought.connect(self._seek)
        self._connect_toolbar()

    def _connect_toolbar(self) -> None:
        document, bar, commands = self._document, self._toolbar, self.commands
        bar.compared.connect(document.compare)
        bar.rooted.connect(document.begin_at_zero)
        bar.ranked.connect(document.choose_strongest)
        commands.add.triggered.connect(self.add_series)
        commands.table.toggled.connect(self._turn_page)
        commands.export.triggered.connect(self.export_requested)
        commands.pop_out.triggered.connect(self._pop_out)

    def _frame(self, window_s: tuple[float, float], panels: int) -> Frame:
        return self._column.frame(window_s, self._seam.presents().formats, panels)

    def _show_document(self) -> None:
        """What does not wait for points: names, choices, and whether there is anything."""
        chart = self._document.chart
        self._menu.show_chart()
        has_series = bool(chart.series)
        for command in (self.commands.table, self.commands.export, self.commands.pop_out):
            command.setEnabled(has_series)
        self._hint.setVisible(has_series)
        if not has_series:
            self._message.hide()
            self._toolbar.show_crowd(crowded=False)
        self._turn_page()

    def _turn_page(self) -> None:
        if not self._document.chart.series:
            self._pages.setCurrentWidget(self._empty)
        elif self.commands.table.isChecked():
            self._pages.setCurrentWidget(self._table)
            self._list_points()
        else:
            self._pages.setCurrentWidget(self._split)

    def _show(self, shown: Shown) -> None:
        self._shown = shown
        formats = self._seam.presents().formats
        if all(entry.line is None for entry in shown.scene.entries):
            self._say_that_there_is_nothing()
        self._notes.show(shown.notes)
        self._toolbar.show_crowd(crowded=shown.scene.is_crowded)
        self._column.set_picture(shown.picture, formats)
        self._legend.show_scene(shown, formats)
        row = self._legend.current_row()
        self._column.emphasise(None if row is None else row.series)
        self._mark_moment()
        if self._column.hasFocus():  # it kept the keyboard until there was a panel
            self.focus_chart()
        if self.commands.table.isChecked():
            self._list_points()

    def _mark_moment(self) -> None:
        """Mark the past instant that tables show."""
        self._column.mark_moment(self._control.instant_s)

    def _list_points(self) -> None:
        if self._shown is not None and not self._is_listing:
            self._is_listing = True
            self._seam.spawn(self._list(self._shown))

    async def _list(self, shown: Shown) -> None:
        """Rows that the user reads stay, unless they are of other series or another time."""
        formats = self._seam.presents().formats
        try:
            found = await asyncio.to_thread(points, shown.scene, shown.before, formats)
        finally:
            self._is_listing = False
        if not is_alive(self):
            return
        first_s, last_s = shown.scene.window_s
        fixed = None if self._control.window.is_live else first_s
        listed = (found.columns, round(last_s - first_s), fixed)
        if listed != self._listed or not self._table.is_being_read:
            self._listed = listed
            self._table.show_points(found, formats)

    def _say_that_there_is_nothing(self) -> None:
        """Unless it is said already why: it could not be read."""
        if self._message.isHidden():
            said = self.tr("Nothing of these series was recorded in this time. Try a longer range.")
            self._message.setText(said)
            self._message.show()

    def _fail(self, message: Text) -> None:
        self._message.setText(translate(message))
        self._message.show()

    def _crosshair(self) -> float | None:
        return self._column.at_s

    def _seek(self, at_s: float) -> None:
        """Put the crosshair at an instant."""
        self._column.attend(at_s)
        self._hover(at_s)

    def _hover(self, at_s: float | None) -> None:
        formats = self._seam.presents().formats
        moment = "" if at_s is None else formats.time(datetime.fromtimestamp(at_s, UTC))
        self._legend.attend(at_s, moment)

    def _pin(self, at_s: float) -> None:
        """Remember the instant for comparing."""
        self._document.pin(at_s)
        formats = self._seam.presents().formats
        moment = formats.absolute(datetime.fromtimestamp(at_s, UTC))
        self._seam.say(_PINNED.given(moment=moment))

    def _pop_out(self) -> None:
        self.pop_out_requested.emit(self._menu.chart_now())

    def focus_chart(self) -> None:
        """Give the keyboard to what is on show."""
        wanted: QWidget = self._empty
        if self._pages.currentWidget() is self._table:
            wanted = self._table
        elif self._pages.currentWidget() is self._split:
            wanted = self._column.views[0] if self._column.views else self._column
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_chart()

    @override
    def minimumSizeHint(self) -> QSize:
        """Panels share what there is, however little that is."""
        return QSize(0, 0)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down choose the series while a panel has the keyboard."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if steps is None or self._pages.currentWidget() is not self._split:
            super().keyPressEvent(event)
        else:
            self._legend.step(steps)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._projection.wake(self._state)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._projection.sleep()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._toolbar.narrow(narrow=self.width() < BESIDE_FROM)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._hint.setFont(scaled(self.font(), _CAPTION))
