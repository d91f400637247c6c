"""A made-up estate and a window over it."""

import importlib.util
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication

from pulse_desktop.settings.preferences import Theme
from pulse_desktop.ui import theme
from pulse_desktop.ui.hub import StateHub
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.screens.main_window import MainWindow


def _load(name: str):
    path = Path(__file__).parent / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"gui_{name}", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session", autouse=True)
def cleared_clipboard():
    """Leaves nothing in the clipboard.

    Off-screen it outlives Python, and what Python put there would end the process with a crash.
    """
    yield
    if QGuiApplication.instance() is not None:
        QGuiApplication.clipboard().clear()


@pytest.fixture(scope="session")
def estate():
    """The module ``estate``: builders of what the window shows."""
    return _load("estate")


@pytest.fixture
def presentation(estate):
    """English formats at the estate's present."""
    return Presentation(now=lambda: estate.NOW, titles=estate.TITLES)


@pytest.fixture
def desk(estate):
    """What the window asks, answered from memory; see ``fakes``."""
    made = _load("fakes").FakeDesk(estate)
    yield made
    for coroutine in made.ever_held:
        coroutine.close()


@pytest.fixture
def hub(qapp):
    """The hub that the window listens to."""
    made = StateHub()
    yield made
    made.deleteLater()


@pytest.fixture
def make_frame(qapp, tmp_path):
    """Makes empty windows, and deletes them for good afterwards: closing them only asks to."""
    made = []

    def make(name="window.ini"):
        made.append(MainWindow(tmp_path / name))
        return made[-1]

    theme.apply(qapp, Theme.LIGHT)
    yield make
    for window in made:
        window.hide()
        window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def furnished(desk, hub, estate):
    """Puts the contents into a frame."""

    def furnish(frame):
        frame.furnish(desk.seam, hub, desk.spawn, lambda: estate.NOW)
        return frame

    return furnish


@pytest.fixture
def make_window(make_frame, furnished):
    """Makes main windows with everything in them."""
    return lambda name="window.ini": furnished(make_frame(name))


@pytest.fixture
def window(make_window, estate):
    """The main window over the whole estate, shown at its default size."""
    made = make_window()
    made.show()
    made.show_published(estate.published())
    return made
