"""What the words of a source say about how a thing stands: one table a role (Pulse 6).

A provider gives the words that its API gives, and takes the condition. Words are compared
without regard to case.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from pulse_desktop.model.condition import (
    DISABLED,
    FAILED,
    FINISHED,
    INACCESSIBLE,
    NEEDS_ATTENTION,
    NOT_MOUNTED,
    NOT_READY,
    OFFLINE,
    ONLINE,
    PAUSED,
    READ_ONLY,
    READY,
    RUNNING,
    STOPPED,
    UNKNOWN,
    UNSCHEDULABLE,
    Condition,
    Shape,
    Status,
)
from pulse_desktop.model.facet import (
    ClusterNodeFacet,
    DeploymentFacet,
    Disk,
    ManagedFacet,
    PodContainer,
    PodFacet,
    ServiceFacet,
    StorageFacet,
)
from pulse_desktop.model.text import mark

_Words = Mapping[str, Condition]

_DEGRADED = Condition(Status.WARNING, Shape.WARNING, mark("Condition", "Degraded"))
_RESTARTING = Condition(Status.WARNING, Shape.CHANGING, mark("Condition", "Restarting"))
_CREATED = Condition(Status.OFFLINE, Shape.OFF, mark("Condition", "Created"))
_EXITED = Condition(Status.OFFLINE, Shape.OFF, mark("Condition", "Exited"))
_DEAD = Condition(Status.OFFLINE, Shape.CRITICAL, mark("Condition", "Dead"))
_PENDING = Condition(Status.WARNING, Shape.CHANGING, mark("Condition", "Pending"))
_STARTING = Condition(Status.WARNING, Shape.CHANGING, mark("Condition", "Starting"))
_STOPPING = Condition(Status.WARNING, Shape.CHANGING, mark("Condition", "Stopping"))
_CRASHED = Condition(Status.WARNING, Shape.CRITICAL, mark("Condition", "Crashed"))
_DISCONNECTED = Condition(Status.OFFLINE, Shape.CRITICAL, mark("Condition", "Disconnected"))
_MAINTENANCE = Condition(Status.WARNING, Shape.WARNING, mark("Condition", "Maintenance"))
_LOST = Condition(Status.WARNING, Shape.UNKNOWN, mark("Condition", "Lost"))
_SCALED_TO_ZERO = Condition(Status.UNKNOWN, Shape.OFF, mark("Condition", "Scaled to zero"))


def _words(words: dict[str, Condition]) -> _Words:
    return MappingProxyType(words)


_GENERIC = _words(
    {
        "online": ONLINE,
        "running": RUNNING,
        "ok": ONLINE,
        "offline": OFFLINE,
        "down": OFFLINE,
        "stopped": STOPPED,
        "warning": NEEDS_ATTENTION,
        "degraded": _DEGRADED,
    }
)
_GUEST = _words({"running": RUNNING, "stopped": STOPPED, "paused": PAUSED})
_CEPH = _words(
    {
        "health_ok": ONLINE,
        "health_warn": NEEDS_ATTENTION,
        "health_err": Condition(Status.OFFLINE, Shape.CRITICAL, mark("Condition", "Failing")),
    }
)
_CONTAINER = _words(
    {
        "running": RUNNING,
        "created": _CREATED,
        "exited": _EXITED,
        "dead": _DEAD,
        "paused": PAUSED,
        "restarting": _RESTARTING,
    }
)
_APP = _words(
    {
        "running": RUNNING,
        "deploying": _STARTING,
        "stopping": _STOPPING,
        "crashed": _CRASHED,
        "stopped": STOPPED,
    }
)
_POOL = _words(
    {
        "online": ONLINE,
        "healthy": ONLINE,
        "degraded": _DEGRADED,
        "faulted": FAILED,
        "offline": OFFLINE,
        "removed": OFFLINE,
        "unavail": OFFLINE,
    }
)
_DISK = _words({"passed": ONLINE, "ok": ONLINE, "failed": FAILED})
_POD = _words({"failed": FAILED, "succeeded": FINISHED, "pending": _PENDING})
_MANAGED_GUEST = _words({"poweredon": RUNNING, "poweredoff": STOPPED, "suspended": PAUSED})


def spoken(word: str | None) -> Condition:
    """What a word says that needs no context; unknown where it says nothing."""
    return _of(_GENERIC, word)


def guest(state: str | None) -> Condition:
    """A virtual machine or system container."""
    return _of(_GUEST, state)


def container(state: str | None) -> Condition:
    """An application container on an engine."""
    return _of(_CONTAINER, state)


def app(state: str | None) -> Condition:
    """An application that an appliance keeps."""
    return _of(_APP, state)


def ceph(health: str | None) -> Condition:
    """A distributed store by its health: ``HEALTH_WARN``."""
    return _of(_CEPH, health)


def pool(state: str | None) -> Condition:
    """A pool of disks by its state: ``DEGRADED``."""
    return _of(_POOL, state)


def storage(facet: StorageFacet) -> Condition:
    """A hypervisor's storage: its own word first, then whether it is active and enabled."""
    said = spoken(facet.state)
    if said is not UNKNOWN:
        return said
    if facet.active is None:
        return UNKNOWN
    if not facet.active:
        return OFFLINE
    return ONLINE if facet.enabled else DISABLED


