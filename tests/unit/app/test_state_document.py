"""The JSON that scripts rely on."""

import json
from dataclasses import replace
from types import MappingProxyType

import pytest

from pulse_desktop.app.documents.connection import connection_document
from pulse_desktop.app.state_document import state_document
from pulse_desktop.model.errors import Category
from pulse_desktop.model.facet import (
    BackupServerFacet,
    Datastore,
    DiskFacet,
    DiskIo,
    EngineFacet,
    GuestFacet,
    HostFacet,
    Smart,
    StorageFacet,
)
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.ids import ResourceId, SourceName
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.operator import Annotation
from pulse_desktop.model.poll import (
    Attempt,
    Breaker,
    ConnectionState,
    ConnectionStatus,
    IssueSummary,
    Observed,
    Outcome,
    PollError,
    PollRecord,
)
from pulse_desktop.model.resource import (
    Consumer,
    Consumers,
    IncidentRollup,
    Relationship,
    Risk,
    RiskReason,
)
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.model.snapshot import Incident, RelationKind, ResourceType, Severity
from pulse_desktop.model.text import mark
from pulse_desktop.monitoring.readiness import system_usage
from pulse_desktop.resources.registry import Registry
from simulators.read_states import resource as made
from simulators.read_states import state_of
from simulators.scripted import (
    AGENT,
    HYPERVISOR,
    NOON,
    RUNTIME,
    connection,
    later,
    observation,
    snapshot,
)


def resource(**fields):
    state = Registry(SeriesIndex()).apply(snapshot(observation("web", **fields))).state
    document = state_document(state, (), NOON)
    return json.loads(json.dumps(document))["resources"][0]


def status(**fields):
    record = PollRecord(**({"interval_s": 10.0} | fields))
    return connection_document(ConnectionStatus(connection(), record, ConnectionState.LIVE))


def test_a_percentage_is_0_to_100_outside_the_program():
    assert resource(cpu=0.25)["metrics"]["cpu"]["percent"] == 25


def test_what_was_not_measured_has_no_field():
    """Absent is absent, never 0."""
    web = resource(cpu=0.25)
    assert "memory" not in web["metrics"]
    assert "used" not in web["metrics"]["cpu"]
    assert "parentId" not in web


def test_a_memory_figure_carries_its_bytes_and_its_source():
    memory = Measurement(0.5, used=512.0, total=1024.0, origin=mark("t", "from inside"))
    metrics = MappingProxyType({Metric.MEMORY: memory})
    state = (
        Registry(SeriesIndex()).apply(snapshot(replace(observation("web"), metrics=metrics))).state
    )
    found = state_document(state, (), NOON)["resources"][0]["metrics"]["memory"]
    assert (found["used"], found["total"], found["origin"]) == (512, 1024, "from inside")


def test_times_are_iso_8601_in_utc():
    assert resource()["lastSeen"] == "2026-01-01T12:00:00.000Z"


def test_a_facet_leaves_under_its_sources_name_in_camel_case():
    guest = GuestFacet(vmid=101, node_name="pve1", instance="lab", pool="prod")
    payload = resource(facet=guest)["hypervisor"]
    assert payload == {
        "vmid": 101,
        "nodeName": "pve1",
        "instance": "lab",
        "pool": "prod",
        "template": False,
    }


def test_a_list_with_nothing_in_it_says_nothing():
    """Absent is absent: a guest without read file systems has no field for them."""
    guest = GuestFacet(vmid=101, node_name="pve1", instance="lab")
    assert "fileSystems" not in resource(facet=guest)["hypervisor"]


def test_a_storage_facet_leaves_as_storage():
    """T-10: exports derive from the canonical model."""
    facet = StorageFacet(type="zfs", content_types=("images",))
    found = resource(type_=ResourceType.STORAGE, facet=facet)
    assert found["storage"]["contentTypes"] == ["images"]


