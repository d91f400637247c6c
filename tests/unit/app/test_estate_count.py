"""How many systems are in estates that nobody has open (T-13)."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from pulse_desktop.app.estate_count import kept_count, tally
from pulse_desktop.app.estate_schema import ESTATE_SCHEMA
from pulse_desktop.database import Database
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.monitoring import last_seen
from pulse_desktop.monitoring.readiness import Reason, SystemUsage
from pulse_desktop.settings import connections_file
from pulse_desktop.settings.profile import make_directories
from simulators.scripted import NOON, connection, observation, snapshot, source

KNOWN = SystemUsage(available=True, count=5, reason=None)


@pytest.fixture
def cabin(profile):
    made = profile.of_estate("cabin")
    make_directories(made)
    return made


async def leave(profile, *hosts, by="one"):
    """Have an estate as a run left it that saw these hosts through one connection."""
    connections_file.save(profile.connections_file, [connection("one")])
    seen = snapshot(
        *(observation(name, ResourceType.AGENT) for name in hosts),
        said_by=replace(source(), platform="scripted", connection=by),
    )
    database = Database(profile.database_file, ESTATE_SCHEMA)
    await database.open()
    await database.write(lambda handle: last_seen.enter(handle, seen))
    await database.aclose()


async def test_an_estate_is_counted_from_what_its_last_run_left(cabin):
    await leave(cabin, "a", "b")
    count = kept_count(cabin, NOON)
    assert (count.connections, count.systems.count) == (1, 2)


async def test_what_a_removed_connection_left_is_not_counted(cabin):
    await leave(cabin, "a", by="gone")
    assert not kept_count(cabin, NOON).systems.available


async def test_an_estate_without_connections_has_no_systems(cabin):
    assert kept_count(cabin, NOON).systems.count == 0


async def test_a_damaged_database_is_no_zero(cabin):
    await leave(cabin, "a")
    cabin.database_file.write_bytes(b"some other file" * 500)
    count = kept_count(cabin, NOON)
    assert (count.connections, count.systems.count) == (1, None)
    assert count.systems.reason is Reason.MONITOR_STATE_UNAVAILABLE


async def test_a_damaged_connections_file_is_no_zero(cabin):
    cabin.connections_file.write_text("version = 99\n")
    count = kept_count(cabin, NOON)
    assert (count.connections, count.systems.available) == (None, False)


async def test_counting_changes_nothing_on_disk(cabin):
    """A command that only reads takes no lock and writes nothing."""
    await leave(cabin, "a")
    before = {path: path.stat().st_mtime_ns for path in cabin.data.rglob("*")}
    kept_count(cabin, NOON)
    after = {path: path.stat().st_mtime_ns for path in cabin.data.rglob("*")}
    assert after.keys() >= before.keys()
    assert cabin.database_file.stat().st_mtime_ns == before[cabin.database_file]


async def test_the_open_estate_is_counted_as_it_is_now(profile, cabin):
    """T-13: the sum over the open one and those that are not."""
    await leave(cabin, "a", "b")
    opened = SimpleNamespace(
        profile=profile,
        statuses=("one", "two"),
        has_connections_problem=False,
        system_usage=lambda: KNOWN,
    )
    found = await tally([profile, cabin], opened)
    assert found.counts["default"].systems == KNOWN
    assert (found.counts["default"].connections, found.total.count) == (2, 7)
