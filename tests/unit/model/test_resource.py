"""The facets, records and statuses of what is shown."""

from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType

from pulse_desktop.model.condition import ONLINE, Status
from pulse_desktop.model.facet import DiskFacet, GuestFacet, HostFacet, NodeFacet
from pulse_desktop.model.identity import NO_IDENTITY
from pulse_desktop.model.ids import ConnectionId, PlatformId, ResourceId, SourceName
from pulse_desktop.model.metric import Measurement
from pulse_desktop.model.poll import Observed
from pulse_desktop.model.resource import Measured, Resource, SourcedFacet
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.source import Role, Source

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
TRUSTED, OTHER = HostFacet(hostname="inside"), HostFacet(hostname="outside")

HOST = Resource(
    id=ResourceId("agent-0123456789abcdef"),
    type=ResourceType.AGENT,
    name="desk",
    condition=ONLINE,
    technology=None,
    sources=MappingProxyType({}),
    identity=NO_IDENTITY,
    metrics=MappingProxyType({}),
    series=None,
    parent_id=None,
    parent_name=None,
    child_count=0,
    tags=(),
    web_url=None,
    started_at=None,
    restart_count=None,
    facets=(
        SourcedFacet(SourceName("a"), NodeFacet(node_name="desk", instance="lab")),
        SourcedFacet(SourceName("b"), TRUSTED),
        SourcedFacet(SourceName("c"), OTHER),
    ),
    facts=(),
    last_seen_at=NOON,
    updated_at=NOON,
    is_stale=False,
)


def test_a_facet_is_that_of_the_most_trusted_source_that_has_one():
    assert HOST.facet(HostFacet) is TRUSTED


def test_a_facet_that_no_source_has_is_absent():
    assert HOST.facet(GuestFacet) is None


def test_the_status_is_that_of_the_condition():
    assert replace(HOST, condition=ONLINE).status is Status.ONLINE


def test_a_measured_value_keeps_its_source_and_time():
    source = Source(SourceName("a"), Role.AGENT, PlatformId("x"), ConnectionId("conn-1"))
    measured = Measured(Measurement(0.5), source, NOON)
    assert (measured.value, measured.source, measured.at) == (0.5, source, NOON)


def test_a_poll_is_degraded_when_an_optional_read_failed():
    """P-06: the base stands, and the record says degraded."""
    seen = Observed(collected_at=NOON, counts={}, issue_count=4)
    assert seen.degraded
    assert not replace(seen, issue_count=0).degraded


def test_a_facet_of_two_sources_is_filled_from_the_less_trusted_one():
    smart = DiskFacet(serial="S1", health="UNKNOWN", used="ZFS")
    listed = DiskFacet(serial="S2", health="PASSED", device_path="/dev/sda")
    facets = (SourcedFacet("agent", smart), SourcedFacet("hypervisor", listed))
    found = replace(HOST, facets=facets).facet(DiskFacet)
    assert (found.serial, found.health, found.device_path) == ("S1", "PASSED", "/dev/sda")
