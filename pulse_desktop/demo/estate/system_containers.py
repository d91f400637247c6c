"""The system containers of the cluster."""

from dataclasses import replace

from pulse_desktop.demo.estate.guest import ALPINE, DEBIAN, ZFS_STORE, Guest, Kind, Size
from pulse_desktop.demo.estate.node import DR_A, DR_B, WEST_A, WEST_B, WEST_C
from pulse_desktop.demo.subject import CurveRole as Role

_TINY, _SMALL, _MEDIUM, _LARGE = Size(1, 1, 8), Size(2, 2, 16), Size(2, 4, 32), Size(4, 4, 128)


def _production(vmid: int, name: str, node: str, role: Role, size: Size) -> Guest:
    tags = ("production", role.value)
    return Guest(Kind.LXC, vmid, name, node, role, size, DEBIAN, "production", tags)


def _platform(vmid: int, name: str, node: str, role: Role, size: Size) -> Guest:
    tags = ("platform", role.value)
    return Guest(Kind.LXC, vmid, name, node, role, size, DEBIAN, "platform", tags)


def _household(vmid: int, name: str, node: str, role: Role, size: Size) -> Guest:
    return Guest(
        Kind.LXC, vmid, name, node, role, size, ALPINE, "household", ("household",), ZFS_STORE
    )


_PRODUCTION = (
    _production(201, "edge-proxy-01", WEST_A, Role.INGRESS, _SMALL),
    _production(202, "auth-service-01", WEST_A, Role.SECURITY, _SMALL),
    _production(203, "billing-worker-01", WEST_B, Role.QUEUE, _MEDIUM),
    _production(204, "reporting-api-01", WEST_B, Role.API, _MEDIUM),
    _production(205, "minio-gateway-01", WEST_C, Role.STORAGE, _LARGE),
    _production(208, "smtp-relay-01", WEST_A, Role.QUEUE, _SMALL),
    _production(213, "edge-proxy-02", WEST_C, Role.INGRESS, _SMALL),
    _production(214, "auth-service-02", WEST_C, Role.SECURITY, _SMALL),
    _production(221, "status-page-01", DR_B, Role.WEB, _SMALL),
    _production(226, "webhook-router-01", WEST_B, Role.API, _SMALL),
    _production(227, "pdf-renderer-01", WEST_B, Role.QUEUE, _MEDIUM),
    _production(228, "image-resizer-01", WEST_A, Role.QUEUE, _MEDIUM),
    _production(229, "newsletter-01", WEST_B, Role.WEB, _SMALL),
)

_PLATFORM = (
    _platform(206, "wireguard-edge-01", WEST_A, Role.INGRESS, _TINY),
    replace(
        _platform(207, "docs-wiki-01", WEST_C, Role.WEB, _MEDIUM),
        storage=ZFS_STORE,
        is_backed_up=False,
    ),
    _platform(209, "grafana-agent-01", WEST_C, Role.MONITORING, _SMALL),
    _platform(210, "artifact-cache-01", WEST_C, Role.CACHE, _LARGE),
    _platform(211, "backup-orchestrator-01", DR_B, Role.BACKUP, _MEDIUM),
    _platform(212, "dev-portal-01", WEST_B, Role.WEB, _SMALL),
    _platform(215, "dns-resolver-01", WEST_A, Role.GENERAL, _TINY),
    _platform(216, "dns-resolver-02", DR_A, Role.GENERAL, _TINY),
    _platform(217, "time-relay-01", WEST_B, Role.GENERAL, _TINY),
    _platform(218, "directory-replica-01", WEST_C, Role.SECURITY, _SMALL),
    _platform(219, "certificate-authority-01", WEST_A, Role.SECURITY, _TINY),
    _platform(220, "package-mirror-01", WEST_C, Role.CACHE, _LARGE),
    _platform(222, "uptime-probe-01", DR_A, Role.MONITORING, _TINY),
    _platform(223, "log-shipper-01", WEST_A, Role.MONITORING, _SMALL),
    _platform(224, "log-shipper-02", WEST_B, Role.MONITORING, _SMALL),
    _platform(225, "metrics-relay-01", WEST_C, Role.MONITORING, _SMALL),
    _platform(242, "speedtest-log-01", DR_A, Role.MONITORING, _TINY),
    _platform(243, "address-book-01", WEST_A, Role.WEB, _MEDIUM),
    _platform(244, "ansible-control-01", DR_B, Role.CI, _SMALL),
    _platform(245, "secrets-keeper-01", WEST_C, Role.SECURITY, _SMALL),
    _platform(246, "restic-relay-01", DR_B, Role.BACKUP, _SMALL),
)

_HOUSEHOLD = (
    _household(230, "recipe-box-01", WEST_C, Role.WEB, _TINY),
    _household(231, "photo-frame-01", WEST_B, Role.MEDIA, _MEDIUM),
    _household(232, "music-library-01", WEST_C, Role.MEDIA, _LARGE),
    _household(233, "ebook-shelf-01", WEST_A, Role.MEDIA, _MEDIUM),
    _household(234, "budget-planner-01", WEST_C, Role.WEB, _TINY),
    _household(235, "feed-reader-01", WEST_A, Role.WEB, _SMALL),
    _household(236, "bookmark-keeper-01", WEST_B, Role.WEB, _TINY),
    _household(237, "paperwork-scan-01", WEST_C, Role.GENERAL, _MEDIUM),
    _household(238, "game-server-01", WEST_B, Role.GENERAL, _LARGE),
    _household(239, "mqtt-broker-01", WEST_A, Role.QUEUE, _TINY),
    _household(240, "zigbee-bridge-01", WEST_C, Role.GENERAL, _TINY),
    _household(241, "weather-station-01", WEST_A, Role.GENERAL, _TINY),
)

SYSTEM_CONTAINERS = (*_PRODUCTION, *_PLATFORM, *_HOUSEHOLD)
