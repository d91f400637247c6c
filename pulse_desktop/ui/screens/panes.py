"""Lens bar, content and inspector side by side, or over each other when there is little room."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from pulse_desktop.ui.inspector.inspector import Inspector
from pulse_desktop.ui.screens.lens_bar import LensBar

OVERLAY_BELOW = 1200
"""Width in device-independent pixels below which the inspector lies over the table."""

COLLAPSE_BELOW = 1000
"""Width below which the lens bar shows initials only."""


class Panes(QWidget):
    """Owns where the three panes are.

    Side by side the inspector stays until it is closed. Over the table it comes when it is
    asked for and does not come back by itself.
    """

    inspector_shown = Signal(bool)
    """The inspector came or went, for whatever reason."""

    def __init__(
        self, lens_bar: LensBar, content: QWidget, inspector: Inspector, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._lens_bar = lens_bar
        self._inspector = inspector
        self._is_wanted = True
        self._is_called = False
        self._has_subject = False
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for pane in (content, inspector):
            self._splitter.addWidget(pane)
        self._splitter.setStretchFactor(0, 1)
        self._overlay = _Overlay(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(lens_bar)
        row.addWidget(_edge(self))
        row.addWidget(self._splitter, 1)

    @property
    def is_overlaid(self) -> bool:
        """Whether the inspector's place is over the table."""
        return self._inspector.parent() is self._overlay

    @property
    def is_inspector_wanted(self) -> bool:
        """Whether it stands beside the table when there is room."""
        return self._is_wanted

    def prefer_inspector(self, *, wanted: bool) -> None:
        """Say whether it stands beside the table when there is room."""
        self._is_wanted = wanted
        self._place()

    def want_inspector(self, *, wanted: bool) -> None:
        """Show or hide the inspector."""
        if self.is_overlaid:
            self._is_called = wanted
        else:
            self._is_wanted = wanted
        self._place()

    def tell_subject(self, *, present: bool) -> None:
        """Whether there is anything to inspect; without, there is no inspector."""
        if present != self._has_subject:
            self._has_subject = present
            self._place()

    def _place(self) -> None:
        narrow = self.width() < OVERLAY_BELOW
        if narrow and not self.is_overlaid:
            self._is_called = False
            self._overlay.take(self._inspector)
        elif not narrow and self.is_overlaid:
            self._splitter.addWidget(self._inspector)
        shown = self._has_subject and (self._is_called if narrow else self._is_wanted)
        self._inspector.setVisible(shown)
        self._overlay.setVisible(narrow and shown)
        if narrow:
            self._cover()
        self._lens_bar.set_collapsed(collapsed=self.width() < COLLAPSE_BELOW)
        self.inspector_shown.emit(self._is_called if narrow else self._is_wanted)

    def _cover(self) -> None:
        width = self._inspector.minimumWidth() + 1
        self._overlay.setGeometry(self.width() - width, 0, width, self.height())
        self._overlay.raise_()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()


class _Overlay(QFrame):
    """Holds the inspector with an edge of its own."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Mid)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 0, 0, 0)
        self.hide()

    def take(self, pane: QWidget) -> None:
        """Give ``pane`` a place here."""
        self._column.addWidget(pane)


def _edge(parent: QWidget) -> QFrame:
    """A hairline between two panes."""
    line = QFrame(parent)
    line.setFixedWidth(1)
    line.setAutoFillBackground(True)
    line.setBackgroundRole(QPalette.ColorRole.Mid)
    return line
