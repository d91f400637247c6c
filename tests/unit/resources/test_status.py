"""How a thing stands, by the words of its source."""

import pytest

from pulse_desktop.model.condition import OFFLINE, ONLINE, UNKNOWN, Shape, Status
from pulse_desktop.model.facet import (
    ClusterNodeFacet,
    DeploymentFacet,
    DiskFacet,
    ManagedFacet,
    PodContainer,
    PodFacet,
    ServiceFacet,
    StorageFacet,
)
from pulse_desktop.resources import status


def statuses(function, *words):
    return [function(word).status.value for word in words]


def in_cluster(ready, *, unschedulable=False):
    return ClusterNodeFacet(
        cluster_id="c", node_uid="u", node_name="n", ready=ready, unschedulable=unschedulable
    )


def pod(phase, *containers):
    seen = tuple(PodContainer(name=str(n), **facts) for n, facts in enumerate(containers))
    facet = PodFacet(
        cluster_id="c", pod_uid="u", namespace="n", pod_phase=phase, pod_containers=seen
    )
    return status.pod(facet)


def managed(kind, **facts):
    return status.managed(
        ManagedFacet(connection_id="c", managed_object_id="o", entity_type=kind, **facts)
    )


def test_some_words_need_no_context():
    assert statuses(status.spoken, "online", "Running", " OK ") == ["online"] * 3
    assert statuses(status.spoken, "offline", "down", "stopped") == ["offline"] * 3
    assert statuses(status.spoken, "warning", "degraded") == ["warning"] * 2
    assert statuses(status.spoken, "odd", "", None) == ["unknown"] * 3


def test_a_guest_is_online_while_it_runs():
    found = statuses(status.guest, "running", "stopped", "paused", "odd")
    assert found == ["online", "offline", "offline", "unknown"]


def test_a_storage_is_first_what_its_server_says():
    assert status.storage(StorageFacet(type="x", state="degraded", active=True)).status == "warning"


@pytest.mark.parametrize(
    ("active", "enabled", "expected"),
    [
        (False, True, "offline"),
        (False, False, "offline"),
        (True, False, "warning"),
        (True, True, "online"),
        (None, True, "unknown"),
    ],
)
def test_a_storage_is_online_when_it_is_active_and_enabled(active, enabled, expected):
    facet = StorageFacet(type="x", active=active, enabled=enabled)
    assert status.storage(facet).status == expected


@pytest.mark.parametrize(
    ("health", "expected"),
    [("PASSED", "online"), ("ok", "online"), ("FAILED", "offline"), ("UNKNOWN", "unknown")],
)
def test_a_disk_is_online_when_it_calls_itself_well(health, expected):
    assert status.disk(DiskFacet(health=health)).status == expected


def test_a_disk_of_a_model_with_a_known_firmware_bug_is_not_known_to_have_failed():
    facet = DiskFacet(model="Samsung SSD 980 PRO", health="FAILED")
    assert status.disk(facet) is UNKNOWN


def test_a_distributed_store_stands_as_its_health():
    found = statuses(status.ceph, "HEALTH_OK", "HEALTH_WARN", "HEALTH_ERR", None)
    assert found == ["online", "warning", "offline", "unknown"]


def test_a_container_is_online_while_it_runs():
    assert status.container("running").status is Status.ONLINE
    found = statuses(status.container, "created", "exited", "dead", "paused")
    assert found == ["offline"] * 4
    assert status.container("restarting").status is Status.WARNING


def test_an_appliances_app_that_changes_or_crashed_is_a_warning():
    found = statuses(status.app, "RUNNING", "DEPLOYING", "STOPPING", "CRASHED", "STOPPED")
    assert found == ["online", "warning", "warning", "warning", "offline"]


@pytest.mark.parametrize(
    ("desired", "ready", "expected"),
    [
        (3, 3, "online"),
        (3, 4, "online"),
        (3, 0, "offline"),
        (3, 1, "warning"),
        (0, 2, "online"),
        (0, 0, "unknown"),
        (-1, 0, "unknown"),
        (None, 1, "online"),
        (3, None, "unknown"),
    ],
)
def test_replicas_are_online_when_as_many_are_ready_as_were_asked_for(desired, ready, expected):
    service = ServiceFacet(
        service_id="s", mode="replicated", desired_tasks=desired, running_tasks=ready
    )
    deployment = DeploymentFacet(
        cluster_id="c",
        deployment_uid="u",
        namespace="n",
        desired_replicas=desired,
        ready_replicas=ready,
    )
    assert status.service(service).status == status.deployment(deployment).status == expected


def test_some_of_the_replicas_are_told_by_number():
    assert str(status.replicas(3, 1).word) == "1 of 3"


