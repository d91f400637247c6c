"""What the server recorded of itself and its datastores: ``…/rrd``."""

from simulators.proxmox.graphs import DAY, EIGHT, HOUR, MINUTE, recorded

PARAMETERS = ("timeframe", "cf")
_CONSOLIDATIONS = ("MAX", "AVERAGE")
_KIB = 1024.0
_FRAMES = {
    "hour": (MINUTE, 60),
    "day": (MINUTE, 1440),
    "week": (30 * MINUTE, 336),
    "month": (30 * MINUTE, 1440),
    "year": (6 * HOUR, 1460),
    "decade": (7 * DAY, 522),
}
"""Step in seconds, and rows (proxmox-backup ``src/rrd_cache.rs``)."""

_WITH_DECADE = (2, 1)
"""Before, the steps were those of Proxmox VE (``pbs-api-types``, ``RRDTimeFrameResolution``)."""

_WITH_AVAILABLE = (3, 0)


class Graphs:
    """``refuse`` makes the product's refusal of a status and a text."""

    def __init__(self, estate, refuse):
        self.estate, self._refuse = estate, refuse

    def of_server(self, query):
        """``/nodes/localhost/rrd``."""
        self.verify(query)
        memory, root = self.estate.memory, self.estate.root
        figures = _space(*root) | _transfers()
        figures |= {"memused": float(memory[0]) / 2, "memtotal": float(memory[1])}
        figures |= {"cpu": self.estate.cpu, "iowait": 0.01, "loadavg": 0.5}
        figures |= {"swapused": 0.0, "swaptotal": 0.0}
        return self._rows(query, figures | {"netin": 1000 * _KIB, "netout": 500 * _KIB})

    def of_store(self, store, query):
        """``/admin/datastore/{store}/rrd``."""
        figures = _space(store.used, store.total)
        if self.estate.number >= _WITH_AVAILABLE:
            figures["available"] = float(store.total - store.used - store.reserved) / 2
        return self._rows(query, figures | _transfers())

    def verify(self, query):
        """Both parameters are wanted, each of its own words."""
        problems = {
            name: problem
            for name, words in (("cf", _CONSOLIDATIONS), ("timeframe", self._frames()))
            if (problem := _problem(query.get(name), words))
        }
        if len(problems) == 1:
            ((name, said),) = problems.items()
            raise self._refuse(400, f"parameter verification failed - '{name}': {said}")
        if problems:
            lines = (f"parameter '{name}': {said}\n" for name, said in problems.items())
            raise self._refuse(400, "parameter verification errors\n\n" + "".join(lines))

    def _frames(self):
        return _FRAMES if self.estate.number >= _WITH_DECADE else EIGHT

    def _rows(self, query, figures):
        """A file that was never written to is not there, and what it would tell neither."""
        if not self.estate.recorded_s:
            return []
        return recorded(self.estate, figures, *self._frames()[query["timeframe"]])


def _problem(value, words):
    if value is None:
        return "parameter is missing and it is not optional."
    return None if value in words else "value is not defined in the enumeration."


def _space(used, total):
    return {"used": float(used) / 2, "total": float(total)}


def _transfers():
    names = ("read_ios", "read_bytes", "write_ios", "write_bytes", "io_ticks")
    return dict.fromkeys(names, 100 * _KIB)
