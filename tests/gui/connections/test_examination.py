"""The staged connection test, as the user sees it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from pulse_desktop.model.errors import Category
from pulse_desktop.model.secret import Secret
from pulse_desktop.model.text import mark
from pulse_desktop.provider.stage import StageId, StageState
from simulators import desk as script

PINNED = {"fingerprint": script.OLD_PIN, "pinned_at": "2026-02-03T10:00:00.000Z"}


def test_a_good_token_passes_every_step(examine):
    dialog = examine(script.GOOD)
    states = [row.stage.state for row in dialog.progress.rows()]
    assert states == [StageState.PASSED] * 7
    assert dialog.verdict() == "Usable."


def test_every_step_is_listed_before_it_is_tried(examine):
    dialog = examine(script.HANGING)
    assert dialog._stages.text_of(StageId.REACH).split("\n")[:2] == ["Reach port 8006", "trying…"]
    assert dialog._stages.text_of(StageId.PREVIEW).split("\n")[1] == "not tried"


def test_each_finished_step_says_how_long_it_took(examine):
    dialog = examine(script.GOOD)
    assert dialog._stages.text_of(StageId.SIGN_IN).split("\n") == ["Sign in", "accepted", "31 ms"]


def test_a_running_step_counts_its_time(examine):
    dialog = examine(script.HANGING)
    dialog._stages.show_elapsed(2400)
    assert "2.4 s" in dialog._stages.text_of(StageId.REACH)


@pytest.mark.parametrize(
    ("scene", "step", "title", "sentence"),
    [
        (script.NAME_UNKNOWN, StageId.RESOLVE, "Name not found", "could not be resolved"),
        (script.PORT_CLOSED, StageId.REACH, "Port closed", "nothing listens on port 8007"),
        (script.REJECTED, StageId.SIGN_IN, "Sign-in rejected", "was refused"),
    ],
)
def test_a_failed_step_says_what_happened_and_ends_the_chain(examine, scene, step, title, sentence):
    dialog = examine(scene)
    said = dialog._stages.text_of(step)
    assert title in said
    assert sentence in said
    assert dialog.verdict() == f"Not usable. {title}."
    assert "not tried" in dialog._stages.text_of(StageId.PREVIEW)


def test_stop_ends_a_hanging_test_at_once(examine, press, loop):
    dialog = examine(script.HANGING)
    press(dialog, "Stop")
    loop.turn()
    assert dialog.examiner.closed == 1
    assert dialog.verdict() == "Stopped. Nothing was saved."
    assert "stopped" in dialog._stages.text_of(StageId.REACH)


def test_closing_the_dialog_ends_the_test(examine, loop):
    dialog = examine(script.HANGING)
    dialog.reject()
    loop.turn()
    assert dialog.examiner.closed == 1


def test_a_stopped_test_can_be_started_again(examine, press, loop):
    dialog = examine(script.HANGING, script.GOOD)
    press(dialog, "Stop")
    press(dialog, "Test again")
    loop.turn()
    assert dialog.verdict() == "Usable."


def test_a_missing_permission_is_named_with_its_consequence(examine):
    dialog = examine(script.MISSING)
    said = dialog._stages.text_of(StageId.PERMISSIONS)
    assert "Guest.Audit is missing. Disk use in VMs stays unknown." in said
    assert dialog.verdict() == "Usable. 2 optional permissions are missing."


def test_commands_that_fix_it_are_shown_when_asked_for(examine, press, words):
    dialog = examine(script.MISSING)
    assert dialog._remedies.commands().isHidden()
    press(dialog, "Show commands that fix this")
    assert not dialog._remedies.commands().isHidden()
    assert "grant audit to watch@lab" in words(dialog._remedies.commands())


def test_a_rejected_sign_in_offers_the_commands_of_the_platform(examine, press, words):
    dialog = examine(script.REJECTED)
    press(dialog, "Show commands that fix this")
    assert script.COMMANDS[0].lines[0] in words(dialog._remedies.commands())


def test_an_unknown_certificate_is_shown_to_be_compared(examine, words):
    said = words(examine(script.UNTRUSTED)._stages.panel())
    assert script.NEW_PIN in said.replace("\n", ":")
    assert "PVE Cluster Manager CA" in said
    assert "2 Mar 2025 to 2 Mar 2027" in said


def test_how_to_compare_shows_what_the_platform_says(examine, press, words):
    panel = examine(script.UNTRUSTED)._stages.panel()
    assert panel._how.isHidden()
    press(panel, "How to compare?")
    assert script.COMPARE in panel._how.text()
    assert script.NEW_PIN not in panel._how.text()


def test_trusting_a_certificate_pins_it_and_tests_again(examine, press, loop, qtbot):
    dialog = examine(script.UNTRUSTED, script.GOOD)
    with qtbot.waitSignal(dialog.trusted) as signal:
        press(dialog._stages.panel(), "Trust this certificate")
    loop.turn()
    tested, _ = dialog.examiner.asked[1]
    assert tested == signal.args[0]
    assert tested.fingerprint == script.NEW_PIN
    assert tested.pinned_at == "2026-05-08T14:03:20.000Z"
    assert dialog.verdict() == "Usable."


def test_a_changed_certificate_stays_blocked_unless_the_user_decides(examine, qtbot):
    dialog = examine(script.CHANGED, connection=script.target(**PINNED))
    panel = dialog._stages.panel()
    assert panel._first.text() == "Keep blocked"
    assert panel._first.isDefault()
    assert dialog.focusWidget() is panel._first
    with qtbot.assertNotEmitted(dialog.trusted):
        panel._first.click()
    assert dialog.isHidden()


def test_return_never_trusts_an_unknown_certificate(examine, qtbot):
    dialog = examine(script.UNTRUSTED)
    with qtbot.assertNotEmitted(dialog.trusted):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert dialog.progress.question is not None


def test_a_changed_certificate_shows_old_and_new_with_their_dates(examine, words):
    dialog = examine(script.CHANGED, connection=script.target(**PINNED))
    said = words(dialog._stages.panel()).replace("\n", ":")
    assert script.OLD_PIN in said
    assert "since 3 Feb 2026" in said
    assert script.NEW_PIN in said


def test_trusting_the_new_certificate_replaces_the_pin(examine, press, loop):
    dialog = examine(script.CHANGED, script.GOOD, connection=script.target(**PINNED))
    press(dialog._stages.panel(), "Trust new certificate")
    loop.turn()
    assert dialog.examiner.asked[1][0].fingerprint == script.NEW_PIN


def test_a_saved_connection_is_tested_as_it_is(examine):
    """P-02: the very object, and the stored secret."""
    saved = script.target()
    dialog = examine(script.GOOD, connection=saved, saved=saved)
    tested, secret = dialog.examiner.asked[0]
    assert tested is saved
    assert secret is None
    assert dialog._save.isHidden()


def test_the_report_has_every_step_and_no_secret(examine, press):
    dialog = examine(script.REJECTED, secret=Secret("canary-8c1d"))
    press(dialog, "Copy report")
    report = QGuiApplication.clipboard().text()
    assert "[failed] Sign in: Sign-in rejected (auth): The token watch@lab!desktop" in report
    assert "[not tried] Version" in report
    assert "Signs in as: watch@lab!desktop" in report
    assert "canary" not in report


def test_a_secret_that_the_other_side_repeats_is_hidden(examine, words):
    echo = script.failed(StageId.SIGN_IN, Category.AUTH, "no")
    echo = replace(echo, detail=mark("Script", "bad {what}").given(what="x canary-8c1d y"))
    dialog = examine((echo,), secret=Secret("canary-8c1d"))
    assert "bad x ••• y" in words(dialog)
    assert "canary" not in words(dialog) + dialog.report()


def test_a_password_in_the_address_is_not_shown(examine, words):
    address = "https://admin:canary-8c1d@pve1.lan:8006"
    dialog = examine(script.GOOD, connection=script.target(address=address))
    assert "canary" not in words(dialog) + dialog.report()
    assert "https://pve1.lan:8006" in dialog.report()


def test_markup_from_the_other_side_stays_text(examine):
    scene = (script.failed(StageId.SIGN_IN, Category.SERVER, "<b>bold</b>"),)
    labels = examine(scene)._stages.findChildren(QLabel)
    told = [label for label in labels if label.text() == "<b>bold</b>"]
    assert [label.textFormat() for label in told] == [Qt.TextFormat.PlainText]


def test_too_many_attempts_make_the_next_test_wait(examine):
    scene = (script.failed(StageId.SIGN_IN, Category.RATE_LIMITED, "Slow down."),)
    dialog = examine(scene)
    assert not dialog._again.isEnabled()
    dialog._cooling.timeout.emit()
    assert dialog._again.isEnabled()


def test_a_step_that_was_not_announced_is_shown_all_the_same(examine):
    dialog = examine((script.failed(StageId.SIGN_IN, Category.AUTH, "Keyring is locked."),))
    rows = [row.stage.id for row in dialog.progress.rows()]
    assert rows.count(StageId.SIGN_IN) == 1


def wrong_product(title):
    answer = script.failed(StageId.SIGN_IN, Category.WRONG_PRODUCT, "")
    text = mark("Script", "This looks like {product}.").given(product=title)
    return (*script.SECURED, replace(answer, detail=text))


def test_another_product_that_is_known_can_be_connected_instead(examine, press, qtbot):
    dialog = examine(wrong_product("Container engine"))
    with qtbot.waitSignal(dialog.other_wanted) as signal:
        press(dialog, "Create a Container engine connection instead")
    assert signal.args == [script.ENGINE]


def test_another_product_that_is_not_known_is_only_named(examine):
    dialog = examine(wrong_product("Mail gateway"))
    assert "This looks like Mail gateway." in dialog._stages.text_of(StageId.SIGN_IN)
    assert dialog._remedies.other() is None


def test_an_unknown_platform_is_shown_by_its_id_and_fails_in_words(examine):
    unknown = script.failed(StageId.VERSION, Category.VERSION, "not known")
    connection = replace(script.target(), platform="from-the-future")
    dialog = examine((unknown,), connection=connection, saved=connection)
    assert dialog.verdict().startswith("Not usable.")
    assert "from-the-future" in dialog.report()
