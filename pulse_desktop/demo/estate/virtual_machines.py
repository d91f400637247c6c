"""The virtual machines of the cluster."""

from dataclasses import replace

from pulse_desktop.demo.estate.guest import (
    DEBIAN,
    UBUNTU,
    WINDOWS,
    ZFS_STORE,
    Guest,
    Kind,
    Size,
    System,
)
from pulse_desktop.demo.estate.node import DR_A, DR_B, WEST_A, WEST_B, WEST_C
from pulse_desktop.demo.subject import CurveRole as Role


def _production(vmid: int, name: str, node: str, role: Role, size: Size) -> Guest:
    tags = ("production", role.value)
    return Guest(Kind.QEMU, vmid, name, node, role, size, DEBIAN, "production", tags)


def _platform(vmid: int, name: str, node: str, role: Role, size: Size) -> Guest:
    tags = ("platform", role.value)
    return Guest(Kind.QEMU, vmid, name, node, role, size, UBUNTU, "platform", tags)


def _office(vmid: int, name: str, node: str, size: Size, system: System = WINDOWS) -> Guest:
    return Guest(Kind.QEMU, vmid, name, node, Role.GENERAL, size, system, "office", ("office",))


def _household(vmid: int, name: str, node: str, role: Role, size: Size) -> Guest:
    return Guest(Kind.QEMU, vmid, name, node, role, size, DEBIAN, "household", ("household",))


_PRODUCTION = (
    _production(101, "checkout-web-01", WEST_A, Role.WEB, Size(4, 8, 64)),
    _production(102, "checkout-web-02", WEST_B, Role.WEB, Size(4, 8, 64)),
    _production(103, "orders-api-01", WEST_A, Role.API, Size(4, 8, 64)),
    _production(104, "orders-api-02", WEST_B, Role.API, Size(4, 8, 64)),
    _production(105, "postgres-primary-01", WEST_C, Role.DATABASE, Size(8, 32, 64, 512)),
    _production(106, "postgres-replica-01", DR_A, Role.DATABASE, Size(8, 32, 64, 512)),
    _production(107, "redis-cache-01", WEST_A, Role.CACHE, Size(2, 16, 32)),
    _production(110, "analytics-batch-01", WEST_B, Role.BATCH, Size(16, 96, 64, 768)),
    _production(123, "billing-db-01", WEST_A, Role.DATABASE, Size(4, 16, 48, 128)),
    _production(124, "inventory-db-01", WEST_C, Role.DATABASE, Size(4, 16, 48, 128)),
    _production(125, "message-queue-01", WEST_A, Role.QUEUE, Size(4, 8, 64)),
    _production(126, "search-index-01", WEST_C, Role.DATABASE, Size(8, 24, 64, 256)),
    _production(140, "postgres-witness-01", DR_B, Role.DATABASE, Size(1, 2, 16)),
    _production(142, "failover-web-01", DR_B, Role.WEB, Size(4, 8, 64)),
    replace(
        _production(113, "staging-web-01", WEST_A, Role.WEB, Size(2, 4, 48)),
        pool="platform",
        tags=("staging", "web"),
        is_on=False,
    ),
)

_PLATFORM = (
    _platform(108, "observability-core-01", WEST_C, Role.MONITORING, Size(8, 32, 64, 384)),
    _platform(109, "ci-runner-01", WEST_C, Role.CI, Size(8, 16, 128)),
    _platform(121, "identity-provider-01", WEST_A, Role.SECURITY, Size(4, 8, 48)),
    _platform(127, "file-exchange-01", WEST_B, Role.STORAGE, Size(2, 4, 48, 256)),
    _platform(131, "ci-runner-02", DR_A, Role.CI, Size(8, 16, 128)),
    _platform(132, "image-registry-01", WEST_C, Role.STORAGE, Size(2, 4, 32, 384)),
    _platform(133, "git-forge-01", WEST_A, Role.CI, Size(4, 8, 48, 192)),
    _platform(139, "vpn-gateway-01", DR_B, Role.INGRESS, Size(2, 2, 16)),
    _platform(141, "observability-dr-01", DR_B, Role.MONITORING, Size(4, 16, 48, 128)),
    _platform(143, "backup-verify-01", DR_B, Role.BACKUP, Size(4, 8, 48, 256)),
)

_KUBERNETES_NODES = (
    (WEST_A, Role.API),
    (WEST_C, Role.API),
    (WEST_A, Role.API),
    (WEST_C, Role.BATCH),
    (DR_A, Role.BATCH),
)

_CONTAINER_HOSTS = (
    replace(
        _platform(114, "edge-apps-01", WEST_A, Role.WEB, Size(8, 16, 96, 128)),
        own_address="10.20.30.11",
    ),
    replace(
        _platform(115, "ops-services-01", WEST_C, Role.MONITORING, Size(8, 16, 96, 256)),
        own_address="10.20.30.12",
    ),
    *(
        replace(
            _platform(116 + at, f"prod-euw1-k8s-{at + 1:02}", node, role, Size(8, 32, 128)),
            pool="production",
            tags=("production", "kubernetes"),
            own_address=f"10.20.40.{11 + at}",
        )
        for at, (node, role) in enumerate(_KUBERNETES_NODES)
    ),
)

_OFFICE = (
    _office(111, "erp-app-01", WEST_A, Size(8, 24, 96, 256)),
    _office(112, "docs-portal-01", WEST_B, Size(2, 4, 48), DEBIAN),
    _office(122, "mail-archive-01", DR_A, Size(4, 8, 48, 512), DEBIAN),
    _office(134, "helpdesk-01", WEST_B, Size(2, 4, 48), DEBIAN),
    _office(135, "print-queue-01", WEST_B, Size(2, 8, 64)),
    _office(136, "accounting-01", WEST_A, Size(4, 16, 128)),
    _office(137, "domain-controller-01", WEST_A, Size(2, 8, 64)),
    _office(138, "domain-controller-02", DR_A, Size(2, 8, 64)),
)

_HOUSEHOLD = (
    _household(128, "media-library-01", WEST_B, Role.MEDIA, Size(6, 12, 48, 512)),
    _household(129, "home-automation-01", WEST_C, Role.GENERAL, Size(2, 4, 32)),
    replace(
        _household(130, "video-archive-01", DR_A, Role.MEDIA, Size(4, 8, 48, 384)),
        storage=ZFS_STORE,
    ),
)

VIRTUAL_MACHINES = (*_PRODUCTION, *_PLATFORM, *_CONTAINER_HOSTS, *_OFFICE, *_HOUSEHOLD)
