"""What the product tells of the Ceph cluster that its nodes form."""

import re
from dataclasses import dataclass, field

from simulators.proxmox.refusal import Refusal

_OF_NODE = re.compile(r"/nodes/(?P<node>[^/]+)/ceph/(?P<what>pools?|osd)")

TIB = 1024**4
FSID = "d11c6ea1-7ab2-41fa-99c5-b85f4d7ffd49"

_OLD_MAJOR, _NEW_MAJOR = 6, 8
"""Releases that know only ``pools``, and those that know only ``pool``; 7 knows both."""


@dataclass(slots=True)
class Osd:
    """One storage daemon."""

    id: int
    host: str
    is_up: bool = True
    is_in: bool = True


@dataclass(slots=True)
class Ceph:
    """A cluster."""

    monitors: tuple[str, ...] = ("pve1", "pve2")
    osds: list[Osd] = field(default_factory=list)
    pools: tuple[str, ...] = ("vm",)
    checks: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Name → severity and words."""

    muted: frozenset[str] = frozenset()
    total: int = 30 * TIB
    used: int = 12 * TIB
    flags: tuple[str, ...] = ()
    is_initialized: bool = True

    @property
    def health(self):
        """The worst of the checks."""
        worst = {severity for name, (severity, _) in self.checks.items() if name not in self.muted}
        return next((s for s in ("HEALTH_ERR", "HEALTH_WARN") if s in worst), "HEALTH_OK")


class CephRoutes:
    """``/cluster/ceph`` and ``/nodes/{node}/ceph``."""

    def __init__(self, estate):
        self.estate = estate

    def route(self, path):
        """What answers ``path``, and the parameters it knows; ``None`` for what is not here."""
        if path == "/cluster/ceph/status":
            return lambda account, query: self._status(self._open(account)), ()
        if path == "/cluster/ceph/flags":
            return lambda account, query: self._flags(self._open(account)), ()
        found = _OF_NODE.fullmatch(path)
        if found is None or not self._is_known(found["what"]):
            return None
        handle = self._tree if found["what"] == "osd" else self._pools
        return lambda account, query: handle(self._open(account)), ()

    def _is_known(self, what):
        if what == "pools":
            return self.estate.major < _NEW_MAJOR
        return what != "pool" or self.estate.major > _OLD_MAJOR

    def _open(self, account):
        if not account.may("/", "Sys.Audit") and not account.may("/", "Datastore.Audit"):
            raise Refusal(403, "Permission check failed (/, Sys.Audit|Datastore.Audit)")
        if self.estate.ceph is None:
            raise Refusal(500, "binary not installed: /usr/bin/ceph-mon")
        if not self.estate.ceph.is_initialized:
            raise Refusal(500, "pveceph configuration not initialized")
        return self.estate.ceph

    def _status(self, ceph):
        return {
            "fsid": FSID,
            "health": {
                "status": ceph.health,
                "checks": {
                    name: {
                        "severity": severity,
                        "summary": {"message": message, "count": 1},
                        "muted": name in ceph.muted,
                        "detail": [],
                    }
                    for name, (severity, message) in ceph.checks.items()
                },
                "mutes": [],
            },
            "pgmap": {
                "bytes_total": ceph.total,
                "bytes_used": ceph.used,
                "bytes_avail": ceph.total - ceph.used,
                "num_pgs": 129,
                "num_pools": len(ceph.pools),
                "pgs_by_state": [{"state_name": "active+clean", "count": 129}],
            },
            "osdmap": {
                "num_osds": len(ceph.osds),
                "num_up_osds": sum(osd.is_up for osd in ceph.osds),
                "num_in_osds": sum(osd.is_in for osd in ceph.osds),
            },
            "monmap": {"mons": [{"name": name} for name in ceph.monitors]},
            "quorum_names": list(ceph.monitors),
            "mgrmap": {"active_name": "pve1", "available": True, "standbys": [{"name": "pve2"}]},
            "servicemap": {"services": {}},
            "fsmap": {"up": 0, "in": 0, "max": 0, "by_rank": []},
        }

    def _pools(self, ceph):
        return [
            {
                "pool": str(index + 1),
                "pool_name": name,
                "size": 3,
                "min_size": 2,
                "pg_num": 128,
                "bytes_used": ceph.used // len(ceph.pools),
                "percent_used": ceph.used / ceph.total,
                "type": "replicated",
            }
            for index, name in enumerate(ceph.pools)
        ]

    def _tree(self, ceph):
        hosts = sorted({osd.host for osd in ceph.osds})
        rows = [
            {
                "id": str(-2 - index),
                "name": host,
                "type": "host",
                "children": [self._osd(osd) for osd in ceph.osds if osd.host == host],
            }
            for index, host in enumerate(hosts)
        ]
        root = {"id": "-1", "name": "default", "type": "root", "children": rows}
        return {"root": {"leaf": 0, "children": [root]}, "flags": ",".join(ceph.flags)}

    def _osd(self, osd):
        return {
            "id": str(osd.id),
            "name": f"osd.{osd.id}",
            "type": "osd",
            "status": "up" if osd.is_up else "down",
            "in": int(osd.is_in),
            "percent_used": 40.1,
            "leaf": 1,
        }

    def _flags(self, ceph):
        known = ("noout", "noscrub", "nodeep-scrub", "pause", "norebalance")
        return [{"name": name, "value": int(name in ceph.flags)} for name in known]
