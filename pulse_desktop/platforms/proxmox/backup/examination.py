"""The staged connection test of Proxmox Backup Server."""

from collections.abc import AsyncGenerator
from functools import partial

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.snapshot import Lack, Snapshot
from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.proxmox.address import Address
from pulse_desktop.platforms.proxmox.backup import form
from pulse_desktop.platforms.proxmox.backup.lacking import lacking
from pulse_desktop.platforms.proxmox.backup.privileges import ALL, Granted, Wanted
from pulse_desktop.platforms.proxmox.backup.provider import ProxmoxBackup, refuse_blindness
from pulse_desktop.platforms.proxmox.backup.release import Release
from pulse_desktop.platforms.proxmox.examination import Course, cured, previewed, run, signed_in
from pulse_desktop.platforms.proxmox.login_page import BACKUP_SERVER
from pulse_desktop.provider.reach import Endpoint
from pulse_desktop.provider.stage import Stage, StageLine, StageState
from pulse_desktop.provider.step import Finding

_ON_SERVER = mark("Proxmox", "On the server: {command}")


def endpoint(address: Address) -> Endpoint:
    """What the shared steps need to know."""
    return Endpoint(
        host=address.host,
        port=address.port,
        product="Proxmox Backup Server",
        usual_port=form.PORT,
        compare=form.COMPARE,
    )


def inside(provider: ProxmoxBackup, connection: Connection) -> AsyncGenerator[Stage, None]:
    """The steps from the sign-in on, up to one that failed."""
    return run(
        Course(
            sign_in=partial(signed_in, provider, BACKUP_SERVER),
            version=partial(_version, provider),
            permissions=partial(_permissions, provider, connection),
            preview=partial(_preview, provider),
            cures=tuple(cured(form.cures(connection, ALL), _ON_SERVER)),
        )
    )


async def _version(provider: ProxmoxBackup) -> Finding[Release]:
    release = await provider.release()
    detail = mark("Proxmox", "Proxmox Backup Server {version}").given(version=release.spelled)
    return Finding(value=release, detail=detail)


async def _permissions(
    provider: ProxmoxBackup, connection: Connection, _release: Release
) -> Finding[Granted]:
    granted = await provider.granted()
    refuse_blindness(granted)
    lacks = tuple(lacking(connection, granted))
    missing = {lack.title: lack for lack in lacks}
    return Finding(
        value=granted,
        detail=mark("Proxmox", "{full} of {all}").given(full=len(ALL) - len(lacks), all=len(ALL)),
        lines=(
            *(_line(wanted, missing.get(wanted.title)) for wanted in ALL),
            *cured((each for lack in lacks for each in lack.commands), _ON_SERVER),
        ),
        lacking=lacks,
        state=StageState.WARNING if lacks else StageState.PASSED,
    )


def _line(wanted: Wanted, lack: Lack | None) -> StageLine:
    if lack is None:
        return StageLine(StageState.PASSED, wanted.title)
    return StageLine(StageState.WARNING, lack.message)


async def _preview(provider: ProxmoxBackup) -> Finding[Snapshot]:
    snapshot = await provider.collect()
    return previewed(snapshot, _summary(snapshot))


def _summary(snapshot: Snapshot) -> Text:
    counts = snapshot.counts
    stores = counts.get("datastores", "—")
    if "backups" not in counts:
        return mark("Proxmox", "{datastores} datastores").given(datastores=stores)
    return mark("Proxmox", "{datastores} datastores · {backups} backups").given(
        datastores=stores, backups=counts["backups"]
    )
