"""Tool tips of what others wrote."""

from PySide6.QtGui import Qt


def as_written(text: str) -> str:
    """``text`` for a tool tip, which would take names and notes for markup where they look so."""
    return Qt.convertFromPlainText(text) if Qt.mightBeRichText(text) else text
