"""Switching estates, and changing connections, while everything polls as fast as it can."""

import asyncio
import subprocess
import sys
import tempfile
from contextlib import ExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from pulse_desktop.app.open_estate import OpenEstate
from pulse_desktop.app.runtime import Runtime
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import SettingsError, StoreError
from pulse_desktop.model.ids import ConnectionId, PlatformId
from pulse_desktop.model.secret import Secret
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.settings import connections_file
from pulse_desktop.settings.keyring_store import SecretStore
from pulse_desktop.settings.preferences import Preferences
from pulse_desktop.settings.profile import Profile, make_directories
from simulators.census import census, open_below, settled, sockets, until_soon
from simulators.program import ROOT
from simulators.proxmox.estate import TOKEN_VALUE
from simulators.scripted import until

_OF_THE_LOOP = 2
"""Sockets by which the loop is woken."""

FAST_S = 0.05
"""The interval of every connection: the next poll begins as soon as one has ended."""


@pytest.fixture(scope="module")
def start():
    """Starts a simulator in a process of its own, and returns what it says first."""
    with ExitStack() as running:

        def started(name, *words, lines=1):
            process = running.enter_context(
                subprocess.Popen(
                    [sys.executable, "-m", f"simulators.{name}", *words],
                    cwd=ROOT,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            running.callback(process.terminate)
            return [process.stdout.readline().strip() for _ in range(lines)]

        yield started


@pytest.fixture(scope="module")
def engines(start):
    """Addresses of two container engines; the second one has fewer containers."""
    folder = Path(tempfile.mkdtemp(prefix="estates-"))
    return [
        start("engine", "--socket", f"{folder}/{count}.sock", "--containers", str(count))[0]
        for count in (9, 4)
    ]


@pytest.fixture(scope="module")
def cluster(start):
    """Address and fingerprint of a hypervisor."""
    said = start("proxmox", "--port", "0", lines=2)
    return [line.partition(": ")[2] for line in said]


@pytest.fixture
def home(tmp_path, engines, cluster):
    """An estate with an engine, a hypervisor and this computer."""
    url, fingerprint = cluster
    made = Profile.below(tmp_path / "p")
    hypervisor = saved(
        "h-ve", "proxmox_ve", url, token_id="pulse@pve!desktop", fingerprint=fingerprint
    )
    return keep(made, saved("h-engine", "docker", engines[0]), hypervisor, THIS_COMPUTER)


@pytest.fixture
def cabin(home, engines):
    """An estate with another engine."""
    return keep(home.of_estate("cabin"), saved("c-engine", "docker", engines[1]))


def saved(identifier, platform, address, **fields):
    return Connection(
        id=ConnectionId(identifier),
        platform=PlatformId(platform),
        name=identifier,
        address=address,
        interval_s=FAST_S,
        **fields,
    )


THIS_COMPUTER = saved("h-me", "workstation", "local")


def containers(runtime):
    return len(runtime.state.of_type(frozenset({ResourceType.APP_CONTAINER})))


def keep(profile, *connections):
    make_directories(profile)
    connections_file.save(profile.connections_file, connections)
    return profile


class Shown:
    """What the window would be shown, each time that it is told to look."""

    def __init__(self, group):
        self.estate = None
        self.rows = []
        """Which estate was open, and of which connections there were rows."""

        self._group = group
        self._secrets = SecretStore()
        self._secrets.keep_for_this_run(ConnectionId("h-ve"), Secret(TOKEN_VALUE))

    def made(self, profile):
        return Runtime(profile, self._group, self.look, secrets=self._secrets)

    async def prepare(self, runtime):
        await runtime.record(Preferences)

    def look(self, _=None):
        if self.estate is not None and self.estate.runtime is not None:
            state = self.estate.runtime.state
            connections = {s.connection for one in state.all() for s in one.sources}
            self.rows.append((self.estate.estate, frozenset(connections)))

    async def until_all_live(self):
        """Until every connection was read, and read again."""
        await until_soon(lambda: all(map(_was_read_twice, self.estate.runtime.statuses)))


def _was_read_twice(status):
    record = status.record
    return record.last_success_at is not None and len(record.attempts) > 1


@asynccontextmanager
async def opened(profile):
    """An estate that is open and polls."""
    async with asyncio.TaskGroup() as group:
        shown = Shown(group)
        shown.estate = OpenEstate(profile, shown.made, shown.prepare, shown.look)
        await shown.estate.open()
        try:
            await shown.until_all_live()
            yield shown
        finally:
            await shown.estate.close()


async def test_several_switches_under_load_leave_nothing_behind(home, cabin):
    """P-03, P-12: no task, thread, socket or file; counted before and after."""
    before = census()
    async with opened(home) as shown:
        for profile in (cabin, home, cabin, home):
            await shown.estate.switch(profile)
            await shown.until_all_live()
    assert await settled(before) == before


async def test_the_same_estate_holds_the_same_each_time_it_is_open(home, cabin):
    async with opened(cabin) as shown:
        await shown.estate.switch(home)
        await shown.until_all_live()
        await shown.estate.switch(cabin)
        await shown.until_all_live()
        first = open_below(*home.estate_folders), census()["task", "poll c-engine"]
        assert first == ([], 1)
        assert not [name for kind, name in census() if name.startswith("poll h-")]


async def test_no_row_of_the_estate_before_is_shown_after_a_switch(home, cabin):
    """T-08: the other estate's stored state comes first, and nothing else."""
    async with opened(home) as shown:
        for profile in (cabin, home):
            await shown.estate.switch(profile)
            await shown.until_all_live()
    of = {"default": {"h-engine", "h-ve", "h-me"}, "cabin": {"c-engine"}}
    assert {estate for estate, _ in shown.rows} == of.keys()
    assert [row for row in shown.rows if not row[1] <= of[row[0]]] == []


async def test_the_other_estates_last_state_is_there_at_once(home, cabin):
    async with opened(cabin) as shown:
        await shown.estate.switch(home)
        shown.rows.clear()
        await shown.estate.switch(cabin)
        assert ("cabin", frozenset({"c-engine"})) in shown.rows
        assert ("cabin", frozenset()) not in shown.rows


async def test_a_second_switch_is_refused_while_one_is_under_way(home, cabin):
    async with opened(cabin) as shown, asyncio.TaskGroup() as group:
        first = group.create_task(shown.estate.switch(home))
        await asyncio.sleep(0)
        with pytest.raises(SettingsError, match="Try again in a moment"):
            await shown.estate.switch(cabin)
        await first
        assert shown.estate.estate == "default"


async def test_an_estate_that_cannot_be_opened_changes_nothing_and_leaves_nothing(home, cabin):
    home.database_file.write_bytes(b"some other file" * 500)
    async with opened(cabin) as shown:
        before = census()
        with pytest.raises(StoreError, match="damaged"):
            await shown.estate.switch(home)
        assert shown.estate.estate == "cabin"
        await shown.until_all_live()
        assert {kind: n for kind, n in (await settled(before)).items() if kind[0] == "task"} == {
            kind: n for kind, n in before.items() if kind[0] == "task"
        }
        assert open_below(*home.estate_folders) == []


async def test_a_window_that_closes_during_a_switch_leaves_nothing_behind(home, cabin):
    before = census()
    async with opened(home) as shown:
        switching = asyncio.get_running_loop().create_task(shown.estate.switch(cabin))
        await until(lambda: shown.estate.estate == "cabin")
        switching.cancel()
        await asyncio.gather(switching, return_exceptions=True)
    assert await settled(before) == before


async def test_a_switch_that_is_given_up_early_leaves_nothing_behind(home, cabin):
    before = census()
    async with opened(home) as shown:
        switching = asyncio.get_running_loop().create_task(shown.estate.switch(cabin))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        switching.cancel()
        await asyncio.gather(switching, return_exceptions=True)
        assert shown.estate.estate == "default"
    assert await settled(before) == before


async def test_a_connection_that_is_removed_under_load_leaves_nothing_behind(home):
    """P-03: its task and its sockets go with it, and its rows."""
    async with opened(home) as shown:
        runtime = shown.estate.runtime
        for identifier in ("h-engine", "h-ve"):
            await runtime.book.remove(identifier)
        await until_soon(lambda: sockets() == _OF_THE_LOOP)
        shown.rows.clear()
        runtime.supervisor.poll_now(None)
        await until_soon(lambda: len(shown.rows) > 5)
        assert {connections for _, connections in shown.rows} == {frozenset({"h-me"})}
        assert not [n for kind, n in census() if n in {"poll h-engine", "poll h-ve"}]


async def test_an_edit_of_the_host_under_load_leaves_nothing_of_the_old_one(cabin, engines):
    """P-03: sockets to the new host only, and no row of the old."""
    async with opened(cabin) as shown:
        runtime = shown.estate.runtime
        before = sockets()
        (old,) = (status.connection for status in runtime.statuses)
        for address in (engines[0], engines[1], engines[0]):
            await runtime.book.save(replace(old, address=address), None)
            await asyncio.sleep(0.1)
        await until_soon(lambda: containers(runtime) == 9 and sockets() <= before)
        assert census()["task", "poll c-engine"] == 1
