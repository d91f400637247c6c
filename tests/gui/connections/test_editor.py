"""The form of a connection."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.text import mark
from pulse_desktop.ui.screens.connections.examination_dialog import ExaminationDialog
from simulators import desk as script

CANARY = "canary-8c1d"


def saved_by(desk):
    return [act for act in desk.connections.did if act[0].startswith("save")]


def test_a_choice_decides_which_fields_show(editing):
    editor = editing()
    assert "token_id" in editor.form.shown_fields()
    assert "user" not in editor.form.shown_fields()
    auth = editor.form.entry("auth")
    auth._buttons["password"].click()
    assert "token_id" not in editor.form.shown_fields()
    assert editor.form.shown_fields().count("secret") == 1


def test_a_hidden_field_is_not_saved(editing, fill, loop):
    desk = script.scripted_desk()
    editor = editing(desk=desk)
    fill(editor, address="pve1.lan", token_id="a@b!c")
    editor.form.entry("auth")._buttons["password"].click()
    fill(editor, user="watch@lab", secret=CANARY)
    editor.save()
    loop.turn()
    assert desk.connections.did[0][1].user == "watch@lab"
    assert desk.connections.did[0][1].token_id is None


def test_editing_opens_on_the_sign_in_that_is_used(editing):
    editor = editing(script.target(user="watch@lab"))
    assert "user" in editor.form.shown_fields()


def test_what_is_wrong_is_said_at_its_field(editing, fill):
    editor = editing()
    fill(editor, token_id="wrong")
    editor.save()
    assert editor.form.problem_at("address") == "Enter an address."
    assert editor.form.problem_at("token_id") == "A token ID looks like user@realm!name."
    assert editor.form.problem_at("secret") == "Enter the secret for this sign-in."


def test_a_problem_goes_away_as_it_is_put_right(editing, fill):
    editor = editing()
    editor.save()
    fill(editor, address="pve1.lan")
    assert editor.form.problem_at("address") == ""


def test_nothing_is_said_before_the_first_attempt(editing):
    assert editing().form.problem_at("address") == ""


def test_an_empty_name_is_the_host(editing, fill):
    editor = editing()
    fill(editor, address="pve1.lan")
    assert editor.form.entry("name").line.placeholderText() == "pve1.lan"
    assert editor.form.draft().connection(lambda: script.NOW).name == "pve1.lan"


def test_a_name_that_is_taken_is_refused(editing, fill):
    editor = editing(others=(script.target("Lab"),))
    fill(editor, address="pve1.lan", name="lab")
    editor.save()
    assert "Another connection is called lab" in editor.form.problem_at("name")


def test_a_connection_may_keep_its_own_name(editing):
    lab = script.target()
    editor = editing(lab, others=(lab,))
    editor.save()
    assert editor.form.problem_at("name") == ""


def test_an_interval_has_bounds(editing):
    editor = editing(script.target(interval_s=2.0))
    editor.save()
    assert editor.form.problem_at("interval_s") == "Choose between 5 and 3600 seconds."


def test_an_interval_under_one_second_is_not_shown_as_nothing(editing):
    """P-05."""
    box = editing(script.target(interval_s=0.2)).form.entry("interval_s")._box
    assert box.text() == "0.2 s"


def test_a_stored_secret_is_never_shown(editing):
    line = editing(script.target()).form.entry("secret").line
    assert line.text() == ""
    assert line.placeholderText() == "Stored. Blank keeps it."
    assert line.echoMode() is QLineEdit.EchoMode.Password


def test_a_blank_secret_keeps_the_stored_one(editing, fill, loop):
    """S-02."""
    desk = script.scripted_desk()
    editor = editing(script.target(), desk=desk)
    fill(editor, name="renamed")
    editor.save()
    loop.turn()
    assert desk.connections.secrets == [None]


def test_another_way_of_signing_in_needs_its_own_secret(editing, fill):
    editor = editing(script.target())
    editor.form.entry("auth")._buttons["password"].click()
    fill(editor, user="watch@lab")
    editor.save()
    assert editor.form.problem_at("secret") == "Enter the secret for this sign-in."


def test_a_secret_shows_only_while_the_button_is_held(editing, qtbot):
    entry = editing().form.entry("secret")
    button = entry.findChildren(type(editing()._cancel))[0]
    qtbot.mousePress(button, Qt.MouseButton.LeftButton)
    assert entry.line.echoMode() is QLineEdit.EchoMode.Normal
    qtbot.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert entry.line.echoMode() is QLineEdit.EchoMode.Password


def test_a_fingerprint_is_put_into_its_one_spelling(editing, fill):
    editor = editing()
    fill(editor, fingerprint="8f1c" * 16)
    editor.form.entry("fingerprint").line.editingFinished.emit()
    assert editor.form.entry("fingerprint").answer() == script.OLD_PIN


def test_a_pin_does_not_move_to_another_address(editing, fill):
    pinned = script.target(fingerprint=script.OLD_PIN, pinned_at="2026-02-03T10:00:00.000Z")
    editor = editing(pinned)
    fill(editor, address="other.lan")
    assert editor.form.entry("fingerprint").answer() == ""
    fill(editor, address="https://pve1.lan:8006")
    assert editor.form.draft().connection(lambda: script.NOW) == pinned


def test_what_is_found_on_this_computer_is_offered(editing, press, words):
    editor = editing(platform=script.ENGINE)
    press(editor, "Use")
    assert editor.form.entry("address").answer() == "unix:///var/run/engine.sock"
    assert editor.form.draft().suggested_name == "workbench"
    assert "Contexts over ssh are not supported yet." in words(editor)


def test_commands_follow_the_form(editing, words):
    assert script.COMMANDS[0].lines[0] in words(editing()._commands)
    assert editing(platform=script.COMPUTER)._side.isHidden()


def test_test_is_the_next_step_until_it_succeeds(editing, loop):
    editor = editing(script.target())
    assert editor._test.is_primary()
    editor.test()
    loop.turn()
    assert editor.result_text() == "Usable."
    assert editor._save.is_primary()
    assert not editor._test.is_primary()


def test_editing_takes_the_result_back(editing, fill, loop):
    editor = editing(script.target())
    editor.test()
    loop.turn()
    fill(editor, address="other.lan")
    assert editor.result_text() == "Changed since the last test."
    assert editor._test.is_primary()


def test_testing_an_unedited_form_tests_the_saved_connection_itself(editing, loop):
    """P-02."""
    desk, saved = script.scripted_desk(), script.target()
    editing(saved, desk=desk).test()
    loop.turn()
    tested, secret = desk.examiner.asked[0]
    assert tested is saved
    assert secret is None


def test_testing_saves_nothing(editing, loop):
    desk = script.scripted_desk()
    editing(script.target(), desk=desk).test()
    loop.turn()
    assert desk.connections.did == []


def test_a_certificate_trusted_in_the_test_is_saved_with_the_form(editing, press, loop):
    desk = script.scripted_desk(script.UNTRUSTED, script.GOOD)
    editor = editing(script.target(), desk=desk)
    editor.test()
    loop.turn()
    dialog = editor.findChild(ExaminationDialog)
    press(dialog._stages.panel(), "Trust this certificate")
    loop.turn()
    press(dialog, "Save")
    loop.turn()
    _, stored = desk.connections.did[0]
    assert stored.fingerprint == script.NEW_PIN
    assert stored.pinned_at == "2026-05-08T14:03:20.000Z"


def test_an_untested_form_may_be_saved(editing, fill, loop, qtbot):
    desk = script.scripted_desk()
    editor = editing(desk=desk)
    fill(editor, address="pve1.lan", token_id="watch@lab!desktop", secret=CANARY)
    with qtbot.waitSignal(editor.saved):
        editor.save()
        loop.turn()
    assert desk.connections.did[0][1].address == "https://pve1.lan:8006"
    assert desk.connections.secrets[0].reveal() == CANARY
    assert editor.isHidden()


def test_without_a_keyring_nothing_is_saved_until_the_user_chooses(editing, fill, loop):
    """S-02."""
    desk = script.scripted_desk(refusal=script.NO_KEYRING)
    editor = editing(script.target(), desk=desk)
    fill(editor, secret=CANARY)
    editor.save()
    loop.turn()
    assert editor.notice().text().startswith("Passwords cannot be saved.")
    assert saved_by(desk) == []
    editor.notice().choose()
    loop.turn()
    assert [act for act, _ in saved_by(desk)] == ["save for this run"]


def test_settings_that_cannot_be_written_are_said_at_the_form(editing, loop):
    refusal = SettingsError(mark("Script", "The settings file is read-only."))
    editor = editing(script.target(), desk=script.scripted_desk(refusal=refusal))
    editor.save()
    loop.turn()
    assert editor.notice().text() == "The settings file is read-only."
    assert not editor.isHidden()


def test_a_typed_secret_stands_nowhere_but_in_its_field(editing, fill, words, loop):
    editor = editing(script.target(), desk=script.scripted_desk(script.REJECTED))
    fill(editor, secret=CANARY)
    editor.test()
    loop.turn()
    dialog = editor.findChild(ExaminationDialog)
    assert CANARY not in words(editor) + dialog.report() + repr(editor.form.draft().subject)


def test_a_platform_with_its_own_web_address_field_has_no_second_one(editing):
    field = replace(script.HYPERVISOR.fields[0], name="web_url")
    platform = replace(script.HYPERVISOR, fields=(*script.HYPERVISOR.fields, field))
    desk = replace(script.scripted_desk(), platforms=lambda: (platform,))
    editor = editing(platform=platform, desk=desk)
    assert editor.form.shown_fields().count("web_url") == 1


def test_starting_over_with_another_platform_keeps_the_address(editing, loop):
    editor = editing(script.target())
    editor.start_over(script.ENGINE)
    loop.turn()
    draft = editor.form.draft()
    assert draft.origin.platform is script.ENGINE
    assert draft.origin.saved is None
    assert draft.answers["address"] == "https://pve1.lan:8006"


def test_a_saved_connection_of_an_unknown_platform_has_no_form(editing, loop):
    desk = script.scripted_desk()
    editor = editing(replace(script.target(), platform="from-the-future"), desk=desk)
    editor.test()
    editor.save()
    loop.turn()
    assert editor.notice().text() == "This version does not know the platform from-the-future."
    assert (desk.examiner.asked, desk.connections.did) == ([], [])
