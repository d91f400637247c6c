"""Whom the user is offered as the same thing, in which order, and why."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.identity import Identity
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.resources.candidates import likeness, merge_candidates
from pulse_desktop.resources.canonical_id import Basis, Claim
from pulse_desktop.resources.contribution import Contribution
from pulse_desktop.resources.evidence import evidence_of
from pulse_desktop.resources.grouping import confidence
from pulse_desktop.resources.read_state import ReadState
from simulators.canonical import resource
from simulators.scripted import AGENT, NOON, observation

NODE = Identity(
    machine_id="3f2a",
    dmi_uuid="4c4c4544-0042",
    hostnames=("pve1.lan",),
    ip_addresses=("10.0.0.11", "172.17.0.1"),
    mac_addresses=("00:11:22:33:44:55",),
)
identities = st.builds(
    Identity,
    machine_id=st.sampled_from([None, "a", "b"]),
    hostnames=st.sampled_from([(), ("pve1",), ("PVE1.lan",), ("minipc",)]),
    ip_addresses=st.sampled_from([(), ("10.0.0.11/24",), ("127.0.0.1",)]),
    mac_addresses=st.sampled_from([(), ("0011.2233.4455",)]),
)


def host(name, type_=ResourceType.AGENT, **identity):
    found = resource(name, type_, identity=Identity(**identity))
    return replace(found, id=ResourceId(f"{type_}-{name}"))


def estate(*resources):
    return ReadState(1, MappingProxyType({r.id: r for r in resources}))


def offered(resource, *others):
    found = merge_candidates(resource, estate(resource, *others))
    return [(c.resource.name, c.likeness.confidence) for c in found]


@pytest.mark.parametrize(
    ("shared", "confidence", "said"),
    [
        ({"machine_id": " 3F2A "}, 1.0, "Same machine ID 3f2a"),
        ({"dmi_uuid": "4C4C4544-0042"}, 0.99, "Same hardware UUID 4c4c4544-0042"),
        (
            {"hostnames": ("PVE1",), "mac_addresses": ("0011.2233.4455",)},
            0.9,
            "Same host name pve1 and MAC address 00:11:22:33:44:55",
        ),
        (
            {"hostnames": ("pve1",), "ip_addresses": ("10.0.0.11/24",)},
            0.8,
            "Same host name pve1 and IP address 10.0.0.11",
        ),
        ({"hostnames": ("pve1.other",)}, 0.5, "Same host name pve1"),
        ({"ip_addresses": ("10.0.0.11",)}, 0.4, "Same IP address 10.0.0.11"),
        ({"ip_addresses": ("172.17.0.1",)}, 0.0, "Nothing known in common"),
        ({"mac_addresses": ("00:11:22:33:44:55",)}, 0.0, "Nothing known in common"),
    ],
)
def test_each_evidence_has_its_confidence(shared, confidence, said):
    found = likeness(NODE, Identity(**shared))
    assert (found.confidence, str(found.text)) == (confidence, said)


@given(identities, identities)
def test_evidence_does_not_depend_on_who_is_asked_first(one, other):
    assert likeness(one, other) == likeness(other, one)


def told(identity, name):
    """The evidence that the registry has of a host with that identity."""
    seen = observation(name, ResourceType.AGENT, identity=identity)
    claim = Claim(Basis.SOURCE, ResourceId(name))
    return evidence_of(ResourceId(name), claim, [Contribution(AGENT, seen, NOON)])


@given(identities, identities)
def test_the_user_is_told_what_the_rules_see(one, other):
    """T-07: one table of evidence, for what is merged and for what is offered."""
    assert likeness(one, other).confidence == confidence(told(one, "a"), told(other, "b"))


def test_a_remote_engine_with_only_a_host_name_is_offered_first():
    node = host("pve1", hostnames=("pve1",), cluster_name="homelab")
    engine = host("zz-engine", hostnames=("pve1.lan",))
    assert offered(node, host("aaa"), engine) == [("zz-engine", 0.5), ("aaa", 0.0)]


def test_more_evidence_comes_first_and_equal_evidence_by_name():
    node = host("pve1", hostnames=("pve1",), ip_addresses=("10.0.0.11",))
    both = host("z", hostnames=("pve1",), ip_addresses=("10.0.0.11",))
    name = [host(n, hostnames=("pve1",)) for n in ("C", "b")]
    address = host("a", ip_addresses=("10.0.0.11",))
    assert offered(node, address, *name, both) == [("z", 0.8), ("b", 0.5), ("C", 0.5), ("a", 0.4)]


def test_only_resources_of_the_same_type_are_offered():
    node = host("pve1", machine_id="m")
    assert offered(node, host("guest", ResourceType.VM, machine_id="m")) == []
