"""A time that may still change while somebody waits for it."""

import asyncio

from pulse_desktop.monitoring.alarm import Alarm


async def is_waiting(alarm):
    try:
        async with asyncio.timeout(0.02):
            await alarm.wait()
    except TimeoutError:
        return True
    return False


async def test_an_alarm_goes_off_when_its_time_is_up():
    alarm = Alarm()
    alarm.set(0)
    assert not await is_waiting(alarm)


async def test_an_alarm_without_a_time_goes_off_only_when_it_is_rung():
    alarm = Alarm()
    alarm.set(None)
    assert await is_waiting(alarm)
    alarm.ring()
    assert not await is_waiting(alarm)


async def test_a_ring_before_the_waiting_is_heard_once():
    alarm = Alarm()
    alarm.ring()
    alarm.set(60)
    assert not await is_waiting(alarm)
    assert await is_waiting(alarm)


async def test_a_new_time_counts_for_whoever_waits_already():
    alarm = Alarm()
    alarm.set(60)
    async with asyncio.timeout(2), asyncio.TaskGroup() as group:
        group.create_task(alarm.wait())
        await asyncio.sleep(0)
        alarm.set(0)


async def test_an_alarm_tells_how_much_is_left():
    alarm = Alarm()
    assert alarm.left_s is None
    alarm.set(60)
    assert 59 < alarm.left_s <= 60
