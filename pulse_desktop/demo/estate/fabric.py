"""The cluster "Core Fabric": five nodes and everything that runs and lies on them."""

from functools import partial

from pulse_desktop.demo.estate.core_ceph import ceph
from pulse_desktop.demo.estate.core_disks import disks
from pulse_desktop.demo.estate.core_guests import guests
from pulse_desktop.demo.estate.core_nodes import nodes
from pulse_desktop.demo.estate.core_storages import storages
from pulse_desktop.demo.estate.core_survey import survey
from pulse_desktop.demo.estate.core_tasks import happenings
from pulse_desktop.demo.estate.node import CLUSTER, NODES
from pulse_desktop.demo.thing import Site
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import ConnectionId, PlatformId

_CONNECTION = Connection(
    id=ConnectionId("demo-core-fabric"),
    platform=PlatformId("proxmox_ve"),
    name=CLUSTER,
    address=f"https://{NODES[0].address}:8006",
    token_id="pulse@pve!desktop",  # noqa: S106 - the name of a token, which is no secret
    interval_s=10,
)


def sites(scale: int) -> tuple[Site, ...]:
    """The one connection to the cluster; ``scale`` times its guests."""
    things = (*nodes(), *guests(scale), *storages(), *disks(), ceph())
    return (
        Site(
            connection=_CONNECTION,
            things=things,
            happenings=happenings,
            survey=partial(survey, scale),
        ),
    )
