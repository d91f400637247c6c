"""What can be done with a chart, as actions: buttons, menus and keys come from here."""

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from pulse_desktop.model.text import mark
from pulse_desktop.ui.translation import translate

_ADD = mark("Workspace", "Add series")
_TABLE = mark("Workspace", "Data table")
_NOTE = mark("Workspace", "Note at the crosshair")
_EXPORT = mark("Workspace", "Export")
_SAVE = mark("Workspace", "Save")

_KEYS = {_ADD: "A", _TABLE: "T", _NOTE: "N", _EXPORT: "E", _SAVE: "Ctrl+S"}
_BESIDE = (
    ("P", mark("Workspace", "Pin an instant to compare with")),
    ("← →", mark("Workspace", "Move the crosshair")),
    ("↑ ↓", mark("Workspace", "Choose the series")),
    ("Shift+← →", mark("Workspace", "Select a span; Enter zooms")),
    ("Space", mark("Workspace", "Hide or show the series, in the legend")),
    ("Alt+↑ ↓", mark("Workspace", "Order the series, in the legend")),
    ("Ctrl+W", mark("Workspace", "Close a chart window")),
)
"""Keys that panels and legend have without an action."""


def chart_keys() -> tuple[tuple[str, str], ...]:
    """The keys of a chart and what they do, for the list of shortcuts."""
    native = QKeySequence.SequenceFormat.NativeText
    named = [(QKeySequence(keys).toString(native), text) for text, keys in _KEYS.items()]
    chart = QCoreApplication.translate("Workspace", "Charts: {meaning}")
    return tuple((keys, chart.format(meaning=translate(text))) for keys, text in (*named, *_BESIDE))


class WorkspaceCommands(QObject):
    """Owns the actions of one chart. Their keys work while the focus is in ``area``."""

    def __init__(self, area: QWidget) -> None:
        super().__init__(area)
        self._area = area
        self.add = self._make(translate(_ADD), _KEYS[_ADD])
        self.table = self._make(translate(_TABLE), _KEYS[_TABLE])
        self.table.setCheckable(True)
        self.note = self._make(translate(_NOTE), _KEYS[_NOTE])
        self.export = self._make(translate(_EXPORT), _KEYS[_EXPORT])
        self.save = self._make(translate(_SAVE), _KEYS[_SAVE])
        self.pop_out = self._make(self.tr("Pop out"))
        self.pop_out.setToolTip(self.tr("Show this chart in a window of its own"))
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
