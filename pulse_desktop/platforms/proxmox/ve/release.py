"""Which product and release answers, told from ``/version`` and from the login page."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.failure import first_line
from pulse_desktop.platforms.proxmox.rounds.question import Release
from pulse_desktop.platforms.proxmox.ve.closer.notes import Notes
from pulse_desktop.platforms.proxmox.ve.wire import Version

OLDEST = (6, 2)
"""The first release with API tokens (Proxmox VE 6.2 release notes)."""

_RELEASE = re.compile(r"(\d{1,3})\.(\d{1,3})")
_MANAGER = re.compile(r"pve-manager/(\d{1,3})\.(\d{1,3})")


def checked(version: Version) -> str:
    """The version as the product spells it.

    Raises:
        ProviderError: ``wrong_product`` or ``version``.
    """
    spelled = first_line(version.version or version.release)
    release = _RELEASE.match(version.release) or _RELEASE.match(version.version)
    if release is None or (version.release and "." not in version.release):
        # Proxmox Backup Server counts its releases apart: version 4.2, release 0.
        raise ProviderError(
            Category.WRONG_PRODUCT,
            mark("Proxmox", "This is not Proxmox VE: it calls itself version {version}.").given(
                version=spelled or "—"
            ),
        )
    if (int(release[1]), int(release[2])) < OLDEST:
        raise ProviderError(
            Category.VERSION,
            mark(
                "Proxmox", "Proxmox VE {version} is too old. Version {oldest} or later is needed."
            ).given(
                version=spelled,
                oldest=".".join(map(str, OLDEST)),
            ),
        )
    return spelled


def number(version: str) -> Release:
    """``(9, 1)`` of a checked version ``9.1.2``."""
    release = _RELEASE.match(version)
    return (int(release[1]), int(release[2])) if release else OLDEST


def of_nodes(notes: Notes) -> Mapping[str, Release]:
    """The release of each node that told it in its status: ``pve-manager/8.4.1/2a5fa54a``."""
    told = {node: each.status.pveversion for node, each in notes.nodes.items() if each.status}
    found = {n: _MANAGER.match(said) for n, said in told.items() if isinstance(said, str)}
    return MappingProxyType({n: (int(r[1]), int(r[2])) for n, r in found.items() if r})


def asked_by(node: str, contacted: Release, nodes: Mapping[str, Release]) -> tuple[Release, ...]:
    """The releases that must know what is put to a node, or to the cluster where ``node`` is empty.

    The contacted node looks a path up, and checks the privileges for it, before it passes the
    request on to another one (pve-manager `PVE/HTTPServer.pm`, ``rest_handler``).
    """
    own = nodes.get(node)
    return (contacted,) if own is None else (contacted, own)
