"""The points of one subject, as one source tells them."""

from dataclasses import replace

from pulse_desktop.model.recovery import PointMode, PointOutcome
from pulse_desktop.recovery.history import RECENT, histories
from simulators.recovery import named, nightly, numbered, point, snapshots
from simulators.scripted import HYPERVISOR


def only(*points):
    (history,) = histories(HYPERVISOR, points)
    return history


def test_points_are_divided_by_their_subject():
    told = histories(
        HYPERVISOR, [point(1, numbered(1)), point(2, numbered(2)), point(3, named("x"))]
    )
    assert [one.subject for one in told] == [numbered(1), numbered(2), named("x")]


def test_the_newest_point_comes_first():
    assert [p.at for p in only(point(9), point(1), point(5)).points] == [
        point(hours).at for hours in (1, 5, 9)
    ]


def test_a_point_without_a_time_is_left_out():
    assert histories(HYPERVISOR, [replace(point(1), completed_at=None)]) == ()


def test_the_last_try_counts_however_it_went():
    failed = point(1, outcome=PointOutcome.FAILED)
    assert only(point(5), failed).last_try is failed


def test_good_points_are_told_apart_by_their_mode():
    copy, snapshot = point(5), snapshots(1, numbered())
    assert only(copy, snapshot).good == {
        PointMode.SNAPSHOT: (snapshot,),
        PointMode.REMOTE: (copy,),
    }


def test_what_failed_or_is_broken_is_not_good():
    failed = point(1, outcome=PointOutcome.FAILED)
    broken = point(2, is_verified=False)
    assert only(failed, broken).good == {}


def test_only_the_newest_good_points_are_kept_at_hand():
    history = only(*nightly(nights=40))
    assert history.good[PointMode.REMOTE] == history.points[:RECENT]


def test_attempts_are_no_copies():
    running = point(0, outcome=PointOutcome.RUNNING)
    failed = point(1, outcome=PointOutcome.FAILED)
    assert only(running, failed, point(5), point(9, outcome=PointOutcome.WARNING)).count == 2
