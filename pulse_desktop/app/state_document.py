"""The read state and the poll records as the JSON that scripts rely on (schema 1).

Field names are the contract's. Percentages are 0 to 100 here, ratios inside the program. What
was not measured has no field.
"""

import dataclasses
from collections.abc import Mapping
from datetime import datetime
from enum import Enum

from pulse_desktop.model.clock import iso_utc
from pulse_desktop.model.facet import Facet, StorageFacet
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.metric import Metric, Unit
from pulse_desktop.model.poll import ConnectionStatus, Observed, PollRecord
from pulse_desktop.model.resource import Measured, Resource
from pulse_desktop.model.source import Source
from pulse_desktop.resources.read_state import ReadState

SCHEMA = 1

_Json = dict[str, object]

_METRIC_NAMES: Mapping[Metric, str] = {
    Metric.USAGE: "disk",
    Metric.DISK_READ: "diskRead",
    Metric.DISK_WRITE: "diskWrite",
    Metric.NET_IN: "netIn",
    Metric.NET_OUT: "netOut",
}
"""Where the contract's spelling in a resource differs from the series name."""

_IMPLIED = frozenset({Metric.USED, Metric.TOTAL, Metric.AVAILABLE})
"""Series of their own, but in a resource they are fields of ``disk``."""


def state_document(
    state: ReadState, connections: tuple[ConnectionStatus, ...], now: datetime
) -> _Json:
    """``pulse-desktop state --json``."""
    return {
        "schema": SCHEMA,
        "generatedAt": iso_utc(now),
        "connections": [connection_document(status) for status in connections],
        "resources": [resource_document(resource) for resource in state.all()],
    }


def connection_document(status: ConnectionStatus) -> _Json:
    """A connection and its one record; never its secret, which is not in reach here."""
    connection = status.connection
    return _without_absent(
        {
            "id": connection.id,
            "platform": connection.platform,
            "name": connection.name,
            "address": connection.address,
            "enabled": connection.enabled,
            "state": status.state,
            "poll": _poll(status.record),
            "observed": _observed(status.record.observed),
        }
    )


def resource_document(resource: Resource) -> _Json:
    """One resource with every field that has a value."""
    document: _Json = {
        "id": resource.id,
        "type": resource.type,
        "technology": resource.technology,
        "name": resource.name,
        "status": resource.status,
        "stateText": str(resource.condition.word),
        "lastSeen": iso_utc(resource.last_seen_at),
        "updatedAt": iso_utc(resource.updated_at),
        "metricsTarget": _metrics_target(resource),
        "canonicalIdentity": _canonical_identity(resource),
        "sources": sorted({source.name for source in resource.sources}),
        "sourceStatus": _source_status(resource),
        "identity": _identity(resource.identity),
        "metrics": _metrics(resource.metrics),
        "parentId": resource.parent_id,
        "parentName": resource.parent_name,
        "childCount": resource.child_count,
        "tags": list(resource.tags),
        "customUrl": resource.web_url,
    }
    return _without_absent(document | _payloads(resource))


def _poll(record: PollRecord) -> _Json:
    error = record.last_error
    return _without_absent(
        {
            "intervalSeconds": _number(record.interval_s),
            "lastAttemptAt": _iso(record.last_attempt_at),
            "lastSuccessAt": _iso(record.last_success_at),
            "consecutiveFailures": record.consecutive_failures,
            "lastError": error
            and {
                "at": iso_utc(error.at),
                "message": str(error.message),
                "category": error.category,
            },
            "nextPollAt": _iso(record.next_poll_at),
        }
    )


def _observed(observed: Observed | None) -> _Json | None:
    if observed is None:
        return None
    issues = [
        {"stage": i.stage, "category": i.category, "message": str(i.message)}
        for i in observed.issues
    ]
    return {
        "collectedAt": iso_utc(observed.collected_at),
        **{_camel(name): count for name, count in observed.counts.items()},
        "degraded": observed.degraded,
        "issueCount": observed.issue_count,
        "issues": issues,
    }


def _metrics_target(resource: Resource) -> _Json | None:
    if resource.series is None:
        return None
    return {"resourceType": resource.series.family, "resourceId": resource.series.id}


def _canonical_identity(resource: Resource) -> _Json:
    hostnames = resource.identity.hostnames
    series = resource.series
    primary = f"{series.family}:{series.id}" if series else resource.id
    return _without_absent(
        {
            "displayName": resource.name or (hostnames[0] if hostnames else resource.id),
            "hostname": hostnames[0] if hostnames else None,
            "platformId": hostnames[0] if hostnames else resource.name,
            "primaryId": primary,
        }
    )


def _source_status(resource: Resource) -> _Json:
    """By source name; of several connections of one source the freshest is shown."""
    freshest: dict[str, Source] = {}
    for source, status in resource.sources.items():
        known = freshest.get(source.name)
        if known is None or resource.sources[known].last_seen_at < status.last_seen_at:
            freshest[source.name] = source
    return {
        name: {
            "status": resource.sources[source].state,
            "lastSeen": iso_utc(resource.sources[source].last_seen_at),
        }
        for name, source in freshest.items()
    }


def _identity(identity: Identity) -> _Json:
    return _camel_fields(identity)


def _metrics(metrics: Mapping[Metric, Measured]) -> _Json:
    return {
        _METRIC_NAMES.get(metric, metric.value): _metric(metric, measured)
        for metric, measured in metrics.items()
        if metric not in _IMPLIED
    }


def _metric(metric: Metric, measured: Measured) -> _Json:
    measurement = measured.measurement
    is_ratio = metric.unit is Unit.RATIO
    value = measurement.value * 100 if is_ratio else measurement.value
    return _without_absent(
        {
            "value": value,
            "percent": value if is_ratio else None,
            "used": measurement.used,
            "total": measurement.total,
            "unit": "%" if is_ratio else metric.unit.value,
            "source": measured.source.name,
            "at": iso_utc(measured.at),
            "origin": str(measurement.origin) if measurement.origin else None,
        }
    )


def _payloads(resource: Resource) -> _Json:
    """One object a source, and one for storage, as the contract names them; best source first."""
    documents: _Json = {}
    for sourced in resource.facets:
        is_storage = isinstance(sourced.facet, StorageFacet)
        key = "storage" if is_storage else str(sourced.source)
        documents.setdefault(key, _facet(sourced.facet))
    return documents


def _facet(facet: Facet) -> _Json:
    document = _camel_fields(facet)
    document.pop("kind", None)
    return document


def _camel_fields(value: object) -> _Json:
    fields = dataclasses.fields(value)  # type: ignore[arg-type] # only dataclasses come here
    return _without_absent({_camel(f.name): _plain(getattr(value, f.name)) for f in fields})


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return iso_utc(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if dataclasses.is_dataclass(value):
        return _camel_fields(value)
    return value


def _camel(name: str) -> str:
    head, *tail = name.split("_")
    return head + "".join(part.capitalize() for part in tail)


def _iso(at: datetime | None) -> str | None:
    return None if at is None else iso_utc(at)


def _number(value: float) -> int | float:
    """A whole number where it is one. An interval below a second stays a fraction (P-05)."""
    return int(value) if value.is_integer() else value


def _without_absent(document: _Json) -> _Json:
    return {key: value for key, value in document.items() if value is not None}
