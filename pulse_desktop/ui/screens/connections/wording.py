"""The kinds of text in a dialog: headings, captions, sentences, and what is copied by letter."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from pulse_desktop.ui.theme import scaled

_CAPTION, _HEADING = 0.9, 1.3


def heading(text: str, parent: QWidget | None = None) -> QLabel:
    """The title of a page or panel."""
    label = sentence(text, parent)
    label.setFont(scaled(label.font(), _HEADING, bold=True))
    return label


def strong(text: str, parent: QWidget | None = None) -> QLabel:
    """A line that stands out from its surroundings."""
    label = sentence(text, parent)
    label.setFont(scaled(label.font(), 1.0, bold=True))
    return label


def sentence(text: str, parent: QWidget | None = None) -> QLabel:
    """Plain text that wraps, can be selected, and is never read as markup."""
    label = QLabel(text, parent, wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def muted(text: str, parent: QWidget | None = None) -> QLabel:
    """Text of the second rank."""
    label = sentence(text, parent)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def caption(text: str, parent: QWidget | None = None) -> QLabel:
    """Small text below what it explains."""
    label = muted(text, parent)
    label.setFont(scaled(label.font(), _CAPTION))
    return label


def fixed_font(like: QFont) -> QFont:
    """A font of equal widths, for fingerprints and commands, as large as ``like``."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(like.pointSizeF())
    return font
