"""Splitting and merging: offered, explained, handed on, and undone."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from shiboken6 import delete, isValid

from pulse_desktop.model.identity import Identity
from pulse_desktop.model.ids import NativeId, ResourceId
from pulse_desktop.model.operator import Link, Split
from pulse_desktop.model.resource import Member
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.resources.candidates import merge_candidates
from pulse_desktop.resources.judgement import Judgement
from pulse_desktop.ui.inspector.sources import sources
from pulse_desktop.ui.inspector.sources_block import SourcesBlock
from pulse_desktop.ui.screens.sameness.candidate_rows import SHOWN, CandidateRow, rows
from pulse_desktop.ui.screens.sameness.merge_dialog import MergeDialog
from pulse_desktop.ui.screens.sameness.split_dialog import SplitDialog

HERE, ENGINE, NODE = ResourceId("agent-desk"), ResourceId("agent-e"), ResourceId("agent-pve1")


def member(identity, name, source):
    return Member(identity, ResourceType.AGENT, name, source, NativeId(f"{name}-id"))


@pytest.fixture
def machine(estate):
    """This computer and its engine, merged."""
    return replace(
        estate.resource(
            "desk", ResourceType.AGENT, estate.DESK, identity=Identity(hostnames=("desk",))
        ),
        members=(member(HERE, "desk", estate.DESK), member(ENGINE, "engine", estate.DOCK)),
        aliases=(ENGINE,),
    )


@pytest.fixture
def node(estate):
    made = estate.resource("pve1", ResourceType.AGENT, identity=Identity(hostnames=("desk.lan",)))
    return replace(made, members=(member(NODE, "pve1", estate.LAB),))


@pytest.fixture
def state(estate, machine, node):
    """Builds the state of both, with what the user decided."""
    other = estate.resource("aaa", ResourceType.AGENT)

    def with_verdicts(*verdicts):
        known = estate.read_state((machine, node, other))
        return replace(known, verdicts=frozenset(verdicts))

    return with_verdicts


@pytest.fixture
def block(qtbot, machine, presentation):
    made = SourcesBlock()
    qtbot.addWidget(made)
    made.show_state = lambda known: made.show_sources(sources(machine, known, presentation))
    return made


@pytest.fixture
def opened(qapp):
    """Opens a dialog, and remembers what was chosen in it."""
    made = []

    def show(dialog):
        dialog.heard = []
        dialog.chosen.connect(dialog.heard.append)
        dialog.open()
        made.append(dialog)
        return dialog

    yield show
    for dialog in made:
        if isValid(dialog):
            delete(dialog)


@pytest.fixture
def merge(opened, machine, state, presentation):
    """The dialog that offers what may be the same as the machine."""
    listed = rows(merge_candidates(machine, state()), presentation)
    return opened(MergeDialog(machine, listed))


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel)]


def button(widget, text):
    return next(b for b in widget.findChildren(QPushButton) if b.text().replace("&", "") == text)


def test_every_source_is_listed_with_its_own_name(block, state):
    block.show_state(state())
    shown = texts(block)
    assert {"This computer", "desk", "Docker", "engine"} <= set(shown)
    assert "engine-id" in shown


def test_a_quiet_source_is_told(machine, state, presentation, estate):
    stale = replace(estate.computer(), is_stale=True).sources[estate.DESK]
    quiet = replace(machine, sources={estate.DESK: replace(stale, state="stale")})
    line = sources(quiet, state(), presentation).lines[0]
    assert line.state == "quiet"


def test_what_is_of_one_source_cannot_be_split_but_merged(block, node, state, presentation):
    block.show_sources(sources(node, state(), presentation))
    assert not block._split.isVisibleTo(block)
    assert block._merge.isVisibleTo(block)


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (Link(HERE, ENGINE), "Merged with engine (Docker) by you"),
        (Split(ENGINE, NODE), "Kept apart from pve1 (Proxmox VE) by you"),
        (
            Split("agent-gone", HERE),
            "Kept apart by you from something that no source reports now",
        ),
        (Link(HERE, "agent-gone"), "Merged by you with something that no source reports now"),
    ],
)
def test_what_the_user_decided_is_told_and_can_be_undone(qtbot, block, state, verdict, said):
    block.show_state(state(verdict))
    assert said in texts(block)
    undo = button(block, "Undo")
    assert undo.accessibleName() == f"Undo: {said}"
    with qtbot.waitSignal(block.undo_requested) as heard:
        undo.click()
    assert heard.args[0].verdicts == {verdict}


def test_the_widgets_stay_while_nothing_is_decided(block, state):
    block.show_state(state(Link(HERE, ENGINE)))
    undo = button(block, "Undo")
    block.show_state(state(Link(HERE, ENGINE)))
    assert button(block, "Undo") is undo


def test_the_least_believed_source_leaves_unless_another_is_chosen(opened, machine, presentation):
    dialog = opened(SplitDialog(machine, presentation))
    button(dialog, "Split").click()
    assert dialog.heard == [ENGINE]
    other = opened(SplitDialog(machine, presentation))
    other.choose(HERE)
    button(other, "Split").click()
    assert other.heard == [HERE]


def test_a_long_id_does_not_widen_the_dialog(opened, machine, presentation):
    first, second = machine.members
    long = replace(second, native_id=NativeId("e" * 64))
    dialog = opened(SplitDialog(replace(machine, members=(first, long)), presentation))
    assert dialog._choice.button(1).text() == f"engine (Docker) · {'e' * 40}…"


def test_likely_candidates_come_first_with_what_speaks_for_them(merge):
    """An engine of which only the host name is known is offered, and left to the user."""
    assert merge.candidates() == ["pve1", "aaa"]
    assert merge._list.topLevelItem(0).text(2) == "Same host name desk"


def test_candidates_are_narrowed_down_by_every_word(merge):
    merge.search("PROXMOX aa")
    assert merge.candidates() == ["aaa"]
    merge.search("nowhere")
    assert merge.candidates() == []
    assert "Nothing fits what you typed." in texts(merge)


def test_a_merge_needs_a_choice_and_the_keyboard_is_enough_for_it(merge):
    assert not button(merge, "Merge").isEnabled()
    QTest.keyClick(merge._filter, Qt.Key.Key_Down)
    QTest.keyClick(merge._filter, Qt.Key.Key_Return)
    assert (merge.heard, merge.isVisible()) == ([NODE], False)


def test_a_double_click_chooses_once(merge):
    merge._list.itemDoubleClicked.emit(merge._list.topLevelItem(1), 0)
    assert merge.heard == ["agent-aaa"]


def test_a_long_list_shows_its_beginning_and_counts_the_rest(opened, machine):
    many = tuple(CandidateRow(f"agent-{n}", f"host {n}", "", "") for n in range(SHOWN + 3))
    dialog = opened(MergeDialog(machine, many))
    assert len(dialog.candidates()) == SHOWN
    assert "and 3 more: type to narrow the list down" in texts(dialog)


def test_that_there_is_nothing_to_merge_with_is_said(opened, machine):
    assert "There is no other resource of this type." in texts(opened(MergeDialog(machine, ())))


@pytest.mark.parametrize("make", [SplitDialog, MergeDialog])
def test_that_nothing_is_recorded_is_said_before_deciding(opened, machine, presentation, make):
    content = presentation if make is SplitDialog else ()
    dialog = opened(make(machine, content, is_kept=False))
    assert any("holds only until the program ends" in text for text in texts(dialog))


@pytest.fixture
def current(window, estate, state):
    """The window with the merged machine as its current row."""
    window.show_published(estate.published(state(Split(NODE, HERE))))
    window.select(HERE)
    return window


def test_splitting_from_the_window_judges_and_can_be_undone(current, desk):
    current.contents._actions.split.trigger()
    button(current.findChild(SplitDialog), "Split").click()
    judgement = Judgement(said=frozenset({Split(ENGINE, HERE)}))
    assert desk.operator.judged == [judgement]
    assert current.contents._undo.text() == "Split desk"
    current.contents._undo._button.click()
    assert desk.operator.judged[-1] == judgement.reverse
    assert current.contents._undo.text() == ""


def test_merging_from_the_window_takes_back_the_split_between_the_two(current, desk):
    current.contents._actions.merge.trigger()
    dialog = current.findChild(MergeDialog)
    dialog.select(NODE)
    button(dialog, "Merge").click()
    assert desk.operator.judged == [
        Judgement(said=frozenset({Link(HERE, NODE)}), taken_back=frozenset({Split(NODE, HERE)}))
    ]
    assert current.contents._undo.text() == "Merged pve1 into desk"


def test_a_decision_is_undone_from_the_inspector(current, desk):
    button(current.contents._inspector._overview._sources, "Undo").click()
    assert desk.operator.judged == [Judgement(taken_back=frozenset({Split(NODE, HERE)}))]
    assert current.contents._undo.text() == "Took back what you decided about desk"


def test_a_decision_that_moves_nothing_is_gone_at_once_when_undone(current, estate, state):
    block = current.contents._inspector._overview._sources
    assert len(block._sources.decisions) == 1
    current.show_published(estate.published(state(), touched=frozenset()))
    assert block._sources.decisions == ()


def test_only_what_was_merged_can_be_split(current):
    actions = current.contents._actions
    assert all(action.isEnabled() for action in actions.on_words())
    current.select(NODE)
    assert [action.isEnabled() for action in actions.on_words()] == [True, False, True]


def test_nothing_can_be_said_where_there_is_no_row(current, estate):
    current.show_published(estate.empty())
    assert not any(a.isEnabled() for a in current.contents._actions.on_words())


def test_what_was_done_in_another_estate_cannot_be_undone_here(current, estate):
    current.contents._actions.split.trigger()
    button(current.findChild(SplitDialog), "Split").click()
    current.show_published(estate.published(estate="other"))
    assert current.contents._undo.text() == ""
    assert not current.contents._actions.undo.isEnabled()
