"""The JSON that scripts rely on."""

import json
from dataclasses import replace
from types import MappingProxyType

import pytest

from pulse_desktop.app.documents.connection import connection_document
from pulse_desktop.app.state_document import state_document
from pulse_desktop.model.errors import Category
from pulse_desktop.model.facet import GuestFacet, StorageFacet
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.poll import (
    ConnectionState,
    ConnectionStatus,
    Observed,
    PollError,
    PollRecord,
)
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.model.snapshot import Issue, ResourceType
from pulse_desktop.model.text import mark
from pulse_desktop.resources.registry import Registry
from simulators.scripted import NOON, connection, later, observation, snapshot


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
    issue = Issue("storage", "timeout", mark("t", "no answer"))
    seen = Observed(collected_at=NOON, counts={}, issues=(issue,), issue_count=4)
    document = status(observed=seen)["observed"]
    assert (document["degraded"], document["issueCount"]) == (True, 4)
    assert document["issues"][0]["message"] == "no answer"
