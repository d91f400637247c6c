"""Values for tests: recovery points, surveys, and guests that they are of."""

from datetime import timedelta

from pulse_desktop.model.facet import GuestFacet
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.recovery import (
    PointKind,
    PointMode,
    PointOutcome,
    PointSubject,
    RecoveryPoint,
    Survey,
)
from pulse_desktop.model.snapshot import ResourceType
from simulators.scripted import NOON, observation

GUESTS = frozenset({ResourceType.VM, ResourceType.SYSTEM_CONTAINER})


def ago(hours, now=NOON):
    """That long before ``now``."""
    return now - timedelta(hours=hours)


def guest(name, vmid=100, *, instance="fabric", type_=ResourceType.VM, **fields):
    """A guest of a hypervisor; its native id is its name."""
    facet = GuestFacet(vmid=vmid, node_name="west-a", instance=instance)
    return observation(name, type_, facet=facet, **fields)


def named(name):
    """The subject that its own source knows by its native id."""
    return PointSubject(native_id=NativeId(name))


def numbered(vmid=100, **fields):
    """The subject as one knows it who only stores its copies."""
    fields.setdefault("type", ResourceType.VM)
    return PointSubject(number=vmid, **fields)


def point(hours, subject=None, *, now=NOON, **fields):
    """A good copy on another system, complete that many hours before ``now``."""
    fields.setdefault("kind", PointKind.BACKUP)
    fields.setdefault("mode", PointMode.REMOTE)
    fields.setdefault("outcome", PointOutcome.SUCCESS)
    fields.setdefault("id", f"{subject}-{fields['mode']}-{hours}")
    return RecoveryPoint(subject=subject or numbered(), completed_at=ago(hours, now), **fields)


def nightly(subject=None, *, nights=5, last=10, **fields):
    """A copy every night, the last one that many hours before now."""
    return tuple(point(last + 24 * night, subject, **fields) for night in range(nights))


def snapshots(hours, subject=None, **fields):
    """A snapshot beside the original."""
    kind, mode = PointKind.SNAPSHOT, PointMode.SNAPSHOT
    return point(hours, subject, kind=kind, mode=mode, **fields)


def survey(*points, kinds=GUESTS, at=NOON, **fields):
    """What a source that runs guests found when it looked."""
    return Survey(at=at, points=points, complete_kinds=kinds, **fields)


def stored(*points, at=NOON, **fields):
    """What a source found that only stores copies of what others run."""
    return Survey(at=at, points=points, **fields)
