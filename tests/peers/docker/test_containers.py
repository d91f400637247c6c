"""Containers of a real engine, from their start to their end."""

import pytest

from pulse_desktop.model.condition import RUNNING, STOPPED, Shape, Status
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.provider.machine import machine_id

pytestmark = pytest.mark.peer_docker

ASLEEP = ("/bin/sleep", "100000")
BUSY = ("/bin/sh", "-c", "while :; do :; done")


def has(name, metric):
    return lambda seen: metric in seen[name].metrics


async def test_running_containers_have_cpu_and_memory_after_two_polls(engine, polled, named):
    names = [named("one"), named("two")]
    busy = named("busy")
    for name in names:
        engine.run(name, *ASLEEP)
    engine.run(busy, *BUSY)
    seen = await polled.until(lambda seen: busy in seen and Metric.CPU in seen[busy].metrics)
    assert all(Metric.MEMORY in seen[name].metrics for name in (*names, busy))
    assert seen[busy].metrics[Metric.CPU].value > 0.05 > seen[names[0]].metrics[Metric.CPU].value


async def test_the_first_poll_has_no_rates(engine, session, named):
    name = named("fresh")
    engine.run(name, *BUSY)
    seen, _ = await (await session(engine.address)).poll()
    assert Metric.CPU not in seen[name].metrics
    assert Metric.MEMORY in seen[name].metrics


async def test_an_engine_behind_a_socket_of_this_computer_is_this_computer(polled):
    _, snapshot = await polled.poll()
    host = snapshot.observations[0]
    assert host.type is ResourceType.AGENT
    assert host.identity.machine_id == machine_id()


async def test_killing_a_container_shows_at_once_and_in_the_timeline(engine, polled, named):
    name = named("victim")
    container = engine.run(name, *ASLEEP)
    await polled.until(lambda seen: name in seen)
    polled.woken.clear()
    engine.docker("kill", name)
    seen = await polled.poll_when_woken()
    assert seen[name].condition.status is Status.OFFLINE
    assert "Exited with status 137" in polled.told(container)
    assert "Sent signal 9" in polled.told(container)


async def test_a_container_that_a_user_stopped_is_grey(engine, polled, named):
    name = named("stopped")
    engine.run(name, *ASLEEP)
    engine.docker("stop", name)
    seen = await polled.until(lambda seen: name in seen)
    assert seen[name].condition == STOPPED
    assert seen[name].facet.exit_code == 137


async def test_a_stop_is_remembered_by_the_engine_for_a_new_session(engine, session, named):
    name = named("earlier")
    engine.run(name, *ASLEEP)
    engine.docker("stop", name)
    seen, _ = await (await session(engine.address)).poll()
    assert seen[name].condition == STOPPED


async def test_a_container_that_failed_is_red_and_one_that_finished_is_grey(engine, polled, named):
    failed, finished = named("failed"), named("finished")
    engine.run(failed, "/bin/sh", "-c", "exit 3")
    engine.run(finished, "/bin/true")
    engine.docker("wait", failed, finished)
    seen = await polled.until(lambda seen: {failed, finished} <= seen.keys())
    assert seen[failed].condition.shape is Shape.CRITICAL
    assert str(seen[failed].condition.word) == "Exited (3)"
    assert seen[finished].condition.shape is Shape.OFF


async def test_a_process_killed_from_inside_is_no_stop_of_a_user(engine, polled, named):
    name = named("crashed")
    engine.run(name, "/bin/sh", "-c", "sleep 0.2 & wait; exit 137")
    engine.docker("wait", name)
    seen = await polled.until(lambda seen: name in seen and seen[name].condition != RUNNING)
    assert seen[name].condition.shape is Shape.CRITICAL


async def test_a_recreated_container_is_another_one_of_the_same_name(engine, polled, named):
    name = named("again")
    first = engine.run(name, *ASLEEP)
    await polled.until(lambda seen: name in seen)
    engine.docker("rm", "-f", name)
    second = engine.run(name, *ASLEEP)
    seen = await polled.until(lambda seen: name in seen and seen[name].native_id == second)
    assert seen[name].condition == RUNNING
    assert "Removed" in polled.told(first)
    assert "Started" in polled.told(second)


async def test_a_restart_loop_counts_its_restarts(engine, polled, named):
    name = named("loop")
    engine.run(name, "/bin/sh", "-c", "exit 1", options=("--restart", "always"))
    seen = await polled.until(lambda seen: name in seen and (seen[name].restart_count or 0) >= 2)
    assert seen[name].condition.shape in {Shape.CHANGING, Shape.OK, Shape.CRITICAL}
    assert seen[name].condition != STOPPED


async def test_health_follows_the_engines_checks(engine, polled, named):
    name = named("sick")
    check = ("--health-cmd", "false", "--health-interval", "0.3s", "--health-retries", "1")
    engine.run(name, *ASLEEP, options=check)
    seen = await polled.until(
        lambda seen: name in seen and seen[name].condition.shape is Shape.WARNING
    )
    assert str(seen[name].condition.word) == "Unhealthy"
    assert seen[name].facet.health == "unhealthy"


async def test_a_paused_container_is_grey_and_not_measured(engine, polled, named):
    name = named("paused")
    engine.run(name, *ASLEEP)
    engine.docker("pause", name)
    seen = await polled.until(lambda seen: name in seen)
    assert seen[name].condition.shape is Shape.OFF
    assert seen[name].metrics == {}


async def test_limits_and_labels_are_read(engine, polled, named):
    name = named("limited")
    options = ("--memory", "64m", "--label", "com.docker.compose.project=shop")
    engine.run(name, *ASLEEP, options=options)
    seen = await polled.until(lambda seen: name in seen)
    assert seen[name].facet.project == "shop"
    assert seen[name].facet.memory_limit_bytes == 64 * 1024**2
    assert seen[name].metrics[Metric.MEMORY].total == 64 * 1024**2
