"""Facets can be told apart and come back from disk as they were; what they derive is exact."""

import re
import types
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse_desktop.model import facet
from pulse_desktop.model.facet import (
    Datastore,
    DiskFacet,
    FileSystem,
    HostFacet,
    ManagedFacet,
    NodeTemperatures,
    Sensor,
    Smart,
)
from pulse_desktop.model.snapshot import ResourceType, Snapshot
from pulse_desktop.monitoring.last_seen import decode, encode
from simulators.scripted import observation, snapshot

PLAIN = {
    str: st.text(max_size=8),
    int: st.integers(-(2**40), 2**63 - 1),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    type(None): st.none(),
    datetime: st.datetimes(timezones=st.just(UTC)),
}


CONTRACT = {
    facet.NodeFacet: """nodeName clusterName isClusterMember instance host guestUrl connectionHealth
        temperatureDetails kernelVersion uptime cpuInfo loadAverage pendingUpdates
        pendingUpdatesCheckedAt temperatureMonitoringEnabled swapUsed swapTotal linkedAgentId""",
    facet.GuestFacet: """nodeName pool instance vmid containerType isOci cpus template uptime
        lastBackup diskStatusReason osName osVersion agentVersion networkInterfaces osTemplate
        disks swapUsed swapTotal balloon lock""",
    facet.StorageFacet: """type contentTypes shared enabled active isCeph isZfs platform topology
        protection nodes pool path zfsPoolState zfsReadErrors zfsWriteErrors zfsChecksumErrors
        arrayState syncAction syncProgress numProtected numDisabled numInvalid numMissing""",
    facet.HostFacet: """agentId agentVersion hostname machineId tokenId tokenName tokenHint
        tokenLastUsedAt platform osName osVersion kernelVersion architecture cpuCount loadAverage
        uptimeSeconds intervalSeconds networkInterfaces memory smart raid diskIo ceph
        commandsEnabled reportIp diskExclude isLegacy linkedNodeId linkedVmId linkedContainerId""",
    facet.EngineFacet: """hostSourceId agentId hostname displayName customDisplayName machineId
        runtime runtimeVersion os kernelVersion architecture agentVersion cpus totalMemoryBytes
        uptimeSeconds loadAverage intervalSeconds containerCount updatesAvailableCount
        updatesLastCheckedAt tokenId hidden pendingUninstall isLegacy command swarm
        networkInterfaces""",
    facet.Cluster: """nodeId nodeRole localState controlAvailable clusterId clusterName scope
        error""",
    facet.ContainerFacet: """containerId image containerState health restartCount exitCode ports
        labels networks mounts updateStatus""",
    facet.ImageUpdate: "updateAvailable currentDigest latestDigest lastChecked error",
    facet.ServiceFacet: """serviceId stack mode desiredTasks runningTasks completedTasks
        endpointPorts""",
    facet.BackupServerFacet: """instanceId hostname hostUrl guestUrl version uptimeSeconds
        datastores backupJobs syncJobs verifyJobs pruneJobs garbageJobs connectionHealth""",
    facet.Datastore: "name total used available status error deduplicationFactor",
    facet.MailGatewayFacet: """instanceId hostname version nodeCount uptimeSeconds queueActive
        queueDeferred queueHold queueIncoming queueTotal mailCountTotal spamIn virusIn
        connectionHealth lastUpdated nodes mailStats quarantine spamDistribution relayDomains
        domainStats domainStatsAsOf""",
    facet.Quarantine: "spam virus attachment blacklisted",
    facet.ClusterFacet: """clusterId clusterName sourceName sourceStatus agentId context server
        version pendingUninstall agentVersion intervalSeconds metricCapabilities""",
    facet.ClusterNodeFacet: """nodeUid nodeName ready unschedulable roles kubeletVersion
        containerRuntimeVersion osImage kernelVersion architecture uptimeSeconds""",
    facet.PodFacet: """namespace podUid podPhase podReason podMessage podContainers restarts
        ownerKind ownerName image labels uptimeSeconds nodeName""",
    facet.DeploymentFacet: """namespace deploymentUid desiredReplicas updatedReplicas readyReplicas
        availableReplicas labels""",
    facet.MetricCapabilities: """nodeCpuMemory nodeTelemetry podCpuMemory podNetwork
        podEphemeralDisk podDiskIo""",
    facet.DiskFacet: """devicePath model serial wwn type sizeBytes health wearout temperature
        temperatureAggregate rpm used storageRole storageGroup storageState smart""",
    facet.TemperatureAggregate: "windowDays minCelsius avgCelsius maxCelsius",
    facet.Smart: """powerOnHours powerCycles reallocatedSectors pendingSectors offlineUncorrectable
        udmaCrcErrors percentageUsed availableSpare mediaErrors unsafeShutdowns""",
    facet.CephFacet: """fsid healthStatus healthMessage numMons numMgrs numOsds numOsdsUp numOsdsIn
        numPgs pools services""",
    facet.ApplianceFacet: "hostname version uptimeSeconds",
    facet.ManagedFacet: """connectionId connectionName managedObjectId entityType hostUuid
        datacenterId datacenterName computeResourceId computeResourceName clusterId clusterName
        folderId folderName resourcePoolId resourcePoolName runtimeHostId runtimeHostName
        connectionState powerState overallStatus cpuCount memorySizeMib datastoreType datastoreIds
        datastoreNames datastoreUrl datastoreAccessible multipleHostAccess maintenanceMode
        instanceUuid biosUuid guestOsFamily guestHostname guestIpAddresses activeAlarmCount
        activeAlarmSummary recentTaskCount recentTaskSummary snapshotCount""",
}
"""The contract's names of what each role tells, but for metrics and what is worked out."""


