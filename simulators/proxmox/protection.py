"""What the product tells of backups, jobs, snapshots, replication, availability and tasks."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

from simulators.proxmox.refusal import Refusal

_CONTENT = re.compile(r"/nodes/(?P<node>[^/]+)/storage/(?P<storage>[^/]+)/content")
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
class Protection:
    """All that protects the guests of an estate."""

    backups: list[Backup] = field(default_factory=list)
    snapshots: dict[int, list[dict]] = field(default_factory=dict)
    """By guest: rows as the product has them, without ``current``."""

    unable: dict[int, str] = field(default_factory=dict)
    """Guests whose snapshots are refused, with the product's sentence."""


class Protecting:
    """The routes."""

    def __init__(self, estate):
        self.estate = estate

    def route(self, path):
        """What answers ``path``, and the parameters it knows; ``None`` for what is not here."""
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
        return has_space and account.may(f"/vms/{backup.vmid}", "VM.Backup")

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


_LISTING = ("Datastore.Audit", "Datastore.AllocateSpace")


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
