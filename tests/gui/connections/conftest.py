"""A loop turned by hand, and the connection dialogs over a scripted desk."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel

from pulse_desktop.ui.screens.connections.connections_window import ConnectionsWindow
from pulse_desktop.ui.screens.connections.editor import ConnectionEditor
from pulse_desktop.ui.screens.connections.examination import Subject
from pulse_desktop.ui.screens.connections.examination_dialog import ExaminationDialog
from pulse_desktop.ui.screens.connections.welcome import Welcome
from simulators import desk as script


def _now():
    return script.NOW


@pytest.fixture
def loop():
    turned = script.Loop()
    yield turned
    turned.close()


@pytest.fixture
def press():
    """Clicks the button of a widget that shows a text."""

    def click(widget, text):
        found = [b for b in widget.findChildren(QAbstractButton) if b.text() == text]
        shown = [button for button in found if not button.isHidden()]
        assert len(shown) == 1, f"{text}: {len(shown)}"
        shown[0].click()

    return click


@pytest.fixture
def words():
    """All that the labels and buttons of a widget say."""

    def read(widget):
        texts = [label.text() for label in widget.findChildren(QLabel)]
        texts += [button.text() for button in widget.findChildren(QAbstractButton)]
        return "\n".join(texts)

    return read


@pytest.fixture
def examine(qtbot, loop):
    """Opens the test of a connection, played from scripts, and turns the loop."""

    def begin(*scripts, connection=None, secret=None, saved=None):
        desk = script.scripted_desk(*scripts)
        subject = Subject(connection or script.target(), secret, saved)
        dialog = loop.keep = ExaminationDialog(subject, desk, loop.spawn, _now)
        qtbot.addWidget(dialog)
        dialog.open()
        dialog.start()
        loop.turn()
        dialog.examiner = desk.examiner
        return dialog

    return begin


@pytest.fixture
def editing(qtbot, loop):
    """Opens the editor: of a saved connection, or of a new one on a platform."""

    def begin(connection=None, platform=script.HYPERVISOR, desk=None, others=()):
        editor = loop.keep = ConnectionEditor(
            desk or script.scripted_desk(), loop.spawn, _now, others
        )
        qtbot.addWidget(editor)
        if connection is not None:
            editor.edit(connection)
        else:
            editor.add()
            editor.pick(platform)
        editor.open()
        loop.turn()
        return editor

    return begin


@pytest.fixture
def fill(qtbot):
    """Types into fields of the form as a user would."""

    def type_in(editor, **texts):
        for name, text in texts.items():
            line = editor.form.entry(name).line
            line.selectAll()
            qtbot.keyClicks(line, text)

    return type_in


@pytest.fixture
def window(qtbot, loop):
    """The Connections window over some statuses."""

    def open_with(*statuses, desk=None):
        shown = loop.keep = ConnectionsWindow(desk or script.scripted_desk(), loop.spawn, _now)
        qtbot.addWidget(shown)
        shown.show()
        shown.show_published(script.published(*statuses))
        return shown

    return open_with


@pytest.fixture
def welcome(qtbot, loop):
    """The first run, after it looked around."""

    def begin(**options):
        shown = loop.keep = Welcome(script.scripted_desk(**options), loop.spawn, "~/data")
        qtbot.addWidget(shown)
        shown.show()
        loop.turn()
        return shown

    return begin
