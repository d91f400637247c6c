"""Where data lives: storage pools, physical disks, a distributed store."""

from dataclasses import dataclass

from typing_extensions import override

from pulse_desktop.model.facet import DiskFacet, ManagedFacet, Smart, StorageFacet
from pulse_desktop.model.metric import DISK_TEMPERATURES, Measurement, Metric
from pulse_desktop.model.source import Role
from pulse_desktop.resources.views.view import View, first_of, trimmed


@dataclass(frozen=True, slots=True)
class StoragePoolView(View):
    """A pool, dataset, datastore, array, hypervisor's storage or local file system."""

    @property
    def source_id(self) -> str:
        """What its history is kept under, else what the hypervisor calls it, else its id."""
        series = self.metrics_target.id if self.metrics_target else None
        return first_of(series, self.native_id(Role.HYPERVISOR)) or self.id

    @property
    def node(self) -> str | None:
        """The first node it is on, else what it belongs to, else its host's name."""
        nodes = self.facts.nodes if self.facts else ()
        return first_of(*nodes, self.parent_name, self.hostname)

    @property
    def accessible_nodes(self) -> tuple[str, ...]:
        """Every node that can use it."""
        nodes = self.facts.nodes if self.facts else ()
        return tuple(filter(None, (node.strip() for node in nodes)))

    @property
    def instance(self) -> str | None:
        """The cluster, or the lone node, that it was read through."""
        return trimmed(self.facts.instance) if self.facts else None

    @property
    def storage_type(self) -> str | None:
        """In the platform's word: ``zfspool``."""
        return trimmed(self.facts.type) if self.facts else None

    @property
    def content_types(self) -> tuple[str, ...]:
        """What may be kept on it, in the platform's words."""
        return self.facts.content_types if self.facts else ()

    @property
    def is_shared(self) -> bool:
        """Whether several machines use it."""
        return self.facts.shared if self.facts else False

    @property
    def is_enabled(self) -> bool | None:
        """Whether it is meant to be used."""
        return self.facts.enabled if self.facts else None

    @property
    def is_active(self) -> bool | None:
        """Whether it can be used now."""
        return self.facts.active if self.facts else None

    @property
    def pool(self) -> str | None:
        """The pool behind it, as the provider reports it."""
        return trimmed(self.facts.pool) if self.facts else None

    @property
    def path(self) -> str | None:
        """Where it is mounted."""
        return trimmed(self.facts.path) if self.facts else None

    @property
    def space(self) -> Measurement | None:
        """Space in use: the ratio, and the bytes behind it."""
        return self._measured(Metric.USAGE) or self._measured(Metric.DISK)

    @property
    def is_ceph(self) -> bool | None:
        """Whether a distributed store is behind it."""
        return self.facts.is_ceph if self.facts else None

    @property
    def is_zfs(self) -> bool | None:
        """Whether ZFS is behind it."""
        return self.facts.is_zfs if self.facts else None

    @property
    def zfs_pool_state(self) -> str | None:
        """``ONLINE``, ``DEGRADED``, ``FAULTED``."""
        return trimmed(self.facts.zfs_pool_state) if self.facts else None

    @property
    def managed(self) -> ManagedFacet | None:
        """All that a virtualisation manager's inventory says of it."""
        return self._facts(ManagedFacet)

    @property
    def facts(self) -> StorageFacet | None:
        """All that the most believed source says of it."""
        return self._facts(StorageFacet)


@dataclass(frozen=True, slots=True)
class PhysicalDiskView(View):
    """A physical disk."""

    @property
    def metric_resource_id(self) -> str:
        """What its history is kept under, else its serial number, its WWN, its id."""
        series = self.metrics_target.id if self.metrics_target else None
        return first_of(series, self.serial, self.wwn) or self.id

    @property
    def node(self) -> str | None:
        """The machine that it is in.

        A hypervisor or an agent hangs a disk below its machine, an appliance below a pool.
        """
        roles = {source.role for source in self.resource.sources}
        machine = self.parent_name if roles & {Role.HYPERVISOR, Role.AGENT} else None
        return first_of(machine, self.hostname)

    @property
    def device_path(self) -> str | None:
        """``/dev/sda``. Changes between boots."""
        return trimmed(self.facts.device_path) if self.facts else None

    @property
    def model(self) -> str | None:
        """As the maker names it."""
        return trimmed(self.facts.model) if self.facts else None

    @property
    def serial(self) -> str | None:
        """Serial number."""
        return trimmed(self.facts.serial) if self.facts else None

    @property
    def wwn(self) -> str | None:
        """World Wide Name."""
        return trimmed(self.facts.wwn) if self.facts else None

    @property
    def disk_type(self) -> str | None:
        """``ssd``, ``hdd``, ``nvme``."""
        return trimmed(self.facts.type) if self.facts else None

    @property
    def size_bytes(self) -> int | None:
        """Its capacity."""
        return self.facts.size_bytes if self.facts else None

    @property
    def health(self) -> str | None:
        """The disk's own verdict: ``PASSED``."""
        return trimmed(self.facts.health) if self.facts else None

    @property
    def life_left(self) -> int | None:
        """Percent of its life, 0 to 100, as the disk counts."""
        return self.facts.life_left if self.facts else None

    @property
    @override
    def temperature(self) -> float | None:
        """Degrees Celsius: measured, else as the disk last told."""
        told = self.facts.temperature if self.facts else None
        measured = (self._value(metric) for metric in DISK_TEMPERATURES)
        return next((value for value in measured if value is not None), told)

    @property
    def rpm(self) -> int | None:
        """Revolutions a minute; 0 for a disk that does not turn."""
        return self.facts.rpm if self.facts else None

    @property
    def used_for(self) -> str | None:
        """In the source's word: ``ZFS``, ``LVM``."""
        return trimmed(self.facts.used) if self.facts else None

    @property
    def smart(self) -> Smart | None:
        """The counters that it keeps of its own life."""
        return self.facts.smart if self.facts else None

    @property
    def facts(self) -> DiskFacet | None:
        """All that the most believed source says of it."""
        return self._facts(DiskFacet)
