"""Where a file is to go."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget


@dataclass(frozen=True, slots=True)
class Offer:
    """What the user is asked to agree to."""

    folder: str
    """The user's documents are offered where it is not there."""

    name: str
    kind: str
    """How the name ends, without the dot."""


def ask_path(offer: Offer, take: Callable[[Path], None], window: QWidget) -> QFileDialog:
    """Ask, and have ``take`` called with the path. Nothing waits for the answer."""
    title = QCoreApplication.translate("FilePrompt", "Export to")
    dialog = QFileDialog(window, title, _existing(offer.folder))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(offer.kind)
    dialog.setNameFilter(f"{offer.kind.upper()} (*.{offer.kind})")
    dialog.selectFile(offer.name)
    dialog.fileSelected.connect(lambda path: take(Path(path)))
    dialog.open()
    return dialog


def _existing(folder: str) -> str:
    if folder and Path(folder).is_dir():
        return folder
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    return QStandardPaths.writableLocation(documents)
