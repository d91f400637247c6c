"""Disks put together for redundancy: RAID, and arrays with parity disks of their own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RaidMember:
    """One device of a RAID array, by its slot."""

    device: str
    state: str | None = None
    slot: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RaidArray:
    """A software RAID array, as the kernel tells of it (``md(4)``)."""

    device: str
    """``/dev/md2``."""

    name: str | None = None
    level: str | None = None
    """``raid1``."""

    state: str | None = None
    """``clean``, ``clean, degraded, recovering``."""

    uuid: str | None = None
    total_devices: int | None = None
    """How many it should have."""

    active_devices: int | None = None
    working_devices: int | None = None
    failed_devices: int | None = None
    spare_devices: int | None = None
    rebuild_percent: float | None = None
    """How far a rebuild is, 0 to 100, as the kernel counts."""

    rebuild_speed: str | None = None
    members: tuple[RaidMember, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParityCounts:
    """How an array with dedicated parity disks stands."""

    array_state: str | None = None
    """``STARTED``, ``STOPPED``."""

    sync_action: str | None = None
    """What runs over all of it: ``check P``, ``recon D1``; empty or ``idle`` when nothing does."""

    sync_progress: float | None = None
    """How far that is, 0 to 100, as the array counts."""

    num_protected: int | None = None
    num_disabled: int | None = None
    num_invalid: int | None = None
    num_missing: int | None = None
    num_parity: int | None = None
    """Parity disks that are configured."""

    num_parity_online: int | None = None
    """Those of them that work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrayDisk:
    """One disk of such an array."""

    name: str
    device_path: str | None = None
    role: str | None = None
    """``parity``, ``data``, ``cache``, ``flash``."""

    status: str | None = None
    serial: str | None = None
    size_bytes: int | None = None
    error_count: int | None = None
    is_spun_down: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParityArray(ParityCounts):
    """An array with dedicated parity disks, as its host sees it."""

    sync_errors: int | None = None
    disks: tuple[ArrayDisk, ...] = ()
