"""What the product tells of the configuration of guests, and of the addresses of containers."""

import re
from dataclasses import dataclass, field

from simulators.proxmox.refusal import Refusal

_GUEST = re.compile(r"/nodes/(?P<node>[^/]+)/(?P<type>qemu|lxc)/(?P<vmid>\d+)/(?P<what>\w+)")
_INTERFACES_SINCE = 8
_PARAMETERS = {"config": ("current", "snapshot"), "interfaces": ()}


@dataclass(slots=True)
class Configs:
    """More of what the guests of an estate are like, by their numbers."""

    by_vmid: dict[int, dict[str, object]] = field(default_factory=dict)
    """Options as ``qm config`` and ``pct config`` tell them; a guest without any has one disk."""

    addresses: dict[int, list[dict[str, object]]] = field(default_factory=dict)
    """Rows of the interfaces of a container."""

    failing: dict[int, str] = field(default_factory=dict)
    """Guests of which nothing is told but the product's sentence, with status 500."""


class Configuring:
    """The routes."""

    def __init__(self, estate):
        self.estate = estate

    def route(self, path):
        """What answers ``path``, and the parameters it knows; ``None`` for what is not here."""
        found = _GUEST.fullmatch(path)
        if found is None or found["what"] not in _PARAMETERS:
            return None
        is_listing = found["what"] == "interfaces"
        release = min(self.estate.major, self.estate.major_of(found["node"]))
        if is_listing and (found["type"] == "qemu" or release < _INTERFACES_SINCE):
            return None
        handle = self._interfaces if is_listing else self._config
        where = (found["type"], int(found["vmid"]), found["node"])
        return lambda account, query: handle(account, *where), _PARAMETERS[found["what"]]

    def _guest(self, account, kind, vmid, name):
        guests = self.estate.guests
        guest = next((g for g in guests if (g.type, g.vmid, g.node) == (kind, vmid, name)), None)
        in_pool = guest is not None and guest.pool is not None
        may = account.may(f"/vms/{vmid}", "VM.Audit")
        if not may and not (in_pool and account.may(f"/pool/{guest.pool}", "VM.Audit")):
            raise Refusal(403, f"Permission check failed (/vms/{vmid}, VM.Audit)")
        if not self.estate.node(name).is_online:
            raise Refusal(595, "No route to host")
        if guest is None:
            folder = "qemu-server" if kind == "qemu" else "lxc"
            path = f"nodes/{name}/{folder}/{vmid}.conf"
            raise Refusal(500, f"Configuration file '{path}' does not exist")
        if vmid in self.estate.configs.failing:
            raise Refusal(500, self.estate.configs.failing[vmid])
        return guest

    def _config(self, account, kind, vmid, name):
        guest = self._guest(account, kind, vmid, name)
        told = {"digest": "0" * 40, "description": "a note of its owner\n", "memory": 2048}
        return told | self.estate.configs.by_vmid.get(vmid, self._usual(guest))

    def _usual(self, guest):
        size = guest.maxdisk // 1024**3
        if guest.type == "lxc":
            root = f"local-lvm:vm-{guest.vmid}-disk-0,size={size}G"
            return {"rootfs": root, "ostype": "debian", "unprivileged": 1, "hostname": guest.name}
        disk = f"local-lvm:vm-{guest.vmid}-disk-0,iothread=1,size={size}G"
        return {"scsi0": disk, "ostype": "l26", "onboot": 1, "name": guest.name}

    def _interfaces(self, account, kind, vmid, name):
        guest = self._guest(account, kind, vmid, name)
        if guest.status != "running":
            return None
        loopback = {"name": "lo", "hwaddr": "00:00:00:00:00:00", "inet": "127.0.0.1/8"}
        return [loopback, *self.estate.configs.addresses.get(vmid, ())]
