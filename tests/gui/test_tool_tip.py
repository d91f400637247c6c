"""Tool tips and sentences show what others wrote as it is written."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

import pulse_desktop.ui
from pulse_desktop.ui.charts.picture import Stroke
from pulse_desktop.ui.inspector.chips import Chips
from pulse_desktop.ui.models.columns import WORKLOADS
from pulse_desktop.ui.models.resource_model import ResourceModel
from pulse_desktop.ui.screens.empty_state import EmptyState
from pulse_desktop.ui.tool_tip import as_written
from pulse_desktop.ui.workspace.legend_model import LegendModel
from pulse_desktop.ui.workspace.legend_row import LegendRow

HOSTILE = "<h1>x</h1>"
ESCAPED = "&lt;h1&gt;x&lt;/h1&gt;"
TOOL_TIP = Qt.ItemDataRole.ToolTipRole


@pytest.mark.parametrize("text", ["", "plain", "a & b", "1 < 2", "zwei\nZeilen"])
def test_what_looks_like_no_markup_is_left_alone(text):
    assert as_written(text) == text


def test_what_looks_like_markup_is_shown_letter_by_letter():
    shown = as_written("<h1>x</h1> &amp;")
    assert "<h1>" not in shown
    assert ESCAPED in shown
    assert "&amp;amp;" in shown


def test_a_name_in_a_table_is_no_markup(estate, presentation):
    resource = replace(estate.read_state().workloads()[0], name=HOSTILE)
    model = ResourceModel(WORKLOADS, presentation)
    model.show([resource])
    index = model.index_of(resource.id)
    assert ESCAPED in index.data(TOOL_TIP)


def test_a_name_in_a_legend_is_no_markup(qapp, estate, presentation):
    metric = next(iter(estate.resources()[0].metrics))
    model = LegendModel(qapp)
    row = LegendRow(name=HOSTILE, metric=metric, stroke=Stroke(0))
    model.show_rows((row,), presentation.formats)
    assert ESCAPED in model.index(0, 0).data(TOOL_TIP)


def test_a_tag_is_no_markup(qtbot):
    chips = Chips((HOSTILE,), "Tags")
    qtbot.addWidget(chips)
    assert ESCAPED in chips.toolTip()


def test_a_sentence_in_place_of_rows_is_no_markup(qtbot):
    shown = EmptyState()
    qtbot.addWidget(shown)
    shown.say(HOSTILE, HOSTILE)
    assert shown._heading.textFormat() is Qt.TextFormat.PlainText
    assert shown._sentence.textFormat() is Qt.TextFormat.PlainText


def test_whatever_pops_up_under_the_mouse_is_shown_as_it_is_written():
    sources = Path(pulse_desktop.ui.__file__).parent.rglob("*.py")
    calls = [
        ast.unparse(node)
        for source in sources
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "QToolTip.showText"
    ]
    assert len(calls) >= 5
    assert all("as_written(" in call for call in calls)
