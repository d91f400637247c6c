"""The recovery points of one resource as rows."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon
from typing_extensions import override

from pulse_desktop.model.condition import Shape
from pulse_desktop.model.recovery import PointKind, PointOutcome, RecoveryPoint
from pulse_desktop.model.source import Source
from pulse_desktop.model.text import mark
from pulse_desktop.ui.formatting import MISSING
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.recovery import wording
from pulse_desktop.ui.tool_tip import as_written

Index = QModelIndex | QPersistentModelIndex
Told = tuple[Source, RecoveryPoint]
"""A point, and who tells of it."""

DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_DECORATION: Final = int(Qt.ItemDataRole.DecorationRole)
_TOOLTIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_ACCESSIBLE: Final = int(Qt.ItemDataRole.AccessibleTextRole)
_ALIGNMENT: Final = int(Qt.ItemDataRole.TextAlignmentRole)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_NOWHERE: Final = QModelIndex()

WHEN, WHERE, SIZE, VERIFIED = range(4)
_TITLES = (
    mark("Points", "When"),
    mark("Points", "Where"),
    mark("Points", "Size"),
    mark("Points", "✓"),
)
_VERIFIED_TITLE = mark("Points", "Verified")
_VERIFIED = {True: "✓", False: "✗", None: MISSING}


class PointsModel(QAbstractTableModel):
    """Newest first. A row is written when it is painted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told: Sequence[Told] = ()
        self._presentation = Presentation()
        self._icons: dict[Shape, QIcon] = {}

    def show_points(self, told: Sequence[Told], presentation: Presentation) -> None:
        """Show other points, or write the same another way."""
        self.beginResetModel()
        self._told, self._presentation = told, presentation
        self.endResetModel()

    def dress(self, icons: dict[Shape, QIcon]) -> None:
        """Take the shapes that say how making each copy went."""
        self._icons = icons

    def line(self, row: int) -> str:
        """One row for the clipboard."""
        return "\t".join(self._text(row, column) for column in range(len(_TITLES)))

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._told)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(_TITLES)

    @override
    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == DISPLAY:
            return self._text(row, column)
        if role == _DECORATION and column == WHEN:
            return self._icons.get(wording.outcome_shape(self._told[row][1]))
        if role == _TOOLTIP:
            return as_written(self._explanation(row))
        if role == _ACCESSIBLE:
            return self._explanation(row) if column == WHEN else self._text(row, column)
        return _RIGHT if role == _ALIGNMENT and column == SIZE else None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(_TITLES):
            return None
        if role == DISPLAY:
            return self._presentation.formats.say(_TITLES[section])
        if role in (_TOOLTIP, _ACCESSIBLE):
            title = _VERIFIED_TITLE if section == VERIFIED else _TITLES[section]
            return self._presentation.formats.say(title)
        return _RIGHT if role == _ALIGNMENT and section == SIZE else None

    def _text(self, row: int, column: int) -> str:
        point, formats = self._told[row][1], self._presentation.formats
        if column == WHEN:
            return formats.absolute(point.at)
        if column == WHERE:
            return self._where(point)
        if column == SIZE:
            return formats.size(point.size_bytes)
        return _VERIFIED[point.is_verified]

    def _where(self, point: RecoveryPoint) -> str:
        """Where it lies, or why it does not."""
        if point.outcome is PointOutcome.FAILED and point.error:
            return point.error
        place = wording.where(point)
        if point.kind is PointKind.BACKUP:
            return place
        return f"{wording.kind(point, self._presentation.formats)} · {place}"

    def _explanation(self, row: int) -> str:
        """All that is told of a point, a line each."""
        source, point = self._told[row]
        formats = self._presentation.formats
        lines = [
            f"{wording.kind(point, formats)}, {wording.outcome(point, formats)}",
            formats.absolute(point.at),
            wording.where(point),
            "" if point.size_bytes is None else formats.size(point.size_bytes),
            wording.verified(point, formats),
            wording.guarded(point, formats),
            point.comment or "",
            point.error or "",
            self._presentation.title(source.platform),
        ]
        return "\n".join(line for line in lines if line and line != MISSING)
