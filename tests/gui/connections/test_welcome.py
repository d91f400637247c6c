"""The first run."""

from simulators import desk as script


def test_everything_found_is_offered_and_explained(welcome, words):
    shown = welcome()
    said = words(shown)
    assert "This computer · workbench" in said
    assert "Contexts over ssh are not supported yet." in said
    assert "Nothing leaves this computer. History is kept in ~/data" in said


def test_nothing_is_contacted_before_the_user_agrees(welcome, qtbot):
    shown = welcome()
    desk = shown._desk
    assert desk.examiner.asked == []
    assert desk.connections.did == []


def test_what_is_ticked_is_watched(welcome, press, qtbot):
    shown = welcome()
    shown.offers()[0].box.setChecked(False)
    with qtbot.waitSignal(shown.agreed) as signal:
        press(shown, "Start watching")
    (engine,) = signal.args[0]
    assert engine.address == "unix:///var/run/engine.sock"
    assert engine.platform == script.ENGINE.id
    assert engine.interval_s == 15


def test_two_targets_of_one_name_get_two_names(welcome, press, qtbot):
    shown = welcome()
    with qtbot.waitSignal(shown.agreed) as signal:
        press(shown, "Start watching")
    assert [each.name for each in signal.args[0]] == ["workbench", "workbench 2"]


def test_what_cannot_be_used_cannot_be_ticked(welcome):
    assert [offer.box.isEnabled() for offer in welcome().offers()] == [True, True, False]


def test_without_a_tick_there_is_nothing_to_start(welcome):
    shown = welcome(candidates={})
    assert not shown._start.isEnabled()


def test_escape_starts_empty(welcome, qtbot):
    shown = welcome()
    with qtbot.waitSignal(shown.started_empty):
        shown.reject()


def test_a_connection_may_be_filled_in_instead(welcome, press, qtbot):
    shown = welcome()
    with qtbot.assertNotEmitted(shown.agreed), qtbot.waitSignal(shown.add_wanted):
        press(shown, "Add a connection…")


def test_one_may_look_around_in_the_demo_first(welcome, press, qtbot):
    shown = welcome()
    with qtbot.assertNotEmitted(shown.agreed), qtbot.waitSignal(shown.demo_wanted):
        press(shown, "Try the demo estate")
    assert not shown.isVisible()
