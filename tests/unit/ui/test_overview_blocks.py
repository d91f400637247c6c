"""What the inspector says of servers, gateways, pools, clusters and guests."""

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest

from pulse_desktop.model.facet import (
    BackupJob,
    BackupServerFacet,
    CephFacet,
    CephPool,
    CephService,
    Datastore,
    FileSystem,
    GuestDisk,
    GuestFacet,
    MailGatewayFacet,
    MailNode,
    MailStats,
    NetworkInterface,
    PoolDevice,
    Quarantine,
    RelayDomain,
    Replica,
    StorageFacet,
)
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.resource import Measured
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.ui.inspector.overview import overview

TB = 10**12


@pytest.fixture
def blocks(estate, presentation):
    """By title, what an overview says of something with this facet."""

    def read(kind, facet):
        resource = estate.resource("it", kind, facets=(facet,))
        page = overview(resource, estate.read_state((resource,)), presentation)
        return {block.title: block for block in page.blocks}

    return read


def pairs(block):
    return {pair.label: pair.value for pair in block.pairs}


def server(now):
    def job(name, status, **fields):
        at = now - timedelta(hours=3)
        return BackupJob(id=name, store=name, status=status, last_run_at=at, **fields)

    return BackupServerFacet(
        instance_id="vault",
        datastores=(
            Datastore(name="fast", total=2 * TB, used=TB, deduplication_factor=18.4),
            Datastore(name="gone", error="No such device"),
        ),
        sync_jobs=(job("fast", "connection refused"),),
        prune_jobs=(BackupJob(id="p", store="fast", enabled=False),),
        verify_jobs=(BackupJob(id="v", store="slow"),),
        garbage_jobs=(job("fast", "OK", removed_bytes=5 * 1024**3),),
    )


def test_a_backup_server_shows_how_full_its_stores_are(blocks, estate):
    fast, gone = blocks(ResourceType.PBS, server(estate.NOW))["Datastores"].meters
    assert (fast.value, fast.ratio) == ("50 %", 0.5)
    assert fast.detail == "931 GB of 1.82 TB · deduplicated 18.4×"
    assert (gone.value, gone.ratio, gone.detail) == ("—", None, "No such device")


def test_a_backup_server_shows_how_its_jobs_ended(blocks, estate):
    found = blocks(ResourceType.PBS, server(estate.NOW))
    assert pairs(found["Sync jobs"]) == {"fast": "▲ 3 h ago: connection refused"}
    assert pairs(found["Garbage collection"]) == {"fast": "✓ 3 h ago · 5.00 GB"}
    assert pairs(found["Pruning"]) == {"fast": "switched off"}
    assert pairs(found["Verification"]) == {"slow": "did not run yet"}
    assert "Backup jobs" not in found


def test_a_mail_gateway_shows_its_queues_and_what_it_holds_back(blocks):
    facet = MailGatewayFacet(
        instance_id="mx",
        queue_total=7,
        queue_deferred=3,
        oldest_seconds=1521,
        mail_stats=MailStats(count_in=200, spam_in=24),
        quarantine=Quarantine(spam=30, virus=0),
        nodes=(MailNode(name="a", role="master", status="online"),),
        relay_domains=(RelayDomain(domain="example.org"),),
    )
    found = blocks(ResourceType.PMG, facet)
    assert pairs(found["Queues"]) == {"Waiting": "7", "Deferred": "3", "Oldest": "25 min"}
    assert pairs(found["Mail in 24 h"]) == {"Received": "200", "Spam": "24"}
    assert pairs(found["Quarantine"]) == {"Spam": "30", "Viruses": "0"}
    assert pairs(found["Nodes"]) == {"a": "master, online"}
    assert pairs(found["Domains"]) == {"Accepts for": "example.org"}


def test_what_a_mail_gateway_does_not_tell_is_left_out(blocks):
    found = blocks(ResourceType.PMG, MailGatewayFacet(instance_id="mx"))
    assert found.keys().isdisjoint({"Queues", "Mail in 24 h", "Quarantine", "Nodes", "Domains"})


def test_a_pool_shows_its_devices_with_their_errors(blocks):
    facet = StorageFacet(
        type="zfs-pool",
        protection="mirror",
        zfs_pool_state="DEGRADED",
        zfs_read_errors=0,
        zfs_write_errors=0,
        zfs_checksum_errors=2,
        zfs_scan="resilver in progress since Sun; 12.5% done",
        zfs_devices=(
            PoolDevice(name="mirror-0", type="mirror", state="DEGRADED"),
            PoolDevice(name="sda", type="disk", state="FAULTED", checksum_errors=2),
        ),
    )
    found = blocks(ResourceType.STORAGE, facet)
    said = pairs(found["Storage"])
    assert said["Errors"] == "0 read, 0 write, 2 checksum"
    assert said["Under way"] == "Resilver 12 %"
    assert pairs(found["Devices"]) == {
        "mirror-0": "mirror · DEGRADED",
        "sda": "disk · FAULTED · — read, — write, 2 checksum",
    }


def test_what_is_within_a_group_of_a_pool_stands_further_in(blocks):
    inner = PoolDevice(name="sda", type="disk", state="ONLINE", depth=1)
    facet = StorageFacet(type="zfs", zfs_devices=(PoolDevice(name="mirror-0"), inner))
    labels = list(pairs(blocks(ResourceType.STORAGE, facet)["Devices"]))
    assert labels == ["mirror-0", "\N{EN SPACE}\N{EN SPACE}sda"]


