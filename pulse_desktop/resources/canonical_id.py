"""The canonical id: type plus 16 hex digits of SHA-256 over a stable string (Pulse 6)."""

from enum import IntEnum
from hashlib import sha256
from typing import NamedTuple

from pulse_desktop.model.facet import DiskFacet
from pulse_desktop.model.identity import Identity, ip_address, short_hostname, telling_id
from pulse_desktop.model.ids import NativeId, ResourceId, SourceName
from pulse_desktop.model.snapshot import Observation, ResourceType

_BY_MACHINE = frozenset({ResourceType.AGENT, ResourceType.PHYSICAL_DISK})
"""Only machines and disks have an identity beyond the source that reports them."""


class Basis(IntEnum):
    """What an id is made from; the smaller, the longer it lasts."""

    MACHINE = 0
    DMI = 1
    CLUSTER = 2
    IP = 3
    SOURCE = 4


class Claim(NamedTuple):
    """An id that a thing could bear. Claims sort by how well they last."""

    basis: Basis
    id: ResourceId


def canonical_id(source: SourceName, observation: Observation) -> ResourceId:
    """The id that every source of the same thing arrives at. Never made from a display name."""
    return claim(observation, member_id(source, observation.type, observation.native_id)).id


def claim(observation: Observation, member: ResourceId) -> Claim:
    """The best id of a thing that by itself is ``member``."""
    if observation.type in _BY_MACHINE:
        found = _by_machine(observation)
        if found is not None:
            basis, stable = found
            return Claim(basis, _hashed(observation.type, stable))
    return Claim(Basis.SOURCE, member)


def member_id(source: SourceName, type_: ResourceType, native_id: NativeId) -> ResourceId:
    """The id that one thing of one source has by itself, whatever it turns out to be."""
    return _hashed(type_, f"{source}:{native_id.strip()}")


def _by_machine(observation: Observation) -> tuple[Basis, str] | None:
    identity = observation.identity
    machine, dmi = _usable(_number(observation)), _usable(identity.dmi_uuid)
    cluster = (identity.cluster_name or "").strip()
    if machine:
        return Basis.MACHINE, f"machine:{machine}"
    if dmi:
        return Basis.DMI, f"dmi:{dmi}"
    if cluster and observation.type is ResourceType.AGENT:
        return _by_name(cluster, identity)
    return None


def _number(observation: Observation) -> str | None:
    """The machine id; of a disk that is named by its facet alone, serial number, then WWN."""
    facet, told = observation.facet, observation.identity.machine_id
    if _usable(told) or not isinstance(facet, DiskFacet):
        return told
    return next((number for number in (facet.serial, facet.wwn) if _usable(number)), None)


def _by_name(cluster: str, identity: Identity) -> tuple[Basis, str] | None:
    hostname = next((h for h in map(short_hostname, identity.hostnames) if h), None)
    if hostname is not None:
        return Basis.CLUSTER, f"cluster:{cluster}:{hostname}"
    address = next((a for a in map(ip_address, identity.ip_addresses) if a), None)
    return None if address is None else (Basis.IP, f"ip:{address}")


def _usable(value: str | None) -> str | None:
    """Trimmed, unless it is one of the values that firmware gives to everybody."""
    return None if value is None or telling_id(value) is None else value.strip()


def _hashed(type_: ResourceType, stable: str) -> ResourceId:
    digest = sha256(stable.encode("utf-8", "surrogatepass")).hexdigest()
    return ResourceId(f"{type_.value}-{digest[:16]}")
