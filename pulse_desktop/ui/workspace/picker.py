"""Choosing series to draw: type to filter, arrows, Enter; several at once."""

import asyncio

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QObject,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pulse_desktop.resources.read_state import ReadState
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.tasks import Spawn, is_alive
from pulse_desktop.ui.theme import sizes
from pulse_desktop.ui.workspace.candidate_model import WIDTHS, CandidateModel
from pulse_desktop.ui.workspace.candidates import (
    Candidate,
    Found,
    Listing,
    labelled,
    listings,
    search,
)

_CHARACTERS, _ROWS = 100, 20
_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class Picker(QDialog):
    """Lists what was found in a worker; the latest words win."""

    chosen = Signal(object)
    """Carries a list of ``ChartedSeries``."""

    def __init__(
        self, state: ReadState, presentation: Presentation, spawn: Spawn, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._state, self._presentation, self._spawn = state, presentation, spawn
        self._labels = labelled(presentation.formats.say)
        self._index: tuple[Listing, ...] | None = None
        self._is_searching = False
        self._searched: str | None = None
        self._model = CandidateModel(presentation, self)
        self._lay_out()
        self._text.textChanged.connect(self._search)
        self._text.installEventFilter(self)
        self._list.doubleClicked.connect(self.accept)
        self._list.selectionModel().selectionChanged.connect(self._tell)
        self._search()

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """What is listed."""
        return self._model.candidates

    def _lay_out(self) -> None:
        size = sizes(self.font())
        self.setWindowTitle(self.tr("Add series"))
        self._text = QLineEdit(self)
        self._text.setPlaceholderText(self.tr("Resource, then metric: nas cpu"))
        self._text.setAccessibleName(self.tr("Resource and metric"))
        self._list = QTreeView(self)
        self._list.setModel(self._model)
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._arrange_header()
        self._list.setAccessibleName(self.tr("Series"))
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._count = QLabel(self)
        self._count.setForegroundRole(self._count.palette().ColorRole.PlaceholderText)
        self._add = QPushButton(self.tr("Add"), self)
        self._add.setDefault(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        buttons.addButton(self._add, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        foot.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[size.large] * 4)
        column.setSpacing(size.small)
        column.addWidget(self._text)
        column.addWidget(self._list, 1)
        column.addLayout(foot)
        self.resize(_CHARACTERS * size.character, _ROWS * size.row)

    def _arrange_header(self) -> None:
        character = sizes(self.font()).character
        header = self._list.header()
        header.setStretchLastSection(True)
        for column, characters in enumerate(WIDTHS):
            self._list.setColumnWidth(column, characters * character)

    def _search(self) -> None:
        """Look for the words that are there now, one search at a time."""
        if not self._is_searching and self._text.text() != self._searched:
            self._is_searching = True
            self._spawn(self._find(self._text.text()))

    async def _find(self, text: str) -> None:
        try:
            self._index, found = await asyncio.to_thread(self._found, text)
        finally:
            self._is_searching = False
        if not is_alive(self):
            return
        self._searched = text
        self._show(found)
        self._search()

    def _found(self, text: str) -> tuple[tuple[Listing, ...], Found]:
        index = self._index
        if index is None:
            index = listings(self._state.by_id.values(), self._presentation)
        return index, search(index, text, self._labels)

    def _show(self, found: Found) -> None:
        self._model.show_candidates(found.candidates)
        if found.candidates:
            self._list.setCurrentIndex(self._model.index(0, 0))
        if not found.count:
            self._count.setText(self.tr("Nothing that is recorded has these words."))
        elif found.count > len(found.candidates):
            said = self.tr("{shown} of {count}. Type more to narrow it down.")
            self._count.setText(said.format(shown=len(found.candidates), count=found.count))
        else:
            self._count.setText(self.tr("%n series", "", found.count))
        self._tell()

    def _tell(self) -> None:
        count = len(self._list.selectionModel().selectedRows())
        self._add.setEnabled(count > 0)
        self._add.setText(self.tr("Add %n", "", count) if count > 1 else self.tr("Add"))

    def _move(self, key: int, *, extends: bool) -> None:
        """Go up or down in the list while the words keep the focus; Shift selects on the way."""
        page = max(1, self._list.viewport().height() // max(1, self._list.sizeHintForRow(0)))
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page}
        here = self._list.currentIndex().row() + steps.get(Qt.Key(key), page)
        index = self._model.index(min(max(here, 0), self._model.rowCount() - 1), 0)
        flag = QItemSelectionModel.SelectionFlag
        how = flag.Select if extends else flag.ClearAndSelect
        self._list.selectionModel().setCurrentIndex(index, how | flag.Rows)
        self._list.scrollTo(index)

    @override
    def accept(self) -> None:
        """Hand over what is selected."""
        indexes = self._list.selectionModel().selectedRows()
        rows = sorted(index.row() for index in indexes)
        made = [self._model.candidates[row].series for row in rows]
        series = [one for one in made if one is not None]
        if series:
            self.chosen.emit(series)
            super().accept()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._text and isinstance(event, QKeyEvent):
            is_press = event.type() is QEvent.Type.KeyPress
            if is_press and Qt.Key(event.key()) in _MOVES and self._model.rowCount():
                extends = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._move(event.key(), extends=extends)
                return True
        return super().eventFilter(watched, event)