def test_the_series_of_a_resource_is_its_metrics_target():
    """H-05: charts are addressed through the metrics target."""
    assert resource()["metricsTarget"] == {"resourceType": "vm", "resourceId": "web"}


@pytest.mark.parametrize(("interval_s", "shown"), [(10.0, 10), (0.2, 0.2)])
def test_an_interval_below_a_second_is_never_0(interval_s, shown):
    """P-05: as tests use."""
    assert status(interval_s=interval_s)["poll"]["intervalSeconds"] == shown


def test_a_record_tells_schedule_error_and_counts():
    """P-01: one record with all of it."""
    error = PollError(NOON, mark("t", "closed"), Category.REFUSED)
    seen = Observed(collected_at=NOON, counts={"file_systems": 2})
    document = status(last_attempt_at=NOON, last_error=error, next_poll_at=later(5), observed=seen)
    assert document["poll"]["lastError"] == {
        "at": "2026-01-01T12:00:00.000Z",
        "message": "closed",
        "category": "refused",
    }
    assert document["poll"]["nextPollAt"] == "2026-01-01T12:00:05.000Z"
    assert document["observed"]["fileSystems"] == 2


def test_a_degraded_connection_says_so_with_its_issues():
    """P-06: degraded, at most three summarised issues, and the total count."""
    issue = IssueSummary(stage="storage", category="timeout", message=mark("t", "no answer"))
    seen = Observed(collected_at=NOON, counts={}, issues=(issue,), issue_count=4)
    document = status(observed=seen)["observed"]
    assert (document["degraded"], document["issueCount"]) == (True, 4)
    assert document["issues"][0]["message"] == "no answer"


def told(*resources, statuses=(), **fields):
    """The document of a state with these, as it arrives at a script."""
    return json.loads(json.dumps(state_document(state_of(*resources), statuses, NOON, **fields)))


def one(*args, statuses=(), **fields):
    (found,) = told(made(*args, **fields), statuses=statuses)["resources"]
    return found


def test_a_machine_with_only_an_engine_is_still_an_agent():
    """D-01: ``docker-host`` is a view and a series family, never a type."""
    facet = EngineFacet(host_source_id="e1", hostname="desk", runtime="engine")
    found = one("desk", said_by=(RUNTIME,), facets=(facet,))
    assert (found["type"], found["runtime"]["hostSourceId"]) == ("agent", "e1")


def test_a_name_in_another_case_is_no_second_alias():
    """T-05: the canonical identity is made in one place."""
    identity = one("Desk", identity=Identity(hostnames=("desk",)))["canonicalIdentity"]
    assert (identity["displayName"], identity["hostname"]) == ("Desk", "desk")
    assert identity["aliases"][0] == "Desk"
    assert "desk" not in identity["aliases"]


def test_a_source_tells_the_last_error_of_its_connection():
    error = PollError(NOON, mark("t", "No reply in 10 s."), Category.TIMEOUT)
    record = PollRecord(interval_s=10.0, last_error=error)
    failing = ConnectionStatus(connection("one"), record, ConnectionState.FAILED)
    found = one("web", ResourceType.VM, statuses=(failing,))["sourceStatus"]["hypervisor"]
    assert found["error"] == "No reply in 10 s."


def test_a_source_without_an_error_has_no_field_for_it():
    assert "error" not in one("web", ResourceType.VM)["sourceStatus"]["hypervisor"]


def test_relationships_name_both_ends_and_who_says_so():
    said = Relationship(RelationKind.DEPENDS_ON, ResourceId("vm-db"), SourceName("hypervisor"))
    (found,) = one("web", ResourceType.VM, relationships=(said,))["relationships"]
    assert (found["sourceId"], found["targetId"]) == ("vm-web", "vm-db")
    assert (found["type"], found["discoverer"], found["active"]) == (
        "depends_on",
        "hypervisor",
        True,
    )


