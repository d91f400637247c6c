"""The past of a program that runs: the runtime's state, its timeline and its history together."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from pulse_desktop.app.recorded import read_file
from pulse_desktop.app.runtime import Runtime
from pulse_desktop.model.clock import utc_now
from pulse_desktop.model.condition import RUNNING, STOPPED
from pulse_desktop.model.errors import StoreError
from pulse_desktop.settings import connections_file
from pulse_desktop.settings.preferences import Preferences
from pulse_desktop.timeline import store as timeline
from simulators.scripted import (
    Scripted,
    connection,
    observation,
    platform,
    snapshot,
    source,
    until,
)

SAID_BY = replace(source(), platform="scripted", connection="one")
AGO = timedelta(hours=1)


@asynccontextmanager
async def polling(profile, secrets, *script, records=True):
    connections_file.save(profile.connections_file, (connection(),))
    async with asyncio.TaskGroup() as group:
        runtime = Runtime(
            profile, group, lambda: None, secrets=secrets, platforms=[platform(Scripted(*script))]
        )
        if records:
            await runtime.record(Preferences)
        await runtime.start()
        yield runtime
        await runtime.stop()


def standing(state):
    return {one.name: one.condition for one in state.by_id.values()}


async def at(runtime, moment):
    return await runtime.recorded().at(runtime.asked_about(moment))


def hour_ago(*things):
    return snapshot(*things, said_by=SAID_BY, at=utc_now() - AGO)


async def test_the_window_is_told_what_was_an_hour_ago(profile, secrets):
    then = hour_ago(observation("web", cpu=0.25), observation("gone"))
    async with polling(profile, secrets, then) as runtime:
        await until(lambda: runtime.state.workloads() != ())
        await until(lambda: read_file(profile, timeline.events) != ())
        now = utc_now()
        runtime._monitor.ingest(
            snapshot(observation("web", condition=STOPPED), said_by=SAID_BY, at=now)
        )
        past = await at(runtime, then.collected_at + timedelta(seconds=5))
    assert standing(past) == {"web": RUNNING, "gone": RUNNING}
    (web,) = past.named("web")
    assert [measured.value for measured in web.metrics.values()] == [0.25]
    assert past.at is not None


async def test_what_is_now_is_not_touched_by_looking_back(profile, secrets):
    async with polling(profile, secrets, hour_ago(observation("web"))) as runtime:
        await until(lambda: runtime.state.workloads() != ())
        before = runtime.state
        await at(runtime, utc_now())
        assert runtime.state is before


async def test_before_anything_was_recorded_there_was_nothing(profile, secrets):
    async with polling(profile, secrets, hour_ago(observation("web"))) as runtime:
        await until(lambda: runtime.state.workloads() != ())
        assert (await at(runtime, utc_now() - 2 * AGO)).by_id == {}


async def test_without_a_file_there_is_no_past(profile, secrets):
    async with polling(profile, secrets, hour_ago(observation("web")), records=False) as runtime:
        await until(lambda: runtime.state.workloads() != ())
        with pytest.raises(StoreError, match="there is no past to show"):
            await at(runtime, utc_now())
