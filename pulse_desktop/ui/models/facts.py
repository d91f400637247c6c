"""Facts of a resource that columns and the inspector share, whichever source they come from."""

from collections.abc import Callable
from datetime import timedelta

from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.facet import (
    BackupServerFacet,
    ContainerFacet,
    DiskFacet,
    EngineFacet,
    GuestFacet,
    HostFacet,
    MailGatewayFacet,
    NodeFacet,
    ServiceFacet,
    StorageFacet,
)
from pulse_desktop.model.metric import DISK_TEMPERATURES, Metric
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.source import Role
from pulse_desktop.model.text import Text, mark
from pulse_desktop.ui.formatting import MISSING
from pulse_desktop.ui.presentation import Presentation

_SHORT_ID = 12
"""Characters of a container id that the engine's own tools show."""

_DATASET = "dataset"
"""What a storage that is a part of a pool says of its place."""

TYPE_TITLES: dict[ResourceType, Text] = {
    ResourceType.AGENT: mark("Resource type", "Host"),
    ResourceType.VM: mark("Resource type", "VM"),
    ResourceType.SYSTEM_CONTAINER: mark("Resource type", "LXC"),
    ResourceType.APP_CONTAINER: mark("Resource type", "Container"),
    ResourceType.DOCKER_SERVICE: mark("Resource type", "Service"),
    ResourceType.K8S_CLUSTER: mark("Resource type", "Cluster"),
    ResourceType.K8S_NODE: mark("Resource type", "Node"),
    ResourceType.POD: mark("Resource type", "Pod"),
    ResourceType.K8S_DEPLOYMENT: mark("Resource type", "Deployment"),
    ResourceType.STORAGE: mark("Resource type", "Storage"),
    ResourceType.PBS: mark("Resource type", "Backup server"),
    ResourceType.PMG: mark("Resource type", "Mail gateway"),
    ResourceType.CEPH: mark("Resource type", "Ceph"),
    ResourceType.PHYSICAL_DISK: mark("Resource type", "Disk"),
}

Fact = Callable[[Resource], str | None]
Figure = Callable[[Resource], float | None]


def uptime(resource: Resource, presentation: Presentation) -> timedelta | None:
    """Time since it started."""
    if resource.started_at is None:
        return None
    return presentation.now() - resource.started_at


def started(resource: Resource) -> float | None:
    """Orders by uptime: the later it started, the smaller."""
    return None if resource.started_at is None else float(-epoch_ms(resource.started_at))


def version(resource: Resource) -> str | None:
    """The version of what runs there: hypervisor, server, operating system, or engine."""
    host = resource.facet(HostFacet)
    for kind in (NodeFacet, BackupServerFacet, MailGatewayFacet):
        facet = resource.facet(kind)
        said: str | None = getattr(facet, "version", None)
        if said:
            return said
    system = (host.os_name, host.os_version) if host is not None else ()
    return " ".join(part for part in system if part) or engine(resource)


def engine(resource: Resource) -> str | None:
    """The container engine on it, with its version."""
    facet = resource.facet(EngineFacet)
    if facet is None:
        return None
    return " ".join(part for part in (facet.runtime, facet.runtime_version) if part)


def kernel(resource: Resource) -> str | None:
    """The kernel's version."""
    for kind in (HostFacet, NodeFacet, EngineFacet):
        facet = resource.facet(kind)
        release: str | None = getattr(facet, "kernel_version", None)
        if release:
            return release
    return None


def updates(resource: Resource) -> float | None:
    """Packages that could be upgraded."""
    node = resource.facet(NodeFacet)
    return None if node is None or node.pending_updates is None else float(node.pending_updates)


def updates_told(resource: Resource, presentation: Presentation) -> str:
    """How many, and when that was looked up."""
    node, formats = resource.facet(NodeFacet), presentation.formats
    if node is None or node.pending_updates is None:
        return MISSING
    count = formats.number(node.pending_updates)
    if node.pending_updates_checked_at is None:
        return formats.say(mark("Columns", "{count} updates").given(count=count))
    ago = formats.ago(node.pending_updates_checked_at, presentation.now())
    return formats.say(
        mark("Columns", "{count} updates, looked up {ago}").given(count=count, ago=ago)
    )


def address(resource: Resource) -> str | None:
    """The first IP address, or the address the cluster gives."""
    if resource.identity.ip_addresses:
        return resource.identity.ip_addresses[0]
    node = resource.facet(NodeFacet)
    return node.host if node is not None else None


