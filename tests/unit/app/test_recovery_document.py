"""What ``state --json`` says of how well a workload is protected."""

import json

import pytest

from pulse_desktop.app.state_document import state_document
from pulse_desktop.model.recovery import PointOutcome
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.resources.registry import Registry
from simulators.recovery import guest, nightly, point, stored, survey
from simulators.scripted import AGENT, NOON, snapshot


@pytest.fixture
def registry():
    return Registry(SeriesIndex())


def web(registry):
    document = state_document(registry.state, (), NOON)
    return json.loads(json.dumps(document))["resources"][0]


def test_a_workload_has_its_posture_and_the_rollup_of_its_points(registry):
    """A-03."""
    registry.apply(snapshot(guest("web"), survey=survey()))
    failed = point(2, outcome=PointOutcome.FAILED)
    registry.apply(snapshot(said_by=AGENT, survey=stored(failed, *nightly())))
    assert web(registry)["recovery"] == {
        "posture": "protected",
        "lastAttempt": "2026-01-01T10:00:00.000Z",
        "lastSuccess": "2026-01-01T02:00:00.000Z",
        "lastOutcome": "failed",
        "providers": ["agent"],
        "points": 5,
    }


def test_what_was_never_protected_says_so(registry):
    """A-03."""
    registry.apply(snapshot(guest("web"), survey=survey()))
    assert web(registry)["recovery"] == {"posture": "never", "providers": [], "points": 0}


def test_where_nobody_looked_it_is_not_known_and_nothing_is_counted(registry):
    """A-03: as the window says it."""
    registry.apply(snapshot(guest("web")))
    assert web(registry)["recovery"] == {"posture": "unknown"}
