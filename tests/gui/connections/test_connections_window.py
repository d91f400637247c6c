"""The list of connections and what can be done with one."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from pulse_desktop.model.errors import Category
from pulse_desktop.model.poll import Breaker
from pulse_desktop.ui.screens.connections.editor import ConnectionEditor
from pulse_desktop.ui.screens.connections.examination_dialog import ExaminationDialog
from simulators import desk as script

LAB = script.target()
FUTURE = replace(LAB, platform="from-the-future")
NAS = script.target("nas", address="https://nas.lan:8006")


def row_of(window, row=0):
    model = window.table.rows
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_the_model_keeps_its_promises_to_qt(window, qtmodeltester):
    qtmodeltester.check(window(script.live(LAB), script.unreachable(NAS)).table.rows)


def test_a_live_connection_shows_its_record(window):
    """P-04."""
    assert row_of(window(script.live(LAB))) == [
        "lab",
        "Hypervisor",
        "https://pve1.lan:8006",
        "Live",
        "15 s",
        "4 s ago",
        "in 11 s",
        "3 nodes · 18 VMs · 22 containers · 9 storages",
    ]


def test_an_unreachable_connection_counts_its_failures(window):
    """P-01."""
    shown = window(script.unreachable(NAS, failures=6))
    assert row_of(shown)[3] == "Unreachable ×6"
    assert shown.details.fact("next") == "in 3 min 40 s"


def test_the_last_error_is_told_with_its_words_its_category_and_its_time(window):
    """P-01: last error with time, message and category."""
    shown = window(script.unreachable(NAS)).details
    said = "No answer. No reply from nas in 10 s. (timeout · 1 min ago)"
    assert shown.fact("error") == said
    assert shown._facts["error"][1].toolTip().startswith("8 May 2026")


@pytest.mark.parametrize(
    ("failures", "breaker", "said"),
    [
        (1, Breaker.CLOSED, "1 failure, tried again soon"),
        (2, Breaker.CLOSED, "2 failures in a row, tried again soon"),
        (6, Breaker.OPEN, "6 failures in a row, left alone for a while between tries"),
        (6, Breaker.HALF_OPEN, "6 failures in a row, being tried now"),
    ],
)
def test_failures_in_a_row_say_what_is_done_about_them(window, failures, breaker, said):
    """P-08: in plain words, from the record."""
    shown = window(script.unreachable(NAS, failures, breaker=breaker))
    assert shown.details.fact("retries") == said


def test_a_healthy_connection_and_one_that_waits_for_the_user_say_nothing_of_retries(window):
    for status in (script.live(NAS), script.rejected(NAS), script.paused(NAS)):
        assert window(status).details.fact("retries") == ""


def test_what_was_found_before_a_failure_stays_with_its_age(window):
    """P-06."""
    said = window(script.unreachable(NAS)).details.fact("found")
    assert said == "3 nodes · 18 VMs · 22 containers · 9 storages (seen 4 s ago)"


@pytest.mark.parametrize(
    ("connection", "said"),
    [
        (LAB, "Its own interface (API)"),
        (script.target("here", script.COMPUTER), "A program on the machine itself (agent)"),
        (FUTURE, ""),
    ],
)
def test_the_details_say_where_the_numbers_come_from(window, connection, said):
    """P-10: the platform's declared ingestion mode."""
    assert window(script.live(connection)).details.fact("ingestion") == said


@pytest.mark.parametrize("status", [script.unreachable(NAS), script.rejected(NAS)])
def test_try_now_stands_beside_the_next_try(window, press, status):
    """P-08: also where polling has stopped until the user asks."""
    desk = script.scripted_desk()
    press(window(status, desk=desk).details, "Try now")
    assert desk.connections.did == [("poll", NAS.id)]


def test_a_paused_connection_has_no_next_try(window):
    details = window(script.paused(NAS)).details
    assert (details.fact("next"), details._try.isHidden()) == ("", True)


def test_a_failure_is_worded_by_its_category(window):
    shown = window(script.unreachable(NAS, failures=1, category=Category.TLS_CHANGED))
    assert row_of(shown)[3] == "Certificate changed"