@pytest.mark.parametrize(("counts_to", "said"), [(999, ">999"), (None, "1000")])
def test_a_count_is_told_as_a_bound_only_where_its_source_can_tell_no_more(blocks, counts_to, said):
    device = PoolDevice(name="sda", read_errors=1000, write_errors=0, counts_to=counts_to)
    facet = StorageFacet(type="zfs", zfs_read_errors=1000, zfs_devices=(device,))
    found = blocks(ResourceType.STORAGE, facet)
    assert pairs(found["Storage"])["Errors"] == f"{said} read, — write, — checksum"
    assert pairs(found["Devices"])["sda"] == f"{said} read, 0 write, — checksum"


def test_errors_that_nobody_counted_are_not_none(blocks):
    said = pairs(blocks(ResourceType.STORAGE, StorageFacet(type="dir"))["Storage"])
    assert "Errors" not in said
    counted = StorageFacet(type="zfs", zfs_read_errors=0)
    assert pairs(blocks(ResourceType.STORAGE, counted)["Storage"])["Errors"] == "none"


def test_a_cluster_shows_its_daemons_and_pools(blocks):
    facet = CephFacet(
        fsid="f",
        health_status="HEALTH_WARN",
        health_message="1 osds down",
        num_osds=6,
        num_osds_up=5,
        num_osds_in=6,
        services=(CephService(type="mon", running=2, total=3),),
        pools=(CephPool(name="rbd", stored_bytes=TB, available_bytes=3 * TB, size=3),),
    )
    found = blocks(ResourceType.CEPH, facet)
    assert pairs(found["Cluster"])["OSDs"] == "5 up and 6 in, of 6"
    assert pairs(found["Daemons"]) == {"mon": "2/3"}
    (pool,) = found["Pools"].meters
    assert (pool.value, pool.detail) == ("25 %", "931 GB of 3.64 TB · 3 copies")


def test_a_guest_shows_what_is_inside_and_what_keeps_it(blocks, estate):
    facet = GuestFacet(
        vmid=100,
        node_name="pve1",
        instance="lab",
        cpus=4.0,
        lock="backup",
        ha_state="started",
        os_name="Debian",
        os_version="12",
        last_backup=estate.NOW,
        disk_status_reason="agent-not-running",
        disks=(GuestDisk(device="scsi0", storage="local-zfs", size=32 * 1024**3),),
        file_systems=(
            FileSystem(
                device="/dev/sda1", mount_point="/", type="ext4", total=100, used=25, available=75
            ),
        ),
        network_interfaces=(NetworkInterface(name="eth0", addresses=("10.0.0.5/24",)),),
    )
    found = blocks(ResourceType.VM, facet)
    said = pairs(found["Guest"])
    assert (said["System"], said["Processors"], said["Locked for"]) == ("Debian 12", "4", "backup")
    assert said["File systems"].startswith("The guest agent is not running.")
    assert pairs(found["Disks"]) == {"scsi0": "local-zfs · 32.0 GB"}
    assert pairs(found["Network interfaces"]) == {"eth0": "10.0.0.5/24"}
    assert found["File systems"].meters[0].value == "25 %"


def guest(**fields):
    return GuestFacet(vmid=100, node_name="pve1", instance="lab", **fields)


def test_a_guest_says_what_is_left_of_it_if_its_node_is_lost(blocks, presentation):
    now, hour = presentation.now(), timedelta(hours=1)
    replica = Replica(node="pve2", last_at=now - hour, next_at=now + hour)
    facet = guest(ha_state="started", has_backup_job=False, replicas=(replica,))
    said = pairs(blocks(ResourceType.VM, facet)["Protection"])
    assert said["High availability"] == "started"
    assert said["Backed up"] == "by no schedule"
    ago, next_at = said["Replica on pve2"].split("\n")
    assert (ago, next_at[:5]) == ("1 h ago", "next ")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"is_enabled": False, "failures": 3}, "switched off"),
        ({"is_running": True}, "being brought up to date"),
        ({}, "did not run yet"),
        ({"failures": 2}, "did not run yet\nfailed 2 times in a row: —"),
        ({"error": "no route"}, "did not run yet\nfailed: no route"),
        ({"failures": 1, "error": "no route"}, "did not run yet\nfailed: no route"),
    ],
)
def test_a_replica_says_how_it_is_kept_up_to_date(blocks, fields, said):
    facet = guest(replicas=(Replica(node="pve2", **fields),))
    assert pairs(blocks(ResourceType.VM, facet)["Protection"]) == {"Replica on pve2": said}


def test_a_guest_of_whose_protection_nobody_tells_says_nothing_of_it(blocks):
    assert "Protection" not in blocks(ResourceType.VM, guest())


def test_sizes_that_stand_beside_the_bar_of_a_store_are_not_told_again(estate, presentation):
    usage = Measured(Measurement(0.5, used=TB, total=2 * TB), estate.LAB, presentation.now())
    sizes = {Metric.USED: 1.0 * TB, Metric.TOTAL: 2.0 * TB}
    plain = estate.resource("it", ResourceType.STORAGE, metrics={Metric.USAGE: 0.5, **sizes})
    store = replace(plain, metrics=MappingProxyType({**plain.metrics, Metric.USAGE: usage}))

    def labels(resource):
        page = overview(resource, estate.read_state((resource,)), presentation)
        return [meter.label for meter in page.blocks[0].meters]

    assert labels(plain) == ["Usage", "Used", "Total"]
    assert labels(store) == ["Usage"]
