"""What makes a line of the timeline, and what never does."""

from dataclasses import fields as dataclass_fields
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.change import ChangeKind, Confidence, Origin
from pulse_desktop.model.condition import OFFLINE, ONLINE, PAUSED, RUNNING, STOPPED
from pulse_desktop.model.facet import ContainerFacet, GuestFacet, ImageUpdate, NodeFacet
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.operator import Annotation
from pulse_desktop.model.resource import (
    Measured,
    Member,
    Relationship,
    Resource,
    Risk,
    RiskReason,
    SourcedFacet,
    SourceState,
    SourceStatus,
)
from pulse_desktop.model.snapshot import Activity, Incident, RelationKind, ResourceType, Severity
from pulse_desktop.model.text import mark
from pulse_desktop.resources import difference as rules
from pulse_desktop.resources.change.watched import WATCHED
from pulse_desktop.resources.contribution import Contribution
from pulse_desktop.resources.difference import (
    Seen,
    activity_change,
    difference,
    joined,
    parted,
)
from simulators.scripted import AGENT, HYPERVISOR, NOON, RUNTIME, later, observation

SOURCE = HYPERVISOR.name


def seen_by(*sources, at=NOON, state=SourceState.ONLINE):
    return MappingProxyType({each: SourceStatus(state, at, "native") for each in sources})


def resource(identifier="vm-1", at=NOON, **fields):
    """A running thing seen by one hypervisor at noon."""
    given = {
        "id": identifier,
        "type": ResourceType.VM,
        "name": "web",
        "condition": RUNNING,
        "technology": None,
        "sources": seen_by(HYPERVISOR, at=at),
        "identity": Identity(),
        "metrics": MappingProxyType({}),
        "series": None,
        "parent_id": None,
        "parent_name": None,
        "child_count": 0,
        "tags": (),
        "web_url": None,
        "started_at": None,
        "restart_count": None,
        "facets": (),
        "facts": (),
        "last_seen_at": at,
        "updated_at": at,
        "is_stale": False,
    }
    return Resource(**given | fields)


def told(before, after, at=10):
    """The change that leads from one look to the next, ten seconds later."""
    old, new = resource(**before), resource(at=later(at), **after)
    return difference(look(old), look(new), later(at), SOURCE)


def look(of):
    """What is told of a resource whose first source said all that it has, but for the facets."""
    first = next(iter(of.sources))
    givers = {first.name: first} | {each.name: each for each in (HYPERVISOR, AGENT, RUNTIME)}
    said = {first: []}
    for each in of.facets:
        said.setdefault(givers[each.source], []).append(each.facet)
    words = tuple(word(of, giver, facets) for giver, facets in said.items())
    return Seen(of, of.condition, words)


def word(of, giver, facets):
    """What ``giver`` says of the resource."""
    seen = observation(
        of.name,
        more_facets=tuple(facets),
        identity=of.identity,
        started_at=of.started_at,
        restart_count=of.restart_count,
        technology=of.technology,
        tags=of.tags,
        web_url=of.web_url,
    )
    return Contribution(giver, seen, of.last_seen_at)


def fields(change):
    return change.metadata["changedFields"]


def states(change):
    return (change.from_state, change.to_state)


def test_a_new_thing_is_discovered():
    """L-01."""
    new = resource(parent_id="agent-1")
    change = difference(None, Seen(new, RUNNING), NOON, SOURCE)
    assert (change.kind, states(change)) == (ChangeKind.STATE_TRANSITION, ("absent", "online"))
    assert change.metadata == {"changeType": "resource_created"}
    assert (str(change.text), str(change.reason)) == ("Discovered, Running", "resource discovered")
    assert change.related == ("agent-1",)


def test_a_thing_that_is_gone_is_removed():
    """L-01."""
    change = difference(Seen(resource(), STOPPED), None, NOON, SOURCE)
    assert states(change) == ("offline", "absent")
    assert change.metadata == {
        "changeType": "resource_removed",
        "conditionBefore": ("offline", "off"),
    }
    assert str(change.text) == "Removed, last seen Stopped"


def test_nothing_before_and_nothing_after_is_no_change():
    assert difference(None, None, NOON, SOURCE) is None


