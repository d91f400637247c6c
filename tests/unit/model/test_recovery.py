"""What a recovery point says of itself, and how a survey rides on a snapshot."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pulse_desktop.model.condition import ONLINE
from pulse_desktop.model.ids import ConnectionId, NativeId, PlatformId, SourceName
from pulse_desktop.model.recovery import (
    PointKind,
    PointMode,
    PointOutcome,
    PointSubject,
    RecoveryPoint,
    Survey,
)
from pulse_desktop.model.snapshot import Observation, ResourceType, Snapshot
from pulse_desktop.model.source import Role, Source

TWO, THREE = (datetime(2026, 5, 1, hour, tzinfo=UTC) for hour in (2, 3))
POINT = RecoveryPoint(
    id="1",
    kind=PointKind.BACKUP,
    mode=PointMode.REMOTE,
    outcome=PointOutcome.SUCCESS,
    subject=PointSubject(),
    started_at=TWO,
    completed_at=THREE,
)


def test_a_point_is_of_when_it_was_complete():
    assert POINT.at == THREE


def test_a_point_that_is_not_complete_is_of_when_it_was_begun():
    assert replace(POINT, completed_at=None).at == TWO


def test_a_copy_that_nobody_verified_is_good():
    assert POINT.is_good


_MADE = {PointOutcome.SUCCESS, PointOutcome.WARNING}


def test_a_run_that_ended_with_warnings_made_a_copy():
    """A-03."""
    assert replace(POINT, outcome=PointOutcome.WARNING).is_good


@pytest.mark.parametrize("outcome", sorted(set(PointOutcome) - _MADE))
def test_what_made_no_copy_is_not_good(outcome):
    """A-03."""
    assert not replace(POINT, outcome=outcome).is_good


def test_a_copy_that_was_found_broken_is_not_good():
    """A-03."""
    assert not replace(POINT, is_verified=False).is_good


def test_a_survey_rides_on_the_last_part():
    seen = Observation(native_id=NativeId("1"), type=ResourceType.VM, name="web", condition=ONLINE)
    whole = Snapshot(
        source=Source(SourceName("x"), Role.AGENT, PlatformId("x"), ConnectionId("c")),
        collected_at=THREE,
        observations=(seen,) * 3,
        survey=Survey(at=TWO, points=(POINT,)),
    )
    assert [part.survey for part in whole.parts(2)] == [None, whole.survey]
