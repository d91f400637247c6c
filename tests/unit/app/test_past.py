"""The estate as it was, from the database that was written on the way."""

import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings

from pulse_desktop.app.estate_schema import ESTATE_SCHEMA
from pulse_desktop.app.past import Question, RecentChanges, past
from pulse_desktop.database.connection import open_writer
from pulse_desktop.database.schema import prepare
from pulse_desktop.history.memory import Memory
from pulse_desktop.history.store import Store
from pulse_desktop.model.condition import UNKNOWN
from pulse_desktop.timeline import store as timeline
from simulators.lives import MINUTE, Life, lives
from simulators.scripted import HYPERVISOR, NOON, observation

NODE = observation("node", cpu=0.5)


class Written:
    """A life and its database."""

    def __init__(self, folder, life, unwritten=0):
        path = Path(folder) / "estate.db"
        self.life, self.memory = life, Memory(life.series)
        self.handle = open_writer(path, ESTATE_SCHEMA)
        prepare(self.handle, path, ESTATE_SCHEMA)
        store = Store()
        for commit in life.commits[: len(life.commits) - unwritten]:
            self.handle.execute("BEGIN")
            timeline.append(self.handle, commit.changes)
            if commit.readings is not None:
                store.append(self.handle, life.series, commit.readings)
            self.handle.execute("COMMIT")

    def past(self, at, recent=()):
        asked = Question(
            today=self.life.today,
            recent=recent,
            held=self.memory.held(),
            moment=at,
            interval_s=60.0,
        )
        return past(asked, self.handle)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.handle.close()


def standing(state):
    return {r.id: (r.condition, r.parent_id, r.name, r.child_count) for r in state.by_id.values()}


@settings(max_examples=25)
@given(lives)
def test_every_published_state_is_found_again_on_disk(polls):
    life = Life().live(polls)
    with tempfile.TemporaryDirectory() as folder, Written(folder, life) as written:
        for at, _ in life.states:
            found, expected = written.past(at), life.past(at)
            assert found.by_id.keys() == expected.by_id.keys()
            for identity, was in expected.by_id.items():
                metrics = {m: v for m, v in was.metrics.items() if v.at == at}
                assert metrics.items() <= dict(found.by_id[identity].metrics).items()


@settings(max_examples=25)
@given(lives)
def test_the_status_then_is_the_one_that_was_published(polls):
    life = Life().live(polls)
    with tempfile.TemporaryDirectory() as folder, Written(folder, life) as written:
        for at, state in life.states:
            found = written.past(at)
            heard = {identity for identity, one in found.by_id.items() if not one.is_stale}
            assert {i: s for i, s in standing(found).items() if i in heard} == {
                i: s for i, s in standing(state).items() if i in heard
            }


def test_what_the_disk_does_not_have_yet_is_taken_back_too(tmp_path):
    life = Life().live(
        [
            (HYPERVISOR, (NODE, observation("web"))),
            (HYPERVISOR, (NODE, observation("web"), observation("new"))),
        ]
    )
    with Written(tmp_path, life, unwritten=1) as written:
        recent = RecentChanges(lambda: NOON + 2 * MINUTE)
        recent.add(life.changes)
        names = {one.name for one in written.past(NOON, recent.newest_first()).by_id.values()}
    assert names == {"node", "web"}


def test_beyond_the_timelines_reach_only_what_was_measured_is_there_without_a_status(tmp_path):
    """What was made later is not there, though the entry that tells of it was pruned."""
    before, after = (HYPERVISOR, (NODE,)), (HYPERVISOR, (NODE, observation("web")))
    life = Life().live([before, before, after, after])
    with Written(tmp_path, life) as written:
        timeline.prune(written.handle, NOON + 4 * MINUTE)
        found = written.past(NOON).by_id.values()
    assert [(one.name, one.condition) for one in found] == [("node", UNKNOWN)]


def test_recent_changes_are_kept_as_long_as_the_disk_refuses_them():
    life = Life().live([(HYPERVISOR, (NODE,))])
    times = iter((NOON, NOON + timedelta(hours=1), NOON + timedelta(hours=2)))
    recent = RecentChanges(lambda: next(times))
    recent.add(life.changes)
    recent.add((), are_owed=True)
    assert len(recent.newest_first()) == len(life.changes)
    recent.add(())
    assert recent.newest_first() == ()


def test_recent_changes_are_let_go_of():
    life = Life().live([(HYPERVISOR, (NODE,))])
    times = iter((NOON, NOON + timedelta(hours=1)))
    recent = RecentChanges(lambda: next(times))
    recent.add(life.changes)
    assert len(recent.newest_first()) == len(life.changes)
    recent.add(())
    assert recent.newest_first() == ()
