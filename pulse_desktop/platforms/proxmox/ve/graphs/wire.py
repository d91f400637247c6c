"""The keys of ``…/rrddata``, and the readings that are made of them."""

from pulse_desktop.model.earlier import Recorded
from pulse_desktop.model.metric import Metric
from pulse_desktop.platforms.proxmox.graphs.buckets import Row, flows, of_machine, recorded
from pulse_desktop.platforms.proxmox.measures import Pairs, processor, share, space
from pulse_desktop.provider.numbers import number, size

_FLOWS = {
    "netin": Metric.NET_IN,
    "netout": Metric.NET_OUT,
    "diskread": Metric.DISK_READ,
    "diskwrite": Metric.DISK_WRITE,
}


def node(body: bytes) -> Recorded | None:
    """Of a node. Raises ``Unreadable``."""
    return recorded(body, _of_node)


def machine(body: bytes) -> Recorded | None:
    """Of a virtual machine. Raises ``Unreadable``.

    Its memory is left out: the host counts the guest's caches and its own overhead, so that it
    would not go together with what is measured inside.
    """
    return recorded(body, _of_guest)


def container(body: bytes) -> Recorded | None:
    """Of a container. Raises ``Unreadable``."""
    return recorded(body, _of_container)


def storage(body: bytes) -> Recorded | None:
    """Of a storage. Raises ``Unreadable``."""
    return recorded(body, _of_storage)


def _of_node(row: Row) -> Pairs:
    yield from of_machine(row)
    yield from share(Metric.DISK, row.get("rootused"), row.get("roottotal"))


def _of_guest(row: Row) -> Pairs:
    yield from processor(row.get("cpu"))
    yield from flows(row, _FLOWS)


def _of_container(row: Row) -> Pairs:
    """Of one that was off only its sizes were recorded, which say nothing of how it was used."""
    if number(row.get("cpu")) is None:
        return
    yield from _of_guest(row)
    yield from share(Metric.MEMORY, row.get("mem"), row.get("maxmem"))
    yield from share(Metric.DISK, row.get("disk"), row.get("maxdisk"))


def _of_storage(row: Row) -> Pairs:
    yield from space(size(row.get("used")), size(row.get("total")))
