"""What happened, merged to the pixels there are."""

from datetime import UTC, datetime, timedelta

from pulse_desktop.model.change import Change, ChangeKind
from pulse_desktop.model.condition import Shape
from pulse_desktop.model.text import mark
from pulse_desktop.ui.formatting import Formats
from pulse_desktop.ui.strip import wording
from pulse_desktop.ui.strip.lane import concerned, marks, nearest

BEGIN = datetime(2026, 5, 5, 21, 0, tzinfo=UTC)
WINDOW_S = (BEGIN.timestamp(), BEGIN.timestamp() + 3600)


def change(minute, kind=ChangeKind.STATE_TRANSITION, **rest):
    rest.setdefault("to_state", "warning")
    return Change(
        id=f"{kind} {minute}",
        at=BEGIN + timedelta(minutes=minute),
        resource=rest.pop("resource", "vm-web"),
        resource_name="web",
        kind=kind,
        source="engine",
        text=mark("Test", "Exited with status {n}").given(n=137),
        **rest,
    )


def test_of_several_at_one_place_the_worst_is_drawn_and_all_are_told():
    fired, restarted = change(30, ChangeKind.ALERT_FIRED), change(30, ChangeKind.RESTART)
    (found,) = marks([restarted, change(30), fired], WINDOW_S, 60)
    assert found.shape is Shape.CRITICAL
    assert len(found.changes) == 3
    assert found.changes[0] is fired


def test_at_one_place_the_worst_come_first_and_then_the_newest():
    newer, older = change(30.3, ChangeKind.RESTART), change(30.2, ChangeKind.RESTART)
    fired = change(30.1, ChangeKind.ALERT_FIRED)
    (found,) = marks([newer, older, fired], WINDOW_S, 60)
    assert found.changes == (fired, newer, older)
    assert found.at_s == newer.at.timestamp()


def test_there_are_never_more_marks_than_places():
    many = [change(minute / 100) for minute in range(6000)]
    assert len(marks(many, WINDOW_S, 25)) == 25


def test_what_is_outside_of_the_window_is_not_drawn():
    assert marks([change(-1), change(61)], WINDOW_S, 60) == ()


def test_what_is_neither_good_nor_bad_has_no_shape():
    (found,) = marks([change(5, ChangeKind.ACTIVITY)], WINDOW_S, 60)
    assert found.shape is None


def test_only_rows_that_are_shown_count_under_every_id_they_had():
    old, other = change(1, resource="vm-old"), change(2, resource="vm-other")
    assert concerned([old, other], {"vm-web": "vm-web", "vm-old": "vm-web"}) == (old,)


def test_a_mark_is_found_near_by_and_not_far_off():
    found = marks([change(10), change(40)], WINDOW_S, 60)
    at_s = WINDOW_S[0] + 41 * 60
    assert nearest(found, at_s, 120) is found[1]
    assert nearest(found, at_s - 15 * 60, 120) is None


def test_a_mark_says_what_happened_to_whom_and_when():
    moment = Formats(time=lambda at: at.strftime("%H:%M"))
    (found,) = marks([change(42)], WINDOW_S, 60)
    assert wording.happenings(found, moment) == "Exited with status 137 · web · 21:42"


def test_of_many_at_one_place_the_first_few_are_told_and_the_rest_counted():
    (found,) = marks([change(30) for _ in range(9)], WINDOW_S, 60)
    assert wording.happenings(found, Formats()).splitlines()[-1] == "and 3 more"
