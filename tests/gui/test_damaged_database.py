"""A database that is damaged is said in a dialog that offers the ways out."""

import asyncio

import pytest
from PySide6.QtWidgets import QMessageBox, QProgressDialog, QPushButton, QWidget

from pulse_desktop.app.damaged_database import resolve
from pulse_desktop.model.errors import StoreError, StoreState
from pulse_desktop.model.text import mark
from simulators.scripted import until

pytestmark = pytest.mark.gui
PROBLEM = mark("t", "The file is damaged.")
READING = mark("t", "Reading pages")
TOLD = mark("t", "All but an hour came back.")
NO_ROOM = StoreError(StoreState.FULL, mark("t", "There is no room."))


class Owner:
    """Answers as it is told to, and waits where a recovery is to be stopped."""

    def __init__(self, *refusals, waits=False):
        self.did = []
        self.refusals = list(refusals)
        self.waits = waits

    async def set_database_aside(self):
        self.did.append("aside")

    async def recover_database(self, job):
        self.did.append("recover")
        job.tell(READING, 42, 100)
        while self.waits:
            job.check()
            await asyncio.sleep(0)
        if self.refusals:
            raise self.refusals.pop()
        return TOLD


@pytest.fixture
def parent(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def begun(owner, parent):
    return asyncio.ensure_future(resolve(PROBLEM, owner, parent))  # noqa: TID251


async def question(parent, text):
    """The box that says ``text``, once it is there."""

    def found():
        return [b for b in parent.findChildren(QMessageBox) if b.isVisible() and b.text() == text]

    await until(lambda: found() != [])
    return found()[0]


@pytest.mark.parametrize(
    ("answer", "did", "expected"),
    [(0, ["recover"], True), (1, ["aside"], True), (2, [], False), (None, [], False)],
)
async def test_only_the_user_moves_a_damaged_database(parent, answer, did, expected):
    owner = Owner()
    asking = begun(owner, parent)
    box = await question(parent, "The file is damaged.")
    if answer is None:
        box.reject()
    else:
        box.buttons()[answer].click()
    assert await asking is expected
    assert owner.did == did


async def test_recovering_is_what_return_does_and_its_outcome_is_told(parent):
    asking = begun(Owner(), parent)
    box = await question(parent, "The file is damaged.")
    assert box.defaultButton().text() == "Recover what can be read"
    box.defaultButton().click()
    await asking
    assert (await question(parent, "All but an hour came back.")).isVisible()


async def test_a_recovery_shows_how_far_it_is_and_can_be_stopped(parent):
    owner = Owner(waits=True)
    asking = begun(owner, parent)
    (await question(parent, "The file is damaged.")).buttons()[0].click()
    await until(lambda: [d for d in parent.findChildren(QProgressDialog) if d.value() == 42])
    (dialog,) = parent.findChildren(QProgressDialog)
    assert dialog.labelText() == "Reading pages"
    dialog.findChild(QPushButton).click()
    (await question(parent, "The file is damaged.")).reject()
    assert await asking is False


async def test_a_recovery_that_is_refused_is_said_and_asked_again(parent):
    asking = begun(Owner(NO_ROOM), parent)
    (await question(parent, "The file is damaged.")).buttons()[0].click()
    (await question(parent, "There is no room.")).reject()
    assert await asking is False
