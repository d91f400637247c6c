"""The staged connection test of Proxmox Backup Server."""

from collections.abc import AsyncGenerator, Iterable, Iterator
from dataclasses import replace

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.snapshot import Lack, Snapshot
from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.proxmox.address import Address
from pulse_desktop.platforms.proxmox.backup import form
from pulse_desktop.platforms.proxmox.backup.lacking import lacking
from pulse_desktop.platforms.proxmox.backup.privileges import ALL, Granted, Wanted
from pulse_desktop.platforms.proxmox.backup.provider import ProxmoxBackup, refuse_blindness
from pulse_desktop.platforms.proxmox.backup.release import Release, other_product
from pulse_desktop.provider.reach import Endpoint
from pulse_desktop.provider.stage import Stage, StageId, StageLine, StageState
from pulse_desktop.provider.step import Finding, begin, finish


def endpoint(address: Address) -> Endpoint:
    """What the shared steps need to know."""
    return Endpoint(
        host=address.host,
        port=address.port,
        product="Proxmox Backup Server",
        usual_port=form.PORT,
        compare=form.COMPARE,
    )


async def inside(provider: ProxmoxBackup, connection: Connection) -> AsyncGenerator[Stage, None]:
    """The steps from the sign-in on, up to one that failed."""
    yield begin(StageId.SIGN_IN)
    stage, accepted = await finish(StageId.SIGN_IN, _signing_in(provider))
    yield stage
    if accepted is None:
        return
    yield begin(StageId.VERSION)
    stage, release = await finish(StageId.VERSION, _version(provider))
    yield stage
    if release is None:
        return
    yield begin(StageId.PERMISSIONS)
    stage, granted = await finish(StageId.PERMISSIONS, _permissions(provider, connection))
    yield _with_cures(stage, connection)
    if granted is None:
        return
    yield begin(StageId.PREVIEW)
    stage, _ = await finish(StageId.PREVIEW, _preview(provider))
    yield stage


async def _signing_in(provider: ProxmoxBackup) -> Finding[bool]:
    """Looks at the login page first, so that no credential goes to another product."""
    try:
        other = await provider.lanes.look(other_product)
    except ProviderError as error:
        if error.category is not Category.PROTOCOL:
            raise
        other = None
    if other is not None:
        raise ProviderError(
            Category.WRONG_PRODUCT,
            mark("Proxmox", "This looks like {product}. Create a connection for it instead.").given(
                product=other
            ),
        )
    await provider.answer()
    return Finding(value=True, detail=mark("Proxmox", "accepted"))


async def _version(provider: ProxmoxBackup) -> Finding[Release]:
    release = await provider.release()
    detail = mark("Proxmox", "Proxmox Backup Server {version}").given(version=release.spelled)
    return Finding(value=release, detail=detail)


async def _permissions(provider: ProxmoxBackup, connection: Connection) -> Finding[Granted]:
    granted = await provider.granted()
    refuse_blindness(granted)
    lacks = tuple(lacking(connection, granted))
    missing = {lack.title: lack for lack in lacks}
    return Finding(
        value=granted,
        detail=mark("Proxmox", "{full} of {all}").given(full=len(ALL) - len(lacks), all=len(ALL)),
        lines=(
            *(_line(wanted, missing.get(wanted.title)) for wanted in ALL),
            *_cures(each for lack in lacks for each in lack.commands),
        ),
        lacking=lacks,
        state=StageState.WARNING if lacks else StageState.PASSED,
    )


def _line(wanted: Wanted, lack: Lack | None) -> StageLine:
    if lack is None:
        return StageLine(StageState.PASSED, wanted.title)
    return StageLine(StageState.WARNING, lack.message)


def _with_cures(stage: Stage, connection: Connection) -> Stage:
    """A refusal together with the commands that lift it."""
    if stage.category is not Category.FORBIDDEN:
        return stage
    return replace(stage, lines=tuple(_cures(form.cures(connection, ALL))))


def _cures(commands: Iterable[str]) -> Iterator[StageLine]:
    for command in dict.fromkeys(commands):
        shown = mark("Proxmox", "On the server: {command}").given(command=command)
        yield StageLine(StageState.WARNING, shown)


async def _preview(provider: ProxmoxBackup) -> Finding[Snapshot]:
    snapshot = await provider.collect()
    return Finding(
        value=snapshot,
        detail=_summary(snapshot),
        lines=tuple(StageLine(StageState.WARNING, issue.message) for issue in snapshot.issues),
        state=StageState.WARNING if snapshot.issues else StageState.PASSED,
    )


def _summary(snapshot: Snapshot) -> Text:
    counts = snapshot.counts
    if "backups" not in counts:
        return mark("Proxmox", "{datastores} datastores").given(datastores=counts["datastores"])
    return mark("Proxmox", "{datastores} datastores · {backups} backups").given(
        datastores=counts["datastores"], backups=counts["backups"]
    )
