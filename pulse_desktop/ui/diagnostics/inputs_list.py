"""Everything that one figure was chosen from."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from pulse_desktop.model.facet import RawFigure
from pulse_desktop.ui.formatting import Formats

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class InputsList(QTreeWidget):
    """A line each: its name at the source, its size, and its bytes to the last one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: tuple[RawFigure, ...] | None = None
        self.setAccessibleName(self.tr("Chosen from"))
        self.setHeaderLabels([self.tr("Chosen from"), self.tr("Size"), self.tr("Bytes")])
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            self.headerItem().setTextAlignment(column, _RIGHT)

    def show_inputs(self, inputs: tuple[RawFigure, ...], formats: Formats) -> None:
        """Show those of another figure, or of the same a moment later."""
        if inputs == self._shown:
            return
        self._shown = inputs
        self.clear()
        if not inputs:
            self._say_nothing()
        for each in inputs:
            cells = [each.name, formats.size(each.bytes), formats.exact_size(each.bytes)]
            item = QTreeWidgetItem(self, cells)
            for column in (1, 2):
                item.setTextAlignment(column, _RIGHT)

    def _say_nothing(self) -> None:
        item = QTreeWidgetItem(self, [self.tr("There was nothing to choose from.")])
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFirstColumnSpanned(True)
