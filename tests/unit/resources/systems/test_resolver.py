"""Which resources are one machine: the top-level systems."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.condition import OFFLINE, ONLINE, UNKNOWN, Condition, Shape, Status
from pulse_desktop.model.facet import EngineFacet, NodeFacet
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.operator import Split
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.source import Role
from pulse_desktop.model.text import mark
from pulse_desktop.resources.systems.group import SystemKind
from simulators.read_states import resource, state_of
from simulators.scripted import AGENT, HYPERVISOR, RUNTIME, source

PBS, CLUSTER = ResourceType.PBS, ResourceType.K8S_CLUSTER
WARNING = Condition(Status.WARNING, Shape.WARNING, mark("t", "warning"))


def known_as(*hostnames, **fields):
    return Identity(hostnames=hostnames, **fields)


def systems(*resources, **fields):
    """The names of what each system consists of."""
    groups = state_of(*resources, **fields).systems()
    return [[resource.name for resource in group.resources] for group in groups]


def only(*resources):
    (group,) = state_of(*resources).systems()
    return group


def test_a_lone_machine_is_a_system_by_itself():
    group = only(resource("pve1"))
    assert (group.id, group.name, group.reasons) == ("agent-pve1", "pve1", ("standalone",))


def test_guests_disks_and_pods_are_no_systems():
    kinds = (ResourceType.VM, ResourceType.PHYSICAL_DISK, ResourceType.POD)
    assert systems(*(resource("x", kind) for kind in kinds)) == []


def test_an_equal_machine_id_makes_one_system():
    """T-06: across types too, as with a backup server on a monitored host."""
    identity = Identity(machine_id="4C4C")
    host = resource("nas", said_by=(AGENT,), identity=identity)
    group = only(resource("backup", PBS, identity=identity), host)
    assert [r.name for r in group.resources] == ["nas", "backup"]
    assert (group.reasons, group.signals) == (("shared-identity",), ("machine-id",))


@pytest.mark.parametrize(
    "identity",
    [
        Identity(dmi_uuid="4c4c4544-0042"),
        known_as("nas.lan", mac_addresses=("aa:bb:cc:dd:ee:ff",)),
    ],
)
def test_a_match_of_at_least_90_percent_makes_one_system(identity):
    backup = resource("backup", PBS, identity=identity)
    assert only(resource("nas", identity=identity), backup).reasons == ("identity-match",)


def test_a_placeholder_of_the_firmware_makes_nothing_one_system():
    identity = Identity(machine_id="none", dmi_uuid="Not Specified", mac_addresses=())
    assert (
        len(systems(resource("a", identity=identity), resource("b", PBS, identity=identity))) == 2
    )


def test_an_exact_host_name_attaches_to_the_one_better_system():
    node = resource("pve1", identity=known_as("pve1.lan"))
    engine = resource("engine", said_by=(RUNTIME,), identity=known_as("PVE1.lan."))
    group = only(engine, node)
    assert [r.name for r in group.resources] == ["pve1", "engine"]
    assert group.reasons == ("exact-host-attachment",)


def test_a_short_name_is_not_the_exact_name():
    node = resource("pve1", identity=known_as("pve1.lan"))
    engine = resource("engine", said_by=(RUNTIME,), identity=known_as("pve1"))
    assert systems(node, engine) == [["engine"], ["pve1"]]


def test_an_exact_address_attaches_to_the_one_better_system():
    facet = NodeFacet(node_name="pve1", instance="lab", host="10.0.0.11")
    backup = resource("backup", PBS, web_url="https://10.0.0.11:8007")
    assert only(resource("pve1", facets=(facet,)), backup).reasons == ("exact-ip-attachment",)


def test_an_address_that_many_machines_have_attaches_nothing():
    bridge = Identity(ip_addresses=("172.17.0.1",))
    engine = resource("engine", said_by=(RUNTIME,), identity=bridge)
    assert len(systems(resource("pve1", identity=bridge), engine)) == 2


def test_the_name_that_every_machine_has_attaches_nothing():
    named = known_as("localhost")
    assert len(systems(resource("a", identity=named), resource("b", PBS, identity=named))) == 2


def test_several_candidates_attach_nothing():
    """T-06: ambiguity keeps them apart."""
    nodes = [resource(name, identity=known_as("same")) for name in ("pve1", "pve2")]
    engine = resource("engine", said_by=(RUNTIME,), identity=known_as("same"))
    assert len(systems(*nodes, engine)) == 3


def test_equal_systems_never_attach_to_each_other():
    hosts = [resource(n, said_by=(AGENT,), identity=known_as("same")) for n in ("a", "b")]
    assert len(systems(*hosts)) == 2


def test_an_attachment_can_lead_to_the_next():
    node = resource("pve1", identity=known_as("pve1"))
    engine = resource("engine", said_by=(RUNTIME,), identity=known_as("pve1", "second"))
    backup = resource("backup", PBS, identity=known_as("second"))
    assert systems(backup, engine, node) == [["pve1", "engine", "backup"]]


def test_two_candidates_that_turn_out_to_be_one_are_one():
    node = resource("pve1", identity=known_as("pve1", "shared"))
    engine = resource("engine", said_by=(RUNTIME,), identity=known_as("pve1", "shared"))
    backup = resource("backup", PBS, identity=known_as("shared"))
    assert systems(backup, engine, node) == [["pve1", "engine", "backup"]]


def test_a_short_name_with_the_same_card_is_a_match():
    card = ("aa:bb:cc:dd:ee:ff",)
    host = resource("nas", identity=known_as("nas.lan", mac_addresses=card))
    backup = resource("backup", PBS, identity=known_as("NAS", mac_addresses=("AA-BB-CC-DD-EE-FF",)))
    assert only(host, backup).signals == ("hostname+mac",)


def test_an_agent_that_two_resources_name_makes_one_system():
    engine = EngineFacet(host_source_id="e", hostname="e", runtime="engine", agent_id=" a1 ")
    host = resource("host", said_by=(AGENT,), native_id="a1")
    group = only(host, resource("engine", said_by=(RUNTIME,), facets=(engine,)))
    assert group.signals == ("agent-id",)


def test_a_cluster_is_never_part_of_a_machine():
    identity = known_as("pve1", machine_id="4C4C", ip_addresses=("10.0.0.1",))
    machine = resource("pve1", identity=identity)
    cluster = resource("lab", CLUSTER, identity=identity, said_by=(source(Role.ORCHESTRATOR),))
    assert systems(machine, cluster) == [["lab"], ["pve1"]]


def test_a_display_name_makes_nothing_one_system():
    """T-05: a friendly name is never identity."""
    assert len(systems(resource("NAS"), resource("NAS", PBS, native_id="backup"))) == 2


def test_what_the_user_split_is_two_systems():
    identity = Identity(machine_id="4C4C")
    host, backup = resource("nas", identity=identity), resource("backup", PBS, identity=identity)
    split = Split(leaver=backup.members[0].id, keeper=host.members[0].id)
    assert len(systems(host, backup, verdicts=frozenset({split}))) == 2


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (resource("x"), SystemKind.HYPERVISOR),
        (resource("x", said_by=(source(Role.APPLIANCE),)), SystemKind.APPLIANCE),
        (resource("x", said_by=(AGENT, RUNTIME)), SystemKind.ENGINE_HOST),
        (resource("x", said_by=(AGENT,)), SystemKind.HOST),
        (resource("x", PBS), SystemKind.BACKUP_SERVER),
        (resource("x", ResourceType.PMG), SystemKind.MAIL_GATEWAY),
        (resource("x", CLUSTER), SystemKind.CLUSTER),
    ],
)
def test_a_system_is_what_its_best_source_says(made, kind):
    assert only(made).kind is kind


def test_the_worst_status_is_the_systems():
    def status(*conditions):
        identity = Identity(machine_id="4C4C")
        parts = [resource(str(n), condition=c, identity=identity) for n, c in enumerate(conditions)]
        return only(*parts).status

    assert status(ONLINE, UNKNOWN) is Status.UNKNOWN
    assert status(UNKNOWN, WARNING) is Status.WARNING
    assert status(WARNING, OFFLINE, ONLINE) is Status.OFFLINE


def test_one_source_is_named_and_several_are_multiple():
    assert only(resource("x")).source == "hypervisor"
    assert only(resource("x", said_by=(HYPERVISOR, AGENT))).source == "multiple"


ESTATE = [
    resource("pve1", identity=known_as("pve1", "pve1.lan")),
    resource("pve2", identity=known_as("pve2", machine_id="22")),
    resource(
        "e1",
        said_by=(RUNTIME,),
        identity=known_as("pve1"),
        facets=(EngineFacet(host_source_id="e1", hostname="pve1", runtime="engine"),),
    ),
    resource("e2", said_by=(RUNTIME,), identity=known_as("pve1.lan", ip_addresses=("10.0.0.2",))),
    resource("pbs", PBS, identity=known_as("pve2", machine_id="22")),
    resource("pmg", ResourceType.PMG, web_url="https://10.0.0.2:8006"),
    resource("lab", CLUSTER),
]


@given(st.permutations(ESTATE))
def test_the_order_of_the_resources_does_not_matter(shuffled):
    """T-06: one resolver, one answer."""
    assert state_of(*shuffled).systems() == state_of(*ESTATE).systems()


def test_every_resource_is_in_exactly_one_system():
    found = [r.id for group in state_of(*ESTATE).systems() for r in group.resources]
    assert sorted(found) == sorted(ResourceId(r.id) for r in ESTATE)
