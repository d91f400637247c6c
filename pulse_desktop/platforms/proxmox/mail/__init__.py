"""Proxmox Mail Gateway: what waits in its queues, what went through, what it holds back."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from functools import partial

from pulse_desktop.model.ids import PlatformId, SourceName
from pulse_desktop.model.source import Role
from pulse_desktop.platforms.proxmox.mail import form
from pulse_desktop.platforms.proxmox.steps import stages
from pulse_desktop.provider.platform import IngestionMode, Platform, Provider, Surroundings, Target
from pulse_desktop.provider.stage import Stage


async def _connect(target: Target, surroundings: Surroundings) -> Provider:
    from pulse_desktop.platforms.proxmox.mail import session

    return session.connect(PROXMOX_MAIL.source(target.connection), target, surroundings)


async def _examine(target: Target, surroundings: Surroundings) -> AsyncIterator[Stage]:
    from pulse_desktop.platforms.proxmox.mail import session

    source = PROXMOX_MAIL.source(target.connection)
    async with aclosing(session.examine(source, target, surroundings)) as steps:
        async for stage in steps:
            yield stage


PROXMOX_MAIL = Platform(
    id=PlatformId("proxmox_mail"),
    title="Proxmox Mail Gateway",
    source_name=SourceName("pmg"),
    role=Role.APPLIANCE,
    ingestion=IngestionMode.API,
    owns_source=False,
    stale_after_s=120,
    default_interval_s=30,
    minimum_interval_s=10,
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
