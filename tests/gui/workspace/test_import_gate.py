"""What draws is loaded beside the window's thread."""

import sys
import threading

import pytest
from PySide6.QtCore import QObject

from pulse_desktop.ui.workspace.import_gate import ImportGate

MODULE = "slow_to_load"


@pytest.fixture
def gate(qapp, turns, tmp_path, monkeypatch):
    """A gate to a module that remembers which thread loaded it."""
    source = "import threading\nTHREAD = threading.get_ident()\n"
    (tmp_path / f"{MODULE}.py").write_text(source)
    monkeypatch.syspath_prepend(tmp_path)
    parent = QObject()
    yield ImportGate(MODULE, turns.spawn, parent)
    sys.modules.pop(MODULE, None)
    parent.deleteLater()


def test_a_module_is_loaded_in_a_thread_and_then_needed_at_once(gate):
    loaded = []
    gate.pass_on(lambda: loaded.append(sys.modules[MODULE].THREAD))
    assert loaded[0] != threading.get_ident()
    gate.pass_on(lambda: loaded.append(MODULE))
    assert loaded[1] == MODULE


def test_what_comes_meanwhile_waits_in_its_order(gate, turns):
    turns.is_held, done = True, []
    for number in range(3):
        gate.pass_on(lambda number=number: done.append(number))
    assert (done, len(turns.waiting)) == ([], 1)
    turns.is_held = False
    turns.run()
    assert done == [0, 1, 2]


def test_the_tab_is_there_before_what_draws_in_it(charts, turns, qapp):
    turns.is_held = True
    window = charts.tab.window()
    window.show()
    window.activateWindow()
    charts.tab.setFocus()
    assert charts.tab.workspace is None
    turns.is_held = False
    turns.run()
    qapp.processEvents()
    assert charts.tab.workspace.isVisible()
    assert charts.tab.isAncestorOf(qapp.focusWidget())


def test_windows_that_wait_to_come_back_are_remembered(make_charts, turns, desk):
    charts = make_charts()
    charts.new_window()
    charts.flush()
    turns.is_held = True
    again = make_charts()
    reading = turns.waiting.pop(0)
    turns.is_held = False
    turns.spawn(reading)
    again.document.rename("x")
    again.flush()
    assert len(desk.charts.books["default"].pop_outs) == 1


def test_windows_of_another_estate_stay_away_though_they_were_waited_for(
    make_charts, turns, publish, desk
):
    charts = make_charts()
    charts.new_window()
    charts.flush()
    turns.is_held = True
    again = make_charts()
    again.show_published(publish(of="cabin"))
    turns.is_held = False
    turns.run()
    assert again.windows == ()