def test_rejected_credentials_say_that_polling_stopped(window):
    shown = window(script.rejected(NAS))
    assert row_of(shown)[3] == "Sign-in rejected"
    assert shown.details.advice().startswith("Polling stopped")
    assert row_of(shown)[6] == "—"


def test_a_degraded_connection_lists_its_gaps(window):
    """P-06."""
    shown = window(script.degraded(NAS))
    assert row_of(shown)[7] == "2 hosts · 9 VMs · 3 gaps"
    assert shown.details.fact("issues") == (
        "Backups could not be listed: not allowed. ×2\nand 1 more"
    )


def test_a_connection_that_was_never_read_shows_no_numbers(window):
    assert row_of(window(script.waiting(LAB)))[5:] == ["—", "—", "—"]


def test_an_interval_under_one_second_is_shown(window):
    """P-05."""
    assert row_of(window(script.live(script.target(interval_s=0.2))))[4] == "200 ms"


def test_the_last_sixty_attempts_are_told_one_by_one_and_together(window):
    strip = window(script.unreachable(NAS)).details.strip()
    assert strip.accessibleDescription().startswith("58 attempts: 50 good, 2 with gaps, 6 failed")
    assert strip.text_at(1) == "14 min ago · good · 40 ms"


def focused_strip(shown, qtbot):
    with qtbot.waitActive(shown):
        shown.activateWindow()
    strip = shown.details.strip()
    strip.setFocus()
    return strip


def test_each_attempt_is_told_to_the_arrow_keys(window, qtbot):
    """A strip that only the mouse could read would say nothing to many."""
    strip = focused_strip(window(script.unreachable(NAS)), qtbot)
    assert strip.accessibleDescription() == "15 s ago · failed · 61 ms"
    qtbot.keyClick(strip, Qt.Key.Key_Left)
    assert strip.accessibleDescription() == "30 s ago · failed · 54 ms"
    qtbot.keyClick(strip, Qt.Key.Key_Home)
    assert strip.accessibleDescription() == "14 min ago · good · 40 ms"
    qtbot.keyClick(strip, Qt.Key.Key_End)
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert strip.current_text() == "15 s ago · failed · 61 ms"


def test_the_keys_stay_at_their_attempt_when_another_one_is_made(window, qtbot):
    shown = window(script.live(LAB))
    attempts = shown.selected().record.attempts
    shown.show_published(script.published(script.live(LAB, attempts=attempts[:-1])))
    strip = focused_strip(shown, qtbot)
    qtbot.keyClick(strip, Qt.Key.Key_Left)
    before = strip.current_text()
    shown.show_published(script.published(script.live(LAB, attempts=attempts[1:])))
    assert strip.current_text() == before


def test_a_strip_without_attempts_takes_no_keys(window, qtbot):
    strip = focused_strip(window(script.waiting(LAB)), qtbot)
    qtbot.keyClick(strip, Qt.Key.Key_Left)
    assert (strip.current_text(), strip.accessibleDescription()) == ("", "no attempts yet")


def test_a_pin_is_shown_with_its_age(window):
    pinned = script.target(fingerprint=script.OLD_PIN, pinned_at="2026-02-03T10:00:00Z")
    said = window(script.live(pinned)).details.fact("trust")
    assert said == "Pinned certificate 8F:1C:…:8F:1C, trusted 3 Feb 2026 (94 d ago)"


def test_a_new_record_keeps_the_selection(window):
    shown = window(script.live(LAB), script.live(NAS))
    shown.table.selectRow(1)
    other = script.target("a-new-one")
    shown.show_published(
        script.published(script.live(other), script.live(LAB), script.unreachable(NAS))
    )
    assert shown.selected().connection == NAS


def test_a_row_is_spoken_with_its_state(window):
    shown = window(script.unreachable(NAS))
    spoken = shown.table.rows.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Name nas, critical"


def test_without_connections_there_is_one_thing_to_do(window):
    shown = window()
    assert shown._pages.currentIndex() == 0
    assert not shown.remove_action.isEnabled()


