"""A damaged database is said in a dialog that offers a way out."""

import asyncio

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget

from pulse_desktop.app.damaged_database import wants_a_new_one
from pulse_desktop.model.text import mark
from simulators.scripted import until

pytestmark = pytest.mark.gui
PROBLEM = mark("t", "The file is damaged.")


@pytest.fixture
def parent(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.mark.parametrize(("answer", "expected"), [(0, True), (1, False), (None, False)])
async def test_only_the_user_sets_a_damaged_database_aside(parent, answer, expected):
    asking = asyncio.ensure_future(wants_a_new_one(PROBLEM, parent))  # noqa: TID251
    await until(lambda: parent.findChild(QMessageBox) is not None)
    box = parent.findChild(QMessageBox)
    assert box.text() == "The file is damaged."
    if answer is None:
        box.reject()
    else:
        box.buttons()[answer].click()
    assert await asking is expected
