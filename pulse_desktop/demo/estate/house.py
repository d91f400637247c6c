"""The other machines of the house and the office: routers, small computers, workstations."""

from dataclasses import replace
from functools import partial

from pulse_desktop.demo.estate import uptime
from pulse_desktop.demo.estate.host import Host, Software, Volume, own_subject
from pulse_desktop.demo.subject import CurveRole as Role

_OPNSENSE = Software("freebsd", "OPNsense", "25.7.7", "14.3-RELEASE-p4", "amd64")
_VYOS = Software("linux", "VyOS", "1.4.3", "6.6.102-vyos")
_PI = Software("linux", "Raspberry Pi OS", "12 (bookworm)", "6.12.47+rpt-rpi-v8", "aarch64")
_DEBIAN = Software("linux", "Debian GNU/Linux", "13 (trixie)", "6.12.48+deb13-amd64")
_FEDORA = Software("linux", "Fedora Linux", "43 (Workstation Edition)", "6.17.5-300.fc43.x86_64")
_UBUNTU = Software("linux", "Ubuntu", "24.04.3 LTS", "6.14.0-35-generic")
_WINDOWS = Software("windows", "Microsoft Windows 11 Pro", "24H2", "10.0.26100")


_HOUSE_NET, _ENGINE_NET = 22, 80
"""Third numbers of addresses: of the house, and of machines that run containers in it."""


def _root(device: str, size_gib: int, kind: str = "ext4") -> Volume:
    return Volume("/", device, kind, size_gib)


def _pi(name: str, last: int, tag: str, size_gib: int = 29) -> Host:
    """A Raspberry Pi that starts from a card of that size."""
    return Host(
        name=name,
        address=f"10.20.{_HOUSE_NET}.{last}",
        software=_PI,
        cpus=4,
        subject=own_subject(name, 4, 4),
        starts=partial(uptime.started, name),
        card="eth0",
        root=_root("/dev/mmcblk0p2", size_gib),
        tags=("raspberry-pi", tag),
    )


def _gear(name: str, address: str, software: Software, root: Volume) -> Host:
    """A machine that others reach the world through."""
    return Host(
        name=name,
        address=address,
        software=software,
        cpus=4,
        subject=own_subject(name, 8, 4),
        starts=partial(uptime.started, name),
        card="igc0" if software is _OPNSENSE else "eth0",
        role=Role.INGRESS,
        root=root,
        tags=("network",),
    )


def _desk(name: str, last: int, software: Software, memory_gib: int, root: Volume) -> Host:
    """A computer that somebody sits at."""
    return Host(
        name=name,
        address=f"10.20.{_HOUSE_NET}.{last}",
        software=software,
        cpus=16,
        subject=own_subject(name, memory_gib, 16),
        starts=partial(uptime.started, name),
        card="Ethernet" if software is _WINDOWS else "enp5s0",
        root=root,
        tags=("workstation",),
    )


def _server(name: str, last: int, size: tuple[int, int], role: Role, root: Volume) -> Host:
    """A machine in a cupboard; ``size`` is (processors, memory in GiB)."""
    cpus, memory_gib = size
    return Host(
        name=name,
        address=f"10.20.{_HOUSE_NET}.{last}",
        software=_DEBIAN,
        cpus=cpus,
        subject=own_subject(name, memory_gib, cpus),
        starts=partial(uptime.started, name),
        card="enp3s0",
        role=role,
        root=root,
        tags=(role.value,),
    )


def _large_pi(name: str) -> Host:
    """A Raspberry Pi with room for containers."""
    host = _pi(name, 0, "containers", 117)
    return replace(host, subject=own_subject(name, 8, 4), role=Role.INGRESS)


_ENGINE_HOSTS = (
    _server("media-box-01", 0, (12, 32), Role.INGRESS, _root("/dev/nvme0n1p2", 920)),
    _large_pi("garage-pi-01"),
    _server("studio-nuc-01", 0, (16, 64), Role.INGRESS, _root("/dev/nvme0n1p2", 1800)),
    _server("library-01", 0, (8, 32), Role.GENERAL, _root("/dev/sda2", 460)),
    _server("office-apps-01", 0, (8, 32), Role.INGRESS, _root("/dev/nvme0n1p2", 920)),
    _large_pi("workshop-pi-01"),
    _pi("kiosk-pi-01", 0, "display", 58),
    _server("print-server-01", 0, (4, 8), Role.QUEUE, _root("/dev/sda2", 110)),
)
"""They run containers, and have addresses of their own."""

HOUSE = (
    _gear("gate-west-01", "10.20.0.1", _OPNSENSE, _root("zroot/ROOT/default", 110, "zfs")),
    _gear("gate-dr-01", "10.20.0.2", _OPNSENSE, _root("zroot/ROOT/default", 110, "zfs")),
    _gear("core-router-01", "10.20.0.3", _VYOS, _root("/dev/sda3", 30)),
    _pi("name-server-pi-01", 11, "dns"),
    _pi("name-server-pi-02", 12, "dns"),
    _pi("ups-watch-01", 13, "power", 14),
    _pi("time-server-pi-01", 14, "time", 14),
    _pi("greenhouse-pi-01", 15, "sensors"),
    _pi("hallway-display-01", 16, "display"),
    _pi("porch-camera-pi-01", 17, "sensors"),
    _pi("parcel-label-pi-01", 18, "printing", 14),
    _pi("garden-pump-pi-01", 19, "sensors", 14),
    _server("build-machine-01", 21, (32, 128), Role.CI, _root("/dev/nvme0n1p2", 1800)),
    replace(
        _server("camera-recorder-01", 22, (8, 16), Role.MEDIA, _root("/dev/nvme0n1p2", 220)),
        volumes=(Volume("/srv/recordings", "/dev/sda1", "xfs", 7400, Role.MEDIA),),
    ),
    _server("scan-station-01", 24, (4, 16), Role.GENERAL, _root("/dev/sda2", 220)),
    _server("tape-courier-01", 25, (4, 8), Role.BACKUP, _root("/dev/sda2", 440)),
    _server("jump-host-01", 23, (4, 8), Role.SECURITY, _root("/dev/sda2", 110)),
    *(
        replace(host, address=f"10.20.{_ENGINE_NET}.{11 + at}")
        for at, host in enumerate(_ENGINE_HOSTS)
    ),
    replace(
        _desk("studio-workstation-01", 31, _FEDORA, 64, _root("/dev/nvme0n1p3", 900, "btrfs")),
        volumes=(Volume("/srv/projects", "/dev/nvme1n1p1", "btrfs", 1800),),
    ),
    _desk("office-desk-01", 32, _UBUNTU, 32, _root("/dev/nvme0n1p2", 460)),
    _desk("cutting-room-01", 34, _FEDORA, 64, _root("/dev/nvme0n1p3", 900, "btrfs")),
    _desk("reception-desk-01", 35, _WINDOWS, 16, Volume("C:", "C:", "NTFS", 230)),
    _desk("office-desk-02", 33, _WINDOWS, 32, Volume("C:", "C:", "NTFS", 470)),
)
