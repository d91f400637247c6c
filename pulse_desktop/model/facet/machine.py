"""Parts of anything that runs an operating system, whoever describes it."""

from dataclasses import dataclass
from datetime import datetime

from typing_extensions import override


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSystem:
    """One mounted local file system. Bytes."""

    device: str
    mount_point: str
    type: str
    total: int
    used: int
    available: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkInterface:
    """One network interface. Rates in bytes a second."""

    name: str
    mac_address: str | None = None
    addresses: tuple[str, ...] = ()
    is_up: bool | None = None
    net_in: float | None = None
    net_out: float | None = None


@dataclass(frozen=True, slots=True)
class Sensor:
    """One temperature sensor, degrees Celsius."""

    label: str
    celsius: float


@dataclass(frozen=True, slots=True)
class Fan:
    """One fan, revolutions a minute."""

    label: str
    rpm: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CpuInfo:
    """The processors of a machine."""

    model: str | None = None
    cores: int | None = None
    """Of all sockets together."""

    sockets: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """Main memory and swap. Bytes."""

    total: int | None = None
    used: int | None = None
    free: int | None = None
    swap_used: int | None = None
    swap_total: int | None = None


@dataclass(frozen=True, slots=True)
class RawFigure:
    """One of the figures that a source gave, before any of them was chosen."""

    name: str
    """Where it was given, in the source's own words: ``status.freemem``."""

    bytes: int

    @override
    def __str__(self) -> str:
        return f"{self.name} {self.bytes}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureTruth:
    """How a figure for memory or disk was come by, where there are several and not all are true.

    ``source`` and ``trust`` are the words of the source catalogue (Pulse 6, memory truth).
    """

    source: str
    """``available-field``, ``guest-agent-meminfo``, ``node-status-rootfs``."""

    trust: str | None = None
    """``preferred``, ``derived`` or ``fallback``."""

    fallback_reason: str | None = None
    notes: tuple[str, ...] = ()
    """Words for what was done to the figure: ``preserved-previous-snapshot``."""

    used: int | None = None
    """Bytes. ``None`` where no figure is worth showing."""

    total: int | None = None
    """Bytes."""

    measured_at: datetime | None = None
    """When the figure was measured: earlier than it was told where it was carried forward."""

    inputs: tuple[RawFigure, ...] = ()
    """Everything that it was chosen from, as it was given last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporter:
    """The program on the spot that reports a machine, where there is one."""

    agent_id: str | None = None
    agent_version: str | None = None
    is_outdated: bool | None = None
    """Whether a newer version of it is published."""

    interval_seconds: int | None = None
    """How often it reports."""

    token_id: str | None = None
    token_name: str | None = None
    token_hint: str | None = None
    """The last few characters of its token, never the token."""

    token_last_used_at: datetime | None = None
    commands_enabled: bool | None = None
    """Whether it would carry out commands."""

    pending_uninstall: bool | None = None
    is_legacy: bool | None = None
    """It speaks an older protocol than this program would like."""
