"""Turning from one estate to another, over scripted platforms."""

import asyncio
import gc
import weakref
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from pulse_desktop.app import open_estate
from pulse_desktop.app.estate_book import EstateBook
from pulse_desktop.app.estate_desk import EstateDesk
from pulse_desktop.app.open_estate import OpenEstate
from pulse_desktop.app.runtime import Runtime
from pulse_desktop.model.errors import SettingsError, StoreError
from pulse_desktop.model.text import mark
from pulse_desktop.settings import connections_file, estates_file
from pulse_desktop.settings.preferences import Preferences
from pulse_desktop.settings.profile import make_directories
from simulators.scripted import (
    Scripted,
    connection,
    observation,
    platform,
    snapshot,
    source,
    until,
)


@pytest.fixture(autouse=True)
def collected_as_before():
    yield
    gc.unfreeze()


@pytest.fixture
async def book(profile):
    made = EstateBook(profile, lambda: None)
    await made.create("Cabin")
    for estate in made.estates.living:
        seen_from = profile.of_estate(estate.id)
        make_directories(seen_from)
        connections_file.save(seen_from.connections_file, [connection(f"in-{estate.id}")])
    return made


@pytest.fixture
async def desk(profile, book):
    return EstateDesk(profile, book)


@asynccontextmanager
async def opened(profile, secrets, desk):
    """The first estate, open, with the desk over it."""
    async with asyncio.TaskGroup() as group:

        def make(seen_from):
            said_by = replace(source(), platform="scripted", connection=f"in-{seen_from.estate}")
            seen = snapshot(observation("web"), said_by=said_by)
            platforms = [platform(Scripted(seen))]
            return Runtime(seen_from, group, lambda: None, secrets=secrets, platforms=platforms)

        took_over = []
        estate = OpenEstate(profile, make, lambda r: r.record(Preferences), took_over.append)
        await estate.open()
        desk.open(estate)
        estate.took_over = took_over
        try:
            yield estate
        finally:
            await estate.close()


async def test_the_window_turns_to_the_other_estate_and_that_is_kept(profile, secrets, desk):
    async with opened(profile, secrets, desk) as estate:
        await desk.switch("cabin")
        assert [s.connection.id for s in estate.runtime.statuses] == ["in-cabin"]
        assert estate.took_over[-1] is estate.runtime
    assert estates_file.load(profile.estates_file).current == "cabin"


async def test_turning_to_the_estate_that_is_open_changes_nothing(profile, secrets, desk):
    """Two runtimes would write one database."""
    async with opened(profile, secrets, desk) as estate:
        before = estate.runtime
        await desk.switch("default")
        await estate.switch(estate.profile)
        assert (estate.runtime, estate.took_over) == (before, [before])


async def test_an_estate_that_is_gone_changes_nothing(profile, secrets, desk):
    async with opened(profile, secrets, desk) as estate:
        before = estate.runtime
        with pytest.raises(SettingsError, match="no longer there"):
            await desk.switch("boat")
        assert estate.runtime is before


async def test_a_database_that_cannot_be_opened_changes_nothing(profile, secrets, desk):
    profile.of_estate("cabin").database_file.write_bytes(b"some other file" * 500)
    async with opened(profile, secrets, desk) as estate:
        before = estate.runtime
        with pytest.raises(StoreError, match="damaged"):
            await desk.switch("cabin")
        assert (estate.runtime, estate.estate) == (before, "default")
    assert estates_file.load(profile.estates_file).current == "default"


async def test_a_list_that_may_not_be_written_is_said_after_the_switch(
    profile, secrets, desk, monkeypatch
):
    """S-01: it holds for this run."""

    def refuse(path, estates):
        raise SettingsError(mark("Test", "The change was not saved."))

    monkeypatch.setattr(estates_file, "save", refuse)
    async with opened(profile, secrets, desk) as estate:
        with pytest.raises(SettingsError, match="not saved"):
            await desk.switch("cabin")
        assert estate.estate == "cabin"


async def test_the_open_estate_is_not_deleted(profile, secrets, desk, book):
    async with opened(profile, secrets, desk):
        await desk.switch("cabin")
        with pytest.raises(SettingsError, match="Cabin is open"):
            await desk.delete("cabin")
        await desk.delete("default")
        assert [estate.name for estate in book.estates.living] == ["Cabin"]
        await desk.restore("default")
        assert len(book.estates.living) == 2


async def test_a_secret_for_this_run_outlives_the_estate_it_was_given_in(profile, secrets, desk):
    """S-02: whoever has no keyring types it once."""
    async with opened(profile, secrets, desk):
        secrets.keep_for_this_run("in-default", "typed")
        await desk.switch("cabin")
        await desk.switch("default")
        assert await secrets.secret_of("in-default") == "typed"


async def test_nothing_holds_what_the_estate_before_had_in_memory(
    profile, secrets, desk, monkeypatch
):
    monkeypatch.setattr(open_estate, "_QUIET_S", 0)
    async with opened(profile, secrets, desk) as estate:
        await until(lambda: estate.runtime.state.workloads() != ())
        before = weakref.ref(estate.runtime)
        estate.took_over.clear()
        await desk.switch("cabin")
        await until(lambda: before() is None)


async def test_counts_of_all_estates_are_told_while_one_is_open(profile, secrets, desk):
    """T-13: also those that are not open."""
    async with opened(profile, secrets, desk) as estate:
        await until(lambda: estate.runtime.state.workloads() != ())
        found = await desk.tally()
        assert found.counts["default"].systems.available
        assert not found.counts["cabin"].systems.available
        assert not found.total.available