@given(
    value=st.floats(0, 1e12),
    seconds=st.integers(1, 10_000_000),
    uptime=st.integers(0, 10_000_000),
    children=st.integers(0, 50),
)
def test_metrics_last_seen_and_uptimes_never_make_a_change(value, seconds, uptime, children):
    """L-01."""
    at = later(seconds)
    measured = {
        metric: Measured(Measurement(value, value, value), HYPERVISOR, at) for metric in Metric
    }
    fields = {"metrics": MappingProxyType(measured), "child_count": children}
    facets = [
        (SourcedFacet(SOURCE, GuestFacet(vmid=1, node_name="a", instance="i", uptime=up)),)
        for up in (uptime, uptime + seconds)
    ]
    assert told({"facets": facets[0]}, {"facets": facets[1], **fields}, seconds) is None


def test_a_look_that_differs_in_values_only_asks_no_rule(monkeypatch):
    monkeypatch.setattr(rules, "_RULES", (pytest.fail,))
    lasting = {"tags": ("a",), "started_at": later(-500), "identity": Identity(hostnames=("web",))}
    assert told(lasting, lasting) is None


def test_a_new_state_is_told_in_words_that_can_be_translated():
    change = told({"condition": RUNNING}, {"condition": STOPPED})
    assert (change.kind, states(change)) == (ChangeKind.STATE_TRANSITION, ("online", "offline"))
    assert change.text.parameters == {"before": RUNNING.word, "after": STOPPED.word}
    assert fields(change) == ("status",)


def test_another_word_for_the_same_status_is_told_by_its_word():
    assert states(told({"condition": PAUSED}, {"condition": STOPPED})) == ("paused", "stopped")


def test_a_rising_count_of_restarts_is_a_restart():
    started = {"sources": seen_by(RUNTIME), "started_at": later(-3600), "restart_count": 1}
    again = started | {"started_at": later(-110), "restart_count": 2}
    change = told(started, again)
    assert change.kind is ChangeKind.RESTART
    assert states(change) == (
        "online|runtime.restartCount=1|runtime.uptimeSeconds=3600",
        "online|runtime.restartCount=2|runtime.uptimeSeconds=120",
    )
    assert fields(change) == ("runtime.restartCount",)


def test_a_count_of_restarts_that_begins_anew_is_none():
    assert told({"restart_count": 5}, {"restart_count": 2}) is None


def test_a_pod_counts_its_restarts_under_the_contracts_name():
    pod = {"type": ResourceType.POD, "sources": seen_by(RUNTIME), "started_at": later(-1800)}
    change = told(pod | {"restart_count": 1}, pod | {"restart_count": 2})
    assert change.from_state == "online|runtime.restarts=1|runtime.uptimeSeconds=1800"


def test_a_shorter_uptime_is_a_restart():
    change = told({"started_at": later(-3600)}, {"started_at": later(-110)})
    assert (change.kind, str(change.text)) == (ChangeKind.RESTART, "Restarted")
    assert fields(change) == ("hypervisor.uptimeSeconds",)


def test_a_start_while_nobody_looked_is_a_restart_whatever_the_uptime():
    change = told({"started_at": later(-60)}, {"started_at": later(3600)}, at=30_000)
    assert change.kind is ChangeKind.RESTART


@pytest.mark.parametrize("wavering_s", [-3600, -30, 1, 30])
def test_a_wavering_start_is_no_restart(wavering_s):
    assert told({"started_at": NOON}, {"started_at": later(wavering_s)}) is None


def test_a_clock_that_is_set_forward_restarts_nothing():
    days = {"started_at": later(-500_000)}
    assert told(days, {"started_at": later(-500_000 + 3600)}, at=3610) is None


def test_another_source_counting_from_another_start_is_no_restart():
    hypervisor = {"sources": seen_by(HYPERVISOR), "started_at": later(-500_000)}
    agent = {"sources": seen_by(AGENT), "started_at": later(-400)}
    assert told(hypervisor, agent) is None


def test_to_be_started_is_no_restart():
    stopped = {"condition": STOPPED, "started_at": later(-5000)}
    change = told(stopped, {"condition": RUNNING, "started_at": later(5)})
    assert (change.kind, str(change.text)) == (ChangeKind.STATE_TRANSITION, "Stopped → Running")


def incident(**given):
    words = {
        "provider": "store",
        "native_id": "1",
        "code": "capacity_runway_low",
        "severity": Severity.WARNING,
        "summary": "PBS datastore archive is READ_ONLY",
    }
    return Incident(**words | given)


