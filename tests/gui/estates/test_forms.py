"""What is open about connections when the window turns to another estate."""

import pytest
from PySide6.QtWidgets import QDialog
from shiboken6 import isValid

from pulse_desktop.app.dialogs import Dialogs
from pulse_desktop.settings.estates import EstateList
from simulators import desk as script

TWO = EstateList().with_new("Cabin")


@pytest.fixture
def dialogs(window, hub, estate):
    loop = script.Loop()
    yield Dialogs(window, script.scripted_desk(), hub, loop.spawn, lambda: estate.NOW)
    loop.close()


@pytest.fixture
def shows(hub, estate):
    """Publishes the whole estate as that of the estate with this id."""
    return lambda opened: hub.published.emit(estate.published(estate=opened, estates=TWO))


def test_the_connections_window_closes_with_its_estate(dialogs, shows):
    """Its undo and its forms are the other estate's."""
    shows("default")
    dialogs.show_connections()
    before = dialogs.connections
    shows("cabin")
    assert not before.isVisible()
    assert dialogs.connections is not before


def test_the_connections_window_stays_open_while_its_estate_does(dialogs, shows):
    shows("default")
    dialogs.show_connections()
    shows("default")
    assert dialogs.connections.isVisible()
    dialogs.connections.close()


def test_a_form_closes_with_its_estate_and_saves_nothing(dialogs, shows, window):
    shows("default")
    dialogs.add_connection()
    (form,) = [each for each in window.findChildren(QDialog) if each.isVisible()]
    shows("cabin")
    assert not isValid(form) or not form.isVisible()


def test_a_form_that_was_closed_is_forgotten(dialogs, shows):
    shows("default")
    dialogs.add_connection()
    dialogs._form.reject()
    shows("cabin")
    assert dialogs._form is None
