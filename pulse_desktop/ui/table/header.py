"""The titles above a table, and how high its rows are."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from pulse_desktop.model.text import Text
from pulse_desktop.ui.models.column import Column
from pulse_desktop.ui.theme import sizes


class RowHeight(QStyledItemDelegate):
    """Says how high a row is; the table paints it."""

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, sizes(option.font).row)


class Header(QHeaderView):
    """As high as a row. Qt's own answer asks for every title each time a column comes or goes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)

    def widths(
        self,
        columns: Sequence[Column],
        say: Callable[[Text], str],
        dragged: Mapping[str, int],
        font: QFont,
    ) -> dict[str, int]:
        """Widths for cells in ``font``; never less than the title and its sort arrow need."""
        size, metrics = sizes(font), self.fontMetrics()
        widths = {}
        for column in columns:
            title = metrics.horizontalAdvance(say(column.title)) + 2 * size.small + size.large
            preferred = column.characters * size.character + 2 * size.small
            widths[column.id] = max(title, dragged.get(column.id, preferred))
        return widths

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, sizes(self.font()).row)
