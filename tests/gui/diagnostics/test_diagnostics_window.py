"""Diagnostics: every memory and disk figure, where it is from, and instead of what."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from pulse_desktop.model.facet import FigureTruth, GuestFacet, NodeFacet, RawFigure
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.resources.read_state import EMPTY, ReadState
from pulse_desktop.ui.diagnostics.diagnostics_commands import DiagnosticsCommands
from pulse_desktop.ui.diagnostics.diagnostics_window import DiagnosticsWindow

pytestmark = pytest.mark.gui
KEY = Qt.Key
GIB = 1024**3


def truth(source, trust="preferred", reason=None, **rest):
    return FigureTruth(source=source, trust=trust, fallback_reason=reason, **rest)


def resources(estate):
    """A node and a guest, each with a figure that has something behind it."""
    past = estate.NOW - timedelta(seconds=30)
    inputs = (RawFigure("status.mem", 3 * GIB), RawFigure("status.maxmem", 4 * GIB))
    guest = GuestFacet(
        vmid=101,
        node_name="pve1",
        instance="lab",
        memory=truth(
            "status-mem", "fallback", "status-mem", notes=("host-process-size",), inputs=inputs
        ),
    )
    rootfs = truth("node-status-rootfs", measured_at=past)
    node = NodeFacet(node_name="pve1", instance="lab", disk=rootfs)
    memory = {Metric.MEMORY: Measurement(0.75, 3 * GIB, 4 * GIB)}
    return (
        estate.resource("pve1", ResourceType.AGENT, facets=(node,)),
        estate.resource("web", ResourceType.VM, facets=(guest,), metrics=memory),
        estate.resource("shed", ResourceType.STORAGE),
    )


@pytest.fixture
def screen(qtbot, estate, presentation):
    """A window with the command, over a node, a guest and a storage."""
    return Screen(qtbot, estate, presentation)


class Screen:
    """Reads the window of diagnostics as the eye does."""

    def __init__(self, qtbot, estate, presentation):
        self.estate, self.parent = estate, QWidget()
        qtbot.addWidget(self.parent)
        self.parent.show()
        self.action = QAction(self.parent)
        self.commands = DiagnosticsCommands(self.action, lambda: presentation, self.parent)
        self.publish(*resources(estate))

    def publish(self, *shown):
        state = ReadState(revision=2, by_id={each.id: each for each in shown}) if shown else EMPTY
        self.commands.show_published(replace(self.estate.published(), state=state))

    def open(self):
        self.action.trigger()
        return self.commands.show_window()

    def rows(self):
        table = self.open().table.model()
        return [
            [table.index(row, column).data() for column in range(table.columnCount())]
            for row in range(table.rowCount())
        ]


def press(widget, *keys):
    for key in keys:
        QTest.keyClick(widget, key)


def test_every_node_and_guest_has_a_row_for_memory_and_for_disk(screen):
    assert [(row[0], row[1]) for row in screen.rows()] == [
        ("pve1", "Memory"),
        ("pve1", "Disk"),
        ("web", "Memory"),
        ("web", "Disk"),
    ]


def test_a_row_says_value_label_trust_reason_and_age(screen):
    """X-02: all of it reaches the eye."""
    assert screen.rows()[2][2:6] == [
        "75 % · 3.00 GB of 4.00 GB",
        "status-mem",
        "fallback",
        "status-mem, host-process-size",
    ]
    assert screen.rows()[1][3:] == ["node-status-rootfs", "preferred", "—", "30 s ago"]


def test_what_nobody_told_is_a_dash_and_never_nothing_used(screen):
    assert screen.rows()[3][2:5] == ["—", "—", "—"]


def test_the_current_row_shows_what_it_was_chosen_from(screen):
    shown = screen.open()
    press(shown.table, KEY.Key_Down, KEY.Key_Down)
    items = [shown.inputs.topLevelItem(n) for n in range(shown.inputs.topLevelItemCount())]
    assert [item.text(0) for item in items] == ["status.mem", "status.maxmem"]
    assert items[0].text(2).replace("\u202f", "") == f"{3 * GIB} B"


def test_a_figure_that_was_not_chosen_says_so_in_place_of_what_from(screen):
    shown = screen.open()
    (item,) = (shown.inputs.topLevelItem(n) for n in range(shown.inputs.topLevelItemCount()))
    assert item.text(0) == "There was nothing to choose from."
    assert item.flags() == Qt.ItemFlag.NoItemFlags


def test_a_filter_is_reached_by_a_slash_and_left_by_enter(screen):
    shown = screen.open()
    press(shown.table, KEY.Key_Slash)
    QTest.keyClicks(shown.filter, "web fallback")
    assert [row[:2] for row in screen.rows()] == [["web", "Memory"]]
    press(shown.filter, KEY.Key_Return)
    assert shown.table.currentIndex().row() == 0
    assert shown.inputs.topLevelItemCount() == 2


def test_only_figures_that_are_not_the_best_can_be_shown(screen):
    screen.open().doubtful.toggle()
    assert ["pve1", "Disk"] not in [row[:2] for row in screen.rows()]


def test_a_filter_that_matches_nothing_says_so(screen):
    shown = screen.open()
    QTest.keyClicks(shown.filter, "nobody")
    assert shown.words() == "No figure matches the filter."


def test_an_empty_estate_is_a_sentence(screen):
    screen.publish()
    assert screen.open().words().startswith("Nothing to show yet.")


def test_rows_are_copied_as_text_with_their_inputs(screen):
    shown = screen.open()
    press(shown.table, KEY.Key_Down, KEY.Key_Down)
    QTest.keyClick(shown.table, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    title, line = QGuiApplication.clipboard().text().splitlines()
    assert title.endswith("\tChosen from")
    assert line.endswith(f"\tstatus.mem={3 * GIB}; status.maxmem={4 * GIB}")


def test_the_current_row_stays_while_values_change(screen, estate):
    shown = screen.open()
    press(shown.table, KEY.Key_Down, KEY.Key_Down)
    other = estate.resource(
        "archive", ResourceType.VM, facets=(resources(estate)[1].facets[0].facet,)
    )
    screen.publish(*resources(estate), other)
    row = shown.table.currentIndex().row()
    assert shown.table.model().index(row, 0).data() == "web"


def test_a_title_sorts(screen):
    shown = screen.open()
    shown.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert [row[0] for row in screen.rows()] == ["web", "web", "pve1", "pve1"]


def test_the_menu_of_tools_opens_it(window):
    found = window.findChildren(QAction)
    next(each for each in found if each.text() == "&Diagnostics…").trigger()
    assert window.findChild(DiagnosticsWindow).isVisible()


def test_every_control_is_reached_by_tab_in_the_order_it_is_read(screen):
    shown = screen.open()
    shown.filter.setFocus()
    visited = []
    for _ in range(6):
        visited.append(type(shown.focusWidget()).__name__)
        press(shown.focusWidget(), KEY.Key_Tab)
    controls = ["QLineEdit", "QCheckBox", "FigureTable", "InputsList"]
    assert visited == [*controls, "QPushButton", "QPushButton"]


def test_escape_leaves_it(screen):
    shown = screen.open()
    press(shown, KEY.Key_Escape)
    assert not shown.isVisible()


def test_its_keys_stand_in_the_menu_of_tools(window):
    (action,) = (a for a in window.findChildren(QAction) if a.text() == "&Diagnostics…")
    assert action.shortcut().toString() == "Ctrl+Shift+D"
