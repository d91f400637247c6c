"""Values for tests: resources with their sources and members, and read states that hold them."""

from types import MappingProxyType

from pulse_desktop.model.condition import ONLINE
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.resource import (
    Measured,
    Member,
    Resource,
    SourcedFacet,
    SourceState,
    SourceStatus,
)
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.resources.read_state import ReadState
from simulators.scripted import HYPERVISOR, NOON


def resource(name, type_=ResourceType.AGENT, *, said_by=(HYPERVISOR,), native_id=None, **fields):
    """An online resource whose id is its type and name.

    ``said_by`` are its sources, best first, each online; or a mapping of sources to states.
    ``facets`` are facets of the first source, in order; ``cpu=0.5`` measures it.
    """
    states = said_by if isinstance(said_by, dict) else dict.fromkeys(said_by, SourceState.ONLINE)
    at = fields.pop("at", NOON)
    native = name if native_id is None else native_id
    first = next(iter(states), HYPERVISOR)
    given = {
        "id": ResourceId(f"{type_.value}-{name.strip()}"),
        "condition": ONLINE,
        "technology": None,
        "sources": {s: SourceStatus(state, at, native) for s, state in states.items()},
        "identity": Identity(),
        "metrics": _measured(fields, first, at),
        "series": None,
        "parent_id": None,
        "parent_name": None,
        "child_count": 0,
        "tags": (),
        "web_url": None,
        "started_at": None,
        "restart_count": None,
        "facts": (),
        "last_seen_at": at,
        "updated_at": at,
        "is_stale": False,
        "members": tuple(
            Member(ResourceId(f"{type_.value}-{name.strip()}"), type_, name, s, native)
            for s in states
        ),
    }
    facets = tuple(SourcedFacet(first.name, facet) for facet in fields.pop("facets", ()))
    return Resource(type=type_, name=name, facets=facets, **(given | fields))


def _measured(fields, said_by, at):
    """Takes the metrics out of ``fields``."""
    values = {m: fields.pop(m.value) for m in Metric if m.value in fields}
    return MappingProxyType(
        {
            metric: Measured(
                value if isinstance(value, Measurement) else Measurement(value), said_by, at
            )
            for metric, value in values.items()
        }
    )


def state_of(*resources, **fields):
    """The read state that holds these."""
    by_id = MappingProxyType({resource.id: resource for resource in resources})
    return ReadState(revision=1, by_id=by_id, at=NOON, **fields)
