"""Proxmox VE: nodes, guests and storages of one node or cluster."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from functools import partial

from pulse_desktop.model.ids import PlatformId, SourceName
from pulse_desktop.model.source import Role
from pulse_desktop.platforms.proxmox.steps import stages
from pulse_desktop.platforms.proxmox.ve import form
from pulse_desktop.provider.platform import IngestionMode, Platform, Provider, Surroundings, Target
from pulse_desktop.provider.stage import Stage


async def _connect(target: Target, surroundings: Surroundings) -> Provider:
    from pulse_desktop.platforms.proxmox.ve import session

    return session.connect(PROXMOX_VE.source(target.connection), target, surroundings)


async def _examine(target: Target, surroundings: Surroundings) -> AsyncIterator[Stage]:
    from pulse_desktop.platforms.proxmox.ve import session

    source = PROXMOX_VE.source(target.connection)
    async with aclosing(session.examine(source, target, surroundings)) as steps:
        async for stage in steps:
            yield stage


PROXMOX_VE = Platform(
    id=PlatformId("proxmox_ve"),
    title="Proxmox VE",
    source_name=SourceName("proxmox"),
    role=Role.HYPERVISOR,
    ingestion=IngestionMode.API,
    owns_source=False,
    stale_after_s=60,
    default_interval_s=15,
    fields=form.FIELDS,
    normalise=form.normalise,
    check=form.check,
    needs_secret=form.needs_secret,
    connect=_connect,
    stages=partial(stages, form.PORT),
    examine=_examine,
    discover=form.discover,
    commands=form.commands,
)