def own_id(resource: Resource) -> str | None:
    """The id under which its platform's tools know it."""
    guest, container = resource.facet(GuestFacet), resource.facet(ContainerFacet)
    if guest is not None:
        return str(guest.vmid)
    if container is not None:
        return container.container_id[:_SHORT_ID]
    service = resource.facet(ServiceFacet)
    return service.service_id[:_SHORT_ID] if service is not None else None


def image(resource: Resource) -> str | None:
    """The image it runs."""
    container, service = resource.facet(ContainerFacet), resource.facet(ServiceFacet)
    if container is not None:
        return container.image
    return service.image if service is not None else None


def project(resource: Resource) -> str | None:
    """What it was deployed as part of: compose project or stack."""
    container, service = resource.facet(ContainerFacet), resource.facet(ServiceFacet)
    if container is not None:
        return container.project
    return service.stack if service is not None else None


def pool(resource: Resource) -> str | None:
    """The pool that a guest was put into by whoever runs its hypervisor."""
    guest = resource.facet(GuestFacet)
    return guest.pool if guest is not None else None


def owner(resource: Resource) -> str | None:
    """The project or the pool: what people group their workloads by."""
    return project(resource) or pool(resource)


def ports(resource: Resource) -> str | None:
    """Published ports, each once: ``8096, 8920/udp``."""
    container, service = resource.facet(ContainerFacet), resource.facet(ServiceFacet)
    if container is not None:
        known = container.ports
    else:
        known = service.endpoint_ports if service is not None else ()
    published = {(p.public_port, p.protocol) for p in known if p.public_port is not None}
    named = [str(n) if kind == "tcp" else f"{n}/{kind}" for n, kind in sorted(published)]
    return ", ".join(named) or None


def health(resource: Resource) -> str | None:
    """A container's own health check, or a service's tasks: ``2/3``."""
    container, service = resource.facet(ContainerFacet), resource.facet(ServiceFacet)
    if container is not None:
        return container.health
    if service is None or service.desired_tasks is None:
        return None
    running = service.running_tasks
    return f"{'?' if running is None else running}/{service.desired_tasks}"


def storage_type(resource: Resource) -> str | None:
    """File system or storage technology; of a disk ``nvme``, ``ssd``, ``hdd``."""
    storage, disk = resource.facet(StorageFacet), resource.facet(DiskFacet)
    if storage is not None:
        return storage.type
    return disk.type if disk is not None and disk.type else resource.technology


def storage_model(resource: Resource) -> str | None:
    """Its type, and of a disk what exactly it is: ``hdd, ST8000VN004-3CP101, WSD1ABCD``."""
    disk, known = resource.facet(DiskFacet), [storage_type(resource)]
    if disk is not None:
        known += [disk.model, disk.serial]
    return ", ".join(dict.fromkeys(part for part in known if part)) or None


def capacity(resource: Resource) -> float | None:
    """Bytes that it holds, full or not: as measured, of a disk as it says."""
    measured, disk = resource.metrics.get(Metric.TOTAL), resource.facet(DiskFacet)
    if measured is not None:
        return measured.value
    return float(disk.size_bytes) if disk is not None and disk.size_bytes is not None else None


def warmth(resource: Resource) -> float | None:
    """Degrees Celsius of a disk: as measured, else as it last told."""
    disk = resource.facet(DiskFacet)
    if disk is None:
        return None
    found = (resource.metrics.get(metric) for metric in DISK_TEMPERATURES)
    return next((one.value for one in found if one is not None), disk.temperature)


def is_file_system(resource: Resource) -> bool:
    """Whether it is a part of a pool or what a host mounts, and not where room comes from."""
    storage = resource.facet(StorageFacet)
    if storage is not None and storage.topology is not None:
        return storage.topology == _DATASET
    return all(source.role is Role.AGENT for source in resource.sources)


def storage_path(resource: Resource) -> str | None:
    """Where it is mounted."""
    storage = resource.facet(StorageFacet)
    return storage.path if storage is not None else None


def content(resource: Resource) -> str | None:
    """What a storage may hold."""
    storage = resource.facet(StorageFacet)
    return ", ".join(storage.content_types) or None if storage is not None else None


def parent(resource: Resource) -> str | None:
    """What it runs on or belongs to."""
    return resource.parent_name


def tags(resource: Resource) -> str | None:
    """Its tags."""
    return ", ".join(resource.tags) or None
