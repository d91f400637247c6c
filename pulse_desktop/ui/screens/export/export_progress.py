"""How far a long export is, and the means to stop it. A short one is done before this is seen."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

_AFTER_MS = 600


class ExportProgress(QObject):
    """Takes words from any thread."""

    told = Signal(int, int)
    """Rows that are written, and of how many."""

    stopped = Signal()
    """The user does not want the file any more."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._dialog = QProgressDialog(
            self.tr("Writing {name}…").format(name=name), self.tr("Stop"), 0, 0, parent
        )
        self._dialog.setWindowTitle(self.tr("Export"))
        # A modal one would run the event loop within each word of progress.
        self._dialog.setWindowModality(Qt.WindowModality.NonModal)
        self._dialog.setMinimumDuration(_AFTER_MS)
        self._dialog.setAutoClose(False)
        self._dialog.setAutoReset(False)
        self._dialog.canceled.connect(self.stopped)
        self.told.connect(self._show)

    def close(self) -> None:
        """The work has ended."""
        self._dialog.blockSignals(True)  # noqa: FBT003 - Qt's signature; closing is no Stop
        self._dialog.close()
        self._dialog.deleteLater()
        self.deleteLater()

    def _show(self, done: int, total: int) -> None:
        self._dialog.setMaximum(total)
        self._dialog.setValue(done)
