"""The Recovery tab, which for now only says what it is for."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pulse_desktop.ui.screens.empty_state import EmptyState


class RecoveryPage(QWidget):
    """Words in place of rows: recovery points are not read yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = EmptyState(self)
        words.say(
            self.tr("Recovery points are not read yet"),
            self.tr(
                "This version reads no backups, snapshots or replication. When it does, they are "
                "listed here for everything you run, with their age and whether they can be "
                "restored."
            ),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(words)
