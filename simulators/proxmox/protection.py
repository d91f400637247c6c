"""What the product tells of backups, jobs, snapshots, replication, availability and tasks."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import unquote

from simulators.proxmox.refusal import Refusal

_CONTENT = re.compile(r"/nodes/(?P<node>[^/]+)/storage/(?P<storage>[^/]+)/content")
_TASKS = re.compile(r"/nodes/(?P<node>[^/]+)/tasks")
_LOG = re.compile(r"/nodes/(?P<node>[^/]+)/tasks/(?P<upid>[^/]+)/log")
_REPLICATION = re.compile(r"/nodes/(?P<node>[^/]+)/replication")
_TASK_PARAMETERS = ("source", "typefilter", "limit", "start", "errors", "vmid")
_TASK_PARAMETERS_OF_7 = (*_TASK_PARAMETERS, "since", "until", "statusfilter", "userfilter")
_SNAPSHOTS = re.compile(r"/nodes/(?P<node>[^/]+)/(?P<type>qemu|lxc)/(?P<vmid>\d+)/snapshot")

GIB = 1024**3


@dataclass(slots=True)
class Backup:
    """One volume of a storage."""

    storage: str
    vmid: int
    at_s: int
    """Seconds since 1970."""

    type: str = "qemu"
    node: str = ""
    """Where it lies on a storage that is not shared."""

    size: int | None = GIB
    notes: str | None = None
    protected: int | None = None
    verification: str | None = None
    encrypted: str | None = None

    def volid(self, plugintype):
        """``nas:backup/vzdump-qemu-101-2026_05_01-02_00_00.vma.zst``, or as a server names it."""
        when = _utc(self.at_s)
        if plugintype == "pbs":
            kind = {"qemu": "vm", "lxc": "ct"}[self.type]
            return f"{self.storage}:backup/{kind}/{self.vmid}/{when:%Y-%m-%dT%H:%M:%SZ}"
        ending = {"qemu": "vma.zst", "lxc": "tar.zst"}[self.type]
        stamp = f"{when:%Y_%m_%d-%H_%M_%S}"
        return f"{self.storage}:backup/vzdump-{self.type}-{self.vmid}-{stamp}.{ending}"


@dataclass(slots=True)
class Task:
    """Something that a node does, or did."""

    node: str
    type: str
    id: str
    start_s: int
    end_s: int | None = None
    status: str | None = "OK"
    user: str = "root@pam"
    log: tuple[str, ...] = ()

    @property
    def upid(self):
        """Its name."""
        began = f"0020C066:042DF204:{self.start_s:08X}"
        return f"UPID:{self.node}:{began}:{self.type}:{self.id}:{self.user}:"


@dataclass(slots=True)
class Protection:
    """All that protects the guests of an estate."""

    backups: list[Backup] = field(default_factory=list)
    snapshots: dict[int, list[dict]] = field(default_factory=dict)
    """By guest: rows as the product has them, without ``current``."""

    unable: dict[int, str] = field(default_factory=dict)
    """Guests whose snapshots are refused, with the product's sentence."""

    jobs: list[dict] = field(default_factory=list)
    """``/cluster/backup`` as it is."""

    unplanned: list[dict] = field(default_factory=list)
    """``/cluster/backup-info/not-backed-up`` as it is."""

    replications: list[dict] = field(default_factory=list)
    """Jobs with their states; ``source`` is the node that tells those."""

    standings: list[dict] = field(default_factory=list)
    """``/cluster/ha/status/current`` without the row of the quorum."""

    has_ha_quorum: bool = True
    tasks: list[Task] = field(default_factory=list)


