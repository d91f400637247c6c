"""Choosing series to draw: type to filter, arrows, Enter; several at once."""

import asyncio
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
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
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pulse_desktop.model.metric import Metric
from pulse_desktop.resources.read_state import ReadState
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.tasks import Spawn
from pulse_desktop.ui.theme import sizes
from pulse_desktop.ui.workspace.candidates import Candidate, Found, Listing, listings, search

Index = QModelIndex | QPersistentModelIndex

_ROOT: Final = QModelIndex()
_CHARACTERS, _ROWS = 74, 22
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
        say = presentation.formats.say
        self._labels = {m: f"{say(m.label)} {m.value}".casefold() for m in Metric}
        self._index: tuple[Listing, ...] | None = None
        self._is_searching = False
        self._searched: str | None = None
        self._model = _Candidates(presentation, self)
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
        self._list = QListView(self)
        self._list.setModel(self._model)
        self._list.setUniformItemSizes(True)
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
            self._list.setCurrentIndex(self._model.index(0))
        if not found.count:
            self._count.setText(self.tr("Nothing that is recorded has these words."))
        elif found.count > len(found.candidates):
            said = self.tr("{shown} of {count}. Type more to narrow it down.")
            self._count.setText(said.format(shown=len(found.candidates), count=found.count))
        else:
            self._count.setText(self.tr("%n series", "", found.count))
        self._tell()

    def _tell(self) -> None:
        count = len(self._list.selectionModel().selectedIndexes())
        self._add.setEnabled(count > 0)
        self._add.setText(self.tr("Add %n", "", count) if count > 1 else self.tr("Add"))

    def _move(self, key: int, *, extends: bool) -> None:
        """Go up or down in the list while the words keep the focus; Shift selects on the way."""
        page = max(1, self._list.viewport().height() // max(1, self._list.sizeHintForRow(0)))
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page}
        here = self._list.currentIndex().row() + steps.get(Qt.Key(key), page)
        index = self._model.index(min(max(here, 0), self._model.rowCount() - 1))
        flag = QItemSelectionModel.SelectionFlag
        how = flag.Select if extends else flag.ClearAndSelect
        self._list.selectionModel().setCurrentIndex(index, how)
        self._list.scrollTo(index)

    @override
    def accept(self) -> None:
        """Hand over what is selected."""
        indexes = self._list.selectionModel().selectedIndexes()
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


class _Candidates(QAbstractListModel):
    def __init__(self, presentation: Presentation, parent: QObject) -> None:
        super().__init__(parent)
        self._presentation = presentation
        self.candidates: tuple[Candidate, ...] = ()

    def show_candidates(self, candidates: Sequence[Candidate]) -> None:
        """List others."""
        self.beginResetModel()
        self.candidates = tuple(candidates)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.candidates)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        candidate = self.candidates[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(candidate)
        return None

    def _text(self, candidate: Candidate) -> str:
        """``nas · CPU — 12 %, This computer``."""
        resource, metric = candidate.resource, candidate.metric
        formats = self._presentation.formats
        measured = resource.metrics.get(metric)
        value = formats.value(metric, None if measured is None else measured.value)
        where = [resource.parent_name, self._presentation.platforms(resource)]
        told = ", ".join(filter(None, (value, *where)))
        return f"{resource.name} · {formats.say(metric.label)} — {told}"
