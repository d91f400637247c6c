"""The legend as a table: a row a curve, below the heading of its panel."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont
from typing_extensions import override

from pulse_desktop.ui.formatting import Formats
from pulse_desktop.ui.theme import LIGHT, Colours, scaled, sizes, tabular
from pulse_desktop.ui.tool_tip import as_written
from pulse_desktop.ui.workspace.drawing import HEADINGS
from pulse_desktop.ui.workspace.legend_row import LegendRow
from pulse_desktop.ui.workspace.swatch import swatch

Index = QModelIndex | QPersistentModelIndex

NAME, METRIC, VALUE = 0, 1, 2
COLUMNS = 2 + len(HEADINGS)
_ROW = 0.85
"""Of a table's row: more of the legend is in sight beside the panels."""

ROW_MIME = "application/x-pulse-legend-row"

_ROOT: Final = QModelIndex()
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class LegendModel(QAbstractTableModel):
    """Shows rows at an instant. What the user wants of them is only told."""

    dragged = Signal(int, int)
    """A row was put before another one, or after the last for the number of rows."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: tuple[LegendRow, ...] = ()
        self._formats = Formats()
        self._colours: Colours = LIGHT
        self._font = self._figures = self._bold = QFont()
        self._row = QSize()
        self._swatch = 0
        """Pixels of a side."""

        self._at_s: float | None = None
        self._moment = ""
        role = Qt.ItemDataRole
        self._said: dict[int, Callable[[LegendRow, int], Any]] = {
            role.DisplayRole: self._text_of,
            role.DecorationRole: self._decoration,
            role.TextAlignmentRole: _alignment,
            role.FontRole: self._font_of,
            role.ForegroundRole: self._foreground,
            role.AccessibleTextRole: self._spoken,
            role.ToolTipRole: lambda row, column: as_written(self._spoken(row, column)),
            role.SizeHintRole: self._size,
        }

    @property
    def rows(self) -> tuple[LegendRow, ...]:
        """All of them, top to bottom."""
        return self._rows

    def dress(self, colours: Colours, font: QFont) -> None:
        """Take other colours and another font."""
        self._colours, self._font = colours, font
        self._figures, self._bold = tabular(font), scaled(font, 1.0, bold=True)
        size = sizes(font)
        self._row, self._swatch = QSize(1, round(size.row * _ROW)), size.large
        self._tell(0, COLUMNS - 1)

    def show_rows(self, rows: Sequence[LegendRow], formats: Formats) -> bool:
        """Take newer rows. Returns whether they are others, and no place is what it was."""
        before, self._formats = self._rows, formats
        if [row.identity for row in rows] == [row.identity for row in before]:
            self._rows = tuple(rows)
            self._tell(0, COLUMNS - 1)
            return False
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()
        return True

    def attend(self, at_s: float | None, moment: str) -> None:
        """Show values at an instant that is called ``moment``; the newest for ``None``."""
        if (at_s, moment) != (self._at_s, self._moment):
            self._at_s, self._moment = at_s, moment
            self._tell(VALUE, VALUE)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, VALUE, VALUE)

    def text(self) -> str:
        """The whole table, tab-separated, for the clipboard."""
        titles = [str(self.headerData(c, Qt.Orientation.Horizontal)) for c in range(COLUMNS)]
        rows = [row.texts(self._at_s, self._formats) for row in self._rows]
        return "\n".join("\t".join(row) for row in (titles, *rows)) + "\n"

    def _tell(self, first: int, last: int) -> None:
        if self._rows:
            end = self.index(len(self._rows) - 1, last)
            self.dataChanged.emit(self.index(0, first), end)

    def _text_of(self, row: LegendRow, column: int) -> str:
        texts = row.texts(self._at_s, self._formats)
        return texts[column] if column < len(texts) else ""

    def _spoken(self, row: LegendRow, _column: int) -> str:
        return row.spoken(self._at_s, self._formats)

    def _size(self, _row: LegendRow, _column: int) -> QSize:
        return self._row

    def _decoration(self, row: LegendRow, column: int) -> Any:
        if column != NAME or row.stroke is None:
            return None
        return swatch(row.stroke, self._colours.series, self._swatch, is_drawn=row.is_drawn)

    def _font_of(self, row: LegendRow, column: int) -> QFont:
        if row.is_heading:
            return self._bold
        return self._figures if column >= VALUE else self._font

    def _foreground(self, row: LegendRow, column: int) -> QColor | None:
        is_quiet = not row.is_drawn or row.is_then or row.series is None or column == METRIC
        return QColor(self._colours.muted) if is_quiet and not row.is_heading else None

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else COLUMNS

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self._rows[index.row()], index.column()
        say = self._said.get(role)
        return None if say is None else say(row, column)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section >= VALUE else _LEFT
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == VALUE and self._moment:
            return self._moment
        figures = [self._formats.say(heading) for heading in HEADINGS.values()]
        return (self.tr("Series"), self.tr("Metric"), *figures)[section]

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        row = self._rows[index.row()]
        if row.is_heading:
            return Qt.ItemFlag.ItemIsEnabled
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsDragEnabled if row.can_be_ordered else usual

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    @override
    def mimeTypes(self) -> list[str]:
        return [ROW_MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        carried = QMimeData()
        carried.setData(ROW_MIME, str(indexes[0].row()).encode())
        return carried

    @override
    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Only tells: the rows come round again in their new order."""
        carried = bytes(data.data(ROW_MIME).data()).decode()
        if carried.isdigit():
            there = row if row >= 0 else (parent.row() if parent.isValid() else len(self._rows))
            self.dragged.emit(int(carried), there)
        return False


def _alignment(_row: LegendRow, column: int) -> int:
    return _RIGHT if column >= VALUE else _LEFT
