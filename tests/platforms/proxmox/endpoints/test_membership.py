"""Who counts as a member of a cluster, as ways to it go."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.address import Address
from pulse_desktop.platforms.proxmox.route import Endpoint
from pulse_desktop.platforms.proxmox.ve.endpoints.endpoints import REST, Endpoints
from pulse_desktop.platforms.proxmox.ve.wire import Member, Node
from pulse_desktop.provider.tls import Trust

PIN_B, PIN_C = ":".join(["BB"] * 32), ":".join(["CC"] * 32)
OWN = Endpoint(Address("pve-a.lan", 443), Trust(fingerprint=":".join(["AA"] * 32)))
A = Member(type="node", name="a", ip="10.0.0.1", local=1)
B, C = Member(type="node", name="b", ip="10.0.0.2"), Member(type="node", name="c", ip="10.0.0.3")
QUORATE, SPLIT = Member(type="cluster", quorate=1), Member(type="cluster", quorate=0)
NODES = (Node(node="b", ssl_fingerprint=PIN_B.lower()), Node(node="c", ssl_fingerprint=PIN_C))
LOST = ProviderError(Category.REFUSED, mark("Test", "Refused."))


class Watch:
    """The time."""

    at = datetime(2026, 5, 1, tzinfo=UTC)

    def __call__(self):
        return self.at


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def endpoints(watch):
    """They know of all three members."""
    made = Endpoints(OWN, watch)
    made.learn((QUORATE, A, B, C), NODES)
    return made


def hosts(endpoints):
    """The other ways."""
    return [each.address.host for each in endpoints.members]


def test_the_other_members_are_at_the_users_own_port_each_with_its_own_pin(endpoints):
    found = [(e.address, e.trust.fingerprint) for e in endpoints.members]
    assert found == [(Address("10.0.0.2", 443), PIN_B), (Address("10.0.0.3", 443), PIN_C)]


@pytest.mark.parametrize(
    "ip", ["a\r\nX: y", "[::1]:8006", "../..", "user@evil", "\ud800", "a" * 999]
)
def test_what_is_no_ip_address_is_no_way(endpoints, ip):
    """X-10: a member is not asked at whatever it is said to be."""
    endpoints.learn((QUORATE, A, msgspec.structs.replace(B, ip=ip), C), NODES)
    assert hosts(endpoints) == ["10.0.0.2", "10.0.0.3"]


def test_a_ca_vouches_for_a_member_whose_pin_is_unknown(watch):
    found = Endpoints(Endpoint(OWN.address, Trust(ca_file="ca.pem")), watch)
    found.learn((QUORATE, A, B), ())
    assert found.members == (Endpoint(Address("10.0.0.2", 443), Trust(ca_file="ca.pem")),)


def test_a_member_is_dropped_after_two_readings_without_it(endpoints):
    endpoints.learn((QUORATE, A, B), NODES)
    assert hosts(endpoints) == ["10.0.0.2", "10.0.0.3"]
    endpoints.learn((QUORATE, A, B), NODES)
    assert hosts(endpoints) == ["10.0.0.2"]


def test_one_reading_that_is_used_twice_counts_once(endpoints):
    reading = (QUORATE, A, B)
    for _ in range(3):
        endpoints.learn(reading, NODES)
    assert "10.0.0.3" in hosts(endpoints)


def test_without_quorum_nobody_is_dropped(endpoints):
    for _ in range(5):
        endpoints.learn((SPLIT, A), NODES)
    assert hosts(endpoints) == ["10.0.0.2", "10.0.0.3"]


def test_a_member_that_comes_back_in_between_counts_anew(endpoints):
    for members in ((QUORATE, A, B), (QUORATE, A, B, C), (QUORATE, A, B)):
        endpoints.learn(members, NODES)
    assert "10.0.0.3" in hosts(endpoints)


def test_a_pin_outlives_a_reading_that_does_not_tell_it(endpoints):
    endpoints.learn((QUORATE, A, B, C), ())
    assert [e.trust.fingerprint for e in endpoints.members] == [PIN_B, PIN_C]


def test_the_next_member_is_taken_when_one_cannot_be_reached_either(endpoints):
    assert endpoints.unreached(OWN, LOST)
    assert endpoints.unreached(endpoints.endpoint, LOST)
    assert endpoints.endpoint.address.host == "10.0.0.3"


def test_when_none_can_be_reached_the_users_own_is_tried_again(endpoints, watch):
    for _ in range(2):
        assert endpoints.unreached(endpoints.endpoint, LOST)
    assert not endpoints.unreached(endpoints.endpoint, LOST)
    assert endpoints.is_home
    watch.at += REST + timedelta(seconds=1)
    assert endpoints.unreached(OWN, LOST)


def test_the_own_node_is_no_other_way_when_a_member_tells_of_it(endpoints):
    endpoints.unreached(OWN, LOST)
    endpoints.learn((QUORATE, Member(type="node", name="a", ip="10.0.0.1"), B, C), NODES)
    assert hosts(endpoints) == ["10.0.0.2", "10.0.0.3"]