def test_an_incident_that_comes_is_an_anomaly():
    change = told({}, {"incidents": (incident(),)})
    assert change.kind is ChangeKind.METRIC_ANOMALY
    assert states(change) == (
        "none",
        "capacity_runway_low[warning]:PBS datastore archive is READ_ONLY",
    )
    assert str(change.text) == "Reported: PBS datastore archive is READ_ONLY"


def test_an_incident_that_goes_is_told_too():
    change = told({"incidents": (incident(),)}, {})
    assert change.to_state == "none"
    assert str(change.text) == "No longer reported: PBS datastore archive is READ_ONLY"


def test_of_several_incidents_the_worst_is_named():
    worse = incident(native_id="2", severity=Severity.CRITICAL, summary="Pool is gone")
    change = told({}, {"incidents": (incident(), worse)})
    assert str(change.text) == "Reported: Pool is gone, and 1 more"


@given(st.integers(0, 100), st.integers(0, 100))
def test_numbers_within_an_incidents_words_are_values(before, after):
    """L-01."""
    was, now = (incident(summary=f"Pool tank is {n}.{n} % full") for n in (before, after))
    assert told({"incidents": (was,)}, {"incidents": (now,)}) is None


def risk(code, words="bad"):
    return Risk(Severity.WARNING, (RiskReason(code, Severity.WARNING, mark("Test", words)),))


def test_a_risk_that_comes_is_an_anomaly():
    change = told({"risk": Risk(Severity.HEALTHY)}, {"risk": risk("wearout_low", "worn out")})
    assert (change.kind, str(change.text)) == (ChangeKind.METRIC_ANOMALY, "Reported: worn out")


def test_a_risk_that_is_a_level_of_a_measured_value_makes_no_change():
    """L-01."""
    assert told({}, {"risk": risk("temperature_high")}) is None


def test_a_move_names_the_new_place_and_relates_both():
    change = told(
        {"parent_id": "agent-1", "parent_name": "pve1"},
        {"parent_id": "agent-2", "parent_name": "pve2"},
    )
    assert (change.kind, str(change.text)) == (ChangeKind.RELATIONSHIP_CHANGE, "Now on pve2")
    assert change.related == ("agent-1", "agent-2")
    assert fields(change) == ("parentId",)


def test_a_renamed_parent_is_no_change_of_its_children():
    parent = {"parent_id": "agent-1"}
    assert told(parent | {"parent_name": "a"}, parent | {"parent_name": "b"}) is None


def relation(target, source=SOURCE):
    return Relationship(RelationKind.DEPENDS_ON, target, source)


def test_a_new_relationship_is_written_as_an_edge():
    change = told({}, {"relationships": (relation("db-1"),)})
    assert states(change) == ("none", "vm-1->db-1[Depends on]")
    assert (change.kind, change.related) == (ChangeKind.RELATIONSHIP_CHANGE, ("db-1",))


def test_the_order_of_relationships_tags_and_capabilities_does_not_matter():
    before = {
        "relationships": (relation("a"), relation("b")),
        "tags": ("x", "y"),
        "capabilities": ("start", "stop"),
    }
    assert told(before, {name: tuple(reversed(each)) for name, each in before.items()}) is None


def test_a_capability_is_counted():
    change = told({}, {"capabilities": ("logs",)})
    assert (change.kind, states(change)) == (ChangeKind.CAPABILITY_CHANGE, ("0", "1"))
    assert str(change.text) == "Can now: logs"


