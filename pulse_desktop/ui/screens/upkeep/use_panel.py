"""What the database takes: its size, since when, and how that divides."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from pulse_desktop.history.tier import Tier
from pulse_desktop.ui.formatting import MISSING, Formats
from pulse_desktop.ui.screens.connections.wording import heading
from pulse_desktop.ui.screens.upkeep.share_bar import ShareBar
from pulse_desktop.ui.theme import sizes

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import DiskUse


_PLAIN = """
QLineEdit { background: transparent; border: none; padding: 0; color: palette(placeholder-text); }
"""
"""A path of any length can be moved through and copied, and looks like the text around it."""


class UsePanel(QWidget):
    """A heading with the size, the file's path, and one row for each resolution."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        size = sizes(self.font())
        self._size = heading(self.tr("Recorded history"), self)
        self._path = QLineEdit(self.tr("Looking at the file…"), self)
        self._path.setReadOnly(True)
        self._path.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._path.setAccessibleName(self.tr("Path of the file"))
        self._path.setStyleSheet(_PLAIN)
        titles = (
            self.tr("Every reading"),
            self.tr("Minutes"),
            self.tr("Hours"),
            self.tr("Days"),
            self.tr("Events, notes and the rest"),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(size.large)
        grid.setVerticalSpacing(size.small)
        grid.setColumnStretch(1, 1)
        self._rows = [self._row(grid, number, title) for number, title in enumerate(titles)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(size.tight)
        column.addWidget(self._size)
        column.addWidget(self._path)
        column.addSpacing(size.small)
        column.addLayout(grid)

    def show_use(self, use: "DiskUse | None", formats: Formats) -> None:
        """Show how much it is; ``None`` where there is no file."""
        if use is None:
            self._size.setText(self.tr("Nothing is recorded yet"))
            self._path.setText("")
            return
        size = formats.size(use.file_bytes)
        self._size.setText(
            size
            if use.since is None
            else self.tr("{size} since {date}").format(size=size, date=formats.day(use.since))
        )
        self._path.setText(use.path)
        self._path.setCursorPosition(0)
        sizes_ = {tier.tier: tier.size_bytes for tier in use.tiers}
        shares = [*(sizes_.get(tier) for tier in Tier), use.other_bytes]
        for (bar, number), share in zip(self._rows, shares, strict=True):
            bar.show_ratio((share or 0) / max(1, use.file_bytes))
            number.setText(formats.size(share))

    def texts(self) -> list[str]:
        """What it says, from top to bottom."""
        return [self._size.text(), self._path.text(), *(number.text() for _, number in self._rows)]

    def _row(self, grid: QGridLayout, number: int, title: str) -> tuple[ShareBar, QLabel]:
        bar, size = ShareBar(self), QLabel(MISSING, self)
        size.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        size.setAccessibleName(title)
        grid.addWidget(QLabel(title, self), number, 0)
        grid.addWidget(bar, number, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(size, number, 2)
        return bar, size
