"""Which product and release answers, told from ``/version`` and from the login page."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.backup.wire import Version
from pulse_desktop.platforms.proxmox.failure import first_line


class Number(NamedTuple):
    """A release's number, as far as features depend on it."""

    major: int
    minor: int


OLDEST = Number(2, 0)
"""The first release that tells what a token may do (`/access/permissions`)."""

WITH_NAMESPACES = Number(2, 2)
WITH_ALL_COLLECTIONS = Number(3, 2)
"""``/admin/gc`` tells of all stores at once."""

WITH_SYNC_DIRECTION = Number(3, 3)
"""Before, the parameter is refused; from then on, pushing jobs are left out without it."""

_VERSION = re.compile(r"(\d{1,3})\.(\d{1,3})")


@dataclass(frozen=True, slots=True)
class Release:
    """A release of Proxmox Backup Server."""

    spelled: str
    """``4.2.0``"""

    number: Number


def checked(version: Version) -> Release:
    """The release, of which the product counts the last part apart: version 4.2, release 0.

    Raises:
        ProviderError: ``wrong_product`` or ``version``.
    """
    found = _VERSION.fullmatch(version.version)
    if found is None or not version.release.isdecimal():
        raise ProviderError(
            Category.WRONG_PRODUCT,
            mark(
                "Proxmox", "This is not Proxmox Backup Server: it calls itself version {version}."
            ).given(version=first_line(version.version or version.release) or "—"),
        )
    number = Number(int(found[1]), int(found[2]))
    spelled = f"{version.version}.{first_line(version.release)[:3]}"
    if number < OLDEST:
        raise ProviderError(
            Category.VERSION,
            mark(
                "Proxmox",
                "Proxmox Backup Server {version} is too old. Version {oldest} or later is needed.",
            ).given(version=spelled, oldest=".".join(map(str, OLDEST))),
        )
    return Release(spelled, number)
