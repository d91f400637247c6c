"""The shapes of what the products tell of a server's upkeep, which are the same in all of them."""

import msgspec

from pulse_desktop.platforms.proxmox.envelope import Rows, decoded, rows
from pulse_desktop.provider.numbers import Loose


class Service(
    msgspec.Struct,
    frozen=True,
    rename={"unit_state": "unit-state", "active_state": "active-state"},
):
    """One row of ``…/services``."""

    name: str = ""
    service: str = ""
    state: str | None = None
    """systemd's sub-state: ``running``, ``dead``."""

    unit_state: str | None = None
    """Whether it is meant to start: ``enabled``, ``static``, ``not-found``."""

    active_state: str | None = None


class Update(msgspec.Struct, frozen=True, rename="pascal"):
    """One row of ``…/apt/update``: a package that could be upgraded."""

    package: str
    version: Loose = None


class Subscription(msgspec.Struct, frozen=True):
    """``…/subscription``."""

    status: str = ""
    productname: str | None = None
    nextduedate: str | None = None


def services(body: bytes) -> Rows[Service]:
    """The services of a server. Raises ``Unreadable`` for anything but a listing."""
    return rows(body, Service)


def updates(body: bytes) -> Rows[Update]:
    """What could be upgraded. Raises ``Unreadable`` for anything but a listing."""
    return rows(body, Update)


def subscription(body: bytes) -> Subscription:
    """What was bought. Raises ``Unreadable`` for anything but an object."""
    return decoded(body, Subscription)
