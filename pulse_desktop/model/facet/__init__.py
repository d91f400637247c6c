"""A role's typed facts about one thing: providers fill them, columns and JSON read them."""

# Every facet names itself in ``kind``, so that a stored one can be told from the others. What a
# source did not give is ``None``. What is a metric of the resource is not repeated here.

from pulse_desktop.model.facet.appliance import ApplianceFacet
from pulse_desktop.model.facet.array import (
    ArrayDisk,
    ParityArray,
    ParityCounts,
    RaidArray,
    RaidMember,
)
from pulse_desktop.model.facet.backup import BackupJob, BackupServerFacet, Datastore
from pulse_desktop.model.facet.ceph import Ceph, CephFacet, CephPool, CephService
from pulse_desktop.model.facet.container import (
    ContainerFacet,
    ContainerMount,
    ImageUpdate,
    Port,
    ServiceFacet,
    ServiceTask,
)
from pulse_desktop.model.facet.disk import (
    Disk,
    DiskFacet,
    HealthReading,
    Smart,
    TemperatureAggregate,
)
from pulse_desktop.model.facet.engine import Cluster, EngineFacet
from pulse_desktop.model.facet.guest import GuestDisk, GuestFacet, Replica
from pulse_desktop.model.facet.host import DiskIo, HostDisk, HostFacet
from pulse_desktop.model.facet.machine import (
    CpuInfo,
    Fan,
    FigureTruth,
    FileSystem,
    Memory,
    NetworkInterface,
    RawFigure,
    Reporter,
    Sensor,
)
from pulse_desktop.model.facet.mail import (
    DomainStats,
    MailGatewayFacet,
    MailNode,
    MailQueue,
    MailStats,
    Quarantine,
    RelayDomain,
    SpamBucket,
)
from pulse_desktop.model.facet.managed import ManagedFacet, Placement
from pulse_desktop.model.facet.marker import Facet
from pulse_desktop.model.facet.node import NodeFacet, NodeTemperatures
from pulse_desktop.model.facet.orchestrator import (
    ClusterFacet,
    ClusterNodeFacet,
    DeploymentFacet,
    InCluster,
    MetricCapabilities,
    PodContainer,
    PodFacet,
)
from pulse_desktop.model.facet.storage import PoolDevice, StorageFacet

FACETS: tuple[type[Facet], ...] = (
    HostFacet,
    EngineFacet,
    ContainerFacet,
    ServiceFacet,
    NodeFacet,
    GuestFacet,
    DiskFacet,
    StorageFacet,
    ClusterFacet,
    ClusterNodeFacet,
    PodFacet,
    DeploymentFacet,
    BackupServerFacet,
    MailGatewayFacet,
    CephFacet,
    ApplianceFacet,
    ManagedFacet,
)
"""Every facet there is, for those who read one back from disk."""

__all__ = [
    "FACETS",
    "ApplianceFacet",
    "ArrayDisk",
    "BackupJob",
    "BackupServerFacet",
    "Ceph",
    "CephFacet",
    "CephPool",
    "CephService",
    "Cluster",
    "ClusterFacet",
    "ClusterNodeFacet",
    "ContainerFacet",
    "ContainerMount",
    "CpuInfo",
    "Datastore",
    "DeploymentFacet",
    "Disk",
    "DiskFacet",
    "DiskIo",
    "DomainStats",
    "EngineFacet",
    "Facet",
    "Fan",
    "FigureTruth",
    "FileSystem",
    "GuestDisk",
    "GuestFacet",
    "HealthReading",
    "HostDisk",
    "HostFacet",
    "ImageUpdate",
    "InCluster",
    "MailGatewayFacet",
    "MailNode",
    "MailQueue",
    "MailStats",
    "ManagedFacet",
    "Memory",
    "MetricCapabilities",
    "NetworkInterface",
    "NodeFacet",
    "NodeTemperatures",
    "ParityArray",
    "ParityCounts",
    "Placement",
    "PodContainer",
    "PodFacet",
    "PoolDevice",
    "Port",
    "Quarantine",
    "RaidArray",
    "RaidMember",
    "RawFigure",
    "RelayDomain",
    "Replica",
    "Reporter",
    "Sensor",
    "ServiceFacet",
    "ServiceTask",
    "Smart",
    "SpamBucket",
    "StorageFacet",
    "TemperatureAggregate",
]