class Protecting:
    """The routes."""

    def __init__(self, estate):
        self.estate = estate
        self._of_cluster = {
            "/cluster/backup": (lambda a, _: self._audited(a, self._told.jobs), ()),
            "/cluster/ha/status/current": (lambda a, _: self._audited(a, self._standings()), ()),
            "/cluster/replication": (lambda a, _: self._definitions(a), ()),
            "/cluster/tasks": (lambda a, _: self._recent(a), ()),
        }

    @property
    def _told(self):
        return self.estate.protection

    def route(self, path):
        """What answers ``path``, and the parameters it knows; ``None`` for what is not here."""
        if path in self._of_cluster:
            return self._of_cluster[path]
        if path == "/cluster/backup-info/not-backed-up" and self.estate.major >= 7:
            return lambda account, _: self._audited(account, self._told.unplanned), ()
        return self._of_nodes(path) or self._of_guests(path)

    def _of_nodes(self, path):
        if found := _TASKS.fullmatch(path):
            known = _TASK_PARAMETERS_OF_7 if self.estate.major >= 7 else _TASK_PARAMETERS
            return lambda account, query: self._tasks(account, query, found["node"]), known
        if found := _LOG.fullmatch(path):
            where = (found["node"], unquote(found["upid"]))
            return lambda account, query: self._log(account, query, *where), ("start", "limit")
        if found := _REPLICATION.fullmatch(path):
            return lambda account, _: self._states(account, found["node"]), ("guest",)
        return None

    def _of_guests(self, path):
        if found := _CONTENT.fullmatch(path):
            where = (found["node"], found["storage"])
            return lambda account, query: self._content(account, query, *where), (
                "content",
                "vmid",
            )
        if found := _SNAPSHOTS.fullmatch(path):
            where = (found["node"], found["type"], int(found["vmid"]))
            return lambda account, query: self._snapshots(account, *where), ()
        return None

    def _audited(self, account, rows):
        if not account.may("/", "Sys.Audit"):
            raise Refusal(403, "Permission check failed (/, Sys.Audit)")
        return rows

    def _standings(self):
        quorum = {
            "id": "quorum",
            "type": "quorum",
            "node": self.estate.nodes[0].name,
            "status": "OK" if self._told.has_ha_quorum else "No quorum on node 'pve1'!",
            "quorate": int(self._told.has_ha_quorum),
        }
        return [quorum, *self._told.standings]

    def _replicated(self, account):
        return [
            job
            for job in self._told.replications
            if account.may(f"/vms/{job['guest']}", "VM.Audit")
        ]

    def _definitions(self, account):
        return [
            {name: value for name, value in job.items() if name in _DEFINED}
            for job in self._replicated(account)
        ]

    def _states(self, account, node):
        self._online(node)
        return [job for job in self._replicated(account) if job["source"] == node]

    def _visible(self, account):
        newest = sorted(self._told.tasks, key=lambda task: task.start_s, reverse=True)
        return [
            task
            for task in newest
            if account.may(f"/nodes/{task.node}", "Sys.Audit") or task.user == account.name
        ]

    def _recent(self, account):
        return [_task(each) | {"saved": "1"} for each in self._visible(account)][:25]

    def _tasks(self, account, query, node):
        self._online(node)
        source = query.get("source", "archive")
        if source not in {"archive", "active", "all"}:
            text = f"value '{source}' does not have a value in the enumeration"
            raise Refusal(400, "Parameter verification failed.", {"source": text})
        wanted = query.get("typefilter")
        rows = [
            _task(each)
            for each in self._visible(account)
            if each.node == node
            and wanted in {None, each.type}
            and (source == "all" or (each.end_s is None) == (source == "active"))
        ]
        return rows[: int(query.get("limit", 50))]

    def _log(self, account, query, node, upid):
        self._online(node)
        task = next((each for each in self._visible(account) if each.upid == upid), None)
        if task is None:
            raise Refusal(403, f"Permission check failed (/nodes/{node}, Sys.Audit)")
        start, limit = int(query.get("start", 0)), int(query.get("limit", 50))
        lines = [{"n": n, "t": text} for n, text in enumerate(task.log, 1)]
        return lines[start : start + limit]

    def _online(self, name):
        node = next((each for each in self.estate.nodes if each.name == name), None)
        if node is None:
            raise Refusal(500, f"hostname lookup '{name}' failed - failed to get address info")
        if not node.is_online:
            raise Refusal(595, "No route to host")

    def _content(self, account, query, node, name):
        path = f"/storage/{name}"
        if not any(account.may(path, each) for each in _LISTING):
            raise Refusal(403, f"Permission check failed ({path}, {'|'.join(_LISTING)})")
        self._online(node)
        storage = next((s for s in self.estate.storages if s.name == name), None)
        if storage is None:
            raise Refusal(500, f"storage '{name}' does not exist")
        if node not in storage.nodes:
            raise Refusal(500, f"storage '{name}' is not available on node '{node}'")
        if query.get("content") not in {None, "backup"}:
            return []
        return [
            _volume(each, storage)
            for each in self.estate.protection.backups
            if each.storage == name
            and (storage.shared or each.node == node)
            and self._may_see(account, each)
        ]

    def _may_see(self, account, backup):
        path = f"/storage/{backup.storage}"
        if account.may(path, "Datastore.Allocate"):
            return True
        has_space = account.may(path, "Datastore.AllocateSpace")
        pools = (g.pool for g in self.estate.guests if g.vmid == backup.vmid and g.pool)
        paths = (f"/vms/{backup.vmid}", *(f"/pool/{pool}" for pool in pools))
        return has_space and any(account.may(path, "VM.Backup") for path in paths)

    def _snapshots(self, account, node, kind, vmid):
        if not account.may(f"/vms/{vmid}", "VM.Audit"):
            raise Refusal(403, f"Permission check failed (/vms/{vmid}, VM.Audit)")
        self._online(node)
        guests = self.estate.guests
        if not any((g.type, g.vmid, g.node) == (kind, vmid, node) for g in guests):
            place = {"qemu": "qemu-server", "lxc": "lxc"}[kind]
            path = f"nodes/{node}/{place}/{vmid}.conf"
            raise Refusal(500, f"Configuration file '{path}' does not exist")
        if vmid in self.estate.protection.unable:
            raise Refusal(500, self.estate.protection.unable[vmid])
        current = {"name": "current", "description": "You are here!", "digest": "0" * 40}
        return [*self.estate.protection.snapshots.get(vmid, []), current]


