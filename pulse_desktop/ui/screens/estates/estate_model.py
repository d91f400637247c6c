"""Estates as rows: what is in them, and how many systems that is."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from pulse_desktop.model.ids import EstateId
from pulse_desktop.settings.estates import Estate
from pulse_desktop.ui.translation import translate

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import Tally

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_DISPLAY = Qt.ItemDataRole.DisplayRole
_TOOL_TIP = Qt.ItemDataRole.ToolTipRole
_ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole

_NAME, _CONNECTIONS, _SYSTEMS, _NOTE = range(4)
_UNKNOWN = "—"


class EstateModel(QAbstractTableModel):
    """In the order in which they were made. What is not counted yet is a dash."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._estates: tuple[Estate, ...] = ()
        self._opened: EstateId | None = None
        self._tally: Tally | None = None

    def show_estates(self, estates: tuple[Estate, ...], opened: EstateId | None) -> None:
        """Show these, and ``opened`` as the one that is open."""
        if len(estates) == len(self._estates):
            self._estates, self._opened = estates, opened
            self._tell_changed()
            return
        self.beginResetModel()
        self._estates, self._opened = estates, opened
        self.endResetModel()

    def show_tally(self, tally: "Tally") -> None:
        """Take newer counts."""
        self._tally = tally
        self._tell_changed()

    def estate_at(self, row: int) -> Estate | None:
        """The one in that row."""
        return self._estates[row] if 0 <= row < len(self._estates) else None

    def row_of(self, estate: EstateId) -> int | None:
        """Where that one is."""
        ids = [each.id for each in self._estates]
        return ids.index(estate) if estate in ids else None

    def first_unknown(self) -> Estate | None:
        """The first one whose systems are not counted."""
        if self._tally is None:
            return None
        counts = self._tally.counts
        for estate in self._estates:
            if estate.id in counts and not counts[estate.id].systems.available:
                return estate
        return None

    def _tell_changed(self) -> None:
        if self._estates:
            last = self.index(len(self._estates) - 1, _NOTE)
            self.dataChanged.emit(self.index(0, 0), last)

    def _text(self, estate: Estate, column: int) -> str:
        if column == _NAME:
            return estate.name
        if column == _NOTE:
            return self.tr("open") if estate.id == self._opened else ""
        count = self._tally.counts.get(estate.id) if self._tally is not None else None
        if count is None:
            return _UNKNOWN
        number = count.connections if column == _CONNECTIONS else count.systems.count
        return _UNKNOWN if number is None else str(number)

    def _reason(self, estate: Estate, column: int) -> str | None:
        """Why there is no number."""
        count = self._tally.counts.get(estate.id) if self._tally is not None else None
        if column != _SYSTEMS or count is None or count.systems.sentence is None:
            return None
        return translate(count.systems.sentence)

    @override
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._estates)

    @override
    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else _NOTE + 1

    @override
    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        estate = self.estate_at(index.row()) if index.isValid() else None
        if estate is None:
            return None
        if role == _DISPLAY:
            return self._text(estate, index.column())
        if role == _TOOL_TIP:
            return self._reason(estate, index.column())
        if role == _ALIGNMENT and index.column() in {_CONNECTIONS, _SYSTEMS}:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == _DISPLAY:
            titles = (self.tr("Estate"), self.tr("Connections"), self.tr("Systems"), "")
            return titles[section]
        if role == _ALIGNMENT and section in {_CONNECTIONS, _SYSTEMS}:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return super().headerData(section, orientation, role)
