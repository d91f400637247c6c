"""The auditor works beside the window, and only when it would come out otherwise."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QTimer

from pulse_desktop.recovery.standing import Posture
from pulse_desktop.ui.recovery.auditor import Auditor


class Moment:
    """A clock that is set by hand."""

    def __init__(self, at):
        self.at = at

    def __call__(self):
        return self.at


@pytest.fixture
def clock(estate):
    return Moment(estate.NOW)


@pytest.fixture
def auditor(qapp, desk, clock, published):
    made = Auditor(desk.spawn, clock, qapp)
    made.show_published(published())
    yield made
    made.deleteLater()


@pytest.fixture
def audits(auditor):
    """What was told to have changed, audit by audit."""
    told = []
    auditor.audited.connect(told.append)
    return told


def web(auditor):
    return auditor.standing("vm-web-1")


def test_nothing_is_worked_out_before_somebody_wants_it(auditor):
    assert web(auditor) is None
    auditor.want()
    assert web(auditor).posture is Posture.PROTECTED


def test_newer_figures_need_no_other_audit(auditor, audits, published, estate):
    known = published().state.surveys
    auditor.show_published(published(known))
    auditor.want()
    busier = estate.guest(101, "web-1", "pve1", 0.99, 1.9, 4)
    others = [each for each in estate.resources() if each.id != busier.id]
    state = replace(estate.read_state((busier, *others)), surveys=known)
    auditor.show_published(replace(published(known), state=state))
    assert len(audits) == 1


def test_a_later_look_at_the_same_points_needs_none(auditor, audits, published, estate):
    """A source that tells the very same points again costs nothing."""
    known = published().state.surveys
    auditor.show_published(published(known))
    auditor.want()
    later = {source: replace(s, at=estate.NOW) for source, s in known.items()}
    auditor.show_published(published(later))
    assert len(audits) == 1


def test_other_points_need_one(auditor, audits, published):
    auditor.want()
    auditor.show_published(published({}))
    assert len(audits) == 2
    assert web(auditor).posture is Posture.UNKNOWN


def test_other_workloads_need_one(auditor, audits, published, estate):
    known = published().state.surveys
    auditor.show_published(published(known))
    auditor.want()
    fewer = estate.read_state(estate.resources()[:-1])
    auditor.show_published(replace(published(known), state=replace(fewer, surveys=known)))
    assert len(audits) == 2


def test_time_alone_needs_one_now_and_then(auditor, audits, published, clock):
    """A look that nobody repeats proves less and less."""
    known = published().state.surveys
    auditor.show_published(published(known))
    auditor.want()
    clock.at += timedelta(hours=60)
    auditor.show_published(published(known))
    assert web(auditor).posture is Posture.UNKNOWN


def test_where_every_source_is_silent_the_beat_alone_ages_what_they_said(auditor, clock):
    """A-03: when nobody can be read any more, no newer state comes."""
    auditor.want()
    clock.at += timedelta(days=5)
    auditor.findChild(QTimer).timeout.emit()
    assert web(auditor).posture is Posture.UNKNOWN


def test_a_beat_within_the_minute_costs_nothing(auditor, audits, clock):
    auditor.want()
    clock.at += timedelta(seconds=59)
    auditor.findChild(QTimer).timeout.emit()
    assert len(audits) == 1


def test_only_rows_that_show_otherwise_are_told(auditor, audits, published, clock):
    auditor.want()
    known = published().state.surveys
    auditor.show_published(published(known))
    assert len(audits[0]) == 25
    assert audits[1] == frozenset()


def test_one_audit_is_under_way_at_a_time_and_the_newest_state_wins(auditor, desk, published):
    held = desk.hold()
    auditor.want()
    auditor.show_published(published())
    auditor.show_published(published({}))
    assert len(held) == 1
    asyncio.run(held[0])
    asyncio.run(held[1])
    assert web(auditor).posture is Posture.UNKNOWN


def test_an_answer_about_another_estate_is_dropped(auditor, desk, published, audits):
    """P-12."""
    held = desk.hold()
    auditor.want()
    auditor.show_published(replace(published({}), is_demo=True))
    asyncio.run(held[0])
    assert audits == []
    assert web(auditor) is None
