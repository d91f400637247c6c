"""The legend of a chart: every series with its figures, in reach of mouse and keyboard alike."""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)
from typing_extensions import override

from pulse_desktop.model.saved_chart import SeriesName
from pulse_desktop.ui import clipboard
from pulse_desktop.ui.formatting import Formats
from pulse_desktop.ui.theme import colours, sizes
from pulse_desktop.ui.workspace.legend_model import COLUMNS, METRIC, NAME, VALUE, Index, LegendModel
from pulse_desktop.ui.workspace.legend_row import LegendRow, legend_rows
from pulse_desktop.ui.workspace.projection import Shown

_GIVEN_UP = (6, 3, 4, METRIC, 5)
"""Columns in the order in which they are left out where there is little room."""

_GIVEN_UP_PLAIN = (METRIC, 6, 3, 4, 5)
"""The same where headings say all there is to say of metrics."""

_NAME_CHARACTERS = 16
_FIGURE_CHARACTERS = 12
_METRIC_CHARACTERS = 14


class _Names(QStyledItemDelegate):
    """Cuts what is compared with at its beginning: how far back it lies stands at the end."""

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        model = index.model()
        if isinstance(model, LegendModel) and model.rows[index.row()].is_then:
            option.textElideMode = Qt.TextElideMode.ElideLeft


class Legend(QTreeView):
    """Click or Enter isolates, Shift+click or Space toggles, drag or Alt+arrows order."""

    isolated = Signal(object)
    """Carries a ``SeriesName``, as do the others."""

    toggled = Signal(object)
    removed = Signal(object)
    """Carries a list of ``SeriesName``."""

    moved = Signal(object, int)
    """Also carries by how many places, later for a positive number."""

    attended = Signal(object)
    """Carries the ``SeriesName`` of the current row, or ``None``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = LegendModel(self)
        self._is_plain = False
        self.setModel(self._model)
        self.setAccessibleName(self.tr("Legend"))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(False)
        self.setItemDelegateForColumn(NAME, _Names(self))
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._arrange_header()
        self._model.dragged.connect(self._drop)
        self.clicked.connect(self._click)
        self.selectionModel().currentChanged.connect(self._attend)
        self._dress()

    @property
    def model_of_rows(self) -> LegendModel:
        """What it shows."""
        return self._model

    def show_scene(self, shown: Shown, formats: Formats) -> None:
        """Take newer figures; the current row stays the one of its series.

        Where that is gone, the keyboard goes on at its place.
        """
        current, place = self.current_row(), self.currentIndex().row()
        rows = legend_rows(shown.scene, shown.before, formats)
        self._is_plain = all(len(stage.metrics) == 1 for stage in shown.scene.stages)
        if not self._model.show_rows(rows, formats):
            return
        for number, row in enumerate(rows):
            self.setFirstColumnSpanned(number, QModelIndex(), row.series is None)
        if current is not None and not self._make_current(current.identity) and self.hasFocus():
            self._stand_near(place)
        self._fit()

    def attend(self, at_s: float | None, moment: str) -> None:
        """Show values at an instant."""
        self._model.attend(at_s, moment)

    def current_row(self) -> LegendRow | None:
        """The row that the keyboard is on."""
        index = self.currentIndex()
        return self._model.rows[index.row()] if index.isValid() else None

    def step(self, rows: int) -> None:
        """Go to another series, passing over headings."""
        places = [place for place, row in enumerate(self._model.rows) if row.can_move]
        if not places:
            return
        here = self.currentIndex().row()
        near = min(range(len(places)), key=lambda n: abs(places[n] - here))
        there = places[(near + rows) % len(places)] if here in places else places[0]
        self.setCurrentIndex(self._model.index(there, NAME))

    def _arrange_header(self) -> None:
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(1)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)

    def _fit(self) -> None:
        """Leave out figures until the names have room."""
        character = sizes(self.font()).character
        wide = dict.fromkeys(range(VALUE, COLUMNS), _FIGURE_CHARACTERS * character)
        wide[METRIC] = _METRIC_CHARACTERS * character
        for column, width in wide.items():
            self.setColumnWidth(column, width)
        room = self.viewport().width() - _NAME_CHARACTERS * character - sum(wide.values())
        for column in _GIVEN_UP_PLAIN if self._is_plain else _GIVEN_UP:
            is_over = room < 0
            self.setColumnHidden(column, is_over)
            room += wide[column] if is_over else 0

    def _dress(self) -> None:
        self._model.dress(colours(self.palette()), self.font())

    def _make_current(self, identity: tuple[object, ...]) -> bool:
        """Whether there is such a row."""
        for place, row in enumerate(self._model.rows):
            if row.identity == identity:
                self.setCurrentIndex(self._model.index(place, NAME))
                return True
        return False

    def _stand_near(self, wanted: int) -> None:
        """Make the series current that is nearest to a place; the one before, of two."""
        places = [place for place, row in enumerate(self._model.rows) if row.can_move]
        if places:
            nearest = min(places, key=lambda place: abs(place - wanted))
            self.setCurrentIndex(self._model.index(nearest, NAME))

    def _attend(self, index: QModelIndex, _before: QModelIndex) -> None:
        row = self._model.rows[index.row()] if index.isValid() else None
        self.attended.emit(None if row is None else row.series)

    def _click(self, index: QModelIndex) -> None:
        series = self._model.rows[index.row()].series
        keys = QApplication.keyboardModifiers()
        if series is None or keys & Qt.KeyboardModifier.ControlModifier:
            return
        if keys & Qt.KeyboardModifier.ShiftModifier:
            self.toggled.emit(series)
        else:
            self.isolated.emit(series)

    def _drop(self, here: int, there: int) -> None:
        """Count the series between, which are what the user sees as places."""
        rows = self._model.rows
        series = rows[here].series
        if series is None or not rows[here].can_be_ordered:
            return
        first, last = sorted((here, there))
        between = sum(row.can_move for row in rows[first:last])
        steps = -between if there < here else between - 1
        if steps:
            self.moved.emit(series, steps)

    def _chosen(self) -> list[SeriesName]:
        rows = (self._model.rows[i.row()] for i in self.selectionModel().selectedRows(NAME))
        return [row.series for row in rows if row.series is not None and row.can_move]

    def _press(self, key: int, row: LegendRow, *, alt: bool) -> bool:
        """Do what a key stands for; whether it stands for anything."""
        series = row.series
        if series is None:
            return False
        if alt:
            steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key))
            if steps is not None and row.can_be_ordered:
                self.moved.emit(series, steps)
            return steps is not None
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.isolated.emit(series)
        elif key == Qt.Key.Key_Space:
            self.toggled.emit(series)
        elif key == Qt.Key.Key_Delete:
            self.removed.emit(self._chosen())
        else:
            return False
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_row()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.key() == Qt.Key.Key_C and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            clipboard.put(self._model.text())
        elif row is None or not self._press(event.key(), row, alt=alt):
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._dress()