def test_the_users_words_leave_with_the_resource():
    """D-02: description and notes; tags and address are merged into the resource itself."""
    words = Annotation(description="front", notes="", tags=("prod",))
    found = one("web", ResourceType.VM, annotation=words, tags=("prod",), web_url="https://web")
    assert (found["description"], found["tags"]) == ("front", ["prod"])
    assert found["customUrl"] == "https://web"
    assert "notes" not in found


def test_what_a_resource_was_put_together_from_is_told():
    found = one("pve1", said_by=(HYPERVISOR, AGENT))
    assert [(m["source"], m["nativeId"]) for m in found["members"]] == [
        ("hypervisor", "pve1"),
        ("agent", "pve1"),
    ]
    assert "members" not in one("pve1")


def test_incidents_leave_with_the_most_pressing_copied_up():
    incident = Incident(
        provider="p", native_id="1", code="zfs_pool_state", severity=Severity.CRITICAL, summary="x"
    )
    rollup = IncidentRollup(
        count=1,
        code="zfs_pool_state",
        severity=Severity.CRITICAL,
        summary=mark("t", "The pool is faulted"),
        category="protection",
        label=mark("t", "Protection Reduced"),
        priority=4400,
        impact=None,
        urgency="now",
        action=None,
    )
    found = one("tank", ResourceType.STORAGE, incidents=(incident,), rollup=rollup)
    assert found["incidents"][0]["nativeId"] == "1"
    assert (found["incidentCode"], found["incidentPriority"]) == ("zfs_pool_state", 4400)
    assert (found["incidentSummary"], found["incidentUrgency"]) == ("The pool is faulted", "now")
    assert "incidentImpactSummary" not in found


def test_a_stores_risk_and_consumers_leave_with_its_facts():
    reason = RiskReason("zfs_pool_state", Severity.WARNING, mark("t", "The pool is degraded"))
    found = one(
        "tank",
        ResourceType.STORAGE,
        facets=(StorageFacet(type="zfs"),),
        risk=Risk(Severity.WARNING, (reason,)),
        consumers=Consumers(
            1, (ResourceType.VM,), (Consumer(ResourceId("vm-web"), ResourceType.VM, "web", 2),)
        ),
    )["storage"]
    assert (found["risk"]["level"], found["riskSummary"]) == ("warning", "The pool is degraded")
    assert (found["protectionReduced"], found["rebuildInProgress"]) == (True, False)
    assert found["topConsumers"][0] == {
        "resourceId": "vm-web",
        "resourceType": "vm",
        "name": "web",
        "diskCount": 2,
    }
    assert found["consumerCount"] == 1


def test_a_machines_risk_leaves_with_its_facts():
    reason = RiskReason("raid_degraded", Severity.CRITICAL, mark("t", "md2 has lost a disk"))
    risk = Risk(Severity.CRITICAL, (reason,))
    facts = (HostFacet(hostname="h"),)
    found = one("h", said_by=(AGENT,), facets=facts, risk=risk)["agent"]
    assert found["storageRisk"]["level"] == "critical"
    assert (found["protectionReduced"], found["storageRiskSummary"]) == (
        True,
        "md2 has lost a disk",
    )
    assert "storageRisk" not in one("h", said_by=(AGENT,), facets=facts)["agent"]


def test_a_backup_server_tells_whose_backups_it_keeps():
    """T-10: from the canonical resource, with each store's fill as a percentage."""
    store = Datastore(name="main", total=200, used=50)
    web = Consumer(ResourceId("vm-web"), ResourceType.VM, "web", 1)
    found = one(
        "pbs1",
        ResourceType.PBS,
        facets=(BackupServerFacet(instance_id="pbs1", datastores=(store,)),),
        consumers=Consumers(1, (ResourceType.VM,), (web,)),
    )["hypervisor"]
    assert found["datastores"] == [
        {"name": "main", "total": 200, "used": 50, "namespaces": [], "usagePercent": 25}
    ]
    assert (found["protectedWorkloadCount"], found["protectedWorkloadNames"]) == (1, ["web"])