@cache
def values(hint):
    """Every value that a field of that type may have."""
    if hint in PLAIN:
        return PLAIN[hint]
    if is_dataclass(hint):
        return made(hint)
    inner = get_args(hint)
    if get_origin(hint) in {types.UnionType, Union}:
        return st.one_of(*map(values, inner))
    if get_origin(hint) is Literal:
        return st.sampled_from(inner)
    assert get_origin(hint) is tuple, f"{hint} has no place in a facet"
    if inner[-1] is ...:
        return st.lists(values(inner[0]), max_size=2).map(tuple)
    return st.tuples(*map(values, inner))


@cache
def made(kind):
    hints = get_type_hints(kind)
    return st.builds(kind, **{each.name: values(hints[each.name]) for each in fields(kind)})


def kinds():
    return [get_args(get_type_hints(one)["kind"])[0] for one in facet.FACETS]


def parts(hint):
    """The dataclasses that a type is made of, itself included."""
    found = {hint} if is_dataclass(hint) else set()
    inner = get_type_hints(hint).values() if found else get_args(hint)
    return found.union(*map(parts, inner))


def test_every_facet_is_listed():
    declared = {
        one
        for one in vars(facet).values()
        if isinstance(one, type) and facet.Facet in one.__bases__
    }
    assert set(facet.FACETS) == declared


def test_no_two_facets_have_the_same_kind():
    assert len(set(kinds())) == len(facet.FACETS)


def test_a_facet_says_its_kind_without_being_told():
    assert [_default_kind(one) for one in facet.FACETS] == kinds()


def _default_kind(one):
    assert is_dataclass(one)
    return next(field.default for field in fields(one) if field.name == "kind")


@pytest.mark.parametrize("kind", CONTRACT)
def test_every_fact_that_the_contract_names_has_a_field(kind):
    has = {re.sub("_(.)", lambda found: found[1].upper(), each.name) for each in fields(kind)}
    assert set(CONTRACT[kind].split()) - has == set()


