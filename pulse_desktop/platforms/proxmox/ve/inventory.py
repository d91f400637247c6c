"""All that one poll read, before anything is made of it."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from pulse_desktop.model.ids import NativeId
from pulse_desktop.platforms.proxmox.rounds.findings import NOTHING_FOUND, Findings
from pulse_desktop.platforms.proxmox.rounds.question import Release
from pulse_desktop.platforms.proxmox.ve.closer.notes import NOTHING_NOTED, Notes
from pulse_desktop.platforms.proxmox.ve.privileges import Granted
from pulse_desktop.platforms.proxmox.ve.release import asked_by, number, of_nodes
from pulse_desktop.platforms.proxmox.ve.wire import NODE, Entry, Member, Node
from pulse_desktop.provider.numbers import flag


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """One estate at one instant."""

    at: datetime
    connection_name: str
    is_unnamed: bool = False
    """The session began without being told the cluster's name, and goes on without it."""

    web_url: str
    version: str
    members: tuple[Member, ...]
    nodes: tuple[Node, ...]
    entries: tuple[Entry, ...]
    notes: Notes = NOTHING_NOTED
    """What closer looks have found, now or before."""

    findings: Findings = NOTHING_FOUND
    """What rounds have found, now or before."""

    granted: Granted | None = None
    """What the credential may see; ``None`` while the product has not told it."""

    @property
    def cluster(self) -> Member | None:
        """The row of the cluster; ``None`` for a node that stands alone."""
        return next((row for row in self.members if row.type == "cluster" and row.name), None)

    @property
    def instance(self) -> str:
        """The name that native ids begin with."""
        if self.cluster is None or self.is_unnamed:
            return self.connection_name
        return self.cluster.name

    @property
    def has_quorum(self) -> bool:
        """Whether the cluster may act. A node alone always may."""
        return self.cluster is None or self.cluster.quorate is None or flag(self.cluster.quorate)

    def releases_for(self, node: str) -> tuple[Release, ...]:
        """Those that must know what is put to a node."""
        return asked_by(node, number(self.version), of_nodes(self.notes))

    def member(self, node: str) -> Member | None:
        """The row of a node in the cluster's status."""
        found = (row for row in self.members if row.type == NODE and row.name == node)
        return next(found, None)

    def of_type(self, *types: str) -> tuple[Entry, ...]:
        """The resource rows of these types."""
        return tuple(entry for entry in self.entries if entry.type in types)

    def node_id(self, node: str) -> NativeId:
        """``home-pve1``."""
        return NativeId(f"{self.instance}-{node}")

    def guest_id(self, node: str, vmid: int) -> NativeId:
        """``home:pve1:101``."""
        return NativeId(f"{self.instance}:{node}:{vmid}")

    def storage_id(self, node: str, storage: str) -> NativeId:
        """``home-pve1-local``, or ``pve1-local`` where node and instance have one name."""
        scope = node if node == self.instance else f"{self.instance}-{node}"
        return NativeId(f"{scope}-{storage}")

    def shared_storage_id(self, storage: str) -> NativeId:
        """``home-cluster-nas``."""
        return NativeId(f"{self.instance}-cluster-{storage}")

    def page(self, item: str) -> str:
        """The web page of ``qemu/101``: ``https://pve1:8006/#v1:0:=qemu%2F101``."""
        return f"{self.web_url.rstrip('/')}/#v1:0:={quote(item, safe='')}"
