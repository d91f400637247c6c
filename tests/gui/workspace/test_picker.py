"""Choosing series: by words, by arrows, several at once, out of very many."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from pulse_desktop.model.metric import Metric
from pulse_desktop.ui.workspace import candidate_model
from pulse_desktop.ui.workspace.candidates import MOST_SHOWN, labelled, listings, search
from pulse_desktop.ui.workspace.picker import Picker

DOWN, ENTER = Qt.Key.Key_Down, Qt.Key.Key_Return


@pytest.fixture
def picker(charts, look, qtbot):
    """The picker over the whole estate."""
    return look(charts).add_series()


@pytest.fixture
def found(estate, presentation):
    """What words find, as resource and metric."""
    index = listings(estate.resources(), presentation)
    labels = labelled(str)

    def look_for(text):
        got = search(index, text, labels)
        return [(one.resource.name, one.metric) for one in got.candidates]

    return look_for


def words(picker, qtbot, text):
    picker._text.clear()
    qtbot.keyClicks(picker._text, text)


def test_fonts_are_made_once_for_all_cells(picker, monkeypatch):
    def fail(*_arguments):
        raise AssertionError

    for name in ("tabular", "sizes", "colours"):
        monkeypatch.setattr(candidate_model, name, fail)
    model, role = picker._list.model(), Qt.ItemDataRole
    assert model.index(0, 2).data(role.FontRole) is not None
    assert model.index(0, 1).data(role.ForegroundRole) is not None
    assert model.index(0, 0).data(role.SizeHintRole).height() > 0


def test_words_are_looked_for_in_resource_then_metric(found):
    assert found("pve1 cpu")[0] == ("pve1", Metric.CPU)
    assert found("pve2 network in")[0] == ("pve2", Metric.NET_IN)
    assert found("netout pve2")[0] == ("pve2", Metric.NET_OUT)


def test_a_name_that_begins_so_comes_before_one_that_has_it(found):
    names = [name for name, _ in found("web")]
    assert names[0] == "web-1"


def test_what_is_known_by_its_platform_is_found_last(found):
    assert ("grafana", Metric.CPU) in found("docker cpu")
    assert ("db-1", Metric.CPU) not in found("docker cpu")
    assert found("nonsense") == []


def test_what_has_no_history_is_not_offered(found):
    assert ("web", Metric.CPU) not in found("web")
    assert all(metric is not Metric.TOTAL for _, metric in found("tank"))


def test_enter_adds_the_first_one_found(charts, picker, qtbot):
    words(picker, qtbot, "pve1 cpu")
    qtbot.keyClick(picker._text, ENTER)
    assert [(s.name, s.metric) for s in charts.document.chart.series] == [("pve1", Metric.CPU)]


def test_arrows_move_and_shift_selects_several(charts, picker, qtbot):
    words(picker, qtbot, "pve cpu")
    qtbot.keyClick(picker._text, DOWN)
    qtbot.keyClick(picker._text, DOWN, Qt.KeyboardModifier.ShiftModifier)
    assert picker._add.text() == "Add 2"
    qtbot.keyClick(picker._text, ENTER)
    assert [s.name for s in charts.document.chart.series] == ["pve2", "pve3"]


def test_nothing_found_adds_nothing(charts, picker, qtbot):
    words(picker, qtbot, "nonsense")
    assert picker._count.text() == "Nothing that is recorded has these words."
    assert not picker._add.isEnabled()
    picker.accept()
    assert charts.document.chart.series == ()


def test_the_latest_words_win(charts, look, turns, qtbot):
    picker = look(charts).add_series()
    turns.is_held = True
    words(picker, qtbot, "pve1 cpu")
    turns.is_held = False
    turns.run()
    assert picker.candidates[0].resource.name == "pve1"


def test_of_fifty_thousand_rows_a_bounded_number_is_listed_and_all_are_counted(
    estate, presentation
):
    one = estate.resources()[1]
    rows = [replace(one, id=f"agent-{n}", name=f"node-{n:05}") for n in range(50_000)]
    index = listings(rows, presentation)
    got = search(index, "node-4 cpu", labelled(str))
    assert (got.count, len(got.candidates)) == (10_000, MOST_SHOWN)


def test_the_list_is_sound(picker, qtmodeltester):
    qtmodeltester.check(picker._model)


def test_a_picker_says_what_it_is(picker):
    assert isinstance(picker, Picker)
    assert picker._list.accessibleName() == "Series"
    spoken = picker._model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert len(spoken.split(", ")) >= 3
