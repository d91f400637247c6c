"""Which product and release answers, told from ``/version`` and from the login page."""

import re

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.failure import first_line
from pulse_desktop.platforms.proxmox.mail.wire import Version
from pulse_desktop.provider.numbers import Loose

OLDEST = (6, 0)
"""The first release whose API is known to have all that is asked for (pmg-api 6.0)."""

_RELEASE = re.compile(r"(\d{1,3})\.(\d{1,3})")
_PACKAGE = re.compile(r"pmg-api/([0-9][0-9A-Za-z.~+-]{0,30})")


def checked(version: Version) -> str:
    """The version as the product spells it.

    Raises:
        ProviderError: ``wrong_product`` or ``version``.
    """
    spelled = first_line(str(version.version or version.release or ""))
    release = _RELEASE.match(str(version.release)) or _RELEASE.match(str(version.version))
    if release is None or "." not in str(version.release or "."):
        # Proxmox Backup Server counts its releases apart: version 4.2, release 0.
        raise ProviderError(
            Category.WRONG_PRODUCT,
            mark(
                "Proxmox", "This is not Proxmox Mail Gateway: it calls itself version {version}."
            ).given(version=spelled or "—"),
        )
    if (int(release[1]), int(release[2])) < OLDEST:
        raise ProviderError(
            Category.VERSION,
            mark(
                "Proxmox",
                "Proxmox Mail Gateway {version} is too old. Version {oldest} or later is needed.",
            ).given(version=spelled, oldest=".".join(map(str, OLDEST))),
        )
    return spelled


def of_package(text: Loose) -> str | None:
    """``9.1.2`` of ``pmg-api/9.1.2/42245585286a``, as a node calls its release."""
    found = _PACKAGE.match(text) if isinstance(text, str) else None
    return found[1] if found else None
