"""The kinds of text on the inspector's pages."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

from pulse_desktop.ui.theme import scaled

_CAPTION = 0.88


def heading(text: str, parent: QWidget) -> QLabel:
    """The title of a block."""
    label = QLabel(text, parent)
    label.setFont(scaled(parent.font(), 1.0, bold=True))
    return label


def caption(text: str, parent: QWidget) -> QLabel:
    """Small text of the second rank that wraps."""
    label = muted(text, parent)
    label.setFont(scaled(parent.font(), _CAPTION))
    return label


def muted(text: str, parent: QWidget) -> QLabel:
    """Text of the second rank that wraps."""
    label = value(text, parent)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def value(text: str, parent: QWidget) -> QLabel:
    """Text that wraps, can be selected, and is never read as markup."""
    label = QLabel(text, parent, wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
