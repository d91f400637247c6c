"""What can be done with a chart, as actions: buttons, menus and keys come from here."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


class WorkspaceCommands(QObject):
    """Owns the actions of one chart. Their keys work while the focus is in ``area``."""

    def __init__(self, area: QWidget) -> None:
        super().__init__(area)
        self._area = area
        self.add = self._make(self.tr("Add series"), "A")
        self.table = self._make(self.tr("Data table"), "T")
        self.table.setCheckable(True)
        self.note = self._make(self.tr("Note at the crosshair"), "N")
        self.export = self._make(self.tr("Export"), "E")
        self.pop_out = self._make(self.tr("Pop out"))
        self.pop_out.setToolTip(self.tr("Show this chart in a window of its own"))
        self.save = self._make(self.tr("Save"), "Ctrl+S")
        self.rename = self._make(self.tr("Rename…"))
        self.delete = self._make(self.tr("Delete"))
        self.begin = self._make(self.tr("New chart"))

    def _make(self, text: str, keys: str = "") -> QAction:
        action = QAction(text, self._area)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.setToolTip(f"{text} ({action.shortcut().toString()})")
        self._area.addAction(action)
        return action
