"""What is read of a mail gateway, part by part, and what stays unknown without one."""

from dataclasses import dataclass

from pulse_desktop.model.text import Text, mark


@dataclass(frozen=True, slots=True)
class Area:
    """One part of the picture, which a role opens as a whole."""

    stage: str
    """In the connection's record of what is missing."""

    title: Text
    without: Text
    """What stays unknown without it."""

    def missing(self) -> Text:
        """That it may not be read, and what follows from it."""
        return mark(
            "Proxmox", "{title}: not allowed in this user's role; {without}. Auditor allows it."
        ).given(title=self.title, without=self.without)


NODE = Area(
    "node",
    mark("Proxmox", "gateway"),
    mark("Proxmox", "its CPU, memory, disk and uptime stay unknown"),
)
CLUSTER = Area(
    "cluster",
    mark("Proxmox", "cluster"),
    mark("Proxmox", "its nodes are not listed"),
)
QUEUES = Area(
    "queues",
    mark("Proxmox", "queues"),
    mark("Proxmox", "how much mail waits stays unknown"),
)
STATISTICS = Area(
    "statistics",
    mark("Proxmox", "mail statistics"),
    mark("Proxmox", "what went through today stays unknown"),
)
QUARANTINE = Area(
    "quarantine",
    mark("Proxmox", "quarantine"),
    mark("Proxmox", "how much mail is held back stays unknown"),
)
DOMAINS = Area(
    "domains",
    mark("Proxmox", "relay domains"),
    mark("Proxmox", "they are not listed"),
)
BACKUPS = Area(
    "backups",
    mark("Proxmox", "configuration backups"),
    mark("Proxmox", "they are not listed"),
)

ALL = (NODE, CLUSTER, QUEUES, STATISTICS, QUARANTINE, DOMAINS, BACKUPS)
