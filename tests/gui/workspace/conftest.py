"""A chart over the made-up estate, in a window of its own."""

import asyncio
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pulse_desktop.model.ids import EstateId
from pulse_desktop.settings.preferences import Theme
from pulse_desktop.ui import theme
from pulse_desktop.ui.clock.time_control import TimeControl
from pulse_desktop.ui.workspace.charts import Charts
from pulse_desktop.ui.workspace.composition import charted
from pulse_desktop.ui.workspace.seam import WindowSeam


class Turns:
    """Runs what is spawned to its end, one after the other; what is held waits."""

    def __init__(self):
        self.waiting = []
        self.is_held = self._is_running = False

    def spawn(self, coroutine):
        self.waiting.append(coroutine)
        if not self.is_held:
            self.run()

    def run(self):
        if self._is_running:
            return
        self._is_running = True
        try:
            while self.waiting:
                asyncio.run(self.waiting.pop(0))
        finally:
            self._is_running = False


@pytest.fixture
def turns():
    """What is spawned."""
    made = Turns()
    yield made
    for coroutine in made.waiting:
        coroutine.close()


@pytest.fixture
def told():
    """What the window would say, and the undos it would offer."""
    return SimpleNamespace(said=[], done=[], undos=[])


@pytest.fixture
def seam(desk, turns, presentation, told):
    """What charts need of their window."""

    def offer(text, undo):
        told.done.append(text)
        told.undos.append(undo)

    return WindowSeam(
        recordings=desk.recordings,
        notes=desk.notes,
        spawn=turns.spawn,
        presents=lambda: presentation,
        offer=offer,
        say=lambda text: told.said.append(str(text)),
    )


@pytest.fixture
def publish(estate):
    """A published state of the estate, or of some resources in it."""

    def make(*resources, of="default"):
        return estate.published(estate.read_state(resources or None), estate=EstateId(of))

    return make


@pytest.fixture
def make_charts(qapp, qtbot, desk, seam, estate, publish):
    """Makes the owner of charts within a window, and shows the whole estate."""
    theme.apply(qapp, Theme.LIGHT)
    made = []

    def make():
        window = QWidget()
        control = TimeControl(lambda: estate.NOW, lambda: None, window)
        charts = Charts(desk.seam, control, seam, lambda: estate.NOW, window)
        QVBoxLayout(window).addWidget(charts.tab)
        window.resize(1200, 700)
        charts.show_published(publish())
        made.append((window, charts))
        return charts

    yield make
    for window, charts in made:
        charts.close_windows()
        window.hide()
        window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def charts(make_charts):
    """The owner of charts; its tab was not looked at yet."""
    return make_charts()


@pytest.fixture
def look(qapp):
    """Shows the tab and returns its workspace, drawn."""

    def show(charts):
        charts.tab.window().show()
        qapp.processEvents()
        return charts.tab.workspace

    return show


@pytest.fixture
def series(estate):
    """One series of the estate."""
    known = {one.name: one for one in estate.resources()}
    return lambda name, metric: charted(known[name], metric)


@pytest.fixture
def many(estate):
    """One metric of the first resources that measure it."""

    def make(metric, count):
        found = [one for one in estate.resources() if metric in one.metrics and one.series]
        assert len(found) >= count
        return [charted(one, metric) for one in found[:count]]

    return make
