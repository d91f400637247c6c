"""A database that is damaged: say so, and offer the ways out. Nothing is ever overwritten."""

import asyncio
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QMessageBox, QProgressDialog, QPushButton, QWidget

from pulse_desktop.database import Job, Progress
from pulse_desktop.model.errors import StoreError, StoreState
from pulse_desktop.model.text import Text
from pulse_desktop.ui.translation import translate


class Owner(Protocol):
    """Whose database it is."""

    async def set_database_aside(self) -> None:
        """Rename the file, so that recording begins a new one."""
        ...

    async def recover_database(self, job: Job) -> Text:
        """Put what can be read into a new file; returns what to tell.

        Raises:
            StoreError: Nothing has changed: there is no room, or ``job`` was stopped.
        """
        ...


class Choice(StrEnum):
    """What the user wants done with it."""

    RECOVER = "recover"
    ASIDE = "aside"
    LEAVE = "leave"


async def resolve(problem: Text, owner: Owner, parent: QWidget) -> bool:
    """Ask until the damaged file is out of the way; ``False`` where it is to stay there."""
    while True:
        choice = await ask(problem, parent)
        if choice is Choice.LEAVE:
            return False
        if choice is Choice.ASIDE:
            await owner.set_database_aside()
            return True
        try:
            told = await _recover(owner, parent)
        except StoreError as error:
            problem = problem if error.state is StoreState.STOPPED else error.message
        else:
            _tell(told, parent)
            return True


async def ask(problem: Text, parent: QWidget) -> Choice:
    """What to do with the damaged file. Closing the box leaves it."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(_words("Recorded history cannot be opened"))
    box.setText(translate(problem))
    box.setInformativeText(
        _words(
            "What can be read is put into a new database, or a new one begins empty. Either way "
            "the damaged file is kept beside it."
        )
    )
    accept, reject = QMessageBox.ButtonRole.AcceptRole, QMessageBox.ButtonRole.RejectRole
    choices = {
        box.addButton(_words("Recover what can be read"), accept): Choice.RECOVER,
        box.addButton(_words("Set aside and record anew"), accept): Choice.ASIDE,
        box.addButton(_words("Go on without recording"), reject): Choice.LEAVE,
    }
    box.setDefaultButton(next(iter(choices)))
    clicked = await _answer(box)
    return Choice.LEAVE if clicked is None else choices[clicked]


async def _recover(owner: Owner, parent: QWidget) -> Text:
    """Recover with a dialog that tells how far it is and has a button to stop."""
    dialog = QProgressDialog(parent)
    dialog.setWindowTitle(_words("Recovering recorded history"))
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.setCancelButtonText(_words("Stop"))
    dialog.setRange(0, 100)
    dialog.setAutoClose(False)
    dialog.setAutoReset(False)

    def show(progress: Progress) -> None:
        dialog.setLabelText(translate(progress.sentence))
        dialog.setValue(progress.percent)

    job = Job(show)
    dialog.canceled.connect(job.stop)
    dialog.setLabelText(_words("The damaged file is looked through. It is not changed."))
    dialog.open()
    try:
        return await owner.recover_database(job)
    finally:
        dialog.canceled.disconnect()
        dialog.close()
        dialog.deleteLater()


def _tell(what: Text, parent: QWidget) -> None:
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Information)
    box.setWindowTitle(_words("Recorded history was recovered"))
    box.setText(translate(what))
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.open()


async def _answer(box: QMessageBox) -> QPushButton | None:
    """The button that closed the box, without a loop of its own."""
    await _closed(box)
    clicked = box.clickedButton()
    box.deleteLater()
    return clicked if isinstance(clicked, QPushButton) else None


async def _closed(dialog: QDialog) -> None:
    closed = asyncio.Event()
    dialog.finished.connect(closed.set)
    dialog.open()
    await closed.wait()


def _words(text: str) -> str:
    return QCoreApplication.translate("Damaged database", text)
