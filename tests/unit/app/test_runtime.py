"""The whole program without a window, over a scripted platform and a real database."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from keyring.errors import KeyringLocked

from pulse_desktop.app.recorded import read_file
from pulse_desktop.app.runtime import Runtime
from pulse_desktop.model.clock import utc_now
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.poll import ConnectionState
from pulse_desktop.monitoring import last_seen
from pulse_desktop.settings import connections_file
from pulse_desktop.settings.keyring_store import SecretStore
from pulse_desktop.settings.preferences import Preferences
from pulse_desktop.timeline import store as timeline
from pulse_desktop.timeline.selection import Selection
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


def seen(*things):
    """A snapshot of now, each time it is asked for."""
    return lambda: snapshot(*things, said_by=SAID_BY, at=utc_now())


@asynccontextmanager
async def running(profile, secrets, *script):
    """A recording runtime over one scripted connection."""
    provider = Scripted(*script)
    async with asyncio.TaskGroup() as group:
        runtime = Runtime(
            profile, group, lambda: None, secrets=secrets, platforms=[platform(provider)]
        )
        await runtime.record(Preferences)
        await runtime.start()
        yield runtime
        await runtime.stop()


async def first_sight(runtime):
    """Until something was read."""
    await until(lambda: runtime.state.workloads() != ())


async def test_the_first_run_knows_since_when_it_records(profile, secrets):
    save(profile, connection("one"))
    async with running(profile, secrets, seen(observation("web"))) as runtime:
        assert runtime.recorded_since is None
        await until(lambda: runtime.recorded_since is not None)
        assert utc_now() - runtime.recorded_since < timedelta(minutes=1)


async def test_what_is_only_read_says_since_when_it_was_recorded(profile, secrets):
    save(profile, connection("one"))
    async with running(profile, secrets, seen(observation("web"))) as runtime:
        await until(lambda: runtime.recorded_since is not None)
        since = runtime.recorded_since
    async with asyncio.TaskGroup() as group:
        reading = Runtime(profile, group, lambda: None, secrets=secrets, platforms=())
        await reading.recall_from_file()
        await reading.stop()
    assert reading.recorded_since == since


def save(profile, *connections):
    connections_file.save(profile.connections_file, connections)


def kept(profile):
    """The connections of which something is on disk."""
    left = read_file(profile, last_seen.load)
    return tuple(sorted({*left.records, *(s.source.connection for s in left.snapshots)}))


async def until_kept(profile):
    """Until something was written; the writer has a thread of its own."""
    await until(lambda: kept(profile) != ())


@pytest.fixture
def locked():
    """A keyring that nobody unlocks."""

    def refuse():
        raise KeyringLocked

    store = SecretStore(refuse)
    yield store
    store.close()


async def test_what_was_read_is_in_memory_in_the_state_and_on_disk(profile, secrets):
    """H-01: memory first, then one transaction."""
    save(profile, connection())
    async with running(profile, secrets, seen(observation("web", cpu=0.5))) as runtime:
        await first_sight(runtime)
        (web,) = runtime.state.workloads()
        now = utc_now().timestamp()
        lines = await runtime.recorded().lines(web.series, (Metric.CPU,), (now - 60, now + 1), 100)
        assert list(lines[Metric.CPU].value) == [0.5]
    events = read_file(profile, timeline.events)
    assert [event.resource_name for event in events] == ["web"]


async def test_the_last_runs_state_is_shown_first_as_stale_and_with_its_time(profile, secrets):
    """T-08: the first paint shows the same canonical snapshot."""
    save(profile, connection())
    async with running(profile, secrets, seen(observation("web"))) as runtime:
        await first_sight(runtime)
    save(profile, connection(enabled=False))
    async with running(profile, secrets, seen()) as runtime:
        (web,) = runtime.state.workloads()
        assert web.is_stale
        assert utc_now() - runtime.recalled_at < timedelta(minutes=1)
        assert runtime.statuses[0].record.last_success_at is not None


async def test_a_restart_tells_nothing_twice(profile, secrets):
    """L-01: durable changes only."""
    save(profile, connection())
    for _ in range(2):
        async with running(profile, secrets, seen(observation("web"))) as runtime:
            await until(lambda: runtime.recalled_at is None and runtime.state.workloads())
    assert len(read_file(profile, timeline.events)) == 1


async def test_what_a_connection_that_was_removed_meanwhile_said_is_gone(profile, secrets):
    save(profile, connection())
    async with running(profile, secrets, seen(observation("web"))) as runtime:
        await first_sight(runtime)
    save(profile)
    async with running(profile, secrets, seen()) as runtime:
        assert runtime.state.all() == ()


async def test_a_large_connection_that_was_removed_at_the_end_is_told_as_gone_whole(
    profile, secrets
):
    """L-01: it is taken back in steps, and those that are left are taken at the next start."""
    save(profile, connection(interval_s=100))
    guests = [observation(f"vm{n}") for n in range(120)]
    async with running(profile, secrets, seen(*guests)) as runtime:
        await until(lambda: len(runtime.state.workloads()) == len(guests))
        await runtime.book.remove("one")
    async with running(profile, secrets, seen()) as runtime:
        await until(lambda: runtime.state.all() == ())
    told = read_file(profile, partial(timeline.events, wanted=Selection(limit=1000)))
    gone = [event.resource_name for event in told if event.to_state == "absent"]
    assert sorted(gone) == sorted(guest.name for guest in guests)


async def test_what_a_removed_connection_left_is_forgotten_at_the_next_start(profile, secrets):
    """T-08: and does not go away again at every start after it."""
    save(profile, connection(), connection("never-read", platform="from-the-future"))
    async with running(profile, secrets, seen(observation("web"))) as runtime:
        await first_sight(runtime)
    save(profile)
    async with running(profile, secrets, seen()):
        assert kept(profile) != ()
    assert kept(profile) == ()


async def test_what_a_connection_left_that_another_process_removed_is_forgotten(profile, secrets):
    save(profile, connection())
    async with running(profile, secrets, seen(observation("web"))) as runtime:
        await first_sight(runtime)
        await until_kept(profile)
        save(profile)
        await runtime.book.reload_if_changed()
    assert kept(profile) == ()


async def test_a_connection_that_undo_may_bring_back_is_kept_until_the_end(profile, secrets):
    save(profile, connection())
    async with running(profile, secrets, seen(observation("web"))) as runtime:
        await first_sight(runtime)
        await until_kept(profile)
        await runtime.book.remove("one")
        await asyncio.gather(*runtime._forgetting)
        assert kept(profile) == ("one",)
    assert kept(profile) == ()


async def test_a_snapshot_that_waits_for_the_disk_goes_with_its_connection(profile, secrets):
    """P-12: the end of the run writes the newest snapshot of each connection that is left."""
    save(profile, connection(interval_s=0.01))
    async with running(profile, secrets, seen(observation("web"))) as runtime:
        await until_kept(profile)
        await until(lambda: len(runtime.statuses[0].record.attempts) > 3)
        await runtime.book.remove("one")
    assert kept(profile) == ()


async def test_a_locked_keyring_does_not_keep_what_a_removed_connection_left(profile, locked):
    save(profile, connection())
    async with running(profile, locked, seen(observation("web"))) as runtime:
        await first_sight(runtime)
        await until_kept(profile)
        await runtime.book.remove("one")
    assert kept(profile) == ()


async def test_a_database_that_cannot_be_used_leaves_the_program_running(profile, secrets):
    """S-01: says what it may not write, and runs."""
    save(profile, connection())
    profile.database_file.write_bytes(b"not a database at all, but some other file" * 10)
    async with running(profile, secrets, seen(observation("web"))) as runtime:
        await first_sight(runtime)
        assert "damaged" in str(runtime.problem)
    assert profile.database_file.read_bytes().startswith(b"not a database")


async def test_a_damaged_database_set_aside_is_kept_and_a_new_one_begins(profile, secrets):
    save(profile, connection())
    damaged = b"not a database at all, but some other file" * 10
    profile.database_file.write_bytes(damaged)
    async with running(profile, secrets, seen(observation("web"))) as runtime:
        await runtime.set_database_aside()
        await runtime.record(Preferences)
        await first_sight(runtime)
        assert (runtime.problem, runtime.recording_error) == (None, None)
    kept = [path.read_bytes() for path in profile.database_file.parent.glob("*damaged*")]
    assert kept == [damaged]
    assert read_file(profile, timeline.events) is not None


async def test_a_damaged_connections_file_is_said_and_the_program_runs(profile, secrets):
    profile.connections_file.write_text("version = 99\n")
    async with running(profile, secrets, seen()) as runtime:
        assert "newer" in str(runtime.problem)
        assert runtime.has_connections_problem
    assert profile.connections_file.read_text() == "version = 99\n"


async def test_an_edit_by_another_process_starts_polling_within_two_seconds(profile, secrets):
    async with running(profile, secrets, seen(observation("web"))) as runtime:
        save(profile, connection())
        async with asyncio.timeout(2):
            await first_sight(runtime)
        assert runtime.statuses[0].state is ConnectionState.LIVE