@pytest.mark.parametrize(
    ("ready", "expected"),
    [([True, True], "online"), ([False], "offline"), ([True, False], "warning"), ([], "unknown")],
)
def test_a_cluster_is_online_when_all_its_nodes_are_ready(ready, expected):
    assert status.cluster(None, map(in_cluster, ready)).status == expected


def test_a_cluster_that_says_how_it_stands_is_believed():
    assert status.cluster("offline", [in_cluster(ready=True)]) is OFFLINE


def test_a_node_that_takes_no_pods_is_a_warning_and_one_not_ready_offline():
    assert status.cluster_node(in_cluster(ready=True)).status is Status.ONLINE
    assert status.cluster_node(in_cluster(ready=True, unschedulable=True)).status is Status.WARNING
    assert status.cluster_node(in_cluster(ready=False)).status is Status.OFFLINE
    assert status.cluster_node(in_cluster(ready=None)).status is Status.UNKNOWN


def test_a_pod_that_ended_is_offline_however_it_ended():
    assert pod("Failed").status is pod("Succeeded").status is Status.OFFLINE
    assert (pod("Failed").shape, pod("Succeeded").shape) == (Shape.CRITICAL, Shape.OFF)


def test_a_running_pod_is_online_when_all_its_containers_are_ready():
    assert pod("Running", {"ready": True, "state": "running"}).status is Status.ONLINE
    assert pod("Running", {"ready": True}, {"ready": False}).status is Status.WARNING
    assert pod("Running", {"ready": True, "state": "waiting"}).status is Status.WARNING


@pytest.mark.parametrize("phase", ["Pending", "Unknown", "", None])
def test_a_pod_that_has_not_begun_or_is_lost_is_a_warning(phase):
    assert pod(phase).status is Status.WARNING


def test_a_pool_stands_as_its_state():
    assert statuses(status.pool, "ONLINE", "HEALTHY", "DEGRADED") == ["online", "online", "warning"]
    assert statuses(status.pool, "FAULTED", "OFFLINE", "REMOVED", "UNAVAIL") == ["offline"] * 4
    assert statuses(status.pool, "odd", None) == ["unknown"] * 2


@pytest.mark.parametrize(
    ("mounted", "read_only", "expected", "tag"),
    [
        (False, True, "offline", "state:unmounted"),
        (True, True, "warning", "state:readonly"),
        (True, False, "online", "state:mounted"),
    ],
)
def test_a_dataset_is_online_when_it_is_mounted_to_write(mounted, read_only, expected, tag):
    facet = StorageFacet(
        type="zfs", is_mounted=mounted, is_read_only=read_only, zfs_pool_state="ONLINE"
    )
    assert status.dataset(facet).status == expected
    assert status.dataset_tags(facet) == (tag, "health:online")


def test_of_a_dataset_that_says_nothing_nothing_is_known():
    facet = StorageFacet(type="zfs")
    assert (status.dataset(facet), status.dataset_tags(facet)) == (UNKNOWN, ())


@pytest.mark.parametrize(
    ("connection", "power", "expected"),
    [
        ("CONNECTED", "POWERED_ON", "online"),
        ("connected", "poweredOn", "online"),
        ("CONNECTED", None, "online"),
        ("CONNECTED", "POWERED_OFF", "offline"),
        ("DISCONNECTED", "POWERED_ON", "offline"),
        ("notResponding", None, "offline"),
        ("CONNECTED", "STANDBY", "warning"),
        (None, None, "warning"),
    ],
)
def test_a_managed_host_is_online_when_it_is_connected_and_on(connection, power, expected):
    assert managed("host", connection_state=connection, power_state=power).status == expected


@pytest.mark.parametrize(
    ("power", "expected"),
    [
        ("POWERED_ON", "online"),
        ("POWERED_OFF", "offline"),
        ("SUSPENDED", "offline"),
        (None, "unknown"),
    ],
)
def test_a_managed_guest_is_online_while_it_is_on(power, expected):
    assert managed("vm", power_state=power).status == expected


@pytest.mark.parametrize(
    ("accessible", "maintenance", "expected"),
    [
        (True, None, "online"),
        (True, "normal", "online"),
        (True, "inMaintenance", "warning"),
        (False, "normal", "offline"),
        (None, None, "unknown"),
    ],
)
def test_a_datastore_is_online_when_it_can_be_used(accessible, maintenance, expected):
    found = managed("datastore", datastore_accessible=accessible, maintenance_mode=maintenance)
    assert found.status == expected


def test_online_is_the_word_for_what_merely_is_there():
    assert status.spoken("ok") is ONLINE
