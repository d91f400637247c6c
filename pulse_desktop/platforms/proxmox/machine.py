"""The machine that a backup server or a mail gateway runs on, as its own status tells of it."""

import ipaddress
from collections.abc import Iterator, Mapping
from typing import Protocol

from pulse_desktop.model.identity import Identity
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.platforms.proxmox.address import parsed
from pulse_desktop.provider.numbers import Loose, number, size


class Space(Protocol):
    """Bytes of memory, or of a file system."""

    @property
    def used(self) -> Loose:
        """Taken."""

    @property
    def total(self) -> Loose:
        """Of all."""


class Status(Protocol):
    """The part of ``/nodes/localhost/status`` that both products tell alike."""

    @property
    def cpu(self) -> Loose:
        """Share of one, since a worker was last asked."""

    @property
    def wait(self) -> Loose:
        """Share of one that waited for disks, likewise."""

    @property
    def loadavg(self) -> tuple[Loose, ...]:
        """Over 1, 5 and 15 minutes."""


def identity(address: str, hostname: str | None) -> Identity:
    """What the machine is called, by itself and by the user."""
    endpoint = parsed(address)
    host = endpoint.host if endpoint else ""
    is_ip = _is_ip(host)
    names = dict.fromkeys(filter(None, (hostname, None if is_ip else host)))
    return Identity(hostnames=tuple(names), ip_addresses=(host,) if is_ip else ())


def measured(
    status: Status, spaces: Mapping[Metric, Space | None]
) -> Iterator[tuple[Metric, Measurement]]:
    """The readings of a poll."""
    cpu, wait = number(status.cpu), number(status.wait)
    # Both are differences since a worker was last asked; one that never was says 0 and 0.
    if cpu is not None and cpu >= 0 and (cpu or wait):
        yield Metric.CPU, Measurement(min(float(cpu), 1.0))
    for metric, space in spaces.items():
        yield from _share(metric, space)
    load = number(status.loadavg[0]) if status.loadavg else None
    if load is not None and load >= 0:
        yield Metric.LOAD1, Measurement(float(load))


def _share(metric: Metric, space: Space | None) -> Iterator[tuple[Metric, Measurement]]:
    used, total = (size(space.used), size(space.total)) if space else (None, None)
    if used is not None and total:
        used = min(used, total)
        yield metric, Measurement(used / total, used=used, total=total)


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
