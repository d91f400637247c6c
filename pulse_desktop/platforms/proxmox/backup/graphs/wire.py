"""The keys of ``…/rrd``, and the readings that are made of them.

The root file system of the server is told under the names that a datastore has for its own
(proxmox-backup `src/api2/node/rrd.rs`, `src/api2/admin/datastore.rs`).
"""

from pulse_desktop.model.earlier import Recorded
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.platforms.proxmox.graphs.buckets import Row, flows, of_machine, recorded
from pulse_desktop.platforms.proxmox.measures import Pairs, share, space
from pulse_desktop.provider.numbers import size

_FLOWS = {"read_bytes": Metric.DISK_READ, "write_bytes": Metric.DISK_WRITE}


def server(body: bytes) -> Recorded | None:
    """Of the machine. Raises ``Unreadable``."""
    return recorded(body, _of_server)


def store(body: bytes) -> Recorded | None:
    """Of a datastore. Raises ``Unreadable``."""
    return recorded(body, _of_store)


def _of_server(row: Row) -> Pairs:
    yield from of_machine(row)
    yield from share(Metric.DISK, row.get("used"), row.get("total"))
    yield from flows(row, _FLOWS)


def _of_store(row: Row) -> Pairs:
    """What the file system keeps back is not available; older releases do not tell what is."""
    total, available = size(row.get("total")), size(row.get("available"))
    for metric, measured in space(size(row.get("used")), total):
        if metric is not Metric.AVAILABLE:
            yield metric, measured
    if total and available is not None:
        yield Metric.AVAILABLE, Measurement(float(min(available, total)))
