"""What the product tells of one node, its virtual machines and the agents in them."""

import re

from simulators.proxmox.estate import GIB
from simulators.proxmox.refusal import Refusal

_NODE = re.compile(r"/nodes/(?P<node>[^/]+)/(?P<what>status|qemu|rrddata)")
_MACHINE = re.compile(r"/nodes/(?P<node>[^/]+)/qemu/(?P<vmid>\d+)/status/current")
_AGENT = re.compile(r"/nodes/(?P<node>[^/]+)/qemu/(?P<vmid>\d+)/agent/(?P<command>[a-z-]+)")

_TIMEFRAMES = ("hour", "day", "week", "month", "year", "decade")
_KIB = 1024


class Inside:
    """The routes below ``/nodes/{node}`` that say how a node and its machines fare."""

    def __init__(self, estate):
        self.estate = estate
        self._of_nodes = {
            "status": (self._status, ()),
            "qemu": (self._machines, ("full",)),
            "rrddata": (self._history, ("timeframe", "cf")),
        }
        self._of_agents = {
            "get-fsinfo": ("guest-get-fsinfo", self._file_systems, ()),
            "network-get-interfaces": ("guest-network-get-interfaces", self._interfaces, ()),
            "get-osinfo": ("guest-get-osinfo", self._system, ()),
            "info": ("guest-info", self._info, ()),
            "file-read": ("guest-file-read", None, ("file",)),
        }

    def route(self, path):
        """What answers ``path``, and the parameters it knows; ``None`` for what is not here."""
        if found := _NODE.fullmatch(path):
            handle, known = self._of_nodes[found["what"]]
            return lambda account, query: handle(account, query, found["node"]), known
        if found := _MACHINE.fullmatch(path):
            where = (found["node"], int(found["vmid"]))
            return lambda account, query: self._current(account, *where), ()
        found = _AGENT.fullmatch(path)
        if found and found["command"] in self._of_agents:
            _, _, known = self._of_agents[found["command"]]
            where = (found["node"], int(found["vmid"]), found["command"])
            return lambda account, query: self._agent(account, query, *where), known
        return None

    def _node(self, name):
        node = next((each for each in self.estate.nodes if each.name == name), None)
        if node is None:
            raise Refusal(500, f"hostname lookup '{name}' failed - failed to get address info")
        if not node.is_online:
            raise Refusal(595, "No route to host")
        return node

    def _audited(self, account, name):
        if not account.may(f"/nodes/{name}", "Sys.Audit"):
            raise Refusal(403, f"Permission check failed (/nodes/{name}, Sys.Audit)")
        return self._node(name)

    def _status(self, account, query, name):
        node = self._audited(account, name)
        if not node.has_status:
            raise Refusal(500, "unable to read /proc/meminfo")
        free = max(node.maxmem - node.mem - node.caches, 0)
        memory = {"total": node.maxmem, "used": node.mem, "free": node.maxmem - node.mem}
        if self.estate.major >= 9:
            memory |= {"free": free, "available": node.maxmem - node.mem}
        return {
            "cpu": 0,
            "wait": 0,
            "memory": memory,
            "swap": {"total": 8 * GIB, "used": GIB, "free": 7 * GIB},
            "rootfs": {
                "total": node.maxdisk,
                "used": node.disk,
                "avail": node.maxdisk - node.disk,
                "free": node.maxdisk - node.disk,
            },
            "loadavg": ["0.50", "0.40", "0.30"],
            "uptime": node.uptime_s + int(self.estate.clock_s),
            "kversion": "Linux 6.14.8-2-pve #1 SMP PREEMPT_DYNAMIC",
            "pveversion": f"pve-manager/{node.version or self.estate.version}/0123456789abcdef",
            "cpuinfo": {"model": "Simulated", "cores": 4, "sockets": 1, "cpus": 8, "hvm": "1"},
        }

    def _history(self, account, query, name):
        node = self._audited(account, name)
        timeframe = query.get("timeframe")
        if timeframe is None:
            raise Refusal(400, "Parameter verification failed.", {"timeframe": _MISSING})
        if timeframe not in _TIMEFRAMES:
            raise Refusal(400, "Parameter verification failed.", {"timeframe": "not in the list"})
        now_s = int(self.estate.now.timestamp()) // 60 * 60
        rows = [{"time": now_s - 60 * n} for n in range(3, -1, -1)]
        for row in rows[:-1]:
            row |= {"memtotal": float(node.maxmem), "memused": float(node.mem)}
        return rows

    def _machines(self, account, query, name):
        self._node(name)
        guests = [guest for guest in self.estate.guests if guest.node == name]
        return [
            self._row(guest, is_full=query.get("full") == "1")
            for guest in guests
            if guest.type == "qemu" and account.may(f"/vms/{guest.vmid}", "VM.Audit")
        ]

    def _machine(self, name, vmid):
        self._node(name)
        found = (g for g in self.estate.guests if (g.type, g.vmid, g.node) == ("qemu", vmid, name))
        guest = next(found, None)
        if guest is None:
            path = f"nodes/{name}/qemu-server/{vmid}.conf"
            raise Refusal(500, f"Configuration file '{path}' does not exist")
        return guest

    def _current(self, account, name, vmid):
        if not account.may(f"/vms/{vmid}", "VM.Audit"):
            raise Refusal(403, f"Permission check failed (/vms/{vmid}, VM.Audit)")
        guest = self._machine(name, vmid)
        row = self._row(guest, is_full=True) | {"ha": {"managed": 0}}
        return row | ({"agent": 1} if guest.agent is not None else {})

    def _row(self, guest, *, is_full):
        runs = guest.status in {"running", "paused"}
        row = {
            "vmid": guest.vmid,
            "name": guest.name,
            "status": "running" if runs else "stopped",
            "cpu": 0,
            "cpus": guest.maxcpu,
            "mem": guest.mem if runs else 0,
            "maxmem": guest.maxmem,
            "disk": 0,
            "maxdisk": guest.maxdisk,
        }
        if not is_full:
            return row
        row["qmpstatus"] = guest.status
        return row | (self._figures(guest) if runs else {})

    def _figures(self, guest):
        balloon = {"actual": guest.maxmem, "max_mem": guest.maxmem}
        figures = {"balloon": guest.maxmem, "ballooninfo": balloon}
        if guest.balloon_free is not None:
            figures["freemem"] = guest.balloon_free
            now_s = int(self.estate.now.timestamp())
            balloon |= {"free_mem": guest.balloon_free, "total_mem": guest.maxmem}
            balloon["last_update"] = now_s
        if self.estate.major >= 9:
            has_report = guest.balloon_free is not None
            figures["memhost"] = guest.mem + 1 if has_report else guest.mem
        return figures

    def _agent(self, account, query, name, vmid, command):
        self._may_ask(account, vmid, command)
        guest = self._machine(name, vmid)
        called, handle, _ = self._of_agents[command]
        self._answers(guest, called)
        if called in guest.agent.unsupported:
            text = f"The command {called} has not been found"
            return {"result": {"error": {"class": "CommandNotFound", "desc": text}}}
        return self._file(guest, query) if handle is None else {"result": handle(guest)}

    def _may_ask(self, account, vmid, command):
        privileges = ("VM.Monitor",)
        if self.estate.major >= 9:
            wanted = "FileRead" if command == "file-read" else "Audit"
            privileges = (f"VM.GuestAgent.{wanted}", "VM.GuestAgent.Unrestricted")
        if not any(account.may(f"/vms/{vmid}", each) for each in privileges):
            text = "|".join(privileges)
            raise Refusal(403, f"Permission check failed (/vms/{vmid}, {text})")

    def _answers(self, guest, called):
        if guest.status != "running":
            raise Refusal(500, f"VM {guest.vmid} is not running")
        if guest.agent is None:
            raise Refusal(500, "No QEMU guest agent configured")
        if not guest.agent.is_running:
            raise Refusal(500, "QEMU guest agent is not running")
        if guest.agent.refusal is not None:
            said = guest.agent.refusal.format(vmid=guest.vmid, command=called)
            raise Refusal(500, said)

    def _file_systems(self, guest):
        agent = guest.agent
        rows = [
            ("/", "ext4", "/dev/sda1", agent.maxdisk, agent.disk),
            ("/boot/efi", "vfat", "/dev/sda15", GIB, GIB // 8),
        ]
        return [
            {
                "name": device.removeprefix("/dev/"),
                "mountpoint": place,
                "type": kind,
                "total-bytes": total,
                "used-bytes": used,
                "disk": [{"bus-type": "scsi", "bus": 0, "target": 0, "unit": 0, "dev": device}],
            }
            for place, kind, device, total, used in rows
        ]

    def _interfaces(self, guest):
        addresses = [
            {"ip-address": each, "ip-address-type": "ipv4", "prefix": 24}
            for each in guest.agent.addresses
        ]
        loopback = [{"ip-address": "127.0.0.1", "ip-address-type": "ipv4", "prefix": 8}]
        return [
            {"name": "lo", "ip-addresses": loopback},
            {
                "name": "eth0",
                "hardware-address": f"bc:24:11:00:00:{guest.vmid % 256:02x}",
                "ip-addresses": addresses,
            },
        ]

    def _system(self, guest):
        if "Windows" in guest.agent.system:
            return {"id": "mswindows", "pretty-name": guest.agent.system, "variant": "server"}
        told = {"id": "debian", "pretty-name": guest.agent.system, "version-id": "12"}
        return told | {"kernel-release": "6.1.0-9-amd64", "machine": "x86_64"}

    def _info(self, guest):
        names = [called for called, _, _ in self._of_agents.values()]
        commands = [{"name": n, "enabled": True, "success-response": True} for n in names]
        return {"version": guest.agent.version, "supported_commands": commands}

    def _file(self, guest, query):
        if "file" not in query:
            raise Refusal(400, "Parameter verification failed.", {"file": _MISSING})
        if query["file"] != "/proc/meminfo" or "Windows" in guest.agent.system:
            raise Refusal(500, f"Agent error: can't open file '{query['file']}'")
        available = guest.agent.available
        lines = {
            "MemTotal": guest.maxmem,
            "MemFree": guest.maxmem // 8,
            "MemAvailable": guest.maxmem // 2 if available is None else available,
        }
        content = "".join(f"{key}: {size // _KIB:>15} kB\n" for key, size in lines.items())
        return {"content": content}


_MISSING = "property is missing and it is not optional"
