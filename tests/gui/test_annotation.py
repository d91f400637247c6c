"""The user's words on a resource: shown, edited, saved, and never lost unasked."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton
from shiboken6 import delete, isValid

from pulse_desktop.model.operator import NOTHING_SAID, Annotation
from pulse_desktop.settings.preferences import Theme
from pulse_desktop.ui import theme
from pulse_desktop.ui.inspector.chips import Chips
from pulse_desktop.ui.inspector.notes_block import NotesBlock
from pulse_desktop.ui.screens.annotation.annotation_dialog import AnnotationDialog
from pulse_desktop.ui.screens.tab import TabId

WORDS = Annotation(
    web_url="https://wiki.test/web",
    description="Shop front",
    tags=("prod", "eu"),
    notes="Restart\non Sundays",
)


@pytest.fixture
def resource(estate):
    """A guest with words and a link of its own."""
    return replace(estate.guest(106, "web", "pve1", 0.1), annotation=WORDS, web_url=WORDS.web_url)


@pytest.fixture
def block(qtbot):
    made = NotesBlock()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def open_form(qapp):
    """Opens the form of a resource."""
    made = []

    def form(resource, **options):
        dialog = AnnotationDialog(resource, **options)
        dialog.heard = []
        dialog.saved.connect(lambda identity, words: dialog.heard.append((identity, words)))
        dialog.open()
        made.append(dialog)
        return dialog

    yield form
    for dialog in made:
        if isValid(dialog):
            delete(dialog)


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel)]


def press(widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, key, modifier)


def question(dialog):
    return dialog.findChild(QMessageBox)


def test_a_resource_without_words_invites_to_say_some(block):
    block.show_words(NOTHING_SAID)
    assert "What is worth knowing about it, in your words." in texts(block)
    assert block.findChild(QPushButton).text() == "Add…"


def test_everything_the_user_said_is_shown(block):
    """D-02: link, description, tags and notes."""
    block.show_words(WORDS)
    assert {"Shop front", "Restart\non Sundays"} <= set(texts(block))
    assert block.findChild(Chips).accessibleName() == "Tags: prod, eu"
    assert block.findChild(QPushButton, "link").accessibleName() == "https://wiki.test/web"


def test_the_widgets_stay_while_the_words_do(block):
    block.show_words(WORDS)
    chips = block.findChild(Chips)
    block.show_words(replace(WORDS))
    assert block.findChild(Chips) is chips


def test_that_no_link_is_wanted_is_told(block):
    block.show_words(Annotation(web_url=""))
    assert "No link, as you decided." in texts(block)


def test_a_link_wears_the_colours_of_the_theme(qapp, block):
    theme.apply(qapp, Theme.LIGHT)
    block.show_words(WORDS)
    link = block.findChild(QPushButton, "link")
    theme.apply(qapp, Theme.DARK)
    assert theme.DARK.accent in link.styleSheet()
    theme.apply(qapp, Theme.LIGHT)
    assert theme.LIGHT.accent in link.styleSheet()


def test_chips_take_as_many_lines_as_they_need(qtbot):
    chips = Chips(tuple(f"tag {n}" for n in range(12)), "Tags")
    qtbot.addWidget(chips)
    one_line = chips.heightForWidth(5000)
    assert chips.heightForWidth(200) > 2 * one_line


def test_the_form_begins_with_what_was_said(open_form, resource):
    draft = open_form(resource).draft()
    assert (draft.link, draft.tags) == ("https://wiki.test/web", "prod, eu")
    assert draft.notes == "Restart\non Sundays"


def test_control_return_saves_from_the_notes(qtbot, open_form, resource):
    form = open_form(resource)
    with qtbot.waitActive(form):
        form.activateWindow()
    form._notes.setPlainText("Moved")
    press(form._notes, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.heard == [(resource.id, replace(WORDS, notes="Moved"))]
    assert not form.isVisible()


def test_saving_without_a_change_says_nothing(open_form, resource):
    form = open_form(resource)
    form.save()
    assert (form.heard, form.isVisible()) == ([], False)


def test_a_bad_link_is_told_below_it_and_nothing_is_saved(open_form, resource):
    form = open_form(resource)
    form._link.setText("wiki.lan")
    form.save()
    assert "Enter a link that begins with http:// or https://." in texts(form)
    assert (form.heard, form.isVisible()) == ([], True)
    assert form.focusWidget() is form._link


def test_an_emptied_link_gives_way_to_the_platforms(open_form, resource):
    form = open_form(resource)
    form._link.clear()
    form.save()
    assert form.heard[0][1].web_url is None


def test_a_link_of_the_platform_can_be_hidden(open_form, estate):
    """D-02: an empty word overrules what a platform says."""
    form = open_form(replace(estate.guest(1, "web", "pve1"), web_url="https://pve1:8006"))
    assert form._link.placeholderText() == "https://pve1:8006"
    form._no_link.click()
    form.save()
    assert form.heard[0][1] == Annotation(web_url="")


def test_escape_closes_an_untouched_form_at_once(open_form, resource):
    form = open_form(resource)
    press(form, Qt.Key.Key_Escape)
    assert not form.isVisible()


@pytest.mark.parametrize(
    ("answer", "is_open", "saved"),
    [
        (QMessageBox.StandardButton.Save, False, ["x"]),
        (QMessageBox.StandardButton.Discard, False, []),
        (QMessageBox.StandardButton.Cancel, True, []),
    ],
)
def test_unsaved_words_are_lost_only_when_the_user_agrees(
    open_form, resource, answer, is_open, saved
):
    form = open_form(resource)
    form._tags.setText("x")
    press(form, Qt.Key.Key_Escape)
    question(form).button(answer).click()
    assert form.isVisible() is is_open
    assert [",".join(words.tags) for _, words in form.heard] == saved


@pytest.mark.parametrize("is_kept", [True, False])
def test_that_nothing_is_recorded_is_said_in_the_form(open_form, resource, is_kept):
    form = open_form(resource, is_kept=is_kept)
    said = next(label for label in form.findChildren(QLabel) if "recorded" in label.text())
    assert said.isVisibleTo(form) is not is_kept


def test_every_entry_has_a_name_for_a_screen_reader(open_form, resource):
    form = open_form(resource)
    names = [
        QAccessible.queryAccessibleInterface(entry).text(QAccessible.Text.Name)
        for entry in form._entries.values()
    ]
    assert names == ["Link", "Description", "Tags", "Notes"]


@pytest.fixture
def current(window, estate, resource):
    """The window with the annotated guest as its current row."""
    window.show_published(estate.published(estate.read_state((resource,))))
    window.turn_to(TabId.WORKLOADS)
    window.select(resource.id)
    return window


def form_of(window):
    return window.findChild(AnnotationDialog)


def test_f2_edits_the_notes_of_the_current_row(current, desk, resource):
    current.contents._actions.edit_notes.trigger()
    form = form_of(current)
    assert form.windowTitle() == "Notes on web"
    form._description.setText("Back office")
    form.save()
    assert desk.operator.annotated == [(resource.id, replace(WORDS, description="Back office"))]
    assert current.contents._actions.edit_notes.shortcut().toString() == "F2"


def test_saved_notes_can_be_undone(current, desk, resource):
    current.contents._actions.edit_notes.trigger()
    form_of(current)._notes.setPlainText("")
    form_of(current).save()
    assert current.contents._undo.text() == "Saved the notes on web"
    current.contents._actions.undo.trigger()
    assert desk.operator.annotated[-1] == (resource.id, WORDS)
    assert not current.contents._actions.undo.isEnabled()


def test_the_inspector_leads_to_the_form(current):
    current.contents._inspector._overview._notes._edit.click()
    assert form_of(current).isVisible()


def test_a_row_is_found_by_its_tags(window, estate, resource):
    tagged = replace(resource, tags=("prod", "Größe"))
    other = estate.guest(107, "product", "pve1")
    window.show_published(estate.published(estate.read_state((tagged, other))))
    window.turn_to(TabId.WORKLOADS)
    for text, names in (("GRÖ", ["web"]), ("prod", ["product", "web"]), ("eu", [])):
        window.contents._top.set_text(text)
        (section,) = window.contents._pages.page.model.sections
        assert [r.name for r in section.resources] == names


def test_nothing_to_annotate_opens_nothing(window, estate):
    window.show_published(estate.empty())
    window.contents._actions.edit_notes.trigger()
    assert form_of(window) is None
