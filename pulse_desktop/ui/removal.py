"""Taking widgets away for good."""

from PySide6.QtWidgets import QWidget


def discard(widget: QWidget) -> None:
    """Take ``widget`` out of its parent and delete it.

    What a layout took a moment ago is still waiting to be shown; without its parent it would be a
    window of its own, and take the keyboard from the real one.
    """
    widget.setParent(None)
    widget.hide()
    widget.deleteLater()
