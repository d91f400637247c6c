"""Entering and leaving the demo estate in a running window, over the real runtimes of both."""

import asyncio
import gc
import threading
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from pulse_desktop.app import demo_desk
from pulse_desktop.app.demo_desk import DemoDesk
from pulse_desktop.app.estate_book import EstateBook
from pulse_desktop.app.estate_desk import EstateDesk
from pulse_desktop.app.open_estate import OpenEstate
from pulse_desktop.app.runtime import Runtime
from pulse_desktop.app.seat import Seats
from pulse_desktop.model.errors import ProfileInUse, SettingsError, StoreError
from pulse_desktop.settings import connections_file
from pulse_desktop.settings.preferences import Preferences
from pulse_desktop.settings.profile import make_directories
from pulse_desktop.settings.writer_lock import WriterLock
from simulators.scripted import Scripted, connection, observation, platform, snapshot, source, until


@pytest.fixture(autouse=True)
def collected_as_before():
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def no_policy_of_this_computer(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "etc"))


@pytest.fixture
def live(profile):
    """A profile with one saved connection."""
    make_directories(profile)
    connections_file.save(profile.connections_file, [connection("mine")])
    return profile


@asynccontextmanager
async def window(profile, secrets):
    """What a window has open: an estate, and the desk over it."""
    async with asyncio.TaskGroup() as group:

        def make(seen_from):
            if seen_from.is_demo:
                return Runtime(seen_from, group, lambda: None)
            said_by = replace(source(), platform="scripted", connection="mine")
            seen = snapshot(observation("web"), said_by=said_by)
            platforms = [platform(Scripted(seen))]
            return Runtime(seen_from, group, lambda: None, secrets=secrets, platforms=platforms)

        seats = Seats(profile, writes=True)
        estate = OpenEstate(profile, make, lambda r: r.record(Preferences), lambda _: None, seats)
        await estate.open()
        desk = DemoDesk(profile)
        desk.open(estate)
        try:
            yield estate, desk
        finally:
            await estate.close()


def files_of(profile):
    """Every file of the user's, byte for byte; what a database adds while it is open apart."""
    root = profile.config.parent
    found = (path for path in root.rglob("*") if path.is_file())
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in found
        if not path.is_relative_to(profile.data / "demo") and "estate.sqlite" not in path.name
    }


async def test_the_window_turns_to_the_demo_and_comes_back(live, secrets):
    """M-09: providers, connections and read state at once, without a restart."""
    async with window(live, secrets) as (estate, desk):
        await desk.enter()
        demo = estate.runtime
        await until(lambda: len(demo.state.by_id) > 300)
        assert {status.connection.id for status in demo.statuses} & {"mine"} == set()
        assert estate.estate == "default"
        await desk.leave()
        assert [status.connection.id for status in estate.runtime.statuses] == ["mine"]
        await until(lambda: [one.name for one in estate.runtime.state.workloads()] == ["web"])


async def test_what_is_the_users_stays_as_it_was(live, secrets, keyring):
    """M-13: its database is not even open, no setting is written, no keyring asked."""
    async with window(live, secrets) as (estate, desk):
        await until(lambda: estate.runtime.state.workloads() != ())
        before, kept = files_of(live), dict(keyring.kept)
        await desk.enter()
        database = live.database_file.read_bytes()
        await until(lambda: len(estate.runtime.state.by_id) > 300)
        assert not live.database_file.with_name("estate.sqlite-wal").exists()
        assert live.database_file.read_bytes() == database
        await desk.leave()
        assert (files_of(live), keyring.kept) == (before, kept)


async def test_a_switch_that_a_policy_forbids_changes_nothing_at_all(live, secrets):
    """M-10: the same runtime, the same files, byte for byte."""
    (live.config / "policy.toml").write_text("[demo]\nallowed = false\n")
    async with window(live, secrets) as (estate, desk):
        runtime, before = estate.runtime, files_of(live)
        with pytest.raises(SettingsError, match="not allowed on this computer"):
            await desk.enter()
        assert estate.runtime is runtime
        assert estate.runtime.recording is not None
        assert files_of(live) == before
        assert not (live.data / "demo").exists()


async def test_a_demo_that_another_process_has_open_is_refused(live, secrets):
    make_directories(live.demo())
    lock = WriterLock(live.demo().lock_file)
    lock.acquire()
    async with window(live, secrets) as (estate, desk):
        runtime = estate.runtime
        with pytest.raises(SettingsError, match="has it in use"):
            await desk.enter()
        assert (estate.runtime, estate.profile) == (runtime, live)
        lock.release()
        await desk.enter()
        assert estate.profile.is_demo


async def test_a_damaged_database_of_the_demo_changes_nothing(live, secrets):
    demo = live.demo()
    make_directories(demo)
    demo.database_file.write_bytes(b"some other file" * 500)
    async with window(live, secrets) as (estate, desk):
        runtime, before = estate.runtime, files_of(live)
        with pytest.raises(StoreError, match="damaged"):
            await desk.enter()
        assert (estate.runtime, files_of(live)) == (runtime, before)
        WriterLock(demo.lock_file).acquire()


async def test_the_demo_has_the_writers_lock_of_its_own_profile_while_it_is_open(live, secrets):
    async with window(live, secrets) as (_, desk):
        await desk.enter()
        with pytest.raises(ProfileInUse):
            WriterLock(live.demo().lock_file).acquire()
        await desk.leave()
        lock = WriterLock(live.demo().lock_file)
        lock.acquire()
        lock.release()


async def test_entering_twice_and_leaving_twice_does_no_harm(live, secrets):
    async with window(live, secrets) as (estate, desk):
        await desk.leave()
        await desk.enter()
        runtime = estate.runtime
        await desk.enter()
        assert estate.runtime is runtime
        await desk.leave()
        await desk.leave()
        assert not estate.profile.is_demo


async def test_turning_to_an_estate_leaves_the_demo(live, secrets):
    book = EstateBook(live, lambda: None)
    await book.create("Cabin")
    estates = EstateDesk(live, book)
    async with window(live, secrets) as (estate, desk):
        estates.open(estate)
        await desk.enter()
        await estates.switch("cabin")
        assert (estate.profile.is_demo, estate.estate) == (False, "cabin")
        await desk.enter()
        assert estate.estate == "cabin"
        assert set((await estates.tally()).counts) == {"default", "cabin"}


async def test_an_estate_turned_to_while_the_demo_loads_is_come_back_to(live, secrets, monkeypatch):
    """M-13: leaving opens what was open last, not what was when the loading began."""
    loading, loaded = threading.Event(), threading.Event()

    def load(profile):
        loading.set()
        loaded.wait(30)

    monkeypatch.setattr(demo_desk, "authored_estate", load)
    async with window(live, secrets) as (estate, desk), asyncio.TaskGroup() as group:
        entering = group.create_task(desk.enter())
        await until(loading.is_set)
        await estate.switch(live.of_estate("cabin"))
        loaded.set()
        await entering
        assert (estate.profile.is_demo, estate.estate) == (True, "cabin")


async def test_a_window_that_began_with_the_demo_comes_to_the_users_estate(live, secrets):
    async with window(live.demo(2), secrets) as (estate, desk):
        assert estate.runtime.profile.demo_scale == 2
        await desk.leave()
        assert estate.profile == live
        await desk.enter()
        assert estate.runtime.profile.demo_scale == 2


async def test_the_tour_has_six_stops(live):
    """The disk, the pool, the incident and the others; while nothing is open, too."""
    assert len(DemoDesk(live).tour()) == 6
