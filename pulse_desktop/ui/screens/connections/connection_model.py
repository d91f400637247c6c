"""The saved connections as rows. Holds what was published, and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon
from typing_extensions import override

from pulse_desktop.model.ids import ConnectionId, PlatformId
from pulse_desktop.model.poll import ConnectionStatus
from pulse_desktop.model.text import Text, mark
from pulse_desktop.ui import shapes
from pulse_desktop.ui.screens.connections.description import Describer
from pulse_desktop.ui.screens.connections.report import public_address
from pulse_desktop.ui.standing import shape_of
from pulse_desktop.ui.tool_tip import as_written
from pulse_desktop.ui.translation import translate

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_DISPLAY = Qt.ItemDataRole.DisplayRole
_DECORATION = Qt.ItemDataRole.DecorationRole
_TOOL_TIP = Qt.ItemDataRole.ToolTipRole
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole


@dataclass(frozen=True, slots=True)
class ConnectionColumn:
    """One column: its title, and its text for a row."""

    title: Text
    text: Callable[[ConnectionStatus, Describer], str]


_AFTER_PLATFORM = (
    ConnectionColumn(
        mark("ConnectionModel", "Address"),
        lambda status, _: public_address(status.connection.address),
    ),
    ConnectionColumn(mark("ConnectionModel", "State"), lambda status, say: say.state(status)),
    ConnectionColumn(mark("ConnectionModel", "Every"), lambda status, say: say.interval(status)),
    ConnectionColumn(
        mark("ConnectionModel", "Last success"), lambda status, say: say.last_success(status)
    ),
    ConnectionColumn(mark("ConnectionModel", "Next try"), lambda status, say: say.next_try(status)),
    ConnectionColumn(
        mark("ConnectionModel", "Found"), lambda status, say: say.found(status.record.observed)
    ),
)


class ConnectionModel(QAbstractTableModel):
    """Rows by name. ``describer`` is asked anew for each text, so times stay true."""

    def __init__(
        self,
        titles: dict[PlatformId, str],
        describer: Callable[[], Describer],
        icon: Callable[[ConnectionStatus], QIcon],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows: tuple[ConnectionStatus, ...] = ()
        self._describer = describer
        self._icon = icon
        self.columns = (
            ConnectionColumn(
                mark("ConnectionModel", "Name"), lambda status, _: status.connection.name
            ),
            ConnectionColumn(
                mark("ConnectionModel", "Platform"),
                lambda status, _: titles.get(
                    status.connection.platform, status.connection.platform
                ),
            ),
            *_AFTER_PLATFORM,
        )

    def show_statuses(self, statuses: tuple[ConnectionStatus, ...]) -> None:
        """Show these; rows that stay keep their places."""
        rows = tuple(sorted(statuses, key=lambda each: each.connection.name.casefold()))
        if [each.connection.id for each in rows] == [each.connection.id for each in self._rows]:
            self._rows = rows
            self.refresh()
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def refresh(self) -> None:
        """Times have moved on."""
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def status_at(self, row: int) -> ConnectionStatus | None:
        """The status in a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, connection: ConnectionId) -> int | None:
        """Where a connection stands."""
        ids = [each.connection.id for each in self._rows]
        return ids.index(connection) if connection in ids else None

    @override
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == _DISPLAY:
            return translate(self.columns[section].title)
        return None

    @override
    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        status = self.status_at(index.row())
        if status is None:
            return None
        column = self.columns[index.column()]
        if role == _DISPLAY:
            return column.text(status, self._describer())
        if role == _TOOL_TIP:
            return as_written(column.text(status, self._describer()))
        if role == _SPOKEN:
            return self._spoken(status, column)
        if role == _DECORATION and index.column() == 0:
            return self._icon(status)
        return None

    def _spoken(self, status: ConnectionStatus, column: ConnectionColumn) -> str:
        text = f"{translate(column.title)} {column.text(status, self._describer())}"
        if column is not self.columns[0]:
            return text
        return f"{text}, {shapes.word(shape_of(status.state))}"
