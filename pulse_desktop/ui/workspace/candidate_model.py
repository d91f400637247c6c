"""Series that can be added, as rows: resource, metric, its value now, and where it is."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QGuiApplication
from typing_extensions import override

from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.theme import colours, sizes, tabular
from pulse_desktop.ui.workspace.candidates import Candidate

Index = QModelIndex | QPersistentModelIndex

WIDTHS = (34, 16, 13)
"""Characters of each column; the last one takes the rest."""

_RESOURCE, _METRIC, _VALUE, _PLACE = range(4)
_QUIET: Final = frozenset({_METRIC, _PLACE})
_ROOT: Final = QModelIndex()
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_ROW = 0.9


class CandidateModel(QAbstractTableModel):
    """A few hundred rows at most, made anew with every search."""

    def __init__(self, presentation: Presentation, parent: QObject) -> None:
        super().__init__(parent)
        self._presentation = presentation
        self.candidates: tuple[Candidate, ...] = ()
        role = Qt.ItemDataRole
        self._said: dict[int, Callable[[Candidate, int], Any]] = {
            role.DisplayRole: lambda one, column: self.texts(one)[column],
            role.AccessibleTextRole: lambda one, _column: ", ".join(self.texts(one)),
            role.TextAlignmentRole: lambda _one, column: _RIGHT if column == _VALUE else None,
            role.ForegroundRole: lambda _one, column: self._muted if column in _QUIET else None,
            role.FontRole: lambda _one, column: self._figures if column == _VALUE else None,
            role.SizeHintRole: lambda _one, _column: self._row,
        }
        self._dress()

    def show_candidates(self, candidates: Sequence[Candidate]) -> None:
        """List others."""
        self.beginResetModel()
        self.candidates = tuple(candidates)
        self._dress()
        self.endResetModel()

    def texts(self, candidate: Candidate) -> tuple[str, str, str, str]:
        """What the cells say."""
        resource, metric = candidate.resource, candidate.metric
        formats = self._presentation.formats
        measured = resource.metrics.get(metric)
        value = formats.value(metric, None if measured is None else measured.value)
        where = (resource.parent_name, self._presentation.platforms(resource))
        return resource.name, formats.say(metric.label), value, ", ".join(filter(None, where))

    def _dress(self) -> None:
        """Made once for all cells: a font costs as much as the rest of a cell."""
        font = QGuiApplication.font()
        self._muted = QColor(colours(QGuiApplication.palette()).muted)
        self._figures = tabular(font)
        self._row = QSize(1, round(sizes(font).row * _ROW))

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.candidates)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else _PLACE + 1

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        say = self._said.get(role)
        return None if say is None else say(self.candidates[index.row()], index.column())

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section == _VALUE:
            return _RIGHT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Resource"), self.tr("Metric"), self.tr("Now"), self.tr("Where"))[section]