def test_a_disk_that_two_sources_know_is_one_object():
    """What the more believed source does not know, the other fills in."""
    told = (DiskFacet(serial="S1", wearout=90), DiskFacet(serial="S2", health="PASSED"))
    found = one("sda", ResourceType.PHYSICAL_DISK, facets=told)["physicalDisk"]
    assert (found["serial"], found["wearout"], found["health"]) == ("S1", 90, "PASSED")


def test_a_disk_leaves_under_its_own_name_in_the_contracts_words():
    facet = DiskFacet(device_path="/dev/sda", type="ssd", smart=Smart(power_on_hours=5))
    found = one("sda", ResourceType.PHYSICAL_DISK, facets=(facet,))["physicalDisk"]
    assert (found["devPath"], found["diskType"]) == ("/dev/sda", "ssd")
    assert found["smart"] == {"powerOnHours": 5}


def test_a_share_of_time_is_a_percentage_outside_the_program():
    facet = HostFacet(hostname="h", disk_io=(DiskIo(device="sda", busy=0.25),))
    found = one("h", said_by=(AGENT,), facets=(facet,))["agent"]
    assert found["diskIo"] == [{"device": "sda", "busy": 25}]


def test_the_attempts_of_a_connection_are_told():
    """P-01: with the breaker."""
    attempt = Attempt(NOON, Outcome.FAILED, 12.34)
    poll = status(attempts=(attempt,), breaker=Breaker.OPEN)["poll"]
    assert poll["attempts"] == [
        {"at": "2026-01-01T12:00:00.000Z", "outcome": "failed", "durationMs": 12.3}
    ]
    assert poll["breaker"] == "open"


def test_like_issues_are_told_once_with_their_number():
    """P-06: stage, category, message and occurrences."""
    issue = IssueSummary(stage="s", category="timeout", message=mark("t", "x"), occurrences=4)
    seen = Observed(collected_at=NOON, counts={}, issues=(issue,), issue_count=5)
    assert status(observed=seen)["observed"]["issues"] == [
        {"stage": "s", "category": "timeout", "message": "x", "occurrences": 4}
    ]


def test_connected_infrastructure_is_told_beside_the_resources():
    """T-11: by the same rows as everywhere."""
    (row,) = told(made("pve1", said_by=(HYPERVISOR, AGENT)))["connectedInfrastructure"]
    assert (row["id"], row["status"], row["healthStatus"]) == ("agent-pve1", "active", "online")
    assert (row["source"], row["reasons"]) == ("multiple", ["standalone"])
    assert row["statusExplanation"] == ["Every source reports pve1 as online."]
    assert row["lastSeen"] == "2026-01-01T12:00:00.000Z"
    assert row["surfaces"][0] == {
        "id": "agent:pve1",
        "kind": "agent",
        "label": "Host telemetry",
        "detail": "online",
        "resourceId": "agent-pve1",
        "controlId": "pve1",
        "action": "stop-monitoring",
        "idLabel": "Agent ID",
        "idValue": "pve1",
    }
    assert "action" not in row["surfaces"][1]


def test_the_count_of_systems_is_the_readiness_answer():
    """T-15: nothing works it out for itself."""
    usage = system_usage(state_of(made("pve1")), (), (), NOON)
    assert told(made("pve1"), usage=usage)["systems"] == {"available": True, "count": 1}


def test_where_systems_cannot_be_counted_the_reason_is_told_and_no_number():
    """T-12: never a fake 0."""
    systems = told(usage=system_usage(None, (), (), None))["systems"]
    assert systems["reason"] == "monitor_state_unavailable"
    assert "count" not in systems
    assert systems["reasonText"].startswith("Nothing has been read yet")


def test_whatever_is_told_of_resources_comes_from_the_read_state():
    """T-10: exports derive from the views, in their order, all of them."""
    state = state_of(made("b"), made("A", ResourceType.VM), made("c", ResourceType.STORAGE))
    document = state_document(state, (), NOON)
    assert [r["id"] for r in document["resources"]] == [r.id for r in state.all()]