def test_pausing_and_resuming_is_one_command(window, loop):
    desk = script.scripted_desk()
    shown = window(script.live(LAB), desk=desk)
    shown.pause_action.trigger()
    loop.turn()
    shown.show_published(script.published(script.paused(LAB)))
    assert shown.pause_action.text() == "Resume"
    shown.pause_action.trigger()
    loop.turn()
    assert desk.connections.did == [("pause", LAB.id), ("resume", LAB.id)]


def test_try_now_polls_the_selected_connection(window):
    desk = script.scripted_desk()
    window(script.unreachable(LAB), desk=desk).try_action.trigger()
    assert desk.connections.did == [("poll", LAB.id)]


def test_removing_is_undone_from_the_bar(window, loop):
    desk = script.scripted_desk()
    shown = window(script.live(LAB), desk=desk)
    shown.remove_action.trigger()
    loop.turn()
    assert shown.notice().text() == "Removed “lab”."
    shown.notice().choose()
    loop.turn()
    assert desk.connections.did == [("remove", LAB.id), ("restore", LAB.id)]
    assert shown.notice().text() == ""


def test_removals_are_undone_in_reverse(window, loop):
    desk = script.scripted_desk()
    shown = window(script.live(LAB), script.live(NAS), desk=desk)
    for row in (0, 1):
        shown.table.selectRow(row)
        shown.remove_action.trigger()
        loop.turn()
    shown.undo_action.trigger()
    loop.turn()
    assert desk.connections.did[-1] == ("restore", NAS.id)
    assert shown.notice().text() == "Removed “lab”."


def test_testing_from_the_list_tests_the_saved_connection_itself(window, loop):
    """P-02."""
    desk = script.scripted_desk()
    shown = window(script.live(LAB), desk=desk)
    shown.test_action.trigger()
    loop.turn()
    assert desk.examiner.asked[0][0] is LAB
    assert desk.examiner.asked[0][1] is None


def test_a_certificate_trusted_from_the_list_is_saved_on_request(window, loop, press):
    desk = script.scripted_desk(script.UNTRUSTED, script.GOOD)
    shown = window(script.live(LAB), desk=desk)
    shown.test_action.trigger()
    loop.turn()
    dialog = shown.findChild(ExaminationDialog)
    press(dialog._stages.panel(), "Trust this certificate")
    loop.turn()
    assert desk.connections.did == []
    press(dialog, "Save")
    loop.turn()
    assert desk.connections.did[0][1].fingerprint == script.NEW_PIN


def test_return_edits_the_selected_connection(window, qtbot):
    shown = window(script.live(LAB))
    opened = []
    shown.edit = opened.append
    qtbot.keyClick(shown.table, Qt.Key.Key_Return)
    assert opened == [LAB]


def test_a_connection_of_an_unknown_platform_can_neither_be_edited_nor_tested(window, qtbot):
    """P-04: it is listed, and removed or paused like any other."""
    shown = window(script.unreachable(FUTURE, category=Category.VERSION), script.live(NAS))
    assert row_of(shown)[1] == "from-the-future"
    for action in (shown.edit_action, shown.test_action):
        assert not action.isEnabled()
        assert action.toolTip() == "This version does not know the platform from-the-future."
    qtbot.keyClick(shown.table, Qt.Key.Key_Return)
    assert shown.findChild(ConnectionEditor) is None
    assert shown.remove_action.isEnabled()
    shown.table.selectRow(1)
    assert (shown.edit_action.isEnabled(), shown.edit_action.toolTip()) == (True, "Edit (F2)")


def test_a_password_in_an_address_is_not_listed(window):
    shown = window(script.live(script.target(address="https://u:canary@pve1.lan")))
    assert row_of(shown)[2] == "https://pve1.lan"


def test_connections_of_the_demo_can_be_looked_at_but_not_changed(window):
    shown = window(script.live(script.target()))
    shown.show_published(replace(script.published(script.live(script.target())), is_demo=True))
    assert [each.text() for each in shown._row_actions() if each.isEnabled()] == ["Try now"]
    assert not shown._add.isEnabled()
    reason = "It belongs to the demo estate and stays as it is. Leave the demo first."
    assert {shown.edit_action.toolTip(), shown.remove_action.toolTip()} == {reason}
