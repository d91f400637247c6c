"""Which product and release answers, told from ``/version`` and from the login page."""

import re

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.failure import first_line
from pulse_desktop.platforms.proxmox.ve.wire import Version

OLDEST = (6, 2)
"""The first release with API tokens (Proxmox VE 6.2 release notes)."""

_RELEASE = re.compile(r"(\d{1,3})\.(\d{1,3})")


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


def number(version: str) -> tuple[int, int]:
    """``(9, 1)`` of a checked version ``9.1.2``."""
    release = _RELEASE.match(version)
    return (int(release[1]), int(release[2])) if release else OLDEST
