"""Going back in time: what was published at an instant is found again from what was told since."""

from dataclasses import replace

from hypothesis import given

from pulse_desktop.model.condition import PAUSED, RUNNING, STOPPED
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.resources.past.replay import replayed
from simulators.canonical import incident
from simulators.lives import MINUTE, Life, lives
from simulators.scripted import AGENT, HYPERVISOR, NOON, observation


def seen(*guests):
    node = observation("node", ResourceType.AGENT, cpu=0.5)
    return node, *guests


def lived(*polls):
    return Life().live([(HYPERVISOR, seen(*guests)) for guests in polls])


def at_minute(life, minute):
    at = NOON + minute * MINUTE
    found = replayed(life.today, life.since(at), life.earlier(at))
    return {thing.name: thing for thing in found.values()}


def standing(things):
    """Status, shape, word, placement and name of each, by id."""
    return {
        identity: (thing.shown, thing.parent_id, thing.name, thing.type)
        for identity, thing in things.items()
    }


def published(state):
    return {
        one.id: (one.condition, one.parent_id, one.name, one.type) for one in state.by_id.values()
    }


@given(lives)
def test_every_state_that_was_published_is_found_again(polls):
    life = Life().live(polls)
    for at, state in life.states:
        found = replayed(life.today, life.since(at), life.earlier(at))
        assert standing(found) == published(state)


def test_a_thing_stands_as_it_did():
    life = lived(
        [observation("web")],
        [observation("web", condition=PAUSED)],
        [observation("web", condition=STOPPED)],
    )
    assert at_minute(life, 0)["web"].shown == RUNNING
    assert at_minute(life, 1)["web"].shown == PAUSED
    assert at_minute(life, 2)["web"].shown == STOPPED


def test_a_thing_that_did_not_exist_yet_is_absent():
    life = lived([], [observation("web")])
    assert "web" not in at_minute(life, 0)


def test_a_thing_that_is_gone_is_there_again():
    life = lived([observation("web", parent=NativeId("node"))], [])
    web = at_minute(life, 0)["web"]
    assert (web.type, web.shown, web.known) == (ResourceType.VM, RUNNING, None)
    assert web.parent_id == at_minute(life, 0)["node"].id


def test_a_thing_is_where_it_was_although_something_else_is_told_first():
    moved = observation("web", parent=NativeId("node"), condition=STOPPED)
    life = lived([observation("web")], [moved])
    assert at_minute(life, 0)["web"].parent_id is None
    back = lived([moved], [observation("web")])
    assert at_minute(back, 0)["web"].parent_id == at_minute(back, 1)["node"].id


def test_trouble_is_taken_back_with_what_it_did():
    life = lived([observation("web")], [observation("web", incidents=(incident(),))])
    assert at_minute(life, 0)["web"].shown == RUNNING
    assert at_minute(life, 1)["web"].shown != RUNNING


def test_a_thing_has_the_name_it_had():
    life = lived(
        [observation("old", native_id=NativeId("1"))],
        [observation("new", native_id=NativeId("1"))],
    )
    assert "old" in at_minute(life, 0)
    assert "new" in at_minute(life, 1)


def test_a_thing_that_went_quiet_stands_as_it_did_when_it_was_heard():
    life = lived([observation("web")])
    life.registry.expire(HYPERVISOR, MINUTE, NOON + 5 * MINUTE)
    assert at_minute(life, 0)["web"].shown == RUNNING


def test_an_entry_of_an_earlier_version_tells_the_status():
    life = lived([observation("web")], [observation("web", condition=STOPPED)])
    life.changes = [
        replace(change, metadata={"changedFields": change.metadata.get("changedFields", ())})
        if "changedFields" in change.metadata
        else change
        for change in life.changes
    ]
    assert at_minute(life, 0)["web"].shown.status is RUNNING.status


def machine(name, number=None):
    identity = Identity(machine_id=number) if number else Identity()
    return observation(name, ResourceType.AGENT, identity=identity, cpu=0.5)


NUMBER = "4c4c4544-0051-3510-8057-b7c04f4d4e32"


def test_what_became_one_is_two_again():
    life = Life().live(
        [
            (HYPERVISOR, (machine("node", NUMBER),)),
            (AGENT, (machine("host"),)),
            (AGENT, (machine("host", NUMBER),)),
        ]
    )
    assert len(at_minute(life, 2)) == 1
    assert set(at_minute(life, 1)) == {"node", "host"}
    assert set(at_minute(life, 0)) == {"node"}


def test_what_got_a_better_id_is_there_once():
    life = Life().live([(AGENT, (machine("host"),)), (AGENT, (machine("host", NUMBER),))])
    at = NOON
    found = replayed(life.today, life.since(at), life.earlier(at))
    assert found.keys() == life.states[0][1].by_id.keys()
    assert [thing.shown for thing in found.values()] == [RUNNING]


def test_what_was_parted_is_one_again():
    life = Life().live(
        [
            (HYPERVISOR, (machine("node", NUMBER),)),
            (AGENT, (machine("host", NUMBER),)),
            (AGENT, (machine("host", NUMBER.replace("4c", "5d")),)),
        ]
    )
    at = NOON + MINUTE
    found = replayed(life.today, life.since(at), life.earlier(at))
    assert found.keys() == life.states[1][1].by_id.keys()