_DEFINED = ("id", "type", "guest", "jobnum", "source", "target", "schedule", "disable", "comment")


def _task(task):
    row = {
        "upid": task.upid,
        "node": task.node,
        "pid": 2146406,
        "pstart": 70120964,
        "type": task.type,
        "id": task.id,
        "user": task.user,
        "starttime": task.start_s,
    }
    return row if task.end_s is None else row | {"endtime": task.end_s, "status": task.status}


_LISTING = ("Datastore.Audit", "Datastore.AllocateSpace")


def nightly(now_s, vmid, kind="qemu", nights=5, storage="nas"):
    """A backup every night, the last one ten hours ago."""
    times = (now_s - 36_000 - 86_400 * night for night in range(nights))
    return [Backup(storage, vmid, at_s, kind) for at_s in times]


def _volume(backup, storage):
    is_remote = storage.plugintype == "pbs"
    local = {"qemu": "vma.zst", "lxc": "tar.zst"}[backup.type]
    row = {
        "volid": backup.volid(storage.plugintype),
        "content": "backup",
        "format": {"qemu": "pbs-vm", "lxc": "pbs-ct"}[backup.type] if is_remote else local,
        "subtype": backup.type,
        "ctime": backup.at_s,
        "vmid": backup.vmid,
    }
    told = {
        "size": backup.size,
        "notes": backup.notes,
        "protected": backup.protected,
        "encrypted": backup.encrypted,
    }
    row |= {name: value for name, value in told.items() if value is not None}
    if backup.verification:
        row["verification"] = {"state": backup.verification, "upid": "UPID:vault:1:2:3:4:v:m:r:"}
    return row


def _utc(at_s):
    return datetime.fromtimestamp(at_s, UTC)
