"""When the state has taken in what a connection had to say (T-12)."""

from dataclasses import replace

import pytest

from pulse_desktop.app.intake import Intake
from pulse_desktop.model.errors import Category
from pulse_desktop.model.poll import ConnectionState, ConnectionStatus, PollError, PollRecord
from pulse_desktop.model.text import mark
from simulators.scripted import NOON, connection, later, snapshot, source

FAILED = PollError(NOON, mark("Test", "No reply."), Category.TIMEOUT)


def status(identifier, error=None, tried_at=NOON, **fields):
    record = PollRecord(interval_s=10, last_error=error, last_attempt_at=tried_at)
    return ConnectionStatus(connection(identifier, **fields), record, ConnectionState.LIVE)


def poll(identifier, **fields):
    return snapshot(said_by=replace(source(), connection=identifier), **fields)


@pytest.fixture
def intake():
    return Intake()


@pytest.fixture
def rebuilt_at(intake):
    both = (status("one"), status("two"))
    return lambda: intake.rebuilt_at(both, {"scripted"})


def test_nothing_is_whole_before_every_owner_was_taken_in(intake, rebuilt_at):
    intake.took(poll("one"), later(1))
    assert rebuilt_at() is None
    intake.took(poll("two"), later(2))
    assert rebuilt_at() == later(2)


def test_a_part_of_a_poll_does_not_make_it_whole(intake, rebuilt_at):
    intake.took(poll("one"), later(1))
    intake.took(poll("two", is_last_part=False), later(2))
    assert rebuilt_at() is None


def test_a_poll_that_failed_has_nothing_to_be_taken_in(intake, rebuilt_at):
    intake.took(poll("one"), later(1))
    intake.heard(status("two", FAILED), later(2))
    assert rebuilt_at() == later(2)


def test_a_poll_that_succeeded_is_not_taken_in_by_its_record_alone(intake, rebuilt_at):
    intake.recalled(["one"], later(1))
    intake.heard(status("two"), later(2))
    assert rebuilt_at() is None


def test_who_owns_no_source_or_is_paused_is_not_waited_for(intake):
    others = (status("one", platform="other"), status("two", enabled=False))
    intake.took(poll("three"), later(1))
    assert intake.rebuilt_at(others, {"scripted"}) == later(1)


def test_a_connection_that_was_removed_and_is_back_is_waited_for_again(intake, rebuilt_at):
    """T-12."""
    intake.recalled(["one", "two"], later(1))
    intake.heard(status("two", tried_at=None), later(2))
    intake.heard(status("two", tried_at=later(3)), later(3))
    assert rebuilt_at() is None
    intake.took(poll("two"), later(3))
    assert rebuilt_at() == later(3)


def test_what_is_taken_in_after_the_clock_was_set_back_counts(intake, rebuilt_at):
    """T-12."""
    intake.took(poll("one"), later(3600))
    intake.heard(status("two", tried_at=later(3601)), later(3601))
    intake.took(poll("two"), NOON)
    assert rebuilt_at() is not None


def test_a_poll_is_under_way_until_its_last_part_was_taken_in(intake):
    intake.heard(status("one"), NOON)
    assert intake.is_under_way("one")
    intake.took(poll("one", is_last_part=False), later(1))
    assert intake.is_under_way("one")
    intake.took(poll("one"), later(2))
    assert not intake.is_under_way("one")


def test_another_report_of_the_same_poll_does_not_begin_it_again(intake):
    intake.heard(status("one"), NOON)
    intake.took(poll("one"), later(1))
    intake.heard(status("one"), later(2))
    assert not intake.is_under_way("one")


def test_a_poll_that_failed_is_not_under_way(intake):
    intake.heard(status("one"), NOON)
    intake.heard(status("one", FAILED, tried_at=later(1)), later(1))
    assert not intake.is_under_way("one")