@pytest.mark.parametrize(
    ("before", "after", "field", "text"),
    [
        ({"name": "old"}, {"name": "web"}, "name", "Renamed from old"),
        ({"technology": "lxc"}, {"technology": "qemu"}, "technology", "Now runs as qemu"),
        ({}, {"type": ResourceType.AGENT}, "type", "Now of type agent"),
        ({}, {"tags": ("prod",)}, "tags", "Tags changed to prod"),
        ({}, {"web_url": "https://web"}, "customUrl", "Web address changed"),
        (
            {"identity": Identity(machine_id="a")},
            {"identity": Identity(machine_id="b")},
            "identity",
            "Now identified by b",
        ),
        (
            {"identity": Identity(ip_addresses=("10.0.0.2",))},
            {"identity": Identity(ip_addresses=("10.0.0.2", "10.0.0.3"))},
            "identity",
            "Now identified by 10.0.0.2, 10.0.0.3",
        ),
    ],
)
def test_a_setting_that_changes_is_a_config_update(before, after, field, text):
    change = told(before, after)
    assert (change.kind, fields(change)) == (ChangeKind.CONFIG_UPDATE, (field,))
    assert (str(change.text), change.origin) == (text, Origin.PULSE_DIFF)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Identity(), Identity(machine_id="a", hostnames=("web",))),
        (Identity(machine_id="a", cluster_name="home"), Identity()),
        (
            Identity(mac_addresses=("02:00:00:00:00:01",)),
            Identity(mac_addresses=("02:00:00:00:00:01", "02:00:00:00:00:02")),
        ),
        (
            Identity(ip_addresses=("2001:db8::1", "2001:db8::aa")),
            Identity(ip_addresses=("2001:db8::1", "2001:db8::bb")),
        ),
        (Identity(ip_addresses=("172.17.0.1",)), Identity(ip_addresses=("172.18.0.1",))),
    ],
)
def test_evidence_that_comes_and_goes_is_no_change(before, after):
    assert told({"identity": before}, {"identity": after}) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Identity(machine_id="M-1"), Identity(machine_id=" m-1")),
        (Identity(machine_id="m-1"), Identity(machine_id="unknown")),
        (Identity(dmi_uuid="4C4C4544-AA"), Identity(dmi_uuid="4c4c4544-aa")),
        (Identity(cluster_name="home "), Identity(cluster_name="home")),
        (Identity(hostnames=("PVE1.lan.",)), Identity(hostnames=("pve1.lan",))),
        (
            Identity(mac_addresses=("02-00-00-00-00-0A",)),
            Identity(mac_addresses=("0200.0000.000a",)),
        ),
    ],
)
def test_another_spelling_of_the_same_evidence_is_no_change(before, after):
    assert told({"identity": before}, {"identity": after}) is None


def test_a_network_card_that_replaces_all_others_is_a_change():
    cards = [Identity(mac_addresses=(f"02:00:00:00:00:0{n}",)) for n in (1, 2)]
    assert fields(told({"identity": cards[0]}, {"identity": cards[1]})) == ("identity",)


@pytest.mark.parametrize(
    ("says", "field"),
    [
        (Annotation(notes="mine"), "notes"),
        (Annotation(description="the shop"), "description"),
        (Annotation(web_url="https://web"), "customUrl"),
        (Annotation(tags=("mine",)), "tags"),
    ],
)
def test_what_the_user_says_is_the_users_doing(says, field):
    change = told({}, {"annotation": says})
    assert (change.kind, fields(change)) == (ChangeKind.CONFIG_UPDATE, (field,))
    assert (change.origin, change.adapter) == (Origin.USER_ACTION, None)


def test_long_notes_are_cut():
    """The contract's limit of an excerpt is 500 characters."""
    assert len(told({}, {"annotation": Annotation(notes="x" * 5000)}).to_state) == 500


def node(**given):
    facet = NodeFacet(node_name="pve1", instance="home", **given)
    return {"facets": (SourcedFacet(SOURCE, facet),)}


def guest(**given):
    facet = GuestFacet(vmid=101, node_name="pve1", instance="home", **given)
    return {"facets": (SourcedFacet(SOURCE, facet),)}


def container(image=None, **update):
    facet = ContainerFacet(
        container_id="c",
        host_source_id="h",
        container_state="running",
        image=image,
        update_status=ImageUpdate(**update) if update else None,
    )
    return {"facets": (SourcedFacet(RUNTIME.name, facet),)}


def test_a_lock_is_a_matter_of_state():
    change = told(guest(), guest(lock="backup"))
    assert (change.kind, fields(change)) == (ChangeKind.STATE_TRANSITION, ("hypervisor.lock",))
    assert (states(change), str(change.text)) == (("none", "backup"), "Lock: none → backup")


def test_to_join_a_cluster_is_a_config_update():
    change = told(node(), node(cluster_name="home"))
    assert (change.kind, fields(change)) == (ChangeKind.CONFIG_UPDATE, ("hypervisor.clusterName",))


def test_a_new_image_is_a_config_update():
    change = told(container("nginx:1"), container("nginx:2"))
    assert (change.kind, str(change.text)) == (
        ChangeKind.CONFIG_UPDATE,
        "Image: nginx:1 → nginx:2",
    )


def test_a_new_version_is_a_config_update_and_to_learn_of_one_is_none():
    change = told(node(version="8.1"), node(version="8.2"))
    assert (change.kind, fields(change)) == (ChangeKind.CONFIG_UPDATE, ("hypervisor.version",))
    assert told(node(), node(version="8.2")) is None


