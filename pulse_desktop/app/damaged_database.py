"""A database that is damaged: say so, and offer the way out. Nothing is ever overwritten."""

import asyncio

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from pulse_desktop.model.text import Text
from pulse_desktop.ui.translation import translate


async def wants_a_new_one(problem: Text, parent: QWidget) -> bool:
    """Ask whether to set the damaged file aside and begin a new one."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(
        QCoreApplication.translate("Damaged database", "Recorded history cannot be opened")
    )
    box.setText(translate(problem))
    box.setInformativeText(
        QCoreApplication.translate(
            "Damaged database",
            "A new database can take its place. The damaged file is kept beside it.",
        )
    )
    aside = box.addButton(
        QCoreApplication.translate("Damaged database", "Set aside and record anew"),
        QMessageBox.ButtonRole.AcceptRole,
    )
    box.addButton(
        QCoreApplication.translate("Damaged database", "Go on without recording"),
        QMessageBox.ButtonRole.RejectRole,
    )
    return await _answer(box) is aside


async def _answer(box: QMessageBox) -> QPushButton | None:
    """The button that closed the box, without a loop of its own."""
    closed = asyncio.Event()
    box.finished.connect(closed.set)
    box.open()
    await closed.wait()
    clicked = box.clickedButton()
    box.deleteLater()
    return clicked if isinstance(clicked, QPushButton) else None
