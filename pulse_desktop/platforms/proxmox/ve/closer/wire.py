"""The shapes of what a closer look is answered with. Every figure may come as anything."""

from typing import Any

import msgspec

from pulse_desktop.platforms.proxmox.envelope import Rows, decoded, rows
from pulse_desktop.platforms.proxmox.ve.memory.guest import Status
from pulse_desktop.platforms.proxmox.ve.memory.node import Counts, Recorded
from pulse_desktop.provider.numbers import flag, integer, number, size


class NodeStatus(msgspec.Struct, frozen=True, rename={"boot_info": "boot-info"}):
    """``/nodes/{node}/status``."""

    memory: Any = None
    swap: Any = None
    rootfs: Any = None
    uptime: Any = None
    loadavg: Any = None
    cpuinfo: Any = None
    kversion: Any = None
    pveversion: Any = None
    boot_info: Any = None
    """From version 8 on."""


class Machine(msgspec.Struct, frozen=True):
    """One row of ``/nodes/{node}/qemu?full=1``, or ``…/status/current``, of one machine."""

    vmid: Any = None
    status: Any = None
    qmpstatus: Any = None
    agent: Any = None
    mem: Any = None
    maxmem: Any = None
    memhost: Any = None
    freemem: Any = None
    balloon: Any = None
    balloon_min: Any = None
    ballooninfo: Any = None
    meminfo: Any = None


class Content(msgspec.Struct, frozen=True):
    """``…/agent/file-read``."""

    content: str
    truncated: Any = None


def node_status(body: bytes) -> NodeStatus:
    """``/nodes/{node}/status``. Raises ``Unreadable`` for anything else."""
    return decoded(body, NodeStatus)


def machine(body: bytes) -> Machine:
    """``…/status/current``. Raises ``Unreadable`` for anything else."""
    return decoded(body, Machine)


def machines(body: bytes) -> Rows[Machine]:
    """``/nodes/{node}/qemu?full=1``. Raises ``Unreadable`` for anything but a listing."""
    return rows(body, Machine)


def history(body: bytes) -> Recorded:
    """The newest figures in ``…/rrddata`` that have one. Raises ``Unreadable``."""
    found = rows(body, dict[str, Any]).rows
    return Recorded(available=_newest(found, "memavailable"), used=_newest(found, "memused"))


def content(body: bytes) -> Content:
    """``…/agent/file-read``. Raises ``Unreadable`` for anything else."""
    return decoded(body, Content)


def counts(memory: object) -> Counts:
    """A mapping of sizes; whatever else it is tells nothing."""
    told = mapping(memory)
    return Counts(
        total=size(told.get("total")),
        used=size(told.get("used")),
        free=size(told.get("free")),
        available=size(told.get("available")) or size(told.get("avail")),
        buffers=size(told.get("buffers")),
        cached=size(told.get("cached")),
    )


def machine_status(row: Machine, now_s: float) -> Status:
    """A machine's memory as the row has it. ``now_s``: the epoch's seconds."""
    balloon = mapping(row.ballooninfo)
    is_stale = _is_stale(balloon.get("last_update"), now_s)
    return Status(
        total=size(row.maxmem),
        mem=size(row.mem),
        on_host=size(row.memhost),
        freemem=None if is_stale else size(row.freemem),
        balloon=size(row.balloon),
        balloon_actual=size(balloon.get("actual")),
        balloon_total=None if is_stale else size(balloon.get("total_mem")),
        balloon_free=None if is_stale else size(balloon.get("free_mem")),
        inside=counts(row.meminfo) if isinstance(row.meminfo, dict) else None,
    )


REPORT_LIFE_S = 60.0
"""An older report of the balloon driver comes from a guest that hangs."""


def _is_stale(last_update: object, now_s: float) -> bool:
    at_s = number(last_update)
    return bool(at_s) and now_s - float(at_s or 0) > REPORT_LIFE_S


def mapping(value: object) -> dict[str, Any]:
    """``value`` where it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def _newest(found: tuple[dict[str, Any], ...], key: str) -> int | None:
    told = (size(row.get(key)) for row in reversed(found))
    return next((value for value in told if value), None)


def agent_flag(value: object) -> bool:
    """Whether a machine's configuration has an agent: ``1``, ``"1"``, ``{"enabled": 1}``."""
    return flag(mapping(value).get("enabled")) if isinstance(value, dict) else flag(value)


def vmid(row: Machine) -> int | None:
    """The number of the machine that a row is of."""
    return integer(row.vmid)