def test_a_newer_image_is_told_once_it_is_published_and_not_whenever_it_is_looked_for():
    checked = container(update_available=False, last_checked=NOON)
    assert told(container(), checked) is None
    assert told(checked, container(update_available=False, last_checked=later(9))) is None
    change = told(checked, container(update_available=True))
    assert (change.kind, states(change)) == (ChangeKind.STATE_TRANSITION, ("none", "available"))
    assert fields(change) == ("runtime.updateStatus",)


@pytest.mark.parametrize("facet", list(WATCHED))
def test_every_watched_fact_is_one_that_its_facet_has(facet):
    names = {field.name for field in dataclass_fields(facet)}
    assert {fact.attribute for fact in WATCHED[facet]} <= names


def test_a_source_that_comes_tells_nothing_new_of_the_thing():
    assert told({}, guest(lock="backup")) is None
    assert told(guest(lock="backup"), {}) is None


@pytest.mark.parametrize(
    "words",
    [{"web_url": "https://pve1:8006"}, {"tags": ("prod",)}, {"technology": "qemu"}],
    ids=lambda words: next(iter(words)),
)
def test_what_only_came_or_went_with_a_source_is_no_change(words):
    """L-01: a node is as it was, whether its agent or its hypervisor was read first."""
    silent = resource(sources=seen_by(AGENT), technology="linux")
    joined_by = replace(silent, sources=seen_by(AGENT, HYPERVISOR), **words)
    alone = look(silent)
    both = Seen(joined_by, RUNNING, (*alone.said, word(joined_by, HYPERVISOR, ())))
    assert difference(alone, both, later(10), SOURCE) is None
    assert difference(both, alone, later(10), SOURCE) is None


def test_the_order_of_sources_does_not_matter():
    first, second = guest()["facets"] + guest(lock="backup")["facets"], node()["facets"]
    assert told({"facets": first[:1] + second}, {"facets": second + first[:1]}) is None


def aged(**given):
    """A look at which the agent has gone quiet, so that the hypervisor is believed."""
    quiet = {**seen_by(AGENT, state=SourceState.STALE), **seen_by(HYPERVISOR)}
    return {"sources": MappingProxyType(quiet), **given}


def fresh(**given):
    return {"sources": seen_by(AGENT, HYPERVISOR), **given}


def test_to_believe_another_source_because_one_is_quiet_is_no_change():
    """L-01: going stale, and coming back, is no change of the thing."""
    by_agent = {"name": "pve1.lan", "condition": ONLINE, "technology": "linux"}
    by_hypervisor = {"name": "pve1", "condition": RUNNING, "technology": "qemu"}
    assert told(fresh(**by_agent), aged(**by_hypervisor)) is None
    assert told(aged(**by_hypervisor), fresh(**by_agent)) is None


def test_what_happens_while_a_source_is_quiet_is_told():
    assert states(told(fresh(), aged(condition=OFFLINE))) == ("online", "offline")
    assert fields(told(aged(name="old"), aged())) == ("name",)
    assert fields(told(fresh(), aged(tags=("new",)))) == ("tags",)


ALL_AT_ONCE = {
    ChangeKind.RESTART: {"restart_count": 2},
    ChangeKind.METRIC_ANOMALY: {"incidents": (incident(),)},
    ChangeKind.STATE_TRANSITION: {"condition": OFFLINE},
    ChangeKind.RELATIONSHIP_CHANGE: {"relationships": (relation("db"),)},
    ChangeKind.CAPABILITY_CHANGE: {"capabilities": ("logs",)},
    ChangeKind.CONFIG_UPDATE: {"tags": ("prod",)},
}


@given(st.sets(st.sampled_from(list(ALL_AT_ONCE)), min_size=1))
def test_one_change_is_told_and_the_weightiest_gives_it_its_kind(kinds):
    """L-01: restart, anomaly, transition, relationship, capability, configuration."""
    before = {"condition": ONLINE, "restart_count": 1}
    after = before | {k: v for kind in kinds for k, v in ALL_AT_ONCE[kind].items()}
    change = told(before, after)
    assert change.kind == next(kind for kind in ALL_AT_ONCE if kind in kinds)
    assert len(fields(change)) == len(kinds)


