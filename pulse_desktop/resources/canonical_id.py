"""The canonical id: type plus 16 hex digits of SHA-256 over a stable string (Pulse 6)."""

from hashlib import sha256

from pulse_desktop.model.identity import Identity, short_hostname
from pulse_desktop.model.ids import NativeId, ResourceId, SourceName
from pulse_desktop.model.snapshot import Observation, ResourceType

_BY_MACHINE = frozenset({ResourceType.AGENT, ResourceType.PHYSICAL_DISK})
"""Only machines and disks have an identity beyond the source that reports them."""


def canonical_id(source: SourceName, observation: Observation) -> ResourceId:
    """The id that every source of the same thing arrives at. Never made from a display name."""
    stable = _stable_string(source, observation)
    digest = sha256(stable.encode()).hexdigest()
    return ResourceId(f"{observation.type.value}-{digest[:16]}")


def _stable_string(source: SourceName, observation: Observation) -> str:
    if observation.type in _BY_MACHINE:
        machine = _machine(observation.identity)
        if machine is not None:
            return machine
    return f"{source}:{_trimmed(observation.native_id)}"


def _machine(identity: Identity) -> str | None:
    if identity.machine_id:
        return f"machine:{identity.machine_id.strip()}"
    if identity.dmi_uuid:
        return f"dmi:{identity.dmi_uuid.strip()}"
    if identity.cluster_name and identity.hostnames:
        return f"cluster:{identity.cluster_name.strip()}:{short_hostname(identity.hostnames[0])}"
    return None


def _trimmed(native_id: NativeId) -> str:
    return native_id.strip()
