"""What the product tells of the physical disks of its nodes."""

import re
import time
from dataclasses import dataclass, field

from simulators.proxmox.refusal import Refusal

_DISKS = re.compile(r"/nodes/(?P<node>[^/]+)/disks/(?P<what>list|smart)")
_DEVICE = re.compile(r"^/dev/[a-zA-Z0-9/]+$")
_STRICT_SINCE = 8


@dataclass(slots=True)
class Drive:
    """One physical disk, as the nodes that it is connected to see it."""

    nodes: tuple[str, ...]
    devpath: str
    type: str = "ssd"
    model: str = "Lab Disk"
    vendor: str = "ATA     "
    serial: str = "unknown"
    wwn: str = "unknown"
    size: int = 10**12
    rpm: int = 0
    used: str | None = "LVM"
    health: str = "PASSED"
    wearout: object = 98
    osdid: int = -1
    smart: dict = field(default_factory=dict)
    """What is told beside the health: ``type`` and ``attributes`` or ``text``."""


@dataclass(slots=True)
class Drives:
    """All disks of an estate, and how their nodes answer about them."""

    all: list[Drive] = field(default_factory=list)
    failing: dict[str, str] = field(default_factory=dict)
    """Nodes whose listing is refused with status 500, and the product's sentence."""

    hanging: dict[str, float] = field(default_factory=dict)
    """Nodes whose listing takes so many real seconds."""

    woken: list[str] = field(default_factory=list)
    """Devices whose health was asked for, in order."""

    def of(self, devpath):
        """The disk at that path."""
        return next(drive for drive in self.all if drive.devpath == devpath)


class Driving:
    """The routes."""

    def __init__(self, estate):
        self.estate = estate

    def route(self, path):
        """What answers ``path``, and the parameters it knows; ``None`` for what is not here."""
        found = _DISKS.fullmatch(path)
        if found is None:
            return None
        node = found["node"]
        if found["what"] == "list":
            known = ("skipsmart", "include-partitions", "type")
            return lambda account, query: self._list(account, query, node), known
        return lambda account, query: self._smart(account, query, node), ("disk", "healthonly")

    def _list(self, account, query, node):
        self._allow(account, ("/", f"/nodes/{node}"), f"/nodes/{node}")
        self._online(node)
        drives = self.estate.drives
        if node in drives.hanging:
            time.sleep(drives.hanging[node])
        if node in drives.failing:
            raise Refusal(500, drives.failing[node])
        is_quiet = query.get("skipsmart") == "1"
        here = [drive for drive in drives.all if node in drive.nodes]
        drives.woken += [] if is_quiet else [drive.devpath for drive in here]
        return [_row(drive, is_quiet=is_quiet) for drive in here]

    def _smart(self, account, query, node):
        if "disk" not in query:
            missing = {"disk": "property is missing and it is not optional"}
            raise Refusal(400, "Parameter verification failed.", missing)
        if not _DEVICE.match(query["disk"]):
            wrong = {"disk": "value does not match the regex pattern"}
            raise Refusal(400, "Parameter verification failed.", wrong)
        self._allow(account, ("/",), "/")
        self._online(node)
        path, drives = query["disk"], self.estate.drives
        found = [d for d in drives.all if node in d.nodes and d.devpath == path]
        if not found:
            raise Refusal(500, f"disk {path} does not exist")
        drives.woken.append(path)
        return {"health": found[0].health} | found[0].smart

    def _allow(self, account, before, path):
        """Until version 8 also who may see storages, and at the root."""
        if self.estate.major >= _STRICT_SINCE:
            if not account.may(path, "Sys.Audit"):
                raise Refusal(403, f"Permission check failed ({path}, Sys.Audit)")
            return
        words = ("Sys.Audit", "Datastore.Audit")
        if not any(account.may(place, word) for place in before for word in words):
            raise Refusal(403, f"Permission check failed ({path}, {'|'.join(words)})")

    def _online(self, name):
        node = next((each for each in self.estate.nodes if each.name == name), None)
        if node is None:
            raise Refusal(500, f"hostname lookup '{name}' failed - failed to get address info")
        if not node.is_online:
            raise Refusal(595, "No route to host")


def _row(drive, *, is_quiet):
    row = {
        "devpath": drive.devpath,
        "type": drive.type,
        "model": drive.model,
        "vendor": drive.vendor,
        "serial": drive.serial,
        "wwn": drive.wwn,
        "size": drive.size,
        "rpm": drive.rpm,
        "gpt": 1,
        "osdid": drive.osdid,
        "osdid-list": None if drive.osdid < 0 else [drive.osdid],
        "health": "UNKNOWN" if is_quiet else drive.health,
        "wearout": "N/A" if is_quiet else drive.wearout,
    }
    return row | ({"used": drive.used} if drive.used else {})