def test_a_fact_that_is_only_configuration_weighs_no_more_than_that():
    before, after = container("nginx:1"), container("nginx:2")
    change = told(before, after | {"relationships": (relation("db"),)})
    assert change.kind is ChangeKind.RELATIONSHIP_CHANGE


def test_a_thing_is_not_related_to_itself():
    assert told({}, {"relationships": (relation("vm-1"), relation("db"))}).related == ("db",)


def test_the_lesser_changes_are_told_in_the_same_sentence():
    change = told({}, {"condition": STOPPED, "tags": ("old",)})
    assert str(change.text) == "Running → Stopped · Tags changed to old"


def test_the_same_difference_has_the_same_id_and_another_one_has_not():
    """L-01: idempotent by id."""
    first, again = (told({}, {"tags": ("a",)}) for _ in range(2))
    assert first.id == again.id
    assert first.id != told({}, {"tags": ("b",)}).id
    assert first.id != told({}, {"tags": ("a",)}, at=11).id


def test_a_difference_says_who_read_it_and_how_sure_it_is():
    change = told({}, {"condition": STOPPED})
    assert change.adapter == "hypervisor_adapter"
    assert (change.origin, change.confidence) == (Origin.PULSE_DIFF, Confidence.HIGH)


TASK = Activity(
    native_event="task-1",
    subject="web",
    type=ResourceType.VM,
    at=NOON,
    text=mark("Test", "Power on"),
    nature="hypervisor_task",
    state="success",
    actor="root",
    details=MappingProxyType({"connectionId": "vc-1"}),
)


def member(identifier, native_id="web", source=HYPERVISOR):
    return Member(identifier, ResourceType.VM, "web", source, native_id)


def test_an_activity_is_what_a_platform_told():
    change = activity_change(resource(), TASK, SOURCE, later(60))
    assert (change.kind, change.origin) == (ChangeKind.ACTIVITY, Origin.PLATFORM_EVENT)
    assert (change.at, change.observed_at, change.actor) == (NOON, later(60), "root")
    assert change.metadata == {
        "activity_type": "hypervisor_task",
        "native_id": "task-1",
        "title": "Power on",
        "state": "success",
        "connectionId": "vc-1",
    }


def test_an_activitys_id_is_the_contracts():
    """L-01: SHA-1 over resource, adapter, nature and the source's own id."""
    change = activity_change(resource(members=(member("vm-1"),)), TASK, SOURCE)
    assert change.id == "activity-39cc9674edec7b53acc26533bf0da11b9d445ba7"


def test_an_activity_is_the_same_one_when_its_resource_is_under_another_id():
    """L-01: a machine id that becomes known changes the resource's id, not what happened."""
    members = (member("agent-1", source=AGENT), member("vm-1"))
    before, after = resource(members=members[1:]), resource("agent-2", members=members)
    told = [activity_change(each, TASK, SOURCE) for each in (before, after)]
    assert [change.resource for change in told] == ["vm-1", "agent-2"]
    assert told[0].id == told[1].id


def test_an_activity_of_what_moved_is_known_by_the_id_it_had_before():
    """L-01: a guest on another node has another native id and is the same."""
    moved = replace(TASK, subject="pve2:web")
    told = (
        activity_change(resource(members=(member("vm-1"),)), TASK, SOURCE),
        activity_change(resource(members=(member("vm-1", "pve2:web"),)), moved, SOURCE),
    )
    assert told[0].id == told[1].id


def test_an_activity_without_an_id_is_known_by_its_time_and_words():
    bare = replace(TASK, native_event="")
    ids = {
        activity_change(resource(), each, SOURCE).id
        for each in (
            bare,
            replace(bare),
            replace(bare, at=NOON + timedelta(seconds=1)),
            replace(bare, message="again"),
        )
    }
    assert len(ids) == 3


def test_a_thing_that_was_recognised_says_so_on_its_own_timeline():
    change = joined(resource("vm-1"), resource("vm-2", name="pve1"), NOON, SOURCE)
    assert (change.resource, change.kind) == ("vm-1", ChangeKind.RELATIONSHIP_CHANGE)
    assert str(change.text) == "Recognised as the same as pve1"
    assert change.related == ("vm-2",)


def test_a_thing_that_was_split_off_says_so_on_its_own_timeline():
    change = parted(resource("vm-1"), resource("vm-2", name="pve1"), NOON, SOURCE)
    assert str(change.text) == "No longer the same as pve1"
    assert change.id != joined(resource("vm-1"), resource("vm-2"), NOON, SOURCE).id
