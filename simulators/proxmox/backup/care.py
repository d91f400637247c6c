"""What the server tells of its disks, services, updates and subscription."""

import re
import time
from dataclasses import dataclass, field

_DEVICE = re.compile(r"(?:[hs]|x?v)d[a-z]+|nvme\d+n\d+")


@dataclass(slots=True)
class Drive:
    """A physical disk."""

    name: str
    type: str = "ssd"
    status: str = "passed"
    serial: str | None = None
    wwn: str | None = None
    wearout: float | None = 97.0
    used: str = "zfs"
    attributes: list[dict] = field(default_factory=list)


@dataclass(slots=True)
class Care:
    """All that is asked beside the polls."""

    drives: list[Drive] = field(default_factory=list)
    services: dict[str, tuple[str, str]] = field(
        default_factory=lambda: {"proxmox-backup": ("running", "enabled")}
    )
    """Name → how it is, whether it is meant to run."""

    packages: list[str] = field(default_factory=list)
    subscription: dict = field(default_factory=lambda: {"status": "notfound"})
    failing: str | None = None
    """Why disks cannot be listed, in the server's words."""

    hangs_s: float = 0.0
    """How long the list of disks takes, in real seconds."""

    def drive(self, name):
        """The disk of that name."""
        return next(each for each in self.drives if each.name == name)


class Caring:
    """The answers; ``refuse`` makes the product's refusal of a status and a text."""

    def __init__(self, estate, refuse):
        self.estate, self._refuse = estate, refuse
        self.routes = {
            "/nodes/localhost/disks/list": (
                self._disks,
                ("skipsmart", "include-partitions", "usage-type"),
            ),
            "/nodes/localhost/disks/smart": (self._smart, ("disk", "healthonly")),
            "/nodes/localhost/services": (self._services, ()),
            "/nodes/localhost/apt/update": (self._updates, ()),
            "/nodes/localhost/subscription": (self._subscription, ()),
        }

    @property
    def _care(self):
        return self.estate.care

    def _allow(self, account, path):
        if not account.may(path, "Sys.Audit"):
            raise self._refuse(403, "permission check failed")

    def _disks(self, account, query):
        self._allow(account, "/system/disks")
        time.sleep(self._care.hangs_s)
        if self._care.failing:
            raise self._refuse(400, self._care.failing)
        return [_row(each) for each in self._care.drives]

    def _smart(self, account, query):
        self._allow(account, "/system/disks")
        name = query.get("disk", "")
        if not _DEVICE.fullmatch(name):
            text = "parameter verification failed - 'disk': value does not match the regex pattern"
            raise self._refuse(400, text)
        drive = next((each for each in self._care.drives if each.name == name), None)
        if drive is None:
            raise self._refuse(400, f"no such block device '{name}'")
        told = {"status": drive.status, "attributes": drive.attributes}
        return told | ({} if drive.wearout is None else {"wearout": drive.wearout})

    def _services(self, account, query):
        self._allow(account, "/system/services")
        return [
            {"service": name, "name": name, "desc": name, "state": state, "unit-state": unit}
            for name, (state, unit) in self._care.services.items()
        ]

    def _updates(self, account, query):
        self._allow(account, "/system")
        return [
            {"Package": each, "Version": "2", "OldVersion": "1"} for each in self._care.packages
        ]

    def _subscription(self, account, query):
        return self._care.subscription


def _row(drive):
    row = {
        "name": drive.name,
        "devpath": f"/dev/{drive.name}",
        "disk-type": drive.type,
        "status": drive.status,
        "used": drive.used,
        "size": 10**12,
        "model": "Vault Disk",
        "vendor": "ATA",
        "rpm": 0,
        "gpt": True,
    }
    told = {"serial": drive.serial, "wwn": drive.wwn, "wearout": drive.wearout}
    return row | {name: value for name, value in told.items() if value is not None}