@pytest.mark.parametrize("kind", facet.FACETS)
@settings(max_examples=25)
@given(st.data())
def test_a_facet_comes_back_from_disk_as_it_was(kind, data):
    one = data.draw(made(kind))
    body = encode(snapshot(observation("x", ResourceType.AGENT, facet=one)))
    (seen,) = decode(body, Snapshot).observations
    assert seen.facet == one


@pytest.mark.parametrize("kind", facet.FACETS)
def test_a_facet_and_all_its_parts_are_frozen_and_slotted(kind):
    for part in parts(kind):
        assert part.__dataclass_params__.frozen
        assert "__slots__" in vars(part)


@pytest.mark.parametrize("kind", facet.FACETS)
def test_what_a_facet_was_not_told_is_absent(kind):
    """An absent number is ``None``, never 0."""
    hints = get_type_hints(kind)
    optional = [each for each in fields(kind) if {int, float} & set(get_args(hints[each.name]))]
    assert {each.default for each in optional} <= {None}


@given(made(DiskFacet), made(DiskFacet))
def test_two_sources_of_one_disk_fill_each_others_gaps(one, other):
    both = one.over(other)
    assert both.over(other) == both
    assert both.serial == (other.serial if one.serial is None else one.serial)
    assert both.storage_role == (
        other.storage_role if one.storage_role is None else one.storage_role
    )


def test_a_health_that_is_unknown_is_no_health():
    assert DiskFacet(health=" unknown ").known_health is None
    assert DiskFacet(health="UNKNOWN").over(DiskFacet(health="passed")).known_health == "PASSED"


@pytest.mark.parametrize(
    ("wearout", "used", "left"), [(80, 50, 80), (None, 7, 93), (None, 140, 0), (None, None, None)]
)
def test_life_left_is_told_or_what_the_rated_life_leaves(wearout, used, left):
    assert DiskFacet(wearout=wearout, smart=Smart(percentage_used=used)).life_left == left


def test_without_counters_no_life_left_is_known():
    assert DiskFacet().life_left is None


def test_a_node_is_as_warm_as_its_maximum_then_its_package_then_its_warmest_core():
    cores = (Sensor("Core 0", 40.0), Sensor("Core 1", 45.0))
    assert NodeTemperatures(cpu_max=60.0, cpu_package=50.0, cores=cores).cpu_celsius == 60.0
    assert NodeTemperatures(cpu_package=50.0, cores=cores).cpu_celsius == 50.0
    assert NodeTemperatures(cores=cores).cpu_celsius == 45.0
    assert NodeTemperatures().cpu_celsius is None


def host(*sensors, **fields):
    return HostFacet(hostname="h", temperatures=tuple(Sensor(*each) for each in sensors), **fields)


def test_a_host_is_as_warm_as_its_package_then_its_warmest_processor_sensor():
    assert host(("cpu_core_0", 70.0), ("cpu_package", 50.0)).cpu_celsius == 50.0
    assert host(("cpu_core_0", 40.0), ("CPU_core_1", 42.0), ("gpu", 90.0)).cpu_celsius == 42.0
    assert host(("nvme", 30.0)).cpu_celsius is None


def test_the_first_file_system_stands_for_the_host():
    rows = [
        FileSystem(device=d, mount_point="/", type="ext4", total=1, used=1, available=0)
        for d in ("sda1", "sdb1")
    ]
    assert host(file_systems=tuple(rows)).main_file_system is rows[0]
    assert host().main_file_system is None


def test_the_memory_of_a_managed_guest_is_configured_in_mebibytes():
    guest = ManagedFacet(
        connection_id="c", managed_object_id="vm-1", entity_type="vm", memory_size_mib=4096
    )
    assert guest.memory_bytes == 4 << 30


@pytest.mark.parametrize(
    ("total", "used", "usage"), [(100, 60, 0.6), (0, 0, None), (None, 5, None), (100, None, None)]
)
def test_a_datastore_whose_size_is_not_known_is_not_so_and_so_full(total, used, usage):
    assert Datastore(name="a", total=total, used=used).usage == usage
