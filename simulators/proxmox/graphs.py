"""What the nodes recorded of themselves, their guests and storages: ``…/rrddata``."""

import math
import re

from simulators.proxmox.refusal import Refusal

_PATH = re.compile(
    r"/nodes/(?P<node>[^/]+)(?:/(?P<kind>qemu|lxc|storage)/(?P<thing>[^/]+))?/rrddata"
)
_CONSOLIDATIONS = ("AVERAGE", "MAX")
_KIB = 1024.0

MINUTE, HOUR, DAY = 60, 3600, 86_400
EIGHT = {
    "hour": (MINUTE, 70),
    "day": (30 * MINUTE, 70),
    "week": (3 * HOUR, 70),
    "month": (12 * HOUR, 70),
    "year": (7 * DAY, 70),
}
NINE = {
    "hour": (MINUTE, 60),
    "day": (MINUTE, 1440),
    "week": (30 * MINUTE, 336),
    "month": (30 * MINUTE, 1440),
    "year": (6 * HOUR, 1440),
    "decade": (7 * DAY, 570),
}
"""Step in seconds, and rows (pve-common ``PVE/RRD.pm`` of either release)."""


class Graphs:
    """The routes that end in ``rrddata``. The newest row is never whole."""

    def __init__(self, estate):
        self.estate = estate

    def route(self, path):
        """What answers ``path``, and the parameters it knows; ``None`` for what is not here."""
        found = _PATH.fullmatch(path)
        if not found or not self.estate.recorded_s:
            return None
        where = found.groupdict()
        return lambda account, query: self._rows(account, query, **where), ("timeframe", "cf")

    def _rows(self, account, query, node, kind, thing):
        self._may(account, node, kind, thing)
        step_s, count = self._frame(query)
        figures = self._figures(node, kind, thing)
        return recorded(self.estate, figures, step_s, count)

    def _frame(self, query):
        frames = NINE if self.estate.major >= 9 else EIGHT
        errors = {}
        if "timeframe" not in query:
            errors["timeframe"] = "property is missing and it is not optional"
        elif query["timeframe"] not in frames:
            errors["timeframe"] = _not_one_of(query["timeframe"], frames)
        if query.get("cf", "AVERAGE") not in _CONSOLIDATIONS:
            errors["cf"] = _not_one_of(query["cf"], _CONSOLIDATIONS)
        if errors:
            raise Refusal(400, "Parameter verification failed.", errors)
        return frames[query["timeframe"]]

    def _may(self, account, node, kind, thing):
        path, privilege = f"/nodes/{node}", "Sys.Audit"
        if kind == "storage":
            path, privilege = f"/storage/{thing}", "Datastore.Audit"
        elif kind is not None:
            path, privilege = f"/vms/{thing}", "VM.Audit"
        if not account.may(path, privilege):
            raise Refusal(403, f"Permission check failed ({path}, {privilege})")

    def _figures(self, node, kind, thing):
        host = next((each for each in self.estate.nodes if each.name == node), None)
        if host is None:
            raise Refusal(500, f"hostname lookup '{node}' failed - failed to get address info")
        if not host.is_online:
            raise Refusal(595, "No route to host")
        if kind is None:
            return _of_node(host)
        if kind == "storage":
            return self._of_storage(node, thing)
        return self._of_guest(node, kind, thing)

    def _of_storage(self, node, name):
        rows = (s for s in self.estate.storages if s.name == name and node in s.nodes)
        found = next(rows, None)
        if found is None:
            raise Refusal(500, f"storage '{name}' does not exist")
        return {"used": float(found.disk), "total": float(found.maxdisk)}

    def _of_guest(self, node, kind, vmid):
        places = ((g.node, g.type, str(g.vmid)) == (node, kind, vmid) for g in self.estate.guests)
        found = next((g for g, here in zip(self.estate.guests, places, strict=True) if here), None)
        if found is None:
            raise Refusal(500, f"Configuration file 'nodes/{node}/{vmid}.conf' does not exist")
        sizes = {"maxcpu": found.maxcpu, "maxmem": found.maxmem, "maxdisk": found.maxdisk}
        if found.status != "running":
            return sizes | {"disk": 0.0}
        flows = dict.fromkeys(("netin", "netout", "diskread", "diskwrite"), 100 * _KIB)
        disk = found.disk / 2 if kind == "lxc" else 0.0
        return sizes | flows | {"cpu": found.cpu, "mem": found.mem / 2, "disk": disk}


def recorded(estate, figures, step_s, count):
    """Buckets of what goes up and down around ``figures`` once a day. Sizes stay."""
    now_s = int(estate.now.timestamp())
    newest_s = now_s // step_s * step_s
    begun_s = now_s - estate.recorded_s
    starts = range(newest_s - (count - 1) * step_s, newest_s + 1, step_s)
    rows = [{"time": at_s} for at_s in starts]
    for row in rows[:-1]:
        if row["time"] >= begun_s:
            swing = 1 + 0.5 * math.sin(row["time"] / DAY * math.tau)
            row |= {name: value * swing for name, value in figures.items()}
            row |= {n: figures[n] for n in figures if n.startswith("max") or "total" in n}
    return rows


def _of_node(node):
    return {
        "cpu": node.cpu,
        "maxcpu": node.maxcpu,
        "iowait": 0.01,
        "loadavg": 0.5,
        "memtotal": float(node.maxmem),
        "memused": node.mem / 2,
        "roottotal": float(node.maxdisk),
        "rootused": float(node.disk),
        "netin": 1000 * _KIB,
        "netout": 500 * _KIB,
    }


def _not_one_of(value, known):
    return f"value '{value}' does not have a value in the enumeration '{', '.join(known)}'"
