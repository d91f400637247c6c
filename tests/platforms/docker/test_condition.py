"""Status shapes and words of containers and services."""

import pytest

from pulse_desktop.model.condition import PAUSED, RUNNING, STOPPED, Shape, Status
from pulse_desktop.platforms.docker.condition import (
    ContainerStanding,
    container_condition,
    listed_exit_code,
    listed_health,
    service_condition,
)


def condition(state, **fields):
    return container_condition(ContainerStanding(state=state, **fields))


@pytest.mark.parametrize(
    ("state", "status", "shape"),
    [
        ("running", Status.ONLINE, Shape.OK),
        ("restarting", Status.WARNING, Shape.CHANGING),
        ("paused", Status.OFFLINE, Shape.OFF),
        ("created", Status.OFFLINE, Shape.OFF),
        ("removing", Status.OFFLINE, Shape.CHANGING),
        ("dead", Status.OFFLINE, Shape.CRITICAL),
        ("frozen", Status.UNKNOWN, Shape.UNKNOWN),
        ("", Status.UNKNOWN, Shape.UNKNOWN),
    ],
)
def test_each_state_has_its_status_and_shape(state, status, shape):
    found = condition(state)
    assert (found.status, found.shape) == (status, shape)


def test_a_paused_container_is_called_paused():
    assert condition("paused") == PAUSED


def test_what_ended_well_is_grey():
    found = condition("exited", exit_code=0)
    assert (found.status, found.shape) == (Status.OFFLINE, Shape.OFF)


def test_what_failed_is_red_and_says_its_status():
    found = condition("exited", exit_code=3)
    assert (found.shape, str(found.word)) == (Shape.CRITICAL, "Exited (3)")


def test_what_a_user_stopped_is_grey_whatever_its_status():
    assert condition("exited", exit_code=137, stopped_by_user=True) == STOPPED


def test_137_alone_is_no_lack_of_memory():
    assert str(condition("exited", exit_code=137).word) == "Exited (137)"
    assert str(condition("exited", exit_code=137, oom_killed=True).word) == "Out of memory"


def test_an_end_of_unknown_status_is_neither_red_nor_grey():
    assert condition("exited").shape is Shape.UNKNOWN


def test_unhealthy_is_a_warning_and_starting_is_not():
    assert condition("running", health="unhealthy").status is Status.WARNING
    assert condition("running", health="starting").status is Status.ONLINE
    assert condition("running", health="healthy") == RUNNING


@pytest.mark.parametrize(
    ("status", "code"),
    [("Exited (137) 3 minutes ago", 137), ("Exited (0) 1 second ago", 0), ("Up 2 hours", None)],
)
def test_the_listing_tells_the_exit_status(status, code):
    assert listed_exit_code(status) == code


@pytest.mark.parametrize(
    ("status", "health"),
    [
        ("Up 3 minutes (unhealthy)", "unhealthy"),
        ("Up 3 minutes (healthy)", "healthy"),
        ("Up 3 seconds (health: starting)", "starting"),
        ("Up 3 minutes", None),
        ("Up 3 minutes (Paused)", None),
    ],
)
def test_the_listing_tells_the_health(status, health):
    assert listed_health(status) == health


@pytest.mark.parametrize(
    ("desired", "running", "status", "shape"),
    [
        (3, 3, Status.ONLINE, Shape.OK),
        (3, 4, Status.ONLINE, Shape.OK),
        (3, 2, Status.WARNING, Shape.WARNING),
        (3, 0, Status.OFFLINE, Shape.CRITICAL),
        (0, 0, Status.UNKNOWN, Shape.OFF),
        (0, 1, Status.ONLINE, Shape.OK),
        (None, 0, Status.UNKNOWN, Shape.OFF),
        (3, None, Status.UNKNOWN, Shape.UNKNOWN),
    ],
)
def test_a_service_is_as_good_as_its_ready_tasks(desired, running, status, shape):
    found = service_condition(desired, running, None)
    assert (found.status, found.shape) == (status, shape)


def test_a_service_whose_update_is_stuck_is_a_warning():
    found = service_condition(3, 3, "rollback_paused")
    assert (found.status, str(found.word)) == (Status.WARNING, "Update: rollback paused")
    assert service_condition(3, 3, "completed") == RUNNING
