"""What events say to people, and who stopped a container."""

from datetime import UTC, datetime

import pytest

from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.platforms.docker.happening import UserStops, activity, key, matters
from pulse_desktop.platforms.docker.wire import Actor, Event

SECOND = 10**9
NOON_NS = 1_777_636_800 * SECOND


def event(action, after_s=0, *, type_="container", who="c", **attributes):
    actor = Actor(id=who, attributes=attributes)
    return Event(type=type_, action=action, actor=actor, time_nano=NOON_NS + after_s * SECOND)


def text(one):
    return str(activity(one, "cluster").text)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (event("start"), "Started"),
        (event("die", exitCode="137"), "Exited with status 137"),
        (event("kill", signal="9"), "Sent signal 9"),
        (event("oom"), "Ran out of memory"),
        (event("health_status: unhealthy"), "Health: unhealthy"),
        (event("destroy"), "Removed"),
        (event("rename", oldName="/a"), "Renamed from /a"),
        (event("die"), "Exited with status ?"),
        (event("create", type_="service"), "Created"),
        (event("remove", type_="service"), "Removed"),
        (event("update", type_="service"), "Service changed"),
    ],
)
def test_each_event_is_a_line_of_the_timeline(one, said):
    assert text(one) == said


def test_scaling_says_from_and_to():
    one = event("update", type_="service", **{"replicas.old": "3", "replicas.new": "5"})
    assert text(one) == "Scaled from 3 to 5"


def test_a_line_belongs_to_its_resource():
    container, service = activity(event("start"), ""), activity(event("x", type_="service"), "k")
    assert (container.subject, container.type) == ("c", ResourceType.APP_CONTAINER)
    assert (service.subject, service.type) == ("k:service:c", ResourceType.DOCKER_SERVICE)
    assert container.at == datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("action", ["exec_create: ls", "exec_start: ls", "top", "attach", "resize"])
def test_noise_is_no_line_and_wakes_nobody(action):
    assert activity(event(action), "") is None
    assert not matters(event(action))


@pytest.mark.parametrize(
    "one",
    [
        Event(type="container", action="start"),
        Event(type="container", action="start", actor=Actor(id="c"), time_nano="soon"),
        Event(type="container", action="start", actor=Actor(id="c"), time_nano=-5),
        Event(type="node", action="update", actor=Actor(id="n"), time_nano=NOON_NS),
    ],
)
def test_an_event_without_subject_or_time_is_no_line(one):
    assert activity(one, "") is None


def test_the_same_event_has_the_same_name_and_another_has_another():
    assert key(event("start")) == key(event("start"))
    assert key(event("start")) != key(event("start", 1))


def stopped(*events):
    stops = UserStops()
    stops.learn(events)
    return "c" in stops


def test_a_stop_event_is_a_user():
    assert stopped(event("kill", signal="3"), event("die", 1, exitCode="0"), event("stop", 1))


def test_a_kill_is_no_stop():
    assert not stopped(event("kill", signal="9"), event("die", 1, exitCode="137"))


def test_an_end_by_itself_is_not():
    assert not stopped(event("die", exitCode="137"))


def test_a_start_forgets_the_stop():
    ended = (event("kill", signal="9"), event("die", 1, exitCode="137"), event("stop", 1))
    assert not stopped(*ended, event("start", 2), event("die", 3, exitCode="1"))


def test_containers_that_are_gone_are_forgotten():
    stops = UserStops()
    stops.learn(
        [event("kill", signal="9", who="a"), event("stop", who="a"), event("stop", who="b")]
    )
    stops.keep_only({"b"})
    assert ("a" in stops, "b" in stops) == (False, True)
