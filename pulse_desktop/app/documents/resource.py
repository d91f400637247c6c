"""One resource with every field of the contract that has a value."""

from collections.abc import Mapping

from pulse_desktop.app.documents.fields import Json, camel_fields, iso, text, without_absent
from pulse_desktop.app.documents.payloads import payloads
from pulse_desktop.app.documents.trouble import incident_fields
from pulse_desktop.model.clock import iso_utc
from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.model.metric import Metric, Unit
from pulse_desktop.model.resource import Measured, Relationship, Resource, SourceState
from pulse_desktop.model.source import Source
from pulse_desktop.model.text import Text
from pulse_desktop.resources.identity_card import discovery_target, identity_card
from pulse_desktop.resources.views.figure_truth import FIELDS, figure_truth
from pulse_desktop.resources.views.view import View

Errors = Mapping[ConnectionId, Text]
"""The last error of each connection that has one."""

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


def resource_document(view: View, errors: Errors, parent: Resource | None = None) -> Json:
    """One resource. ``parent`` tells what can be found through the agent on its machine."""
    resource = view.resource
    document: Json = {
        "id": resource.id,
        "type": resource.type,
        "technology": resource.technology,
        "name": resource.name,
        "status": resource.status,
        "stateText": str(resource.condition.word),
        "lastSeen": iso_utc(resource.last_seen_at),
        "updatedAt": iso_utc(resource.updated_at),
        "metricsTarget": _metrics_target(resource),
        "sources": sorted({source.name for source in resource.sources}),
        "sourceStatus": _source_status(resource, errors),
        "identity": camel_fields(resource.identity),
        "metrics": _metrics(resource),
        "parentId": resource.parent_id,
        "parentName": resource.parent_name,
        "childCount": resource.child_count,
        "capabilities": list(resource.capabilities) or None,
        "relationships": [_relationship(resource, one) for one in resource.relationships] or None,
        "members": _members(resource),
    }
    document |= _names(resource, parent) | _words(resource) | incident_fields(view)
    return without_absent(document | payloads(view))


def _names(resource: Resource, parent: Resource | None) -> Json:
    discovery = discovery_target(resource, parent)
    return {
        "discoveryTarget": camel_fields(discovery) if discovery else None,
        "canonicalIdentity": camel_fields(identity_card(resource, discovery)),
    }


def _words(resource: Resource) -> Json:
    """The user's words; an empty one says nothing."""
    return {
        "tags": list(resource.tags),
        "customUrl": resource.web_url,
        "description": resource.annotation.description or None,
        "notes": resource.annotation.notes or None,
    }


def _metrics_target(resource: Resource) -> Json | None:
    if resource.series is None:
        return None
    return {"resourceType": resource.series.family, "resourceId": resource.series.id}


def _source_status(resource: Resource, errors: Errors) -> Json:
    """By source name; of several connections of one source the freshest is shown."""
    freshest: dict[str, Source] = {}
    for source, status in resource.sources.items():
        known = freshest.get(source.name)
        if known is None or resource.sources[known].last_seen_at < status.last_seen_at:
            freshest[source.name] = source
    return {
        name: without_absent(
            {
                "status": resource.sources[source].state,
                "lastSeen": iso_utc(resource.sources[source].last_seen_at),
                "error": text(errors.get(source.connection)),
            }
        )
        for name, source in freshest.items()
    }


def _relationship(resource: Resource, relationship: Relationship) -> Json:
    """As its source says it. It is active as long as the source is heard."""
    statuses = [s for said, s in resource.sources.items() if said.name == relationship.source]
    return without_absent(
        {
            "sourceId": resource.id,
            "targetId": relationship.target,
            "type": relationship.kind,
            "active": any(status.state is SourceState.ONLINE for status in statuses),
            "discoverer": relationship.source,
            "lastSeenAt": max((iso_utc(status.last_seen_at) for status in statuses), default=None),
        }
    )


def _members(resource: Resource) -> list[Json] | None:
    """What it was put together from; nothing to tell where that is one thing."""
    if len(resource.members) < 2:  # noqa: PLR2004 - a resource is not put together from one
        return None
    return [
        {
            "id": member.id,
            "type": member.type,
            "name": member.name,
            "source": member.source.name,
            "nativeId": member.native_id,
        }
        for member in resource.members
    ]


def _metrics(resource: Resource) -> Json:
    return {
        _METRIC_NAMES.get(metric, metric.value): _metric(metric, measured)
        | _behind(resource, metric)
        for metric, measured in resource.metrics.items()
        if metric not in _IMPLIED
    }


def _behind(resource: Resource, metric: Metric) -> Json:
    """The label of a figure that was chosen from several, how far it is trusted, and why."""
    truth = figure_truth(resource, metric) if metric in FIELDS else None
    if truth is None:
        return {}
    return without_absent(
        {
            "label": truth.source,
            "trust": truth.trust,
            "reason": truth.fallback_reason,
            "measuredAt": iso(truth.measured_at),
        }
    )


def _metric(metric: Metric, measured: Measured) -> Json:
    measurement = measured.measurement
    is_ratio = metric.unit is Unit.RATIO
    value = measurement.value * 100 if is_ratio else measurement.value
    return without_absent(
        {
            "value": value,
            "percent": value if is_ratio else None,
            "used": measurement.used,
            "total": measurement.total,
            "unit": "%" if is_ratio else metric.unit.value,
            "source": measured.source.name,
            "at": iso_utc(measured.at),
            "origin": text(measurement.origin),
        }
    )
