"""A log of the first version is read as it lies there, and brought to this one's form."""

import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest

from pulse_desktop.database import Database, Schema
from pulse_desktop.model.change import ChangeKind, Confidence, Origin
from pulse_desktop.timeline.schema import MIGRATIONS, SCHEMA
from pulse_desktop.timeline.selection import Selection
from pulse_desktop.timeline.store import append, counts, events

FIRST_VERSION = """
PRAGMA application_id = 1349872755;
PRAGMA user_version = 1;
CREATE TABLE change (
    id TEXT PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    resource TEXT NOT NULL,
    resource_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    text TEXT NOT NULL,
    from_state TEXT,
    to_state TEXT,
    metadata TEXT NOT NULL
);
CREATE INDEX change_at ON change (at_ms);
CREATE INDEX change_resource ON change (resource, at_ms);
CREATE INDEX change_kind ON change (kind, at_ms);
CREATE INDEX change_source ON change (source, at_ms);
INSERT INTO change VALUES ('change-1', 1000, 'vm-1', 'web', 'state_transition', 'docker',
    '["Timeline","{before} → {after}",{"before":"Running","after":"Stopped"}]',
    'online', 'offline', '{}');
INSERT INTO change VALUES ('activity-1', 2000, 'vm-1', 'web', 'activity', 'docker',
    '["Docker","Started",{}]', NULL, NULL, '{}');
"""
"""As the first version made it."""

NOW = Schema((SCHEMA,), MIGRATIONS)


@pytest.fixture
def old_file(tmp_path):
    path = tmp_path / "estate.sqlite"
    handle = sqlite3.connect(path)
    handle.executescript(FIRST_VERSION)
    handle.close()
    return path


async def test_an_older_log_is_brought_to_this_form_and_a_copy_is_kept(old_file):
    database = Database(old_file, NOW)
    await database.open()
    activity, transition = await database.read(events)
    await database.aclose()
    assert [activity.origin, transition.origin] == [Origin.PLATFORM_EVENT, Origin.PULSE_DIFF]
    assert str(transition.text) == "Running → Stopped"
    assert (transition.confidence, transition.related) == (Confidence.HIGH, ())
    assert old_file.with_name("estate.sqlite.version-1").exists()


async def test_an_older_log_gets_the_same_columns_and_indexes_as_a_new_one(old_file, tmp_path):
    forms = []
    for path in (old_file, tmp_path / "new.sqlite"):
        database = Database(path, NOW)
        await database.open()
        forms.append(await database.read(form))
        await database.aclose()
    assert forms[0] == forms[1]


def form(handle):
    columns = handle.execute("SELECT name, type, \"notnull\" FROM pragma_table_info('change')")
    indexes = handle.execute("SELECT name FROM sqlite_master WHERE type = 'index' ORDER BY name")
    return list(columns), list(indexes)


def test_an_older_log_can_be_read_before_anybody_changed_it(old_file):
    handle = sqlite3.connect(f"{old_file.as_uri()}?mode=ro", uri=True)
    wanted = Selection(resources=("vm-1",), kinds=(ChangeKind.STATE_TRANSITION,))
    (found,) = events(handle, wanted)
    assert (str(found.text), counts(handle)) == (
        "Running → Stopped",
        {ChangeKind.ACTIVITY: 1, ChangeKind.STATE_TRANSITION: 1},
    )
    handle.close()


async def test_what_is_entered_from_now_on_stands_beside_the_old(old_file):
    database = Database(old_file, NOW)
    await database.open()
    old = await database.read(events)
    new = replace(old[0], id="new", at=old[0].at + timedelta(days=1), actor="root")
    await database.write(lambda handle: append(handle, [new]))
    assert await database.read(events) == (new, *old)
    await database.aclose()
