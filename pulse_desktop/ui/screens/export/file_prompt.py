"""Where a file is to go."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget


class FilePrompt(QObject):
    """Asks, and tells the path once there is one. Nothing waits for the answer."""

    def __init__(self, take: Callable[[Path], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._take = take
        self._window = parent

    def ask(self, folder: str, name: str, kind: str) -> QFileDialog:
        """Offer ``name`` in ``folder``, or in the user's documents where that is not there.

        ``kind`` is how the name ends, without the dot.
        """
        title = QCoreApplication.translate("FilePrompt", "Export to")
        dialog = QFileDialog(self._window, title, _existing(folder))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind)
        dialog.setNameFilter(f"{kind.upper()} (*.{kind})")
        dialog.selectFile(name)
        dialog.fileSelected.connect(self._answer)
        dialog.open()
        return dialog

    def _answer(self, path: str) -> None:
        self._take(Path(path))


def _existing(folder: str) -> str:
    if folder and Path(folder).is_dir():
        return folder
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    return QStandardPaths.writableLocation(documents)
