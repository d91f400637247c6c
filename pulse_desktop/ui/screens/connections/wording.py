"""The kinds of text in a dialog: headings, captions, sentences, and what is copied by letter."""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from pulse_desktop.ui.theme import scaled

_CAPTION, _HEADING = 0.9, 1.3
_LONGEST = 48
"""Letters in a row before a line may break; half a fingerprint has 47."""

_LONG_WORD = re.compile(rf"\S{{{_LONGEST + 1},}}")
_ZERO_WIDTH_SPACE = "\u200b"


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
    return _Prose(text, parent)


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


class _Prose(QLabel):
    """Wraps whatever comes, so that no word of the other side's can widen a dialog."""

    def __init__(self, text: str, parent: QWidget | None) -> None:
        super().__init__(parent, wordWrap=True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setText(text)

    @override
    def setText(self, text: str) -> None:
        super().setText(_LONG_WORD.sub(_with_breaks, text))


def _with_breaks(word: re.Match[str]) -> str:
    letters = word[0]
    parts = [letters[at : at + _LONGEST] for at in range(0, len(letters), _LONGEST)]
    return _ZERO_WIDTH_SPACE.join(parts)


def fixed_font(like: QFont) -> QFont:
    """A font of equal widths, for fingerprints and commands, as large as ``like``."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(like.pointSizeF())
    return font
