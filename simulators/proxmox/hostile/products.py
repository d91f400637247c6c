"""The three products, each with its estates, ways to sign in, and a way to open a session."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.model.secret import Secret
from pulse_desktop.platforms.proxmox.backup import PROXMOX_BACKUP
from pulse_desktop.platforms.proxmox.backup.examination import inside as backup_inside
from pulse_desktop.platforms.proxmox.mail import PROXMOX_MAIL
from pulse_desktop.platforms.proxmox.mail.examination import inside as mail_inside
from pulse_desktop.platforms.proxmox.ve import PROXMOX_VE
from pulse_desktop.platforms.proxmox.ve.examination import inside as ve_inside
from pulse_desktop.provider.platform import Target
from simulators.proxmox import api as ve_api
from simulators.proxmox import estate as ve
from simulators.proxmox.backup import api as backup_api
from simulators.proxmox.backup import estate as backup
from simulators.proxmox.hostile import estates
from simulators.proxmox.mail import api as mail_api
from simulators.proxmox.mail import estate as mail

BEGIN = datetime(2026, 9, 28, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """An estate of one release, and how it is watched."""

    make: Callable
    release: str
    fields: dict
    secret: str


@dataclass(frozen=True, slots=True, eq=False)
class Product:
    """How one of them is reached."""

    name: str
    platform: Any
    api: Callable
    base: frozenset[str]
    """Without an answer to these there is nothing to show; templates."""

    signed: str
    """What shows the token of its estates; empty where it has none."""

    inside: Callable
    """The steps of its connection test from the sign-in on."""

    scenes: tuple[Scene, ...]

    def scene(self, seed):
        """One after the other, so that so many seeds meet all of them."""
        return self.scenes[seed % len(self.scenes)]

    def connection(self, scene):
        """As a user would have saved it."""
        made = Connection(
            id=ConnectionId("fuzzed"),
            platform=self.platform.id,
            name="home",
            interval_s=30,
            address="https://10.0.0.11:8006",
            **scene.fields,
        )
        return self.platform.normalise(made)

    def target(self, scene):
        """The same with its secret."""
        return Target(self.connection(scene), Secret(scene.secret))


_VE_TOKEN = {"token_id": "pulse@pve!desktop"}
_VE_USER = {"user": "pulse@pve"}
_VE_SCENES = tuple(
    Scene(make, release, sign_in | {"load": load}, secret)
    for (make, release), (load, sign_in, secret) in zip(
        itertools.product((estates.whole_cluster, estates.lone_node), estates.VE_RELEASES),
        itertools.cycle(
            (
                ("fast", _VE_TOKEN, ve.TOKEN_VALUE),
                ("normal", _VE_USER, ve.PASSWORD),
                ("gentle", _VE_TOKEN, ve.TOKEN_VALUE),
            )
        ),
        strict=False,
    )
)
_BACKUP_SCENES = tuple(
    Scene(estates.whole_vault, release, sign_in, secret)
    for release, (sign_in, secret) in zip(
        estates.BACKUP_RELEASES,
        itertools.cycle(
            (
                ({"token_id": "pulse@pbs!desktop"}, backup.TOKEN_VALUE),
                ({"user": "pulse@pbs"}, backup.PASSWORD),
            )
        ),
        strict=False,
    )
)
_MAIL_SCENES = tuple(
    Scene(make, release, {"user": "pulse@pmg"}, mail.PASSWORD)
    for make in (estates.whole_gateway, estates.gateway_cluster)
    for release in estates.MAIL_RELEASES
)

PRODUCTS = {
    "ve": Product(
        "ve",
        PROXMOX_VE,
        ve_api.Api,
        frozenset(
            {"version", "access/permissions", "cluster/status", "cluster/resources", "nodes"}
        ),
        f"PVEAPIToken=pulse@pve!desktop={ve.TOKEN_VALUE}",
        ve_inside,
        _VE_SCENES,
    ),
    "backup": Product(
        "backup",
        PROXMOX_BACKUP,
        backup_api.Api,
        frozenset({"version", "access/permissions", "admin/datastore"}),
        f"PBSAPIToken=pulse@pbs!desktop:{backup.TOKEN_VALUE}",
        backup_inside,
        _BACKUP_SCENES,
    ),
    "mail": Product(
        "mail",
        PROXMOX_MAIL,
        mail_api.MailApi,
        frozenset({"version"}),
        "",
        mail_inside,
        _MAIL_SCENES,
    ),
}