def dataset(facet: StorageFacet) -> Condition:
    """A dataset: mounted, and writable."""
    if facet.is_mounted is None:
        return UNKNOWN
    if not facet.is_mounted:
        return NOT_MOUNTED
    return READ_ONLY if facet.is_read_only else ONLINE


def dataset_tags(facet: StorageFacet) -> tuple[str, ...]:
    """How a dataset is mounted and how its pool stands, as tags."""
    tags: list[str] = []
    if facet.is_mounted is not None:
        mounted = "readonly" if facet.is_read_only else "mounted"
        tags.append(f"state:{mounted if facet.is_mounted else 'unmounted'}")
    if facet.zfs_pool_state:
        tags.append(f"health:{facet.zfs_pool_state.strip().lower()}")
    return tuple(tags)


def disk(facet: Disk) -> Condition:
    """A physical disk by its health; a model that is known to misjudge itself says nothing."""
    said = _of(_DISK, facet.known_health)
    return UNKNOWN if said is FAILED and facet.misjudges_itself else said


def service(facet: ServiceFacet) -> Condition:
    """A service by its tasks."""
    return replicas(facet.desired_tasks, facet.running_tasks)


def deployment(facet: DeploymentFacet) -> Condition:
    """A deployment by its pods that are ready."""
    return replicas(facet.desired_replicas, facet.ready_replicas)


def replicas(desired: int | None, ready: int | None) -> Condition:
    """So many of so many: all is online, none offline, some a warning."""
    if ready is None:
        return UNKNOWN
    if desired is None or desired <= 0:
        return RUNNING if ready > 0 else _SCALED_TO_ZERO
    if ready <= 0:
        return NOT_READY
    if ready >= desired:
        return RUNNING
    word = mark("Condition", "{ready} of {desired}").given(ready=ready, desired=desired)
    return Condition(Status.WARNING, Shape.WARNING, word)


def cluster(word: str | None, nodes: Iterable[ClusterNodeFacet]) -> Condition:
    """An orchestrator's cluster: its own word, else how many of its nodes are ready."""
    said = spoken(word)
    if said is not UNKNOWN:
        return said
    ready = [bool(node.ready) for node in nodes]
    if not ready:
        return UNKNOWN
    if all(ready):
        return ONLINE
    return _DEGRADED if any(ready) else OFFLINE


def cluster_node(facet: ClusterNodeFacet) -> Condition:
    """One of its nodes."""
    if facet.ready is None:
        return UNKNOWN
    if not facet.ready:
        return NOT_READY
    return UNSCHEDULABLE if facet.unschedulable else READY


def pod(facet: PodFacet) -> Condition:
    """A pod by its phase and its containers; one not begun, or lost, is a warning."""
    phase = _key(facet.pod_phase)
    if phase == "running":
        is_well = all(map(_is_well, facet.pod_containers))
        return RUNNING if is_well else NEEDS_ATTENTION
    return _POD.get(phase, _LOST)


def _is_well(one: PodContainer) -> bool:
    return one.ready is not False and _key(one.state) != "waiting"


def managed(facet: ManagedFacet) -> Condition:
    """An object of an inventory, by what kind it is."""
    if facet.entity_type == "host":
        return _managed_host(facet)
    if facet.entity_type == "vm":
        return _MANAGED_GUEST.get(_joined(facet.power_state), UNKNOWN)
    return _managed_datastore(facet)


def _managed_host(facet: ManagedFacet) -> Condition:
    connection, power = _joined(facet.connection_state), _joined(facet.power_state)
    if connection in {"disconnected", "notresponding"}:
        return _DISCONNECTED
    if power == "poweredoff":
        return STOPPED
    is_on = connection == "connected" and power in {"", "poweredon"}
    return ONLINE if is_on else NEEDS_ATTENTION


def _managed_datastore(facet: ManagedFacet) -> Condition:
    if facet.datastore_accessible is None:
        return UNKNOWN
    if not facet.datastore_accessible:
        return INACCESSIBLE
    return ONLINE if _key(facet.maintenance_mode) in {"", "normal"} else _MAINTENANCE


def _of(words: _Words, word: str | None) -> Condition:
    return words.get(_key(word), UNKNOWN)


def _key(word: str | None) -> str:
    return (word or "").strip().lower()


def _joined(word: str | None) -> str:
    """Inventories say ``POWERED_ON`` over one interface and ``poweredOn`` over another."""
    return _key(word).replace("_", "")
