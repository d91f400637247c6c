"""Servers that hang cost themselves a thread, and nobody else."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from pulse_desktop.provider.platform import Surroundings
from simulators.proxmox.server import Simulator
from simulators.scripted import until


@pytest.fixture
def surroundings(estate):
    """The smallest pool that can be shared."""
    with ThreadPoolExecutor(1) as workers:
        yield Surroundings(lambda: estate.now, workers, lambda: None)


@pytest.fixture
def hanging(estate):
    """Four servers that accept and never answer."""
    with ExitStack() as stack:
        running = [stack.enter_context(Simulator(estate)) for _ in range(4)]
        for each in running:
            each.fault("*", hangs=True)
        yield running


async def test_a_healthy_server_is_read_while_others_hang(session, hanging):
    """P-11: a server that hangs holds up no other."""
    home = await session()
    stuck = [await session(address=each.url, fingerprint=each.fingerprint) for each in hanging]
    async with asyncio.TaskGroup() as group:
        waiting = [group.create_task(each.collect()) for each in stuck]
        await until(lambda: any(each.requests for each in hanging))
        async with asyncio.timeout(3):
            snapshot = await home.collect()
        for task in waiting:
            task.cancel()
    assert snapshot.counts["nodes"] == 2


async def test_the_time_before_a_call_begins_is_not_counted_against_the_server(session):
    home, gate = await session(), threading.Event()
    threads = home._client._threads
    held = [threads.submit(gate.wait, 5) for _ in range(threads._max_workers)]
    asyncio.get_running_loop().call_later(1.2, gate.set)
    assert await home._client.get("version", len, deadline_s=1.0) > 0
    assert all(each.result() for each in held)


async def test_a_call_that_is_cancelled_before_it_begins_asks_nothing(session, simulator):
    home, gate = await session(), threading.Event()
    threads = home._client._threads
    for _ in range(threads._max_workers):
        threads.submit(gate.wait, 5)
    async with asyncio.TaskGroup() as group:
        asking = group.create_task(home.collect())
        await until(threads._work_queue.qsize)
        asking.cancel()
    gate.set()
    threads.shutdown()
    assert simulator.requests == []


async def test_a_closed_session_leaves_no_thread(session):
    home = await session()
    await home.collect()
    mine = set(home._client._threads._threads)
    await home.aclose()
    await until(lambda: not any(thread.is_alive() for thread in mine))
    assert mine
