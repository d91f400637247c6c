"""Canonical resources for tests, as a merge would have made them."""

from types import MappingProxyType

from pulse_desktop.model.condition import ONLINE
from pulse_desktop.model.identity import NO_IDENTITY
from pulse_desktop.model.ids import ResourceId, SourceName
from pulse_desktop.model.resource import Resource, SourcedFacet
from pulse_desktop.model.snapshot import Incident, Severity
from simulators.scripted import NOON


def resource(name, type_, *facets, **fields):
    """Something online; its id is its name, its facets the most believed first."""
    made = {
        "name": name,
        "condition": ONLINE,
        "technology": None,
        "sources": MappingProxyType({}),
        "identity": NO_IDENTITY,
        "metrics": MappingProxyType({}),
        "series": None,
        "parent_id": None,
        "parent_name": None,
        "child_count": 0,
        "tags": (),
        "web_url": None,
        "started_at": None,
        "restart_count": None,
        "facts": (),
        "last_seen_at": NOON,
        "updated_at": NOON,
        "is_stale": False,
    }
    sourced = tuple(SourcedFacet(SourceName("scripted"), facet) for facet in facets)
    return Resource(id=ResourceId(name), type=type_, facets=sourced, **made | fields)


def incident(code="some_alarm", severity=Severity.WARNING, summary="Something is wrong"):
    """Trouble that a platform reports."""
    return Incident(
        provider="scripted", native_id=code, code=code, severity=severity, summary=summary
    )
